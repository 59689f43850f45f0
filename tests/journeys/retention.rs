//! Results that are older than the organisation keeps them are gone, on every page and in the database.

use app::entities::organisation;
use app::entities::staff::Role;
use app::urls;
use jiff::SignedDuration;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::rows::rows;

on_both_databases!(old_results_go_and_the_others_stay);

async fn old_results_go_and_the_others_stay(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    circle.print(&house, 8).await;
    // The fourth of the six sessions ends the programme, with what eight people say of change.
    circle.group.planned_sessions = 4;
    let row = circle.group.clone().into_active_model().reset_all();
    row.update(&house.app.database.writer)
        .await
        .expect("the database answers");
    circle.past(&house, 6, 8).await;
    house.hour().await;
    let all = rows(&house.app.database).await;
    assert_eq!(all["release"].len(), 6);
    assert_eq!(all["programme_change"].len(), 1);

    let row = organisation::Model {
        retention_months: Some(1),
        ..house.app.organisation().row.clone()
    };
    row.save(&house.app.database.writer)
        .await
        .expect("the database answers");
    house.tick().await;
    house.hour().await;
    // Six weekly sessions before 24 March: those of 10, 17 and 24 February are older than a month.
    let left = rows(&house.app.database).await;
    for table in ["tally", "released_words"] {
        assert!(
            !left[table].is_empty() && left[table].len() < all[table].len(),
            "{table}"
        );
    }
    assert_eq!(left["programme_change"].len(), 1);
    let page = house
        .sign_in("ann@example.org")
        .await
        .get(&urls::group(circle.group.id))
        .await;
    assert!(page.says("not shown"), "{}", page.text());

    house.later(SignedDuration::from_hours(24 * 60)).await;
    house.hour().await;
    let gone = rows(&house.app.database).await;
    for table in [
        "tally",
        "released_words",
        "band",
        "reply",
        "programme_change",
    ] {
        assert!(gone[table].is_empty(), "{table}");
    }
}
