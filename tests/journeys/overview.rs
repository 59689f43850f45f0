//! A month or quarter across groups, for supervisors.

use app::entities::group;
use app::entities::staff::Role;
use app::urls;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::rows::rows;

on_both_databases!(
    three_groups_make_an_overview,
    two_groups_do_not,
    what_cannot_be_looked_at_is_said,
    a_settled_period_keeps_its_scopes,
    parts_have_no_total_beside_them,
    two_measures_by_turns_are_two_sentences_and_two_charts,
);

const COUNTS: &str = "of 18 people with two questionnaires 16 to 18 improved reliably, 16 to 18 of them to below the \
                      cutoff; at most 2 got reliably worse; the others did not change reliably. 3 groups.";

async fn three_groups_make_an_overview(house: House) {
    groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    house.at("2026-05-02T10:00:00Z").await;
    assert!(rows(&house.app.database).await["quarter"].len() == 3);
    house.hour().await;
    assert!(
        rows(&house.app.database).await["quarter"].is_empty(),
        "pairs go with their quarter"
    );
    assert!(
        house
            .app
            .keys
            .names_before(jiff::Timestamp::MAX)
            .expect("a folder")
            .is_empty()
    );
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let page = sue.get(&sue.get("/groups").await.link("Overview")).await;
    let page = sue
        .send(&page.form("/overview").with("period", "2026-Q1"))
        .await;
    let text = page.text();
    for said in [
        "Depression (PHQ-8): 8 points better on average",
        "3 groups, 18 people",
        COUNTS,
        "Harbour Depression 8 8 of 8",
        "A quiet table Depression 8 8 of 8",
        "Lantern Depression 8 8 of 8",
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    let place = |name: &str| text.rfind(&format!("{name} Depression 8 8 of 8"));
    assert!(place("A quiet table") < place("Harbour") && place("Harbour") < place("Lantern"));
    assert!(page.body().contains("<svg") && page.says("Riverside Clinic"));
    let month = sue.get("/overview?period=2026-03").await;
    assert!(
        !month.says("improved reliably"),
        "once a quarter: {}",
        month.text()
    );
    house.hour().await;
    assert!(
        sue.get("/overview?period=2026-Q1").await.says(COUNTS),
        "once is enough"
    );
}

async fn two_groups_do_not(house: House) {
    groups(&house, &["Harbour", "Lantern"]).await;
    house.at("2026-05-02T10:00:00Z").await;
    house.hour().await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let page = sue.get("/overview?period=2026-Q1").await;
    assert!(
        page.says("Depression (PHQ-8): change not shown"),
        "{}",
        page.text()
    );
    assert!(!page.says("improved reliably") && page.says("Harbour"));
    assert!(rows(&house.app.database).await["scope_change"].is_empty());
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
    let ids = groups(&house, &["Harbour", "Lantern", "Willow"]).await;
    house.at("2026-05-02T10:00:00Z").await;
    house.hour().await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let before = sue.get("/overview?period=2026-Q1").await;
    assert!(before.says("3 groups, 18 people"), "{}", before.text());
    team(&house, &ids[0]).await;
    house.hour().await;
    let after = sue.get("/overview?period=2026-Q1").await;
    assert!(
        after.says("3 groups, 18 people"),
        "nothing to subtract: {}",
        after.text()
    );
    assert!(after.says(COUNTS) && !after.says("North"));
}

async fn parts_have_no_total_beside_them(house: House) {
    let ids = groups(&house, &["Harbour", "Lantern", "Willow"]).await;
    team(&house, &ids[0]).await;
    house.at("2026-05-02T10:00:00Z").await;
    house.hour().await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let quarter = sue.get("/overview?period=2026-Q1").await;
    assert!(
        quarter.says("North") && quarter.says("Groups without a team"),
        "{}",
        quarter.text()
    );
    assert!(!quarter.says("18 people") && !quarter.says("improved reliably"));
}

async fn two_measures_by_turns_are_two_sentences_and_two_charts(house: House) {
    for name in ["Harbour", "Lantern", "Willow"] {
        let mut circle = Circle::named(&house, name, &[]).await;
        let row = group::ActiveModel {
            id: Set(circle.group.id),
            outcomes: Set("1 phq-8:1 gad-7:1".parse().expect("outcomes")),
            ..Default::default()
        };
        let saved = row.update(&house.app.database.writer).await;
        circle.group = saved.expect("the group is changed");
        // PHQ-8 in sessions 1, 8 and 16, GAD-7 in 4 and 12; the first of each before the quarter began.
        circle.past(&house, 16, 6).await;
    }
    house.at("2026-05-02T10:00:00Z").await;
    house.hour().await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let page = sue.get("/overview?period=2026-Q1").await;
    for said in [
        "Depression (PHQ-8): 16 points better on average",
        "Depression (GAD-7): 12 points better on average",
        "of 18 people with two questionnaires",
        "PHQ-8: 16 points better GAD-7: 12 points better",
    ] {
        assert!(page.says(said), "{said} is not in {}", page.text());
    }
    // March saw a wave of one of them only.
    let march = sue.get("/overview?period=2026-03").await;
    assert!(march.says("(PHQ-8): 16 points better") && !march.says("(GAD-7)"));
}

/// Groups of six who met eight times in the first quarter; their identifiers.
async fn groups(house: &House, names: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for name in names {
        let mut circle = Circle::named(house, name, &[]).await;
        circle.past(house, 8, 6).await;
        ids.push(circle.group.id.to_string());
    }
    ids
}

/// An administrator makes a team of one group.
async fn team(house: &House, group: &str) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let teams = ada.get(urls::route::TEAMS).await;
    let named = teams
        .form_with_button("Make the team")
        .with("name", "North");
    let team = ada.send(&named).await;
    ada.send(&team.form_with_button("Save").with("group", group))
        .await;
}
