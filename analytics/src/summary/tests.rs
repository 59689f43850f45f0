//! A group's year, made by releasing people's scores window by window.

use super::*;
use crate::measure::find;
use crate::process::Rule;
use crate::table::{Cell, Column};
use crate::tally::PooledSums;

/// Trust of six people in each window (nothing: withheld), the other benefits as usual; and the outcome
/// of the waves.
fn record(trust: &[Option<f64>], waves: &[(u32, f64, usize)]) -> Record {
    let (phq, session) = (find("phq-8").unwrap(), find("chorus-session").unwrap());
    let mut pooled = [PooledSums::default(); 5];
    let windows = trust.iter().zip(1u32..).map(|(trust, index)| {
        let people = if trust.is_some() { 6 } else { 4 };
        let mut tallies = Vec::new();
        for (i, scale) in session.scales.iter().enumerate() {
            let usual = if index % 2 == 0 { 3.0 } else { 3.25 };
            let value = if scale.id == "trust" {
                trust.unwrap_or(0.0)
            } else {
                usual
            };
            tallies.push(disclosure::release(
                scale,
                &vec![value; people],
                people as u32,
                5,
                &mut pooled[i],
            ));
        }
        let wave = waves.iter().find(|wave| wave.0 == index);
        if let Some((_, score, people)) = wave {
            tallies.push(disclosure::release(
                phq.main(),
                &vec![*score; *people],
                *people as u32,
                5,
                &mut pooled[4],
            ));
        }
        Window {
            index,
            first_session: index,
            last_session: index,
            date: jiff::civil::date(2026, 1, 1).saturating_add(jiff::Span::new().weeks(index)),
            asked: wave.map(|_| phq),
            cancelled: false,
            present: Some(8),
            topics: vec!["Sleep".to_owned()],
            answered: disclosure::answered(people as u32, 5),
            tallies,
            follow_through: Shown::withheld(),
        }
    });
    Record {
        planned_sessions: 16,
        quorum: 5,
        outcomes: vec![phq],
        climate: session,
        windows: windows.collect(),
        ended: None,
        replies: Vec::new(),
    }
}

fn steady(windows: usize) -> Vec<Option<f64>> {
    (0..windows)
        .map(|i| Some(if i % 2 == 0 { 3.5 } else { 3.25 }))
        .collect()
}

fn exactly(value: f64) -> Coded {
    Coded {
        value,
        or_worse: false,
    }
}

#[test]
fn depression_eases_to_the_cutoff() {
    let summary = summarise(&record(&steady(4), &[(1, 16.0, 9), (4, 10.0, 7)]));
    let cutoff = Some(Cutoff {
        value: 10.0,
        side: CutoffSide::At,
    });
    assert_eq!(
        summary.main().headline,
        Headline::Eased {
            from: exactly(16.0),
            to: exactly(10.0),
            cutoff,
            chance: false
        }
    );
    let change = summary.main().change.mean.value().unwrap();
    assert_eq!((change.better, change.range.is_some()), (6.0, true));
    let (first, latest) = summary.main().change.between.unwrap();
    assert_eq!((first.window, latest.window), (1, 4));
    assert_eq!(
        summary.main().trend.points[0].mean.value().unwrap().range,
        None
    );
    assert!(
        summary.main().trend.points[3]
            .mean
            .value()
            .unwrap()
            .range
            .is_some()
    );
}

#[test]
fn the_first_sentence_fits_what_is_known() {
    let headline =
        |waves: &[(u32, f64, usize)]| summarise(&record(&steady(8), waves)).main().headline;
    assert_eq!(headline(&[]), Headline::NothingYet);
    assert_eq!(headline(&[(1, 16.0, 4)]), Headline::NotShown);
    assert!(matches!(
        headline(&[(1, 16.0, 5), (4, 12.0, 4)]),
        Headline::First { .. }
    ));
    assert!(matches!(
        headline(&[(1, 12.0, 8), (4, 14.0, 8)]),
        Headline::Risen { .. }
    ));
    assert!(matches!(
        headline(&[(1, 12.0, 8), (4, 13.0, 8)]),
        Headline::Steady { .. }
    ));
    assert!(matches!(
        headline(&[(1, 12.0, 8), (4, 11.0, 8)]),
        Headline::Steady { .. }
    ));
}

