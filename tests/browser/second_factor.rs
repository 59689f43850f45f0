//! Pages of a second factor, and a link for a colleague, as axe-core and an eye see them on phone and desk.

use app::entities::staff::Role;
use app::urls::route;
use jiff::SignedDuration;
use tests::authenticator::Authenticator;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};
use thirtyfour::By;

use crate::pages::{look, look_here, press};
use crate::phone::{Browser, Device, Scripts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_a_second_factor_and_of_a_link() {
    let house = House::start(Kind::Sqlite).await;
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let (app, _) = Authenticator::set_up(&house, &ada).await;
    for device in [Device::Phone, Device::Desk] {
        house.later(SignedDuration::from_mins(2)).await;
        let named = |name: &str| format!("{name}-{}", device.name());
        let browser = Browser::start(device, Scripts::On).await;
        browser.go(&format!("{}/sign-in", house.address)).await;
        fill(&browser, "email", "ada@example.org").await;
        fill(&browser, "password", PASSWORD).await;
        press(&browser, "Sign in").await;
        look_here(&browser, &named("sign-in-code")).await;
        fill(&browser, "code", &app.code(&house)).await;
        press(&browser, "Sign in").await;
        look(
            &browser,
            &house,
            &named("second-factor-kept"),
            route::FACTOR,
        )
        .await;
        fill(&browser, "password", PASSWORD).await;
        press(&browser, "Make new recovery codes").await;
        look_here(&browser, &named("second-factor-codes")).await;
        look(
            &browser,
            &house,
            &named("administrator-audit-log"),
            route::AUDIT,
        )
        .await;

        browser
            .go(&format!("{}{}", house.address, route::PEOPLE))
            .await;
        fill(&browser, "name", "Ann Lee").await;
        fill(&browser, "email", &format!("{}@example.org", device.name())).await;
        let role = browser
            .driver
            .find(By::Css("[value=team-supervisor] + span"))
            .await;
        role.expect("a role").click().await.expect("chosen");
        press(&browser, "Make the account").await;
        look_here(&browser, &named("administrator-link")).await;
        let link = browser
            .driver
            .find(By::Css("code.link"))
            .await
            .expect("a link");
        let link = link.text().await.expect("its words");
        let path = link.find("/password/").map(|at| link[at..].to_owned());
        let path = path.expect("a path");
        browser
            .driver
            .delete_all_cookies()
            .await
            .expect("signed out");
        look(&browser, &house, &named("password-link"), &path).await;
        browser.end().await;
    }
}

async fn fill(browser: &Browser, name: &str, typed: &str) {
    let field = browser.driver.find(By::Name(name)).await.expect("a field");
    field.send_keys(typed).await.expect("typed");
}
