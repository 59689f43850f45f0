//! What the invented group and its therapist say to each other: intentions, the coping board, replies, seats and notes.

use app::App;
use app::entities::{coping_line, group, release, released_words, reply, session, staff};
use app::sealed::asking::days;
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
/// After the close of this session the therapist writes to two people.
const SIGNED: i32 = 7;
/// What is ticked in notes.
const GAVE: [i32; 5] = [1, 2, 3, 4, 5];
/// Seats whose owners have not opened their inbox.
const SHUT: usize = 1;

/// The name of a seat, and the key of its inbox where it is open.
pub struct Seat {
    /// The name.
    pub name: String,
    /// The inbox's key.
    pub key: Option<MemberKey>,
}

/// What a session offers to say. Nobody says what was said before.
pub struct Offer {
    seats: Vec<i64>,
    board: Vec<i64>,
    words: Vec<String>,
    coping: Vec<String>,
    notes: Vec<String>,
    late: bool,
}

/// Enters the seats of a group that writes notes; all but one open their inbox, and one of them takes no notes for now.
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
        pouch.enter(name, 0, &app.random);
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
    if let Some(key) = keys.last() {
        seats::pause(app, group.id, key, true).await?;
    }
    let mut keys = keys.into_iter();
    let seat = |(_, name)| Seat {
        name,
        key: keys.next(),
    };
    Ok(entered.into_iter().map(seat).collect())
}

impl Offer {
    /// What is offered in an open session.
    pub async fn of(
        app: &App,
        open: &session::Model,
        chance: &mut impl Rng,
    ) -> Result<Offer, Sentence> {
        let (group, reader) = (open.group_id, &app.database.reader);
        let board = coping_line::Model::offered(group, open.opened_at, reader).await?;
        let written = coping_line::Entity::find()
            .filter(coping_line::Column::GroupId.eq(group))
            .all(reader)
            .await?;
        let words = released_words::Entity::find()
            .filter(released_words::Column::GroupId.eq(group))
            .all(reader)
            .await?;
        let pouch = Pouch::open(group, &app.keys, reader).await?;
        let (seats, notes) = pouch
            .map(|pouch| (pouch.seats, pouch.notes))
            .unwrap_or_default();
        let mut left = |id, said: &[&str]| {
            let text = say(id);
            let unsaid = lines(&text).filter(|line| !said.contains(line));
            let mut unsaid: Vec<String> = unsaid.map(str::to_owned).collect();
            unsaid.shuffle(chance);
            unsaid
        };
        let written: Vec<&str> = written.iter().map(|line| line.body.as_str()).collect();
        let words: Vec<&str> = words.iter().map(|said| said.body.as_str()).collect();
        let notes: Vec<&str> = notes.iter().map(|note| note.line.as_str()).collect();
        let late = open.number >= UNREAD_FROM;
        let mut coping = left("command-demo-coping", &written);
        if late {
            // Somebody is named in it, so that there is a mark to be seen.
            coping.extend(left("command-demo-coping-named", &written));
        }
        Ok(Offer {
            seats: seats
                .iter()
                .filter(|seat| seat.takes_notes())
                .map(|seat| seat.id)
                .collect(),
            board: board.into_iter().map(|line| line.id).collect(),
            words: left("command-demo-words", &words),
            notes: left("command-demo-notes", &notes),
            coping,
            late,
        })
    }

    /// What one member says in it, and the words that they leave for the therapist.
    pub fn said(&mut self, chance: &mut impl Rng) -> (Said, String) {
        let mut said = Said {
            follow_through: Some([0, 1, 1, 2, 2, 2][chance.random_range(0..6)]),
            changed: Some([0, 1, 1, 2, 2][chance.random_range(0..5)]),
            ..Said::default()
        };
        if chance.random_bool(0.97) {
            said.intention = one_of("command-demo-intentions", chance);
        }
        said.coping = sometimes(0.13, &mut self.coping, chance);
        let helps = self.board.iter().copied();
        said.helps = helps.filter(|_| chance.random_bool(0.45)).collect();
        if let Some(place) = self.addressee(chance) {
            said.notes.push(WrittenNote {
                seat: self.seats[place],
                choices: vec![GAVE[(place + chance.random_range(0..3)) % GAVE.len()]],
                line: sometimes(0.25, &mut self.notes, chance),
            });
        }
        (said, sometimes(0.2, &mut self.words, chance))
    }

    /// Most notes go to two seats, so that some come together within a dozen sessions.
    fn addressee(&self, chance: &mut impl Rng) -> Option<usize> {
        let often = usize::from(self.late).min(self.seats.len().checked_sub(1)?);
        if chance.random_bool(0.5) {
            return Some(often);
        }
        let one = chance.random_range(0..self.seats.len());
        chance.random_bool(0.4).then_some(one)
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
    if number == SIGNED {
        sign_notes(app, group.id, therapist).await?;
    }
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
    for line in pouch.to_read() {
        pouch.let_out(line.id, &app.random);
    }
    pouch.store(&app.keys, &app.random, &tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn sign_notes(app: &App, group: i64, therapist: i64) -> Result<(), Sentence> {
    let who = staff::Entity::find_by_id(therapist)
        .one(&app.database.reader)
        .await?
        .ok_or("BUG: the therapist was just made")?;
    let tx = app.database.begin().await?;
    let Some(mut pouch) = Pouch::open_locked(group, &app.keys, &tx).await? else {
        return Ok(());
    };
    let seats: Vec<i64> = pouch.seats.iter().map(|seat| seat.id).collect();
    for (seat, words) in seats.iter().zip(lines(&say("command-demo-signed"))) {
        pouch.sign(*seat, &who.name, days(app.today()), words, &app.random);
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

/// One of what is left to say, or nothing.
fn sometimes(often: f64, left: &mut Vec<String>, chance: &mut impl Rng) -> String {
    if chance.random_bool(often) {
        left.pop().unwrap_or_default()
    } else {
        String::new()
    }
}

fn one_of(id: &str, chance: &mut impl Rng) -> String {
    let text = say(id);
    let mut known: Vec<&str> = lines(&text).collect();
    known.shuffle(chance);
    known[0].to_owned()
}
