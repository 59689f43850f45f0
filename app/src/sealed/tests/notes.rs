//! Notes on their way: nothing of fewer than four members is read or delivered, whatever the order of deeds.

use proptest::prelude::*;

use super::*;
use crate::random::Random;
use crate::sealed::ballot::NoteSlip;
use crate::sealed::keys::Keys;
use crate::sealed::notes::SENDERS;
use crate::sealed::pouch::{Pouch, Stage};
use crate::sealed::seats;

#[derive(Clone, Debug)]
enum Deed {
    Close(Vec<(usize, bool)>),
    LetOut(usize),
    Destroy(usize),
    Pause(bool),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        3 => proptest::collection::vec((0..6usize, any::<bool>()), 0..4).prop_map(Deed::Close),
        3 => (0..4usize).prop_map(Deed::LetOut),
        1 => (0..4usize).prop_map(Deed::Destroy),
        1 => any::<bool>().prop_map(Deed::Pause),
    ];
    proptest::collection::vec(deed, 1..40)
}

async fn with_seat(app: &App, group: i64) -> (Pouch, i64, MemberKey) {
    let tx = app.database.begin().await.unwrap();
    Pouch::create(group, &app.keys, &app.random, &tx)
        .await
        .unwrap();
    let mut pouch = Pouch::open_locked(group, &app.keys, &tx)
        .await
        .unwrap()
        .unwrap();
    pouch.enter("Kim", &app.random);
    let seat = pouch.seats[0].id;
    let ticket = pouch.ticket_for(seat, &app.keys, &app.random).unwrap();
    pouch.store(&app.keys, &app.random, &tx).await.unwrap();
    tx.commit().await.unwrap();
    let key = MemberKey::fresh(&app.random);
    let claimed = seats::claim(app, group, &ticket, &key).await.unwrap();
    assert_eq!(claimed, seats::Claim::Opened);
    let pouch = Pouch::open(group, &app.keys, &app.database.reader)
        .await
        .unwrap();
    (pouch.unwrap(), seat, key)
}

#[test]
fn nothing_of_fewer_than_four_members_is_read_or_delivered() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let evening = runtime.block_on(Evening::new(1));
    let (app, group) = (&evening.app, evening.group.id);
    let (fresh, seat, _) = runtime.block_on(with_seat(app, group));
    let members: Vec<MemberKey> = (0..6).map(|_| MemberKey::fresh(&app.random)).collect();
    drop(fresh);
    let open = || runtime.block_on(Pouch::open(group, &app.keys, &app.database.reader));
    proptest!(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }, |(deeds in deeds())| {
        let random = Random::seeded(4);
        let mut pouch = open().unwrap().unwrap();
        // Choices name their writer, as no real ones can: so it is seen whose notes came together.
        for deed in deeds {
            match deed {
                Deed::Close(written) => {
                    let round = pouch.seat(seat).unwrap().round;
                    let slips: Vec<NoteSlip> = written.iter().map(|(who, with_line)| NoteSlip {
                        seat,
                        tag: members[*who].note_tag(group, seat, round),
                        choices: vec![*who as i32],
                        line: if *with_line { who.to_string() } else { String::new() },
                    }).collect();
                    pouch.take(&slips, &random);
                    pouch.gather(&random);
                }
                Deed::LetOut(n) => if let Some(line) = pouch.to_read(&random).get(n) { pouch.let_out(line.id, &random); },
                Deed::Destroy(n) => if let Some(line) = pouch.to_read(&random).get(n) { pouch.destroy(line.id, &random); },
                Deed::Pause(paused) => pouch.seats[0].paused = paused,
            }
            let inbox = pouch.delivered(seat);
            let writers = inbox.choices.len();
            prop_assert!(writers == 0 || writers >= SENDERS, "{writers} members' notes were delivered");
            let delivered = pouch.notes.iter().filter(|note| note.stage == Stage::Delivered);
            for note in delivered {
                prop_assert!(note.writer == crate::sealed::pouch::Writer::Forgotten);
            }
        }
    });
}

#[tokio::test]
async fn four_members_notes_go_out_together_once_their_lines_are_read() {
    let evening = Evening::new(1).await;
    let (app, group) = (&evening.app, evening.group.id);
    let (mut pouch, seat, key) = with_seat(app, group).await;
    let slip = |who: &MemberKey, line: &str| NoteSlip {
        seat,
        tag: who.note_tag(group, seat, 0),
        choices: vec![1],
        line: line.into(),
    };
    let members: Vec<MemberKey> = (0..4).map(|_| MemberKey::fresh(&app.random)).collect();
    // One member thrice is one member.
    for _ in 0..3 {
        pouch.take(&[slip(&members[0], "I liked your story")], &app.random);
        pouch.gather(&app.random);
    }
    pouch.take(&[slip(&members[1], ""), slip(&members[2], "")], &app.random);
    pouch.gather(&app.random);
    assert!(pouch.to_read(&app.random).is_empty(), "three members");
    pouch.take(&[slip(&members[3], "")], &app.random);
    pouch.gather(&app.random);
    let lines = pouch.to_read(&app.random);
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
