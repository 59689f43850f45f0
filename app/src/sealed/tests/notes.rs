//! Notes on their way: nothing of fewer than four members is read or delivered, whatever the order of deeds, and what
//! arrives says neither in which order nor by how many it was written.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::entities::pouch as row;
use crate::random::Random;
use crate::sealed::ballot::NoteSlip;
use crate::sealed::keys::Keys;
use crate::sealed::notes::SENDERS;
use crate::sealed::pouch::{Pouch, Stage, Writer};
use crate::sealed::seats;

const SEATS: usize = 2;
const PEOPLE: usize = 6;

#[derive(Clone, Debug)]
enum Deed {
    /// Who writes to which seat, and whether with a line.
    Close(Vec<(usize, usize, bool)>),
    LetOut(usize),
    Destroy(usize),
    Pause(usize, bool),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let written = (0..PEOPLE, 0..SEATS, any::<bool>());
    let deed = prop_oneof![
        6 => proptest::collection::vec(written, 0..6).prop_map(Deed::Close),
        6 => (0..4usize).prop_map(Deed::LetOut),
        1 => (0..4usize).prop_map(Deed::Destroy),
        1 => (0..SEATS, any::<bool>()).prop_map(|(seat, paused)| Deed::Pause(seat, paused)),
    ];
    proptest::collection::vec(deed, 1..60)
}

async fn with_seats(app: &App, group: i64) -> (Pouch, Vec<i64>, MemberKey) {
    let tx = app.database.begin().await.unwrap();
    Pouch::create(group, &app.keys, &app.random, &tx)
        .await
        .unwrap();
    let mut pouch = Pouch::open_locked(group, &app.keys, &tx)
        .await
        .unwrap()
        .unwrap();
    for name in ["Kim", "Lee"] {
        pouch.enter(name, 0, &app.random);
    }
    let seats: Vec<i64> = pouch.seats.iter().map(|seat| seat.id).collect();
    let tickets: Vec<_> = seats
        .iter()
        .map(|seat| pouch.ticket_for(*seat, &app.keys, &app.random).unwrap())
        .collect();
    pouch.store(&app.keys, &app.random, &tx).await.unwrap();
    tx.commit().await.unwrap();
    let keys: Vec<MemberKey> = tickets
        .iter()
        .map(|_| MemberKey::fresh(&app.random))
        .collect();
    for (ticket, key) in tickets.iter().zip(&keys) {
        let claimed = seats::claim(app, group, ticket, key).await.unwrap();
        assert_eq!(claimed, seats::Claim::Opened);
    }
    let pouch = Pouch::open(group, &app.keys, &app.database.reader)
        .await
        .unwrap();
    (pouch.unwrap(), seats, keys[0].clone())
}

/// As it was before anybody wrote; opening it anew each time would take long.
fn empty(pouch: &mut Pouch) {
    pouch.notes.clear();
    for seat in &mut pouch.seats {
        (seat.round, seat.since, seat.paused) = (0, 0, false);
    }
}

/// Stages by note.
fn stages(pouch: &Pouch) -> BTreeMap<i64, Stage> {
    pouch
        .notes
        .iter()
        .map(|note| (note.id, note.stage))
        .collect()
}

