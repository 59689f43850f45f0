//! A backup is made in the middle of everything, restored on the other kind of database, and an evening is run on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::backup::{self, Backup};
use app::clock::Clock;
use app::config::Config;
use app::database::Database;
use app::entities::audit::{Action, Deed};
use app::entities::mail::State;
use app::entities::staff::{self, Newcomer, Role};
use app::entities::{audit, ballot_box, login, mail, pool, release, released_words, session};
use app::random::Random;
use app::sealed::restored::Withheld;
use app::sealed::{pool as pools, seats};
use app::urls;
use jiff::SignedDuration;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tests::circle::Circle;
use tests::databases::{self, Kind};
use tests::house::House;
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::person::Person;

on_both_databases!(
    an_evening_runs_on_what_was_restored,
    a_window_that_had_begun_is_never_shown,
    every_backup_shows_one_moment,
);

async fn an_evening_runs_on_what_was_restored(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    let keys = circle.past(&house, 3, 5).await;
    circle.answered(&house, ann).await;
    let inboxes = circle.seats(&house, &["Kim", "Lee"]).await;
    let therapist = house.sign_in("ann@example.org").await;
    let waiting = mail::Model::test(ann, house.app.clock.now(), &house.app.database.writer).await;
    waiting.expect("an e-mail waits");
    let dashboard = urls::group(circle.group.id);
    let before = therapist.get(&dashboard).await;

    // Somebody's phone remembers them; three have answered when the backup is made; then everything is lost.
    house.later(SignedDuration::from_secs(1)).await;
    let open = circle.open(&house).await;
    let phone = house.visitor();
    let typed = phone.get(&circle.address()).await.form("/key");
    let survey = phone.send(&typed.with("key", &keys[0])).await;
    let thanks = phone.send(&answered(&survey, 0)).await;
    phone.send(&thanks.form("/remember")).await;
    answer(&house, &circle, &keys[1..3]).await;
    let file = made(&house, "evening.backup").await;
    answer(&house, &circle, &keys[3..5]).await;
    let clock = house.app.clock.clone();
    let (new, withheld) = restored(&house, &file, clock).await;
    house.stop().await;
    assert_eq!(
        withheld,
        Withheld {
            sessions: vec![("Tuesday group".into(), 4)],
            windows: Vec::new()
        }
    );
    let reader = &new.app.database.reader;
    let count = ballot_box::Entity::find().count(reader).await;
    assert_eq!(count.expect("a count"), 0);

    // Staff sign in again; what was shown is there, what was open is not shown, and nobody is told twice.
    let count = login::Entity::find().count(reader).await;
    assert_eq!(count.expect("a count"), 0);
    let therapist = new.sign_in("ann@example.org").await;
    let after = therapist.get(&dashboard).await;
    for benefit in ["Belonging", "Encouragement", "Feedback", "Trust"] {
        let line = |page: &Page| {
            let text = page.text();
            let at = text.find(&format!("{benefit} ")).expect("a line");
            text[at..at + 20].to_owned()
        };
        assert_eq!(line(&before), line(&after));
    }
    let row = release::Entity::find_by_id((circle.group.id, 4)).one(reader);
    let row = row.await.expect("it answers").expect("it is over");
    assert_eq!((row.shown, row.answered), (false, None));
    assert!(after.says("Not shown: session 4."), "{}", after.text());
    let mails = mail::Entity::find().all(reader).await.expect("e-mails");
    assert!(mails.iter().all(|mail| mail.state == State::Unsure));
    assert_eq!(mails.len(), 1);
    let deeds = audit::Entity::find()
        .filter(audit::Column::Action.eq(Action::BackupRestored.id()))
        .count(reader);
    assert_eq!(deeds.await.expect("a count"), 1);

    // The next evening: the phone still remembers, keys still open, a ticket that lay in the lost box works again.
    new.later(SignedDuration::from_hours(7 * 24)).await;
    let next = circle.open(&new).await;
    assert_eq!(next.number, open.number + 1);
    let kept = phone.moved_to(&new.address);
    let survey = kept.get(&circle.address()).await;
    let thanks = kept.send(&answered(&survey, 0)).await;
    assert!(
        thanks.says("Your answers have been sent"),
        "{}",
        thanks.text()
    );
    answer(&new, &circle, &keys[1..5]).await;
    circle.close(&new, &next).await;
    let therapist = new.sign_in("ann@example.org").await;
    let shown = therapist.get(&dashboard).await;
    let row = release::Entity::find_by_id((circle.group.id, 5)).one(reader);
    let row = row.await.expect("it answers").expect("it is over");
    assert_eq!((row.shown, row.answered), (true, Some(5)));
    let words = released_words::Entity::find().all(reader).await;
    let words = words.expect("words").into_iter();
    let of_it: Vec<String> = words
        .filter(|row| row.window == 5)
        .map(|row| row.body)
        .collect();
    assert_eq!(of_it, ["It helped to hear the others."]);
    assert!(shown.says("Not shown: session 4."), "{}", shown.text());
    // Members' own progress goes back to before the backup, and inboxes open.
    let own = new.visitor();
    let page = own.get(&urls::own(&circle.group.code)).await;
    let page = own.send(&page.form("/own").with("key", &keys[1])).await;
    assert_eq!(page.status, 200, "{}", page.text());
    for key in &inboxes {
        let inbox = seats::read(&new.app, circle.group.id, key).await;
        assert!(inbox.expect("it opens").is_some());
    }
}

