//! Evenings through the real box and close: what comes out, what stays in, what is gone.

mod exchange;
mod keys;
mod notes;
mod windows;

use jiff::ToSpan;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::casting::{Answers, Holder, Refusal, admit, cast};
use super::close::{Cause, close};
use super::member_key::MemberKey;
use super::tickets::Ticket;
use super::{founding, opening, rekey, tickets};
use crate::App;
use crate::entities::{ballot_box, group, pool, release, released_words, session, tally, ticket};

struct Evening {
    app: App,
    group: group::Model,
    _folder: tempfile::TempDir,
}

impl Evening {
    async fn new(release_window: i32) -> Evening {
        let folder = tempfile::tempdir().unwrap();
        let app = App::sample(&folder).await;
        let plan = founding::Plan {
            name: "Tuesday".into(),
            focus: group::Focus::Depression,
            outcomes: group::Focus::Depression.usual(),
            weekday: 2,
            ends_at: 1170,
            size: 8,
            planned_sessions: 16,
            release_window,
            words_asked: true,
        };
        let tx = app.database.begin().await.unwrap();
        let group = founding::found(&app, plan, &[], &tx).await.unwrap();
        tx.commit().await.unwrap();
        Evening {
            app,
            group,
            _folder: folder,
        }
    }

    async fn tickets(&self, count: i32) -> Vec<Holder> {
        let printed = tickets::print(&self.app, &self.group, count, false)
            .await
            .unwrap()
            .unwrap();
        let holder = |ticket: Ticket| Holder {
            key: MemberKey::fresh(&self.app.random),
            ticket: Some(ticket),
        };
        printed.into_iter().map(holder).collect()
    }

    async fn open(&self) -> session::Model {
        let closes_at = self.app.clock.now() + 10.hours();
        opening::open(&self.app, self.group.id, self.app.today(), closes_at)
            .await
            .unwrap()
            .unwrap()
    }

    async fn answer(
        &self,
        holder: &Holder,
        climate: u8,
        phq: u8,
        words: &str,
    ) -> Result<(), Refusal> {
        let answers = Answers {
            climate: vec![Some(climate); 8],
            outcome: Some(vec![Some(f64::from(phq)); 8]),
            words: words.into(),
            objection: false,
            ..Answers::default()
        };
        cast(&self.app, &self.group, holder, answers).await.unwrap()
    }

    async fn close(&self, session: &session::Model) {
        assert!(close(&self.app, session.id, Cause::Time).await.unwrap());
        self.app
            .clock
            .advance(jiff::SignedDuration::from_hours(7 * 24));
    }

    async fn tallies(&self) -> Vec<tally::Model> {
        tally::Entity::find()
            .all(&self.app.database.reader)
            .await
            .unwrap()
    }
}

fn returning(holder: &Holder) -> Holder {
    Holder {
        key: holder.key.clone(),
        ticket: None,
    }
}

#[tokio::test]
async fn five_answers_come_out_rounded_and_everything_else_is_gone() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for (index, member) in members.iter().take(5).enumerate() {
        evening
            .answer(member, 3, index as u8 % 3, "It helped")
            .await
            .unwrap();
    }
    // A changed mind replaces; a replayed form changes nothing.
    evening.answer(&members[0], 4, 0, "").await.unwrap();
    evening.answer(&members[0], 4, 0, "").await.unwrap();
    evening.close(&session).await;

    let tallies = evening.tallies().await;
    assert_eq!(tallies.len(), 5);
    let trust = tallies.iter().find(|row| row.scale == "trust").unwrap();
    assert_eq!(
        (trust.n, trust.mean, trust.sd),
        (5, 3.25, None),
        "mean 3.2 on a grid of a quarter"
    );
    let phq = tallies.iter().find(|row| row.measure == "phq-8").unwrap();
    assert_eq!((phq.n, phq.mean), (5, 6.0), "mean 6.4 on a grid of one");

    let reader = &evening.app.database.reader;
    assert_eq!(
        released_words::Entity::find().count(reader).await.unwrap(),
        4
    );
    assert_eq!(ballot_box::Entity::find().count(reader).await.unwrap(), 0);
    assert_eq!(
        ticket::Entity::find().count(reader).await.unwrap(),
        3,
        "five tickets were claimed"
    );
    let left = evening.app.keys.names_before(jiff::Timestamp::MAX).unwrap();
    assert!(
        left.iter().all(|name| name.starts_with("quarter-")),
        "{left:?}"
    );
}

#[tokio::test]
async fn four_answers_come_out_not_at_all_but_their_lockers_are_kept() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &members[..4] {
        evening.answer(member, 3, 1, "No").await.unwrap();
    }
    evening.close(&session).await;
    let reader = &evening.app.database.reader;
    let release = release::Entity::find().one(reader).await.unwrap().unwrap();
    assert_eq!((release.shown, release.answered), (false, None));
    assert!(evening.tallies().await.is_empty());
    assert_eq!(
        released_words::Entity::find().count(reader).await.unwrap(),
        0
    );

    evening.open().await;
    let asked = admit(&evening.app, &evening.group, &returning(&members[0]))
        .await
        .unwrap()
        .ok()
        .unwrap();
    assert!(
        asked.outcome.is_none(),
        "the first score lies in the locker, and the second session is no wave"
    );
    let fresh = admit(&evening.app, &evening.group, &members[7])
        .await
        .unwrap()
        .ok()
        .unwrap();
    assert!(
        fresh.outcome.is_some(),
        "a locker without a first score is offered the measure at once"
    );
}

