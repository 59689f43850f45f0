//! What the forms of a report and of a schedule share: names of scopes, groups whose trends are drawn, formats.

use maud::Markup;
use reports::Format;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::App;
use crate::documents::scope::CHOSEN;
use crate::entities::{group, scope_team, team};
use crate::pages::parts::{self, Choice};
use crate::pages::therapist::messages::Messages;
use crate::words::{across, say, say_with};

/// What scopes are called: now, and in periods that are settled.
pub struct Names {
    teams: Vec<team::Model>,
    settled: Vec<scope_team::Model>,
    organisation: String,
}

impl Names {
    /// Of the organisation as it is now, and as it was in these periods.
    pub async fn load(app: &App, periods: &[String]) -> Result<Self, DbErr> {
        let reader = &app.database.reader;
        let settled = scope_team::Entity::find()
            .filter(scope_team::Column::Period.is_in(periods.iter().map(String::as_str)));
        Ok(Self {
            teams: team::all(reader).await?,
            settled: settled.all(reader).await?,
            organisation: app.organisation().name().to_owned(),
        })
    }

    /// The name of a team, or of the groups without one.
    pub fn now(&self, team: Option<i64>) -> String {
        let name = |id| {
            let known = self.teams.iter().find(|team| team.id == id);
            known.map(|team| team.name.as_str())
        };
        across::scope(team.map(name), !self.teams.is_empty(), &self.organisation)
    }

    /// What it was called when a period was settled. Before that, and where the period has no such team, what it is now.
    pub fn then(&self, team: Option<i64>, period: &str) -> String {
        let mut of_period = self.settled.iter().filter(|row| row.period == period);
        match team {
            None if of_period.next().is_some() => across::scope(None, true, &self.organisation),
            Some(id) => of_period
                .find(|row| row.team_id == id)
                .map_or_else(|| self.now(team), |row| row.name.clone()),
            None => self.now(team),
        }
    }
}

/// Groups and formats that were ticked.
#[derive(Clone, Debug, Default)]
pub struct Ticked {
    /// Numbers of groups, as they were sent.
    pub groups: Vec<String>,
    /// Identifiers of formats, as they were sent.
    pub formats: Vec<String>,
}

/// Groups and formats that there are.
pub struct Chosen {
    /// Numbers of groups, in order.
    pub groups: String,
    /// Identifiers of formats, in our order.
    pub formats: String,
}

impl Ticked {
    /// Before anything is ticked by hand: a PDF, and no single group.
    pub fn first() -> Self {
        Self {
            groups: Vec::new(),
            formats: vec![Format::Pdf.id().to_owned()],
        }
    }

    /// Out of the fields of a form.
    pub fn sent(fields: &[(String, String)]) -> Self {
        Self {
            groups: all(fields, "group"),
            formats: all(fields, "format"),
        }
    }

    /// As rows keep it, if all of it is there: each group among `groups`, and not too many.
    pub fn read(&self, groups: &[group::Model], messages: &mut Messages) -> Option<Chosen> {
        let mut ids: Vec<i64> = self
            .groups
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        let known = |id: &i64| groups.iter().any(|group| group.id == *id);
        if ids.len() < self.groups.len() || !ids.iter().all(known) {
            messages.add("group", say("scope-report-chosen-other"));
        }
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > CHOSEN {
            let words = [("count", ids.len().into()), ("most", CHOSEN.into())];
            messages.add("group", say_with("scope-report-chosen-many", &words));
        }
        if self.formats.iter().any(|id| Format::from_id(id).is_none()) {
            messages.add("format", say("scope-report-formats-wrong"));
        } else if self.formats.is_empty() {
            messages.add("format", say("scope-report-formats-none"));
        }
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        let ticked = |format: &Format| self.formats.iter().any(|id| id == format.id());
        let formats = Format::ALL.into_iter().filter(ticked).map(Format::id);
        messages.is_empty().then(|| Chosen {
            groups: ids.join(" "),
            formats: formats.collect::<Vec<_>>().join(" "),
        })
    }

    /// The two fields.
    pub fn fields(&self, groups: &[group::Model], messages: &Messages) -> Markup {
        let ids: Vec<String> = groups.iter().map(|group| group.id.to_string()).collect();
        let options: Vec<Choice<'_>> = ids
            .iter()
            .zip(groups)
            .map(|(value, group)| Choice {
                value,
                label: &group.name,
            })
            .collect();
        let fold = say_with(
            "scope-report-chosen-list",
            &[("count", groups.len().into())],
        );
        let labels = Format::ALL.map(|format| {
            let what = say(&format!("format-for-{}", format.id()));
            format!("{}: {what}", short(format.id()))
        });
        let formats: Vec<Choice<'_>> = Format::ALL
            .iter()
            .zip(&labels)
            .map(|(format, label)| Choice {
                value: format.id(),
                label,
            })
            .collect();
        let groups: Vec<&str> = self.groups.iter().map(String::as_str).collect();
        let ticked: Vec<&str> = self.formats.iter().map(String::as_str).collect();
        maud::html! {
            (parts::boxes(
                "group",
                &say("scope-report-chosen"),
                Some(&say_with("scope-report-chosen-hint", &[("most", CHOSEN.into())])),
                &options,
                &groups,
                messages.of("group"),
                Some(&fold),
            ))
            (parts::boxes(
                "format",
                &say("scope-report-formats"),
                None,
                &formats,
                &ticked,
                messages.of("format"),
                None,
            ))
        }
    }
}

/// "PDF".
pub fn short(format: &str) -> String {
    say(&format!("format-{format}"))
}

/// "PDF, XLSX".
pub fn listed(formats: &[Format]) -> String {
    let names: Vec<String> = formats.iter().map(|format| short(format.id())).collect();
    names.join(", ")
}

/// A team as a field of a form names it.
pub fn team_field(team: Option<i64>) -> String {
    team.map(|team| team.to_string()).unwrap_or_default()
}

/// The team that a field names: nothing for the groups without one. `None` where no form of ours could have sent it.
pub fn team_of(field: &str) -> Option<Option<i64>> {
    if field.is_empty() {
        return Some(None);
    }
    field.parse().ok().map(Some)
}

/// Every value of a field.
fn all(fields: &[(String, String)], name: &str) -> Vec<String> {
    let named = fields.iter().filter(|(known, _)| known == name);
    named.map(|(_, value)| value.clone()).collect()
}

/// The value of a field; empty where it was not sent.
pub fn one<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    let named = fields.iter().find(|(known, _)| known == name);
    named.map_or("", |(_, value)| value.as_str())
}

/// Groups of these numbers, by name.
pub async fn by_name(app: &App, ids: &[i64]) -> Result<Vec<group::Model>, DbErr> {
    group::Entity::find()
        .filter(group::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(group::Column::Name)
        .all(&app.database.reader)
        .await
}
