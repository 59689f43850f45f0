//! How long reports across groups take in a service of hundreds of groups and five years: a program to be run by hand,
//! since a test that is timed fails on a busy machine. It prints the table of docs/performance.md.

mod seed;

use std::future::Future;
use std::time::{Duration, Instant};

use app::documents;
use app::entities::report;
use app::entities::staff::Role;
use app::frames::scopes;
use reports::{Format, PaperSize};
use seed::Service;
use tests::databases::Kind;
use tests::house::House;

/// Reports in one run.
const REPORTS: usize = 1_000;
/// The last quarter and month, with all the past before them.
const QUARTER: &str = "2026-Q1";
const MONTH: &str = "2026-03";
/// How often each is done; the middle one counts.
const TIMES: usize = 5;

/// Words after the command: `postgres`, and `groups=`, `weeks=` and `reports=` with a number.
fn asked(name: &str) -> Option<String> {
    let mut words = std::env::args().skip(1);
    words.find_map(|word| match word.split_once('=') {
        Some((known, value)) if known == name => Some(value.to_owned()),
        None if word == name => Some(word),
        _ => None,
    })
}

fn number(name: &str, usual: usize) -> usize {
    asked(name).map_or(usual, |value| value.parse().expect("a number"))
}

#[tokio::main]
async fn main() {
    let kind = match asked("postgres") {
        Some(_) => Kind::Postgres,
        None => Kind::Sqlite,
    };
    let service = Service {
        groups: number("groups", 500),
        weeks: number("weeks", 260),
    };
    let house = House::start(kind).await;
    let (seeded, rows) = timed(service.seed(&house)).await;
    println!(
        "{kind:?}: {} groups, {} weeks, {rows} rows in {seeded:?}",
        service.groups, service.weeks
    );
    println!("\n| What | Time | Size |\n|---|--:|--:|");
    let (settled, ()) = timed(house.hour()).await;
    line("settling every month and quarter", settled, None);
    // Before anything large was read, so that the memory is that of the run.
    let memory = run(&house, number("reports", REPORTS)).await;
    pages(&house).await;
    let chosen: Vec<i64> = (0..6).collect();
    files(&house, "all groups", None, &chosen).await;
    files(&house, "a team of eight", Some(seed::TEAM), &chosen).await;
    println!("\n{memory} {} at most in all.", status("VmHWM:"));
}

async fn pages(house: &House) {
    let sue = house.staff("sue@example.org", Role::Supervisor).await;
    for period in [MONTH, QUARTER] {
        let address = format!("/overview?period={period}");
        let mut times = Vec::new();
        let mut size = 0;
        for _ in 0..TIMES {
            let (took, page) = timed(sue.get(&address)).await;
            assert_eq!(page.status, 200, "{}", page.text());
            size = page.body().len();
            times.push(took);
        }
        line(&format!("page of {period}"), middle(times), Some(size));
    }
}

/// What is between the database and each file: rows, figures and words, the document.
async fn files(house: &House, who: &str, team: Option<i64>, chosen: &[i64]) {
    let app = &house.app;
    let period = QUARTER.parse().expect("a quarter");
    let read = || async {
        let scope = scopes::scope(app, team, period, chosen).await;
        scope.expect("the database answers").expect("it has groups")
    };
    let mut times = Vec::new();
    for _ in 0..TIMES {
        times.push(timed(read()).await.0);
    }
    line(&format!("{who}: rows"), middle(times), None);
    let scope = read().await;
    let outline =
        || async { documents::scope::outline(app, &scope, period, chosen).expect("an outline") };
    let mut times = Vec::new();
    for _ in 0..TIMES {
        times.push(timed(outline()).await.0);
    }
    line(&format!("{who}: figures and words"), middle(times), None);
    let outline = outline().await;
    for format in Format::ALL {
        let made = || async {
            reports::scope::document(&outline, format, PaperSize::A4, app.clock.now())
                .expect("a document")
        };
        let mut times = Vec::new();
        let mut size = 0;
        for _ in 0..TIMES {
            let (took, document) = timed(made()).await;
            times.push(took);
            size = document.bytes.len();
        }
        line(
            &format!("{who}: {}", format.id()),
            middle(times),
            Some(size),
        );
    }
}

/// Many reports in one run, as the job makes them. Returns a sentence about memory.
async fn run(house: &House, reports: usize) -> String {
    let staff_id = house.hire("rita@example.org", Role::Supervisor).await;
    let now = house.app.clock.now().as_millisecond();
    for at in 0..reports {
        let row = report::Model {
            id: at as i64 + 1,
            team_id: Some(seed::TEAM),
            period: if at % 2 == 0 { QUARTER } else { MONTH }.into(),
            formats: Format::Pdf.id().into(),
            chosen: "0 1 2".into(),
            staff_id,
            schedule_id: None,
            due_at: now,
            state: report::WAITING.into(),
            attempts: 0,
            next_try: now,
            claim: None,
            fault: None,
            made_at: None,
        };
        let entered = row.enter(&house.app.database.writer).await;
        assert!(entered.expect("the database answers"), "a new one");
    }
    let before = status("VmRSS:");
    let (took, ()) = timed(house.reports()).await;
    line(&format!("{reports} reports in one run"), took, None);
    let [after, most] = ["VmRSS:", "VmHWM:"].map(status);
    format!(
        "Resident memory: {before} before the {reports} reports, {after} after them, {most} at most until then;"
    )
}

fn line(what: &str, took: Duration, size: Option<usize>) {
    let size = size.map_or_else(String::new, |size| format!("{:.1} kB", size as f64 / 1e3));
    println!("| {what} | {:.0} ms | {size} |", took.as_secs_f64() * 1e3);
}

#[expect(
    clippy::disallowed_methods,
    reason = "this program measures time and tests nothing"
)]
async fn timed<T>(what: impl Future<Output = T>) -> (Duration, T) {
    let start = Instant::now();
    let made = what.await;
    (start.elapsed(), made)
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// What the kernel says about this process; nothing where there is no such kernel.
fn status(name: &str) -> String {
    let said = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = said.lines().find_map(|line| line.strip_prefix(name));
    line.map_or_else(|| "unknown".into(), |line| line.trim().to_owned())
}
