//! "Show the group": what a whole group may look at on a big screen, and what not.

use app::entities::session;
use app::entities::staff::Role;
use app::urls;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;

on_both_databases!(
    a_group_sees_its_figures_and_nothing_else,
    a_new_group_sees_when_there_will_be_some
);

async fn a_group_sees_its_figures_and_nothing_else(house: House) {
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    circle.past(&house, 9, 7).await;
    circle.seats(&house, &["Kim"]).await;
    circle.notes(&house, 0, 5).await;
    circle.answered(&house, id).await;
    circle.board(&house, 2).await;
    for row in session::Entity::find()
        .all(&house.app.database.reader)
        .await
        .expect("sessions")
    {
        let topic = session::ActiveModel {
            id: Set(row.id),
            topic: Set(Some("A quarrel".into())),
            ..Default::default()
        };
        topic
            .update(&house.app.database.writer)
            .await
            .expect("a topic");
    }
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    let mut page = ann.get(&dashboard.link("Show the group")).await;
    let mut shown = String::new();
    loop {
        assert_eq!(page.status, 200, "{}", page.address);
        // Neither seen nor unseen: it may be saved, and read on.
        let markup = page.body();
        for never in [
            "Tuesday group",
            "sleep badly",
            "A quarrel",
            "flask of tea",
            "wait to be read",
            "ann",
            "Kim",
            "Sign out",
        ] {
            assert!(
                !markup.contains(never),
                "{never} on {}: {}",
                page.address,
                page.text()
            );
        }
        shown.push_str(&page.text());
        let next = page
            .links()
            .into_iter()
            .find(|link| page.says("Next") && *link == page.link("Next"));
        let Some(next) = next else { break };
        page = ann.get(&next).await;
    }
    for expected in [
        "Depression has eased",
        "Average depression, each session",
        "Belonging",
        "Average change since the first session",
        "We begin with one sentence each.",
        "5 of 5",
    ] {
        assert!(shown.contains(expected), "{expected} in {shown}");
    }
    assert_eq!(page.link("End"), urls::group(circle.group.id));
    assert_eq!(
        ann.get(&urls::show_part(circle.group.id, "words"))
            .await
            .status,
        404
    );

    house.hire("bob@example.org", Role::Therapist).await;
    let bob = house.sign_in("bob@example.org").await;
    assert_eq!(
        bob.get(&urls::show(circle.group.id)).await.status,
        404,
        "not his group"
    );
    let supervisor = house.staff("sue@example.org", Role::Supervisor).await;
    assert_eq!(
        supervisor.get(&urls::show(circle.group.id)).await.status,
        404
    );
}

async fn a_new_group_sees_when_there_will_be_some(house: House) {
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[id]).await;
    let ann = house.sign_in("ann@example.org").await;
    let page = ann.get(&urls::show(circle.group.id)).await;
    assert!(page.says("The first result appears after a session with 5 or more answers."));
    assert!(page.says("1 of 1") && !page.says("Next"));
}
