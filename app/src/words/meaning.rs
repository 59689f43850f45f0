//! What the scores of a scale mean, in words: each fact with who says so, and whether somebody checked that.

use analytics::Measure;
use analytics::measure::{Band, ChangeRule, Scale, Scoring};

use super::sentences::number;
use crate::words::{say, say_with};

/// A fact about a scale.
pub struct Fact<'a> {
    /// In a sentence.
    pub words: String,
    /// Who says so.
    pub source: &'a str,
    /// Whether somebody checked it against that source; nothing to check where the program itself decides.
    pub verified: Option<bool>,
}

/// What is known of a scale's scores besides its bands: blanks, cutoff, reliable change.
pub fn facts(scale: &Scale) -> Vec<Fact<'_>> {
    let blanks = blanks(scale).map(|words| Fact {
        words,
        source: scale
            .max_missing
            .as_ref()
            .map_or("", |limit| limit.source.as_str()),
        verified: scale.max_missing.as_ref().map(|limit| limit.verified),
    });
    let cutoff = scale.caseness.as_ref().map(|cut| {
        let way = if scale.higher_is_worse { "up" } else { "down" };
        let words = [("value", number(cut.value).into()), ("way", way.into())];
        Fact {
            words: say_with("measure-cutoff", &words),
            source: &cut.source,
            verified: Some(cut.verified),
        }
    });
    let change = scale.reliable_change.as_ref().map(|change| {
        let rule = match change.rule {
            ChangeRule::AtLeast => "least",
            ChangeRule::MoreThan => "more",
        };
        let words = [
            ("value", number(change.value).into()),
            ("rule", rule.into()),
        ];
        Fact {
            words: say_with("measure-change", &words),
            source: &change.source,
            verified: Some(change.verified),
        }
    });
    blanks.into_iter().chain(cutoff).chain(change).collect()
}

/// How many facts of a measure nobody has checked.
pub fn unverified(measure: &Measure) -> usize {
    let of = |scale: &Scale| {
        let bands = scale.bands.iter().filter(|band| !band.verified).count();
        let known = facts(scale);
        let rest = known.iter().filter(|fact| fact.verified == Some(false));
        bands + rest.count()
    };
    measure.scales.iter().map(of).sum()
}

/// Whether anything says what a score means: a band, a cutoff or a threshold.
pub fn is_known(scale: &Scale) -> bool {
    !scale.bands.is_empty() || scale.caseness.is_some() || scale.reliable_change.is_some()
}

/// "10 to 14".
pub fn range(band: &Band) -> String {
    let ends = [
        ("low", number(band.low).into()),
        ("high", number(band.high).into()),
    ];
    say_with("measure-band", &ends)
}

/// "Source: Kroenke 2009. Not yet verified."; nothing where there is nothing to say.
pub fn said_by(source: &str, verified: Option<bool>) -> String {
    let source = match source.is_empty() {
        true => None,
        false => Some(say_with("measure-said-by", &[("source", source.into())])),
    };
    let checked = verified.map(|verified| self::verified(verified) + ".");
    let parts: Vec<String> = source.into_iter().chain(checked).collect();
    parts.join(" ")
}

/// "Verified", or "Not yet verified".
pub fn verified(verified: bool) -> String {
    say(match verified {
        true => "measure-verified",
        false => "measure-not-verified",
    })
}

/// A scale's bands and facts as lines of text.
pub fn lines(scale: &Scale) -> Vec<String> {
    let band = |band: &Band| {
        let said = said_by(&band.source, Some(band.verified));
        format!("{}: {}. {said}", range(band), band.title)
    };
    let bands = scale.bands.iter().map(band);
    let fact = |fact: Fact<'_>| {
        let said = said_by(fact.source, fact.verified);
        format!("{} {said}", fact.words).trim_end().to_owned()
    };
    let facts = facts(scale).into_iter().map(fact);
    let unknown = (!is_known(scale)).then(|| say("measure-no-meaning"));
    bands.chain(facts).chain(unknown).collect()
}

fn blanks(scale: &Scale) -> Option<String> {
    let limit = scale.max_missing.as_ref().map(|limit| limit.value);
    match (limit, scale.scoring) {
        (_, Scoring::Total) => None,
        (None, Scoring::Mean) => Some(say("measure-blanks-any")),
        (None | Some(0), _) => Some(say("measure-blanks-none")),
        (Some(limit), _) => Some(say_with("measure-blanks", &[("count", limit.into())])),
    }
}
