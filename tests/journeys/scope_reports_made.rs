//! How reports that wait are made: later, again, by another, or not at all, and what a supervisor is told of it.

use app::entities::staff::Role;
use app::entities::{report, report_file, session};
use app::urls;
use jiff::SignedDuration;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::on_both_databases;
use tests::reporting::{due, groups, only, row, supervisor, wanted};
use tests::rows::rows;

on_both_databases!(
    a_report_waits_for_a_session_that_is_open,
    a_scope_without_groups_has_no_report,
    a_report_that_fails_is_tried_again_later_and_in_the_end_given_up,
    a_maker_that_is_gone_is_followed_by_another,
    old_files_go_and_what_is_known_of_them_stays,
);

async fn a_report_waits_for_a_session_that_is_open(house: House) {
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let late = Circle::named(&house, "Late", &[]).await;
    house.at("2026-06-30T19:00:00Z").await;
    let open = late.open(&house).await;
    let stays = session::ActiveModel {
        id: Set(open.id),
        closes_at: Set(open.closes_at + 4 * 86_400_000),
        ..Default::default()
    };
    stays
        .update(&house.app.database.writer)
        .await
        .expect("it stays open");
    house.at("2026-07-03T07:00:00Z").await;
    house.hour().await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let page = sue.get("/reports/new?period=2026-Q2").await;
    assert!(
        page.says("This period is not settled yet"),
        "{}",
        page.text()
    );
    // What a schedule would have put in line waits.
    let mut row = due(&house, "2026-Q2", None).await;
    house.reports().await;
    let page = sue.get(&urls::scope_report(row.id)).await;
    assert!(
        page.says("a session of it is still open") && page.says("Next try"),
        "{}",
        page.text()
    );
    row = only(&house).await;
    assert_eq!(
        (row.attempts, row.state.as_str()),
        (0, report::WAITING),
        "no failure"
    );
    house.at("2026-07-05T08:00:00Z").await;
    house.hour().await;
    house.reports().await;
    let sue = house.sign_in("sue@example.org").await;
    assert!(
        sue.get(&urls::scope_report(row.id))
            .await
            .says("It is ready")
    );
}

async fn a_scope_without_groups_has_no_report(house: House) {
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    for period in ["2019-Q2", "2026-04"] {
        let row = due(&house, period, None).await;
        house.reports().await;
        let page = sue.get(&urls::scope_report(row.id)).await;
        assert!(
            page.says("None of these groups met in this period, so there is no report"),
            "{}",
            page.text()
        );
        assert!(!page.says("Try again"), "{}", page.text());
    }
}

async fn a_report_that_fails_is_tried_again_later_and_in_the_end_given_up(house: House) {
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    // A file that is there already is what cannot be stored here.
    let broken = due(&house, "2026-Q1", None).await;
    let stray = report_file::Model {
        report_id: broken.id,
        format: "csv".into(),
        name: "stray.zip".into(),
        bytes: vec![0],
    };
    let stray = report_file::ActiveModel::from(stray).reset_all();
    report_file::Entity::insert(stray.clone())
        .exec_without_returning(&house.app.database.writer)
        .await
        .expect("a stray file");
    let other = due(&house, "2026-03", None).await;
    house.reports().await;
    assert_eq!(
        row(&house, other.id).await.state,
        report::MADE,
        "it holds nobody up"
    );
    let page = sue.get(&urls::scope_report(broken.id)).await;
    assert!(
        page.says("Not made yet") && page.says("Next try: 2 May 2026 at 11:01"),
        "{}",
        page.text()
    );
    assert_eq!(page.header("refresh"), Some("60"));
    let mut waits = Vec::new();
    while row(&house, broken.id).await.state == report::WAITING {
        let next = row(&house, broken.id).await.next_try;
        let wait = next - house.app.clock.now().as_millisecond();
        waits.push(wait / 60_000);
        house.app.clock.advance(SignedDuration::from_millis(wait));
        house.reports().await;
    }
    assert_eq!(waits[..5], [1, 5, 30, 120, 1440]);
    let sue = house.sign_in("sue@example.org").await;
    let page = sue.get(&urls::scope_report(broken.id)).await;
    assert!(page.says("It was tried 18 times"), "{}", page.text());
    // Mended, and tried again by hand.
    report_file::Entity::delete_by_id((broken.id, "csv".to_owned()))
        .exec(&house.app.database.writer)
        .await
        .expect("removed");
    sue.send(&page.form_with_button("Try again now")).await;
    house.reports().await;
    assert!(sue.get(&page.address).await.says("It is ready"));
}