#[test]
fn the_first_sentence_is_as_careful_as_the_range_of_the_change() {
    let said = |waves: &[(u32, f64, usize)]| {
        let summary = summarise(&record(&steady(8), waves));
        let range = summary.main().change.mean.value().unwrap().range;
        (summary.main().headline, range)
    };
    // SD 3 at least (R/8): 2 ± t(14)·3·√(2/8) = 2 ± 3.2, and 6 ± 3.2
    let (headline, range) = said(&[(1, 12.0, 8), (4, 14.0, 8)]);
    assert!(range.unwrap().high > 0.0);
    assert!(matches!(headline, Headline::Risen { chance: true, .. }));
    let (headline, range) = said(&[(1, 12.0, 8), (4, 18.0, 8)]);
    assert!(range.unwrap().high < 0.0);
    assert!(matches!(headline, Headline::Risen { chance: false, .. }));
    let (headline, _) = said(&[(1, 12.0, 8), (4, 9.0, 8)]);
    assert!(matches!(headline, Headline::Eased { chance: true, .. }));
    // 19 or worse: no range is known
    let (headline, range) = said(&[(1, 24.0, 5), (4, 5.0, 8)]);
    assert!(range.is_none());
    assert!(matches!(headline, Headline::Eased { chance: true, .. }));
}

#[test]
fn an_open_end_never_supports_a_better_sentence() {
    let headline =
        |waves: &[(u32, f64, usize)]| summarise(&record(&steady(8), waves)).main().headline;
    // n = 5: 24 - 25/5 = 19 or worse
    assert!(matches!(
        headline(&[(1, 24.0, 5), (4, 15.0, 8)]),
        Headline::Eased {
            from: Coded {
                value: 19.0,
                or_worse: true
            },
            ..
        }
    ));
    // n = 12: 24 - 25/12 = 22 on the grid, so 22 need not be better than "19 or worse"
    assert!(matches!(
        headline(&[(1, 21.0, 12), (4, 24.0, 5)]),
        Headline::Steady { .. }
    ));
    assert!(matches!(
        headline(&[(1, 24.0, 5), (4, 21.0, 12)]),
        Headline::Steady { .. }
    ));
    assert!(
        summarise(&record(&steady(8), &[(1, 24.0, 5), (4, 24.0, 5)]))
            .main()
            .change
            .mean
            .value()
            .is_none()
    );
}

#[test]
fn a_dip_is_raised_with_its_recovery() {
    let mut trust = steady(12);
    trust[4] = None;
    trust[8] = Some(1.75);
    let summary = summarise(&record(&trust, &[]));
    let raise = summary.raise.unwrap();
    assert_eq!(raise.benefit.id, "trust");
    let Reason::Signal {
        at,
        mean,
        rule,
        concern,
        recovered,
    } = raise.reason
    else {
        panic!("{raise:?}")
    };
    assert_eq!((at.window, mean, rule), (9, exactly(1.75), Rule::Outside));
    assert!(concern && recovered);
    let trust = &summary.climate[3];
    assert!(trust.points[4].mean.value().is_none() && trust.points[4].signal.is_none());
    assert!(trust.usual.value().unwrap().provisional);
    assert_eq!(trust.latest().unwrap().at.window, 12);
}

#[test]
fn an_old_signal_is_no_news() {
    let mut trust: Vec<Option<f64>> = (0..12)
        .map(|i| Some(if i % 2 == 0 { 3.5 } else { 3.0 }))
        .collect();
    trust[2] = Some(1.0);
    let raise = summarise(&record(&trust, &[])).raise.unwrap();
    assert_eq!(
        raise,
        Raise {
            benefit: &find("chorus-session").unwrap().scales[0],
            reason: Reason::Lowest { mean: exactly(3.0) }
        }
    );
}

#[test]
fn the_lowest_benefit_is_raised_when_nothing_stands_out() {
    let raise = summarise(&record(&[Some(2.5), Some(2.5)], &[]))
        .raise
        .unwrap();
    assert_eq!(
        (raise.benefit.id.as_str(), raise.reason),
        ("trust", Reason::Lowest { mean: exactly(2.5) })
    );
    assert_eq!(summarise(&record(&[None, None], &[])).raise, None);
    assert_eq!(summarise(&record(&[], &[])).raise, None);
}

#[test]
fn the_usual_range_comes_after_five_windows_and_settles_after_twelve() {
    let usual = |windows: &[Option<f64>]| summarise(&record(windows, &[])).climate[3].usual;
    assert_eq!(usual(&steady(4)), Shown::withheld());
    assert!(usual(&steady(5)).value().unwrap().provisional);
    let settled = usual(&steady(12));
    assert!(!settled.value().unwrap().provisional);
    let mut later = steady(12);
    later.extend([Some(2.0); 4]);
    assert_eq!(usual(&later), settled);
}

