//! The audit log, for administrators and supervisors: what staff did, the latest first.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use jiff::Timestamp;
use maud::{Markup, html};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{self, Column, Head};
use crate::entities::staff::{self, Role};
use crate::entities::{group, staff::Model as Colleague};
use crate::error::Error;
use crate::guards::{Staff, scope};
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::{dates, say, say_with};

/// Deeds on one page.
const PAGE: u64 = 50;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::AUDIT, get(show))
}

/// From where on: the latest at first.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    before: String,
}

async fn show(
    State(app): State<App>,
    Staff(who): Staff,
    Query(asked): Query<Asked>,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let mut find = audit::Entity::find()
        .filter(seen(&app, &who).await?)
        .order_by_desc(Column::Number)
        .limit(PAGE + 1);
    if let Ok(before) = asked.before.parse::<i64>() {
        find = find.filter(Column::Number.lt(before));
    }
    let mut deeds = find.all(reader).await?;
    let more = deeds.len() > PAGE as usize;
    deeds.truncate(PAGE as usize);
    let mut ids: Vec<i64> = Vec::new();
    let mut groups: Vec<i64> = Vec::new();
    for deed in &deeds {
        ids.extend(deed.staff_id);
        ids.extend(deed.about_id);
        groups.extend(deed.group_id);
    }
    let people = staff::names(ids.into_iter(), reader).await?;
    let groups = group::names(groups.into_iter(), reader).await?;
    let head = match sees_all(&who) {
        true => Some(Head::read(reader).await?),
        false => None,
    };
    let names = Names { people, groups };
    Ok(page(&app, &who, &deeds, more, &names, head.as_ref()))
}

fn sees_all(who: &Colleague) -> bool {
    who.role == Role::Administrator || who.sees_all
}

/// What somebody may read: everything, or for a supervisor of teams what was done to their groups, to them and by them.
async fn seen(app: &App, who: &Colleague) -> Result<Condition, Error> {
    if who.role == Role::Therapist {
        return Err(Error::NotFound);
    }
    if sees_all(who) {
        return Ok(Condition::all());
    }
    let groups = scope::supervised(who, &app.database.reader).await?;
    Ok(Condition::any()
        .add(Column::GroupId.is_in(groups.iter().map(|group| group.id)))
        .add(Column::StaffId.eq(who.id))
        .add(Column::AboutId.eq(who.id)))
}

/// What people and groups are called now.
struct Names {
    people: BTreeMap<i64, String>,
    groups: BTreeMap<i64, String>,
}

impl Names {
    fn person(&self, id: i64) -> String {
        let name = self.people.get(&id).cloned();
        name.unwrap_or_else(|| say("audit-somebody"))
    }

    /// To whom or what it was done, and more about it.
    fn about(&self, deed: &audit::Model) -> String {
        let group = deed.group_id.and_then(|id| self.groups.get(&id).cloned());
        let about = deed.about_id.map(|id| self.person(id));
        let detail = Some(deed.detail.clone()).filter(|detail| !detail.is_empty());
        let parts: Vec<String> = [group, about, detail].into_iter().flatten().collect();
        parts.join(" · ")
    }
}

fn page(
    app: &App,
    who: &Colleague,
    deeds: &[audit::Model],
    more: bool,
    names: &Names,
    head: Option<&Head>,
) -> Markup {
    let title = say("audit");
    let zone = app.zone();
    let at = |deed: &audit::Model| {
        let at = Timestamp::from_millisecond(deed.at).ok();
        at.map(|at| dates::moment(at, &zone)).unwrap_or_default()
    };
    let by = |deed: &audit::Model| match deed.staff_id {
        Some(id) => names.person(id),
        None => say("audit-program"),
    };
    // A newer program may have written what this one has no words for.
    let what = |deed: &audit::Model| match deed.action() {
        Some(action) => say(&format!("deed-{}", action.id())),
        None => deed.action.clone(),
    };
    let older = deeds.last().filter(|_| more);
    let main = html! {
        h1 { (title) }
        p { (say(if sees_all(who) { "audit-what" } else { "audit-what-teams" })) }
        @if deeds.is_empty() { section.card.waiting { p { (say("audit-none")) } } } @else {
            div.scroll.card tabindex="0" role="region" aria-label=(title) {
                table {
                    thead { tr {
                        th.wide.number scope="col" { (say("audit-number")) }
                        th scope="col" { (say("audit-when")) }
                        th scope="col" { (say("audit-who")) }
                        th scope="col" { (say("audit-deed")) }
                    } }
                    tbody { @for deed in deeds { tr {
                        td.wide.number { (deed.number) }
                        td { (at(deed)) }
                        td { (by(deed)) }
                        td { (what(deed)) @let about = names.about(deed); @if !about.is_empty() {
                            br; span.minor { (about) }
                        } }
                    } } }
                }
            }
        }
        @if let Some(last) = older { p { a href=(urls::audit_before(last.number)) { (say("audit-older")) } } }
        @if let Some(head) = head.filter(|head| head.number > 0) {
            div.gap {}
            section.card {
                h2 { (say("audit-end")) }
                p { (say_with("audit-end-what", &[("number", head.number.into())])) }
                p { code.link { (head.digest) } }
            }
        }
    };
    let tab = match who.role {
        Role::Administrator => Tab::People,
        _ => Tab::Reports,
    };
    parts::staff_page(who, tab, &title, main)
}
