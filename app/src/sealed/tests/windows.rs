//! Windows that a re-keying or a cancelled session cuts in two: neither may let out more than a whole one would.

use sea_orm::EntityTrait;

use super::*;
use crate::entities::audit;

#[tokio::test]
async fn a_rekeying_within_a_window_does_not_make_a_quorum_of_the_same_people() {
    let mut evening = Evening::new(2).await;
    let members = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &members[..4] {
        evening.answer(member, 3, 1, "").await.unwrap();
    }
    evening.close(&session).await;
    evening.group = rekey::rekey(&evening.app, evening.group.id, None)
        .await
        .unwrap()
        .unwrap();
    let fresh = evening.tickets(8).await;
    let session = evening.open().await;
    for member in &fresh[..4] {
        evening.answer(member, 3, 1, "").await.unwrap();
    }
    evening.close(&session).await;
    assert!(evening.tallies().await.is_empty());
}

#[tokio::test]
async fn an_objection_in_a_cancelled_session_withholds_its_window() {
    let evening = Evening::new(2).await;
    let members = evening.tickets(8).await;
    let first = evening.open().await;
    for member in &members {
        evening.answer(member, 3, 1, "").await.unwrap();
    }
    evening.close(&first).await;
    let second = evening.open().await;
    let objection = Answers {
        climate: vec![None; 8],
        outcome: None,
        words: String::new(),
        objection: true,
        ..Answers::default()
    };
    cast(
        &evening.app,
        &evening.group,
        &returning(&members[0]),
        objection,
    )
    .await
    .unwrap()
    .unwrap();
    assert!(
        close(&evening.app, second.id, Cause::Cancelled)
            .await
            .unwrap()
    );
    assert!(evening.tallies().await.is_empty());
    let deeds = audit::Entity::find()
        .all(&evening.app.database.reader)
        .await
        .unwrap();
    assert_eq!(deeds.len(), 1, "the supervisor can read of it");
}
