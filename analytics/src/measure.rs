//! A published scale as data: its words, how it is scored, what its scores mean and under which licence.
//! Scoring itself lives in [`crate::scoring`].

mod schema;

use std::sync::LazyLock;

pub use schema::{
    Band, Caseness, ChangeRule, Choice, Item, Loinc, MaxMissing, Measure, ReliableChange, Scale,
    Scoring,
};

use crate::Error;

/// The measures that come with Chorus, in a fixed order.
pub fn shipped() -> &'static [Measure] {
    static SHIPPED: LazyLock<Vec<Measure>> = LazyLock::new(|| {
        [
            include_str!("../measures/phq-8.toml"),
            include_str!("../measures/gad-7.toml"),
            include_str!("../measures/chorus-session.toml"),
        ]
        .iter()
        .map(|text| Measure::parse(text).expect("BUG: a shipped measure is broken"))
        .collect()
    });
    &SHIPPED
}

/// The shipped measure of that identifier.
pub fn find(id: &str) -> Option<&'static Measure> {
    shipped().iter().find(|measure| measure.id == id)
}

/// The form about the session itself, asked every time.
pub fn session_form() -> &'static Measure {
    find("chorus-session").expect("BUG: the session form is shipped")
}

impl Measure {
    /// Reads a measure. Errors name the line; a key that is not known is one.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let measure: Self = toml::from_str(text).map_err(|e| Error::Measure(e.to_string()))?;
        let fault = |what: &str| Err(Error::Measure(format!("{}: {what}", measure.id)));
        if measure.scales.is_empty() {
            return fault("it has no scale");
        }
        if let Some(item) = measure
            .items
            .iter()
            .find(|item| measure.scale(&item.scale).is_none())
        {
            return fault(&format!(
                "the item \"{}\" names a scale that is not there",
                item.text
            ));
        }
        if measure.range[0] >= measure.range[1] || measure.release_grid <= 0.0 {
            return fault("its range or its release grid is empty");
        }
        Ok(measure)
    }

    /// Width of the range: the `R` of the release rules.
    pub fn span(&self) -> f64 {
        self.range[1] - self.range[0]
    }

    /// The worst possible score.
    pub fn worst(&self) -> f64 {
        if self.higher_is_worse {
            self.range[1]
        } else {
            self.range[0]
        }
    }

    /// The best possible score.
    pub fn best(&self) -> f64 {
        if self.higher_is_worse {
            self.range[0]
        } else {
            self.range[1]
        }
    }

    /// How much better `to` is than `from`, in points; negative if it is worse.
    pub fn improvement(&self, from: f64, to: f64) -> f64 {
        if self.higher_is_worse {
            from - to
        } else {
            to - from
        }
    }

    /// The scale of that identifier.
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// The band of a score, which is rounded half up for this.
    pub fn band(&self, score: f64) -> Option<&Band> {
        let whole = (score + 0.5).floor();
        self.bands
            .iter()
            .find(|band| band.low <= whole && whole <= band.high)
    }

    /// Whether a score counts as a case, if the measure has a cutoff. Rounded half up like a band.
    pub fn is_case(&self, score: f64) -> Option<bool> {
        let whole = (score + 0.5).floor();
        self.caseness.as_ref().map(|cut| {
            if self.higher_is_worse {
                whole >= cut.value
            } else {
                whole <= cut.value
            }
        })
    }

    /// Whether a group may be asked it: nobody can follow up an anonymous answer about self-harm.
    pub fn fit_for_groups(&self) -> bool {
        !self.items.iter().any(|item| item.risk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_measures_are_shipped_and_none_asks_about_self_harm() {
        let ids: Vec<&str> = shipped()
            .iter()
            .map(|measure| measure.id.as_str())
            .collect();
        assert_eq!(ids, ["phq-8", "gad-7", "chorus-session"]);
        assert!(shipped().iter().all(Measure::fit_for_groups));
        assert!(
            shipped()
                .iter()
                .all(|measure| !measure.licence.is_empty() && !measure.attribution.is_empty())
        );
    }

    #[test]
    fn bands_leave_no_gap_and_the_range_follows_from_the_options() {
        for measure in shipped() {
            let most = measure
                .options
                .iter()
                .map(|option| f64::from(option.value))
                .fold(0.0, f64::max);
            let per_scale = if measure.scoring == Scoring::Sum {
                measure.items.len() as f64
            } else {
                1.0
            };
            assert_eq!(measure.range, [0.0, most * per_scale], "{}", measure.id);
            assert!(
                measure
                    .bands
                    .windows(2)
                    .all(|pair| pair[0].high + 1.0 == pair[1].low)
            );
            if let [first, .., last] = &measure.bands[..] {
                assert_eq!([first.low, last.high], measure.range);
            }
        }
    }

    #[test]
    fn facts_that_nobody_checked_say_so() {
        let phq = find("phq-8").unwrap();
        assert!(!phq.reliable_change.as_ref().unwrap().verified);
        assert!(!phq.max_missing.as_ref().unwrap().verified);
        assert!(!phq.bands[4].verified);
        assert!(phq.caseness.as_ref().unwrap().verified);
        assert!(
            find("gad-7")
                .unwrap()
                .reliable_change
                .as_ref()
                .unwrap()
                .verified
        );
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let text = include_str!("../measures/gad-7.toml").replace("recall =", "recal =");
        let line = text
            .lines()
            .position(|line| line.starts_with("recal ="))
            .unwrap()
            + 1;
        let message = Measure::parse(&text).unwrap_err().to_string();
        assert!(
            message.contains(&format!("line {line}")) && message.contains("recal"),
            "{message}"
        );
    }

    #[test]
    fn an_item_of_no_scale_is_refused() {
        let text = include_str!("../measures/gad-7.toml").replacen(
            "scale = \"total\"",
            "scale = \"tutal\"",
            1,
        );
        assert!(
            Measure::parse(&text)
                .unwrap_err()
                .to_string()
                .contains("names a scale that is not there")
        );
    }
}
