//! Keys that a re-keying ends and a new ticket carries over, and keys that sleep.

use super::*;

#[tokio::test]
async fn a_new_epoch_ends_old_keys_and_tickets_but_not_the_sums() {
    let mut evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for (index, member) in members.iter().enumerate() {
        evening
            .answer(member, index as u8 % 5, 1, "")
            .await
            .unwrap();
    }
    evening.close(&session).await;
    evening.group = rekey::rekey(&evening.app, evening.group.id, None)
        .await
        .unwrap()
        .unwrap();
    let fresh = evening.tickets(8).await;
    let session = evening.open().await;
    assert_eq!(
        evening.answer(&returning(&members[0]), 3, 1, "").await,
        Err(Refusal::UnknownKey)
    );
    for (index, member) in fresh.iter().enumerate() {
        evening
            .answer(member, index as u8 % 5, 1, "")
            .await
            .unwrap();
    }
    evening.close(&session).await;
    let tallies = evening.tallies().await;
    let trust = tallies
        .iter()
        .find(|row| row.scale == "trust" && row.window == 2)
        .unwrap();
    assert_eq!(
        trust.sd,
        Some(1.5),
        "the second window of the figure has a deviation"
    );
}

#[tokio::test]
async fn an_old_key_with_a_new_ticket_carries_its_history_over_a_rekeying() {
    let mut evening = Evening::new(1).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &members {
        evening.answer(member, 3, 1, "").await.unwrap();
    }
    evening.close(&session).await;
    let rekeyed = rekey::rekey(&evening.app, evening.group.id, None)
        .await
        .unwrap();
    evening.group = rekeyed.unwrap();
    assert_eq!(
        rekey::rekey(&evening.app, evening.group.id, None)
            .await
            .unwrap(),
        Err(rekey::Obstacle::TooSoon),
        "the old roster is still kept for those who bring their key"
    );

    let tickets = evening.tickets(8).await;
    evening.open().await;
    let brings_old_key = Holder {
        key: members[0].key.clone(),
        ticket: tickets[0].ticket.clone(),
    };
    let asked = |holder| {
        let (app, group) = (&evening.app, &evening.group);
        async move {
            admit(app, group, holder)
                .await
                .unwrap()
                .unwrap()
                .outcome
                .is_some()
        }
    };
    assert!(
        !asked(&brings_old_key).await,
        "a first score came along, and the second session is no wave"
    );
    assert!(asked(&tickets[1]).await, "a new key has no first score");
}

#[tokio::test]
async fn a_key_sleeps_after_eight_sessions_until_a_ticket_wakes_it() {
    let evening = Evening::new(1).await;
    let members = evening.tickets(2).await;
    let spare = evening.tickets(1).await;
    for number in 1..=10 {
        let session = evening.open().await;
        let late = &returning(&members[1]);
        match number {
            1 => evening.answer(&members[1], 3, 1, "").await.unwrap(),
            9 => assert!(
                admit(&evening.app, &evening.group, late)
                    .await
                    .unwrap()
                    .is_ok()
            ),
            10 => {
                assert_eq!(
                    evening.answer(late, 3, 1, "").await,
                    Err(Refusal::AsleepKey)
                );
                let woken = Holder {
                    key: members[1].key.clone(),
                    ticket: spare[0].ticket.clone(),
                };
                evening.answer(&woken, 3, 1, "").await.unwrap();
                evening.answer(late, 3, 1, "").await.unwrap();
            }
            _ => {}
        }
        evening.close(&session).await;
    }
}
