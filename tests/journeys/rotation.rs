//! The master key is replaced: members notice nothing, the old key opens nothing any more, and a crash at any step leaves one
//! of the two in force.

use std::sync::Arc;

use app::clock::Clock;
use app::config::Config;
use app::database::{Database, Fault};
use app::entities::{former_key, roster, ticket};
use app::random::Random;
use app::sealed::keys::Keys;
use app::sealed::member_key::MemberKey;
use app::sealed::{rotation, seats};
use app::urls;
use jiff::SignedDuration;
use sea_orm::{EntityTrait, PaginatorTrait, TransactionTrait};
use tempfile::TempDir;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::on_both_databases;
use tests::person::Person;
use tests::program::chorus;

use crate::backups::answered;

on_both_databases!(
    members_notice_nothing,
    it_waits_for_sessions_and_for_whoever_runs,
    a_crash_at_any_step_is_mended_by_the_next_start,
);

/// What members have of a group before the key is replaced, and must still have afterwards.
struct Held {
    circle: Circle,
    keys: Vec<String>,
    phone: Person,
    inboxes: Vec<MemberKey>,
    inbox_ticket: String,
}

impl Held {
    /// Five who have met twice, one whose phone remembers them, three tickets on paper, two inboxes and a ticket to one.
    async fn prepare(house: &House) -> Self {
        let mut circle = Circle::of(house, 8, 1, &[]).await;
        let keys = circle.past(house, 2, 5).await;
        let mut inboxes = circle.seats(house, &["Kim", "Lee"]).await;
        circle.notes(house, 0, 4).await;
        let inbox_ticket = circle.inbox_ticket(house, 1).await;
        inboxes.truncate(1);
        let session = circle.open(house).await;
        let phone = house.visitor();
        let typed = phone.get(&circle.address()).await.form("/key");
        let survey = phone.send(&typed.with("key", &keys[0])).await;
        let thanks = phone.send(&answered(&survey, 0)).await;
        phone.send(&thanks.form("/remember")).await;
        circle.close(house, &session).await;
        Self {
            circle,
            keys,
            phone,
            inboxes,
            inbox_ticket,
        }
    }

    /// One more evening: the phone, a key that is typed, a ticket of before and one of today are let in, and inboxes open.
    async fn check(&mut self, house: &House) {
        house.later(SignedDuration::from_hours(7 * 24)).await;
        self.circle.print(house, 1).await;
        let session = self.circle.open(house).await;
        let kept = self.phone.moved_to(&house.address);
        let survey = kept.get(&self.circle.address()).await;
        let thanks = kept.send(&answered(&survey, 0)).await;
        assert!(
            thanks.says("Your answers have been sent"),
            "{}",
            thanks.text()
        );
        let typing = house.visitor();
        let typed = typing.get(&self.circle.address()).await.form("/key");
        let survey = typing.send(&typed.with("key", &self.keys[1])).await;
        let thanks = typing.send(&answered(&survey, 1)).await;
        assert!(
            thanks.says("Your answers have been sent"),
            "{}",
            thanks.text()
        );
        let last = self.circle.tickets.len() - 1;
        for ticket in [0, last] {
            let paper = house.visitor();
            let survey = paper.get(&self.circle.ticket(ticket)).await;
            let thanks = paper.send(&answered(&survey, 2)).await;
            assert!(
                thanks.says("Your answers have been sent"),
                "{}",
                thanks.text()
            );
            let used = house.visitor().get(&self.circle.ticket(ticket)).await;
            assert_eq!(used.status, 409, "it is used in this session");
        }
        let own = house.visitor();
        let page = own.get(&urls::own(&self.circle.group.code)).await;
        let page = own
            .send(&page.form("/own").with("key", &self.keys[1]))
            .await;
        assert_eq!(page.status, 200, "{}", page.text());
        self.circle.close(house, &session).await;
        // A used ticket is gone after the close, whichever key it was printed under.
        for ticket in [0, last] {
            let again = house.visitor().get(&self.circle.ticket(ticket)).await;
            assert!(!again.says("Send"), "{}", again.text());
        }
        let left = ticket::Entity::find()
            .count(&house.app.database.reader)
            .await;
        assert_eq!(
            left.expect("a count") as usize,
            self.circle.tickets.len() - 2
        );
        self.circle.tickets.remove(last);
        self.circle.tickets.remove(0);
        for key in &self.inboxes {
            let inbox = seats::read(&house.app, self.circle.group.id, key).await;
            assert!(inbox.expect("it opens").is_some());
        }
        let paper = house.visitor().get(&self.inbox_ticket).await;
        assert_eq!(paper.status, 200, "{}", paper.text());
    }
}

