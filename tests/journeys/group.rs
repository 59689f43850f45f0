//! A therapist makes a group, prints its tickets, opens its first session by hand, describes it and calls it off.

use app::entities::staff::Role;
use app::entities::{group, ticket};
use jiff::SignedDuration;
use sea_orm::{EntityTrait, PaginatorTrait};
use tests::house::House;
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::person::Person;
use tests::rows::rows;

on_both_databases!(
    what_was_typed_comes_back_with_messages_beside_it,
    a_group_is_made_and_its_first_session_called_off,
    what_is_sent_twice_is_made_once,
);

async fn what_was_typed_comes_back_with_messages_beside_it(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let blank = ann.get("/groups/new").await.form("/groups/new");
    let page = ann.send(&blank).await;
    assert_eq!(page.status, 422);
    beside(&page, "focus", "Choose what the group meets about");
    beside(&page, "weekday", "Choose the day on which the group meets");

    let typed = blank
        .with("name", &"A <long> name & more ".repeat(4))
        .with("focus", "anxiety")
        .with("weekday", "3")
        .with("ends_at", "half past seven")
        .with("size", "many")
        .with("planned_sessions", "0")
        .with("release_window", "2")
        .with("words_asked", "no")
        .with("second_therapist", "ann@example.org");
    let page = ann.send(&typed).await;
    assert_eq!(page.status, 422);
    assert_eq!(sorted(&page.form("/groups/new")), sorted(&typed));
    beside(&page, "name", "Enter a name of 1 to 60 characters");
    beside(&page, "ends_at", "Enter the time at which a meeting ends");
    beside(&page, "size", "Enter how many members the group has");
    beside(&page, "planned_sessions", "Enter how many sessions");
    beside(&page, "second_therapist", "No other therapist has this");
    for right in ["focus", "weekday", "release_window", "words_asked"] {
        assert!(!page.body().contains(&format!("{right}-error")), "{right}");
    }
    let groups = group::Entity::find().count(&house.app.database.reader);
    assert_eq!(groups.await.expect("groups"), 0);
}

async fn a_group_is_made_and_its_first_session_called_off(house: House) {
    house.hire("ben@example.org", Role::Therapist).await;
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let made = ann.send(&filled(&ann.get("/groups/new").await)).await;
    let dashboard = made.address.clone();
    assert!(dashboard.starts_with("/groups/") && made.status == 200);
    assert!(made.says("Wednesday group") && made.says("No session yet. 8 members."));
    let ben = house.sign_in("ben@example.org").await;
    assert_eq!(ben.get(&dashboard).await.status, 200, "Ben leads it too");

    let tickets = made.link("Tickets");
    print_tickets(&house, &ann, &tickets).await;

    let ask = ann.get(&made.link("Open a session now")).await;
    let open = ann.send(&ask.form_with_button("Open the session")).await;
    assert_eq!(open.address, dashboard);
    assert!(open.says("Session 1 is open"), "{}", open.text());
    let again = ann.send(&ask.form_with_button("Open the session")).await;
    assert_eq!(again.status, 200, "a double click is no fault");
    let opened = rows(&house.app.database).await["session"].len();
    assert_eq!(opened, 1, "one session at a time");
    no_tickets_while_open(&house, &ann, &tickets).await;
    describe(&ann, &open).await;

    let ask = ann.get(&open.link("Cancel this session")).await;
    let cancelled = ann.send(&ask.form_with_button("Cancel the session")).await;
    assert_eq!(cancelled.address, dashboard);
    assert!(!cancelled.says("is open"), "{}", cancelled.text());
    assert!(cancelled.says("Depression is not shown yet"));
    assert!(cancelled.says("Not shown: session 1."));
    let table = cancelled.body();
    assert!(
        table.contains("<td>cancelled</td>"),
        "its table says so: {table}"
    );
    assert!(cancelled.says("Asking for help"), "its topic stays");
    assert_eq!(ann.get(&ask.address).await.status, 404, "only once");
}