#[test]
fn the_table_says_what_is_withheld_and_what_was_not_asked() {
    let mut trust = steady(3);
    trust[1] = None;
    let table = summarise(&record(&trust, &[(1, 16.0, 9), (2, 14.0, 3)])).table;
    let ids: Vec<String> = table.columns.iter().map(|column| column.id()).collect();
    let cell =
        |row: usize, id: &str| &table.rows[row][ids.iter().position(|other| other == id).unwrap()];
    assert_eq!((table.rows.len(), ids.len()), (3, 30));
    assert_eq!(cell(0, "phq-8.total.mean"), &Cell::Mean(16.0, false));
    assert_eq!(cell(0, "phq-8.total.n"), &Cell::Count(9));
    assert_eq!(cell(0, "phq-8.total.low"), &Cell::Unknown);
    assert_eq!(cell(1, "phq-8.total.mean"), &Cell::Withheld);
    assert_eq!(cell(2, "phq-8.total.mean"), &Cell::NotAsked);
    assert_eq!(cell(1, "answered"), &Cell::Withheld);
    assert_eq!(cell(1, "chorus-session.trust.high"), &Cell::Withheld);
    assert_eq!(
        cell(2, "chorus-session.trust.mean"),
        &Cell::Mean(3.5, false)
    );
    assert_eq!(cell(2, "chorus-session.trust.high"), &Cell::Bound(4.0));
    assert_eq!(cell(2, "present"), &Cell::Count(8));
    assert_eq!(cell(2, "sessions"), &Cell::Sessions(3, 3));
}

#[test]
fn plans_and_replies_stand_beside_the_window_they_are_about() {
    let mut record = record(&steady(4), &[]);
    let most = disclosure::stored_band("most").unwrap();
    record.windows[2].follow_through = most;
    record.windows[3].cancelled = true;
    let reply = |window, changed| Reply {
        window,
        said: "Too little time".to_owned(),
        will_try: "Ten minutes more".to_owned(),
        by: (window == 2).then(|| jiff::civil::date(2026, 2, 1)),
        given_on: jiff::civil::date(2026, 1, 10),
        changed,
    };
    record.replies = vec![
        reply(1, Some(most)),
        reply(2, Some(Shown::withheld())),
        reply(3, None),
    ];
    let summary = summarise(&record);
    assert_eq!(summary.replies, record.replies);
    let asked: Vec<bool> = summary
        .follow_through
        .iter()
        .map(|point| point.asked)
        .collect();
    assert_eq!(asked, [false, true, true, true]);
    let column = |wanted: Column| {
        let place = summary
            .table
            .columns
            .iter()
            .position(|one| *one == wanted)
            .unwrap();
        summary
            .table
            .rows
            .iter()
            .map(|row| row[place].clone())
            .collect::<Vec<_>>()
    };
    let most = Cell::Band(Band::Most);
    let withheld = Cell::Withheld;
    assert_eq!(
        column(Column::FollowThrough),
        [
            Cell::NotAsked,
            withheld.clone(),
            most.clone(),
            Cell::Cancelled
        ]
    );
    assert_eq!(
        column(Column::Changed),
        [most, withheld, Cell::NotAsked, Cell::NotAsked]
    );
    let said = column(Column::Said);
    assert_eq!(said[0], Cell::Text("Too little time".to_owned()));
    assert_eq!(said[3], Cell::Text(String::new()));
    let day = Cell::Date(jiff::civil::date(2026, 2, 1));
    assert_eq!(column(Column::By)[..2], [Cell::Unknown, day]);
}

#[test]
fn the_table_says_which_session_was_cancelled() {
    let mut trust = steady(3);
    (trust[0], trust[1]) = (None, None);
    let mut record = record(&trust, &[(1, 16.0, 3), (3, 14.0, 9)]);
    record.windows[1].cancelled = true;
    let table = Table::of(&record);
    let row = |row: usize| {
        let scores = |(column, _): &(&Column, &Cell)| column.id().matches('.').count() == 2;
        let figures = table.columns.iter().zip(&table.rows[row]).filter(scores);
        figures.map(|(column, cell)| (column.id(), cell.clone()))
    };
    assert_eq!(table.rows[0][3], Cell::Withheld);
    assert!(row(0).all(|(_, cell)| cell == Cell::Withheld));
    assert_eq!(table.rows[1][3], Cell::Cancelled);
    for (id, cell) in row(1) {
        let asked = !id.starts_with("phq-8");
        let expected = if asked {
            Cell::Cancelled
        } else {
            Cell::NotAsked
        };
        assert_eq!(cell, expected, "{id}");
    }
}

#[test]
fn an_open_end_stands_in_the_table() {
    let table = summarise(&record(&steady(1), &[(1, 24.0, 5)])).table;
    let place = table
        .columns
        .iter()
        .position(|column| column.id() == "phq-8.total.mean")
        .unwrap();
    assert_eq!(table.rows[0][place], Cell::Mean(19.0, true));
    assert!(summarise(&record(&[], &[])).table.rows.is_empty());
}
