//! What a window lets out beside scores: bands of single questions, words, and lines for the coping board, in an order drawn anew.

use std::collections::BTreeSet;

use analytics::disclosure::{self, TWO_ANSWERS};
use rand::seq::SliceRandom;
use sea_orm::entity::prelude::*;

use super::SealedError;
use super::pool::{self, Person};
use crate::App;
use crate::entities::{band, coping_line, group, released_words};

/// One question, the fewest people behind its band, and each person's answer from 0 to 1.
type Question<'a> = (String, u32, Vec<(&'a Person, f64)>);

/// Writes the bands of a shown window; a question too few people answered gets none.
pub(super) async fn bands(
    group: &group::Model,
    window: group::Window,
    quorum: u32,
    people: &[&Person],
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    let mut questions: Vec<Question> = Vec::new();
    let ticked = quorum.max(TWO_ANSWERS);
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let given = |answers: &dyn Fn(&Person) -> Vec<f64>| -> Vec<(&Person, f64)> {
        let answered = people.iter().map(|person| (*person, answers(person)));
        let answered = answered.filter(|(_, values)| !values.is_empty());
        answered
            .map(|(person, values)| (person, mean(&values)))
            .collect()
    };
    let follow_through = given(&|person| person.exchange.follow_through.clone());
    questions.push(("follow-through".into(), quorum, follow_through));

    let changed = people.iter().flat_map(|person| &person.exchange.changed);
    for reply in changed.map(|(reply, _)| *reply).collect::<BTreeSet<i32>>() {
        let answers = |person: &Person| {
            let answers = person.exchange.changed.iter();
            let of_reply = answers.filter(|(window, _)| *window == reply);
            of_reply.map(|(_, answer)| *answer).collect()
        };
        questions.push((format!("changed-{reply}"), quorum, given(&answers)));
    }
    let offered = people
        .iter()
        .flat_map(|person| person.exchange.offered.keys());
    for line in offered.copied().collect::<BTreeSet<i64>>() {
        let helps = |person: &Person| {
            let helps = person.exchange.offered.get(&line);
            helps
                .map(|helps| f64::from(u8::from(*helps)))
                .into_iter()
                .collect()
        };
        questions.push((format!("coping-{line}"), ticked, given(&helps)));
    }

    for (item, fewest, answers) in questions {
        let values: Vec<f64> = answers.iter().map(|(_, value)| *value).collect();
        let n = pool::head_count(answers.iter().map(|(person, _)| *person));
        if let Some(shown) = disclosure::band(&values, n, fewest).value() {
            let row = band::Model {
                group_id: group.id,
                window: window.index,
                item,
                band: shown.id().into(),
            };
            band::Entity::insert(band::ActiveModel::from(row).reset_all())
                .exec_without_returning(tx)
                .await?;
        }
    }
    Ok(())
}

/// Writes the words and the lines for the board of a window whose quorum is met. Each order is drawn anew.
pub(super) async fn texts(
    app: &App,
    group: &group::Model,
    window: group::Window,
    people: &[&Person],
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    for body in shuffled(app, people.iter().flat_map(|person| &person.words)) {
        let row = released_words::Model {
            id: app.random.row_id(),
            group_id: group.id,
            window: window.index,
            body,
        };
        released_words::Entity::insert(released_words::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
    }
    for body in shuffled(
        app,
        people.iter().flat_map(|person| &person.exchange.coping),
    ) {
        let row = coping_line::Model {
            id: app.random.row_id(),
            group_id: group.id,
            window: window.index,
            body,
            shown_at: None,
        };
        coping_line::Entity::insert(coping_line::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn shuffled<'a>(app: &App, bodies: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut bodies: Vec<String> = bodies.cloned().collect();
    bodies.shuffle(&mut app.random.clone());
    bodies
}
