//! A supervisor downloads a group's report for a period; a period that has nothing says so beside the field.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::Page;
use tests::person::Person;

on_both_databases!(
    a_supervisor_downloads_the_figures,
    a_period_with_nothing_says_so,
    two_groups_reports_lie_side_by_side,
    an_unknown_format_is_met_calmly,
    a_report_is_not_there_for_another_therapist,
);

async fn a_supervisor_downloads_the_figures(house: House) {
    let circle = past(&house).await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let form = sue.get(&urls::report(circle.group.id)).await;
    let form = form.form("/report");
    assert_eq!(form.value("from"), Some("2026-03-03"), "the first session");
    assert_eq!(form.value("to"), Some("2026-03-24"), "today");

    let pdf = sue.send(&form.clone().with("format", "pdf")).await;
    let name = downloaded(&pdf, "application/pdf");
    assert!(name.ends_with("-2026-03-03-to-2026-03-24.pdf"), "{name}");
    assert!(pdf.bytes.starts_with(b"%PDF"));

    let csv = sue.send(&form.clone().with("format", "csv")).await;
    let table = downloaded(&csv, "text/csv; charset=utf-8");
    assert_eq!(table, name.replace(".pdf", ".csv"));
    let rows = csv_rows(&csv);
    assert_eq!(rows.len(), 1 + 3, "a header, a row each session");
    assert!(rows[0].iter().any(|id| id.contains("belonging")));
    for row in &rows[1..] {
        assert_eq!(row.len(), rows[0].len());
        let figures = row.iter().filter(|cell| cell.parse::<f64>().is_ok());
        assert!(figures.count() > 4, "no figures in {row:?}");
    }

    let period = form.with("from", "2026-03-10").with("to", "2026-03-16");
    let csv = sue.send(&period.with("format", "csv")).await;
    let part = csv_rows(&csv);
    assert_eq!(part.len(), 2);
    assert_eq!(part[0], rows[0]);
    assert_eq!(part[1][1], "2026-03-10", "{:?}", part[1]);
}

async fn a_period_with_nothing_says_so(house: House) {
    let circle = past(&house).await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    for (from, to, field, message) in [
        ("2026-03-25", "2026-04-30", "from", "This day has not come"),
        (
            "2026-01-01",
            "2026-02-28",
            "from",
            "No session was completed",
        ),
        (
            "2026-03-24",
            "2026-03-03",
            "to",
            "The last day comes before",
        ),
        ("in March", "2026-03-24", "from", "Enter a day, for example"),
        ("2026-03-03", "", "to", "Enter a day, for example"),
        ("2026-03-03", "2026-03-25", "to", "This day has not come"),
        ("2026-03-03", "9999-12-31", "to", "This day has not come"),
        ("0001-01-01", "2026-03-24", "from", "Choose a first day in"),
        ("2003-01-01", "2026-03-24", "to", "A report covers at most"),
    ] {
        for format in ["pdf", "csv"] {
            let form = sue.get(&urls::report(circle.group.id)).await;
            let form = form.form("/report").with("from", from).with("to", to);
            let page = sue.send(&form.with("format", format)).await;
            assert_eq!(page.status, 422, "{from} to {to}");
            let beside = format!("id=\"{field}-error\">{message}");
            assert!(page.body().contains(&beside), "{beside}\n{}", page.text());
            let kept = page.form("/report");
            assert_eq!(kept.value("from"), Some(from));
            assert_eq!(kept.value("to"), Some(to));
        }
    }
}

async fn two_groups_reports_lie_side_by_side(house: House) {
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let ann = house.sign_in("ann@example.org").await;
    let mut first = Circle::of(&house, 8, 1, &[id]).await;
    let mut second = Circle::of(&house, 8, 1, &[id]).await;
    first.past(&house, 1, 5).await;
    second.past(&house, 1, 5).await;
    assert_eq!(first.group.name, second.group.name);
    let mut names = Vec::new();
    for circle in [&first, &second] {
        let name = downloaded(&download(&ann, circle, "pdf").await, "application/pdf");
        assert!(!name.contains("tuesday"), "{name}");
        names.push(name);
    }
    assert_ne!(names[0], names[1]);
}

async fn an_unknown_format_is_met_calmly(house: House) {
    let circle = past(&house).await;
    let ann = house.sign_in("ann@example.org").await;
    let page = download(&ann, &circle, "doc").await;
    assert_eq!(page.status, 422);
    assert!(
        page.body()
            .contains("id=\"format-error\">A report is a PDF")
    );
    assert_eq!(page.form("/report").value("from"), Some("2026-03-01"));
}

async fn a_report_is_not_there_for_another_therapist(house: House) {
    let circle = past(&house).await;
    let ann = house.sign_in("ann@example.org").await;
    let ben = house.staff("ben@example.org", Role::Therapist).await;
    for format in ["pdf", "csv"] {
        assert_eq!(download(&ann, &circle, format).await.status, 200);
        let page = download(&ben, &circle, format).await;
        assert_eq!(page.status, 404);
        assert!(page.says("This page is not here"));
        let visitor = download(&house.visitor(), &circle, format).await;
        assert!(visitor.address.starts_with("/sign-in"));
    }
}

/// Ann's group, which five people answered on 3, 10 and 17 March.
async fn past(house: &House) -> Circle {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(house, 8, 1, &[ann]).await;
    circle.past(house, 3, 5).await;
    circle
}

async fn download(person: &Person, circle: &Circle, format: &str) -> Page {
    let report = urls::report(circle.group.id);
    let query = format!("from=2026-03-01&to=2026-03-24&format={format}");
    person.get(&format!("{report}?{query}")).await
}

/// The file's name.
fn downloaded(page: &Page, kind: &str) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(page.header("content-type"), Some(kind));
    let file = page.header("content-disposition").unwrap_or_default();
    let name = file.split('"').nth(1);
    name.expect("a file to save").to_owned()
}

/// Cells without their quotes; no cell of these has a comma.
fn csv_rows(page: &Page) -> Vec<Vec<String>> {
    let text = page.body();
    let cells = |line: &str| {
        line.split(',')
            .map(|cell| cell.trim_matches('"').into())
            .collect()
    };
    text.lines().map(cells).collect()
}