async fn a_window_that_had_begun_is_never_shown(house: House) {
    let mut circle = Circle::paired(&house, "Two by two").await;
    let first = circle.open(&house).await;
    let keys = enrol(&house, &mut circle, 6).await;
    circle.close(&house, &first).await;
    let kept = house.folder.path().join("keys");
    let name = pools::key_name(circle.group.id, 1);
    let key = std::fs::read(kept.join(&name)).expect("the pool's key");
    let file = made(&house, "half.backup").await;

    house.later(SignedDuration::from_hours(7 * 24)).await;
    let second = circle.open(&house).await;
    answer(&house, &circle, &keys).await;
    circle.close(&house, &second).await;
    let reader = &house.app.database.reader;
    let row = release::Entity::find_by_id((circle.group.id, 1)).one(reader);
    assert!(row.await.expect("it answers").expect("it is over").shown);

    let clock = Clock::fixed(house.app.clock.now());
    let (new, withheld) = restored(&house, &file, clock).await;
    assert_eq!(withheld.windows, [("Two by two".to_owned(), 1, 2)]);
    // Somebody who means well brings the key back from the old machine.
    std::fs::write(new.folder.path().join("keys").join(&name), key).expect("a copy");
    let again = circle.open(&new).await;
    assert_eq!(again.number, 2);
    answer(&new, &circle, &keys).await;
    circle.close(&new, &again).await;
    let reader = &new.app.database.reader;
    let row = release::Entity::find_by_id((circle.group.id, 1)).one(reader);
    let row = row.await.expect("it answers").expect("it is over");
    assert_eq!((row.shown, row.answered), (false, None), "shown twice");
    let pools = pool::Entity::find().count(reader).await;
    assert_eq!(pools.expect("a count"), 0);
    // The window after it is a whole one again.
    for _ in 0..2 {
        new.later(SignedDuration::from_hours(7 * 24)).await;
        let next = circle.open(&new).await;
        answer(&new, &circle, &keys).await;
        circle.close(&new, &next).await;
    }
    let row = release::Entity::find_by_id((circle.group.id, 2)).one(reader);
    assert!(row.await.expect("it answers").expect("it is over").shown);
}

/// Accounts and what is written down about them come in one transaction; ballots come all the time; sessions close.
async fn every_backup_shows_one_moment(house: House) {
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    circle.past(&house, 2, 5).await;
    circle.print(&house, 8).await;
    let session = circle.open(&house).await;
    let hiring = async {
        for n in 0..40 {
            hire(&house, n).await;
            let ticket = n % circle.tickets.len();
            let phone = house.visitor();
            let survey = phone.get(&circle.ticket(ticket)).await;
            if survey.status == 200 {
                phone.send(&answered(&survey, ticket)).await;
            }
        }
        circle.close(&house, &session).await;
    };
    let backing_up = async {
        let mut files = Vec::new();
        for n in 0..6 {
            files.push(made(&house, &format!("{n}.backup")).await);
        }
        files
    };
    let ((), mut files) = tokio::join!(hiring, backing_up);
    files.push(made(&house, "last.backup").await);
    let mut counts = Vec::new();
    for file in files {
        let (new, _) = restored(&house, &file, Clock::fixed(house.app.clock.now())).await;
        let reader = &new.app.database.reader;
        let accounts = staff::Entity::find().count(reader).await.expect("a count");
        let deeds = audit::Entity::find()
            .filter(audit::Column::Action.eq(Action::AccountAdded.id()))
            .count(reader);
        assert_eq!(accounts, deeds.await.expect("a count"));
        let open = session::Entity::find()
            .filter(session::Column::State.eq(session::OPEN))
            .count(reader);
        assert_eq!(open.await.expect("a count"), 0);
        counts.push(accounts);
        new.stop().await;
    }
    assert!(counts.is_sorted() && counts[6] == 40, "{counts:?}");
}

