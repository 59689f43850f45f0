//! Reports: across groups, by themselves and on a schedule, and of single groups, by name and never ranked.

use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde::Deserialize;

use super::choice::{Names, short};
use super::{made, schedules};
use crate::App;
use crate::entities::staff::{self, Role};
use crate::entities::{group, report, report_download, report_file, team_supervisor};
use crate::error::Error;
use crate::guards::{Staff, scope};
use crate::pages::parts::{self, Tab};
use crate::pages::therapist;
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// Reports on one page.
const PAGE: u64 = 20;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::REPORTS, get(show))
}

/// Which page of the list: the latest at first.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    page: String,
}

async fn show(
    State(app): State<App>,
    Staff(who): Staff,
    Query(asked): Query<Asked>,
) -> Result<Markup, Error> {
    let number = asked.page.parse().unwrap_or(0);
    page(&app, &who, number).await
}

/// The page.
pub async fn reports(app: &App, who: &staff::Model) -> Result<Markup, Error> {
    page(app, who, 0).await
}

async fn page(app: &App, who: &staff::Model, number: u64) -> Result<Markup, Error> {
    let title = say("reports");
    let page = match who.role {
        Role::Supervisor => {
            let groups = scope::supervised(who, &app.database.reader).await?;
            html! {
                div.top {
                    h1 { (title) }
                    div.actions {
                        a.button href=(route::NEW_REPORT) { (say("scope-report-new")) }
                        a.button.second href=(route::NEW_SCHEDULE) { (say("schedule-new")) }
                    }
                }
                div.cards.two.start {
                    (across(app, who, number).await?)
                    (schedules::section(app, who).await?)
                }
                h2.scope { (say("scope-reports-groups")) }
                (table(&groups, &say("scope-reports-groups")))
                p { a href=(route::AUDIT) { (say("audit")) } ": " (say("audit-link")) }
            }
        }
        Role::Therapist => {
            let groups = therapist::led(app, who).await?;
            html! { h1 { (title) } (table(&groups, &title)) }
        }
        Role::Administrator => return Err(Error::NotFound),
    };
    Ok(parts::staff_page(who, Tab::Reports, &title, page))
}

/// Reports of every scope that is seen now, whoever asked for them, the latest first.
async fn across(app: &App, who: &staff::Model, number: u64) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let mut find = report::Entity::find()
        .order_by_desc(report::Column::DueAt)
        .order_by_asc(report::Column::Id);
    if !who.sees_all {
        let teams = team_supervisor::teams_of(who.id, reader).await?;
        find = find.filter(Condition::all().add(report::Column::TeamId.is_in(teams)));
    }
    let pages = find.paginate(reader, PAGE);
    let reports = pages.fetch_page(number).await?;
    let more = number + 1 < pages.num_pages().await?;
    let ids: Vec<i64> = reports.iter().map(|report| report.id).collect();
    let files = report_file::formats_of(&ids, reader).await?;
    let taken = report_download::of(&ids, reader).await?;
    let owners = staff::names(reports.iter().map(|report| report.staff_id), reader).await?;
    let periods: Vec<String> = reports.iter().map(|one| one.period.clone()).collect();
    let names = Names::load(app, &periods).await?;
    let months = app.organisation().report_months();
    let entry = |report: &report::Model| {
        let files = files.contains_key(&report.id);
        let owner = owners.get(&report.staff_id).cloned().unwrap_or_default();
        let asked = match report.schedule_id {
            Some(_) => "scope-report-for-schedule",
            None => "scope-report-for",
        };
        let last = taken.iter().find(|(taken, _)| taken.report_id == report.id);
        html! {
            li {
                h3 { a href=(urls::scope_report(report.id)) { (made::period(report)) } }
                p.minor { (names.then(report.team_id, &report.period)) ", " (say_with(asked, &[("name", owner.into())])) }
                @if report.state != report::MADE { p { strong { (made::state(app, report)) } } }
                (made::about(app, report, files))
                @if files { p { @for format in report.formats() {
                    a.button.second.small href=(urls::scope_report_file(report.id, format.id())) {
                        (short(format.id())) span.unseen { " " (made::period(report)) }
                    } " "
                } } }
                @if let Some((taken, name)) = last {
                    p.minor { (made::said(app, "scope-report-list-last", taken, name)) }
                }
            }
        }
    };
    Ok(html! {
        section.card {
            h2 { (say("scope-reports")) }
            @if reports.is_empty() { p { (say("scope-reports-none")) } }
            @else { ol.entries { @for report in &reports { (entry(report)) } } }
            @if number > 0 { p { a href=(urls::reports_page(number - 1)) { (say("scope-reports-newer")) } } }
            @if more { p { a href=(urls::reports_page(number + 1)) { (say("scope-reports-older")) } } }
            p.minor { (say_with("scope-reports-kept", &[("months", months.into())])) }
        }
    })
}

fn table(groups: &[group::Model], title: &str) -> Markup {
    html! {
        @if groups.is_empty() {
            section.card.waiting { h2 { (say("reports-none")) } p { (say("reports-none-advice")) } }
        } @else {
            div.scroll.card tabindex="0" role="region" aria-label=(title) {
                table {
                    thead { tr {
                        th scope="col" { (say("group-name")) }
                        th.wide scope="col" { (say("group-focus")) }
                        th scope="col" { (say("report")) }
                    } }
                    tbody { @for group in groups { tr {
                        th scope="row" { (group.name) }
                        td.wide { (say(&format!("focus-{}", group.focus))) }
                        td { a href=(urls::report(group.id)) {
                            (say("report-choose")) span.unseen { " " (group.name) }
                        } }
                    } } }
                }
            }
        }
    }
}
