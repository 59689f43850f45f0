//! Groups with a settled quarter, a supervisor of theirs, and reports about them that wait.

use app::entities::report;
use app::entities::staff::{self, Role};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::circle::Circle;
use crate::house::House;
use crate::page::{Form, Page};
use crate::person::Person;

/// When the first quarter is long settled.
pub const MAY: &str = "2026-05-02T10:00:00Z";

/// Groups of five who met twice in March; the first quarter is settled; their numbers.
pub async fn groups(house: &House, names: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for name in names {
        let mut circle = Circle::named(house, name, &[]).await;
        circle.past(house, 2, 5).await;
        ids.push(circle.group.id.to_string());
    }
    house.at(MAY).await;
    house.hour().await;
    ids
}

/// A supervisor of the whole organisation, signed in.
pub async fn supervisor(house: &House) -> Person {
    house.staff("sue@example.org", Role::Supervisor).await
}

/// The form for a report of a period, filled in for a CSV.
pub async fn wanted(who: &Person, period: &str) -> Form {
    let page = who.get(&format!("/reports/new?period={period}")).await;
    csv_only(page.form_with_button("Make the report"))
}

/// The form with CSV as the only format.
pub fn csv_only(form: Form) -> Form {
    form.without("format").with("format", "csv")
}

/// A report that waits, as a schedule would have put it in line.
pub async fn due(house: &House, period: &str, team: Option<i64>) -> report::Model {
    let sue = staff::Entity::find()
        .filter(staff::Column::Role.eq(Role::Supervisor))
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

/// How many reports there are.
pub async fn count(house: &House) -> u64 {
    let count = report::Entity::find().count(&house.app.database.reader);
    count.await.expect("a count")
}

/// The one report that there is.
pub async fn only(house: &House) -> report::Model {
    let found = report::Entity::find().one(&house.app.database.reader).await;
    found.expect("an answer").expect("a report")
}

/// A report's row as it is now.
pub async fn row(house: &House, id: i64) -> report::Model {
    let found = report::Entity::find_by_id(id).one(&house.app.database.reader);
    found.await.expect("an answer").expect("a report")
}

/// The number in a report's address.
pub fn number(page: &Page) -> i64 {
    let path = page.address.split('?').next().unwrap_or_default();
    let number = path.rsplit('/').next().and_then(|id| id.parse().ok());
    number.unwrap_or_else(|| panic!("{} is no report: {}", page.address, page.text()))
}