#[tokio::test]
async fn tickets_and_keys_are_told_apart() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(3).await;
    assert_eq!(
        evening.answer(&members[0], 3, 1, "").await,
        Err(Refusal::Closed)
    );
    let session = evening.open().await;
    assert!(
        tickets::print(&evening.app, &evening.group, 1, false)
            .await
            .unwrap()
            .is_err(),
        "a box is open"
    );

    evening.answer(&members[0], 3, 1, "").await.unwrap();
    evening
        .answer(&returning(&members[0]), 2, 1, "")
        .await
        .unwrap();
    let thief = Holder {
        key: MemberKey::fresh(&evening.app.random),
        ticket: members[0].ticket.clone(),
    };
    assert_eq!(
        evening.answer(&thief, 3, 1, "").await,
        Err(Refusal::UsedTicket)
    );
    assert_eq!(
        evening.answer(&returning(&thief), 3, 1, "").await,
        Err(Refusal::UnknownKey)
    );
    let never = Holder {
        key: thief.key.clone(),
        ticket: Ticket::parse("0000000000"),
    };
    assert_eq!(
        evening.answer(&never, 3, 1, "").await,
        Err(Refusal::UnknownTicket)
    );

    evening
        .app
        .clock
        .set(jiff::Timestamp::from_millisecond(session.closes_at).unwrap());
    assert_eq!(
        evening.answer(&members[1], 3, 1, "").await,
        Err(Refusal::Closed),
        "also before the job has come"
    );
    evening.close(&session).await;
    evening.open().await;
    evening
        .answer(&returning(&members[0]), 3, 1, "")
        .await
        .unwrap();
    assert_eq!(
        evening.answer(&thief, 3, 1, "").await,
        Err(Refusal::UnknownTicket)
    );
}

#[tokio::test]
async fn a_window_of_two_waits_sealed_and_shows_one_value_a_person() {
    let evening = Evening::new(2).await;
    let members = evening.tickets(8).await;
    let first = evening.open().await;
    for member in &members[..3] {
        evening.answer(member, 2, 1, "").await.unwrap();
    }
    evening.close(&first).await;
    let reader = &evening.app.database.reader;
    assert_eq!(pool::Entity::find().count(reader).await.unwrap(), 1);
    assert_eq!(release::Entity::find().count(reader).await.unwrap(), 0);

    let second = evening.open().await;
    for member in &members[..3] {
        evening.answer(&returning(member), 4, 1, "").await.unwrap();
    }
    for member in &members[3..8] {
        evening.answer(member, 3, 1, "").await.unwrap();
    }
    evening.close(&second).await;
    let release = release::Entity::find().one(reader).await.unwrap().unwrap();
    // Three keys were new in the first session, five in the second: at least five people.
    assert_eq!((release.shown, release.answered), (true, Some(5)));
    let tallies = evening.tallies().await;
    let trust = tallies.iter().find(|row| row.scale == "trust").unwrap();
    assert_eq!((trust.n, trust.mean), (5, 3.0));
    assert_eq!(pool::Entity::find().count(reader).await.unwrap(), 0);
}

#[tokio::test]
async fn one_objection_withholds_and_a_cancelled_session_is_an_empty_one() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for (index, member) in members.iter().enumerate() {
        let answers = Answers {
            climate: vec![Some(3); 8],
            outcome: None,
            words: "No".into(),
            objection: index == 3,
            ..Answers::default()
        };
        cast(&evening.app, &evening.group, member, answers)
            .await
            .unwrap()
            .unwrap();
    }
    evening.close(&session).await;
    assert!(evening.tallies().await.is_empty());

    let session = evening.open().await;
    for member in &members {
        evening.answer(&returning(member), 3, 1, "").await.unwrap();
    }
    assert!(
        close(&evening.app, session.id, Cause::Cancelled)
            .await
            .unwrap()
    );
    assert!(
        !close(&evening.app, session.id, Cause::Time).await.unwrap(),
        "it is closed once"
    );
    assert!(evening.tallies().await.is_empty());
    let releases = release::Entity::find()
        .all(&evening.app.database.reader)
        .await
        .unwrap();
    assert!(
        releases
            .iter()
            .all(|release| !release.shown && release.answered.is_none())
    );
}

#[tokio::test]
async fn tickets_are_limited_by_printing_and_in_all() {
    let evening = Evening::new(1).await;
    let print = |count| tickets::print(&evening.app, &evening.group, count, false);
    for count in [0, tickets::MOST + 1] {
        let printed = print(count).await.unwrap();
        assert_eq!(printed.err(), Some(tickets::NotPrinted::Count));
    }
    for _ in 0..8 {
        assert!(print(tickets::MOST).await.unwrap().is_ok());
    }
    let printed = print(1).await.unwrap();
    assert_eq!(printed.err(), Some(tickets::NotPrinted::InAll));
}
