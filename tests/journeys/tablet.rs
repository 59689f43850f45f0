//! A tablet is passed round: the therapist is signed out, each person has a turn, and what is somebody's own stays closed.

use app::entities::staff::{self, Role};
use app::entities::{audit, staff_link, tally};
use app::urls::{self, route};
use sea_orm::EntityTrait;
use tests::circle::Circle;
use tests::house::{House, PASSWORD};
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::person::Person;

on_both_databases!(
    a_tablet_goes_from_hand_to_hand,
    a_turn_that_is_over_sends_nothing,
    nothing_of_ones_own_opens_on_it,
    only_a_therapist_begins_and_signing_in_ends_it,
);

/// A group of Ann's with an open session, and a tablet on which she has begun to pass it round.
async fn passed_round(house: &House) -> (Circle, Person, Page) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(house, 8, 1, &[ann]).await;
    circle.open(house).await;
    let tablet = house.sign_in("ann@example.org").await;
    let door = begin(&tablet, &circle).await;
    (circle, tablet, door)
}

async fn begin(tablet: &Person, circle: &Circle) -> Page {
    let dashboard = tablet.get(&urls::group(circle.group.id)).await;
    let ask = tablet.get(&dashboard.link("Pass a tablet round")).await;
    let door = tablet.send(&ask.form_with_button("Sign me out")).await;
    assert_eq!(
        (door.status, door.address.as_str()),
        (200, circle.address().as_str())
    );
    door
}

/// The survey as somebody fills it in who takes the second choice everywhere.
fn answered(survey: &Page) -> Form {
    let mut form = survey.form_with_button("Send");
    for name in form.names() {
        let choices = form.choices(&name);
        if choices.len() > 3 {
            form = form.with(&name, &choices[1]);
        }
    }
    form
}

async fn a_tablet_goes_from_hand_to_hand(house: House) {
    let (circle, tablet, mut door) = passed_round(&house).await;
    let staff = tablet.get(&urls::group(circle.group.id)).await;
    assert_eq!(
        staff.address,
        urls::sign_in(Some(&urls::group(circle.group.id))),
        "signed out"
    );
    let deeds = audit::Entity::find().all(&house.app.database.reader).await;
    let deeds = deeds.expect("the database answers");
    assert!(
        deeds
            .iter()
            .any(|deed| deed.action == "tablet-passed-round")
    );

    for ticket in &circle.tickets[..5] {
        assert_eq!(door.header("clear-site-data"), Some("\"cache\""));
        let survey = tablet
            .send(&door.form("/ticket").with("ticket", ticket))
            .await;
        let form = answered(&survey).with("words", "It rained.");
        let key = form.value("key").expect("a key").to_owned();
        let shown = app::sealed::codes::grouped(&key, 5);
        assert!(survey.says(&shown), "it can be written down before");
        let thanks = tablet.send(&form).await;
        assert!(thanks.says("Your answers have been sent"));
        assert_eq!(thanks.address, urls::passed(&circle.group.code));
        assert_eq!(thanks.header("clear-site-data"), Some("\"cache\""));
        assert!(thanks.forms().is_empty(), "nothing to remember or to copy");
        door = tablet.get(&thanks.link("Next person")).await;
        for page in [&thanks, &door] {
            assert!(!page.body().contains(&key) && !page.says(&shown) && !page.says("It rained"));
            let cookies = page.headers.iter().filter(|(name, _)| name == "set-cookie");
            assert!(
                cookies
                    .into_iter()
                    .all(|(_, value)| value.starts_with("passed-round="))
            );
        }
    }
    house.at("2026-03-25T07:00:01Z").await;
    let tallies = tally::Entity::find().all(&house.app.database.reader).await;
    let tallies = tallies.expect("the database answers");
    assert!(
        !tallies.is_empty() && tallies.iter().all(|tally| tally.n == 5),
        "{tallies:?}"
    );
    let door = tablet.get(&circle.address()).await;
    assert!(door.says("There is nothing to answer now") && door.forms().is_empty());
}

async fn a_turn_that_is_over_sends_nothing(house: House) {
    let (circle, tablet, door) = passed_round(&house).await;
    let ticket = door.form("/ticket").with("ticket", &circle.tickets[0]);
    let survey = tablet.send(&ticket).await;
    let long = answered(&survey).with("words", &"It rained. ".repeat(60));
    let wrong = tablet.send(&long).await;
    assert_eq!(wrong.status, 422);
    let short = wrong.form_with_button("Send").with("words", "It rained.");
    let thanks = tablet.send(&short).await;
    let again = tablet.send(&short).await;
    assert!(thanks.says("Your answers have been sent"));
    // What the browser still has of the turn before leads to the empty way in, whatever it is.
    let key = short.value("key").expect("a key");
    let typed = door.form("/key").with("key", key);
    for page in [
        again,
        tablet.send(&long).await,
        tablet.send(&ticket).await,
        tablet.send(&typed).await,
    ] {
        assert_eq!(
            (page.status, page.address.as_str()),
            (200, circle.address().as_str())
        );
        assert!(page.says("I have a new ticket"), "{}", page.text());
        assert!(!page.body().contains(key) && !page.says("It rained"));
    }
    // In the same turn the same answers may be sent again: a lost reply burns nothing.
    let door = tablet.get(&circle.address()).await;
    let ticket = door.form("/ticket").with("ticket", &circle.tickets[1]);
    let form = answered(&tablet.send(&ticket).await);
    let once = tablet
        .client()
        .post(tablet.whole(&form.action))
        .form(&form.values);
    let twice = once.try_clone().expect("a form");
    for reply in [once, twice] {
        let reply = reply.header("sec-fetch-site", "same-origin").send().await;
        let page = tablet.page(reply.expect("an answer")).await;
        assert!(page.says("Your answers have been sent") || page.says("I have a new ticket"));
    }
}

