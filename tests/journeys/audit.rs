//! The audit log: who may read it, that deeds at the same moment all find their place, and that whoever changes it past
//! Chorus is found out.

use app::database::Database;
use app::entities::audit::{self, Chain, Column, Deed};
use app::entities::staff::{self, Role};
use app::urls::{self, route};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use tests::circle::Circle;
use tests::databases::{self, Kind};
use tests::house::House;
use tests::on_both_databases;
use tests::program::chorus;
use tests::rows::rows;

/// Changes of the database before the one that made the chain.
const BEFORE: u32 = 14;

on_both_databases!(
    staff_read_what_was_done,
    a_supervisor_of_teams_reads_of_their_groups_only,
    deeds_of_the_same_moment_all_find_their_place,
    whoever_changes_the_log_is_found_out,
    a_long_log_is_read_page_by_page,
    wrong_passwords_and_backups_are_written_down,
);

async fn staff_read_what_was_done(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::named(&house, "Tuesday group", &[ann]).await;
    let therapist = house.sign_in("ann@example.org").await;
    therapist
        .post(&urls::open_session(circle.group.id), &[])
        .await;
    therapist.post(route::SIGN_OUT, &[]).await;

    let log = ada.get(route::AUDIT).await;
    let text = log.text();
    let at = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words}: {text}"))
    };
    assert!(
        at("Signed out") < at("Session opened by hand"),
        "the latest first"
    );
    assert!(text.contains("Tuesday group · session 1"), "{text}");
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    assert!(sue.get(route::AUDIT).await.says("Session opened by hand"));

    let ann = house.sign_in("ann@example.org").await;
    assert_eq!(ann.get(route::AUDIT).await.status, 404);
    let stranger = house.visitor().get(route::AUDIT).await;
    assert!(stranger.address.starts_with("/sign-in"));
}

async fn wrong_passwords_and_backups_are_written_down(house: House) {
    house.hire("ann@example.org", Role::Therapist).await;
    let stranger = house.visitor();
    let form = stranger.get(route::SIGN_IN).await.form("sign-in");
    for n in 0..7 {
        for email in ["ann@example.org", "nobody@example.org"] {
            let form = form.clone().with("email", email);
            stranger
                .send(&form.with("password", &format!("a wrong one, {n}")))
                .await;
        }
    }
    let file = house.folder.path().join("chorus.backup");
    let file = file.display().to_string();
    let said = chorus(house.folder.path(), &["backup", &file]).await;
    assert_eq!(said.status, 0, "{}", said.errors);

    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let mut log = ada.get(route::AUDIT).await;
    for _ in 0..100 {
        if log.says("Wrong passwords tried") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        log = ada.get(route::AUDIT).await;
    }
    let tried = log.text().matches("Wrong passwords tried").count();
    assert_eq!(
        tried,
        1,
        "once, and for nobody who is nobody: {}",
        log.text()
    );
    assert!(log.says("Backup made"));
    let all = rows(&house.app.database).await["audit"].join("\n");
    assert!(!all.contains("nobody@") && !all.contains("a wrong one"));
}

async fn a_supervisor_of_teams_reads_of_their_groups_only(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let sue = house.hire("sue@example.org", Role::Supervisor).await;
    let mut circles = Vec::new();
    for name in ["Tuesday group", "Friday group"] {
        let circle = Circle::named(&house, name, &[ann]).await;
        let therapist = house.sign_in("ann@example.org").await;
        therapist
            .post(&urls::open_session(circle.group.id), &[])
            .await;
        circles.push(circle);
    }
    let form = ada
        .get(route::TEAMS)
        .await
        .form_with_button("Make the team");
    let team = ada.send(&form.with("name", "North")).await;
    let tuesday = circles[0].group.id.to_string();
    ada.send(&team.form_with_button("Save").with("group", &tuesday))
        .await;
    let form = ada
        .get(&urls::supervisor(sue))
        .await
        .form_with_button("Save");
    let north = form.choices("team").remove(0);
    ada.send(&form.with("scope", "teams").with("team", &north))
        .await;

    let sue = house.sign_in("sue@example.org").await;
    let log = sue.get(route::AUDIT).await;
    assert!(log.says("Tuesday group"), "{}", log.text());
    assert!(
        log.says("What a supervisor sees changed"),
        "it was about her"
    );
    for hidden in ["Friday group", "Team made", "fingerprint"] {
        assert!(!log.says(hidden), "{hidden}: {}", log.text());
    }
}

