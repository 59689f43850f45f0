//! Staff with nothing but a keyboard, on a page without JavaScript.

use app::entities::staff::Role;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};

use crate::phone::{Browser, Device, Scripts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_therapist_signs_in_by_keyboard() {
    let house = House::start(Kind::Sqlite).await;
    house.hire("ann@example.org", Role::Therapist).await;
    let browser = Browser::start(Device::Desk, Scripts::Off).await;
    browser.go(&house.address).await;
    browser.tab_to_words("sign in").await;
    browser.enter().await;
    browser.tab_to("name", "email").await;
    browser.type_words("ann@example.org").await;
    browser.tab_to("name", "password").await;
    browser.type_words(PASSWORD).await;
    browser.enter().await;
    assert_eq!(browser.address().await, format!("{}/groups", house.address));
    browser.end().await;
}
