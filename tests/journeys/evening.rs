//! Members answer over HTTP, from the ticket to the next evening; staff see nothing before the close, and then the group only.

use app::entities::staff::Role;
use app::sealed::codes;
use app::urls;
use jiff::SignedDuration;
use tests::circle::Circle;
use tests::house::House;
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::person::Person;

const BENEFITS: [&str; 4] = ["Belonging", "Encouragement", "Feedback", "Trust"];

on_both_databases!(
    five_answer_and_come_back,
    four_answers_are_not_shown,
    a_cancelled_evening_is_not_shown,
    a_second_answer_takes_the_place_of_the_first,
    wrong_tickets_and_keys_are_met_calmly,
    an_error_keeps_what_was_typed,
);

async fn five_answer_and_come_back(house: House) {
    let (circle, ann) = circle(&house).await;
    let dashboard = urls::group(circle.group.id);
    let first = circle.open(&house).await;
    let empty = ann.get(&dashboard).await;

    let mut phones = Vec::new();
    for n in 0..5 {
        let phone = house.visitor();
        let survey = phone.get(&circle.ticket(n)).await;
        let thanks = phone.send(&answered(&survey, n)).await;
        assert!(thanks.says("Your answers have been sent"));
        phones.push((phone, thanks));
        let full = ann.get(&dashboard).await;
        assert_eq!(
            full.body(),
            empty.body(),
            "it tells that {} answered",
            n + 1
        );
    }
    let (remembering, thanks) = &phones[0];
    let remembered = remembering.send(&thanks.form("/remember")).await;
    assert!(remembered.says("This phone remembers you"));
    let (copying, thanks) = &phones[1];
    let copy = thanks.form("/copy");
    let key = codes::grouped(copy.value("key").expect("a key"), 5);
    assert!(copying.send(&copy).await.says(&key));

    circle.close(&house, &first).await;
    let shown = ann.get(&dashboard).await;
    for benefit in BENEFITS {
        // The five of them chose each answer once, so that the average is the middle.
        let figure = format!("{benefit} 2. Usual range");
        assert!(!empty.says(&figure) && shown.says(&figure), "{figure}");
    }
    assert!(shown.says("on average"), "{}", shown.text());
    assert!(shown.says("It helped to hear the others."));
    let rest = remembering.get(&circle.address()).await;
    assert!(rest.says("There is nothing to answer now"));

    house.later(SignedDuration::from_hours(6 * 24)).await;
    circle.open(&house).await;
    let survey = remembering.get(&circle.address()).await;
    let form = survey_form(&survey);
    assert_eq!(form.value("key"), None, "the cookie holds the key");
    let thanks = remembering.send(&answered(&survey, 0)).await;
    assert!(thanks.says("Your answers have been sent"));
    assert!(!thanks.says("Remember me"), "it remembers already");

    let elsewhere = house.visitor();
    let door = elsewhere.get(&circle.address()).await;
    let typed = door.form("/key").with("key", &key.to_lowercase());
    let survey = elsewhere.send(&typed).await;
    let thanks = elsewhere.send(&answered(&survey, 1)).await;
    assert!(
        thanks.says("Your answers have been sent"),
        "{}",
        thanks.text()
    );
    assert!(!thanks.address.contains(&key[..5]), "no key in an address");
}

async fn four_answers_are_not_shown(house: House) {
    let (circle, ann) = circle(&house).await;
    let open = circle.open(&house).await;
    answer(&house, &circle, 4).await;
    circle.close(&house, &open).await;
    nothing_shown(&ann.get(&urls::group(circle.group.id)).await);
}

async fn a_cancelled_evening_is_not_shown(house: House) {
    let (circle, ann) = circle(&house).await;
    let open = circle.open(&house).await;
    answer(&house, &circle, 6).await;
    let ask = ann
        .get(&urls::cancel_session(circle.group.id, open.id))
        .await;
    let dashboard = ann.send(&ask.form_with_button("Cancel the session")).await;
    nothing_shown(&dashboard);
    circle.close(&house, &open).await;
    nothing_shown(&ann.get(&dashboard.address).await);
}

async fn a_second_answer_takes_the_place_of_the_first(house: House) {
    let (circle, _) = circle(&house).await;
    circle.open(&house).await;
    let phone = house.visitor();
    let form = answered(&phone.get(&circle.ticket(0)).await, 0);
    let first = phone.send(&form).await;
    let replayed = phone.send(&form).await;
    assert_eq!(replayed.bytes, first.bytes, "a replay looks the same");
    let changed = form.with("chorus-session-1", "0");
    let changed = phone.send(&changed.with("words", "Rather this.")).await;
    assert_eq!(changed.bytes, first.bytes, "so does another answer");
    assert!(first.says("taken the place of your earlier answers"));
}