async fn members_notice_nothing(house: House) {
    let mut held = Held::prepare(&house).await;
    let mut house = house;
    let mut old = vec![key_of(&house)];
    // Twice: tickets of two keys ago are hashed three times.
    for seed in 2..4 {
        let (folder, url, clock) = stopped(house).await;
        let said = chorus(folder.path(), &["key", "rotate"]).await;
        assert_eq!(said.status, 0, "{said:?}");
        assert!(said.output.contains("holds a new master key"));
        house = House::on(folder, &url, "", clock, seed).await;
        let key = key_of(&house);
        assert!(!old.contains(&key));
        for former in &old {
            opens_nothing(&house, former).await;
        }
        old.push(key);
        held.check(&house).await;
    }
    let reader = &house.app.database.reader;
    let former = former_key::Entity::find().count(reader).await;
    assert_eq!(former.expect("a count"), 2);
    let left: Vec<String> = std::fs::read_dir(house.folder.path())
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.starts_with("chorus.key"))
        .collect();
    assert_eq!(left, ["chorus.key"]);
}

async fn it_waits_for_sessions_and_for_whoever_runs(house: House) {
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let session = circle.open(&house).await;
    let before = key_of(&house);
    let said = chorus(house.folder.path(), &["key", "rotate"]).await;
    assert_eq!(said.status, 1, "{said:?}");
    assert!(said.errors.contains("stop Chorus"), "{}", said.errors);
    let (folder, url, clock) = stopped(house).await;
    let said = chorus(folder.path(), &["key", "rotate"]).await;
    assert_eq!(said.status, 1, "{said:?}");
    assert!(
        said.errors.contains("A session is open until"),
        "{}",
        said.errors
    );
    let house = House::on(folder, &url, "", clock, 2).await;
    assert_eq!(key_of(&house), before);
    circle.close(&house, &session).await;
    let keys = house.app.keys.names_before(jiff::Timestamp::MAX);
    assert_eq!(keys.expect("keys"), Vec::<String>::new());
}

