//! The measures that come with Chorus, and what is said of files with faults.

mod faults;
mod fhir;
mod fields;
mod risk;

use super::*;

fn all() -> impl Iterator<Item = &'static Measure> {
    Library::default().all().collect::<Vec<_>>().into_iter()
}

#[test]
fn what_comes_with_chorus_says_where_it_is_from_and_how_it_may_be_used() {
    let ids: Vec<&str> = shipped().map(|measure| measure.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "phq-8",
            "gad-7",
            "phq-4",
            "phq-2",
            "gad-2",
            "k10",
            "loneliness",
            "ons4",
            "goals",
            "gas",
            "phq-9",
            "pcl-5",
            "chorus-session"
        ]
    );
    for measure in all() {
        let said = [&measure.licence, &measure.attribution, &measure.source];
        assert!(said.iter().all(|text| !text.is_empty()), "{}", measure.id);
    }
}

#[test]
fn the_pack_for_non_commercial_use_is_off_until_its_licences_are_accepted() {
    let of_pack = |library: &Library| {
        let current = library.current().into_iter();
        let pack = current.filter(|(origin, _)| *origin == Origin::NonCommercial);
        pack.map(|(_, measure)| measure.id.as_str())
            .collect::<Vec<_>>()
    };
    let (off, on) = (Library::default(), Library::new(true, Vec::new()));
    assert!(of_pack(&off).is_empty() && off.latest("who-5").is_none());
    assert_eq!(of_pack(&on), ["who-5", "core-10", "gbo"]);
    assert_eq!(on.latest("who-5").unwrap().licence, "CC BY-NC-SA 3.0 IGO");
    // Results that were gathered while it was on stay readable.
    let who = off.version("who-5", 1).unwrap();
    assert_eq!(off.standing(who), Standing::NotAccepted);
    assert_eq!(on.standing(who), Standing::Offered);
}

#[test]
fn an_older_version_stands_behind_the_newer_one_that_is_offered() {
    let version = |version: u16| {
        let text = faults::SMALL.replace("version = 1", &format!("version = {version}"));
        Measure::read(text.as_bytes()).unwrap().keep()
    };
    let (first, second) = (version(1), version(2));
    let library = |retired: bool| Library::new(false, vec![(second, retired), (first, retired)]);
    let offered = library(false);
    assert_eq!(offered.standing(first), Standing::Older(second));
    assert_eq!(offered.standing(second), Standing::Offered);
    assert_eq!(library(true).standing(first), Standing::Retired);
    let versions: Vec<u16> = offered
        .versions("paper-form")
        .map(|of| of.version)
        .collect();
    assert_eq!(versions, [1, 2]);
}

#[test]
fn groups_are_never_asked_about_self_harm() {
    let unfit: Vec<(&str, Unfit)> = all()
        .filter_map(|measure| Some((measure.id.as_str(), measure.unfit_for_groups()?)))
        .collect();
    assert_eq!(
        unfit,
        [
            ("phq-9", Unfit::Risk(9)),
            ("pcl-5", Unfit::Risk(16)),
            ("core-10", Unfit::Risk(6))
        ]
    );
}

#[test]
fn of_a_group_no_two_figures_over_the_same_answers_are_shown() {
    let released = |id: &str| {
        let scales = find(id).unwrap().released();
        scales.map(|scale| scale.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(
        released("phq-4"),
        ["total"],
        "its halves are parts of its total"
    );
    assert_eq!(
        released("ons4"),
        ["satisfied", "worthwhile", "happy", "anxious"]
    );
    assert_eq!(
        released("loneliness"),
        ["total"],
        "one item with five answers is too few"
    );
    assert_eq!(released("chorus-session").len(), 4);
}

#[test]
fn facts_that_nobody_checked_say_so() {
    let scale = |id: &str| find(id).unwrap().main();
    let change = |id: &str| scale(id).reliable_change.as_ref().unwrap().verified;
    assert!(!change("phq-8") && change("phq-9") && change("gad-7") && !change("pcl-5"));
    assert!(!scale("phq-8").bands[4].verified && scale("phq-8").bands[3].verified);
    assert!(scale("phq-8").caseness.as_ref().unwrap().verified);
    assert!(!scale("k10").bands.iter().any(|band| band.verified));
    let who = scale("who-5");
    assert_eq!(
        [0, 1, 2].map(|band| who.bands[band].verified),
        [false, true, true]
    );
}

#[test]
fn the_fourth_question_of_the_ons_runs_the_other_way() {
    let anxious = find("ons4").unwrap().scale("anxious").unwrap();
    assert!(anxious.higher_is_worse);
    assert_eq!((anxious.best(), anxious.worst()), (0.0, 10.0));
    assert_eq!(anxious.band(6.0).unwrap().title, "high");
    assert_eq!(
        find("ons4").unwrap().main().band(6.0).unwrap().title,
        "medium"
    );
}

#[test]
fn the_latest_version_of_an_own_measure_is_used_and_every_version_is_found() {
    let own = |version: u16| {
        let text = faults::SMALL.replace("version = 1", &format!("version = {version}"));
        Measure::read(text.as_bytes()).unwrap().keep()
    };
    let library = Library::new(
        false,
        vec![(own(2), false), (own(1), false), (own(10), false)],
    );
    assert_eq!(library.latest("paper-form").unwrap().version, 10);
    assert_eq!(library.version("paper-form", 2).unwrap().version, 2);
    let own: Vec<u16> = library
        .current()
        .iter()
        .filter(|(origin, _)| *origin == Origin::Own)
        .map(|(_, measure)| measure.version)
        .collect();
    assert_eq!(own, [10]);
    assert!(
        std::ptr::eq(self::own_kept(), self::own_kept()),
        "read twice, kept once"
    );
}

fn own_kept() -> &'static Measure {
    Measure::read(faults::SMALL.as_bytes()).unwrap().keep()
}
