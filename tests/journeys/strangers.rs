//! What is not yours is not there: a group for other therapists, administrators, supervisors and whoever is not signed in.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::Page;
use tests::person::Person;
use tests::rows::rows;

on_both_databases!(
    another_therapists_group_is_not_there,
    administrators_see_names_and_supervisors_reports,
);

async fn another_therapists_group_is_not_there(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let ben = house.staff("ben@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let open = circle.open(&house).await;
    let before = rows(&house.app.database).await;
    let nowhere = ben.get(&urls::group(1)).await;
    assert_eq!(nowhere.status, 404);
    for address in pages(circle.group.id, open.id) {
        let page = ben.get(&address).await;
        assert_eq!(page.status, 404, "{address}");
        assert_eq!(said(&page), said(&nowhere), "{address} tells that it is");
    }
    for address in deeds(circle.group.id, open.id) {
        let fields = everything();
        assert_eq!(ben.post(&address, &fields).await.status, 404, "{address}");
        let visitor = house.visitor().post(&address, &fields).await;
        assert!(visitor.address.starts_with("/sign-in"), "{address}");
    }
    assert!(!ben.get("/groups").await.says("Tuesday group"));
    assert!(!ben.get("/reports").await.says("Tuesday group"));
    let after = rows(&house.app.database).await;
    for table in ["session", "ticket", "ticket_log", "skipped_date", "audit"] {
        assert_eq!(before[table], after[table], "{table} was changed");
    }

    // Nor is a session of theirs there under the address of one's own group.
    let id = house.hire("cid@example.org", Role::Therapist).await;
    let own = Circle::of(&house, 8, 1, &[id]).await;
    let cid = house.sign_in("cid@example.org").await;
    for address in [
        urls::session(own.group.id, open.id),
        urls::cancel_session(own.group.id, open.id),
    ] {
        assert_eq!(cid.get(&address).await.status, 404, "{address}");
        cid.post(&address, &everything()).await;
    }
    let last = rows(&house.app.database).await;
    assert_eq!(before["session"], last["session"]);
}

async fn administrators_see_names_and_supervisors_reports(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let open = circle.open(&house).await;
    let report = urls::report(circle.group.id);

    let adam = house.staff("adam@example.org", Role::Administrator).await;
    let groups = adam.get("/groups").await;
    assert!(groups.says("Tuesday group"));
    let inside = |link: &String| link.starts_with("/groups/");
    assert!(!groups.links().iter().any(inside), "a name, and no way in");
    closed_to(&adam, circle.group.id, open.id).await;
    assert_eq!(adam.get(&report).await.status, 404);
    assert_eq!(adam.get("/reports").await.status, 404);

    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    let groups = sue.get("/groups").await;
    assert!(groups.says("Tuesday group"));
    assert_eq!(groups.link("Choose a period"), report);
    assert_eq!(sue.get(&report).await.status, 200);
    closed_to(&sue, circle.group.id, open.id).await;
}

/// What a page says, but for the reference that is drawn for each failure.
fn said(page: &Page) -> String {
    let text = page.text();
    let (before, after) = text.split_once("Reference ").expect("a reference");
    let (_, after) = after.split_once(' ').expect("the page goes on");
    format!("{before}{after}")
}

/// Everything but the report is not there, and nothing can be done.
async fn closed_to(person: &Person, group: i64, session: i64) {
    for address in pages(group, session) {
        if address != urls::report(group) {
            assert_eq!(person.get(&address).await.status, 404, "{address}");
        }
    }
    for address in deeds(group, session) {
        let page = person.post(&address, &everything()).await;
        assert_eq!(page.status, 404, "{address}");
    }
    assert_eq!(person.get("/groups/new").await.status, 404);
}

fn pages(group: i64, session: i64) -> Vec<String> {
    vec![
        urls::group(group),
        urls::tickets(group),
        urls::open_session(group),
        urls::session(group, session),
        urls::cancel_session(group, session),
        urls::report(group),
        urls::show(group),
        urls::show_part(group, "outcome"),
        urls::tablet(group),
    ]
}

fn deeds(group: i64, session: i64) -> Vec<String> {
    vec![
        urls::tickets(group),
        urls::open_session(group),
        urls::session(group, session),
        urls::cancel_session(group, session),
        urls::skip(group),
        urls::tablet(group),
    ]
}

/// What each of those forms would send.
fn everything() -> Vec<(String, String)> {
    let fields = [
        ("count", "3"),
        ("topic", "Trespassing"),
        ("present", "3"),
        ("date", "2026-03-29"),
        ("skip", "yes"),
    ];
    fields
        .map(|(name, value)| (name.into(), value.into()))
        .into()
}
