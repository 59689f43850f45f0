//! Checks of single settings: a written value becomes the one that the program uses, or a sentence about it.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use super::Fault;

/// What stood in the file once and is set in the browser now.
const MOVED: [&str; 8] = [
    "organisation",
    "public_address",
    "time_zone",
    "support",
    "danger_number",
    "quorum",
    "retention_months",
    "report_months",
];

pub fn database(written: Option<String>, folder: &Path) -> Result<String, Fault> {
    let url = written.unwrap_or_else(|| "sqlite://chorus.sqlite".to_owned());
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(url);
    }
    match url.strip_prefix("sqlite://") {
        Some(path) if !path.is_empty() && !path.contains(['?', ':']) => {
            Ok(format!("sqlite://{}", folder.join(path).display()))
        }
        _ => Err(Fault(
            "`database` is not understood: write sqlite://chorus.sqlite or postgres://user@host/name."
                .to_owned(),
        )),
    }
}

pub fn listen(text: &str) -> Result<SocketAddr, Fault> {
    text.parse().map_err(|_| {
        Fault(format!(
            "`listen` is \"{text}\": write an address and a port like 127.0.0.1:8080."
        ))
    })
}

pub fn trusted_proxies(written: &[String]) -> Result<Vec<IpAddr>, Fault> {
    let address = |text: &String| {
        text.parse().map(|ip: IpAddr| ip.to_canonical()).map_err(|_| {
            Fault(format!(
                "`trusted_proxies` holds \"{text}\": write addresses like 10.0.0.2, without a port."
            ))
        })
    };
    written.iter().map(address).collect()
}

/// What a file holds that `named_by` names.
pub fn text_of(path: &Path, named_by: &str) -> Result<String, Fault> {
    let at = path.display();
    let bytes = std::fs::read(path).map_err(|error| {
        Fault(match error.kind() {
            ErrorKind::NotFound => {
                format!("{at} is not there: create it, or name another file with {named_by}.")
            }
            ErrorKind::IsADirectory => {
                format!("{at} is a folder: name the file with {named_by}.")
            }
            ErrorKind::PermissionDenied => {
                format!("{at} may not be read: give the user who starts Chorus the right to.")
            }
            _ => format!("{at} cannot be read ({error}): name another file with {named_by}."),
        })
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Fault(format!(
            "{at}: line {line} is not UTF-8 text: save the file as UTF-8."
        ))
    })
}

/// What is wrong with a line, in plain words for what `toml` says.
pub fn toml_fault(message: &str) -> String {
    let quoted = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("unknown field") && MOVED.contains(&quoted) {
        format!("sets `{quoted}`, which an administrator sets in the browser now: remove it here.")
    } else if message.starts_with("unknown field") {
        format!("names `{quoted}`, which is no setting: check its spelling, or remove it.")
    } else if message.starts_with("missing field") {
        format!("begins a part without `{quoted}`: add it.")
    } else if message.starts_with("duplicate key") {
        "sets something for the second time: remove one of the two.".to_owned()
    } else if message.starts_with("invalid type") {
        "has a value of the wrong kind: text stands in quotation marks, a number does not."
            .to_owned()
    } else {
        "cannot be read: write name = \"value\", with both quotation marks and brackets closed."
            .to_owned()
    }
}
