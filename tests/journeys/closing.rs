//! What a close leaves behind: a rounded result of five people, nothing of four, and no box.

use app::entities::{ballot_box, session, tally};
use sea_orm::{EntityTrait, PaginatorTrait};
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;

on_both_databases!(five_are_shown, four_are_not);

async fn five_are_shown(house: House) {
    assert!(tallies_after_three_evenings(&house, 5).await > 0);
}

async fn four_are_not(house: House) {
    assert_eq!(tallies_after_three_evenings(&house, 4).await, 0);
}

async fn tallies_after_three_evenings(house: &House, people: usize) -> u64 {
    let mut circle = Circle::of(house, 8, 1, &[]).await;
    let keys = circle.past(house, 3, people).await;
    assert_eq!(keys.len(), people);
    let reader = &house.app.database.reader;
    let sessions = session::Entity::find().all(reader).await.expect("sessions");
    assert_eq!(sessions.len(), 3);
    assert!(
        sessions
            .iter()
            .all(|session| session.state != session::OPEN)
    );
    assert_eq!(
        ballot_box::Entity::find()
            .count(reader)
            .await
            .expect("boxes"),
        0
    );
    tally::Entity::find().count(reader).await.expect("tallies")
}
