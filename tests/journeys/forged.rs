//! Requests and logins that somebody else has prepared: forms of another site, addresses to go on to, planted cookies.

use app::entities::staff::Role;
use app::urls::route;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use tests::databases::Kind;
use tests::house::{House, PASSWORD};
use tests::rows::rows;
use tests::walk::Service;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_of_another_site_is_taken_anywhere() {
    let house = House::start(Kind::Sqlite).await;
    let service = Service::at_work(&house).await;
    let forms = service.forms().await;
    let before = rows(&house.app.database).await;
    for (person, form) in forms {
        for headers in [
            &[
                ("origin", "https://evil.example"),
                ("sec-fetch-site", "cross-site"),
            ][..],
            &[
                ("origin", "http://127.0.0.1:1"),
                ("sec-fetch-site", "same-site"),
            ],
            // Old browsers say only where a form comes from, and a frame without an origin only that.
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("sec-fetch-site", "cross-site")],
        ] {
            let mut request = person.client().post(person.whole(&form.action));
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let reply = request.form(&form.values).send().await;
            let page = person.page(reply.expect("an answer")).await;
            let at = &form.action;
            assert_eq!(page.status, 403, "{at} took what came with {headers:?}");
            assert!(page.says("did not come from our own page"), "{at}");
        }
    }
    assert!(rows(&house.app.database).await == before);
    // The same forms are taken from our own pages.
    let mine = service.therapist.get(route::MY_MAILS).await;
    let saved = service.therapist.send(&mine.form(route::MY_MAILS)).await;
    assert_eq!(saved.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_at_a_page_changes_nothing() {
    let house = House::start(Kind::Sqlite).await;
    let service = Service::at_work(&house).await;
    let before = rows(&house.app.database).await;
    service.walks().await;
    let after = rows(&house.app.database).await;
    for (table, rows) in &before {
        assert_eq!(rows, &after[table], "{table} was changed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_leads_to_no_other_site() {
    let house = House::start(Kind::Sqlite).await;
    house.hire("ann@example.org", Role::Therapist).await;
    for (next, goes) in [
        ("/reports", "/reports"),
        ("https://evil.example/groups/", "/groups"),
        ("//evil.example/groups/", "/groups"),
        ("/\\evil.example", "/groups"),
        ("/groups/\r\nSet-Cookie: a=b", "/groups"),
        ("/groups/..//evil.example", "/groups"),
        ("javascript:alert(1)", "/groups"),
        ("/groups.evil.example", "/groups"),
        ("/sign-out", "/groups"),
    ] {
        let inside = enter(&house, "", &[("next", next)]).await;
        assert_eq!(inside.headers()[LOCATION], goes, "{next}");
        assert_eq!(inside.headers().get_all(SET_COOKIE).iter().count(), 1);
        // Nor does the page send those on who are signed in already.
        let ann = house.sign_in("ann@example.org").await;
        let asked = Url::parse_with_params(&ann.whole(route::SIGN_IN), [("next", next)]);
        let page = ann.get(asked.expect("an address").as_str()).await;
        assert_eq!(page.address, goes, "{next}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_that_was_planted_is_never_signed_in() {
    let house = House::start(Kind::Sqlite).await;
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    house.hire("ann@example.org", Role::Therapist).await;
    house.hire("eve@example.org", Role::Therapist).await;
    let eves = login(&enter_as(&house, "eve@example.org", "", &[]).await);
    let made_up = "chorus-login=AAAAAAAAAAAAAAAAAAAAAA".to_owned();

    // By the form: the browser of the victim already has a login that the attacker knows.
    for planted in [&eves, &made_up] {
        let fresh = login(&enter(&house, planted, &[]).await);
        assert_ne!(&fresh, planted);
        assert_eq!(whose(&house, &fresh).await, Some("ann"));
        assert_eq!(whose(&house, planted).await, None, "{planted}");
    }

    // By a link to choose a password.
    let eves = login(&enter_as(&house, "eve@example.org", "", &[]).await);
    for planted in [&eves, &made_up] {
        let people = ada.get(route::PEOPLE).await;
        let page = ada.get(&people.link("ann")).await;
        let page = ada.send(&page.form_with_button("Make a link")).await;
        let text = page.text();
        let at = text.find("/password/").expect("a link");
        let link = text[at..].split_whitespace().next().expect("an address");
        let chosen = post(&house, link, planted, &[("password", PASSWORD)]).await;
        assert_eq!(chosen.status(), 303);
        let fresh = login(&chosen);
        assert_ne!(&fresh, planted);
        assert_eq!(whose(&house, &fresh).await, Some("ann"));
        assert_eq!(whose(&house, planted).await, None, "{planted}");
    }
}

/// Signs Ann in from a browser that holds `cookie`.
async fn enter(house: &House, cookie: &str, more: &[(&str, &str)]) -> Response {
    enter_as(house, "ann@example.org", cookie, more).await
}

async fn enter_as(house: &House, email: &str, cookie: &str, more: &[(&str, &str)]) -> Response {
    let mut fields = vec![("email", email), ("password", PASSWORD)];
    fields.extend(more);
    let reply = post(house, route::SIGN_IN, cookie, &fields).await;
    assert_eq!(reply.status(), 303);
    reply
}

async fn post(house: &House, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Response {
    let request = client().post(format!("{}{path}", house.address));
    let request = request
        .header("sec-fetch-site", "same-origin")
        .header(COOKIE, cookie);
    request.form(fields).send().await.expect("an answer")
}

/// Whom the login in `cookie` signs in.
async fn whose(house: &House, cookie: &str) -> Option<&'static str> {
    let request = client().get(format!("{}{}", house.address, route::GROUPS));
    let reply = request.header(COOKIE, cookie).send().await;
    let text = reply.expect("an answer").text().await.expect("a page");
    ["ann", "eve"]
        .into_iter()
        .find(|name| text.contains(&format!(">{name}<")))
}

fn login(reply: &Response) -> String {
    let set = reply.headers()[SET_COOKIE].to_str().expect("text");
    let (login, _) = set.split_once(';').expect("attributes");
    login.to_owned()
}

fn client() -> Client {
    let client = Client::builder().redirect(Policy::none()).build();
    client.expect("a client")
}
