//! What a monitor, a proxy and a monitoring system are told, and that none of it tells of members.

use app::entities::ballot_box;
use app::entities::staff::Role;
use app::metrics::{self, Area};
use app::urls::{self, route};
use jiff::SignedDuration;
use sea_orm::{EntityTrait, TransactionTrait};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::on_both_databases;
use tokio::net::TcpListener;

use crate::backups::answered;

on_both_databases!(
    a_stopping_program_says_so_and_still_answers,
    nothing_that_members_do_moves_a_figure,
    what_staff_and_jobs_meet_is_counted,
);

async fn a_stopping_program_says_so_and_still_answers(house: House) {
    let monitor = house.visitor();
    for (address, words) in [
        (route::HEALTH, "well"),
        (route::LIVE, "alive"),
        (route::READY, "ready"),
    ] {
        let page = monitor.get(address).await;
        assert_eq!((page.status, page.text().as_str()), (200, words));
    }
    house.app.readiness.stop();
    let ready = monitor.get(route::READY).await;
    assert_eq!(ready.status, 503);
    assert!(ready.says("Stopping"));
    assert_eq!(monitor.get(route::LIVE).await.status, 200);
    assert_eq!(monitor.get(route::SIGN_IN).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_close_that_is_late_or_readable_is_no_reason_to_send_members_elsewhere() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let session = circle.open(&house).await;
    let monitor = house.visitor();
    let reading = house.app.database.reader.begin().await;
    let reading = reading.expect("a transaction");
    let seen = ballot_box::Entity::find().one(&reading).await;
    assert!(seen.expect("it answers").is_some());
    circle.close(&house, &session).await;
    let health = monitor.get(route::HEALTH).await;
    assert!(health.status == 503 && health.says("not yet destroyed"));
    assert_eq!(monitor.get(route::READY).await.status, 200);
    drop(reading);
    house.tick().await;
    assert_eq!(monitor.get(route::HEALTH).await.status, 200);

    // Nobody ticks: the session after it stays open past its time.
    let session = circle.open(&house).await;
    let end = jiff::Timestamp::from_millisecond(session.closes_at).expect("a time");
    house.app.clock.set(end + SignedDuration::from_mins(3));
    let health = monitor.get(route::HEALTH).await;
    assert!(health.status == 503 && health.says("should have closed"));
    assert_eq!(monitor.get(route::READY).await.status, 200);
}

async fn nothing_that_members_do_moves_a_figure(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    circle.open(&house).await;
    house.sign_in("ann@example.org").await;
    let figures = scraped(&house).await;
    let before = figures.text().await;
    assert!(before.contains("chorus_staff_requests_total{area=\"account\",status=\"2xx\"}"));
    assert!(before.ends_with("# EOF\n"));
    for n in 0..8 {
        let phone = house.visitor();
        let survey = phone.get(&circle.ticket(n)).await;
        let thanks = phone.send(&answered(&survey, n)).await;
        assert!(thanks.says("Your answers have been sent"));
        phone.send(&thanks.form("/remember")).await;
        phone.get(&circle.address()).await;
        phone.get(&urls::information(&circle.group.code)).await;
        phone.get(&urls::heard(&circle.group.code)).await;
        phone.get("/nowhere").await;
        let stranger = house.visitor();
        let door = stranger.get(&circle.address()).await;
        let wrong = door.form("/ticket").with("ticket", "0123456789");
        assert_eq!(stranger.send(&wrong).await.status, 404);
        assert_eq!(figures.text().await, before, "member {n} was counted");
    }
    // The weak fixture: whoever counts members' requests too is seen.
    let metrics = &house.app.metrics;
    metrics.request(Area::Account, 200, SignedDuration::ZERO);
    assert_ne!(figures.text().await, before);
}

async fn what_staff_and_jobs_meet_is_counted(house: House) {
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let therapist = house.sign_in("ann@example.org").await;
    let figures = scraped(&house).await;
    therapist.get(&urls::group(circle.group.id)).await;
    therapist.get(&urls::group(1)).await;
    let text = figures.text().await;
    for line in [
        "chorus_staff_requests_total{area=\"groups\",status=\"4xx\"} 1",
        "chorus_due_closes 0",
        "chorus_database_up 1",
        "chorus_ready 1",
        "chorus_truncation_owed 0",
    ] {
        assert!(text.contains(&format!("{line}\n")), "{line}:\n{text}");
    }
    let session = circle.open(&house).await;
    let end = jiff::Timestamp::from_millisecond(session.closes_at).expect("a time");
    house.app.clock.set(end + SignedDuration::from_secs(1));
    assert!(figures.text().await.contains("chorus_due_closes 1\n"));
    house.app.database.clone().close().await;
    house.tick().await;
    house.app.readiness.stop();
    let text = figures.text().await;
    for line in [
        "chorus_database_up 0",
        "chorus_ready 0",
        "chorus_job_failures_total{job=\"sessions\"} 4",
        "chorus_database_errors_total{met_by=\"job\"} 4",
    ] {
        assert!(text.contains(&format!("{line}\n")), "{line}:\n{text}");
    }
}

/// A monitoring system and the address that it asks.
struct Figures {
    address: String,
}

async fn scraped(house: &House) -> Figures {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(metrics::serve(listener, house.app.clone()));
    Figures {
        address: format!("http://{address}{}", route::METRICS),
    }
}

impl Figures {
    async fn text(&self) -> String {
        let reply = reqwest::get(&self.address).await.expect("an answer");
        let kind = reply.headers()["content-type"].to_str().expect("text");
        assert!(kind.starts_with("application/openmetrics-text"));
        reply.text().await.expect("figures")
    }
}
