//! Attack 1: somebody takes the SQLite file, its log and the master key after a close, and reads all that opens.

use std::path::Path;

use app::entities::{ballot_box, pool, quarter, roster, session};
use app::random::Random;
use app::sealed::casting::{Answers, Holder, Said, cast};
use app::sealed::keys::{Keys, RowKey};
use app::sealed::member_key::MemberKey;
use app::sealed::slots::{self, Place};
use app::sealed::tickets::Ticket;
use app::sealed::{ballot_box as boxes, pool as pools, quarter as quarters};
use sea_orm::{ConnectionTrait, Database, EntityTrait, TransactionTrait};
use tempfile::TempDir;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;

const WORDS: &str = "The heron by the old lock said nothing";
const COPING: &str = "Nine slow breaths beside the weir";
const INTENTION: &str = "Post the green envelope";
const FILES: [&str; 3] = ["chorus.sqlite", "chorus.sqlite-wal", "chorus.sqlite-shm"];
const CLIMATE: [u8; 8] = [3, 0, 4, 1, 4, 0, 2, 3];
const OUTCOME: [u8; 8] = [2, 3, 0, 1, 3, 3, 0, 2];

pub type Sentinels = Vec<(&'static str, Vec<u8>)>;

/// Four people answer, too few to be shown; what none of the files may hold afterwards.
pub async fn evening(house: &House, circle: &Circle) -> (session::Model, Sentinels) {
    let session = circle.open(house).await;
    let written = |answers: &[u8]| {
        // As a ballot has them: the number of items, then each answer behind a mark.
        let marked = answers.iter().flat_map(|answer| [1, *answer]);
        [answers.len() as u8]
            .into_iter()
            .chain(marked)
            .collect::<Vec<u8>>()
    };
    let mut sentinels: Sentinels = vec![
        ("words", WORDS.into()),
        ("words", COPING.into()),
        ("intention", INTENTION.into()),
        ("answers", written(&CLIMATE)),
        ("answers", written(&OUTCOME)),
    ];
    let number = quarters::number_of(&session.date);
    for code in &circle.tickets[..4] {
        let holder = Holder {
            key: MemberKey::fresh(&house.app.random),
            ticket: Ticket::parse(code),
        };
        let answers = Answers {
            climate: CLIMATE.map(Some).to_vec(),
            outcome: Some(OUTCOME.map(|answer| Some(f64::from(answer))).to_vec()),
            words: WORDS.into(),
            objection: false,
            said: Said {
                coping: COPING.into(),
                intention: INTENTION.into(),
                ..Said::default()
            },
        };
        let answered = cast(&house.app, &circle.group, &holder, answers).await;
        answered
            .expect("the database answers")
            .expect("they are let in");
        let (group, key) = (&circle.group, holder.key.to_code());
        let tags = holder.key.tags(group.id, group.epoch, 1, number);
        let raw = app::sealed::codes::decode(&key).expect("a key");
        sentinels.extend([
            ("tag", tags.ballot.to_vec()),
            ("tag", tags.change.to_vec()),
            ("key", raw.to_vec()),
            ("key", key.as_bytes().to_vec()),
            ("ticket", code.as_bytes().to_vec()),
        ]);
    }
    (session, sentinels)
}

/// What was taken: the three files, the master key, and whichever files of keys lay there.
struct Loot {
    folder: TempDir,
}

impl Loot {
    fn take(from: &Path, with_keys: bool) -> Loot {
        let folder = tempfile::tempdir().expect("a folder");
        for name in FILES.iter().chain(&["chorus.key"]) {
            if from.join(name).exists() {
                std::fs::copy(from.join(name), folder.path().join(name)).expect("a copy");
            }
        }
        let loot = Loot { folder };
        std::fs::create_dir(loot.folder.path().join("keys")).expect("a folder");
        if with_keys {
            loot.take_keys(from);
        }
        loot
    }

    fn give_keys(&self, to: &Loot) {
        to.take_keys(self.folder.path());
    }

    fn take_keys(&self, from: &Path) {
        for entry in std::fs::read_dir(from.join("keys")).expect("keys") {
            let entry = entry.expect("a file");
            let copy = self.folder.path().join("keys").join(entry.file_name());
            std::fs::copy(entry.path(), copy).expect("a copy");
        }
    }

    /// Which sentinels show in the bytes of the files, or in what the keys open of any state that the log holds.
    async fn hits(&self, sentinels: &Sentinels) -> Vec<&'static str> {
        let path = |name: &str| self.folder.path().join(name);
        let mut clear: Vec<Vec<u8>> = FILES
            .iter()
            .filter_map(|name| std::fs::read(path(name)).ok())
            .collect();
        let keys = Keys::open(
            &path("chorus.key"),
            &path("keys"),
            false,
            &Random::seeded(1),
        )
        .expect("the master key");
        let wal = std::fs::read(path("chorus.sqlite-wal")).unwrap_or_default();
        for end in commits(&wal) {
            let state = tempfile::tempdir().expect("a folder");
            let file = state.path().join("chorus.sqlite");
            std::fs::copy(path("chorus.sqlite"), &file).expect("a copy");
            std::fs::write(state.path().join("chorus.sqlite-wal"), &wal[..end]).expect("a copy");
            clear.extend(opened(&file, &keys).await);
        }
        let mut found: Vec<&str> = sentinels
            .iter()
            .filter(|(_, bytes)| clear.iter().any(|text| holds(text, bytes)))
            .map(|(what, _)| *what)
            .collect();
        found.dedup();
        found.sort_unstable();
        found.dedup();
        found
    }
}

