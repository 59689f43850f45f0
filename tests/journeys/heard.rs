//! What members get with a key of their own: the group's page, and for a seat its inbox.

use app::entities::staff::Role;
use app::sealed::pouch::Pouch;
use app::urls;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;

on_both_databases!(
    the_groups_page_opens_with_a_key_only,
    an_inbox_opens_with_its_ticket_once,
);

async fn the_groups_page_opens_with_a_key_only(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    let keys = circle.past(&house, 2, 6).await;
    let address = urls::heard(&circle.group.code);
    let member = house.visitor();
    let ask = member.get(&address).await;
    assert!(!ask.says("Depression"), "nothing without a key");
    let form = ask.form("/heard");
    let page = member.send(&form.clone().with("key", &keys[0])).await;
    assert!(page.says("Depression"), "{}", page.text());
    assert!(page.body().contains("<svg"));
    assert!(!page.says("Tuesday group") && !page.address.contains(&keys[0]));
    assert!(!page.says("To the notes for me"), "this group writes none");
    circle.seats(&house, &["Kim"]).await;
    let page = member.send(&form.clone().with("key", &keys[0])).await;
    let inbox = urls::inbox(&circle.group.code);
    assert_eq!(page.link("To the notes for me"), inbox);
    let fetched = page.forms().into_iter().map(|form| form.action);
    assert!(
        fetched
            .into_iter()
            .all(|action| !action.starts_with(&inbox)),
        "no key goes there"
    );
    let stranger = member.send(&form.with("key", &"0".repeat(26))).await;
    assert!(
        !stranger.says("Depression"),
        "a key of nobody opens nothing"
    );
}

async fn an_inbox_opens_with_its_ticket_once(house: House) {
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let (app, group) = (&house.app, &circle.group);
    let tx = app.database.begin().await.expect("a transaction");
    let made = Pouch::create(group.id, &app.keys, &app.random, &tx).await;
    made.expect("a pouch");
    let opened = Pouch::open_locked(group.id, &app.keys, &tx).await;
    let mut pouch = opened.expect("it opens").expect("it is there");
    pouch.enter("Kim", 0, &app.random);
    let seat = pouch.seats[0].id;
    let ticket = pouch
        .ticket_for(seat, &app.keys, &app.random)
        .expect("a ticket");
    let stored = pouch.store(&app.keys, &app.random, &tx).await;
    stored.expect("it is stored");
    tx.commit().await.expect("it is stored");

    let address = urls::inbox_ticket(&group.code, ticket.code());
    let (kim, other) = (house.visitor(), house.visitor());
    let (asks, also) = (kim.get(&address).await, other.get(&address).await);
    let opened = kim.send(&asks.form(&address)).await;
    assert_eq!(opened.status, 200, "{}", opened.text());
    let again = kim.send(&asks.form(&address)).await;
    assert_eq!(again.status, 200, "the same ticket and key once more");
    let refused = other.send(&also.form(&address)).await;
    assert_ne!(refused.status, 200, "another key");
    let inbox = urls::inbox(&group.code);
    let read = opened.forms().into_iter().find(|form| form.action == inbox);
    let page = kim.send(&read.expect("a way to read it")).await;
    assert!(page.says("Kim"), "{}", page.text());
}
