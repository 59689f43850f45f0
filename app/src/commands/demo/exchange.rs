//! What the invented group and its therapist say to each other: intentions, the coping board, replies, seats and notes.

use app::App;
use app::entities::{coping_line, group, release, reply, session};
use app::sealed::casting::{Said, WrittenNote};
use app::sealed::member_key::MemberKey;
use app::sealed::pouch::Pouch;
use app::sealed::seats;
use app::words::say;
use jiff::SignedDuration;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Sentence;

/// After the close of these sessions the therapist answers the group.
const REPLIES: [(i32, &str); 3] = [(2, "early"), (4, "middle"), (9, "late")];
/// From here on the therapist has not read the lines that wait.
const UNREAD_FROM: i32 = 10;
/// Seats whose owners have not opened their inbox.
const SHUT: usize = 1;

/// The name of a seat, and the key of its inbox where it is open.
pub struct Seat {
    id: i64,
    /// The name.
    pub name: String,
    /// The inbox's key.
    pub key: Option<MemberKey>,
}

/// What a session offers to say.
pub struct Offer {
    seats: Vec<i64>,
    board: Vec<i64>,
    unsaid: Vec<String>,
    late: bool,
}

/// Enters the seats of a group that writes notes; all but one open their inbox.
pub async fn seat(app: &App, group: &group::Model) -> Result<Vec<Seat>, Sentence> {
    let names = say("command-demo-names");
    let names: Vec<&str> = lines(&names).take(group.size as usize).collect();
    let tx = app.database.begin().await?;
    let on = group::ActiveModel {
        id: Set(group.id),
        notes_on: Set(true),
        ..Default::default()
    };
    on.update(&tx).await?;
    Pouch::create(group.id, &app.keys, &app.random, &tx).await?;
    let mut pouch = Pouch::open_locked(group.id, &app.keys, &tx)
        .await?
        .ok_or("BUG: a pouch was just made")?;
    for name in &names {
        pouch.enter(name, &app.random);
    }
    let entered: Vec<(i64, String)> = pouch
        .seats
        .iter()
        .map(|seat| (seat.id, seat.name.clone()))
        .collect();
    let mut tickets = Vec::new();
    for (id, _) in &entered[..entered.len() - SHUT] {
        tickets.extend(pouch.ticket_for(*id, &app.keys, &app.random));
    }
    pouch.store(&app.keys, &app.random, &tx).await?;
    tx.commit().await?;
    let mut keys = Vec::new();
    for ticket in &tickets {
        let key = MemberKey::fresh(&app.random);
        seats::claim(app, group.id, ticket, &key).await?;
        keys.push(key);
    }
    let mut keys = keys.into_iter();
    let seat = |(id, name)| Seat {
        id,
        name,
        key: keys.next(),
    };
    Ok(entered.into_iter().map(seat).collect())
}

impl Offer {
    /// What is offered in an open session.
    pub async fn of(app: &App, open: &session::Model, seats: &[Seat]) -> Result<Offer, Sentence> {
        let (group, reader) = (open.group_id, &app.database.reader);
        let board = coping_line::Model::offered(group, open.opened_at, reader).await?;
        let known = coping_line::Entity::find()
            .filter(coping_line::Column::GroupId.eq(group))
            .all(reader)
            .await?;
        let text = say("command-demo-coping");
        let unsaid = lines(&text).filter(|line| known.iter().all(|said| said.body != *line));
        Ok(Offer {
            unsaid: unsaid.map(str::to_owned).collect(),
            seats: seats
                .iter()
                .filter(|seat| seat.key.is_some())
                .map(|seat| seat.id)
                .collect(),
            board: board.into_iter().map(|line| line.id).collect(),
            late: open.number >= UNREAD_FROM,
        })
    }

