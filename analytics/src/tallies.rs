//! Released tallies of many groups, a row each, as Parquet for a data team. What is withheld has a row that says
//! so, without a number. No polars type leaves this file.

use jiff::civil::{Date, date};
use polars::prelude::*;
use polars_io::parquet::write::ParquetWriter;

use crate::disclosure::Shown;
use crate::measure::{Measure, Scale};
use crate::overview::Member;
use crate::period::Period;
use crate::record::Window;
use crate::table::mark;
use crate::tally::Tally;
use crate::{Error, Record};

/// A scale that was asked of a group in a release window.
#[derive(Debug, Clone, PartialEq)]
pub struct Tallied {
    /// Name of the group.
    pub group: String,
    /// Keeps groups of one name apart.
    pub mark: String,
    /// The group's focus.
    pub focus: String,
    /// Number of the window.
    pub window: u32,
    /// Number of its first session.
    pub first_session: u32,
    /// Number of its last session.
    pub last_session: u32,
    /// Day of its last session.
    pub date: Date,
    /// Whether the outcome was asked in it.
    pub wave: bool,
    /// Whether every session of it was cancelled.
    pub cancelled: bool,
    /// People who answered at least one question.
    pub answered: Shown<u32>,
    /// Largest number of people present at one session, if it was entered.
    pub present: Option<u32>,
    /// The measure.
    pub measure: &'static Measure,
    /// The scale.
    pub scale: &'static Scale,
    /// What was released of it.
    pub tally: Shown<Tally>,
}

/// The tallies of a period: by group's name, then by window, the outcome first.
pub fn tallies(period: Period, members: &[Member]) -> Vec<Tallied> {
    let mut members: Vec<&Member> = members.iter().collect();
    members.sort_by(|one, next| one.name.cmp(&next.name));
    let all = members.into_iter().flat_map(|member| {
        let windows = member.record.windows.iter();
        let held = windows.filter(move |window| period.holds(window.date));
        held.flat_map(move |window| {
            let scales = asked(&member.record, window);
            scales
                .into_iter()
                .map(move |(measure, scale)| tallied(member, window, measure, scale))
        })
    });
    all.collect()
}

fn asked(record: &Record, window: &Window) -> Vec<(&'static Measure, &'static Scale)> {
    let measures = window.asked.into_iter().chain([record.climate]);
    let scales = measures.flat_map(|measure| measure.released().map(move |scale| (measure, scale)));
    scales.collect()
}

fn tallied(
    member: &Member,
    window: &Window,
    measure: &'static Measure,
    scale: &'static Scale,
) -> Tallied {
    Tallied {
        group: member.name.clone(),
        mark: mark(member.id),
        focus: member.focus.clone(),
        window: window.index,
        first_session: window.first_session,
        last_session: window.last_session,
        date: window.date,
        wave: window.asked.is_some(),
        cancelled: window.cancelled,
        answered: window.answered,
        present: window.present,
        measure,
        scale,
        tally: window.tally(scale),
    }
}

/// The rows as one Parquet file, packed with zstd. It takes milliseconds; the same rows give the same bytes.
///
/// # Errors
///
/// When the file cannot be written, which is nobody's fault but ours.
pub fn parquet(rows: &[Tallied]) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    frame(rows)
        .and_then(|mut frame| ParquetWriter::new(&mut bytes).finish(&mut frame))
        .map_err(|error| Error::Parquet(error.to_string()))?;
    Ok(bytes)
}

fn frame(rows: &[Tallied]) -> PolarsResult<DataFrame> {
    let words = |name: &str, of: fn(&Tallied) -> &str| {
        Column::new(name.into(), rows.iter().map(of).collect::<Vec<&str>>())
    };
    let count = |name: &str, of: fn(&Tallied) -> u32| {
        Column::new(name.into(), rows.iter().map(of).collect::<Vec<u32>>())
    };
    let known = |name: &str, of: fn(&Tallied) -> Option<u32>| {
        Column::new(
            name.into(),
            rows.iter().map(of).collect::<Vec<Option<u32>>>(),
        )
    };
    let number = |name: &str, of: fn(&Tally) -> Option<f64>| {
        let of = |row: &Tallied| row.tally.value().and_then(of);
        Column::new(
            name.into(),
            rows.iter().map(of).collect::<Vec<Option<f64>>>(),
        )
    };
    let truth = |name: &str, of: fn(&Tallied) -> Option<bool>| {
        Column::new(
            name.into(),
            rows.iter().map(of).collect::<Vec<Option<bool>>>(),
        )
    };
    let days: Vec<i32> = rows.iter().map(|row| day(row.date)).collect();
    DataFrame::new_infer_height(vec![
        words("group", |row| &row.group),
        words("mark", |row| &row.mark),
        words("focus", |row| &row.focus),
        count("window", |row| row.window),
        count("first_session", |row| row.first_session),
        count("last_session", |row| row.last_session),
        Column::new("day".into(), days).cast(&DataType::Date)?,
        words("measure", |row| &row.measure.id),
        count("version", |row| row.measure.version.into()),
        words("scale", |row| &row.scale.id),
        truth("shown", |row| Some(row.tally.value().is_some())),
        known("n", |row| row.tally.value().map(|tally| tally.n)),
        number("mean", |tally| Some(tally.mean.value)),
        truth("or_worse", |row| {
            row.tally.value().map(|tally| tally.mean.or_worse)
        }),
        number("sd", |tally| tally.sd),
        known("answered", |row| row.answered.value().copied()),
        known("present", |row| row.present),
        truth("wave", |row| Some(row.wave)),
        truth("cancelled", |row| Some(row.cancelled)),
    ])
}

/// Days since 1970.
fn day(of: Date) -> i32 {
    (of - date(1970, 1, 1)).get_days()
}
