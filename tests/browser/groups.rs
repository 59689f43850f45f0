//! The pages on which a group is changed, gets its tickets and comes to its end, as axe-core and an eye see them.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use thirtyfour::By;

use crate::pages::{enter, look, look_as, look_here, press};
use crate::phone::{Browser, Device, Scripts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_a_groups_course() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    house.hire("ben@example.org", Role::Therapist).await;
    let new = Circle::named(&house, "Not begun", &[id]).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    circle.past(&house, 3, 7).await;
    let group = circle.group.id;
    let paths = [
        ("group-settings-new", urls::settings(new.group.id)),
        ("group-settings", urls::settings(group)),
        ("group-therapists", urls::therapists(group)),
        ("group-deal", urls::deal(group)),
        ("group-void", urls::void_tickets(group)),
        ("group-keys", urls::new_keys(group)),
        ("group-archive", urls::archive(group)),
    ];
    look_as(&house, "ann@example.org", &paths).await;
    let ann = house.sign_in("ann@example.org").await;
    let away = ann.get(&urls::archive(new.group.id)).await;
    ann.send(&away.form_with_button("Put it into")).await;
    let paths = [
        ("group-list-archive", urls::route::GROUPS.to_owned()),
        ("group-archived", urls::group(new.group.id)),
        ("group-archive-back", urls::archive(new.group.id)),
        ("group-tickets-archived", urls::tickets(new.group.id)),
    ];
    look_as(&house, "ann@example.org", &paths).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_come_of_a_button() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[id]).await;
    let group = circle.group.id;
    for device in [Device::Phone, Device::Desk] {
        let browser = Browser::start(device, Scripts::On).await;
        let here = |name: &str| format!("{name}-{}", device.name());
        enter(&browser, &house, "ann@example.org").await;
        browser
            .go(&format!("{}{}", house.address, urls::group(group)))
            .await;
        press(&browser, "Lost phone").await;
        look_here(&browser, &here("group-lost-phone")).await;

        // Somebody else changes the name while the form is open.
        let ann = house.sign_in("ann@example.org").await;
        let other = ann.get(&urls::settings(group)).await.form("/settings");
        browser
            .go(&format!("{}{}", house.address, urls::settings(group)))
            .await;
        let other = other.with("name", &format!("By another {}", device.name()));
        ann.send(&other).await;
        let name = browser
            .driver
            .find(By::Name("name"))
            .await
            .expect("a field");
        name.clear().await.expect("emptied");
        name.send_keys("By me").await.expect("typed");
        press(&browser, "Save").await;
        let text = browser.text().await;
        assert!(text.contains("Somebody else changed this"), "{text}");
        look_here(&browser, &here("group-settings-meanwhile")).await;

        browser
            .go(&format!("{}{}", house.address, urls::deal(group)))
            .await;
        press(&browser, "Deal tickets").await;
        look_here(&browser, &here("group-dealing")).await;
        let dealing = ann.get(&urls::deal(group)).await;
        let body = dealing.body();
        let link = body.split("class=\"link\">").nth(1).expect("a link");
        let link = link.split('<').next().expect("its characters");
        let path = &link[link.find("/g/").expect("a member's address")..];
        let member = Browser::start(device, Scripts::On).await;
        look(&member, &house, &here("member-dealt"), path).await;
        press(&member, "Take my ticket").await;
        look_here(&member, &here("member-dealt-taken")).await;
        member.end().await;
        ann.send(&dealing.form_with_button("Take all back")).await;
        browser.end().await;
        house.later(jiff::SignedDuration::from_mins(1)).await;
    }
}
