//! `chorus check`: what it finds, in which words, and with which exit status. The program itself is run.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use app::entities::audit::{Action, Deed};
use app::entities::organisation::{self, Organisation};
use jiff::SignedDuration;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::post_office::certificate;
use tests::program::{self, Said, chorus};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A line that begins with a weight and holds words.
#[track_caller]
pub fn assert_line(said: &Said, weight: &str, words: &str) {
    let is_it = |line: &&str| line.starts_with(weight) && line.contains(words);
    assert!(
        said.output.lines().any(|line| is_it(&line)),
        "no “{weight} … {words}” in:\n{}{}",
        said.output,
        said.errors
    );
}

async fn checked(house: &House) -> Said {
    chorus(house.folder.path(), &["check"]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_is_well_says_so_and_nothing_is_changed() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = House::start(kind).await;
        Circle::of(&house, 8, 1, &[]).await;
        let before = tests::rows::rows(&house.app.database).await;
        shut(&house);
        let said = checked(&house).await;
        assert_eq!(said.status, 0, "{said:?}");
        for words in [
            "The file of settings is read",
            "is read by its owner only",
            "opens every roster",
            "takes files",
            "as this version expects",
            "It stands at",
            "Chorus answers at",
        ] {
            assert_line(&said, "good", words);
        }
        assert!(tests::rows::rows(&house.app.database).await == before);
        let keys = house.app.keys.names_before(jiff::Timestamp::MAX);
        assert!(keys.expect("keys").is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_the_first_start_nothing_is_made_and_nothing_is_wrong() {
    let house = House::start(Kind::Sqlite).await;
    let folder = tempfile::tempdir().expect("a folder");
    let settings = std::fs::read_to_string(house.folder.path().join("chorus.toml"));
    let (here, there) = (
        house.folder.path().display().to_string(),
        folder.path().display().to_string(),
    );
    let settings = settings.expect("settings").replace(&here, &there);
    std::fs::write(folder.path().join("chorus.toml"), settings).expect("settings");
    let said = chorus(folder.path(), &["check"]).await;
    assert_eq!(said.status, 0, "{said:?}");
    assert_line(
        &said,
        "look",
        "chorus.sqlite is not there: the first start makes it",
    );
    assert_line(
        &said,
        "look",
        "chorus.key is not there: the first start makes it",
    );
    let names = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(names, 1, "only the settings lie there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_files_is_said_with_its_remedy() {
    let house = House::start(Kind::Sqlite).await;
    Circle::of(&house, 8, 1, &[]).await;
    shut(&house);
    let path = |name: &str| house.folder.path().join(name);
    let mode = |name: &str, mode: u32| {
        std::fs::set_permissions(path(name), Permissions::from_mode(mode)).expect("a mode");
    };
    mode("chorus.key", 0o644);
    mode("keys", 0o755);
    let said = checked(&house).await;
    assert_eq!(said.status, 1);
    assert_line(
        &said,
        "WRONG",
        "may be read by others (mode 0644): run `chmod 600",
    );
    assert_line(&said, "WRONG", "may be entered by others: run `chmod 700");
    assert!(
        said.errors.contains("2 things are wrong"),
        "{}",
        said.errors
    );
    mode("chorus.key", 0o600);
    mode("keys", 0o700);

    let key = std::fs::read(path("chorus.key")).expect("the key");
    std::fs::write(path("chorus.key"), "7".repeat(64)).expect("another key");
    let said = checked(&house).await;
    assert_line(&said, "WRONG", "the key does not open this database");
    std::fs::write(path("chorus.key"), "a shopping list").expect("no key");
    assert_line(&checked(&house).await, "WRONG", "is not a Chorus key");
    std::fs::remove_file(path("chorus.key")).expect("gone");
    assert_line(&checked(&house).await, "WRONG", "groups are sealed with it");
    std::fs::write(path("chorus.key"), &key).expect("the key");
    std::fs::write(path("chorus.key.next"), &key).expect("a cut rotation");
    mode("chorus.key", 0o600);
    assert_line(&checked(&house).await, "look", "a rotation was cut off");

    mode("chorus.sqlite", 0o644);
    std::fs::set_permissions(house.folder.path(), Permissions::from_mode(0o755)).expect("a mode");
    assert_line(
        &checked(&house).await,
        "look",
        "may be read by others on this machine",
    );

    let nobody = organisation::set_support(Vec::new(), &house.app.database.writer).await;
    nobody.expect("saved");
    assert_line(&checked(&house).await, "WRONG", "so no session opens");
    std::fs::write(path("chorus.toml"), "listen = 7").expect("settings");
    let said = checked(&house).await;
    assert_eq!(said.status, 1);
    assert_line(&said, "WRONG", "has a value of the wrong kind");
    assert!(
        said.errors.contains("one thing is wrong"),
        "{}",
        said.errors
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_was_put_back_is_noticed() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let house = House::start(kind).await;
        let deed = Deed::of(Action::AccountAdded);
        let app = &house.app;
        let later = app::clock::Clock::System.now() + SignedDuration::from_hours(2);
        let written = deed.record(later, &app.database).await;
        written.expect("written down");
        let said = checked(&house).await;
        assert_eq!(said.status, 1);
        assert_line(&said, "WRONG", "it was put back, or was wrong then");
        if kind == Kind::Postgres {
            assert_line(&said, "good", "The database server agrees about the time");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_damaged_or_newer_or_away_is_told_apart() {
    let house = House::start(Kind::Sqlite).await;
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    circle.past(&house, 1, 5).await;
    let step = "INSERT INTO seaql_migrations VALUES ('m9999_tomorrow', 0)";
    let writer = &house.app.database.writer;
    sea_orm::ConnectionTrait::execute_unprepared(writer, step)
        .await
        .expect("a later version");
    assert_line(
        &checked(&house).await,
        "WRONG",
        "from a later version (it has step m9999",
    );
    let file = house.folder.path().join("chorus.sqlite");
    house.app.database.clone().close().await;
    let mut bytes = std::fs::read(&file).expect("the file");
    let length = bytes.len();
    bytes[4096..length / 2].fill(0x5a);
    std::fs::write(&file, bytes).expect("damage");
    let said = checked(&house).await;
    assert_eq!(said.status, 1);
    let lines = said.output.lines().filter(|line| line.starts_with("WRONG"));
    let said_so = |line: &str| line.contains("damaged") || line.contains("malformed");
    assert!(lines.clone().any(said_so), "{}", said.output);

    let path = house.folder.path().join("chorus.toml");
    let settings = std::fs::read_to_string(&path).expect("settings");
    let url = format!("sqlite://{}", file.display());
    let away = settings.replace(&url, "postgres://nobody:secret@127.0.0.1:9/chorus");
    std::fs::write(&path, away).expect("settings");
    let said = checked(&house).await;
    assert_line(&said, "WRONG", "check `database` in chorus.toml");
    assert!(!said.output.contains("secret"), "{}", said.output);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_is_told_from_where_it_differs() {
    let house = House::start(Kind::Postgres).await;
    let url = &house.app.config.database;
    let name = url.rsplit('/').next().expect("a name");
    let server = format!("{}/postgres", url.rsplit_once('/').expect("an address").0);
    let admin = sea_orm::Database::connect(server)
        .await
        .expect("it answers");
    for (setting, weight, words) in [
        (
            "log_error_verbosity = 'default'",
            "look",
            "quotes keys of rows",
        ),
        ("synchronous_commit = 'off'", "look", "a power cut loses"),
        (
            "default_transaction_read_only = 'on'",
            "WRONG",
            "takes nothing in",
        ),
        (
            "log_parameter_max_length_on_error = '-1'",
            "WRONG",
            "would write members' values",
        ),
    ] {
        let sql = format!("ALTER DATABASE {name} SET {setting}");
        sea_orm::ConnectionTrait::execute_unprepared(&admin, &sql)
            .await
            .expect("set");
        assert_line(&checked(&house).await, weight, words);
    }
}

/// Something that answers every request with `reply`, by TLS where it has a certificate (`openssl s_server`).
struct Other {
    port: u16,
    child: Option<std::process::Child>,
}

impl Drop for Other {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Other {
    async fn plain(reply: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("bound").port();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(reply.as_bytes()).await;
            }
        });
        Self { port, child: None }
    }

    async fn tls(cert: &str, key: &str) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let child = Command::new("openssl")
            .args([
                "s_server",
                "-quiet",
                "-www",
                "-accept",
                &format!("127.0.0.1:{port}"),
            ])
            .args(["-cert", cert, "-key", key])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn();
        let child = child.expect("openssl");
        while tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_err()
        {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        Self {
            port,
            child: Some(child),
        }
    }
}

/// `chorus check` with another public address, on a machine that knows one more authority.
async fn at(house: &House, address: &str, authority: Option<&str>) -> Said {
    let writer = &house.app.database.writer;
    let read = Organisation::read(writer).await.expect("it is there");
    let row = organisation::Model {
        public_address: address.into(),
        ..read.row
    };
    row.save(writer).await.expect("saved");
    let mut command = program::command(house.folder.path());
    command.args(["check"]);
    // Chorus runs, so that silence at the public address is no wonder but a fault.
    command.env("CHORUS_LISTEN", house.address.trim_start_matches("http://"));
    if let Some(authority) = authority {
        command.env("SSL_CERT_FILE", authority);
    }
    let ended = command.output().await.expect("it starts");
    Said {
        status: ended.status.code().expect("it ends"),
        output: String::from_utf8_lossy(&ended.stdout).into_owned(),
        errors: String::from_utf8_lossy(&ended.stderr).into_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_public_address_is_met_as_a_browser_meets_it() {
    let house = House::start(Kind::Sqlite).await;
    let folder = tempfile::tempdir().expect("a folder");
    let silent = "https://127.0.0.1:9";
    let said = at(&house, silent, None).await;
    assert_line(&said, "WRONG", "though Chorus runs: check the proxy");
    let said = at(&house, "https://chorus.nowhere.invalid", None).await;
    assert_line(&said, "WRONG", "is not known here: enter it in the DNS");
    let other = Other::plain(
        "HTTP/1.1 404 Not Found\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n",
    )
    .await;
    let said = at(&house, &format!("http://127.0.0.1:{}", other.port), None).await;
    assert_line(
        &said,
        "WRONG",
        "is answered by something else (HTTP/1.1 404 Not Found)",
    );
    assert_line(&said, "look", "differs from the one here");
    let said = at(&house, &format!("https://127.0.0.1:{}", other.port), None).await;
    assert_line(&said, "WRONG", "cannot be reached by TLS");

    let [authority, cert, key] = certificate(folder.path(), "IP:127.0.0.1", "-days 20");
    let good = Other::tls(&cert, &key).await;
    let address = format!("https://127.0.0.1:{}", good.port);
    let said = at(&house, &address, Some(&authority)).await;
    assert_line(&said, "WRONG", "is answered by something else");
    assert!(!said.output.contains("certificate"), "{}", said.output);
    let said = at(&house, &address, None).await;
    assert_line(
        &said,
        "WRONG",
        "from an authority that this machine does not know",
    );
    let said = at(
        &house,
        &format!("https://localhost:{}", good.port),
        Some(&authority),
    )
    .await;
    assert_line(&said, "WRONG", "is for another name than localhost");

    let [authority, cert, key] = certificate(folder.path(), "IP:127.0.0.1", "-days 10");
    let soon = Other::tls(&cert, &key).await;
    let said = at(
        &house,
        &format!("https://127.0.0.1:{}", soon.port),
        Some(&authority),
    )
    .await;
    assert_line(&said, "look", "ends within 14 days");
    let [authority, cert, key] = certificate(folder.path(), "IP:127.0.0.1", "-days -1");
    let over = Other::tls(&cert, &key).await;
    let said = at(
        &house,
        &format!("https://127.0.0.1:{}", over.port),
        Some(&authority),
    )
    .await;
    assert_line(&said, "WRONG", "is out of date: renew it");
}

/// Lets nobody else into the folder, as systemd does for a service.
pub fn shut(house: &House) {
    std::fs::set_permissions(house.folder.path(), Permissions::from_mode(0o700)).expect("a mode");
}