async fn wrong_tickets_and_keys_are_met_calmly(house: House) {
    let (circle, _) = circle(&house).await;
    let before = house.visitor().get(&circle.ticket(0)).await;
    assert_eq!(before.status, 410);
    assert!(before.says("The survey is not open now"));

    let open = circle.open(&house).await;
    let early = house.visitor();
    let late = early.get(&circle.ticket(1)).await;
    let phone = house.visitor();
    let taken = phone.get(&circle.ticket(0)).await;
    phone.send(&answered(&taken, 0)).await;
    let used = house.visitor().get(&circle.ticket(0)).await;
    assert_eq!(used.status, 409);
    assert!(used.says("This ticket has been used"));
    assert!(used.says("you can still change your answers, with your key"));
    assert_eq!(used.link("Back to the group’s page"), circle.address());

    let door = house.visitor().get(&circle.address()).await;
    let typed = door.form("/ticket").with("ticket", "half a ticket");
    let page = phone.send(&typed).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.form("/ticket").value("ticket"), Some("half a ticket"));
    assert!(page.body().contains("id=\"ticket-error\">A ticket has ten"));
    let typed = door.form("/key").with("key", "<half a key");
    let page = phone.send(&typed).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.form("/key").value("key"), Some("<half a key"));
    assert!(page.body().contains("id=\"key-error\">A key has 26"));
    let nothing = phone.send(&door.form("/ticket").with("ticket", "")).await;
    assert_eq!(nothing.status, 422);
    assert!(
        nothing
            .body()
            .contains("id=\"ticket-error\">A ticket has ten")
    );
    let never = codes::draw(10, &app::random::Random::seeded(7));
    let typed = door.form("/ticket").with("ticket", &never);
    let page = house.visitor().send(&typed).await;
    assert_eq!(page.status, 404);
    assert!(page.says("We do not know this ticket"), "{}", page.text());
    assert_eq!(page.link("Try again"), circle.address());

    circle.close(&house, &open).await;
    let page = early.send(&answered(&late, 1)).await;
    assert_eq!(page.status, 410);
    assert!(page.says("This survey has closed"));
}

async fn an_error_keeps_what_was_typed(house: House) {
    let (circle, _) = circle(&house).await;
    circle.open(&house).await;
    let phone = house.visitor();
    let form = answered(&phone.get(&circle.ticket(0)).await, 0);
    let words = format!("\n<b>{}", "It was long. ".repeat(40));
    let long = form.with("words", &words).without("chorus-session-3");
    let long = long.with("chorus-session-4", "-").with("objection", "yes");
    let page = phone.send(&long).await;
    assert_eq!(page.status, 422);
    assert!(
        page.body()
            .contains("id=\"words-error\">Your words are longer")
    );
    let kept = survey_form(&page);
    for name in kept.names().iter().filter(|name| *name != "words") {
        assert_eq!(kept.value(name), long.value(name), "{name}");
    }
    let text = kept.value("words").expect("words");
    assert_eq!(text.trim(), words.trim(), "word for word");
    let thanks = phone.send(&kept.with("words", "Short.")).await;
    assert!(thanks.says("Your answers have been sent"));
}

/// A group of Ann's, and Ann.
async fn circle(house: &House) -> (Circle, Person) {
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(house, 8, 1, &[id]).await;
    (circle, house.sign_in("ann@example.org").await)
}

async fn answer(house: &House, circle: &Circle, people: usize) {
    for n in 0..people {
        let phone = house.visitor();
        let survey = phone.get(&circle.ticket(n)).await;
        let thanks = phone.send(&answered(&survey, n)).await;
        assert!(thanks.says("Your answers have been sent"));
    }
}

fn survey_form(page: &Page) -> Form {
    page.form_with_button("Send")
}

/// The survey as member `n` fills it in: every question, and the first one some words.
fn answered(page: &Page, n: usize) -> Form {
    let mut form = survey_form(page);
    for name in form.names() {
        let choices = form.choices(&name);
        if choices.len() > 1 {
            form = form.with(
                &name,
                &choices[(n + choices.len() / 2) % (choices.len() - 1)],
            );
        }
    }
    match n {
        0 => form.with("words", "It helped to hear the others."),
        _ => form,
    }
}

fn nothing_shown(dashboard: &Page) {
    let text = dashboard.text();
    assert!(text.contains("Depression is not shown yet"), "{text}");
    assert!(text.contains("Not shown: session 1."), "{text}");
    for benefit in BENEFITS {
        assert!(text.contains(&format!("{benefit}. Usual range")), "{text}");
    }
    assert!(!text.contains("It helped to hear"), "{text}");
}
