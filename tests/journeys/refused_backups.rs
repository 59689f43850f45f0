//! Backups that cannot be made or restored: each with a sentence that says what to do, and nothing is half done. The program
//! itself is run, as an operator would.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use app::backup::{self, Backup};
use app::database::{Condition, Database};
use app::entities::{group, staff};
use app::random::Random;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use tempfile::TempDir;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::program::{Said, chorus};

use crate::backups::{made, restored};

/// A house with a group that has met, a backup of it, and the folder of another machine with a copy of the key.
struct Elsewhere {
    house: House,
    backup: PathBuf,
    folder: TempDir,
}

impl Elsewhere {
    async fn prepare() -> Self {
        let house = House::start(Kind::Sqlite).await;
        let mut circle = Circle::of(&house, 8, 1, &[]).await;
        circle.past(&house, 2, 5).await;
        let backup = made(&house, "good.backup").await;
        let folder = tempfile::tempdir().expect("a folder");
        let settings = std::fs::read_to_string(house.folder.path().join("chorus.toml"));
        let settings = settings.expect("settings").replace(
            &house.folder.path().display().to_string(),
            &folder.path().display().to_string(),
        );
        std::fs::write(folder.path().join("chorus.toml"), settings).expect("settings");
        let elsewhere = Self {
            house,
            backup,
            folder,
        };
        elsewhere.bring_key();
        elsewhere
    }

