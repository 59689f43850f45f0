//! Tickets are dealt to a group that meets online: one link, one ticket each, and all see how many are left.

use app::entities::staff::Role;
use app::urls;
use jiff::SignedDuration;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::Page;
use tests::person::Person;
use tests::rows::rows;

on_both_databases!(
    everybody_takes_one_and_answers_with_it,
    the_same_form_twice_takes_one,
    many_at_once_take_different_ones,
    somebody_took_two_and_all_are_taken_back,
    what_is_left_ends_with_the_deal,
);

async fn everybody_takes_one_and_answers_with_it(house: House) {
    let (circle, ann) = led(&house).await;
    let deal = begin(&ann, &circle, "3").await;
    assert!(deal.says("0 of 3 taken") && deal.body().contains("<svg"));
    let mut tickets = Vec::new();
    for _ in 0..3 {
        tickets.push(ticket(&take(&house.visitor(), &deal).await));
    }
    let seen = ann.get(&urls::deal(circle.group.id)).await;
    assert!(seen.says("3 of 3 taken"));
    for own in &tickets {
        assert!(!seen.body().contains(own), "no ticket is shown to staff");
    }
    let late = house.visitor().get(&link(&deal)).await;
    let none = house.visitor().send(&late.form("/d/")).await;
    assert_eq!(none.status, 409);
    assert!(none.says("All tickets have been taken") && none.says("say so now"));

    // Before the session the ticket's page says what to wait for; the session ends the deal.
    let member = house.visitor();
    let early = member
        .get(&urls::ticket_page(&circle.group.code, &tickets[0]))
        .await;
    assert_eq!(early.status, 410);
    assert!(early.says("still to come, or still going on"));
    let session = circle.open(&house).await;
    for own in &tickets {
        let member = house.visitor();
        let survey = member
            .get(&urls::ticket_page(&circle.group.code, own))
            .await;
        assert!(survey.says("11 tickets were given out"), "eight on paper");
        let sent = member.send(&survey.form("/t/")).await;
        assert!(sent.says("Thank you"), "{}", sent.text());
    }
    let over = house.visitor().get(&link(&deal)).await;
    assert_eq!(over.status, 410);
    assert!(over.says("No tickets are dealt here now"));
    circle.close(&house, &session).await;
}

async fn the_same_form_twice_takes_one(house: House) {
    let (circle, ann) = led(&house).await;
    let deal = begin(&ann, &circle, "3").await;
    let member = house.visitor();
    let form = member.get(&link(&deal)).await.form("/d/");
    let (one, two) = tokio::join!(member.send(&form), member.send(&form));
    assert_eq!((one.status, two.status), (200, 200));
    assert_eq!(ticket(&one), ticket(&two), "a double tap, or a proxy");
    let seen = ann.get(&urls::deal(circle.group.id)).await;
    assert!(seen.says("1 of 3 taken"));
    // Looking takes nothing, and a wrong link is none.
    let wrong = format!("{}x", link(&deal));
    assert_eq!(house.visitor().get(&wrong).await.status, 410);
    assert_eq!(house.visitor().get(&link(&deal)).await.status, 200);
    let seen = ann.get(&urls::deal(circle.group.id)).await;
    assert!(seen.says("1 of 3 taken"));
}

async fn many_at_once_take_different_ones(house: House) {
    let (circle, ann) = led(&house).await;
    let deal = begin(&ann, &circle, "6").await;
    let (a, b, c) = (house.visitor(), house.visitor(), house.visitor());
    let (d, e, f) = (house.visitor(), house.visitor(), house.visitor());
    let (a, b, c, d, e, f) = tokio::join!(
        take(&a, &deal),
        take(&b, &deal),
        take(&c, &deal),
        take(&d, &deal),
        take(&e, &deal),
        take(&f, &deal),
    );
    let mut tickets = [a, b, c, d, e, f].map(|page| ticket(&page));
    tickets.sort();
    assert!(tickets.windows(2).all(|pair| pair[0] != pair[1]));
}