async fn nothing_of_ones_own_opens_on_it(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    let keys = circle.past(&house, 2, 6).await;
    circle.seats(&house, &["Kim"]).await;
    circle.open(&house).await;
    let tablet = house.sign_in("ann@example.org").await;
    // Somebody had the tablet remember them before.
    let door = tablet.get(&circle.address()).await;
    let survey = tablet.send(&door.form("/key").with("key", &keys[0])).await;
    let thanks = tablet.send(&survey.form_with_button("Send")).await;
    tablet.send(&thanks.form("/remember")).await;
    let remembered = tablet.get(&circle.address()).await;
    assert!(remembered.says("short questions"));

    let door = begin(&tablet, &circle).await;
    assert!(door.says("I have a new ticket"), "nobody is remembered");
    let code = circle.group.code.as_str();
    let key = vec![("key".to_owned(), keys[1].clone())];
    for address in [urls::heard(code), urls::own(code), urls::inbox(code)] {
        let looked = tablet.get(&address).await;
        let typed = tablet.post(&address, &key).await;
        for page in [looked, typed] {
            assert_eq!(page.status, 403, "{address}");
            assert!(page.says("Not on this tablet") && !page.says("Depression"));
            assert_eq!(page.link("Back to the group’s page"), circle.address());
        }
    }
    for address in [
        urls::remember(code),
        urls::copy(code),
        urls::inbox_remember(code),
    ] {
        let page = tablet.post(&address, &key).await;
        assert_eq!(
            (page.status, page.header("set-cookie")),
            (403, None),
            "{address}"
        );
    }
    // A key that somebody wrote down answers, and shows no plan of theirs.
    let survey = tablet.send(&door.form("/key").with("key", &keys[1])).await;
    let thanks = tablet.send(&answered(&survey)).await;
    assert!(
        thanks.says("Your answers have been sent"),
        "{}",
        thanks.text()
    );
    let unknown = tablet.get(&circle.address()).await.form("/key");
    let refused = tablet.send(&unknown.with("key", &"0".repeat(26))).await;
    assert!(refused.says("We do not know this key") && !refused.says("Forget me"));
    assert_eq!(refused.link("Next person"), circle.address());
}

async fn only_a_therapist_begins_and_signing_in_ends_it(house: House) {
    let (circle, tablet, _) = passed_round(&house).await;
    let address = urls::tablet(circle.group.id);
    house.hire("bob@example.org", Role::Therapist).await;
    let bob = house.sign_in("bob@example.org").await;
    assert_eq!(bob.get(&address).await.status, 404, "not his group");
    assert_eq!(bob.post(&address, &[]).await.status, 404);
    let stranger = house.visitor();
    assert_eq!(
        stranger.post(&address, &[]).await.address,
        urls::route::SIGN_IN
    );
    let thanks = stranger.get(&urls::passed(&circle.group.code)).await;
    assert_eq!(
        thanks.address,
        circle.address(),
        "no turn on a phone of one's own"
    );
    assert_eq!(thanks.header("set-cookie"), None);

    let back = tablet
        .get(&circle.address())
        .await
        .link("take this tablet back");
    assert_eq!(back, route::SIGN_IN);
    let form = tablet.get(&back).await.form("sign-in");
    let form = form
        .with("email", "ann@example.org")
        .with("password", PASSWORD);
    assert_eq!(tablet.send(&form).await.address, route::GROUPS);
    let heard = tablet.get(&urls::heard(&circle.group.code)).await;
    assert!(heard.says("Your key opens it"), "a browser like any other");
    let door = tablet.get(&circle.address()).await;
    assert_eq!(door.header("clear-site-data"), None);

    // So does choosing a password with a link.
    let tablet = house.sign_in("ann@example.org").await;
    begin(&tablet, &circle).await;
    let app = &house.app;
    let ann = staff::find("ann@example.org", &app.database.reader).await;
    let ann = ann.expect("it answers").expect("an account").id;
    let (now, writer) = (app.clock.now(), &app.database.writer);
    let link = staff_link::make(ann, now, &app.random, writer).await;
    let link = urls::choose_password(&link.expect("a link"));
    let form = tablet.get(&link).await.form_with_button("Keep it");
    let inside = tablet.send(&form.with("password", PASSWORD)).await;
    assert_eq!(inside.address, route::GROUPS);
    let heard = tablet.get(&urls::heard(&circle.group.code)).await;
    assert!(heard.says("Your key opens it"), "{}", heard.text());
}
