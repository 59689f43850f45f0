//! Reports that come by themselves: due dates, missed ones, pausing, changing, and expressions that are refused.

use app::entities::staff::Role;
use app::entities::{report, schedule};
use app::urls::{self, route};
use jiff::SignedDuration;
use sea_orm::{EntityTrait, QueryOrder};
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::person::Person;
use tests::reporting::{groups, supervisor};
use tests::rows::rows;

on_both_databases!(
    a_schedule_makes_its_report_when_it_is_due,
    missed_reports_are_made_in_order_and_once,
    an_expression_is_shown_with_its_dates_before_it_is_saved,
    what_is_no_schedule_comes_back,
    a_paused_schedule_makes_nothing_and_makes_nothing_up,
    a_changed_schedule_goes_on_from_now,
    a_removed_schedule_leaves_what_it_made,
    a_schedule_pauses_when_its_scope_is_not_seen,
    a_double_click_makes_one_schedule,
    another_supervisors_schedule_is_not_there,
);

async fn a_schedule_makes_its_report_when_it_is_due(house: House) {
    let ids = groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let sue = supervisor(&house).await;
    let form = blank(&sue).await;
    let form = form.with("kind", "month").with("group", &ids[1]);
    let page = sue.send(&form).await;
    assert_eq!(page.address, route::REPORTS);
    for said in [
        "Every month: Riverside Clinic",
        "Formats: CSV",
        "3 May 2026 at 07:00: April 2026",
        "3 June 2026 at 07:00: May 2026",
        "3 July 2026 at 07:00: June 2026",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    house.at("2026-05-03T05:59:59Z").await;
    house.reports().await;
    assert!(made(&house).await.is_empty(), "not yet");
    // April had no session of theirs: there is nothing to make, and it is said.
    house.at("2026-05-03T06:00:00Z").await;
    house.hour().await;
    house.reports().await;
    assert_eq!(made(&house).await, ["2026-04 empty"]);
    let sue = house.sign_in("sue@example.org").await;
    let page = sue.get(route::REPORTS).await;
    assert!(page.says("by a schedule of sue"), "{}", page.text());
    assert!(
        page.says("3 June 2026 at 07:00: May 2026"),
        "{}",
        page.text()
    );
    assert!(!page.says("3 May 2026 at 07:00: April"), "{}", page.text());
    for _ in 0..3 {
        house.reports().await;
    }
    assert_eq!(made(&house).await.len(), 1, "once");
}

async fn missed_reports_are_made_in_order_and_once(house: House) {
    let sue = supervisor(&house).await;
    for cron in [None, Some("30 6 * * MON")] {
        let form = blank(&sue).await.with("kind", "month");
        let form = match cron {
            Some(cron) => form.with("when", "cron").with("cron", cron),
            None => form,
        };
        sue.send(&form).await;
    }
    // Nothing ran from the end of March until July, but the groups met before.
    let mut circle = Circle::named(&house, "Harbour", &[]).await;
    circle.past(&house, 5, 5).await;
    house.at("2026-07-09T10:00:00Z").await;
    house.hour().await;
    house.reports().await;
    let expected = [
        // The first Monday comes before the third day after March.
        "2026-02 made",
        "2026-03 made",
        "2026-03 made",
        "2026-04 empty",
        "2026-04 empty",
        "2026-05 empty",
        "2026-05 empty",
        "2026-06 empty",
        "2026-06 empty",
    ];
    assert_eq!(made(&house).await, expected);
    // Files go with time; what was made is not made again.
    house.at("2028-07-20T10:00:00Z").await;
    house.hour().await;
    house.reports().await;
    let all = made(&house).await;
    assert_eq!(all[..9], expected);
    assert_eq!(all.len(), 9 + 2 * 24);
    let ids: std::collections::BTreeSet<String> = reports(&house)
        .await
        .iter()
        .map(|report| format!("{:?} {}", report.schedule_id, report.period))
        .collect();
    assert_eq!(ids.len(), all.len(), "each period once a schedule");
}

async fn an_expression_is_shown_with_its_dates_before_it_is_saved(house: House) {
    let sue = supervisor(&house).await;
    let form = blank(&sue)
        .await
        .with("kind", "quarter")
        .with("when", "cron");
    let page = sue
        .send(&form.with("cron", "0 9 5 1,4,7,10 *").with("look", "yes"))
        .await;
    assert_eq!(page.status, 200);
    for said in [
        "5 April 2026 at 09:00: January to March 2026",
        "5 July 2026 at 09:00: April to June 2026",
        "5 October 2026 at 09:00: July to September 2026",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    assert!(schedules(&house).await.is_empty(), "only shown");
    let kept = page.form_with_button("Save");
    assert_eq!(kept.value("cron"), Some("0 9 5 1,4,7,10 *"));
    let page = sue.send(&kept).await;
    assert!(
        page.says("Every quarter: Riverside Clinic") && page.says("0 9 5 1,4,7,10 *"),
        "{}",
        page.text()
    );
    assert!(
        page.says("5 April 2026 at 09:00: January to March 2026"),
        "{}",
        page.text()
    );
}

async fn what_is_no_schedule_comes_back(house: House) {
    let sue = supervisor(&house).await;
    let form = blank(&sue).await;
    let cron = |text: &str| form.clone().with("when", "cron").with("cron", text);
    for (form, field, message) in [
        (cron("0 7 30 2 *"), "cron", "There is no such day"),
        (cron("0 7 31 4,6,9,11 *"), "cron", "There is no such day"),
        (
            cron("* * * * * *"),
            "cron",
            "There are more than five fields",
        ),
        (cron("* * * * *"), "cron", "It comes more than once a day"),
        (cron("every monday"), "cron", "This cannot be read"),
        (cron(""), "cron", "This cannot be read"),
        (cron("0 7 <b> * *"), "cron", "This cannot be read"),
        (
            form.clone().forged("kind", "year"),
            "kind",
            "Choose a month or a quarter",
        ),
        (form.clone().forged("when", "soon"), "when", "Choose when"),
        (
            form.clone().without("format"),
            "format",
            "Choose at least one format",
        ),
        (
            form.clone().forged("group", "12"),
            "group",
            "does not belong here",
        ),
    ] {
        let page = sue.send(&form).await;
        assert_eq!(page.status, 422, "{form:?}");
        let beside = format!("id=\"{field}-error\">");
        assert!(
            page.body().contains(&beside) && page.says(message),
            "{message}: {}",
            page.text()
        );
        let kept = page.form_with_button("Save");
        assert_eq!(
            kept.value("cron").unwrap_or_default(),
            form.value("cron").unwrap_or_default()
        );
        assert_eq!(kept.value("form"), form.value("form"));
    }
    assert_eq!(
        sue.send(&form.clone().forged("team", "x")).await.status,
        404
    );
    assert!(schedules(&house).await.is_empty());
    // Other fields may be wrong: the dates are told all the same.
    let page = sue.send(&cron("0 7 * * MON").without("format")).await;
    assert!(
        page.says("30 March 2026 at 07:00: February 2026"),
        "{}",
        page.text()
    );
}

async fn a_paused_schedule_makes_nothing_and_makes_nothing_up(house: House) {
    groups(&house, &["Harbour"]).await;
    let sue = supervisor(&house).await;
    let page = sue.send(&blank(&sue).await).await;
    let page = sue.send(&page.form_with_button("Pause")).await;
    assert!(page.says("Paused. Nothing is made"), "{}", page.text());
    assert!(!page.says("3 May 2026"), "{}", page.text());
    house.at("2026-07-20T10:00:00Z").await;
    house.hour().await;
    house.reports().await;
    assert!(made(&house).await.is_empty());
    let sue = house.sign_in("sue@example.org").await;
    let page = sue.get(route::REPORTS).await;
    let page = sue.send(&page.form_with_button("Let it run again")).await;
    assert!(
        page.says("3 August 2026 at 07:00: July 2026"),
        "{}",
        page.text()
    );
    house.reports().await;
    assert!(made(&house).await.is_empty(), "nothing is made up for");
    house.at("2026-08-03T06:00:00Z").await;
    house.hour().await;
    house.reports().await;
    assert_eq!(made(&house).await, ["2026-07 empty"]);
    let audit = rows(&house.app.database).await["audit"].join("\n");
    for deed in ["schedule-made", "schedule-paused", "schedule-runs-again"] {
        assert!(audit.contains(deed), "{audit}");
    }
}

async fn a_changed_schedule_goes_on_from_now(house: House) {
    groups(&house, &["Harbour"]).await;
    let sue = supervisor(&house).await;
    let page = sue.send(&blank(&sue).await).await;
    house.at("2026-06-10T10:00:00Z").await;
    house.hour().await;
    house.reports().await;
    assert_eq!(made(&house).await, ["2026-04 empty", "2026-05 empty"]);
    let sue = house.sign_in("sue@example.org").await;
    let form = sue.get(&page.link("Change")).await;
    assert!(
        form.says("3 July 2026 at 07:00: June 2026"),
        "{}",
        form.text()
    );
    let form = form
        .form_with_button("Save")
        .with("kind", "quarter")
        .with("when", "cron");
    let page = sue.send(&form.with("cron", "15 8 12 * *")).await;
    assert!(
        page.says("Every quarter") && page.says("12 June 2026 at 08:15: January to March 2026"),
        "{}",
        page.text()
    );
    house.at("2026-07-13T10:00:00Z").await;
    house.hour().await;
    house.reports().await;
    let all = made(&house).await;
    assert_eq!(all[2..], ["2026-Q1 made", "2026-Q2 empty"]);
}

async fn a_removed_schedule_leaves_what_it_made(house: House) {
    groups(&house, &["Harbour"]).await;
    let sue = supervisor(&house).await;
    let form = blank(&sue)
        .await
        .with("when", "cron")
        .with("cron", "0 7 * * *");
    sue.send(&form.with("kind", "quarter")).await;
    house.at("2026-05-03T10:00:00Z").await;
    house.reports().await;
    assert_eq!(made(&house).await, ["2026-Q1 made"]);
    let sue = house.sign_in("sue@example.org").await;
    let page = sue.get(route::REPORTS).await;
    let page = sue.send(&page.form_with_button("Remove it now")).await;
    assert!(
        !page.says("Every quarter") && page.says("January to March 2026"),
        "{}",
        page.text()
    );
    house.at("2026-07-20T10:00:00Z").await;
    house.hour().await;
    house.reports().await;
    assert_eq!(made(&house).await, ["2026-Q1 made"]);
}

async fn a_schedule_pauses_when_its_scope_is_not_seen(house: House) {
    groups(&house, &["Harbour"]).await;
    let sue = supervisor(&house).await;
    sue.send(&blank(&sue).await).await;
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let id = schedules(&house).await[0].staff_id;
    let sees = ada
        .get(&urls::supervisor(id))
        .await
        .form_with_button("Save");
    ada.send(&sees.clone().with("scope", "teams")).await;
    let page = sue.get(route::REPORTS).await;
    assert!(
        page.says("You do not see these groups any more"),
        "{}",
        page.text()
    );
    house.at("2026-05-03T06:00:00Z").await;
    house.reports().await;
    assert!(made(&house).await.is_empty());
    let sue = house.sign_in("sue@example.org").await;
    let ada = house.sign_in("ada@example.org").await;
    let page = sue.get(route::REPORTS).await;
    assert!(
        page.says("a report fell due while you did not see these groups"),
        "{}",
        page.text()
    );
    assert!(
        page.forms()
            .iter()
            .all(|form| !form.action.ends_with("resume")),
        "{}",
        page.body()
    );
    let resumed = sue
        .post(&urls::resume_schedule(schedules(&house).await[0].id), &[])
        .await;
    assert!(resumed.says("stays paused"), "{}", resumed.text());
    ada.send(&sees.with("scope", "all")).await;
    let page = sue.get(route::REPORTS).await;
    let page = sue.send(&page.form_with_button("Let it run again")).await;
    assert!(
        page.says("3 June 2026 at 07:00: May 2026"),
        "{}",
        page.text()
    );
}

async fn a_double_click_makes_one_schedule(house: House) {
    let sue = supervisor(&house).await;
    let form = blank(&sue).await;
    let (first, second) = tokio::join!(sue.send(&form), sue.send(&form));
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(schedules(&house).await.len(), 1);
    sue.send(&blank(&sue).await).await;
    assert_eq!(
        schedules(&house).await.len(),
        2,
        "a fresh form is another one"
    );
}

async fn another_supervisors_schedule_is_not_there(house: House) {
    let sue = supervisor(&house).await;
    sue.send(&blank(&sue).await).await;
    let id = schedules(&house).await[0].id;
    let kim = house.staff("kim@example.org", Role::Supervisor).await;
    assert!(!kim.get(route::REPORTS).await.says("Every month"));
    assert_eq!(kim.get(&urls::schedule(id)).await.status, 404);
    for verb in [
        urls::pause_schedule(id),
        urls::resume_schedule(id),
        urls::remove_schedule(id),
    ] {
        assert_eq!(kim.post(&verb, &[]).await.status, 404, "{verb}");
    }
    assert_eq!(schedules(&house).await.len(), 1);
    house.later(SignedDuration::from_secs(1)).await;
}

/// The form of a new schedule, filled in for a CSV.
async fn blank(who: &Person) -> Form {
    let page: Page = who.get(route::NEW_SCHEDULE).await;
    let form = page.form_with_button("Save");
    form.without("format").with("format", "csv")
}

async fn schedules(house: &House) -> Vec<schedule::Model> {
    let all = schedule::Entity::find().all(&house.app.database.reader);
    all.await.expect("schedules")
}

async fn reports(house: &House) -> Vec<report::Model> {
    let all = report::Entity::find().order_by_asc(report::Column::DueAt);
    let all = all.order_by_asc(report::Column::Period);
    all.all(&house.app.database.reader).await.expect("reports")
}

/// What was made, in the order in which it fell due: period and state.
async fn made(house: &House) -> Vec<String> {
    let said = |report: report::Model| format!("{} {}", report.period, report.state);
    reports(house).await.into_iter().map(said).collect()
}
