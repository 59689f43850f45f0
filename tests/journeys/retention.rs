//! Results that are older than the organisation keeps them are gone, on every page and in the database.

use app::entities::organisation;
use app::entities::staff::Role;
use app::urls;
use jiff::SignedDuration;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::rows::rows;

on_both_databases!(old_results_go_and_the_others_stay);

async fn old_results_go_and_the_others_stay(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    circle.print(&house, 8).await;
    circle.past(&house, 6, 7).await;
    house.hour().await;
    let all = rows(&house.app.database).await;
    assert_eq!(all["release"].len(), 6);

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
    let page = house
        .sign_in("ann@example.org")
        .await
        .get(&urls::group(circle.group.id))
        .await;
    assert!(page.says("not shown"), "{}", page.text());

    house.later(SignedDuration::from_hours(24 * 60)).await;
    house.hour().await;
    let gone = rows(&house.app.database).await;
    for table in ["tally", "released_words", "band", "reply"] {
        assert!(gone[table].is_empty(), "{table}");
    }
}
