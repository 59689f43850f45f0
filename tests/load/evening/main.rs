//! What an evening costs: 64 phones over eight groups against the real program, beside a bare handler that writes as
//! many bytes; memory, start, dashboard and close; two replicas, one of which is killed. It is run by hand, since a test
//! that is timed fails on a busy machine, and prints the tables of docs/performance.md.

mod bare;
mod closing;
mod figures;
mod guests;
mod pages;
mod phones;
mod replicas;
mod served;
mod service;

use std::time::Duration;

use app::entities::ballot_box;
use bare::Bare;
use figures::ms;
use phones::{Deed, Load, Phone};
use sea_orm::EntityTrait;
use served::Served;
use service::{GROUPS, PEOPLE, Service, Store};
use tests::databases::Kind;

/// How often a load is repeated; the middle one counts.
const ROUNDS: usize = 3;

/// Words after the command: `sqlite`, `postgres` or `replicas` for only one of them, and `seconds=` with the length of
/// a load.
fn asked(name: &str) -> Option<String> {
    let mut words = std::env::args().skip(1);
    words.find_map(|word| match word.split_once('=') {
        Some((known, value)) if known == name => Some(value.to_owned()),
        None if word == name => Some(word),
        _ => None,
    })
}

fn seconds() -> i64 {
    asked("seconds").map_or(10, |value| value.parse().expect("a number"))
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == bare::WORD) {
        let number = |at: usize| words[at].parse().expect("a number");
        return bare::serve(&words[1], number(2), number(3)).await;
    }
    let parts = ["sqlite", "postgres", "replicas"].map(|part| asked(part).is_some());
    let wanted = |part: usize| parts[part] || !parts.contains(&true);
    for (part, kind) in [Kind::Sqlite, Kind::Postgres].into_iter().enumerate() {
        if wanted(part) {
            let store = Store::of(kind);
            println!("\n| {} | |\n|---|--:|", store.name());
            evening(&store).await;
        }
    }
    if wanted(2) {
        replicas::evenings(seconds()).await;
    }
}

async fn evening(store: &Store) {
    let service = Service::prepare(store).await;
    line(
        "from the start to the first page",
        ms(pages::starts(&service).await.middle()),
    );
    let served = Served::start(service.folder.path(), &service.database, "chorus").await;
    // Long enough for whatever it does at its start.
    tokio::time::sleep(Duration::from_secs(5)).await;
    line("memory, idle", format!("{:.0} MB", served.memory("VmRSS")));

    let (took, phones) = phones::arrive(&served.address, &service.circles).await;
    line(
        "64 people with tickets: until the last is remembered",
        ms(took),
    );
    let bytes = bytes(&service).await;
    line("bytes of one row", format!("{bytes}"));
    beside(store, &served, &phones, bytes).await;
    line(
        "memory, loaded",
        format!("{:.0} MB", served.memory("VmRSS")),
    );
    line(
        "memory, at most",
        format!("{:.0} MB", served.memory("VmHWM")),
    );

    let looks = pages::dashboard(&service, &served).await;
    line("dashboard of 100 sessions, p50", ms(looks.middle()));
    line("dashboard of 100 sessions, p99", ms(looks.below(99)));
    served.kill().await;
    let closes = closing::measure(store).await;
    let (whole, bare) = (closes.closes.middle(), closes.bare.middle());
    line("close of 12 ballots", ms(whole));
    line("the same bytes without ballots", ms(bare));
    line("close beyond that", ms(whole.saturating_sub(bare)));
}

/// Ballots, and beside them the bare handler, by turns; then ballots with the survey before each.
async fn beside(store: &Store, served: &Served, phones: &[Phone], bytes: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let bare = Bare::start(&store.fresh(&folder).await, GROUPS, bytes).await;
    let rows: Vec<Phone> = phones
        .iter()
        .enumerate()
        .map(|(n, phone)| phone.beside(&bare.address, n / PEOPLE))
        .collect();
    let (mut ballots, mut writes, mut surveys) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ballots.push(phones::together(phones, Deed::Send, seconds()).await);
        writes.push(phones::together(&rows, Deed::Send, seconds()).await);
        surveys.push(phones::together(phones, Deed::LookAndSend, seconds()).await);
    }
    let [ballots, writes, surveys] = [ballots, writes, surveys].map(middle);
    load("ballots", &ballots);
    load("bare handler", &writes);
    line(
        "ballots' share of its rate",
        format!("{:.2}", ballots.rate / writes.rate),
    );
    load("ballots after their survey", &surveys);
    line("the survey, p50", ms(surveys.surveys.middle()));
    line("the survey, p99", ms(surveys.surveys.below(99)));
    assert!(served.memory("VmRSS") > 0.0, "it lives");
}

fn middle(mut loads: Vec<Load>) -> Load {
    loads.sort_by(|one, other| one.rate.total_cmp(&other.rate));
    loads.swap_remove(ROUNDS / 2)
}

fn load(what: &str, load: &Load) {
    line(&format!("{what}: a second"), format!("{:.0}", load.rate));
    line(&format!("{what}: p50"), ms(load.ballots.middle()));
    line(&format!("{what}: p99"), ms(load.ballots.below(99)));
}

/// Bytes of one ballot box.
async fn bytes(service: &Service) -> usize {
    let database = sea_orm::Database::connect(&service.database).await;
    let database = database.expect("it opens");
    let ballots = ballot_box::Entity::find().one(&database).await;
    let _ = database.close().await;
    ballots.expect("an answer").expect("a box").body.len()
}

fn line(what: &str, said: String) {
    println!("| {what} | {said} |");
}
