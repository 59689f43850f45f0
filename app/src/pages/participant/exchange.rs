//! What the survey asks beside the questionnaires: about the reply and the last plan, what helped, the next plan, notes.

use maud::{Markup, html};

use super::answers::{RATHER_NOT, Sent};
use super::questions::{message_of, text_area};
use super::said::{
    CHANGED, DONE, HELPED, PLAN, choice_field, is_begun, line_field, note_field, seat_field,
};
use crate::entities::reply;
use crate::pages::parts::note_choices::NoteChoice;
use crate::pages::parts::{self, Choice};
use crate::sealed::ballot::{COPING, LINE, NOTES};
use crate::sealed::casting::Asked;
use crate::sealed::locker::INTENTION;
use crate::words::dates;
use crate::words::{say, say_with};

/// What was sent, and the messages beside it.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    /// What was sent.
    pub sent: &'a Sent,
    /// Messages by the name of their field.
    pub messages: &'a [(String, String)],
}

/// The latest reply, and whether it has changed. Empty where there is none.
pub fn reply(asked: &Asked, typed: Typed<'_>) -> Markup {
    html! {
        @if let Some(reply) = &asked.reply {
            div.q {
                div.good { (answer(reply)) }
                (of_three(CHANGED, &say("survey-changed"), None, typed))
            }
        }
    }
}

/// "You said … We will try …, by …"
pub fn answer(reply: &reply::Model) -> Markup {
    let by = reply.by_when.as_deref().and_then(|day| day.parse().ok());
    html! {
        dl {
            dt { (say("reply-said")) }
            dd dir="auto" { (reply.said) }
            dt { (say("reply-will-try")) }
            dd dir="auto" {
                (reply.will_try)
                @if let Some(day) = by { " " (say_with("reply-by-day", &[("day", dates::day(day).into())])) }
            }
        }
    }
}

/// What became of the last plan, in their own words where they may be shown.
pub fn last_plan(asked: &Asked, own_words: bool, typed: Typed<'_>) -> Markup {
    html! {
        @if let Some(plan) = &asked.intention {
            @let words = [("plan", plan.text.as_str().into())];
            @let hint = if own_words { say_with("survey-done-words", &words) } else { say("survey-done-hint") };
            div.q { (of_three(DONE, &say("survey-done"), Some(&hint), typed)) }
        }
    }
}

fn of_three(name: &str, legend: &str, hint: Option<&str>, typed: Typed<'_>) -> Markup {
    let values = ["2", "1", "0"].map(|value| (value, say(&format!("survey-{name}-{value}"))));
    let rather_not = (RATHER_NOT, say("survey-rather-not"));
    let options: Vec<Choice<'_>> = values
        .iter()
        .chain([&rather_not])
        .map(|(value, label)| Choice { value, label })
        .collect();
    let (chosen, error) = (typed.sent.get(name), message_of(name, typed.messages));
    parts::choices(name, legend, hint, &options, Some(chosen), error)
}

/// What helped, for the board.
pub fn helped(typed: Typed<'_>) -> Markup {
    let hint = say_with("survey-helped-hint", &[("most", COPING.into())]);
    html! { div.q { (text_area(HELPED, &say("survey-helped"), Some(&hint), typed)) } }
}

/// The lines of the board that could help.
pub fn board(asked: &Asked, typed: Typed<'_>) -> Markup {
    html! {
        @if !asked.board.is_empty() {
            fieldset.field.q {
                legend { (say("survey-board")) }
                @for line in &asked.board { (tick(&line_field(line.id), &line.body, typed)) }
            }
        }
    }
}

/// What they set out to do, for their own eyes.
pub fn plan(typed: Typed<'_>) -> Markup {
    let hint = say_with("survey-plan-hint", &[("most", INTENTION.into())]);
    html! { div.q { (text_area(PLAN, &say("survey-plan"), Some(&hint), typed)) } }
}

/// Notes to fellow members, folded away; a note that is begun stays open.
pub fn notes(asked: &Asked, choices: &[NoteChoice], typed: Typed<'_>) -> Markup {
    let begun = |note: &usize| is_begun(typed.sent, *note, choices);
    html! {
        @if !asked.seats.is_empty() {
            details.q open[(1..=NOTES).any(|note| begun(&note))] {
                summary { (say("notes")) }
                p.minor { (say("notes-hint")) }
                (note(1, asked, choices, typed))
                @for number in 2..=NOTES {
                    details open[begun(&number)] {
                        summary { (say("notes-another")) }
                        (note(number, asked, choices, typed))
                    }
                }
            }
        }
    }
}

fn note(number: usize, asked: &Asked, choices: &[NoteChoice], typed: Typed<'_>) -> Markup {
    let nobody = say("notes-nobody");
    let seats: Vec<(String, &str)> = std::iter::once((String::new(), nobody.as_str()))
        .chain(
            asked
                .seats
                .iter()
                .map(|seat| (seat.id.to_string(), seat.name.as_str())),
        )
        .collect();
    let seats: Vec<Choice<'_>> = seats
        .iter()
        .map(|(value, label)| Choice { value, label })
        .collect();
    let name = seat_field(number);
    let error = message_of(&name, typed.messages);
    let line_hint = say_with("notes-line-hint", &[("most", LINE.into())]);
    html! {
        (parts::select(&name, &say("notes-to"), &seats, typed.sent.get(&name), error))
        fieldset.field {
            legend { (say("notes-gave")) }
            @for choice in choices { (tick(&choice_field(number, choice.id), &choice.words, typed)) }
        }
        (text_area(&note_field(number), &say("notes-line"), Some(&line_hint), typed))
    }
}

fn tick(name: &str, words: &str, typed: Typed<'_>) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name=(name) value="y" checked[!typed.sent.get(name).is_empty()];
            span dir="auto" { (words) }
        }
    }
}
