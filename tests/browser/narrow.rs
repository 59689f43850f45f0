//! Charts on the narrowest phone: the latest eight sessions, words of their full size, and tables that scroll in boxes of
//! their own.

use app::entities::staff::Role;
use app::urls;
use serde_json::json;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};
use thirtyfour::By;

use crate::axe;
use crate::pages::{press, type_key};
use crate::phone::{Browser, Device, Scripts};

/// Opens every fold, and looks at the charts that can be seen: how many there are, the smallest scale that one is drawn
/// at, and how many places of each say what stands there.
const CHARTS: &str = "
    document.querySelectorAll('details').forEach(fold => fold.open = true);
    const charts = Array.from(document.querySelectorAll('svg.ch')).filter(chart => chart.getBoundingClientRect().width);
    return [charts.length, Math.min(...charts.map(chart =>
        chart.getBoundingClientRect().width / chart.viewBox.baseVal.width)),
        charts.map(chart => chart.querySelectorAll('.tt title').length)];";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn charts_fit_a_phone_of_320_points() {
    let house = House::start(Kind::Sqlite).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    let keys = circle.past(&house, 12, 7).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser.go(&format!("{}/sign-in", house.address)).await;
    for (name, typed) in [("email", "ann@example.org"), ("password", PASSWORD)] {
        let field = browser.driver.find(By::Name(name)).await.expect("a field");
        field.send_keys(typed).await.expect("typed");
    }
    press(&browser, "Sign in").await;
    // The trend, four benefits, the change, plans.
    let dashboard = urls::group(circle.group.id);
    look(&browser, &house, &dashboard, None, &[8, 8, 8, 8, 8, 0, 8]).await;
    let shown = urls::show_part(circle.group.id, "outcome");
    look(&browser, &house, &shown, None, &[8]).await;
    let heard = urls::heard(&circle.group.code);
    look(
        &browser,
        &house,
        &heard,
        Some(&keys[0]),
        &[8, 8, 8, 8, 8, 8, 0],
    )
    .await;
    let own = urls::own(&circle.group.code);
    look(&browser, &house, &own, Some(&keys[0]), &[4]).await;
    browser.end().await;
}

async fn look(browser: &Browser, house: &House, path: &str, key: Option<&str>, tips: &[usize]) {
    browser.go(&format!("{}{path}", house.address)).await;
    if let Some(key) = key {
        type_key(browser, key).await;
    }
    browser.wide(320).await;
    let found = browser.run(CHARTS).await;
    assert_eq!(found[0], json!(tips.len()), "charts of {path}");
    assert_eq!(
        found[2],
        json!(tips),
        "places that say what stands there, of {path}"
    );
    let scale = found[1].as_f64().expect("a scale");
    assert!(
        scale >= 0.99,
        "words of {path} are drawn at {scale} of their size"
    );
    browser
        .picture(&format!("narrow{}", path.replace('/', "-")))
        .await;
    browser.fits().await;
    axe::assert_clean(browser, path).await;
    browser.wide(390).await;
}
