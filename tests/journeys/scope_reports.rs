//! A supervisor asks for a report across groups, waits for it, fetches it, and is told what is in the way.

use app::entities::staff::Role;
use app::entities::{report, report_file, session};
use app::urls::{self, route};
use jiff::SignedDuration;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, PaginatorTrait};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::person::Person;
use tests::rows::rows;

on_both_databases!(
    a_report_is_made_in_the_background_and_fetched,
    the_page_waits_for_a_report_that_is_quick,
    a_double_click_and_a_second_wish_make_one,
    what_cannot_be_reported_is_said,
    what_was_ticked_wrongly_is_said,
    a_report_of_too_few_says_so_before,
    a_report_waits_for_a_session_that_is_open,
    a_scope_without_groups_has_no_report,
    a_report_that_fails_is_tried_again_later_and_in_the_end_given_up,
    a_maker_that_is_gone_is_followed_by_another,
    old_files_go_and_what_is_known_of_them_stays,
    a_report_is_there_for_those_who_see_its_groups_now,
);

const MAY: &str = "2026-05-02T10:00:00Z";

async fn a_report_is_made_in_the_background_and_fetched(house: House) {
    let ids = groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let overview = sue.get("/overview?period=2026-Q1").await;
    let form = sue
        .get(&overview.link("Download or schedule a report"))
        .await;
    let form = form.form_with_button("Make the report");
    assert_eq!(form.choices("group").len(), 3);
    assert_eq!(form.value("format"), Some("pdf"));
    let form = form
        .without("format")
        .with("format", "csv")
        .with("format", "parquet");
    let page = sue.send(&form.with("group", &ids[0])).await;
    assert!(page.says("Waiting for its turn"), "{}", page.text());
    assert_eq!(page.header("refresh"), Some("3"));
    let still = sue.get(&page.link("Stop looking again")).await;
    assert_eq!(still.header("refresh"), None);

    house.reports().await;
    let page = sue.get(&page.address).await;
    assert!(
        page.says("It is ready") && page.says("Made on 2 May 2026 at 11:00"),
        "{}",
        page.text()
    );
    assert!(page.says("Trends of Harbour") && page.says("Nobody has downloaded it yet"));
    assert_eq!(page.header("refresh"), None);
    let csv = sue.get(&page.link("Download CSV")).await;
    assert_eq!(csv.header("content-type"), Some("application/zip"));
    assert!(csv.bytes.starts_with(b"PK"));
    let parquet = sue.get(&page.link("Download Parquet")).await;
    assert!(parquet.bytes.starts_with(b"PAR1"));
    let name = parquet.header("content-disposition").unwrap_or_default();
    assert!(
        name.contains("2026-q1.parquet") && !name.contains("Harbour"),
        "{name}"
    );

    let page = sue.get(&page.address).await;
    assert!(
        page.says("sue: CSV, 2 May 2026 at 11:00"),
        "{}",
        page.text()
    );
    let list = sue.get(route::REPORTS).await;
    for said in [
        "January to March 2026",
        "Riverside Clinic, for sue",
        "Last downloaded by sue",
    ] {
        assert!(list.says(said), "{said}: {}", list.text());
    }
    let audit = rows(&house.app.database).await["audit"].join("\n");
    for deed in [
        "report across groups asked for",
        "report across groups downloaded",
    ] {
        assert!(audit.contains(deed), "{audit}");
    }
    for format in ["pdf", "xlsx", "nonsense"] {
        let file = urls::scope_report_file(number(&page), format);
        assert_eq!(sue.get(&file).await.status, 404, "{format}");
    }
}