    fn bring_key(&self) {
        let key = self.house.folder.path().join("chorus.key");
        std::fs::copy(key, self.path("chorus.key")).expect("a copy");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn restore(&self, file: &Path) -> Said {
        let file = file.display().to_string();
        chorus(self.folder.path(), &["restore", &file]).await
    }

    /// Restores what must be refused.
    async fn refused(&self, file: &Path, sentence: &str) {
        let said = self.restore(file).await;
        assert_eq!(said.status, 1, "{said:?}");
        assert!(said.errors.contains(sentence), "{}", said.errors);
        assert!(said.output.is_empty(), "{}", said.output);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_cut_short_or_changed_leaves_the_database_empty() {
    let elsewhere = Elsewhere::prepare().await;
    let bytes = std::fs::read(&elsewhere.backup).expect("the backup");
    let write = |name: &str, bytes: &[u8]| {
        let path = elsewhere.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let damaged = "was cut short or changed";
    elsewhere
        .refused(&elsewhere.path("nowhere.backup"), "cannot be read")
        .await;
    let text = write(
        "notes.txt",
        b"Tuesday: water the plants. ".repeat(99).as_slice(),
    );
    elsewhere.refused(&text, "is not a backup of Chorus").await;
    let empty = write("empty.backup", b"");
    elsewhere.refused(&empty, "is not a backup of Chorus").await;
    let database = elsewhere.house.folder.path().join("chorus.sqlite");
    let copy = write(
        "copy.sqlite",
        &std::fs::read(database).expect("the database"),
    );
    elsewhere.refused(&copy, "is not a backup of Chorus").await;
    for part in [3, 2] {
        let short = write("short.backup", &bytes[..bytes.len() * (part - 1) / part]);
        elsewhere.refused(&short, damaged).await;
    }
    let name = b"Tuesday group";
    let at = bytes.windows(name.len()).position(|window| window == name);
    let mut changed = bytes.clone();
    changed[at.expect("the group's name")] = b'B';
    elsewhere
        .refused(&write("name.backup", &changed), damaged)
        .await;
    for sql in [
        "DELETE FROM tally WHERE rowid = 1",
        "INSERT INTO staff (id, email, name, role, password_hash, created_at, sees_all) \
         VALUES (5, 'eve@example.org', 'Eve', 'administrator', 'x', 0, 1)",
        "UPDATE chorus_backup SET made_at = made_at + 1",
    ] {
        let path = write("edited.backup", &bytes);
        edit(&path, sql).await;
        elsewhere.refused(&path, damaged).await;
    }
    let path = write("tomorrow.backup", &bytes);
    edit(
        &path,
        "UPDATE chorus_backup SET format = 2, version = '9.0'",
    )
    .await;
    elsewhere
        .refused(&path, "is from a later version of Chorus (9.0)")
        .await;

    let said = elsewhere.restore(&elsewhere.backup).await;
    assert_eq!(said.status, 0, "{said:?}");
    assert!(
        said.output.contains("nothing is withheld"),
        "{}",
        said.output
    );
}

async fn edit(path: &Path, sql: &str) {
    let url = format!("sqlite://{}", path.display());
    let file = sea_orm::Database::connect(url).await.expect("it opens");
    let edited = file.execute_unprepared(sql).await.expect("it is edited");
    assert_eq!(edited.rows_affected(), 1, "{sql}");
    file.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_right_key_or_an_empty_place_nothing_is_restored() {
    let elsewhere = Elsewhere::prepare().await;
    let good = &elsewhere.backup;
    std::fs::remove_file(elsewhere.path("chorus.key")).expect("gone");
    elsewhere
        .refused(good, "is missing, and groups are sealed with it")
        .await;
    std::fs::write(elsewhere.path("chorus.key"), "7".repeat(64)).expect("another key");
    elsewhere
        .refused(good, "The master key is not the one of this backup")
        .await;
    elsewhere.bring_key();
    std::fs::write(elsewhere.path("keys/box-7"), "a key").expect("a key of another database");
    elsewhere
        .refused(good, "holds a key of the database that was there before")
        .await;
    std::fs::remove_file(elsewhere.path("keys/box-7")).expect("gone");

    let said = elsewhere.restore(good).await;
    assert_eq!(said.status, 0, "{said:?}");
    elsewhere.refused(good, "The database is not empty").await;
    let url = format!("sqlite://{}", elsewhere.path("chorus.sqlite").display());
    let database = Database::open(&url).await.expect("it opens");
    let groups = group::Entity::find().count(&database.reader).await;
    assert_eq!(groups.expect("a count"), 1, "it was restored once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_for_its_owner_and_takes_no_files_place() {
    let elsewhere = Elsewhere::prepare().await;
    let folder = elsewhere.house.folder.path();
    let good = folder.join("monday? 100%.backup").display().to_string();
    let said = chorus(folder, &["backup", &good]).await;
    assert_eq!((said.status, said.errors.as_str()), (0, ""), "{said:?}");
    assert!(said.output.contains("Not in it: the master key"));
    let mode = std::fs::metadata(&good)
        .expect("the backup")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = std::fs::read(&good).expect("the backup");
    let names = || {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("a file").file_name();
        let mut names: Vec<_> = entries.map(name).collect();
        names.sort();
        names
    };
    let there = names();
    for (arguments, status, sentence) in [
        (vec!["backup", &good], 1, "is there already"),
        (
            vec!["backup", "/nowhere/x.backup"],
            1,
            "cannot be read or written",
        ),
        (vec!["backup"], 2, "required arguments were not provided"),
        (vec!["restore"], 2, "required arguments were not provided"),
        (vec!["key", "turn"], 2, "unrecognized subcommand"),
    ] {
        let said = chorus(folder, &arguments).await;
        assert_eq!(said.status, status, "{said:?}");
        assert!(said.errors.contains(sentence), "{}", said.errors);
    }
    assert_eq!(std::fs::read(&good).expect("the backup"), before);
    assert_eq!(names(), there, "nothing is left behind");
    for command in ["check", "backup", "restore", "key", "serve", "staff"] {
        let said = chorus(folder, &[command, "--help"]).await;
        assert!(
            said.status == 0 && said.output.contains("Example:"),
            "{command}"
        );
    }
    let said = chorus(elsewhere.folder.path(), &["backup", &good]).await;
    assert!(said.errors.contains("it is not there"), "{}", said.errors);
    assert!(
        !elsewhere.path("chorus.sqlite").exists(),
        "it made a database"
    );
}

/// What an earlier version has written is brought up to date on its way back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_an_earlier_version_is_brought_up_to_date() {
    let house = House::start(Kind::Sqlite).await;
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("old.sqlite").display());
    let old = Database::blank(&url).await.expect("a file");
    // The version before there was e-mail.
    Migrator::up(&old.writer, Some(7))
        .await
        .expect("its tables");
    let ann = "INSERT INTO staff VALUES (7, 'ann@example.org', 'Ann', 'therapist', 'x', 0, 1)";
    let done = old.writer.execute_unprepared(ann).await;
    done.expect("an account");
    let path = house.folder.path().join("old.backup");
    let now = house.app.clock.now();
    let written = backup::write(&old, &path, now, &Random::System).await;
    written.expect("a backup, though the database is behind");
    assert_eq!(Condition::of(&old.reader).await, Ok(Condition::Behind(7)));

    assert!(Backup::open(&path).await.is_ok());
    let (new, _) = restored(&house, &path, house.app.clock.clone()).await;
    let reader = &new.app.database.reader;
    assert!(matches!(
        Condition::of(reader).await,
        Ok(Condition::Current(_))
    ));
    let ann = staff::Entity::find_by_id(7)
        .one(reader)
        .await
        .expect("an answer");
    assert_eq!(ann.expect("an account").name, "Ann");
}
