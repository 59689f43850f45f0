//! What browsers are given to keep where Chorus is reached by https, and whose cookies are believed there.

use app::entities::organisation;
use app::entities::staff::Role;
use app::sealed::member_key::MemberKey;
use app::urls::{self, route};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};

const PUBLIC: &str = "https://chorus.example.org";

/// Chorus behind a proxy that speaks https.
async fn behind_https() -> House {
    let house = House::start(Kind::Sqlite).await;
    let row = organisation::Model {
        public_address: PUBLIC.into(),
        ..house.app.organisation().row.clone()
    };
    let saved = row.save(&house.app.database.writer).await;
    saved.expect("the database answers");
    house.tick().await;
    house
}

/// A browser as the proxy hands it on, with the cookies that stand in `cookie`.
async fn post(house: &House, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build();
    let request = client
        .expect("a client")
        .post(format!("{}{path}", house.address));
    let request = request.header("origin", PUBLIC).header("cookie", cookie);
    request.form(fields).send().await.expect("an answer")
}

fn cookies(response: &Response) -> Vec<String> {
    let all = response.headers().get_all("set-cookie").iter();
    all.map(|value| value.to_str().expect("text").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_https_every_cookie_is_closed_to_scripts_other_sites_and_other_ways() {
    let house = behind_https().await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let (code, id) = (&circle.group.code, circle.group.id);
    circle.open(&house).await;
    let key = MemberKey::fresh(&house.app.random).to_code();

    let fields = [("email", "ann@example.org"), ("password", PASSWORD)];
    let inside = post(&house, route::SIGN_IN, "", &fields).await;
    assert_eq!(inside.status(), 303);
    let hsts = inside.headers()["strict-transport-security"].to_str();
    assert!(hsts.expect("text").contains("max-age=31536000"));
    let login = cookies(&inside)[0].clone();
    let (login, _) = login.split_once(';').expect("attributes");

    let remember = post(&house, &urls::remember(code), "", &[("key", &key)]).await;
    let tablet = post(&house, &urls::tablet(id), login, &[]).await;
    let mut all = cookies(&inside);
    all.extend(cookies(&remember));
    all.extend(cookies(&tablet));
    for (start, path) in [
        ("__Host-chorus-login=", "/"),
        ("__Secure-member=", &urls::group_page(code)),
        ("__Secure-inbox=", &urls::inbox(code)),
        ("__Host-passed-round=", "/"),
    ] {
        let cookie = all.iter().find(|cookie| cookie.starts_with(start));
        let cookie = cookie.unwrap_or_else(|| panic!("no {start} in {all:?}"));
        let parts: Vec<&str> = cookie.split(';').map(str::trim).collect();
        let path = format!("Path={path}");
        for part in ["HttpOnly", "SameSite=Lax", "Secure", path.as_str()] {
            assert!(parts.contains(&part), "no {part} in {cookie}");
        }
        let other = parts.iter().any(|part| part.starts_with("Domain="));
        assert!(!other, "{cookie} goes to other hosts");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_was_planted_without_https_answers_for_nobody() {
    let house = behind_https().await;
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    let keys = circle.past(&house, 1, 5).await;
    house.later(jiff::SignedDuration::from_secs(1)).await;
    circle.open(&house).await;
    let phone = house.visitor();
    for (name, believed) in [("__Secure-member", true), ("member", false)] {
        let request = phone.client().get(phone.whole(&circle.address()));
        let request = request.header("cookie", format!("{name}={}", keys[0]));
        let page = phone.page(request.send().await.expect("an answer")).await;
        assert_eq!(page.status, 200);
        assert_eq!(!page.says("I have a new ticket"), believed, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_ends_the_login_and_clears_the_browser() {
    let house = behind_https().await;
    house.hire("ann@example.org", Role::Therapist).await;
    let fields = [("email", "ann@example.org"), ("password", PASSWORD)];
    let inside = post(&house, route::SIGN_IN, "", &fields).await;
    let login = cookies(&inside)[0].clone();
    let (login, _) = login.split_once(';').expect("attributes");
    let lands = async || {
        let person = house.visitor();
        let request = person.client().get(person.whole(route::GROUPS));
        let request = request.header("cookie", login).send();
        person.page(request.await.expect("an answer")).await.address
    };
    assert_eq!(lands().await, route::GROUPS);
    let out = post(&house, route::SIGN_OUT, login, &[]).await;
    assert_eq!(out.status(), 303);
    let clear = &out.headers()["clear-site-data"];
    assert_eq!(clear, "\"cache\", \"storage\"");
    assert!(
        lands().await.starts_with("/sign-in"),
        "the cookie opens nothing"
    );
}