pub fn holds(text: &[u8], bytes: &[u8]) -> bool {
    text.windows(bytes.len()).any(|window| window == bytes)
}

/// Where a write-ahead log can be cut so that SQLite restores what was committed until then (sqlite.org/walformat).
fn commits(wal: &[u8]) -> Vec<usize> {
    let mut ends = vec![0];
    let word = |at: usize| {
        wal.get(at..at + 4)
            .map(|bytes| u32::from_be_bytes(bytes.try_into().expect("four bytes")))
    };
    let Some(page) = word(8) else { return ends };
    let mut at = 32;
    while let Some(size_after_commit) = word(at + 4) {
        at += 24 + page as usize;
        if size_after_commit > 0 && at <= wal.len() {
            ends.push(at);
        }
    }
    ends
}

/// Everything that the keys open in one state of the database.
pub async fn opened(file: &Path, keys: &Keys) -> Vec<Vec<u8>> {
    let mut clear = Vec::new();
    let url = format!("sqlite://{}", file.display());
    let Ok(database) = Database::connect(url).await else {
        return clear;
    };
    let mut open = |body: &[u8], size: usize, place: Place, key: Option<RowKey>| {
        let contents = key.and_then(|key| slots::open(body, size, &place, &key).ok());
        if let Some(contents) = contents {
            clear.push(contents.head.clone());
            clear.extend(contents.slots.iter().cloned());
        }
    };
    // An early state has no tables yet.
    let rosters = roster::Entity::find().all(&database).await;
    for row in rosters.unwrap_or_default() {
        let context = format!("roster-{}-{}", row.group_id, row.epoch);
        let key = keys.unwrap(&row.wrapped_key, &context).ok();
        open(
            &row.body,
            4096,
            place("roster", row.group_id, 0, row.epoch, &row.version),
            key,
        );
    }
    let kept = |name: &str| keys.kept(name).expect("a key file");
    let rows = ballot_box::Entity::find().all(&database).await;
    for row in rows.unwrap_or_default() {
        let place = place(
            "ballot_box",
            row.group_id,
            row.session_id,
            row.epoch,
            &row.version,
        );
        let key = kept(&boxes::key_name(row.session_id));
        open(&row.body, 16 * 1024, place, key);
    }
    let rows = pool::Entity::find().all(&database).await;
    for row in rows.unwrap_or_default() {
        let place = place(
            "pool",
            row.group_id,
            row.window.into(),
            row.epoch,
            &row.version,
        );
        let key = kept(&pools::key_name(row.group_id, row.window));
        open(&row.body, 16 * 1024, place, key);
    }
    let rows = quarter::Entity::find().all(&database).await;
    for row in rows.unwrap_or_default() {
        let index = row.measure_version.into();
        let place = place("quarter", row.group_id, index, row.epoch, &row.version);
        open(&row.body, 128, place, kept(&quarters::key_name(&row)));
    }
    let _ = database.close().await;
    clear
}

fn place<'a>(
    table: &'static str,
    group: i64,
    index: i64,
    epoch: i32,
    version: &'a [u8],
) -> Place<'a> {
    Place {
        table,
        group,
        index,
        epoch,
        version,
    }
}

