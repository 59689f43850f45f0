//! A supervisor asks for a report across groups, waits for it, and fetches it.

use app::entities::report;
use app::entities::staff::Role;
use app::urls::{self, route};
use jiff::SignedDuration;
use sea_orm::{EntityTrait, PaginatorTrait};
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::reporting::{count, csv_only, due, groups, number, only, supervisor, wanted};
use tests::rows::rows;

on_both_databases!(
    a_report_is_made_in_the_background_and_fetched,
    the_page_waits_for_a_report_that_is_quick,
    a_double_click_and_a_second_wish_make_one,
    what_cannot_be_reported_is_said,
    what_was_ticked_wrongly_is_said,
    a_report_of_too_few_says_so_before,
    a_report_is_there_for_those_who_see_its_groups_now,
);

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
        "report-across-groups-asked-for",
        "report-across-groups-downloaded",
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
    let sue = house.sign_in("sue@example.org").await;
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
    let page = ada.get(&urls::supervisor(kim)).await;
    ada.send(&page.form_with_button("Save").with("scope", "teams"))
        .await;
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
