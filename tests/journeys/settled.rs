//! Months and quarters across groups stay what they were when somebody looked, whatever becomes of groups and teams.

use app::entities::staff::Role;
use app::urls;
use sea_orm::EntityTrait;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::person::Person;

on_both_databases!(what_was_looked_at_stays_what_it_was);

const QUARTER: &str = "/overview?period=2026-Q1";

async fn what_was_looked_at_stays_what_it_was(house: House) {
    let circles = circles(&house).await;
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    team(&ada, "North", &circles).await;
    house.hire("noor@example.org", Role::Supervisor).await;
    let teams = ada.get(urls::route::TEAMS).await;
    let scope = ada.get(&teams.link("noor")).await.form_with_button("Save");
    let north = scope.choices("team").remove(0);
    ada.send(&scope.with("scope", "teams").with("team", &north))
        .await;
    house.at("2026-05-02T10:00:00Z").await;
    house.hour().await;

    // Weeks later a login has ended.
    let ada = house.sign_in("ada@example.org").await;
    let noor = house.sign_in("noor@example.org").await;
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let before = looked_at(&sue).await;
    for said in ["North", "4 groups, 24 people", "17 to 21", "Paired"] {
        assert!(before.contains(said), "{said} is not in {before}");
    }
    assert!(!before.contains("Riverside Clinic") && !before.contains("Groups without a team"));
    let page = noor.get(QUARTER).await;
    assert!(page.says("4 groups, 24 people"), "{}", page.text());

    let page = ada
        .get(&ada.get(urls::route::TEAMS).await.link("North"))
        .await;
    let renamed = page.form_with_button("Save").with("name", "Upper valley");
    ada.send(&renamed).await;
    assert_eq!(looked_at(&sue).await, before, "its name is another now");

    team(&ada, "South", &circles[..1]).await;
    house.hour().await;
    assert_eq!(looked_at(&sue).await, before, "a group has left");

    let ann = house.hire("ann@example.org", Role::Therapist).await;
    circles[1].answered(&house, ann).await;
    assert_eq!(looked_at(&sue).await, before, "a reply came late");

    let paired = circles.last().expect("the last one");
    let session = paired.open(&house).await;
    paired.close(&house, &session).await;
    let ada = house.sign_in("ada@example.org").await;
    let noor = house.sign_in("noor@example.org").await;
    let sue = house.sign_in("sue@example.org").await;
    let released = app::entities::release::Entity::find_by_id((paired.group.id, 4));
    let released = released
        .one(&house.app.database.reader)
        .await
        .expect("an answer");
    assert!(released.is_some(), "the window that began in March is out");
    house.hour().await;
    assert_eq!(looked_at(&sue).await, before, "it is a window of May");

    let page = ada
        .get(&ada.get(urls::route::TEAMS).await.link("Upper valley"))
        .await;
    ada.send(&page.form_with_button("Dissolve it now")).await;
    house.hour().await;
    assert_eq!(looked_at(&sue).await, before, "the team is gone");
    let nothing = noor.get(QUARTER).await;
    assert!(
        nothing.says("No groups yet") && !nothing.says("North"),
        "nobody sees more than before: {}",
        nothing.text()
    );
}

/// Three groups whose sessions are shown one by one, and one whose sessions are shown in pairs and has an odd number.
async fn circles(house: &House) -> Vec<Circle> {
    let mut circles = Vec::new();
    for name in ["Harbour", "Lantern", "Willow"] {
        let mut circle = Circle::named(house, name, &[]).await;
        circle.past(house, 8, 6).await;
        circles.push(circle);
    }
    let mut paired = Circle::paired(house, "Paired").await;
    paired.past(house, 7, 6).await;
    circles.push(paired);
    circles
}

async fn looked_at(sue: &Person) -> String {
    let quarter = sue.get(QUARTER).await.text();
    let month = sue.get("/overview?period=2026-03").await.text();
    format!("{quarter}\n{month}")
}

/// An administrator makes a team of some groups.
async fn team(ada: &Person, name: &str, circles: &[Circle]) {
    let teams = ada.get(urls::route::TEAMS).await;
    let named = teams.form_with_button("Make the team").with("name", name);
    let mut form = ada.send(&named).await.form_with_button("Save");
    for circle in circles {
        form = form.with("group", &circle.group.id.to_string());
    }
    ada.send(&form).await;
}
