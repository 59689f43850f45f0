//! Staff come in while everything is logged: what would open their doors to whoever reads the log.

use app::entities::staff::{self, Role};
use app::entities::staff_link;
use app::urls::{self, route};
use reqwest::redirect::Policy;
use tests::house::{House, PASSWORD};

const WRONG: &str = "heron, heron, fly away";
const CHOSEN: &str = "the bittern knows no fear";

/// Somebody signs in, mistypes, and chooses a password with a link; passwords, the link and the logins' cookies.
pub async fn opened(house: &House, weak: bool) -> Vec<String> {
    let id = house.hire("kit@riverside.example", Role::Therapist).await;
    let app = &house.app;
    let made = staff_link::make(id, app.clock.now(), &app.random, &app.database.writer);
    let link = made.await.expect("the database answers");
    let way = urls::choose_password(&link);
    let mut secrets = vec![WRONG.to_owned(), PASSWORD.into(), CHOSEN.into(), link];
    for (path, password) in [
        (route::SIGN_IN, WRONG),
        (route::SIGN_IN, PASSWORD),
        (way.as_str(), CHOSEN),
    ] {
        let client = reqwest::Client::builder().redirect(Policy::none()).build();
        let request = client
            .expect("a client")
            .post(format!("{}{path}", house.address));
        let request = request.header("sec-fetch-site", "same-origin");
        let fields = [("email", "kit@riverside.example"), ("password", password)];
        let reply = request.form(&fields).send().await.expect("an answer");
        let cookie = reply.headers().get("set-cookie");
        let cookie = cookie.map(|cookie| cookie.to_str().expect("text").to_owned());
        if weak {
            tracing::info!(path, password, cookie, "somebody came in");
        }
        if let Some((_, value)) = cookie.iter().find_map(|cookie| cookie.split_once('=')) {
            secrets.extend(value.split(';').next().map(str::to_owned));
        }
    }
    let who = staff::with_id(id, &app.database.reader).await;
    let hash = who.expect("the database answers").expect("Kit");
    secrets.push(hash.password_hash);
    assert_eq!(secrets.len(), 7, "two logins: {secrets:?}");
    secrets
}
