//! Behind a proxy that sends every POST twice, each thing is done once and nobody is told of an error.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::house::{House, PASSWORD};
use tests::on_both_databases;
use tests::page::Form;
use tests::person::Person;
use tests::reporting;
use tests::retrying::RetryingProxy;
use tests::rows::rows;

on_both_databases!(
    a_member_answers_once,
    what_staff_do_is_done_once,
    a_colleague_is_invited_once_with_a_link_that_works,
);

async fn a_member_answers_once(house: House) {
    let proxy = RetryingProxy::start(&house.address).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let session = circle.open(&house).await;
    for n in 0..5 {
        let member = Person::through(&house.address, &proxy.address);
        let form = member.get(&circle.ticket(n)).await.form("/t/");
        let form = form.with("chorus-session-1", "2");
        let sent = member.send(&form).await;
        assert!(sent.says("Thank you"), "{}", sent.text());
        let kept = sent.form("/remember");
        assert_eq!(member.send(&kept).await.status, 200);
        let again = member.get(&circle.address()).await;
        assert!(again.says("How was today"), "this phone is remembered");
    }
    circle.close(&house, &session).await;
    assert_eq!(proxy.retried(), 10);
    let shown = &rows(&house.app.database).await["release"];
    assert_eq!(shown.len(), 1);
    let page = house.sign_in("ann@example.org").await;
    let page = page.get(&urls::group(circle.group.id)).await;
    assert!(page.says("5 answered"), "{}", page.text());
    // Three of eight tickets are left.
    assert_eq!(rows(&house.app.database).await["ticket"].len(), 3);
}

async fn what_staff_do_is_done_once(house: House) {
    let proxy = RetryingProxy::start(&house.address).await;
    reporting::groups(&house, &["North", "South", "West"]).await;
    let ann = enter(&house, &proxy, "ann@example.org", Role::Therapist).await;
    let before = rows(&house.app.database).await;
    let new = ann.get("/groups/new").await.form("/groups/new");
    let new = new
        .with("name", "Evening")
        .with("focus", "depression")
        .with("weekday", "3")
        .with("ends_at", "19:30");
    let group = ann.send(&new).await;
    assert!(group.says("Evening"));
    let tickets = ann.get(&group.link("Tickets")).await;
    let print = ann.send(&tickets.form("/tickets")).await;
    assert!(print.bytes.starts_with(b"%PDF"));
    done(&ann, &tickets.form_with_button("Lost phone")).await;
    let deal = ann.get(&tickets.link("Deal tickets")).await;
    done(&ann, &deal.form("/deal")).await;
    let settings = ann.get(&group.link("Settings")).await;
    done(&ann, &settings.form("/settings").with("name", "Evenings")).await;
    let open = ann.get(&group.link("Open a session now")).await;
    let open = ann.send(&open.form_with_button("Open the session")).await;
    let topic = open.form("/sessions/").with("topic", "Sleep");
    done(&ann, &topic).await;

    let sue = enter(&house, &proxy, "sue@example.org", Role::Supervisor).await;
    let wanted = reporting::wanted(&sue, "2026-Q1").await;
    done(&sue, &wanted).await;
    let schedule = sue.get("/schedules/new").await.form("/schedules/new");
    done(&sue, &schedule).await;

    let after = rows(&house.app.database).await;
    let more = |table: &str| after[table].len() - before[table].len();
    let made = [
        "groups",
        "session",
        "ticket",
        "ticket_log",
        "report",
        "schedule",
    ]
    .map(more);
    assert_eq!(made, [1, 1, 9, 2, 1, 1], "the deal ended with the session");
    assert_eq!(proxy.retried(), 11);
}

async fn a_colleague_is_invited_once_with_a_link_that_works(house: House) {
    let proxy = RetryingProxy::start(&house.address).await;
    let ada = enter(&house, &proxy, "ada@example.org", Role::Administrator).await;
    let invite = ada.get("/staff").await.form_with_button("Make the account");
    let invite = invite
        .with("name", "Ben")
        .with("email", "ben@example.org")
        .with("role", "therapist");
    let page = ada.send(&invite).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let body = page.body();
    let link = body.split("class=\"link\">").nth(1).expect("a link");
    let link = link.split('<').next().expect("its characters");
    let ben = Person::through(&house.address, &proxy.address);
    let choose = ben.get(link).await.form("/password/");
    let choose = choose.with("password", PASSWORD);
    // A link works once, also here; the page says how to go on, and so it does.
    let over = ben.send(&choose).await;
    assert!(over.says("If you have chosen a password with it, sign in"));
    let form = ben.get(&over.link("Sign in")).await.form("sign-in");
    let form = form.with("email", "ben@example.org");
    let inside = ben.send(&form.with("password", PASSWORD)).await;
    assert_eq!(inside.address, "/groups", "{}", inside.text());
    // Somebody else with this address is still refused.
    let other = invite.with("name", "Benedict");
    assert_eq!(ada.send(&other).await.status, 422);
}

/// Signs in through the proxy.
async fn enter(house: &House, proxy: &RetryingProxy, email: &str, role: Role) -> Person {
    house.hire(email, role).await;
    let person = Person::through(&house.address, &proxy.address);
    let form = person.get("/sign-in").await.form("sign-in");
    let page = person
        .send(&form.with("email", email).with("password", PASSWORD))
        .await;
    assert_eq!(page.address, "/groups", "{}", page.text());
    person
}

async fn done(person: &Person, form: &Form) {
    let page = person.send(form).await;
    assert_eq!(page.status, 200, "{}: {}", form.action, page.text());
}
