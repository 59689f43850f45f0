//! What a group's waves ask: one outcome measure, or two that alternate, as of which release window. What was asked
//! before a change stays known, so that results on it are never put together with others.

use std::fmt;
use std::str::FromStr;

use analytics::Measure;
use sea_orm::DeriveValueType;

/// Most outcome measures of a group at a time.
pub const MOST: usize = 2;

/// The outcome measures of a group, in one column of text: `1 phq-8:1; 5 phq-8:1 gad-7:1`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Outcomes(Vec<Plan>);

/// What is asked from a window on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Index of the first release window.
    pub from: i32,
    /// One measure, or two that alternate from wave to wave.
    pub measures: Vec<Named>,
}

/// A version of a measure, by its name: `phq-8:1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Identifier of the measure.
    pub id: String,
    /// Its version.
    pub version: u16,
}

impl Outcomes {
    /// These measures from the first window on.
    pub fn new(measures: &[&Measure]) -> Self {
        Self(vec![Plan::from(1, measures)])
    }

    /// What is asked in a window, if it is a wave.
    pub fn at(&self, window: i32) -> &Plan {
        let begun = self.0.iter().rfind(|plan| plan.from <= window);
        begun.unwrap_or(&self.0[0])
    }

    /// What is asked in the end.
    pub fn now(&self) -> &[Named] {
        let last = self.0.last().expect("BUG: a group without an outcome");
        &last.measures
    }

    /// What is asked instead from a later window on.
    pub fn to_come(&self, window: i32) -> Option<&Plan> {
        self.0.last().filter(|last| last.from > window)
    }

    /// What was asked up to a window, what it asks itself first: whatever comes later changes nothing about it.
    pub fn up_to(&self, window: i32) -> Vec<&Named> {
        let mut all: Vec<&Named> = self.at(window).measures.iter().collect();
        let begun = self.0.iter().rev().filter(|plan| plan.from <= window);
        for named in begun.flat_map(|plan| &plan.measures) {
            if !all.contains(&named) {
                all.push(named);
            }
        }
        all
    }

    /// These, but for `measures` from a window on that has not begun.
    pub fn changed(&self, from: i32, measures: &[&Measure]) -> Self {
        let plan = Plan::from(from, measures);
        let mut plans: Vec<Plan> = self
            .0
            .iter()
            .filter(|plan| plan.from < from)
            .cloned()
            .collect();
        if plans
            .last()
            .is_none_or(|last| last.measures != plan.measures)
        {
            plans.push(plan);
        }
        Self(plans)
    }
}

impl Plan {
    fn from(from: i32, measures: &[&Measure]) -> Self {
        Self {
            from,
            measures: measures.iter().map(|measure| Named::of(measure)).collect(),
        }
    }
}

impl Named {
    /// The name of this version.
    pub fn of(measure: &Measure) -> Self {
        Self {
            id: measure.id.clone(),
            version: measure.version,
        }
    }

    /// The version that a text names.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, version) = text.split_once(':')?;
        Some(Self {
            id: id.to_owned(),
            version: version.parse().ok()?,
        })
    }
}

impl fmt::Display for Named {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}:{}", self.id, self.version)
    }
}

impl fmt::Display for Outcomes {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, plan) in self.0.iter().enumerate() {
            write!(to, "{}{}", if at == 0 { "" } else { "; " }, plan.from)?;
            for named in &plan.measures {
                write!(to, " {named}")?;
            }
        }
        Ok(())
    }
}

/// A text that says no outcomes.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" does not say which measures a group is asked")]
pub struct NoOutcomes(String);

impl FromStr for Outcomes {
    type Err = NoOutcomes;

    fn from_str(text: &str) -> Result<Self, NoOutcomes> {
        let plan = |text: &str| {
            let mut words = text.split_whitespace();
            let from = words.next()?.parse().ok()?;
            let measures: Vec<Named> = words.map(Named::parse).collect::<Option<_>>()?;
            (1..=MOST)
                .contains(&measures.len())
                .then_some(Plan { from, measures })
        };
        let plans: Option<Vec<Plan>> = text.split(';').map(plan).collect();
        let plans = plans.filter(|plans| plans.windows(2).all(|pair| pair[0].from < pair[1].from));
        plans.map(Self).ok_or_else(|| NoOutcomes(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use analytics::measure::find;

    use super::*;

    #[test]
    fn what_was_asked_before_a_change_stays_known() {
        let [phq, gad, k10] = ["phq-8", "gad-7", "k10"].map(|id| find(id).unwrap());
        let first = Outcomes::new(&[phq]);
        let both = first.changed(5, &[phq, gad]);
        assert_eq!(both.to_string(), "1 phq-8:1; 5 phq-8:1 gad-7:1");
        assert_eq!(both.at(4), first.at(1));
        assert_eq!(both.at(5).measures.len(), 2);
        assert_eq!(both.to_come(4), Some(both.at(5)));
        assert_eq!((both.to_come(5), first.to_come(1)), (None, None));
        let ids = |outcomes: &Outcomes, window: i32| -> Vec<String> {
            let all = outcomes.up_to(window).into_iter();
            all.map(|named| named.id.clone()).collect()
        };
        assert_eq!(ids(&both.changed(9, &[k10]), 12), ["k10", "phq-8", "gad-7"]);
        // A change of mind before the window begins leaves nothing behind, and neither does the same again.
        assert_eq!(both.changed(5, &[phq]), first);
        assert_eq!(both.changed(5, &[k10]).to_string(), "1 phq-8:1; 5 k10:1");
        assert_eq!(first.changed(1, &[gad]), Outcomes::new(&[gad]));
        assert_eq!(ids(&first.changed(5, &[k10]), 5), ["k10", "phq-8"]);
        assert_eq!(ids(&first.changed(5, &[k10]), 4), ["phq-8"]);
        assert_eq!(ids(&Outcomes::new(&[gad]), 1), ["gad-7"]);
    }

    #[test]
    fn a_column_is_read_as_it_was_written_and_nothing_else() {
        for text in ["1 phq-8:1", "1 phq-8:1 gad-7:2; 7 ours:65535"] {
            assert_eq!(text.parse::<Outcomes>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "1",
            "1 phq-8",
            "phq-8:1",
            "1 a:1 b:1 c:1",
            "5 a:1; 5 b:1",
            "1 a:x",
        ] {
            assert!(text.parse::<Outcomes>().is_err(), "{text}");
        }
    }
}
