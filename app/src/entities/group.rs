//! A therapy group: its shape, its programme of release windows and waves. What members answered is never here.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::*;

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
    /// Identifier of the outcome measure.
    #[sea_orm(column_type = "Text")]
    pub outcome_measure: String,
    /// Its version.
    pub outcome_version: i32,
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
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a group meets about; it chooses the outcome measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Depression: PHQ-8.
    Depression,
    /// Anxiety: GAD-7.
    Anxiety,
    /// Loss: PHQ-8 (measures for grief itself may not be shipped).
    Loss,
    /// Anything wider: PHQ-8.
    Other,
}

impl Focus {
    /// Every focus, in the order of the form.
    pub const ALL: [Focus; 4] = [Focus::Depression, Focus::Anxiety, Focus::Loss, Focus::Other];

    /// The word stored in `groups.focus`; also the tail of its message identifier.
    pub fn id(self) -> &'static str {
        match self {
            Focus::Depression => "depression",
            Focus::Anxiety => "anxiety",
            Focus::Loss => "loss",
            Focus::Other => "other",
        }
    }

    /// Reads what [`Focus::id`] wrote.
    pub fn from_id(id: &str) -> Option<Focus> {
        Focus::ALL.into_iter().find(|focus| focus.id() == id)
    }

    /// Identifier of the outcome measure asked at waves.
    pub fn outcome_measure(self) -> &'static str {
        match self {
            Focus::Anxiety => "gad-7",
            Focus::Depression | Focus::Loss | Focus::Other => "phq-8",
        }
    }
}

/// A release window: the sessions that are shown together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// From 1, without gaps.
    pub index: i32,
    /// Number of its first session.
    pub first: i32,
    /// Number of its last session.
    pub last: i32,
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

impl Model {
    /// The window that holds a session. The programme's last session ends its
    /// window; sessions after it start anew.
    pub fn window_of(&self, session: i32) -> Window {
        let (size, planned) = (self.release_window, self.planned_sessions);
        if session <= planned {
            let index = (session - 1) / size + 1;
            let last = (index * size).min(planned);
            return Window {
                index,
                first: (index - 1) * size + 1,
                last,
            };
        }
        let before = (planned + size - 1) / size;
        let later = (session - planned - 1) / size + 1;
        let first = planned + (later - 1) * size + 1;
        Window {
            index: before + later,
            first,
            last: first + size - 1,
        }
    }

    /// Whether the outcome measure is asked throughout a window: the first,
    /// those that contain every fourth session, the last of the programme.
    pub fn is_wave(&self, window: Window) -> bool {
        window.index == 1
            || (window.first..=window.last).any(|session| session % 4 == 0)
            || (window.first..=window.last).contains(&self.planned_sessions)
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

    fn group(release_window: i32, planned_sessions: i32) -> Model {
        Model {
            id: 1,
            code: "00000000".into(),
            name: "Tuesday".into(),
            focus: "depression".into(),
            weekday: 2,
            ends_at: 1170,
            size: 8,
            planned_sessions,
            release_window,
            capacity: 16,
            quorum: Some(5),
            outcome_measure: "phq-8".into(),
            outcome_version: 1,
            words_asked: true,
            notes_on: false,
            team_id: None,
            epoch: 1,
            created_at: 0,
        }
    }

    fn waves(group: &Model, sessions: i32) -> Vec<i32> {
        let mut found: Vec<i32> = (1..=sessions)
            .map(|session| group.window_of(session))
            .filter(|window| group.is_wave(*window))
            .map(|window| window.index)
            .collect();
        found.dedup();
        found
    }

    #[test]
    fn single_sessions_are_their_own_windows() {
        let group = group(1, 14);
        assert_eq!(
            group.window_of(9),
            Window {
                index: 9,
                first: 9,
                last: 9
            }
        );
        assert_eq!(waves(&group, 14), [1, 4, 8, 12, 14]);
    }

    #[test]
    fn the_programmes_last_session_ends_its_window() {
        let group = group(4, 10);
        assert_eq!(
            group.window_of(10),
            Window {
                index: 3,
                first: 9,
                last: 10
            }
        );
        assert_eq!(
            group.window_of(11),
            Window {
                index: 4,
                first: 11,
                last: 14
            }
        );
        assert_eq!(waves(&group, 10), [1, 2, 3]);
    }

    #[test]
    fn a_wave_is_a_whole_window() {
        let group = group(2, 16);
        assert_eq!(
            group.window_of(4),
            Window {
                index: 2,
                first: 3,
                last: 4
            }
        );
        assert_eq!(waves(&group, 16), [1, 2, 4, 6, 8]);
    }

    #[test]
    fn capacity_is_at_least_twice_the_size() {
        assert_eq!(Model::capacity_for(8), 16);
        assert_eq!(Model::capacity_for(9), 32);
        assert_eq!(Model::capacity_for(64), 128);
    }
}
