//! A real mail server on a loopback port, for as long as a test needs it, and the e-mails that it took.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use app::entities::mail;
use app::entities::staff::Role;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::house::House;

/// An e-mail as the server has it.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Headers and content as they travelled.
    pub raw: String,
    /// What was said before: `from`, `to`, `hello`, `encrypted`, `authenticated`, `connection`.
    pub about: Value,
}

/// A mail server that can be put up and taken down on the same port.
pub struct PostOffice {
    /// Its port on 127.0.0.1.
    pub port: u16,
    folder: TempDir,
    server: Option<Child>,
}

impl Default for PostOffice {
    fn default() -> Self {
        Self::new()
    }
}

impl PostOffice {
    /// A port where nothing listens yet.
    pub fn new() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|held| held.local_addr());
        Self {
            port: port.expect("a port").port(),
            folder: tempfile::tempdir().expect("a folder"),
            server: None,
        }
    }

    /// The same, put up; `how` is said in `tests/mail/server.py`.
    pub fn open(how: Value) -> Self {
        let mut office = Self::new();
        office.put_up(how);
        office
    }

    /// Starts the server.
    #[allow(
        clippy::disallowed_methods,
        reason = "the tests are told by their command where its Python is"
    )]
    pub fn put_up(&mut self, how: Value) {
        self.take_down();
        let python = std::env::var("CHORUS_TEST_SMTP").expect(
            "run the tests with tests/run: it installs a mail server (aiosmtpd) and names its Python in \
             CHORUS_TEST_SMTP",
        );
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/mail/server.py");
        let folder = self.folder.path().to_string_lossy();
        let mut server = Command::new(python)
            .args([script, &self.port.to_string(), &folder, &how.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let out = server.stdout.take().expect("a pipe");
        let read = BufReader::new(out).read_line(&mut line);
        assert!(read.is_ok() && line.contains("listening"), "{line}");
        self.server = Some(server);
    }

    /// Ends the server.
    pub fn take_down(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// Lines of `[mail]` for it, and `more`.
    pub fn settings(&self, scheme: &str, login: &str, more: &str) -> String {
        let port = self.port;
        format!(
            "[mail]\nfrom = \"chorus@clinic.example\"\nsmtp = \"{scheme}://{login}127.0.0.1:{port}{more}\"\n\
             timeout_seconds = 5\n"
        )
    }

    /// What it took, in order.
    pub fn letters(&self) -> Vec<Letter> {
        letters(self.folder.path())
    }

    /// A folder of its own, for certificates.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        self.take_down();
    }
}

/// Hires a supervisor and lets as many reports be ready for them.
pub async fn reports(house: &House, email: &str, count: i64) -> i64 {
    let who = house.hire(email, Role::Supervisor).await;
    for report in 1..=count {
        let now = house.app.clock.now();
        let told = mail::Model::report_ready(report, who, now, &house.app.database.writer).await;
        told.expect("the database answers");
    }
    who
}

/// Every row of an e-mail.
pub async fn rows(house: &House) -> Vec<mail::Model> {
    let rows = mail::Entity::find().all(&house.app.database.reader).await;
    rows.expect("the database answers")
}

/// The `.eml` files of a folder, in order of their names.
pub fn letters(folder: &Path) -> Vec<Letter> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| Letter {
        raw: std::fs::read_to_string(path).expect("text"),
        about: std::fs::read_to_string(path.with_extension("json")).map_or(json!({}), |about| {
            serde_json::from_str(&about).expect("JSON")
        }),
    };
    files.iter().map(read).collect()
}

impl Letter {
    /// The value of a header, its lines joined, as it travelled.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.raw.split("\r\n\r\n").next().unwrap_or_default();
        let joined = head.replace("\r\n ", " ");
        let line = joined
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.map(str::to_owned)
    }

    /// The names of its headers, in order.
    pub fn headers(&self) -> Vec<String> {
        let head = self.raw.split("\r\n\r\n").next().unwrap_or_default();
        let names = head.lines().filter(|line| !line.starts_with(' '));
        names
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    /// Its words, decoded from quoted-printable.
    pub fn words(&self) -> String {
        let (_, body) = self.raw.split_once("\r\n\r\n").expect("a body");
        let joined = body.replace("=\r\n", "");
        let (mut bytes, mut rest) = (Vec::new(), joined.as_bytes());
        while let Some((first, after)) = rest.split_first() {
            let code = (*first == b'=').then(|| after.get(..2)).flatten();
            let code = code.and_then(|code| std::str::from_utf8(code).ok());
            match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
                Some(byte) => {
                    bytes.push(byte);
                    rest = &after[2..];
                }
                None => {
                    bytes.push(*first);
                    rest = after;
                }
            }
        }
        String::from_utf8(bytes)
            .expect("UTF-8")
            .replace("\r\n", "\n")
    }
}

/// An authority that nobody knows, and a certificate of it for `name` (`IP:127.0.0.1`, `DNS:mail.test`): paths of the
/// authority, the certificate and its key.
pub fn certificate(folder: &Path, name: &str, days: &str) -> [String; 3] {
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let [authority, authority_key, certificate, key, wish, more] = [
        "ca.pem", "ca.key", "cert.pem", "cert.key", "cert.csr", "more",
    ]
    .map(file);
    let openssl = |arguments: &str| {
        let made = Command::new("openssl")
            .args(arguments.split_whitespace())
            .output()
            .expect("openssl is there: run the tests with tests/run");
        let errors = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "openssl {arguments}: {errors}");
    };
    let new = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    openssl(&format!(
        "req -x509 {new} -keyout {authority_key} -out {authority} -days 30 -subj /CN=Nobody"
    ));
    openssl(&format!(
        "req {new} -keyout {key} -out {wish} -subj /CN=mail"
    ));
    let mut extensions = std::fs::File::create(&more).expect("a file");
    writeln!(
        extensions,
        "subjectAltName={name}\nbasicConstraints=CA:FALSE"
    )
    .expect("written");
    openssl(&format!(
        "x509 -req -in {wish} -CA {authority} -CAkey {authority_key} -CAcreateserial -out {certificate} {days} -extfile {more}"
    ));
    [authority, certificate, key]
}