async fn what_is_sent_twice_is_made_once(house: House) {
    house.hire("ben@example.org", Role::Therapist).await;
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let form = filled(&ann.get("/groups/new").await);
    let (one, two) = tokio::join!(ann.send(&form), ann.send(&form));
    assert_eq!((one.status, two.status), (200, 200));
    assert_eq!(one.address, two.address, "a double click");
    assert_eq!(ann.send(&form).await.address, one.address);
    let groups = || group::Entity::find().count(&house.app.database.reader);
    assert_eq!(groups().await.expect("groups"), 1);

    // Going back to name another group makes one, and so does the same form filled in afresh.
    let other = ann.send(&form.clone().with("name", "Thursday group")).await;
    let afresh = ann.send(&filled(&ann.get("/groups/new").await)).await;
    assert_ne!(other.address, one.address);
    assert_ne!(afresh.address, one.address);
    assert_eq!(groups().await.expect("groups"), 3);
    // Nor does anybody land in somebody else's group with a form of theirs.
    let ben = house.sign_in("ben@example.org").await;
    let form = form.with("second_therapist", "");
    let (anns, bens) = (ann.send(&form).await, ben.send(&form).await);
    assert_ne!(anns.address, bens.address);

    let tickets = one.link("Tickets");
    let form = ann.get(&tickets).await.form(&tickets);
    let (first, second) = tokio::join!(ann.send(&form), ann.send(&form));
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(printed(&house).await, 8, "a double click");
    assert_eq!(first.bytes, second.bytes, "the same sheet");
    house.later(SignedDuration::from_mins(1)).await;
    ann.send(&form).await;
    assert_eq!(printed(&house).await, 16, "the page is still open");
}

fn filled(page: &Page) -> Form {
    page.form("/groups/new")
        .with("name", "Wednesday group")
        .with("focus", "depression")
        .with("weekday", "3")
        .with("ends_at", "19:30")
        .with("second_therapist", " Ben@example.org ")
}

async fn print_tickets(house: &House, ann: &Person, tickets: &str) {
    let form = ann.get(tickets).await.form(tickets);
    assert_eq!(form.value("count"), Some("8"), "one for each member");
    let none = ann.send(&form.clone().with("count", "none")).await;
    assert_eq!(none.status, 422);
    assert_eq!(none.form(tickets).value("count"), Some("none"));
    beside(&none, "count", "Enter how many tickets");
    assert_eq!(printed(house).await, 0);
    let file = ann.send(&form).await;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), Some("application/pdf"));
    assert!(file.bytes.starts_with(b"%PDF"));
    assert_eq!(printed(house).await, 8);
}

async fn no_tickets_while_open(house: &House, ann: &Person, tickets: &str) {
    let page = ann.get(tickets).await;
    assert!(page.says("Not while a session is open"));
    assert!(page.forms().iter().all(|form| form.action != tickets));
    let count = [("count".into(), "1".into())];
    let refused = ann.post(tickets, &count).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("Not while a session is open"));
    assert_eq!(printed(house).await, 8);
}

async fn describe(ann: &Person, open: &Page) {
    let long = "a topic ".repeat(11).trim().to_owned();
    let typed = open.form("/sessions/").with("topic", &long);
    let typed = typed.with("present", "all of them");
    let page = ann.send(&typed).await;
    assert_eq!(page.status, 422);
    assert_eq!(sorted(&page.form("/sessions/")), sorted(&typed));
    beside(&page, "topic", "Enter a topic of at most 80 characters");
    beside(&page, "present", "Enter how many members were present");

    let right = typed.with("topic", "Asking for help").with("present", "7");
    let saved = ann.send(&right).await;
    assert_eq!(saved.address, open.address);
    assert_eq!(sorted(&saved.form("/sessions/")), sorted(&right));
}

/// A message stands beside its field, is tied to it, and is said in the summary at the top too.
fn beside(page: &Page, field: &str, message: &str) {
    let body = page.body();
    let beside = format!("id=\"{field}-error\">{message}");
    assert!(body.contains(&beside), "{field}: {message}\n{body}");
    let ends = format!("{field}-error\"");
    assert_eq!(body.matches(&ends).count(), 2, "{field} is not tied to it");
    let summary = format!("<a href=\"#{field}\">{message}");
    assert!(body.contains(&summary), "{field} is not in the summary");
}

fn sorted(form: &Form) -> Vec<(String, String)> {
    let mut values = form.values.clone();
    values.sort();
    values
}

async fn printed(house: &House) -> u64 {
    let tickets = ticket::Entity::find().count(&house.app.database.reader);
    tickets.await.expect("tickets")
}
