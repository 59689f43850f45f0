//! Two questionnaires by turns, measures of several scales, and other measures from a later session on.

use app::entities::group::Outcomes;
use app::entities::staff::Role;
use app::entities::{group, tally};
use app::urls;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, QueryOrder};
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::person::Person;

on_both_databases!(
    two_measures_take_turns_and_newcomers_are_asked_at_once,
    four_questions_are_four_figures_and_four_curves_of_ones_own,
    another_measure_counts_from_the_next_session_on,
);

/// A group of six that is asked these, and its therapist.
async fn asked(house: &House, outcomes: &str) -> (Circle, i64) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(house, 6, 1, &[ann]).await;
    ask(house, &mut circle, outcomes).await;
    (circle, ann)
}

async fn ask(house: &House, circle: &mut Circle, outcomes: &str) {
    let outcomes: Outcomes = outcomes.parse().expect("outcomes");
    let row = group::ActiveModel {
        id: Set(circle.group.id),
        outcomes: Set(outcomes),
        ..Default::default()
    };
    let saved = row.update(&house.app.database.writer).await;
    circle.group = saved.expect("the group is changed");
}

/// Measures that a survey asks, besides the form of the session.
fn measures(form: &Form) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in form.names() {
        let Some((measure, item)) = name.rsplit_once('-') else {
            continue;
        };
        let known = measure == "chorus-session" || all.iter().any(|known| known == measure);
        if item.parse::<u8>().is_ok() && !known {
            all.push(measure.to_owned());
        }
    }
    all
}

/// Answers everything with the option of that place.
fn filled(form: Form, place: usize) -> Form {
    let items: Vec<String> = form
        .names()
        .into_iter()
        .filter(|name| {
            name.rsplit_once('-')
                .is_some_and(|(_, item)| item.parse::<u8>().is_ok())
        })
        .collect();
    items.into_iter().fold(form, |form, item| {
        let choices = form.choices(&item);
        let value = choices[place.min(choices.len() - 2)].clone();
        form.with(&item, &value)
    })
}

async fn survey_of(house: &House, circle: &Circle, key: &str) -> (Person, Page) {
    let member = house.visitor();
    let door = member.get(&circle.address()).await.form("/key");
    let survey = member.send(&door.with("key", key)).await;
    (member, survey)
}

/// An evening at which all answer, with what each of them was asked.
async fn evening(
    house: &House,
    circle: &Circle,
    keys: &mut Vec<String>,
    place: usize,
) -> Vec<String> {
    let session = circle.open(house).await;
    let mut seen = Vec::new();
    let known = keys.clone();
    for n in 0..6 {
        let (member, survey) = match known.get(n) {
            Some(key) => survey_of(house, circle, key).await,
            None => {
                let member = house.visitor();
                let survey = member.get(&circle.ticket(n)).await;
                (member, survey)
            }
        };
        let form = survey.form(&circle.group.code);
        seen.push(measures(&form).join(" "));
        let thanks = member.send(&filled(form, place)).await;
        assert!(thanks.says("Thank you"), "{}", thanks.text());
        if known.get(n).is_none() {
            keys.push(thanks.form("/copy").value("key").expect("a key").to_owned());
        }
    }
    circle.close(house, &session).await;
    house
        .later(jiff::SignedDuration::from_hours(7 * 24 - 20))
        .await;
    seen.dedup();
    seen
}

async fn tallies(house: &House) -> Vec<(i32, String, String)> {
    let rows = tally::Entity::find()
        .order_by_asc(tally::Column::Window)
        .all(&house.app.database.reader)
        .await
        .expect("the database answers");
    let outcomes = rows
        .into_iter()
        .filter(|row| row.measure != "chorus-session");
    let mut all: Vec<_> = outcomes
        .map(|row| (row.window, row.measure, row.scale))
        .collect();
    all.sort();
    all
}

