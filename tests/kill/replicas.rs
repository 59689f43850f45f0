//! Two replicas on one PostgreSQL make what is due, each report once, also when one of them is killed half-way.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use app::clock::Clock;
use app::entities::staff::Role;
use app::entities::{audit, report, report_file, schedule};
use jiff::ToSpan;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::program::program;
use tokio::process::{Child, Command};

const SCHEDULES: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_due_reports_are_made_once_though_a_replica_is_killed() {
    let house = House::start(Kind::Postgres).await;
    prepare(&house).await;
    let mut first = replica(&house, "first").await;
    let mut second = replica(&house, "second").await;
    until(&house, SCHEDULES / 4).await;
    first.kill().await.expect("killed");
    let left = made(&house).await;
    assert!(left < SCHEDULES, "it was killed half-way: {left} were made");
    // Nobody waits a minute here: every lease ends now, that of the dead and that of whoever is at work.
    house
        .app
        .database
        .writer
        .execute_unprepared("UPDATE report SET next_try = 0 WHERE claim IS NOT NULL")
        .await
        .expect("it answers");
    until(&house, SCHEDULES).await;
    second.kill().await.expect("killed");
    check(&house).await;
}

/// A group that has met, and schedules that fell due an hour ago, each with one report.
async fn prepare(house: &House) {
    let app = &house.app;
    app.clock.set(Clock::System.now());
    let sue = house.hire("sue@example.org", Role::Supervisor).await;
    // Far enough back for the month that was settled last.
    let mut circle = Circle::named(house, "Harbour", &[]).await;
    circle.past(house, 10, 5).await;
    house.hour().await;
    let now = app.clock.now();
    let an_hour_ago = (now - 1.hour()).to_zoned_datetime(app.zone());
    // Once a year: minute, hour, day and month of an hour ago.
    let cron = an_hour_ago.strftime("%-M %-H %-d %-m *").to_string();
    for id in 1..=SCHEDULES as i64 {
        let row = schedule::Model {
            id,
            staff_id: sue,
            team_id: None,
            kind: "month".into(),
            cron: Some(cron.clone()),
            formats: "csv".into(),
            chosen: String::new(),
            paused: None,
            runs_from: (now - 4.hours()).as_millisecond(),
        };
        let row = schedule::ActiveModel::from(row).reset_all();
        row.insert(&app.database.writer).await.expect("a schedule");
    }
}

/// The real program on the same database and keys, once it listens.
async fn replica(house: &House, name: &str) -> Child {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let folder: &Path = house.folder.path();
    let settings = format!(
        "listen = \"127.0.0.1:{port}\"\ndatabase = \"{}\"\n",
        house.app.config.database
    );
    let path = folder.join(format!("{name}.toml"));
    std::fs::write(&path, settings).expect("settings");
    let log = folder.join(format!("{name}.log"));
    let child = Command::new(program())
        .args(["serve", "--config"])
        .arg(&path)
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&log).expect("a log"))
        .kill_on_drop(true)
        .spawn();
    let mut child = child.expect("the program starts");
    for _ in 0..1_000 {
        if let Some(status) = child.try_wait().expect("a process") {
            let log = std::fs::read_to_string(&log).unwrap_or_default();
            panic!("it ended by itself, {status}:\n{log}");
        }
        if reqwest::get(format!("http://127.0.0.1:{port}/"))
            .await
            .is_ok()
        {
            return child;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it does not listen");
}

async fn made(house: &House) -> usize {
    let made = report::Entity::find().filter(report::Column::State.eq(report::MADE));
    let made = made.count(&house.app.database.reader).await;
    made.expect("a count") as usize
}

/// Waits until so many are made.
async fn until(house: &House, count: usize) {
    for _ in 0..6_000 {
        if made(house).await >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} of {count} were made", made(house).await);
}

async fn check(house: &House) {
    let reader = &house.app.database.reader;
    let reports = report::Entity::find().all(reader).await.expect("reports");
    assert_eq!(reports.len(), SCHEDULES, "one a schedule");
    let of: BTreeSet<Option<i64>> = reports.iter().map(|report| report.schedule_id).collect();
    assert_eq!(of.len(), SCHEDULES);
    for report in &reports {
        assert_eq!(
            (report.state.as_str(), report.fault.as_deref()),
            (report::MADE, None),
            "{report:?}"
        );
    }
    let files: Vec<i64> = report_file::Entity::find()
        .select_only()
        .column(report_file::Column::ReportId)
        .into_tuple()
        .all(reader)
        .await
        .expect("files");
    assert_eq!(files.len(), SCHEDULES, "a file each");
    let deeds = audit::Entity::find()
        .filter(audit::Column::Action.eq(audit::Action::ReportAcrossGroupsMade.id()))
        .count(reader)
        .await;
    assert_eq!(deeds.expect("a count"), SCHEDULES as u64, "made once each");
}
