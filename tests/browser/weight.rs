//! How much a phone in a hallway has to fetch: one small document, and nothing that it points to.

use app::entities::staff::Role;
use app::urls;
use reqwest::Client;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;

/// Ten first segments of a connection carry 14,600 bytes; a survey leaves more than half of them to TLS and headers.
const SURVEY: usize = 6 * 1024;
/// On top of it the script that shows one question at a time, with its markup and words.
const SCRIPT: usize = 6 * 1024;
/// Both together still fit into those first segments.
const FIRST: usize = 11 * 1024;
const DASHBOARD: usize = 20 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_survey_is_one_small_document() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    // The first session is a wave: sixteen questions, the longest survey there is.
    let page = house.visitor().get(&circle.ticket(0)).await;
    assert_eq!(
        (page.status, page.says("interest or pleasure")),
        (200, true),
        "{}",
        page.text()
    );
    light(&page.body());
    let address = format!("{}{}", house.address, circle.ticket(0));
    let sent = sent(Client::builder(), &address).await;
    assert!(
        sent <= FIRST,
        "the survey and its script weigh {sent} bytes"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fullest_survey_is_still_small() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    let keys = circle.past(&house, 3, 7).await;
    let names = [
        "Ash", "Bo", "Cleo", "Dara", "Eli", "Frankie", "Gray", "Hana",
    ];
    circle.seats(&house, &names).await;
    circle.answered(&house, id).await;
    circle.board(&house, 5).await;
    house.later(jiff::SignedDuration::from_secs(1)).await;
    // The fourth session is a wave: sixteen questions, besides what the group has to say to each other.
    circle.open(&house).await;
    let member = house.visitor();
    let door = member.get(&circle.address()).await;
    let page = member.send(&door.form("/key").with("key", &keys[0])).await;
    for part in [
        "We will try",
        "interest or pleasure",
        "Hana",
        "A flask of tea 4",
    ] {
        assert!(page.says(part), "{part} is not in {}", page.text());
    }
    light(&page.body());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_member_reads_is_one_document_with_its_charts() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    let keys = circle.past(&house, 12, 7).await;
    circle.seats(&house, &["Kim", "Lee"]).await;
    circle.answered(&house, id).await;
    circle.board(&house, 24).await;
    for address in [
        urls::heard(&circle.group.code),
        urls::own(&circle.group.code),
    ] {
        let member = house.visitor();
        let ask = member.get(&address).await;
        let page = member.send(&ask.form(&address).with("key", &keys[0])).await;
        assert!(page.body().contains("<svg"), "the charts are inside");
        assert_alone(&page.body());
        let weight = zipped(page.bytes);
        assert!(weight <= DASHBOARD, "{address} weighs {weight} bytes");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dashboard_is_one_document_with_its_charts() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let ann = house.sign_in("ann@example.org").await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    circle.past(&house, 12, 7).await;
    circle.seats(&house, &["Kim", "Lee"]).await;
    circle.notes(&house, 0, 5).await;
    circle.answered(&house, id).await;
    let page = ann.get(&urls::group(circle.group.id)).await;
    assert!(page.says("We begin with one sentence each") && page.says("5 lines wait"));
    assert_eq!(page.status, 200);
    assert!(
        page.body().matches("<svg").count() >= 3,
        "the charts are inside"
    );
    assert_alone(&page.body());
    let weight = zipped(page.bytes);
    assert!(weight <= DASHBOARD, "the dashboard weighs {weight} bytes");
}

/// A survey and what stands in it for its script weigh little each.
fn light(markup: &str) {
    let (before, rest) = markup.split_once("<template>").expect("what scripts show");
    let (script, after) = rest.split_once("</script>").expect("its end");
    assert_eq!(script.matches("<script>").count(), 1);
    let plain = format!("{before}{after}");
    assert_alone(&plain);
    for (what, text, most) in [
        ("survey", plain, SURVEY),
        ("script", script.to_owned(), SCRIPT),
    ] {
        let weight = zipped(text.into_bytes());
        assert!(weight <= most, "the {what} weighs {weight} bytes");
    }
}

/// Nothing in the page makes a browser fetch anything more.
fn assert_alone(markup: &str) {
    for more in [
        "<script",
        "stylesheet",
        "preload",
        "<img",
        "<iframe",
        "src=",
        "url(http",
        "url(/",
        "@import",
        "xlink:href=\"http",
    ] {
        assert!(!markup.contains(more), "the page fetches more: {more}");
    }
}

/// The bytes of the reply's body as they travel.
async fn sent(client: reqwest::ClientBuilder, address: &str) -> usize {
    let client = client.gzip(false).build().expect("a client");
    let reply = client
        .get(address)
        .header("accept-encoding", "gzip")
        .send()
        .await
        .expect("an answer");
    assert_eq!(reply.headers()["content-encoding"], "gzip");
    reply.bytes().await.expect("the whole reply").len()
}

fn zipped(bytes: Vec<u8>) -> usize {
    use std::io::Write;
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zip.write_all(&bytes).expect("in memory");
    zip.finish().expect("in memory").len()
}