async fn deeds_of_the_same_moment_all_find_their_place(house: House) {
    house.hire("ann@example.org", Role::Therapist).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (app, now) = (house.app.clone(), house.app.clock.now());
        all.spawn(async move {
            let deed = Deed::of(audit::Action::BackupRestored);
            deed.record(now, &app.database).await
        });
    }
    for done in all.join_all().await {
        done.expect("written down");
    }
    let chain = audit::examine(&house.app.database.reader).await;
    let Chain::Whole(end) = chain.expect("it answers") else {
        panic!("deeds of the same moment broke the chain");
    };
    assert_eq!(end.number, 16);
}

async fn whoever_changes_the_log_is_found_out(house: House) {
    let app = &house.app;
    let write = async |action| {
        let deed = Deed {
            detail: "1",
            ..Deed::of(action)
        };
        deed.record(app.clock.now(), &app.database)
            .await
            .expect("written down");
    };
    for _ in 0..5 {
        write(audit::Action::TicketsPrinted).await;
    }
    let (reader, writer) = (&app.database.reader, &app.database.writer);
    let whole = audit::Entity::find().all(reader).await.expect("deeds");
    let third = whole.iter().find(|deed| deed.number == 3).expect("a third");
    let examined = async || audit::examine(reader).await.expect("it answers");
    assert!(matches!(examined().await, Chain::Whole(end) if end.number == 5));

    for (forgery, broken) in [
        ("UPDATE audit SET detail = '9' WHERE number = 3", 3),
        ("UPDATE audit SET at = at + 1 WHERE number = 3", 3),
        ("UPDATE audit SET staff_id = 1 WHERE number = 3", 3),
        ("UPDATE audit SET about_id = 1 WHERE number = 3", 3),
        ("UPDATE audit SET group_id = 1 WHERE number = 3", 3),
        ("UPDATE audit SET action = 'signed-in' WHERE number = 3", 3),
        ("UPDATE audit SET number = 9 WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 3", 3),
    ] {
        writer.execute_unprepared(forgery).await.expect("forged");
        assert_eq!(examined().await, Chain::Broken(broken), "{forgery}");
        let third_of_all = Column::Number.is_in([3, 9]);
        let gone = audit::Entity::delete_many()
            .filter(third_of_all)
            .exec(writer)
            .await;
        gone.expect("deleted");
        let row = audit::ActiveModel::from(third.clone()).reset_all();
        let back = audit::Entity::insert(row)
            .exec_without_returning(writer)
            .await;
        back.expect("as before");
        assert!(matches!(examined().await, Chain::Whole(_)), "{forgery}");
    }
    // The last ones cut off, and the end taken away.
    let cut = "DELETE FROM audit WHERE number = 5";
    writer.execute_unprepared(cut).await.expect("cut off");
    assert_eq!(examined().await, Chain::Broken(5));
    write(audit::Action::TicketsPrinted).await;
    assert_eq!(
        examined().await,
        Chain::Broken(5),
        "a new deed hides nothing"
    );
    let end = "DELETE FROM audit_head";
    writer.execute_unprepared(end).await.expect("taken away");
    assert!(matches!(examined().await, Chain::Broken(_)));
}

