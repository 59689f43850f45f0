//! A month or quarter across groups, for supervisors.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;

on_both_databases!(
    three_groups_make_an_overview_and_two_do_not,
    what_cannot_be_looked_at_is_said,
    a_settled_period_keeps_its_scopes,
);

async fn three_groups_make_an_overview_and_two_do_not(house: House) {
    house.hire("sue@example.org", Role::Supervisor).await;
    for name in ["Harbour", "A quiet table"] {
        Circle::named(&house, name, &[])
            .await
            .past(&house, 8, 6)
            .await;
    }
    house.at("2026-04-02T10:00:00Z").await;
    let two = house.sign_in("sue@example.org").await;
    let page = two.get("/overview?period=2026-03").await;
    assert!(
        page.says("Depression (PHQ-8): not shown"),
        "{}",
        page.text()
    );

    house.at("2026-03-24T19:30:00Z").await;
    Circle::named(&house, "Lantern", &[])
        .await
        .past(&house, 8, 6)
        .await;
    house.at("2026-05-02T10:00:00Z").await;
    let sue_sees = house.sign_in("sue@example.org").await;
    let page = sue_sees
        .get(&sue_sees.get("/groups").await.link("Overview"))
        .await;
    let quarter = page.form("/overview").with("period", "2026-Q1");
    let page = sue_sees.send(&quarter).await;
    let text = page.text();
    assert!(
        text.contains("Depression (PHQ-8): 8 points better on average"),
        "{text}"
    );
    assert!(text.contains("3 groups, 18 people"));
    for row in [
        "Harbour 8 8 of 8",
        "A quiet table 8 8 of 8",
        "Lantern 8 8 of 8",
    ] {
        assert!(text.contains(row), "{row} is not in {text}");
    }
    let place = |name: &str| text.rfind(&format!("{name} 8 8 of 8"));
    assert!(place("A quiet table") < place("Harbour") && place("Harbour") < place("Lantern"));
    assert!(page.body().contains("<svg") && page.says("Riverside Clinic"));
}

async fn what_cannot_be_looked_at_is_said(house: House) {
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    for (period, message) in [
        ("2026-03", "This period is not over yet"),
        ("2999-Q4", "This period is not over yet"),
        ("2026-13", "Choose a month or a quarter"),
        ("<b>", "Choose a month or a quarter"),
    ] {
        let page = sue.get(&format!("/overview?period={period}")).await;
        assert_eq!((page.status, page.says(message)), (422, true), "{period}");
    }
    let nothing = sue.get("/overview?period=2026-01").await;
    assert!(nothing.says("No groups yet"), "{}", nothing.text());
    for (email, role) in [
        ("ann@example.org", Role::Therapist),
        ("ada@example.org", Role::Administrator),
    ] {
        let other = house.staff(email, role).await;
        assert_eq!(other.get(urls::route::OVERVIEW).await.status, 404);
    }
}

async fn a_settled_period_keeps_its_scopes(house: House) {
    let circles = ["Harbour", "Lantern", "Willow"];
    let mut groups = Vec::new();
    for name in circles {
        let mut circle = Circle::named(&house, name, &[]).await;
        circle.past(&house, 8, 6).await;
        groups.push(circle.group.id.to_string());
    }
    house.at("2026-05-02T10:00:00Z").await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let before = sue.get("/overview?period=2026-03").await;
    assert!(before.says("3 groups, 18 people"), "{}", before.text());
    let teams = ada.get(urls::route::TEAMS).await;
    let team = ada
        .send(
            &teams
                .form_with_button("Make the team")
                .with("name", "North"),
        )
        .await;
    ada.send(&team.form_with_button("Save").with("group", &groups[0]))
        .await;
    let after = sue.get("/overview?period=2026-03").await;
    assert!(
        after.says("3 groups, 18 people"),
        "nothing to subtract: {}",
        after.text()
    );
    let quarter = sue.get("/overview?period=2026-Q1").await;
    assert!(quarter.says("North") && quarter.says("Groups without a team"));
    assert!(!quarter.says("18 people"), "no total beside its parts");
}