async fn a_maker_that_is_gone_is_followed_by_another(house: House) {
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let waiting = due(&house, "2026-Q1", None).await;
    let now = house.app.clock.now();
    let (writer, lease) = (
        &house.app.database.writer,
        now + SignedDuration::from_mins(1),
    );
    assert!(waiting.take(1, lease, writer).await.expect("it answers"));
    assert!(
        !waiting.take(2, lease, writer).await.expect("it answers"),
        "one of two"
    );
    let page = sue.get(&urls::scope_report(waiting.id)).await;
    assert!(page.says("It is being made"), "{}", page.text());
    house.reports().await;
    assert_eq!(
        row(&house, waiting.id).await.state,
        report::WAITING,
        "it is left to its maker"
    );
    house.app.clock.advance(SignedDuration::from_mins(1));
    house.reports().await;
    assert!(sue.get(&page.address).await.says("It is ready"));
    let nothing = report::ActiveModel {
        claim: Set(None),
        ..Default::default()
    };
    assert!(
        !waiting
            .change(1, nothing, writer)
            .await
            .expect("it answers"),
        "whoever comes back holds nothing"
    );
}

async fn old_files_go_and_what_is_known_of_them_stays(house: House) {
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let page = sue.send(&wanted(&sue, "2026-Q1").await).await;
    house.reports().await;
    let page = sue.get(&page.address).await;
    assert!(
        page.says("The files are kept until 2 May 2028"),
        "{}",
        page.text()
    );
    sue.get(&page.link("Download CSV")).await;
    house.at("2028-05-01T10:00:00Z").await;
    house.hour().await;
    let sue = house.sign_in("sue@example.org").await;
    let file = page.link("Download CSV");
    assert_eq!(sue.get(&file).await.status, 200);
    house.at("2028-05-03T10:00:00Z").await;
    house.hour().await;
    let sue = house.sign_in("sue@example.org").await;
    let page = sue.get(&page.address).await;
    assert!(
        page.says("Its files were removed: they are kept for 24 months"),
        "{}",
        page.text()
    );
    assert!(page.says("sue: CSV, 2 May 2026"), "{}", page.text());
    assert_eq!(sue.get(&file).await.status, 404);
    house.reports().await;
    assert!(
        rows(&house.app.database).await["report_file"].is_empty(),
        "it is not made again"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_database_says_so_and_what_waits_is_made_later() {
    let house = House::start(Kind::Sqlite).await;
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let report = due(&house, "2026-Q1", None).await;
    let large = report::ActiveModel {
        id: Set(report.id),
        formats: Set("xlsx csv parquet fhir".into()),
        ..Default::default()
    };
    let writer = &house.app.database.writer;
    large.update(writer).await.expect("four files");
    // Room for a word, not for a file.
    let pragma = |pages: i64| format!("PRAGMA max_page_count = {pages}");
    let pages = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA page_count");
    let pages = writer
        .query_one_raw(pages)
        .await
        .expect("an answer")
        .expect("a row");
    let pages: i64 = pages.try_get_by_index(0).expect("a number");
    writer
        .execute_unprepared(&pragma(pages + 1))
        .await
        .expect("no more room");
    house.reports().await;
    let page = sue.get(&urls::scope_report(report.id)).await;
    assert!(
        page.says("The database is full") && page.says("Next try"),
        "{}",
        page.text()
    );
    writer
        .execute_unprepared(&pragma(1 << 30))
        .await
        .expect("room");
    house.app.clock.advance(SignedDuration::from_mins(1));
    house.reports().await;
    assert!(sue.get(&page.address).await.says("It is ready"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_can_only_be_read_is_said_on_the_form() {
    let house = House::start(Kind::Sqlite).await;
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let form = wanted(&sue, "2026-Q1").await;
    let waiting = due(&house, "2026-03", None).await;
    let writer = &house.app.database.writer;
    writer
        .execute_unprepared("PRAGMA query_only = ON")
        .await
        .expect("only reading");
    let page = sue.send(&form).await;
    house.reports().await;
    house.app.clock.advance(SignedDuration::from_mins(3));
    let late = sue.get(&urls::scope_report(waiting.id)).await;
    writer
        .execute_unprepared("PRAGMA query_only = OFF")
        .await
        .expect("writing");
    assert!(
        page.says("The database can only be read now"),
        "{} {}",
        page.status,
        page.text()
    );
    assert!(
        late.says("It should have been made by now"),
        "{}",
        late.text()
    );
}
