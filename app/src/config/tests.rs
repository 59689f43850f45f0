//! Settings as they are written, and the sentence about each thing that can be wrong with them.

use super::*;

const SMALLEST: &str = "listen = \"127.0.0.1:8080\"\n";

fn parse(text: &str) -> Result<Config, String> {
    Config::parse(text, &|_| None, Path::new("/srv/chorus")).map_err(|fault| fault.to_string())
}

#[test]
fn nothing_needs_to_be_set() {
    let config = parse("").unwrap();
    assert_eq!(config.database, "sqlite:///srv/chorus/chorus.sqlite");
    assert_eq!(config.key_file, Path::new("/srv/chorus/chorus.key"));
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
}

#[test]
fn what_is_set_in_the_browser_is_said_to_be() {
    let found = parse("quorum = 6").unwrap_err();
    assert_eq!(
        found,
        "line 1 sets `quorum`, which an administrator sets in the browser now: remove it here."
    );
}

#[test]
fn the_environment_wins_over_the_file() {
    let environment =
        |name: &str| (name == "CHORUS_DATABASE").then(|| "postgres://chorus@db/chorus".into());
    let config = Config::parse(SMALLEST, &environment, Path::new("")).unwrap();
    assert_eq!(config.database, "postgres://chorus@db/chorus");
}

#[test]
fn every_fault_names_the_setting_and_what_to_do() {
    for (text, sentence) in [
        (
            "listen = \"80\"",
            "`listen` is \"80\": write an address and a port like 127.0.0.1:8080.",
        ),
        (
            "trusted_proxies = [\"proxy\"]",
            "`trusted_proxies` holds \"proxy\": write addresses like 10.0.0.2, without a port.",
        ),
        (
            "database = \"mysql://x\"",
            "`database` is not understood: write sqlite://chorus.sqlite or postgres://user@host/name.",
        ),
    ] {
        assert_eq!(parse(text).unwrap_err(), sentence);
    }
    let unknown = parse(&format!("{SMALLEST}listens = 5\n")).unwrap_err();
    assert!(
        unknown.starts_with("line 2 names `listens`, which is no setting"),
        "{unknown}"
    );
    for (line, sentence) in [
        ("key_file = \"chorus", "line 2 cannot be read"),
        ("key_file", "line 2 cannot be read"),
        ("[mail", "line 2 cannot be read"),
        ("key_file = 6", "line 2 has a value of the wrong kind"),
        (
            "key_file = \"a\"\nkey_file = \"b\"",
            "line 3 sets something for the second time",
        ),
    ] {
        let found = parse(&format!("{SMALLEST}{line}\n")).unwrap_err();
        assert!(found.starts_with(sentence), "{line}: {found}");
        assert!(
            !found.contains("expected") && !found.contains("field"),
            "{found}"
        );
    }
}

#[test]
fn a_file_that_cannot_be_read_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let read = |path: &Path| Config::read(Some(path)).unwrap_err().to_string();
    assert!(read(folder.path()).contains("is a folder: name the file"));
    let file = folder.path().join("chorus.toml");
    assert!(read(&file).contains("is not there: create it"));
    std::fs::write(&file, b"listen = \"[::1]:80\"\n# caf\xe9\n").unwrap();
    assert!(read(&file).contains("line 2 is not UTF-8 text: save the file as UTF-8"));
}

#[test]
fn a_master_key_never_shows() {
    let environment = |name: &str| (name == "CHORUS_MASTER_KEY").then(|| "secret".into());
    let config = Config::parse(SMALLEST, &environment, Path::new("")).unwrap();
    assert!(!format!("{config:?}").contains("secret"));
    assert_eq!(config.master_key.unwrap().expose(), "secret");
}
