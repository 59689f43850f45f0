//! A group with its tickets, and evenings it has had: made by the same verbs as the pages use, answers and all.

use app::entities::group::{self, Focus};
use app::entities::{coping_line, reply, session};
use app::sealed::ballot::NoteSlip;
use app::sealed::casting::{self, Answers, Holder};
use app::sealed::member_key::MemberKey;
use app::sealed::pouch::Pouch;
use app::sealed::seats::{self, Claim};
use app::sealed::tickets::Ticket;
use app::sealed::{founding, opening, tickets};
use app::{jobs, urls};
use jiff::{SignedDuration, ToSpan};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};

use crate::house::House;

/// A group of eight that meets about depression, and shows each session by itself.
pub struct Circle {
    /// As it was made.
    pub group: group::Model,
    /// Unclaimed tickets, as printed.
    pub tickets: Vec<String>,
}

impl Circle {
    /// Makes a group of eight with a name of its own.
    pub async fn named(house: &House, name: &str, therapists: &[i64]) -> Self {
        Self::of(house, 8, 1, therapists)
            .await
            .called(house, name)
            .await
    }

    /// Makes a group of eight with a name of its own that shows two sessions together.
    pub async fn paired(house: &House, name: &str) -> Self {
        Self::of(house, 8, 2, &[]).await.called(house, name).await
    }

    async fn called(self, house: &House, name: &str) -> Self {
        let mut circle = self;
        let row = group::ActiveModel {
            id: Set(circle.group.id),
            name: Set(name.into()),
            ..Default::default()
        };
        let named = row.update(&house.app.database.writer).await;
        circle.group = named.expect("it has a name");
        circle
    }

    /// Makes the group, and `size` tickets. It opens nothing by itself on the evenings of tests.
    pub async fn of(house: &House, size: i32, release_window: i32, therapists: &[i64]) -> Self {
        let app = &house.app;
        let plan = founding::Plan {
            name: "Tuesday group".into(),
            focus: Focus::Depression,
            outcomes: Focus::Depression.usual(),
            weekday: 7,
            ends_at: 23 * 60,
            size,
            planned_sessions: 16,
            release_window,
            words_asked: true,
        };
        let tx = app.database.begin().await.expect("a transaction");
        let group = founding::found(app, plan, therapists, &tx)
            .await
            .expect("a group");
        tx.commit().await.expect("a group");
        let mut circle = Self {
            group,
            tickets: Vec::new(),
        };
        circle.print(house, size).await;
        circle
    }

    /// A group that somebody made on its page.
    pub async fn found(house: &House, id: i64) -> Self {
        let row = group::Entity::find_by_id(id).one(&house.app.database.reader);
        Self {
            group: row.await.expect("the database answers").expect("the group"),
            tickets: Vec::new(),
        }
    }

    /// Prints `count` more tickets. No box may be open.
    pub async fn print(&mut self, house: &House, count: i32) {
        let printed = tickets::print(&house.app, &self.group, count, false)
            .await
            .expect("the database answers");
        let printed = printed.expect("no box is open");
        self.tickets
            .extend(printed.iter().map(|ticket| ticket.code().to_owned()));
    }

    /// Opens a session now, until seven the next morning.
    pub async fn open(&self, house: &House) -> session::Model {
        let (app, today) = (&house.app, house.app.today());
        let closes_at = jobs::default_closing(today, &app.zone()).expect("a morning");
        let opened = opening::open(app, self.group.id, today, closes_at)
            .await
            .expect("the database answers");
        opened.expect("nothing is in the way")
    }

    /// Moves the clock to just after the open session's end, and closes it.
    pub async fn close(&self, house: &House, session: &session::Model) {
        let end = jiff::Timestamp::from_millisecond(session.closes_at).expect("a time");
        house.app.clock.set(end + SignedDuration::from_secs(1));
        house.tick().await;
    }

    /// Gives the group a past: `sessions` weekly evenings before this one, at which `people` answered and got a little
    /// better each time. Returns their keys as they would keep them. The clock is as it was afterwards.
    pub async fn past(&mut self, house: &House, sessions: i64, people: usize) -> Vec<String> {
        let now = house.app.clock.now();
        let tickets: Vec<String> = self.tickets.drain(..people).collect();
        let mut holders: Vec<Holder> = tickets
            .iter()
            .map(|ticket| Holder {
                key: MemberKey::fresh(&house.app.random),
                ticket: Ticket::parse(ticket),
            })
            .collect();
        for week in 0..sessions {
            house
                .app
                .clock
                .set(now - ((sessions - week) * 7 * 24).hours());
            let session = self.open(house).await;
            let items = self.items(house, &session);
            for (n, holder) in holders.iter_mut().enumerate() {
                let answer = |most: i64, item: usize| {
                    Some((most - (week + n as i64 + item as i64) % 3).clamp(0, 4) as u8)
                };
                let answers = Answers {
                    climate: (0..8).map(|item| answer(4, item)).collect(),
                    outcome: Some(
                        (0..items)
                            .map(|item| answer(3 - week / 4, item).map(f64::from))
                            .collect(),
                    ),
                    words: if n == 0 {
                        "It was good to hear that others sleep badly too.".into()
                    } else {
                        String::new()
                    },
                    objection: false,
                    ..Answers::default()
                };
                let cast = casting::cast(&house.app, &self.group, holder, answers)
                    .await
                    .expect("the database answers");
                cast.expect("they are let in");
                holder.ticket = None;
            }
            self.close(house, &session).await;
        }
        house.app.clock.set(now);
        self.group = group::Entity::find_by_id(self.group.id)
            .one(&house.app.database.reader)
            .await
            .expect("the database answers")
            .expect("the group is there");
        holders
            .iter()
            .map(|holder| holder.key.to_code().to_string())
            .collect()
    }

