//! Attack 3: somebody has backups of before, during and after a session and the master key, opens what opens, and compares.

use std::path::{Path, PathBuf};

use app::backup;
use app::entities::{ballot_box, pool, roster};
use app::random::Random;
use app::sealed::keys::Keys;
use sea_orm::{ActiveModelTrait, Database, EntityTrait, IntoActiveModel};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;

use crate::stolen::{Sentinels, evening, holds, opened};

/// A block of the cipher's stream.
const BLOCK: usize = 64;

async fn taken(house: &House, name: &str) -> PathBuf {
    let path = house.folder.path().join(name);
    let (app, random) = (&house.app, Random::System);
    let written = backup::write(&app.database, &path, app.clock.now(), &random).await;
    written.expect("a backup");
    path
}

/// Which sentinels show in a backup's bytes, or in what the master key and the key files in `folder` open of it.
async fn hits(
    backup: &Path,
    house: &House,
    folder: &Path,
    sentinels: &Sentinels,
) -> Vec<&'static str> {
    let file = house.folder.path().join("chorus.key");
    let keys = Keys::open(&file, folder, false, &Random::seeded(1)).expect("the master key");
    let mut clear = opened(backup, &keys).await;
    assert!(!clear.is_empty(), "the rosters open with the master key");
    clear.push(std::fs::read(backup).expect("the backup"));
    let mut found: Vec<&str> = sentinels
        .iter()
        .filter(|(_, bytes)| clear.iter().any(|text| holds(text, bytes)))
        .map(|(what, _)| *what)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

async fn rosters(backup: &Path) -> Vec<Vec<u8>> {
    let url = format!("sqlite://{}", backup.display());
    let file = Database::connect(url).await.expect("it opens");
    let rows = roster::Entity::find().all(&file).await.expect("rosters");
    file.close().await.expect("closed");
    rows.into_iter().map(|row| row.body).collect()
}

async fn three_backups_tell_nothing(kind: Kind, release_window: i32) {
    let house = House::start(kind).await;
    let circle = Circle::of(&house, 8, release_window, &[]).await;
    let before = taken(&house, "before.backup").await;
    let (session, mut sentinels) = evening(&house, &circle).await;
    // A ticket that lies on paper is known by its hash, and who answered with it is not.
    sentinels.retain(|(what, _)| *what != "ticket");
    let during = taken(&house, "during.backup").await;
    let kept = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(house.folder.path().join("keys")).expect("keys") {
        let entry = entry.expect("a file");
        std::fs::copy(entry.path(), kept.path().join(entry.file_name())).expect("a copy");
    }
    circle.close(&house, &session).await;
    let after = taken(&house, "after.backup").await;
    for entry in std::fs::read_dir(house.folder.path().join("keys")).expect("keys") {
        let entry = entry.expect("a file");
        std::fs::copy(entry.path(), kept.path().join(entry.file_name())).expect("a copy");
    }
    let none = tempfile::tempdir().expect("a folder");
    for backup in [&before, &during, &after] {
        // Not even with the keys of boxes and pools: what they open is not there.
        for folder in [none.path(), kept.path()] {
            let found = hits(backup, &house, folder, &sentinels).await;
            assert!(found.is_empty(), "{}: {found:?}", backup.display());
        }
    }

    let [one, two, three] = [
        rosters(&before).await,
        rosters(&during).await,
        rosters(&after).await,
    ];
    assert!(one == two, "a ballot moved a roster");
    for (old, new) in two.iter().zip(&three) {
        assert_eq!(old.len(), new.len(), "its size tells who came");
        let same = old.chunks(BLOCK).zip(new.chunks(BLOCK));
        assert_eq!(
            same.filter(|(old, new)| old == new).count(),
            0,
            "a part stayed"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_backups_of_sqlite_tell_nothing() {
    three_backups_tell_nothing(Kind::Sqlite, 1).await;
    three_backups_tell_nothing(Kind::Sqlite, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_backups_of_postgresql_tell_nothing() {
    three_backups_tell_nothing(Kind::Postgres, 2).await;
}

/// The weak fixture: the same program, had it taken boxes, pools and their keys along.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_boxes_and_their_keys_in_it_a_backup_tells_everything() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 2, &[]).await;
    let (session, sentinels) = evening(&house, &circle).await;
    let during = taken(&house, "during.backup").await;
    let keys = house.folder.path().join("keys");
    let url = format!("sqlite://{}", during.display());
    let weak = Database::connect(&url).await.expect("it opens");
    let row = ballot_box::Entity::find().one(&house.app.database.reader);
    let row = row.await.expect("it answers").expect("a box");
    let row = row.into_active_model().reset_all();
    ballot_box::Entity::insert(row)
        .exec_without_returning(&weak)
        .await
        .expect("a box in a backup");
    weak.close().await.expect("closed");
    let found = hits(&during, &house, &keys, &sentinels).await;
    assert_eq!(found, ["answers", "tag", "words"]);

    circle.close(&house, &session).await;
    let after = taken(&house, "after.backup").await;
    let url = format!("sqlite://{}", after.display());
    let weak = Database::connect(&url).await.expect("it opens");
    let row = pool::Entity::find().one(&house.app.database.reader);
    let row = row.await.expect("it answers").expect("a pool");
    let row = row.into_active_model().reset_all();
    row.update(&weak).await.expect("a pool in a backup");
    weak.close().await.expect("closed");
    let found = hits(&after, &house, &keys, &sentinels).await;
    assert!(
        found.contains(&"tag") && found.contains(&"words"),
        "{found:?}"
    );
}