async fn the_page_waits_for_a_report_that_is_quick(house: House) {
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let form = wanted(&sue, "2026-Q1").await;
    let (page, ()) = tokio::join!(sue.send(&form), async {
        while report::Entity::find()
            .count(&house.app.database.reader)
            .await
            .expect("a count")
            == 0
        {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        house.reports().await;
    });
    assert!(page.says("It is ready"), "{}", page.text());
}

async fn a_double_click_and_a_second_wish_make_one(house: House) {
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let form = wanted(&sue, "2026-Q1").await;
    let (first, second) = tokio::join!(sue.send(&form), sue.send(&form));
    assert_eq!(first.address, second.address);
    assert_eq!(count(&house).await, 1);
    house.reports().await;
    // Somebody else wants the same, a day later.
    house.later(SignedDuration::from_hours(24)).await;
    let kim = house.staff("kim@example.org", Role::Supervisor).await;
    let page = kim.get("/reports/new?period=2026-Q1").await;
    assert!(page.says("There is one already"), "{}", page.text());
    assert_eq!(
        urls::scope_report(number(&first)),
        page.link("Made on 2 May 2026")
    );
    let same = kim
        .send(&csv_only(page.form_with_button("Make the report")))
        .await;
    assert_eq!(same.address, first.address);
    assert!(same.says("It is ready"));
    assert_eq!(count(&house).await, 1);
    // With other formats it is another report.
    let other = page
        .form_with_button("Make the report")
        .without("format")
        .with("format", "parquet");
    assert_ne!(kim.send(&other).await.address, first.address);
}

async fn what_cannot_be_reported_is_said(house: House) {
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    for (period, message) in [
        ("2026-03", "This period is not over yet"),
        ("2999-Q4", "This period is not over yet"),
        ("2026-13", "Choose a month or a quarter"),
        ("%3Cb%3E", "Choose a month or a quarter"),
        ("2026-01", "None of these groups met in this period"),
    ] {
        let page = sue.get(&format!("/reports/new?period={period}")).await;
        assert_eq!(
            (page.status, page.says(message)),
            (422, true),
            "{period}: {}",
            page.text()
        );
        assert!(
            page.forms()
                .iter()
                .all(|form| form.action != route::REPORTS),
            "{period}"
        );
    }
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let form = wanted(&sue, "2026-Q1").await;
    for (period, message) in [
        ("2026-Q2", "This period is not over yet"),
        ("2019-Q2", "None of these groups met in this period"),
        ("", "Choose a month or a quarter"),
    ] {
        let page = sue.send(&form.clone().forged("period", period)).await;
        assert_eq!(
            (page.status, page.says(message)),
            (422, true),
            "{period}: {}",
            page.text()
        );
    }
    assert_eq!(
        sue.send(&form.clone().forged("team", "7")).await.status,
        422
    );
    assert_eq!(sue.send(&form.forged("team", "seven")).await.status, 404);
    assert_eq!(count(&house).await, 0);
}

async fn what_was_ticked_wrongly_is_said(house: House) {
    let names = ["A", "B", "C", "D", "E", "F", "G"];
    let mut ids = groups(&house, &names).await;
    let stranger = Circle::named(&house, "New", &[]).await.group.id;
    let sue = supervisor(&house).await;
    let form = wanted(&sue, "2026-Q1").await;
    let all = ids
        .iter()
        .fold(form.clone(), |form, id| form.with("group", id));
    let page = sue.send(&all).await;
    assert!(
        page.body()
            .contains("id=\"group-error\">7 groups are ticked"),
        "{}",
        page.text()
    );
    let kept = page.form_with_button("Make the report");
    let ticked = kept.values.iter().filter(|(name, _)| name == "group");
    assert_eq!(ticked.count(), 7, "what was ticked stays");
    for (form, message) in [
        (form.clone().without("format"), "Choose at least one format"),
        (
            form.clone().forged("format", "doc"),
            "There is no such format",
        ),
        (
            form.clone().forged("group", &stranger.to_string()),
            "does not belong here",
        ),
        (form.clone().forged("group", "all"), "does not belong here"),
    ] {
        let page = sue.send(&form).await;
        assert_eq!(
            (page.status, page.says(message)),
            (422, true),
            "{message}: {}",
            page.text()
        );
    }
    assert_eq!(count(&house).await, 0);
    ids.pop();
    let six = ids.iter().fold(form, |form, id| form.with("group", id));
    assert_eq!(sue.send(&six).await.status, 200);
    house.reports().await;
    assert_eq!(only(&house).await.state, report::MADE);
}

async fn a_report_of_too_few_says_so_before(house: House) {
    groups(&house, &["Harbour", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let page = sue.get("/reports/new?period=2026-Q1").await;
    assert!(
        page.says("Here fewer than three groups met"),
        "{}",
        page.text()
    );
    let page = sue
        .send(&csv_only(page.form_with_button("Make the report")))
        .await;
    house.reports().await;
    assert!(sue.get(&page.address).await.says("It is ready"));
}

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

async fn a_report_is_there_for_those_who_see_its_groups_now(house: House) {
    let ids = groups(&house, &["Harbour"]).await;
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let teams = ada.get(route::TEAMS).await;
    let team = ada
        .send(
            &teams
                .form_with_button("Make the team")
                .with("name", "North"),
        )
        .await;
    ada.send(&team.form_with_button("Save").with("group", &ids[0]))
        .await;
    let north: i64 = team
        .address
        .rsplit('/')
        .next()
        .and_then(|id| id.parse().ok())
        .expect("a number");
    let kim = house.hire("kim@example.org", Role::Supervisor).await;
    let sees = |form: Form| form.with("sees", "teams");
    let page = ada.get(&urls::supervisor(kim)).await;
    ada.send(&sees(page.form_with_button("Save"))).await;
    let report = due(&house, "2026-Q1", Some(north)).await;
    let kim = house.sign_in("kim@example.org").await;
    let address = urls::scope_report(report.id);
    for path in [
        &address,
        &urls::new_report("2026-Q1", Some(north)),
        &urls::new_schedule(Some(north)),
    ] {
        let page = kim.get(path).await;
        assert!(
            page.status == 404 || page.says("An administrator says which teams you see"),
            "{path}: {}",
            page.text()
        );
    }
    assert!(!kim.get(route::REPORTS).await.says("North"));
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    assert!(sue.get(&address).await.says("North"));
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    for other in [&ann, &ada] {
        for path in [&address, route::NEW_REPORT, route::NEW_SCHEDULE] {
            assert_eq!(other.get(path).await.status, 404, "{path}");
        }
    }
    assert!(
        house
            .visitor()
            .get(&address)
            .await
            .address
            .starts_with("/sign-in")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_database_says_so_and_what_waits_is_made_later() {
    let house = House::start(Kind::Sqlite).await;
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let report = due(&house, "2026-Q1", None).await;
    // Room for a word, not for a file.
    let pragma = |pages: i64| format!("PRAGMA max_page_count = {pages}");
    let writer = &house.app.database.writer;
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

/// Groups of six who met eight times in the first quarter, which is settled; their numbers.
async fn groups(house: &House, names: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for name in names {
        let mut circle = Circle::named(house, name, &[]).await;
        circle.past(house, 8, 6).await;
        ids.push(circle.group.id.to_string());
    }
    house.at(MAY).await;
    house.hour().await;
    ids
}

async fn supervisor(house: &House) -> Person {
    house.staff("sue@example.org", Role::Supervisor).await
}

/// The form for a report of a period, filled in for a CSV.
async fn wanted(who: &Person, period: &str) -> Form {
    let page = who.get(&format!("/reports/new?period={period}")).await;
    csv_only(page.form_with_button("Make the report"))
}

fn csv_only(form: Form) -> Form {
    form.without("format").with("format", "csv")
}

/// A report that waits, as a schedule would have put it in line.
async fn due(house: &House, period: &str, team: Option<i64>) -> report::Model {
    use sea_orm::{ColumnTrait, QueryFilter};
    let sue = app::entities::staff::Entity::find()
        .filter(app::entities::staff::Column::Role.eq(Role::Supervisor))
        .one(&house.app.database.reader)
        .await
        .expect("an answer")
        .expect("a supervisor");
    let now = house.app.clock.now().as_millisecond();
    let row = report::Model {
        id: house.app.random.row_id(),
        team_id: team,
        period: period.into(),
        formats: "csv".into(),
        chosen: String::new(),
        staff_id: sue.id,
        schedule_id: None,
        due_at: now,
        state: report::WAITING.into(),
        attempts: 0,
        next_try: now,
        claim: None,
        fault: None,
        made_at: None,
    };
    let entered = row.clone().enter(&house.app.database.writer).await;
    assert!(entered.expect("an answer"));
    row
}

async fn count(house: &House) -> u64 {
    let count = report::Entity::find().count(&house.app.database.reader);
    count.await.expect("a count")
}

async fn only(house: &House) -> report::Model {
    let found = report::Entity::find().one(&house.app.database.reader).await;
    found.expect("an answer").expect("a report")
}

async fn row(house: &House, id: i64) -> report::Model {
    let found = report::Entity::find_by_id(id).one(&house.app.database.reader);
    found.await.expect("an answer").expect("a report")
}

/// The number in a report's address.
fn number(page: &Page) -> i64 {
    let path = page.address.split('?').next().unwrap_or_default();
    let number = path.rsplit('/').next().and_then(|id| id.parse().ok());
    number.unwrap_or_else(|| panic!("{} is no report: {}", page.address, page.text()))
}
