//! What a survey's form says to the group and to its members beside the scores, parsed within its limits.

use super::answers::{Messages, RATHER_NOT, Sent};
use crate::pages::parts::note_choices::NoteChoice;
use crate::sealed::ballot::{COPING, LINE, NOTES};
use crate::sealed::casting::{Asked, Said, WrittenNote};
use crate::sealed::locker::INTENTION;
use crate::words::say;

/// Whether it has changed since the reply.
pub const CHANGED: &str = "changed";
/// Whether they did what they had planned.
pub const DONE: &str = "done";
/// Something that helped.
pub const HELPED: &str = "helped";
/// What they set out to do.
pub const PLAN: &str = "plan";

/// The name of a board line's box.
pub fn line_field(line: i64) -> String {
    format!("line-{line}")
}

/// The name of a note's list of seats; `note` counts from 1.
pub fn seat_field(note: usize) -> String {
    format!("note-{note}")
}

/// The name of a note's box for one choice.
pub fn choice_field(note: usize, choice: i32) -> String {
    format!("note-{note}-{choice}")
}

/// The name of a note's line.
pub fn note_field(note: usize) -> String {
    format!("note-{note}-line")
}

/// Whether anything is in note `note`.
pub fn is_begun(sent: &Sent, note: usize, choices: &[NoteChoice]) -> bool {
    let ticked = |choice: &NoteChoice| !sent.get(&choice_field(note, choice.id)).is_empty();
    let filled = |name: &str| !sent.get(name).trim().is_empty();
    filled(&seat_field(note)) || filled(&note_field(note)) || choices.iter().any(ticked)
}

/// What was said; what is not within the limits goes to `messages`.
pub fn read(
    sent: &Sent,
    asked: &Asked,
    choices: &[NoteChoice],
    words_asked: bool,
    messages: &mut Messages,
) -> Said {
    let tapped = |line: &i64| !sent.get(&line_field(*line)).is_empty();
    let lines = asked.board.iter().map(|line| line.id);
    Said {
        changed: of_three(sent, CHANGED, messages),
        follow_through: of_three(sent, DONE, messages),
        coping: if words_asked {
            sent.text(HELPED, COPING, messages)
        } else {
            String::new()
        },
        helps: lines.filter(tapped).collect(),
        intention: sent.text(PLAN, INTENTION, messages),
        notes: (1..=NOTES)
            .filter_map(|note| written(sent, note, asked, choices, messages))
            .collect(),
    }
}

/// 2, 1 or 0; nothing where it was skipped.
fn of_three(sent: &Sent, name: &str, messages: &mut Messages) -> Option<u8> {
    match sent.get(name) {
        "" | RATHER_NOT => None,
        "0" => Some(0),
        "1" => Some(1),
        "2" => Some(2),
        _ => {
            messages.push((name.into(), say("survey-choice-unknown")));
            None
        }
    }
}

fn written(
    sent: &Sent,
    note: usize,
    asked: &Asked,
    choices: &[NoteChoice],
    messages: &mut Messages,
) -> Option<WrittenNote> {
    if !is_begun(sent, note, choices) {
        return None;
    }
    let ticked = |choice: &&NoteChoice| !sent.get(&choice_field(note, choice.id)).is_empty();
    let ticks: Vec<i32> = choices.iter().filter(ticked).map(|one| one.id).collect();
    let line = sent.text(&note_field(note), LINE, messages);
    let chosen = sent.get(&seat_field(note));
    let seat = asked.seats.iter().map(|seat| seat.id);
    let seat = seat.into_iter().find(|id| id.to_string() == chosen);
    let mut wrong = |id: &str| messages.push((seat_field(note), say(id)));
    match seat {
        None if chosen.is_empty() => wrong("note-seat-none"),
        // It was there when the page was drawn; since then its owner has paused.
        None => wrong("note-seat-paused"),
        Some(_) if ticks.is_empty() && line.is_empty() => wrong("note-empty"),
        Some(_) => {}
    }
    Some(WrittenNote {
        seat: seat?,
        choices: ticks,
        line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::parts::note_choices::shipped;
    use crate::sealed::casting::Addressee;

    fn read_all(pairs: &[(&str, &str)]) -> (Said, Messages) {
        let pairs = pairs.iter();
        let pairs = pairs.map(|(name, value)| ((*name).into(), (*value).into()));
        let sent = Sent::new(pairs.collect()).unwrap();
        let asked = Asked {
            outcome: None,
            intention: None,
            reply: None,
            board: Vec::new(),
            seats: vec![Addressee {
                id: 7,
                name: "Ida".into(),
                round: 0,
            }],
        };
        let mut messages = Messages::new();
        let said = read(&sent, &asked, &shipped(), true, &mut messages);
        (said, messages)
    }

    #[test]
    fn nothing_need_be_said() {
        let (said, messages) = read_all(&[("done", "-"), ("note-1", "")]);
        assert!(messages.is_empty() && said.notes.is_empty());
        assert_eq!((said.follow_through, said.changed), (None, None));
    }

    #[test]
    fn a_note_has_somebody_and_something() {
        let (said, messages) = read_all(&[("note-2", "7"), ("note-2-3", "y"), ("note-2-9", "y")]);
        assert!(messages.is_empty());
        assert_eq!((said.notes[0].seat, &said.notes[0].choices), (7, &vec![3]));
        for wrong in [("note-1", "7"), ("note-1", "8"), ("note-1-line", "Hello")] {
            let (_, messages) = read_all(&[wrong]);
            assert_eq!(messages.len(), 1, "{wrong:?}");
            assert_eq!(messages[0].0, "note-1");
        }
    }

    #[test]
    fn what_is_too_long_is_told_beside_its_field() {
        for (name, most) in [("helped", COPING), ("plan", INTENTION)] {
            let (_, messages) = read_all(&[(name, &"🙂".repeat(most))]);
            assert!(messages.is_empty(), "{name}");
            let (_, messages) = read_all(&[(name, &"🙂".repeat(most + 1))]);
            assert_eq!(messages[0].0, name);
        }
        let line = "ש".repeat(LINE + 1);
        let (_, messages) = read_all(&[("note-1", "7"), ("note-1-line", &line)]);
        assert_eq!(messages[0].0, "note-1-line");
    }
}