async fn a_long_log_is_read_page_by_page(house: House) {
    let app = &house.app;
    house.hire("ada@example.org", Role::Administrator).await;
    let ada = staff::find("ada@example.org", &app.database.reader).await;
    let ada = ada.expect("it answers").expect("an account");
    for n in 1..=120 {
        let detail = format!("deed {n}.");
        let deed = Deed {
            detail: &detail,
            ..Deed::by(ada.id, audit::Action::TeamMade)
        };
        deed.record(app.clock.now(), &app.database)
            .await
            .expect("written down");
    }
    let ada = house.sign_in("ada@example.org").await;
    let mut page = ada.get(route::AUDIT).await;
    let mut read = page.text();
    let mut pages = 1;
    while page.says("Older deeds") {
        page = ada.get(&page.link("Older deeds")).await;
        read.push_str(&page.text());
        pages += 1;
    }
    assert_eq!(pages, 3);
    for n in 1..=120 {
        assert_eq!(read.matches(&format!("deed {n}.")).count(), 1, "deed {n}");
    }
    // Nobody but the program adds to it, and no word of a member is in it.
    assert_eq!(rows(&app.database).await["audit"].len(), 121);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_audit_log_that_was_changed_past_chorus_is_noticed() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = House::start(kind).await;
        let app = &house.app;
        for _ in 0..2 {
            let deed = Deed::of(audit::Action::AccountAdded);
            let written = deed.record(app.clock.now(), &app.database).await;
            written.expect("written down");
        }
        let whole = chorus(house.folder.path(), &["check"]).await;
        assert!(
            whole
                .output
                .contains("Each of its 2 deeds follows from the one before"),
            "{whole:?}"
        );
        let forged = "UPDATE audit SET action = 'signed-in' WHERE number = 1";
        let forged = app.database.writer.execute_unprepared(forged).await;
        forged.expect("forged");
        let said = chorus(house.folder.path(), &["check"]).await;
        assert_eq!(said.status, 1);
        assert!(
            said.output
                .contains("Deed number 1 is missing or is not what was written down"),
            "{said:?}"
        );
    }
}

/// A database from before there was a chain, with deeds in it and somebody who had left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deeds_from_before_there_was_a_chain_are_linked() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let folder = tempfile::tempdir().expect("a folder");
        let url = databases::fresh(kind, &folder).await;
        let database = Database::blank(&url).await.expect("it opens");
        let writer = &database.writer;
        let before = Migrator::up(writer, Some(BEFORE)).await;
        before.expect("the changes of then");
        for row in [
            "INSERT INTO audit VALUES (7, 20, 1, 'supervisor''s scope changed', NULL, '3 all')",
            "INSERT INTO audit VALUES (9, 10, NULL, 'schedule paused', NULL, '')",
            "INSERT INTO audit VALUES (5, 20, 1, 'tickets printed', 4, '8')",
            "INSERT INTO staff (id, email, name, role, password_hash, created_at, sees_all, left_at) \
             VALUES (1, 'ann@example.org', 'Ann', 'therapist', '', 1, TRUE, 2)",
        ] {
            writer.execute_unprepared(row).await.expect(row);
        }
        Migrator::up(writer, None).await.expect("today's");
        let chain = audit::examine(writer).await.expect("it answers");
        assert!(
            matches!(chain, Chain::Whole(end) if end.number == 3),
            "{kind:?}"
        );
        let deeds = audit::Entity::find()
            .order_by_asc(Column::Number)
            .all(writer);
        let deeds = deeds.await.expect("deeds");
        let known = |deed: &audit::Model| deed.action().map(|_| deed.action.clone());
        let actions: Vec<Option<String>> = deeds.iter().map(known).collect();
        let then = [
            "schedule-paused",
            "tickets-printed",
            "supervisors-scope-changed",
        ];
        assert_eq!(actions, then.map(|action| Some(action.to_owned())));
        let ann = staff::Entity::find_by_id(1).one(writer).await;
        let ann = ann.expect("it answers").expect("her name");
        assert!(
            ann.name == "Ann" && !ann.email.contains('@'),
            "{}",
            ann.email
        );
        // A deed of today follows the ones of then.
        let deed = Deed::of(audit::Action::BackupRestored);
        let now = app::clock::Clock::System.now();
        deed.record(now, &database).await.expect("written down");
        let chain = audit::examine(writer).await.expect("it answers");
        assert!(
            matches!(chain, Chain::Whole(end) if end.number == 4),
            "{kind:?}"
        );
        database.close().await;
    }
}
