//! Whose seat is whose slot: somebody with the database and the master key looks at twelve evenings for anything that joins them.

use std::collections::BTreeSet;

use app::entities::{group, pouch, roster};
use app::sealed::casting::{Answers, Holder, Said, WrittenNote, cast};
use app::sealed::keys::Keys;
use app::sealed::member_key::{MemberKey, Tag};
use app::sealed::pouch::{Pouch, Writer};
use app::sealed::seats;
use app::sealed::slots::{self, Place};
use app::sealed::tickets::Ticket;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;

const MEMBERS: usize = 8;
const EVENINGS: usize = 12;
/// Seats that chance would match in twelve evenings, and three standard deviations more: 12 + 3 × √(96 × ⅛ × ⅞).
const BY_CHANCE: usize = 21;

/// A group in which member n goes by the name n, and who they are as nobody else knows it.
struct Known {
    circle: Circle,
    members: Vec<Holder>,
    names: Vec<String>,
    slots: Vec<Tag>,
}

impl Known {
    async fn of(house: &House) -> Known {
        let mut circle = Circle::of(house, MEMBERS as i32, 1, &[]).await;
        let app = &house.app;
        let members: Vec<Holder> = circle
            .tickets
            .iter()
            .map(|code| Holder {
                key: MemberKey::fresh(&app.random),
                ticket: Ticket::parse(code),
            })
            .collect();
        let names: Vec<String> = (0..MEMBERS).map(|n| format!("Name {n}")).collect();
        let tx = app.database.begin().await.expect("a transaction");
        let on = group::ActiveModel {
            id: Set(circle.group.id),
            notes_on: Set(true),
            ..Default::default()
        };
        circle.group = on.update(&tx).await.expect("the group");
        let id = circle.group.id;
        Pouch::create(id, &app.keys, &app.random, &tx)
            .await
            .expect("a pouch");
        let opened = Pouch::open_locked(id, &app.keys, &tx).await;
        let mut pouch = opened.expect("it opens").expect("it is there");
        for name in &names {
            pouch.enter(name, 0, &app.random);
        }
        let ids: Vec<i64> = pouch.seats.iter().map(|seat| seat.id).collect();
        let mut tickets = Vec::new();
        for seat in ids {
            tickets.extend(pouch.ticket_for(seat, &app.keys, &app.random));
        }
        let stored = pouch.store(&app.keys, &app.random, &tx).await;
        stored.expect("it is stored");
        tx.commit().await.expect("it is stored");
        for ticket in &tickets {
            let key = MemberKey::fresh(&app.random);
            let claimed = seats::claim(app, id, ticket, &key).await;
            assert_eq!(claimed.expect("it answers"), seats::Claim::Opened);
        }
        let tag = |holder: &Holder| holder.key.tags(id, circle.group.epoch, 0, 0).member;
        let slots = members.iter().map(tag).collect();
        Known {
            circle,
            members,
            names,
            slots,
        }
    }

    /// Everybody answers and writes to the next in the circle.
    async fn evening(&mut self, house: &House) {
        let session = self.circle.open(house).await;
        let pouch = pouch_of(house, self.circle.group.id).await;
        for (n, holder) in self.members.iter_mut().enumerate() {
            let answers = Answers {
                climate: vec![Some(3); 8],
                said: Said {
                    notes: vec![WrittenNote {
                        seat: pouch.seats[(n + 1) % MEMBERS].id,
                        choices: vec![1],
                        line: String::new(),
                    }],
                    ..Said::default()
                },
                ..Answers::default()
            };
            let answered = cast(&house.app, &self.circle.group, holder, answers).await;
            answered.expect("it answers").expect("they are let in");
            holder.ticket = None;
        }
        self.circle.close(house, &session).await;
    }

    /// How many are matched by guessing that the n-th seat in the pouch is the n-th slot of the roster.
    fn matched(&self, seats: &[String], slots: &[Tag]) -> usize {
        let pairs = seats.iter().zip(slots);
        let is_pair = |(name, slot): &(&String, &Tag)| {
            let seat = self.names.iter().position(|known| known == *name);
            seat == self.slots.iter().position(|known| known == *slot)
        };
        pairs.filter(is_pair).count()
    }
}