async fn two_measures_take_turns_and_newcomers_are_asked_at_once(house: House) {
    let (circle, _) = asked(&house, "1 phq-8:1 gad-7:1").await;
    let mut keys = Vec::new();
    let mut asked = Vec::new();
    for _ in 0..8 {
        asked.push(evening(&house, &circle, &mut keys, 1).await.join("|"));
    }
    // The second one is asked at once for a first score, and in its own turn.
    assert_eq!(asked, ["phq-8", "gad-7", "", "gad-7", "", "", "", "phq-8"]);
    let of = |window, measure: &str| (window, measure.to_owned(), "total".to_owned());
    assert_eq!(
        tallies(&house).await,
        [of(1, "phq-8"), of(4, "gad-7"), of(8, "phq-8")]
    );
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(dashboard.says("Average depression") && dashboard.says("Average anxiety"));
    let form = ann
        .get(&urls::report(circle.group.id))
        .await
        .form("/report");
    for (format, words) in [("pdf", "%PDF"), ("csv", "gad-7")] {
        let report = ann.send(&form.clone().with("format", format)).await;
        assert_eq!(report.status, 200, "{format}");
        assert!(report.body().contains(words), "{format}");
    }
}

async fn four_questions_are_four_figures_and_four_curves_of_ones_own(house: House) {
    let (circle, _) = asked(&house, "1 ons4:1").await;
    let mut keys = Vec::new();
    evening(&house, &circle, &mut keys, 7).await;
    let of = |scale: &str| (1, "ons4".to_owned(), scale.to_owned());
    let mut four = ["satisfied", "worthwhile", "happy", "anxious"].map(of);
    four.sort();
    assert_eq!(tallies(&house).await, four);
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    for title in [
        "satisfied with life",
        "worthwhile",
        "happy yesterday",
        "anxious yesterday",
    ] {
        assert!(dashboard.says(&format!("Average {title}")), "{title}");
    }
    let member = house.visitor();
    let door = member
        .get(&urls::own(&circle.group.code))
        .await
        .form("/own");
    let own = member.send(&door.with("key", &keys[0])).await;
    assert!(
        own.says("Satisfied with life (ONS4)") && own.says("Anxious yesterday (ONS4)"),
        "{}",
        own.text()
    );
    let file = member.send(&own.form("/own/fhir")).await;
    assert!(file.body().contains("ONS4: Happy yesterday") && file.body().contains("score-happy"));
}

async fn another_measure_counts_from_the_next_session_on(house: House) {
    let (mut circle, _) = asked(&house, "1 phq-8:1").await;
    let mut keys = Vec::new();
    evening(&house, &circle, &mut keys, 1).await;
    let ann = house.sign_in("ann@example.org").await;
    let page = ann.get(&urls::settings(circle.group.id)).await;
    assert!(page.says("A change counts from session 2 on"));
    let form = page.form("/settings");
    let refused = ann
        .send(
            &form
                .clone()
                .with("measure", "k10:1")
                .with("second_measure", "k10:1"),
        )
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Choose another one than the first"));
    assert!(!form.choices("measure").contains(&"phq-9:1".to_owned()));
    let saved = ann
        .send(
            &form
                .with("measure", "k10:1")
                .with("second_measure", "gad-7:1"),
        )
        .await;
    assert_eq!(saved.address, urls::group_saved(circle.group.id));
    circle.group = group::Entity::find_by_id(circle.group.id)
        .one(&house.app.database.reader)
        .await
        .expect("the database answers")
        .expect("the group");
    assert_eq!(
        circle.group.outcomes.to_string(),
        "1 phq-8:1; 2 k10:1 gad-7:1"
    );
    assert_eq!(
        evening(&house, &circle, &mut keys, 1).await,
        ["k10"],
        "no first score yet"
    );
    assert_eq!(evening(&house, &circle, &mut keys, 1).await, ["gad-7"]);
    assert_eq!(evening(&house, &circle, &mut keys, 1).await, ["k10"]);
    let of = |window, measure: &str| (window, measure.to_owned(), "total".to_owned());
    assert_eq!(tallies(&house).await, [of(1, "phq-8"), of(4, "k10")]);
    // What was asked before keeps its chart.
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(dashboard.says("Average distress") && dashboard.says("Average depression"));
}
