//! A therapy group: its shape and its programme. What members answered is never here.

mod course;
mod meeting;
mod outcomes;

use std::collections::{BTreeMap, BTreeSet};

use analytics::{Measure, measure};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

pub use course::{LONGEST, Window};
pub use outcomes::{MOST, Named, Outcomes, Plan};

/// One therapy group.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "groups")]
pub struct Model {
    /// Random identifier, used in staff addresses.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// Eight lower-case Crockford base32 characters: the group in members' addresses.
    #[sea_orm(column_type = "Text", unique)]
    pub code: String,
    /// What staff call the group.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// What the group meets about: see [`Focus`].
    #[sea_orm(column_type = "Text")]
    pub focus: String,
    /// ISO weekday of the meeting, 1 (Monday) to 7.
    pub weekday: i32,
    /// End of the meeting, minutes after midnight in the organisation's zone.
    pub ends_at: i32,
    /// Members expected, 2 to 64.
    pub size: i32,
    /// Sessions planned; the last of them ends its release window and is a wave.
    pub planned_sessions: i32,
    /// Sessions shown together: 1, 2 or 4.
    pub release_window: i32,
    /// Slots of roster and box: 16, 32, 64 or 128.
    pub capacity: i32,
    /// Fewest people that are shown; empty until the first opening, fixed from then on.
    pub quorum: Option<i32>,
    /// What its waves ask, as of which release window.
    #[sea_orm(column_type = "Text")]
    pub outcomes: Outcomes,
    /// Whether the survey asks for words.
    pub words_asked: bool,
    /// Whether members may write notes to each other.
    pub notes_on: bool,
    /// The team it belongs to, if any.
    pub team_id: Option<i64>,
    /// Counts the group's re-keyings, from 1.
    pub epoch: i32,
    /// When it was made, unix milliseconds.
    pub created_at: i64,
    /// Day of the follow-up after the programme, `YYYY-MM-DD`, where one is planned.
    #[sea_orm(column_type = "Text", nullable)]
    pub follow_up_on: Option<String>,
    /// When it was put into the archive, unix milliseconds; empty for a group that meets.
    pub archived_at: Option<i64>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a group meets about; it suggests the outcome measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Depression.
    Depression,
    /// Anxiety.
    Anxiety,
    /// Depression and anxiety.
    Mixed,
    /// Loss. Measures of grief itself may not be shipped.
    Loss,
    /// Trauma. The PCL-5 has an item that nobody could follow up in a group.
    Trauma,
    /// Loneliness.
    Loneliness,
    /// Well-being.
    Wellbeing,
    /// Anything wider.
    Other,
}

impl Focus {
    /// Every focus, in the order of the form.
    pub const ALL: [Focus; 8] = [
        Focus::Depression,
        Focus::Anxiety,
        Focus::Mixed,
        Focus::Loss,
        Focus::Trauma,
        Focus::Loneliness,
        Focus::Wellbeing,
        Focus::Other,
    ];

    /// The word stored in `groups.focus`; also the tail of its message identifier.
    pub fn id(self) -> &'static str {
        match self {
            Focus::Depression => "depression",
            Focus::Anxiety => "anxiety",
            Focus::Mixed => "mixed",
            Focus::Loss => "loss",
            Focus::Trauma => "trauma",
            Focus::Loneliness => "loneliness",
            Focus::Wellbeing => "wellbeing",
            Focus::Other => "other",
        }
    }

    /// Reads what [`Focus::id`] wrote.
    pub fn from_id(id: &str) -> Option<Focus> {
        Focus::ALL.into_iter().find(|focus| focus.id() == id)
    }

    /// The outcome measures that are usual for it: one, or two that alternate.
    pub fn usual(self) -> Vec<&'static Measure> {
        let ids: &[&str] = match self {
            Focus::Depression | Focus::Other => &["phq-8"],
            Focus::Anxiety => &["gad-7"],
            Focus::Mixed | Focus::Trauma => &["phq-8", "gad-7"],
            Focus::Loss => &["phq-8", "loneliness"],
            Focus::Loneliness => &["loneliness"],
            Focus::Wellbeing => &["ons4"],
        };
        let find = |id: &&str| measure::find(id).expect("BUG: a focus without its measure");
        ids.iter().map(find).collect()
    }
}

/// What staff call these groups.
///
/// # Errors
///
/// When the database does not answer.
pub async fn names(
    ids: impl Iterator<Item = i64>,
    db: &impl ConnectionTrait,
) -> Result<BTreeMap<i64, String>, DbErr> {
    let ids: BTreeSet<i64> = ids.collect();
    let found = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(found
        .into_iter()
        .map(|group| (group.id, group.name))
        .collect())
}

/// What staff call the groups that meet and are asked one of these measures.
///
/// # Errors
///
/// When the database does not answer.
pub async fn asked_one_of(
    measures: &[&str],
    db: &impl ConnectionTrait,
) -> Result<Vec<String>, DbErr> {
    let all: Vec<(String, Outcomes)> = Entity::find()
        .filter(Column::ArchivedAt.is_null())
        .order_by_asc(Column::Name)
        .select_only()
        .columns([Column::Name, Column::Outcomes])
        .into_tuple()
        .all(db)
        .await?;
    let asked = |(_, outcomes): &(String, Outcomes)| {
        let mut now = outcomes.now().iter();
        now.any(|named| measures.contains(&named.id.as_str()))
    };
    Ok(all
        .into_iter()
        .filter(asked)
        .map(|(name, _)| name)
        .collect())
}

impl Model {
    /// Whether it was put into the archive: it meets no more, and its results stay.
    pub fn is_archived(&self) -> bool {
        self.archived_at.is_some()
    }

    /// Smallest capacity that leaves at least twice the group's size.
    pub fn capacity_for(size: i32) -> i32 {
        [16, 32, 64, 128]
            .into_iter()
            .find(|slots| *slots >= 2 * size)
            .unwrap_or(128)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_may_be_asked_in_a_group() {
        for focus in Focus::ALL {
            let usual = focus.usual();
            assert!((1..=MOST).contains(&usual.len()), "{focus:?}");
            let fit = |measure: &&Measure| measure.unfit_for_groups().is_none();
            assert!(usual.iter().all(fit), "{focus:?}");
            assert_eq!(Focus::from_id(focus.id()), Some(focus));
        }
    }

    #[test]
    fn capacity_is_at_least_twice_the_size() {
        assert_eq!(Model::capacity_for(8), 16);
        assert_eq!(Model::capacity_for(9), 32);
        assert_eq!(Model::capacity_for(64), 128);
    }
}