    /// How many questions of an outcome somebody is asked who was there from the first session on: in a wave of the measure
    /// whose turn it is, else of the second one, whose first score is missing.
    fn items(&self, house: &House, session: &session::Model) -> usize {
        let window = self.group.window_of(session.number);
        let plan = self.group.outcomes.at(window.index);
        let due = self.group.asked_in(window).or(plan.measures.last());
        let due = due.expect("a measure");
        let measure = house.app.measures().version(&due.id, due.version);
        measure.expect("it is known").asks()
    }

    /// Switches notes on and enters seats; the owners of all open their inbox. The keys to these, in order.
    pub async fn seats(&self, house: &House, names: &[&str]) -> Vec<MemberKey> {
        let (app, group) = (&house.app, self.group.id);
        let tx = app.database.begin().await.expect("a transaction");
        let on = group::ActiveModel {
            id: Set(group),
            notes_on: Set(true),
            ..Default::default()
        };
        on.update(&tx).await.expect("notes are on");
        let made = Pouch::create(group, &app.keys, &app.random, &tx).await;
        made.expect("a pouch");
        let opened = Pouch::open_locked(group, &app.keys, &tx).await;
        let mut pouch = opened.expect("it opens").expect("it is there");
        let mut tickets = Vec::new();
        for name in names {
            pouch.enter(name, 0, &app.random);
            let seat = pouch.seats.last().expect("a seat").id;
            tickets.extend(pouch.ticket_for(seat, &app.keys, &app.random));
        }
        let stored = pouch.store(&app.keys, &app.random, &tx).await;
        stored.expect("it is stored");
        tx.commit().await.expect("it is stored");
        let mut keys = Vec::new();
        for ticket in &tickets {
            let key = MemberKey::fresh(&app.random);
            let claimed = seats::claim(app, group, ticket, &key).await;
            assert_eq!(claimed.expect("it opens"), Claim::Opened);
            keys.push(key);
        }
        keys
    }

    /// The address of a new ticket for the inbox of a seat, by its place.
    pub async fn inbox_ticket(&self, house: &House, place: usize) -> String {
        let app = &house.app;
        let tx = app.database.begin().await.expect("a transaction");
        let opened = Pouch::open_locked(self.group.id, &app.keys, &tx).await;
        let mut pouch = opened.expect("it opens").expect("it is there");
        let seat = pouch.seats[place].id;
        let ticket = pouch.ticket_for(seat, &app.keys, &app.random);
        let stored = pouch.store(&app.keys, &app.random, &tx).await;
        stored.expect("it is stored");
        tx.commit().await.expect("it is stored");
        urls::inbox_ticket(&self.group.code, ticket.expect("a seat").code())
    }

    /// Lets `writers` members write to a seat, by its place: their lines wait to be read if they are four or more.
    pub async fn notes(&self, house: &House, place: usize, writers: usize) {
        let (app, group) = (&house.app, self.group.id);
        let tx = app.database.begin().await.expect("a transaction");
        let opened = Pouch::open_locked(group, &app.keys, &tx).await;
        let mut pouch = opened.expect("it opens").expect("it is there");
        let (seat, round) = (pouch.seats[place].id, pouch.seats[place].round);
        let written = [
            "You laughed with me, and not at me.",
            "Ring me on 020 7946 0018 if the evenings get long.",
            "תודה שהקשבת לי, דנה",
            "<b>Kim</b> said it first: lee.b@example.org",
            "👩‍👧 I thought of you on the bus.",
        ];
        let slips: Vec<NoteSlip> = (0..writers)
            .map(|n| NoteSlip {
                seat,
                tag: MemberKey::fresh(&app.random).note_tag(group, seat, round),
                choices: vec![1 + n as i32 % 5],
                line: written[n % written.len()].into(),
            })
            .collect();
        pouch.take(&slips, 0, &app.random);
        pouch.gather(0, &app.random);
        let stored = pouch.store(&app.keys, &app.random, &tx).await;
        stored.expect("it is stored");
        tx.commit().await.expect("it is stored");
    }

    /// Answers the latest release, by a therapist.
    pub async fn answered(&self, house: &House, therapist: i64) {
        let row = reply::Model {
            group_id: self.group.id,
            window: 1,
            said: "The round at the beginning felt long.".into(),
            will_try: "We begin with one sentence each.".into(),
            by_when: None,
            staff_id: therapist,
            given_at: house.app.clock.now().as_millisecond(),
        };
        let row = reply::ActiveModel::from(row).reset_all();
        let given = row.insert(&house.app.database.writer).await;
        given.expect("a reply");
    }

    /// Puts lines on the coping board.
    pub async fn board(&self, house: &House, lines: i64) {
        for id in 0..lines {
            let row = coping_line::Model {
                id: self.group.id % 1_000_000 * 10 + id,
                group_id: self.group.id,
                window: 1,
                body: format!("A flask of tea {id} on the bench by the river, before work."),
                shown_at: Some(house.app.clock.now().as_millisecond()),
            };
            let row = coping_line::ActiveModel::from(row).reset_all();
            let shown = row.insert(&house.app.database.writer).await;
            shown.expect("a line");
        }
    }

    /// The address that everybody in the group knows.
    pub fn address(&self) -> String {
        urls::group_page(&self.group.code)
    }

    /// The address on ticket `n`.
    pub fn ticket(&self, n: usize) -> String {
        urls::ticket_page(&self.group.code, &self.tickets[n])
    }
}
