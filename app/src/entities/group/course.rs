//! The course of a group: which sessions are shown together, at which of them the outcome measure is asked, where the
//! programme ends, and what comes after it.

use super::{Model, Named};

/// Sessions of the longest programme.
pub const LONGEST: i32 = 100;

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

impl Model {
    /// The window that holds a session. The programme's last session ends its window; each session after it is a
    /// follow-up and a window of its own.
    pub fn window_of(&self, session: i32) -> Window {
        let (size, planned) = (self.release_window, self.planned_sessions);
        if self.is_follow_up(session) {
            let before = (planned + size - 1) / size;
            return Window {
                index: before + session - planned,
                first: session,
                last: session,
            };
        }
        let index = (session - 1) / size + 1;
        Window {
            index,
            first: (index - 1) * size + 1,
            last: (index * size).min(planned),
        }
    }

    /// Whether the outcome measure is asked throughout a window: the first, those that contain every fourth session,
    /// the last of the programme, and every follow-up.
    pub fn is_wave(&self, window: Window) -> bool {
        window.index == 1
            || (window.first..=window.last).any(|session| session % 4 == 0)
            || window.last >= self.planned_sessions
    }

    /// The outcome measure that is asked throughout a window, if it is a wave. Two alternate from wave to wave, from the
    /// window on in which they were chosen.
    pub fn asked_in(&self, window: Window) -> Option<&Named> {
        if !self.is_wave(window) {
            return None;
        }
        let plan = self.outcomes.at(window.index);
        let waves = (plan.from..window.index).filter(|index| self.is_wave(self.window_at(*index)));
        plan.measures.get(waves.count() % plan.measures.len())
    }

    /// The window of that index.
    pub fn window_at(&self, index: i32) -> Window {
        let (size, planned) = (self.release_window, self.planned_sessions);
        let within = (planned + size - 1) / size;
        let first = match index > within {
            true => planned + index - within,
            false => (index - 1) * size + 1,
        };
        self.window_of(first)
    }

    /// Whether a session comes after the programme's last.
    pub fn is_follow_up(&self, session: i32) -> bool {
        session > self.planned_sessions
    }

    /// Whether `held` sessions are the whole programme.
    pub fn has_ended(&self, held: i32) -> bool {
        held >= self.planned_sessions
    }

    /// How many sessions may be planned now that `held` were held: what was held keeps its window, and nobody was asked
    /// for a score that then belongs nowhere. Its last window is a whole one, unless it was made otherwise: a group that
    /// shows four sessions together does not end by showing one. A programme that has ended has counted its change, once.
    pub fn lengths(&self, held: i32) -> Vec<i32> {
        if self.has_ended(held) {
            return vec![self.planned_sessions];
        }
        let whole = |planned: i32| planned % self.release_window == 0;
        let keeps = |planned: &i32| {
            if !whole(*planned) && *planned != self.planned_sessions {
                return false;
            }
            let other = Model {
                planned_sessions: *planned,
                ..self.clone()
            };
            (1..=held).all(|session| {
                let window = self.window_of(session);
                other.window_of(session) == window
                    && (!self.is_wave(window) || other.is_wave(window))
            })
        };
        (held + 1..=LONGEST).filter(keeps).collect()
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
            outcomes: "1 phq-8:1".parse().unwrap(),
            words_asked: true,
            notes_on: false,
            team_id: None,
            epoch: 1,
            created_at: 0,
            follow_up_on: None,
            archived_at: None,
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
    fn two_measures_alternate_from_wave_to_wave() {
        let mut group = group(1, 14);
        group.outcomes = "1 phq-8:1 gad-7:1; 9 k10:1 gad-7:1".parse().unwrap();
        let asked: Vec<(i32, &str)> = (1..=16)
            .map(|session| group.window_of(session))
            .filter_map(|window| Some((window.first, group.asked_in(window)?.id.as_str())))
            .collect();
        assert_eq!(
            asked,
            [
                (1, "phq-8"),
                (4, "gad-7"),
                (8, "phq-8"),
                (12, "k10"),
                (14, "gad-7"),
                (15, "k10"),
                (16, "gad-7")
            ]
        );
    }

    #[test]
    fn a_window_is_found_by_its_index() {
        for (size, planned) in [(1, 14), (2, 9), (4, 10)] {
            let group = group(size, planned);
            for session in 1..=20 {
                let window = group.window_of(session);
                assert_eq!(
                    group.window_at(window.index),
                    window,
                    "{size} {planned} {session}"
                );
            }
        }
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
        assert_eq!(waves(&group, 10), [1, 2, 3]);
    }

    #[test]
    fn a_follow_up_is_a_window_of_its_own_and_a_wave() {
        let group = group(4, 10);
        for (session, index) in [(11, 4), (12, 5), (13, 6)] {
            let window = Window {
                index,
                first: session,
                last: session,
            };
            assert_eq!(group.window_of(session), window);
            assert!(group.is_wave(window) && group.is_follow_up(session));
        }
        assert!(!group.is_follow_up(10));
    }

    #[test]
    fn a_programme_may_be_made_longer_or_shorter_until_its_end_is_near() {
        let lengths = |window, planned, held| group(window, planned).lengths(held);
        assert_eq!(lengths(1, 16, 0), Vec::from_iter(1..=100));
        assert_eq!(lengths(1, 16, 10), Vec::from_iter(11..=100));
        // Session 5 waits for session 6, and both are shown together whatever comes.
        assert_eq!(lengths(2, 16, 5), Vec::from_iter((6..=100).step_by(2)));
        assert_eq!(lengths(4, 16, 5), Vec::from_iter((8..=100).step_by(4)));
        // The last window has begun: its first session has asked for the last scores.
        assert_eq!(lengths(4, 10, 9), [10]);
        assert_eq!(lengths(2, 6, 5), [6]);
        // A window that is a wave anyhow may grow no longer than it is, but the programme may.
        assert_eq!(lengths(2, 8, 7), Vec::from_iter((8..=100).step_by(2)));
        // One that was made with a short last window may keep it.
        assert_eq!(lengths(4, 10, 4)[..3], [8, 10, 12]);
    }

    #[test]
    fn a_programme_that_has_ended_stays_as_it_was() {
        assert_eq!(group(1, 16).lengths(16), [16]);
        assert_eq!(group(2, 8).lengths(9), [8]);
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
}