/// The command ends after each of its steps, as if it was killed there; then Chorus starts.
async fn a_crash_at_any_step_is_mended_by_the_next_start(house: House) {
    let mut held = Held::prepare(&house).await;
    // A window that has begun: its pool's key is wrapped by the master key too.
    let mut paired = Circle::paired(&house, "Two by two").await;
    let session = paired.open(&house).await;
    let mut keys = Vec::new();
    for n in 0..5 {
        let phone = house.visitor();
        let form = answered(&phone.get(&paired.ticket(n)).await, n);
        keys.push(form.value("key").expect("a key").to_owned());
        phone.send(&form).await;
    }
    paired.close(&house, &session).await;
    paired.tickets.clear();

    let mut house = house;
    for (seed, step) in (2..).zip([Step::Prepared, Step::Committed, Step::HalfMoved]) {
        let before = key_of(&house);
        let (folder, url, clock) = stopped(house).await;
        rotate_until(&folder, &url, step).await;
        house = House::on(folder, &url, "", clock, seed).await;
        assert_eq!(key_of(&house) == before, step == Step::Prepared, "{step:?}");
        let names = house.app.keys.names_before(jiff::Timestamp::MAX);
        let names = names.expect("keys");
        assert!(!names.iter().any(|name| name.contains('.')), "{names:?}");
        held.circle.print(&house, 2).await;
    }
    held.circle.tickets.truncate(3);
    // Only what was printed at first is checked; what was printed in between goes.
    let writer = &house.app.database.writer;
    let all = ticket::Entity::find().count(writer).await;
    assert!(all.expect("a count") >= 9);

    let second = paired.open(&house).await;
    for (n, key) in keys.iter().enumerate() {
        let phone = house.visitor();
        let typed = phone.get(&paired.address()).await.form("/key");
        let survey = phone.send(&typed.with("key", key)).await;
        phone.send(&answered(&survey, n)).await;
    }
    paired.close(&house, &second).await;
    let row = app::entities::release::Entity::find_by_id((paired.group.id, 1));
    let row = row.one(&house.app.database.reader).await;
    let row = row.expect("it answers").expect("it is over");
    assert_eq!(
        (row.shown, row.answered),
        (true, Some(5)),
        "the pool still opens"
    );
    for (n, expected) in [(0, 200), (1, 200), (2, 200)] {
        house.later(SignedDuration::from_hours(7 * 24)).await;
        let open = held.circle.open(&house).await;
        let paper = house.visitor().get(&held.circle.ticket(n)).await;
        assert_eq!(paper.status, expected, "{}", paper.text());
        held.circle.close(&house, &open).await;
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Prepared,
    Committed,
    HalfMoved,
}

async fn rotate_until(folder: &TempDir, url: &str, step: Step) {
    let path = folder.path().join("chorus.toml");
    let config = Config::read(Some(&path)).expect("settings");
    let database = Database::alone(url).await.expect("nobody else has it");
    let tx = database.begin_alone().await.expect("nobody else has it");
    let random = Random::System;
    let old = rotation::keys(&config, &tx, &random)
        .await
        .expect("the key");
    let tickets = rotation::has_tickets(&tx).await.expect("an answer");
    let new = old.successor(tickets, &random);
    let (file, keys) = (&config.key_file, &config.keys_directory);
    old.prepare(&new, file, &random).expect("prepared");
    rotation::reseal(&old, &new, &random, &tx)
        .await
        .expect("sealed anew");
    if step != Step::Prepared {
        tx.commit().await.expect("committed");
    } else {
        tx.rollback().await.expect("rolled back");
    }
    if step == Step::HalfMoved {
        // The first of the key files was moved, nothing else.
        let laid = std::fs::read_dir(keys).expect("keys");
        let laid = laid.map(|entry| entry.expect("a file").path());
        let first = laid
            .filter(|path| path.extension().is_some_and(|e| e == "next"))
            .min();
        let first = first.expect("a key of a pool");
        std::fs::rename(&first, first.with_extension("")).expect("moved");
    }
    database.close().await;
}

/// While one command holds the database nobody else gets in, and the other way round.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_the_database_alone_is_alone() {
    let house = House::start(Kind::Sqlite).await;
    let (folder, url, _) = stopped(house).await;
    let alone = Database::alone(&url).await.expect("nobody else has it");
    let tx = alone.begin_alone().await.expect("nobody else has it");
    assert!(matches!(Database::alone(&url).await, Err(Fault::InUse)));
    tx.rollback().await.expect("given back");
    alone.close().await;
    let open = Database::open(&url).await.expect("it opens");
    let reading = open.reader.begin().await.expect("a transaction");
    assert!(matches!(Database::alone(&url).await, Err(Fault::InUse)));
    drop(reading);
    assert!(
        matches!(Database::alone(&url).await, Err(Fault::InUse)),
        "an idle server counts"
    );
    open.close().await;
    assert!(Database::alone(&url).await.is_ok());
    drop(folder);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_from_the_environment_is_not_replaced_behind_its_back() {
    let house = House::start(Kind::Sqlite).await;
    let key = key_of(&house);
    let (folder, ..) = stopped(house).await;
    let mut command = tests::program::command(folder.path());
    command
        .env("CHORUS_MASTER_KEY", &key)
        .args(["key", "rotate"]);
    let ended = command.output().await.expect("it starts");
    assert_eq!(ended.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(errors.contains("CHORUS_MASTER_KEY"), "{errors}");
    let kept = std::fs::read_to_string(folder.path().join("chorus.key"));
    assert_eq!(kept.expect("the key"), key);
}

fn key_of(house: &House) -> String {
    let path = house.folder.path().join("chorus.key");
    std::fs::read_to_string(path).expect("the key")
}

/// The folder and database of a house that has stopped, and what its clock shows.
pub async fn stopped(house: House) -> (Arc<TempDir>, String, Clock) {
    let (url, clock) = (house.app.config.database.clone(), house.app.clock.clone());
    (house.stop().await, url, clock)
}

/// An earlier key is of no use, not even with the wrapped keys of an old copy.
async fn opens_nothing(house: &House, key: &str) {
    let old = Keys::from_hex(key, &house.folder.path().join("keys")).expect("a key");
    let rows = roster::Entity::find().all(&house.app.database.reader).await;
    for row in rows.expect("rosters") {
        let context = format!("roster-{}-{}", row.group_id, row.epoch);
        assert!(old.unwrap(&row.wrapped_key, &context).is_err());
    }
}
