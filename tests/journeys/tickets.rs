//! A lost phone at the door, tickets that are made void, and new keys for everybody; each in the ticket log for members.

use app::entities::staff::Role;
use app::urls;
use jiff::SignedDuration;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::person::Person;
use tests::rows::rows;

on_both_databases!(
    a_lost_phone_is_one_tap,
    unused_tickets_are_made_void_without_a_number,
    new_keys_end_the_old_ones_and_carry_progress_over,
);

async fn a_lost_phone_is_one_tap(house: House) {
    let (circle, ann) = led(&house).await;
    let tap = ann.get(&urls::group(circle.group.id)).await;
    let tap = tap.form_with_button("Lost phone");
    let (one, two) = tokio::join!(ann.send(&tap), ann.send(&tap));
    assert_eq!((one.status, two.status), (200, 200));
    let ticket = code(&one.body());
    assert_eq!(ticket, code(&two.body()), "a double tap");
    assert!(one.body().contains("<svg"), "to be scanned");
    assert_eq!(one.header("cache-control"), Some("no-store"));
    assert_eq!(rows(&house.app.database).await["ticket"].len(), 9);

    house.later(SignedDuration::from_mins(1)).await;
    let session = circle.open(&house).await;
    let refused = ann.send(&tap).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("No ticket can be made while a session is open"));
    let survey = house
        .visitor()
        .get(&urls::ticket_page(&circle.group.code, &ticket))
        .await;
    assert!(survey.says("How was today"));
    assert!(
        survey.says("9 tickets were given out; 1 replaces a lost phone, 24 March"),
        "{}",
        survey.text()
    );
    circle.close(&house, &session).await;
}

async fn unused_tickets_are_made_void_without_a_number(house: House) {
    let (mut circle, ann) = led(&house).await;
    circle.past(&house, 1, 5).await;
    let page = ann.get(&urls::tickets(circle.group.id)).await;
    let ask = ann.get(&page.link("Make unused tickets void")).await;
    let done = ann.send(&ask.form_with_button("Make them void")).await;
    assert_eq!(done.address, urls::tickets_after(circle.group.id, "void"));
    assert!(done.says("Unused tickets are void."));
    let all = rows(&house.app.database).await;
    assert!(all["ticket"].is_empty());
    // Nothing tells how many there were, and so how many had answered.
    let deed = &all["audit"].last().expect("a deed");
    assert!(deed.contains("tickets-made-void"), "{deed}");
    ann.send(&ask.form_with_button("Make them void")).await;
    let log = rows(&house.app.database).await["ticket_log"].len();
    assert_eq!(log, 2, "printed once, void once");

    // A ticket that replaced a phone a moment before is void too, and not handed out once more.
    let tap = ann.get(&urls::group(circle.group.id)).await;
    let tap = tap.form_with_button("Lost phone");
    let first = code(&ann.send(&tap).await.body());
    ann.send(&ask.form_with_button("Make them void")).await;
    let second = code(&ann.send(&tap).await.body());
    assert_ne!(first, second);
    ann.send(&ask.form_with_button("Make them void")).await;
    let log = urls::ticket_log(&circle.group.code);
    let log = house.visitor().get(&log).await;
    let text = log.text();
    let void: Vec<usize> = text
        .match_indices("unused tickets were made void")
        .map(|(at, _)| at)
        .collect();
    let lost: Vec<usize> = text.match_indices(": 1 ticket").map(|(at, _)| at).collect();
    assert_eq!((void.len(), lost.len()), (3, 2), "{text}");
    assert!(void[0] < lost[0] && lost[0] < void[1] && void[1] < lost[1] && lost[1] < void[2]);
    let line = "unused ones were made void on 24 March";
    assert!(log.says(line), "{}", log.text());
    assert!(log.says("24 March: unused tickets were made void"));
    let session = circle.open(&house).await;
    let void = house.visitor().get(&circle.ticket(0)).await;
    assert!(!void.says("How was today"), "{}", void.text());
    let refused = ann.send(&ask.form_with_button("Make them void")).await;
    assert_eq!(refused.status, 409);
    circle.close(&house, &session).await;
}

async fn new_keys_end_the_old_ones_and_carry_progress_over(house: House) {
    let (mut circle, ann) = led(&house).await;
    let keys = circle.past(&house, 3, 6).await;
    let page = ann.get(&urls::tickets(circle.group.id)).await;
    let ask = ann.get(&page.link("New keys for everybody")).await;
    let end = ask.form_with_button("End all keys now");
    let session = circle.open(&house).await;
    let refused = ann.send(&end).await;
    assert_eq!(
        (refused.status, refused.says("A session is open")),
        (409, true)
    );
    circle.close(&house, &session).await;
    let ann = house.sign_in("ann@example.org").await;
    let done = ann.send(&end).await;
    assert_eq!(done.address, urls::tickets_after(circle.group.id, "keys"));
    assert!(done.says("Print new tickets now."));
    let again = ann.send(&end).await;
    assert_eq!(again.status, 409);
    assert!(again.says("less than 30 days ago"));

    // Between sessions an old key still shows its progress; in the survey it is nobody's without a new ticket.
    let member = house.visitor();
    let door = member.get(&circle.address()).await.form("/key");
    assert_eq!(member.send(&door.with("key", &keys[0])).await.status, 200);
    circle.group.epoch = 2;
    circle.tickets.clear();
    circle.print(&house, 1).await;
    house.later(SignedDuration::from_hours(24 * 6)).await;
    let session = circle.open(&house).await;
    let door = member.get(&circle.address()).await.form("/key");
    let refused = member.send(&door.with("key", &keys[0])).await;
    assert!(
        refused.says("We do not know this key"),
        "{}",
        refused.text()
    );
    let survey = member.get(&circle.ticket(0)).await;
    let form = survey.form("/t/").with("key-before", &keys[0]);
    assert!(member.send(&form).await.says("Thank you"));
    circle.close(&house, &session).await;
    let own = member
        .get(&urls::own(&circle.group.code))
        .await
        .form("/own");
    let own = member.send(&own.with("key", &keys[0])).await;
    assert_eq!(own.status, 200);
    assert!(own.says("PHQ-8"), "{}", own.text());
}

/// The ticket on the screen.
fn code(body: &str) -> String {
    let after = body.split("class=\"key\">").nth(1).expect("a ticket");
    let code = after.split('<').next().expect("its characters");
    code.replace('-', "")
}

async fn led(house: &House) -> (Circle, Person) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(house, 8, 1, &[ann]).await;
    (circle, house.sign_in("ann@example.org").await)
}
