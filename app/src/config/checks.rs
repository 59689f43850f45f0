//! Checks of single settings: a written value becomes the one that the program uses, or a sentence about it.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use jiff::tz::TimeZone;

use super::{Fault, LOWEST_QUORUM, SupportContact};

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
