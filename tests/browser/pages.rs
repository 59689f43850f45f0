//! Every page of every role, as axe-core and an eye see it: in light and in dark, on a phone and on a desk.

use tests::databases::Kind;
use tests::house::House;

use crate::axe;
use crate::phone::{Browser, Device, Scripts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_anybody_reaches() {
    let house = House::start(Kind::Sqlite).await;
    for device in [Device::Phone, Device::Desk] {
        let browser = Browser::start(device, Scripts::On).await;
        for (name, path) in [
            ("start", "/"),
            ("sign-in", "/sign-in"),
            ("no such page", "/nowhere"),
        ] {
            browser.go(&format!("{}{path}", house.address)).await;
            browser.picture(&format!("{name}-{}", device.name())).await;
            axe::assert_clean(&browser, name).await;
        }
        browser.end().await;
    }
}
