//! What `[mail]` may say, and the sentence for each thing that it may not.

use std::path::Path;

use super::super::Config;
use super::{Encryption, Way};

const REST: &str = "listen = \"127.0.0.1:8080\"\n\n\n";

fn parse(mail: &str) -> Result<Config, String> {
    parse_with(mail, &|_| None)
}

fn parse_with(mail: &str, environment: &dyn Fn(&str) -> Option<String>) -> Result<Config, String> {
    let read = Config::parse(&format!("{REST}{mail}\n"), environment, Path::new("/srv"));
    read.map_err(|fault| fault.to_string())
}

fn server(smtp: &str) -> super::Server {
    let mail = format!("[mail]\nfrom = \"chorus@example.org\"\nsmtp = \"{smtp}\"");
    match parse(&mail).unwrap().mail.way {
        Way::Server(server) => *server,
        Way::Folder(folder) => panic!("{folder:?}"),
    }
}

#[test]
fn without_a_word_e_mails_are_files_beside_the_database() {
    let folder = |text: &str| {
        let config = parse(text).unwrap();
        let from = config.mail.from("chorus.example.org");
        assert_eq!(from.to_string(), "chorus@chorus.example.org");
        match config.mail.way {
            Way::Folder(folder) => folder,
            Way::Server(server) => panic!("{server:?}"),
        }
    };
    assert_eq!(folder(""), Path::new("/srv/mail"));
    let elsewhere = "database = \"sqlite:///var/lib/chorus.sqlite\"";
    assert_eq!(folder(elsewhere), Path::new("/var/lib/mail"));
    let server = "database = \"postgres://db/chorus\"\nkey_file = \"keys/chorus.key\"";
    assert_eq!(folder(server), Path::new("/srv/keys/mail"));
    assert_eq!(folder("[mail]\nfolder = \"out\""), Path::new("/srv/out"));
}

#[test]
fn what_is_not_said_is_encrypted() {
    for (address, port, encryption) in [
        ("smtps://mail.example.org", 465, Encryption::Wrapped),
        ("smtps://mail.example.org:4650/", 4650, Encryption::Wrapped),
        ("smtp://mail.example.org", 587, Encryption::Required),
        (
            "smtp://mail.example.org?tls=required",
            587,
            Encryption::Required,
        ),
        ("smtp://mail.example.org?tls=none", 25, Encryption::Off),
        ("smtp://localhost", 25, Encryption::Off),
        ("smtp://[::1]:2525", 2525, Encryption::Off),
        ("smtp://127.0.0.1?tls=required", 587, Encryption::Required),
    ] {
        let server = server(address);
        assert_eq!(
            (server.port, server.encryption),
            (port, encryption),
            "{address}"
        );
        assert!(!server.host.contains(['[', ']']), "{address}");
    }
}

#[test]
fn a_password_comes_from_anywhere_and_never_shows() {
    let login = server("smtps://ann%40example.org:a%20b%3A%25@mail.example.org")
        .login
        .unwrap();
    assert_eq!(
        (login.name.as_str(), login.password.expose()),
        ("ann@example.org", "a b:%")
    );
    let mail = "[mail]\nfrom = \"chorus@example.org\"\nsmtp = \"smtps://ann:old@mail.example.org\"\npassword = \"p@ss word\"";
    for (environment, password) in [(None, "p@ss word"), (Some("from outside"), "from outside")] {
        let outside = |name: &str| {
            environment
                .filter(|_| name == "CHORUS_MAIL_PASSWORD")
                .map(str::to_owned)
        };
        let config = parse_with(mail, &outside).unwrap();
        let shown = format!("{config:?}");
        assert!(
            !shown.contains(password) && !shown.contains("old"),
            "{shown}"
        );
        let Way::Server(server) = config.mail.way else {
            panic!("a server")
        };
        assert_eq!(server.login.unwrap().password.expose(), password);
    }
}

#[test]
fn every_fault_is_one_sentence_that_says_what_to_do() {
    let smtp = |address: &str| format!("from = \"c@example.org\"\nsmtp = \"{address}\"");
    for (mail, sentence) in [
        (
            "smtp = \"smtps://mail.example.org\"".to_owned(),
            "`from` in [mail] is missing: add a line like from = \"Chorus <chorus@example.org>\".",
        ),
        (
            "from = \"the clinic\"".to_owned(),
            "`from` in [mail] is \"the clinic\": write an address",
        ),
        (
            "from = \"a@example.org\\nBcc: b@example.org\"".to_owned(),
            "`from` in [mail] is \"a@example.org\\nBcc: b@example.org\": write an address",
        ),
        (
            "from = \"\\\"a\\r\\nBcc: x\\\" <a@example.org>\"".to_owned(),
            "`from` in [mail] is",
        ),
        (
            format!("{}\nfolder = \"out\"", smtp("smtps://mail.example.org")),
            "[mail] has `smtp` and `folder`: keep one of the two.",
        ),
        (
            "password = \"x\"".to_owned(),
            "[mail] has `password` and no `smtp`",
        ),
        (
            "timeout_seconds = 0".to_owned(),
            "`timeout_seconds` in [mail] is 0: set it between 1 and 60.",
        ),
        (
            "host = \"x\"".to_owned(),
            "line 5 names `host`, which is no setting",
        ),
        (
            smtp("mail.example.org"),
            "`smtp` in [mail] is not understood",
        ),
        (
            smtp("https://mail.example.org"),
            "`smtp` in [mail] is not understood",
        ),
        (smtp("smtps://"), "`smtp` in [mail] is not understood"),
        (
            smtp("smtps://mail.example.org/inbox"),
            "`smtp` in [mail] is not understood",
        ),
        (
            smtp("smtp://mail.example.org?tls=opportunistic"),
            "`smtp` in [mail] has a tls=… that is unknown: write tls=required, or tls=none",
        ),
        (
            smtp("smtps://mail.example.org?tls=none"),
            "`smtp` in [mail] begins with smtps://",
        ),
        (
            smtp("smtp://mail.example.org?starttls=1"),
            "`smtp` in [mail] has more after its ?",
        ),
        (
            smtp("smtp://ann:pass@mail.example.org?tls=none"),
            "`smtp` in [mail] would send its password unencrypted",
        ),
        (
            smtp("smtps://ann@mail.example.org"),
            "[mail] has a name to log in with and no password",
        ),
        (
            format!("{}\npassword = \"x\"", smtp("smtps://mail.example.org")),
            "[mail] has a password and no name",
        ),
        (
            format!(
                "{}\nca_file = \"nowhere.pem\"",
                smtp("smtps://mail.example.org")
            ),
            "/srv/nowhere.pem is not there: create it, or name another file with `ca_file` in [mail].",
        ),
    ] {
        let found = parse(&format!("[mail]\n{mail}")).unwrap_err();
        assert!(found.starts_with(sentence), "{mail}: {found}");
        assert!(!found.contains("ann:"), "{found}");
    }
}

#[test]
fn a_file_without_a_certificate_is_not_an_authority() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, "hello\n").unwrap();
    let mail = format!(
        "[mail]\nfrom = \"c@example.org\"\nsmtp = \"smtps://mail.example.org\"\nca_file = {file:?}"
    );
    let found = parse(&mail).unwrap_err();
    assert!(found.contains("ca.pem holds no certificate"), "{found}");
}
