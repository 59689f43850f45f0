//! Bad luck: a full disk, a disk that is read only, a PostgreSQL that goes away in the middle of ballots, a clock that is put
//! back. What was thanked for is counted, once, and there is a sentence that helps.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use app::clock::Clock;
use app::entities::{release, session};
use app::words::say;
use jiff::{SignedDuration, ToSpan};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tests::circle::Circle;
use tests::house::{EVENING, House};
use tests::on_both_databases;
use tests::page::Page;
use tests::program::{self, chorus};
use tests::server::Server;
use tokio::process::Child;

use crate::robots::Member;
use crate::service::Service;

on_both_databases!(a_clock_that_is_put_back_closes_nothing_twice);

/// The program on a disk of its own, of a few megabytes.
struct SmallDisk {
    child: Child,
    /// Where its files lie as this process sees them.
    files: PathBuf,
}

impl SmallDisk {
    async fn start(service: &Service) -> Self {
        let folder = service.folder();
        let disk = folder.join("disk");
        std::fs::create_dir(&disk).expect("a folder");
        let script = "mount -t tmpfs -o size=12m none \"$1/disk\" \
             && cp -a \"$1\"/chorus.* \"$1/keys\" \"$1/disk\" \
             && exec \"$2\" serve --config \"$1/disk/chorus.toml\"";
        let log = std::fs::File::create(folder.join("log")).expect("a log");
        let child = tokio::process::Command::new("unshare")
            .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
            .arg(folder)
            .arg(program::program())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn();
        let child = child.expect("unshare starts");
        let root = format!("/proc/{}/root", child.id().expect("it runs"));
        let files = PathBuf::from(format!("{root}{}", disk.display()));
        let mut small = Self { child, files };
        for _ in 0..1_000 {
            let ended = small.child.try_wait().expect("a process");
            assert!(ended.is_none(), "it ended:\n{}", said(service));
            if reqwest::get(format!("{}/health", service.address))
                .await
                .is_ok()
            {
                return small;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it does not listen:\n{}", said(service));
    }

    /// Leaves no room.
    fn fill(&self) {
        let path = self.files.join("filler");
        let mut file = std::fs::File::create(path).expect("a file");
        let block = vec![7; 64 * 1024];
        while std::io::Write::write_all(&mut file, &block).is_ok() {}
        // The last bytes, too.
        while std::io::Write::write_all(&mut file, &[7]).is_ok() {}
    }

    fn make_room(&self) {
        std::fs::remove_file(self.files.join("filler")).expect("gone");
    }
}

fn said(service: &Service) -> String {
    std::fs::read_to_string(service.folder().join("log")).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_and_says_what_to_do() {
    let service = Service::prepare(1, 8).await;
    let closes_at = service.open_sessions(15_000).await;
    let disk = SmallDisk::start(&service).await;
    let mut members = Member::each(&service.tickets[0]);
    let code = &service.codes[0];
    let send =
        async |member: &mut Member, value: u8| member.try_once(&service.address, code, value).await;
    for member in &mut members[..3] {
        assert_eq!(send(member, 3).await.0, 200);
    }
    disk.fill();
    for member in &mut members[2..5] {
        let (status, page) = send(member, 1).await;
        assert_eq!(status, 500);
        assert!(page.contains(&say("failure-ours")), "{page}");
    }
    assert!(
        said(&service).contains(&say("trouble-full")),
        "{}",
        said(&service)
    );
    disk.make_room();
    for member in &mut members[3..6] {
        assert_eq!(send(member, 2).await.0, 200, "the same ballot once more");
    }
    // It is full again when the session should close: it waits, and nothing of it is lost.
    disk.fill();
    while Clock::System.now() < closes_at + SignedDuration::from_secs(3) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        said(&service).contains("could not be closed"),
        "{}",
        said(&service)
    );
    disk.make_room();
    let mut tries = 0;
    let left = || {
        std::fs::read_dir(disk.files.join("keys"))
            .expect("keys")
            .count()
    };
    while left() > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        tries += 1;
        assert!(tries < 400, "it does not close:\n{}", said(&service));
    }
    let health = reqwest::get(format!("{}/health", service.address)).await;
    assert_eq!(health.expect("an answer").status().as_u16(), 200);
    for name in ["chorus.sqlite", "chorus.sqlite-wal"] {
        std::fs::copy(disk.files.join(name), service.folder().join(name)).expect("a copy");
    }
    drop(disk);
    let _ = std::fs::remove_dir_all(service.folder().join("keys"));
    let mut members = [members];
    assert_eq!(service.check(&mut members).await, 1, "six were thanked");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_does_not_fit_leaves_nothing() {
    let service = Service::prepare(1, 8).await;
    std::fs::create_dir(service.folder().join("disk")).expect("a folder");
    let script = "mount -t tmpfs -o size=100k none \"$1/disk\"; \
         \"$2\" backup \"$1/disk/x.backup\" --config \"$1/chorus.toml\"; \
         echo \"status $?, left: $(ls \"$1/disk\")\"";
    let ended = tokio::process::Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(service.folder())
        .arg(program::program())
        .output();
    let ended = ended.await.expect("unshare starts");
    let errors = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(errors.contains("as the disk is full"), "{errors}");
    let output = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert_eq!(output.trim(), "status 1, left:");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_is_read_only_is_named_by_serve_and_check() {
    let service = Service::prepare(1, 8).await;
    for (command, words) in [
        ("serve", "may not be written to".to_owned()),
        ("check", "may not be written to".to_owned()),
    ] {
        let script = "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\" \
             && exec \"$2\" $3 --config \"$1/chorus.toml\"";
        let ended = tokio::process::Command::new("unshare")
            .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
            .arg(service.folder())
            .arg(program::program())
            .arg(command)
            .output();
        let ended = ended.await.expect("unshare starts");
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        let said = [ended.stdout, ended.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(said.contains(&words), "{command}:\n{said}");
    }
    let said = chorus(service.folder(), &["check"]).await;
    assert!(!said.output.contains("may not be written to"), "{said:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_goes_away_in_the_middle_of_ballots_and_comes_back() {
    let server = Server::start();
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Clock::fixed(EVENING.parse().expect("a time"));
    let house = House::on(Arc::new(folder), &server.url(), "", clock, 1).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let session = circle.open(&house).await;
    let mut forms = Vec::new();
    for n in 0..8 {
        let phone = house.visitor();
        let form = phone.get(&circle.ticket(n)).await.form_with_button("Send");
        forms.push((phone, form.with("chorus-session-1", "3")));
    }
    let mut refused = 0;
    for (n, (phone, form)) in forms.iter().enumerate() {
        if n % 4 == 1 {
            server.down();
            let page = phone.send(form).await;
            assert!(page.status >= 500, "{}", page.text());
            assert!(page.says(&say("failure-ours")), "{}", page.text());
            assert_eq!(house.visitor().get("/health/ready").await.status, 503);
            refused += 1;
            server.up();
        }
        thanked(async || phone.send(form).await).await;
    }
    assert_eq!(refused, 2);
    // Down at the closing time: it closes once it is back.
    server.down();
    circle.close(&house, &session).await;
    server.up();
    for _ in 0..200 {
        house.tick().await;
        let open = session::Entity::find()
            .filter(session::Column::State.eq(session::OPEN))
            .count(&house.app.database.reader);
        if matches!(open.await, Ok(0)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let row = release::Entity::find_by_id((circle.group.id, 1)).one(&house.app.database.reader);
    let row = row.await.expect("it answers").expect("it is over");
    assert_eq!((row.shown, row.answered), (true, Some(8)));
    read_only(&house, &server).await;
}

/// The server is set to read only while Chorus runs.
async fn read_only(house: &House, server: &Server) {
    let circle = Circle::of(house, 8, 1, &[]).await;
    circle.open(house).await;
    let phone = house.visitor();
    let form = phone.get(&circle.ticket(0)).await.form_with_button("Send");
    let admin = sea_orm::Database::connect(server.url())
        .await
        .expect("it answers");
    let set =
        |value: &str| format!("ALTER ROLE chorus SET default_transaction_read_only = {value}");
    admin.execute_unprepared(&set("on")).await.expect("set");
    server.down();
    server.up();
    for _ in 0..3 {
        // The first ones may only meet a connection that broke.
        let page = phone.send(&form).await;
        assert!(page.status >= 500, "{}", page.text());
    }
    let writing = format!(
        "{}?options[default_transaction_read_only]=off",
        server.url()
    );
    let admin = sea_orm::Database::connect(writing).await;
    let admin = admin.expect("it answers");
    admin.execute_unprepared(&set("off")).await.expect("set");
    server.down();
    server.up();
    thanked(async || phone.send(&form).await).await;
}

/// Sends until thanks come: broken connections are found one by one.
async fn thanked(send: impl AsyncFn() -> Page) {
    let mut last = None;
    for _ in 0..40 {
        let page = send().await;
        if page.says("Your answers have been sent") {
            return;
        }
        assert!(page.status >= 500, "{}", page.text());
        last = Some(page.text());
    }
    panic!("no thanks came: {last:?}");
}

async fn a_clock_that_is_put_back_closes_nothing_twice(house: House) {
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let session = circle.open(&house).await;
    let answer = async |n: usize| {
        let phone = house.visitor();
        let form = phone.get(&circle.ticket(n)).await.form_with_button("Send");
        let thanks = phone.send(&form.with("chorus-session-1", "3")).await;
        assert!(
            thanks.says("Your answers have been sent"),
            "{}",
            thanks.text()
        );
    };
    for n in 0..3 {
        answer(n).await;
    }
    let now = house.app.clock.now();
    house.app.clock.set(now - 5.hours());
    house.tick().await;
    house.hour().await;
    for n in 3..6 {
        answer(n).await;
    }
    house.app.clock.set(now);
    circle.close(&house, &session).await;
    // After the close it goes back to the middle of the evening: the session stays closed, and nobody is let in.
    house.app.clock.set(now);
    house.tick().await;
    house.hour().await;
    let late = house.visitor().get(&circle.ticket(6)).await;
    assert_eq!(late.status, 410, "{}", late.text());
    let reader = &house.app.database.reader;
    let sessions = session::Entity::find().all(reader).await.expect("sessions");
    assert_eq!(sessions.len(), 1);
    let row = release::Entity::find().all(reader).await.expect("releases");
    let seen: Vec<_> = row.iter().map(|row| (row.shown, row.answered)).collect();
    assert_eq!(seen, [(true, Some(6))]);
}