async fn hire(house: &House, n: usize) {
    let app = &house.app;
    let email = format!("therapist{n}@example.org");
    let tx = app.database.begin().await.expect("a transaction");
    let now = app.clock.now();
    let hash = "$argon2id$".to_owned();
    let newcomer = Newcomer {
        email: &email,
        name: "T",
        role: Role::Therapist,
        sees_all: false,
        password_hash: hash,
    };
    let added = newcomer.join(now, &app.random, &tx).await;
    assert!(added.expect("it answers").is_some());
    let deed = Deed {
        detail: &email,
        ..Deed::of(Action::AccountAdded)
    };
    deed.commit(now, tx).await.expect("an account");
}

/// A backup of the running house.
pub async fn made(house: &House, name: &str) -> PathBuf {
    let app = &house.app;
    let path = house.folder.path().join(name);
    // As the command does it: with a connection of its own.
    let database = Database::existing(&app.config.database).await;
    let database = database.expect("it opens");
    let written = backup::write(&database, &path, app.clock.now(), &Random::System).await;
    written.expect("a backup");
    database.close().await;
    path
}

/// The backup on a fresh database of the other kind, in a folder with nothing but a copy of the master key; what was
/// withheld.
pub async fn restored(house: &House, file: &Path, clock: Clock) -> (House, Withheld) {
    let kind = match house.app.config.database.starts_with("sqlite") {
        true => Kind::Postgres,
        false => Kind::Sqlite,
    };
    let folder = tempfile::tempdir().expect("a folder");
    let url = databases::fresh(kind, &folder).await;
    let key = house.folder.path().join("chorus.key");
    std::fs::copy(key, folder.path().join("chorus.key")).expect("a copy of the key");
    let config = Config {
        database: url.clone(),
        key_file: folder.path().join("chorus.key"),
        keys_directory: folder.path().join("keys"),
        ..(*house.app.config).clone()
    };
    let backup = Backup::open(file).await.expect("it is all there");
    let restored = backup.restore(&config, clock.now(), &Random::System).await;
    let withheld = restored.expect("it is restored").withheld;
    let new = House::on(Arc::new(folder), &url, "", clock, 7).await;
    (new, withheld)
}

/// Members answer with their keys.
async fn answer(house: &House, circle: &Circle, keys: &[String]) {
    for (n, key) in keys.iter().enumerate() {
        let phone = house.visitor();
        let typed = phone.get(&circle.address()).await.form("/key");
        let survey = phone.send(&typed.with("key", key)).await;
        let thanks = phone.send(&answered(&survey, n + 1)).await;
        assert!(
            thanks.says("Your answers have been sent"),
            "{}",
            thanks.text()
        );
    }
}

/// Members come with their tickets; the keys that they keep.
async fn enrol(house: &House, circle: &mut Circle, people: usize) -> Vec<String> {
    let mut keys = Vec::new();
    for n in 0..people {
        let phone: Person = house.visitor();
        let survey = phone.get(&circle.ticket(n)).await;
        let form = answered(&survey, n);
        keys.push(form.value("key").expect("a key").to_owned());
        let thanks = phone.send(&form).await;
        assert!(thanks.says("Your answers have been sent"));
    }
    keys
}

/// The survey as member `n` fills it in.
pub fn answered(page: &Page, n: usize) -> Form {
    let mut form = page.form_with_button("Send");
    let asked = ["chorus-session-", "phq-8-"];
    for name in form.names() {
        if !asked.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let choices = form.choices(&name);
        if choices.len() > 1 {
            let chosen = (n + choices.len() / 2) % (choices.len() - 1);
            form = form.with(&name, &choices[chosen]);
        }
    }
    match n {
        0 => form.with("words", "It helped to hear the others."),
        _ => form,
    }
}