    /// What one member says in it.
    pub fn said(&self, chance: &mut impl Rng) -> Said {
        let mut said = Said {
            follow_through: Some([0, 1, 1, 2, 2, 2][chance.random_range(0..6)]),
            changed: Some([0, 1, 1, 2, 2][chance.random_range(0..5)]),
            ..Said::default()
        };
        if chance.random_bool(0.97) {
            said.intention = one_of("command-demo-intentions", chance);
        }
        if chance.random_bool(0.12) && !self.unsaid.is_empty() {
            said.coping = self.unsaid[chance.random_range(0..self.unsaid.len())].clone();
        }
        let helps = self.board.iter().copied();
        said.helps = helps.filter(|_| chance.random_bool(0.45)).collect();
        if let Some(seat) = self.addressee(chance) {
            said.notes.push(WrittenNote {
                seat,
                choices: vec![chance.random_range(1..=5)],
                line: if chance.random_bool(0.35) {
                    one_of("command-demo-notes", chance)
                } else {
                    String::new()
                },
            });
        }
        said
    }

    /// Most notes go to two seats, so that some come together within a dozen sessions.
    fn addressee(&self, chance: &mut impl Rng) -> Option<i64> {
        let often = usize::from(self.late).min(self.seats.len().checked_sub(1)?);
        if chance.random_bool(0.5) {
            Some(self.seats[often])
        } else {
            let one = chance.random_range(0..self.seats.len());
            chance.random_bool(0.4).then(|| self.seats[one])
        }
    }
}

/// What the therapist does on the morning after a close: puts lines on the board, reads notes, answers the group.
pub async fn morning_after(
    app: &App,
    group: &group::Model,
    number: i32,
    therapist: i64,
) -> Result<(), Sentence> {
    app.clock.advance(SignedDuration::from_hours(2));
    if number >= UNREAD_FROM {
        return Ok(());
    }
    let now = app.clock.now().as_millisecond();
    coping_line::Entity::update_many()
        .set(coping_line::ActiveModel {
            shown_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(coping_line::Column::GroupId.eq(group.id))
        .filter(coping_line::Column::ShownAt.is_null())
        .exec(&app.database.writer)
        .await?;
    read_notes(app, group.id).await?;
    if let Some((_, which)) = REPLIES.iter().find(|(after, _)| *after == number) {
        answer(app, group, which, therapist).await?;
    }
    Ok(())
}

async fn read_notes(app: &App, group: i64) -> Result<(), Sentence> {
    let tx = app.database.begin().await?;
    let Some(mut pouch) = Pouch::open_locked(group, &app.keys, &tx).await? else {
        return Ok(());
    };
    for line in pouch.to_read(&app.random) {
        pouch.let_out(line.id, &app.random);
    }
    pouch.store(&app.keys, &app.random, &tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Answers the latest release that was shown, if it has no reply yet.
async fn answer(
    app: &App,
    group: &group::Model,
    which: &str,
    therapist: i64,
) -> Result<(), Sentence> {
    let latest = release::Entity::find()
        .filter(release::Column::GroupId.eq(group.id))
        .filter(release::Column::Shown.eq(true))
        .order_by_desc(release::Column::Window)
        .one(&app.database.reader)
        .await?;
    let Some(latest) = latest else { return Ok(()) };
    let given = reply::Entity::find_by_id((group.id, latest.window));
    if given.one(&app.database.reader).await?.is_some() {
        return Ok(());
    }
    let by = app.today().checked_add(jiff::Span::new().days(14))?;
    let row = reply::Model {
        group_id: group.id,
        window: latest.window,
        said: say(&format!("command-demo-said-{which}")),
        will_try: say(&format!("command-demo-try-{which}")),
        by_when: Some(by.to_string()),
        staff_id: therapist,
        given_at: app.clock.now().as_millisecond(),
    };
    reply::Entity::insert(reply::ActiveModel::from(row).reset_all())
        .exec_without_returning(&app.database.writer)
        .await?;
    Ok(())
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn one_of(id: &str, chance: &mut impl Rng) -> String {
    let text = say(id);
    let mut known: Vec<&str> = lines(&text).collect();
    known.shuffle(chance);
    known[0].to_owned()
}
