//! Checks of single settings: a written value becomes the one that the program uses, or a sentence about it.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use jiff::tz::TimeZone;

use super::{Fault, LOWEST_QUORUM, SupportContact};

/// Two years: last year's report lies beside this year's.
const REPORT_MONTHS: u32 = 24;

pub fn public_address(text: &str) -> Result<String, Fault> {
    let address = text.trim_end_matches('/');
    let host = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', '?', '#', '@']) => {
            Ok(address.to_owned())
        }
        _ => Err(Fault(format!(
            "`public_address` is \"{text}\": write https:// and the name that browsers use, without a path."
        ))),
    }
}

pub fn time_zone(name: &str) -> Result<TimeZone, Fault> {
    TimeZone::get(name).map_err(|_| {
        Fault(format!(
            "`time_zone` is \"{name}\": write a name like Europe/London or Asia/Tokyo."
        ))
    })
}

pub fn support(contacts: Vec<SupportContact>) -> Result<Vec<SupportContact>, Fault> {
    for contact in &contacts {
        if contact.name.trim().is_empty() || contact.hours.trim().is_empty() {
            return Err(Fault(
                "a `[[support]]` entry has an empty `name` or `hours`: fill both in.".to_owned(),
            ));
        }
        if contact.telephone.is_none() && contact.address.is_none() {
            return Err(Fault(format!(
                "the `[[support]]` entry \"{}\" cannot be reached: give it a `telephone` or an `address`.",
                contact.name
            )));
        }
    }
    Ok(contacts)
}

pub fn quorum(written: Option<i64>) -> Result<u32, Fault> {
    match written {
        None => Ok(LOWEST_QUORUM),
        Some(n) if (i64::from(LOWEST_QUORUM)..=20).contains(&n) => Ok(n as u32),
        Some(n) => Err(Fault(format!(
            "`quorum` is {n}: set it between {LOWEST_QUORUM} and 20, as fewer answers than {LOWEST_QUORUM} are never shown."
        ))),
    }
}

pub fn retention(written: Option<i64>) -> Result<Option<u32>, Fault> {
    match written {
        None => Ok(None),
        Some(months) if (1..=1_200).contains(&months) => Ok(Some(months as u32)),
        Some(months) => Err(Fault(format!(
            "`retention_months` is {months}: set it between 1 and 1200, or leave it out to keep results."
        ))),
    }
}

pub fn report_months(written: Option<i64>) -> Result<u32, Fault> {
    match written {
        None => Ok(REPORT_MONTHS),
        Some(months) if (1..=1_200).contains(&months) => Ok(months as u32),
        Some(months) => Err(Fault(format!(
            "`report_months` is {months}: set it between 1 and 1200, or leave it out to keep files for {REPORT_MONTHS} months."
        ))),
    }
}

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

pub fn listen(setting: &str, text: &str) -> Result<SocketAddr, Fault> {
    text.parse().map_err(|_| {
        Fault(format!(
            "`{setting}` is \"{text}\": write an address and a port like 127.0.0.1:8080."
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
    if message.starts_with("unknown field") {
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