/// Pages on the list of free pages that still hold something (sqlite.org/fileformat2).
fn written_free_pages(file: &[u8]) -> usize {
    let word =
        |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().expect("a word")) as usize;
    let size = match u16::from_be_bytes([file[16], file[17]]) {
        1 => 65536,
        size => usize::from(size),
    };
    let (mut trunk, mut written) = (word(32), 0);
    while trunk != 0 {
        let start = (trunk - 1) * size;
        let leaves = word(start + 4);
        // The list itself is all that a trunk may hold.
        let rest = &file[start + 8 + 4 * leaves..start + size];
        written += usize::from(rest.iter().any(|byte| *byte != 0));
        for leaf in 0..leaves {
            let page = (word(start + 8 + 4 * leaf) - 1) * size;
            written += usize::from(file[page..page + size].iter().any(|byte| *byte != 0));
        }
        trunk = word(start);
    }
    written
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_close_nothing_opens_even_with_a_key_that_was_copied_before() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let (session, sentinels) = evening(&house, &circle).await;
    let before = Loot::take(house.folder.path(), true);
    circle.close(&house, &session).await;
    let after = Loot::take(house.folder.path(), false);
    assert!(after.hits(&sentinels).await.is_empty());
    before.give_keys(&after);
    let found = after.hits(&sentinels).await;
    assert!(found.is_empty(), "found in the files: {found:?}");
    let file = std::fs::read(after.folder.path().join(FILES[0])).expect("the file");
    assert_eq!(written_free_pages(&file), 0);
    let left = house
        .app
        .keys
        .names_before(jiff::Timestamp::MAX)
        .expect("keys");
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_deletion_the_same_thief_reads_everything() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let (session, sentinels) = evening(&house, &circle).await;
    let loot = Loot::take(house.folder.path(), true);
    assert_eq!(
        loot.hits(&sentinels).await,
        ["answers", "tag", "words"],
        "key files that are not deleted"
    );
    assert!(
        Loot::take(house.folder.path(), false)
            .hits(&sentinels)
            .await
            .is_empty(),
        "the master key alone does not open a box"
    );

    // Somebody reads while the session closes: the log cannot be emptied, and health says so.
    let reading = house
        .app
        .database
        .reader
        .begin()
        .await
        .expect("a transaction");
    let seen = ballot_box::Entity::find().one(&reading).await;
    assert!(seen.expect("the database answers").is_some());
    circle.close(&house, &session).await;
    assert!(house.app.owes_truncation());
    let late = Loot::take(house.folder.path(), false);
    assert!(late.hits(&sentinels).await.is_empty());
    loot.give_keys(&late);
    assert_eq!(late.hits(&sentinels).await, ["answers", "tag", "words"]);
    drop(reading);
    house.tick().await;
    assert!(!house.app.owes_truncation());
    let late = Loot::take(house.folder.path(), false);
    loot.give_keys(&late);
    assert!(late.hits(&sentinels).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_and_tickets_in_a_table_and_pages_that_are_not_wiped_are_found() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let (_, sentinels) = evening(&house, &circle).await;
    let loot = Loot::take(house.folder.path(), false);
    let file = loot.folder.path().join("weak.sqlite");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let weak = Database::connect(url).await.expect("a database");
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    for statement in ["PRAGMA secure_delete=OFF", "CREATE TABLE weak (a BLOB)"] {
        weak.execute_unprepared(statement).await.expect("done");
    }
    for (_, bytes) in &sentinels {
        let row = format!(
            "INSERT INTO weak VALUES (x'{}{}')",
            hex(bytes),
            "41".repeat(6000)
        );
        weak.execute_unprepared(&row).await.expect("done");
    }
    weak.execute_unprepared("DELETE FROM weak")
        .await
        .expect("done");
    weak.close().await.expect("closed");
    let bytes = std::fs::read(&file).expect("the file");
    assert!(written_free_pages(&bytes) > 0);
    std::fs::write(loot.folder.path().join(FILES[0]), bytes).expect("a copy");
    std::fs::write(loot.folder.path().join(FILES[1]), []).expect("a copy");
    let found = loot.hits(&sentinels).await;
    assert!(
        found.contains(&"key") && found.contains(&"ticket"),
        "{found:?}"
    );
}
