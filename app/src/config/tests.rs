//! Settings as they are written, and the sentence about each thing that can be wrong with them.

use super::*;

const SMALLEST: &str = "organisation = \"Riverside\"\npublic_address = \"https://chorus.example.org/\"\ntime_zone = \"Europe/London\"\n";

fn parse(text: &str) -> Result<Config, String> {
    Config::parse(text, &|_| None, Path::new("/srv/chorus")).map_err(|fault| fault.to_string())
}

#[test]
fn three_lines_are_enough() {
    let config = parse(SMALLEST).unwrap();
    assert_eq!(config.public_address, "https://chorus.example.org");
    assert_eq!(config.database, "sqlite:///srv/chorus/chorus.sqlite");
    assert_eq!(config.key_file, Path::new("/srv/chorus/chorus.key"));
    assert_eq!(config.quorum, 5);
    assert!(config.is_https());
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
            "",
            "`public_address` is missing: add a line like public_address = \"https://chorus.example.org\".",
        ),
        (
            "quorum = 4",
            "`quorum` is 4: set it between 5 and 20, as fewer answers than 5 are never shown.",
        ),
        (
            "report_months = 0",
            "`report_months` is 0: set it between 1 and 1200, or leave it out to keep files for 24 months.",
        ),
        (
            "listen = \"80\"",
            "`listen` is \"80\": write an address and a port like 127.0.0.1:8080.",
        ),
        (
            "metrics_listen = \"9180\"",
            "`metrics_listen` is \"9180\": write an address and a port like 127.0.0.1:8080.",
        ),
        (
            "trusted_proxies = [\"proxy\"]",
            "`trusted_proxies` holds \"proxy\": write addresses like 10.0.0.2, without a port.",
        ),
        (
            "database = \"mysql://x\"",
            "`database` is not understood: write sqlite://chorus.sqlite or postgres://user@host/name.",
        ),
        (
            "[[support]]\nname = \"A friend\"\nhours = \"Always\"",
            "the `[[support]]` entry \"A friend\" cannot be reached: give it a `telephone` or an `address`.",
        ),
    ] {
        let text = if text.is_empty() {
            String::new()
        } else {
            format!("{SMALLEST}{text}\n")
        };
        assert_eq!(parse(&text).unwrap_err(), sentence);
    }
    let unknown = parse(&format!("{SMALLEST}quorums = 5\n")).unwrap_err();
    assert!(
        unknown.starts_with("line 4 names `quorums`, which is no setting"),
        "{unknown}"
    );
    for (line, sentence) in [
        ("danger_number = \"999", "line 4 cannot be read"),
        ("danger_number", "line 4 cannot be read"),
        ("[[support]", "line 4 cannot be read"),
        ("quorum = \"six\"", "line 4 has a value of the wrong kind"),
        (
            "quorum = 5\nquorum = 6",
            "line 5 sets something for the second time",
        ),
        (
            "[[support]]\nname = \"A friend\"",
            "line 4 begins a part without `hours`",
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
    std::fs::write(&file, b"organisation = \"Riverside\"\n# caf\xe9\n").unwrap();
    assert!(read(&file).contains("line 2 is not UTF-8 text: save the file as UTF-8"));
}

#[test]
fn a_master_key_never_shows() {
    let environment = |name: &str| (name == "CHORUS_MASTER_KEY").then(|| "secret".into());
    let config = Config::parse(SMALLEST, &environment, Path::new("")).unwrap();
    assert!(!format!("{config:?}").contains("secret"));
    assert_eq!(config.master_key.unwrap().expose(), "secret");
}
