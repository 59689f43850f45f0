//! Words that look like SQL, markup or header lines: they are stored as they were typed and shown as they are read.

use app::entities::staff::{self, Role};
use app::urls::{self, route};
use reqwest::Url;
use sea_orm::EntityTrait;
use tests::circle::Circle;
use tests::house::{House, PASSWORD};
use tests::on_both_databases;
use tests::page::{Form, Page};
use tests::rows::rows;

on_both_databases!(
    what_looks_like_sql_is_only_words,
    what_looks_like_markup_is_only_words,
    fields_that_no_page_has_change_nothing,
);

const SQL: &str = "x'); DELETE FROM staff; -- \" OR '1'='1";
const MARKUP: &str = "<script>alert(1)</script><img src=x onerror=alert(1)> \"' & </textarea>";

async fn what_looks_like_sql_is_only_words(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::named(&house, SQL, &[ann]).await;
    let open = circle.open(&house).await;
    let person = house.sign_in("ann@example.org").await;
    let before = rows(&house.app.database).await;
    assert!(person.get(route::GROUPS).await.says(SQL));

    // Where it is looked for: nothing is found, and nobody is let in.
    let visitor = house.visitor();
    let form = visitor.get(route::SIGN_IN).await.form("sign-in");
    for email in [
        SQL,
        "ann@example.org' --",
        "' OR ''='",
        "%",
        "ann@example.or_",
    ] {
        let typed = form.clone().with("email", email);
        let page = visitor.send(&typed.with("password", PASSWORD)).await;
        assert_eq!(page.status, 422, "{email}");
        assert_eq!(page.form("sign-in").value("email"), Some(email));
    }
    for odd in ["' OR 1=1 --", "1 OR 1=1", "1;DROP TABLE staff", "%25", "_"] {
        for address in [
            urls::group_page(odd),
            urls::ticket_page(&circle.group.code, odd),
            urls::choose_password(odd),
            format!("/groups/{odd}"),
            format!("/groups/{}/sessions/{odd}", circle.group.id),
        ] {
            let page = person.get(&address).await;
            assert!(
                [400, 404, 410].contains(&page.status),
                "{address}: {}",
                page.status
            );
        }
    }
    assert!(rows(&house.app.database).await == before);

    // Where it is kept: word for word.
    let address = urls::session(circle.group.id, open.id);
    let page = person.get(&address).await;
    person
        .send(&page.form("/sessions/").with("topic", SQL))
        .await;
    let kept = person.get(&address).await;
    assert_eq!(kept.form("/sessions/").value("topic"), Some(SQL));
    let accounts = staff::Entity::find().all(&house.app.database.reader).await;
    assert_eq!(accounts.expect("the database answers").len(), 1);
}

async fn what_looks_like_markup_is_only_words(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::named(&house, MARKUP, &[ann]).await;
    circle.past(&house, 2, 6).await;
    circle.print(&house, 8).await;
    circle.seats(&house, &["<b>Kim</b>"]).await;
    let ann = house.sign_in("ann@example.org").await;
    house.later(jiff::SignedDuration::from_secs(1)).await;
    let open = circle.open(&house).await;

    // Staff, groups, topics and teams are called so; members and therapists write so.
    let people = ada.get(route::PEOPLE).await;
    let invited = people
        .form_with_button("Make the account")
        .with("name", MARKUP)
        .with("email", "eve@example.org")
        .with("role", "supervisor");
    plain(&ada.send(&invited).await);
    let session = urls::session(circle.group.id, open.id);
    let form = ann.get(&session).await.form("/sessions/");
    plain(&ann.send(&form.with("topic", MARKUP)).await);
    for n in 0..6 {
        let phone = house.visitor();
        let survey = phone.get(&circle.ticket(n)).await;
        let form = answered(&survey).with("words", MARKUP);
        assert!(phone.send(&form).await.says("have been sent"));
    }
    circle.close(&house, &open).await;
    let ann = house.sign_in("ann@example.org").await;
    let dashboard = ann.get(&urls::group(circle.group.id)).await;
    assert!(dashboard.says(MARKUP), "{}", dashboard.text());
    let ada = house.sign_in("ada@example.org").await;
    for person in [&ada, &ann] {
        let start = [route::GROUPS.to_owned(), route::PEOPLE.to_owned()];
        for address in tests::walk::addresses(person, &start).await {
            plain(&person.get(&address).await);
        }
    }
    let lines = ann.get(&urls::lines(circle.group.id)).await;
    assert!(lines.says("alert(1)"), "{}", lines.text());

    // What was typed wrongly comes back, in its field.
    let visitor = house.visitor();
    let form = visitor.get(route::SIGN_IN).await.form("sign-in");
    let back = visitor.send(&form.with("email", MARKUP)).await;
    assert_eq!(back.form("sign-in").value("email"), Some(MARKUP));
    plain(&back);
    let asked = Url::parse_with_params(&visitor.whole(route::SIGN_IN), [("next", MARKUP)]);
    plain(&visitor.get(asked.expect("an address").as_str()).await);
}

async fn fields_that_no_page_has_change_nothing(house: House) {
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let ann = house.sign_in("ann@example.org").await;
    let before = rows(&house.app.database).await["staff"].clone();
    let form = ann.get(route::MY_MAILS).await.form(route::MY_MAILS);
    let mut form = more(form, id);
    assert_eq!(ann.send(&form).await.status, 200);
    form.action = route::SIGN_IN.into();
    ann.send(&form).await;
    assert!(rows(&house.app.database).await["staff"] == before);
    for address in [route::PEOPLE, route::TEAMS, route::SERVICE] {
        assert_eq!(ann.get(address).await.status, 404, "{address}");
    }
}

/// A form with every field that would matter.
fn more(form: Form, id: i64) -> Form {
    let id = id.to_string();
    [
        ("role", "administrator"),
        ("sees_all", "true"),
        ("id", &id),
        ("staff_id", "1"),
        ("email", "eve@example.org"),
        ("password_hash", "x"),
    ]
    .into_iter()
    .fold(form, |form, (name, value)| form.forged(name, value))
}

/// No markup that somebody typed is markup.
fn plain(page: &Page) {
    let body = page.body();
    for live in ["<script>alert", "<img", "onerror=alert(1)>", "<b>Kim"] {
        assert!(
            !body.contains(live),
            "{} holds {live}:\n{body}",
            page.address
        );
    }
}

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