async fn pouch_of(house: &House, group: i64) -> Pouch {
    let opened = Pouch::open(group, &house.app.keys, &house.app.database.reader).await;
    opened.expect("it opens").expect("it is there")
}

/// Names of the pouch and tags of the roster in the order in which they lie there, as the master key shows them.
async fn as_they_lie(house: &House, known: &Known) -> (Vec<String>, Vec<Tag>) {
    let (keys, reader) = (&house.app.keys, &house.app.database.reader);
    let row = pouch::Entity::find().one(reader).await;
    let row = row.expect("it answers").expect("a pouch");
    let context = format!("pouch-{}", row.group_id);
    let lying = |names: &[Vec<u8>], of: &[Vec<u8>]| -> Vec<usize> {
        let place = |wanted: &Vec<u8>| of.iter().position(|slot| holds(slot, wanted));
        let mut found: Vec<(usize, usize)> = names
            .iter()
            .enumerate()
            .filter_map(|(n, wanted)| Some((place(wanted)?, n)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, n)| n).collect()
    };
    let body = opened(
        keys,
        "pouch",
        row.group_id,
        row.epoch,
        &row.version,
        &row.wrapped_key,
        &context,
        &row.body,
        2048,
    );
    let names: Vec<Vec<u8>> = known
        .names
        .iter()
        .map(|name| name.clone().into_bytes())
        .collect();
    let seats = lying(&names, &body)
        .into_iter()
        .map(|n| known.names[n].clone());
    let seats: Vec<String> = seats.collect();

    let row = roster::Entity::find().one(reader).await;
    let row = row.expect("it answers").expect("a roster");
    let context = format!("roster-{}-{}", row.group_id, row.epoch);
    let body = opened(
        keys,
        "roster",
        row.group_id,
        row.epoch,
        &row.version,
        &row.wrapped_key,
        &context,
        &row.body,
        4096,
    );
    let tags: Vec<Vec<u8>> = known.slots.iter().map(|tag| tag.to_vec()).collect();
    let slots = lying(&tags, &body).into_iter().map(|n| known.slots[n]);
    (seats, slots.collect())
}

#[expect(clippy::too_many_arguments, reason = "all that names one sealed row")]
fn opened(
    keys: &Keys,
    table: &'static str,
    group: i64,
    epoch: i32,
    version: &[u8],
    wrapped: &[u8],
    context: &str,
    body: &[u8],
    slot: usize,
) -> Vec<Vec<u8>> {
    let key = keys.unwrap(wrapped, context).expect("the master key");
    let place = Place {
        table,
        group,
        index: 0,
        epoch,
        version,
    };
    let contents = slots::open(body, slot, &place, &key).expect("it opens");
    contents.slots.clone()
}

fn holds(text: &[u8], bytes: &[u8]) -> bool {
    text.windows(bytes.len()).any(|window| window == bytes)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_joins_a_seat_to_a_slot_of_the_roster() {
    let house = House::start(Kind::Sqlite).await;
    let mut known = Known::of(&house).await;
    let (mut matched, mut lined_up) = (0, 0);
    for _ in 0..EVENINGS {
        known.evening(&house).await;
        let (seats, slots) = as_they_lie(&house, &known).await;
        assert_eq!((seats.len(), slots.len()), (MEMBERS, MEMBERS));
        matched += known.matched(&seats, &slots);
        // The weak fixture: both written in the order in which people came.
        lined_up += known.matched(&known.names, &known.slots);

        let pouch = pouch_of(&house, known.circle.group.id).await;
        let inboxes = pouch.seats.iter().filter_map(|seat| seat.inbox);
        let writers = pouch.notes.iter().filter_map(|note| match note.writer {
            Writer::Member { tag, .. } => Some(tag),
            _ => None,
        });
        let tags: BTreeSet<Tag> = inboxes.chain(writers).collect();
        assert!(tags.len() >= MEMBERS);
        let joined = known.slots.iter().filter(|slot| tags.contains(*slot));
        assert_eq!(joined.count(), 0, "a tag of the pouch is one of the roster");
    }
    assert!(matched <= BY_CHANCE, "{matched} of {}", MEMBERS * EVENINGS);
    assert_eq!(
        lined_up,
        MEMBERS * EVENINGS,
        "kept in order, all are joined"
    );
}
