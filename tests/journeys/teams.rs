//! Teams, and a supervisor who sees the groups of some of them only.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;

on_both_databases!(a_supervisor_sees_the_groups_of_their_teams);

async fn a_supervisor_sees_the_groups_of_their_teams(house: House) {
    let (north, south) = (
        Circle::named(&house, "Tuesday group", &[]).await,
        Circle::named(&house, "Friday group", &[]).await,
    );
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let reports = sue.get("/reports").await;
    assert!(reports.says("Tuesday group") && reports.says("Friday group"));

    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let page = ada.get(&ada.get("/groups").await.link("Teams")).await;
    assert!(page.says("There is no team yet") && page.says("The whole organisation"));
    let make = page.form_with_button("Make the team");
    let refused = ada.send(&make.clone().with("name", " \u{202E} ")).await;
    assert_eq!(
        (refused.status, refused.says("1 to 60 characters")),
        (422, true)
    );
    let team = ada
        .send(&make.clone().with("name", "North <b>ward</b>"))
        .await;
    assert!(team.body().contains("North &lt;b&gt;ward"));
    let twice = ada
        .send(&make.clone().with("name", "north <B>ward</B>"))
        .await;
    assert_eq!(
        (twice.status, twice.says("Another team has this name")),
        (422, true)
    );

    let id = north.group.id.to_string();
    let teams = ada
        .send(&team.form_with_button("Save").with("group", &id))
        .await;
    assert!(teams.says("1 group"), "{}", teams.text());
    let scope = ada.get(&teams.link("sue")).await.form_with_button("Save");
    let team_id = scope.choices("team").remove(0);
    let none = ada.send(&scope.clone().with("scope", "teams")).await;
    assert!(none.says("No team yet, so no group"));
    let empty = sue.get("/reports").await;
    assert!(!empty.says("Tuesday group") && !empty.says("Friday group"));
    ada.send(&scope.with("scope", "teams").with("team", &team_id))
        .await;
    let reports = sue.get("/reports").await;
    assert!(reports.says("Tuesday group") && !reports.says("Friday group"));
    assert_eq!(sue.get(&urls::report(north.group.id)).await.status, 200);
    assert_eq!(sue.get(&urls::report(south.group.id)).await.status, 404);

    let other = ada.send(&make.with("name", "South ward")).await;
    assert!(
        other.says("now in North"),
        "a group belongs to one team: {}",
        other.text()
    );
    ada.send(&other.form_with_button("Save").with("group", &id))
        .await;
    assert!(
        !sue.get("/reports").await.says("Tuesday group"),
        "it has left the team"
    );
    let north = ada.get(urls::route::TEAMS).await.link("North");
    let north = ada.get(&north).await;
    let back = ada
        .send(&north.form_with_button("Save").with("group", &id))
        .await;
    assert!(sue.get("/reports").await.says("Tuesday group"));
    let north = ada.get(&back.link("North")).await;
    let gone = ada.send(&north.form_with_button("Dissolve it now")).await;
    assert!(!gone.says("North") && gone.says("No team yet, so no group"));
    assert!(
        !sue.get("/reports").await.says("Tuesday group"),
        "nobody sees more than before"
    );
    for person in [&sue, &house.staff("ann@example.org", Role::Therapist).await] {
        assert_eq!(person.get(urls::route::TEAMS).await.status, 404);
    }
}