#[test]
fn nothing_of_fewer_than_four_members_is_read_or_delivered() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let evening = runtime.block_on(Evening::new(1));
    let (app, group) = (&evening.app, evening.group.id);
    let (pouch, seats, _) = runtime.block_on(with_seats(app, group));
    let pouch = RefCell::new(pouch);
    let members: Vec<MemberKey> = (0..PEOPLE / 2)
        .map(|_| MemberKey::fresh(&app.random))
        .collect();
    let (read, delivered) = (Cell::new(0), Cell::new(0));
    proptest!(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }, |(deeds in deeds())| {
        let (random, mut session) = (Random::seeded(4), 0);
        let mut pouch = pouch.borrow_mut();
        empty(&mut pouch);
        for deed in deeds {
            let before = stages(&pouch);
            match deed {
                Deed::Close(written) => {
                    session += 1;
                    for person in 0..PEOPLE {
                        // Half of them lose their key each time and come with a new ticket.
                        let (key, enrolled) = match members.get(person) {
                            Some(key) => (key.clone(), 0),
                            None => (MemberKey::fresh(&random), session),
                        };
                        let notes = written.iter().filter(|(who, ..)| *who == person);
                        let slips: Vec<NoteSlip> = notes.map(|(who, seat, with_line)| {
                            let seat = pouch.seat(seats[*seat]).unwrap();
                            NoteSlip {
                                seat: seat.id,
                                tag: key.note_tag(group, seat.id, seat.round),
                                // It names its writer, as no real one can: so it is seen whose notes came together.
                                choices: vec![*who as i32],
                                line: if *with_line { who.to_string() } else { String::new() },
                            }
                        }).collect();
                        pouch.take(&slips, enrolled, &random);
                    }
                    pouch.gather(session, &random);
                }
                Deed::LetOut(n) => if let Some(line) = pouch.to_read().get(n) { pouch.let_out(line.id, &random); },
                Deed::Destroy(n) => if let Some(line) = pouch.to_read().get(n) { pouch.destroy(line.id, &random); },
                Deed::Pause(seat, paused) => pouch.pause(seats[seat], paused, &random),
            }
            for seat in &seats {
                let writers = |moved: &dyn Fn(Option<&Stage>, Stage) -> bool| -> BTreeSet<i32> {
                    let of_seat = pouch.notes.iter().filter(|note| note.seat == *seat);
                    let moved = of_seat.filter(|note| moved(before.get(&note.id), note.stage));
                    moved.flat_map(|note| note.choices.clone()).collect()
                };
                let is_new = |was: Option<&Stage>| was.is_none_or(|was| *was == Stage::Waiting);
                let together = writers(&|was, is| is_new(was) && is != Stage::Waiting).len();
                let out = writers(&|was, is| was != Some(&Stage::Delivered) && is == Stage::Delivered).len();
                prop_assert!(together == 0 || together >= SENDERS, "{together} members' lines may be read");
                prop_assert!(out == 0 || out >= SENDERS, "{out} members' notes were delivered");
                let paused = pouch.seat(*seat).unwrap().paused;
                prop_assert!(!paused || (together, out) == (0, 0), "they take no notes now");
                read.set(read.get() + together);
                delivered.set(delivered.get() + out);
            }
            let lies = pouch.notes.iter().filter(|note| note.stage == Stage::Delivered);
            for note in lies {
                prop_assert!(note.writer == Writer::Forgotten);
            }
        }
    });
    let (read, delivered) = (read.get(), delivered.get());
    assert!(
        read > 100 && delivered > 100,
        "{read}, {delivered}: too little came together to see anything"
    );
}

#[test]
fn what_arrives_shows_neither_order_nor_number() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let evening = runtime.block_on(Evening::new(1));
    let (app, group) = (&evening.app, evening.group.id);
    let (pouch, seats, _) = runtime.block_on(with_seats(app, group));
    let pouch = RefCell::new(pouch);
    let members: Vec<MemberKey> = (0..12).map(|_| MemberKey::fresh(&app.random)).collect();
    let note = |who: usize, choice: i32, line: &str| NoteSlip {
        seat: seats[0],
        tag: members[who].note_tag(group, seats[0], 0),
        choices: vec![choice],
        line: line.into(),
    };
    let arrives = |slips: &[NoteSlip], random: Random| {
        let mut pouch = pouch.borrow_mut();
        empty(&mut pouch);
        pouch.take(slips, 0, &random);
        pouch.gather(1, &random);
        let lines: Vec<String> = pouch
            .to_read()
            .iter()
            .map(|line| line.line.clone())
            .collect();
        for line in pouch.to_read() {
            pouch.let_out(line.id, &random);
        }
        (lines, pouch.delivered(seats[0]))
    };
    let written = proptest::collection::vec((1..6i32, "[a-c]{0,2}"), SENDERS..8);
    proptest!(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() },
        |(written in written, more in 0..4usize, seed in any::<u64>())| {
        let slips: Vec<NoteSlip> = written.iter().enumerate()
            .map(|(who, (choice, line))| note(who, *choice, line)).collect();
        let mut others = slips.clone();
        // More people who tick what was ticked, and everybody in the opposite order.
        others.extend((0..more).map(|n| note(8 + n, written[0].0, "")));
        others.reverse();
        let (_, first) = arrives(&slips, Random::seeded(seed));
        let (_, second) = arrives(&others, Random::seeded(seed ^ 1));
        prop_assert_eq!(first, second);
    });
    // The therapist's page: who wrote first stands anywhere. Three standard deviations around 100 of 400.
    let slips: Vec<NoteSlip> = (0..4).map(|who| note(who, 1, &who.to_string())).collect();
    let mut places = [0; 4];
    for seed in 0..400 {
        let (lines, _) = arrives(&slips, Random::seeded(seed));
        places[lines.iter().position(|line| line == "0").unwrap()] += 1;
    }
    assert!(
        places.iter().all(|times| (74..=126).contains(times)),
        "{places:?}"
    );
}