async fn somebody_took_two_and_all_are_taken_back(house: House) {
    let (circle, ann) = led(&house).await;
    let deal = begin(&ann, &circle, "3").await;
    let greedy = house.visitor();
    let (one, two) = (take(&greedy, &deal).await, take(&greedy, &deal).await);
    assert_ne!(ticket(&one), ticket(&two));
    let back = ann.send(&deal.form_with_button("Take all back")).await;
    assert!(back.says("How many members need a ticket"));
    let all = rows(&house.app.database).await;
    assert_eq!((all["ticket"].len(), all["ticket_log"].len()), (8, 1));
    // Pressed once more on a page that is still open: nothing is taken back, and that is said.
    let late = ann.send(&deal.form_with_button("Take all back")).await;
    assert_eq!(late.status, 409);
    assert!(late.says("Nothing was taken back"));
    let session = circle.open(&house).await;
    let void = greedy
        .get(&urls::ticket_page(&circle.group.code, &ticket(&one)))
        .await;
    assert!(!void.says("How was today"));
    let refused = ann.send(&back.form("/deal").with("count", "3")).await;
    assert_eq!(refused.status, 409);
    circle.close(&house, &session).await;
}

async fn what_is_left_ends_with_the_deal(house: House) {
    let (circle, ann) = led(&house).await;
    let blank = ann.get(&urls::deal(circle.group.id)).await;
    let wrong = ann.send(&blank.form("/deal").with("count", "65")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("Enter how many tickets, from 1 to 64"));
    let deal = begin(&ann, &circle, "5").await;
    take(&house.visitor(), &deal).await;
    take(&house.visitor(), &deal).await;
    house.later(SignedDuration::from_mins(29)).await;
    assert_eq!(house.visitor().get(&link(&deal)).await.status, 200);
    house.later(SignedDuration::from_mins(2)).await;
    assert_eq!(house.visitor().get(&link(&deal)).await.status, 410);
    let all = rows(&house.app.database).await;
    assert_eq!((all["ticket"].len(), all["deal"].len()), (10, 0));
    let log = house.visitor();
    let log = log.get(&urls::ticket_log(&circle.group.code)).await;
    assert!(log.says("10 tickets were given out"), "{}", log.text());
    // Nobody could have used those that were left.
    let again = begin(&ann, &circle, "2").await;
    assert_ne!(link(&again), link(&deal));
    ann.send(&again.form_with_button("Everybody has one")).await;
    let all = rows(&house.app.database).await;
    assert_eq!((all["ticket"].len(), all["ticket_log"].len()), (10, 2));
}

async fn begin(ann: &Person, circle: &Circle, count: &str) -> Page {
    let tickets = ann.get(&urls::tickets(circle.group.id)).await;
    let blank = ann.get(&tickets.link("Deal tickets")).await;
    let form = blank.form("/deal");
    assert_eq!(form.value("count"), Some("8"));
    ann.send(&form.with("count", count)).await
}

async fn take(member: &Person, deal: &Page) -> Page {
    let offer = member.get(&link(deal)).await;
    assert!(offer.says("A ticket for you"), "{}", offer.text());
    member.send(&offer.form("/d/")).await
}

/// The address that is read from the shared screen.
fn link(deal: &Page) -> String {
    let body = deal.body();
    let after = body.split("class=\"link\">").nth(1).expect("a link");
    let whole = after.split('<').next().expect("its characters");
    whole[whole.find("/g/").expect("a member's address")..].to_owned()
}

fn ticket(page: &Page) -> String {
    let body = page.body();
    let after = body.split("class=\"key\">").nth(1).expect("a ticket");
    after
        .split('<')
        .next()
        .expect("its characters")
        .replace('-', "")
}

async fn led(house: &House) -> (Circle, Person) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(house, 8, 1, &[ann]).await;
    (circle, house.sign_in("ann@example.org").await)
}