#[tokio::test]
async fn a_pouch_weighs_the_same_whatever_was_written() {
    let evening = Evening::new(1).await;
    let (app, group) = (&evening.app, evening.group.id);
    let (pouch, seats, _) = with_seats(app, group).await;
    let weight = || async {
        let stored = row::Entity::find_by_id(group)
            .one(&app.database.reader)
            .await;
        stored.unwrap().unwrap().body.len()
    };
    let empty = weight().await;
    drop(pouch);
    for written in [1, 60] {
        let tx = app.database.begin().await.unwrap();
        let opened = Pouch::open_locked(group, &app.keys, &tx).await.unwrap();
        let mut pouch = opened.unwrap();
        let slips: Vec<NoteSlip> = (0..written)
            .map(|_| NoteSlip {
                seat: seats[0],
                tag: MemberKey::fresh(&app.random).note_tag(group, seats[0], 0),
                choices: (1..=12).collect(),
                line: "𝕎".repeat(200),
            })
            .collect();
        pouch.take(&slips, 0, &app.random);
        pouch.store(&app.keys, &app.random, &tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(weight().await, empty, "{written} notes");
    }
}

#[tokio::test]
async fn four_members_notes_go_out_together_once_their_lines_are_read() {
    let evening = Evening::new(1).await;
    let (app, group) = (&evening.app, evening.group.id);
    let (mut pouch, seats, key) = with_seats(app, group).await;
    let seat = seats[0];
    let slip = |who: &MemberKey, line: &str| NoteSlip {
        seat,
        tag: who.note_tag(group, seat, 0),
        choices: vec![1],
        line: line.into(),
    };
    let members: Vec<MemberKey> = (0..4).map(|_| MemberKey::fresh(&app.random)).collect();
    // One member thrice is one member.
    for _ in 0..3 {
        pouch.take(&[slip(&members[0], "I liked your story")], 0, &app.random);
        pouch.gather(1, &app.random);
    }
    pouch.take(
        &[slip(&members[1], ""), slip(&members[2], "")],
        0,
        &app.random,
    );
    pouch.gather(1, &app.random);
    assert!(pouch.to_read().is_empty(), "three members");
    pouch.take(&[slip(&members[3], "")], 0, &app.random);
    pouch.gather(1, &app.random);
    let lines = pouch.to_read();
    assert_eq!(lines.len(), 3);
    assert!(
        pouch.delivered(seat).choices.is_empty(),
        "lines are read first"
    );
    assert!(pouch.destroy(lines[0].id, &app.random));
    assert!(pouch.let_out(lines[1].id, &app.random));
    assert!(
        !pouch.let_out(lines[1].id, &app.random),
        "it was let out already"
    );
    assert!(pouch.let_out(lines[2].id, &app.random));
    assert_eq!(pouch.delivered(seat).lines.len(), 2);

    let tx = app.database.begin().await.unwrap();
    pouch.store(&app.keys, &app.random, &tx).await.unwrap();
    tx.commit().await.unwrap();
    let inbox = seats::read(app, group, &key).await.unwrap().unwrap();
    assert_eq!(
        (inbox.name.as_str(), inbox.delivered.lines.len()),
        ("Kim", 2)
    );
    let stranger = MemberKey::fresh(&app.random);
    assert!(seats::read(app, group, &stranger).await.unwrap().is_none());
}

#[test]
fn a_key_wrapped_for_one_group_opens_no_other_pouch() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::from_hex(&"ab".repeat(32), folder.path()).unwrap();
    assert_ne!(
        keys.inbox_ticket_mac(1, "0123456789"),
        keys.ticket_mac(1, "0123456789")
    );
    assert_ne!(
        keys.inbox_ticket_mac(1, "0123456789"),
        keys.inbox_ticket_mac(2, "0123456789")
    );
}
