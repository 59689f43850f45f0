//! Where a request comes from, for whoever counts wrong tries: a keyed hash of the network, never an address that is
//! kept or logged.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::App;
use crate::random::Random;
use crate::tls::Peer;

/// A hash of what it was made of, under a key that ends with the process.
pub type Mark = [u8; 16];

/// Makes the marks of one process.
#[derive(Clone)]
pub struct Marker([u8; 32]);

impl Marker {
    /// With a fresh key.
    pub fn new(random: &Random) -> Self {
        Self(random.bytes())
    }

    /// The mark of `parts`, one after another.
    pub fn mark(&self, parts: &[&[u8]]) -> Mark {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("BUG: any length is a key");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        let whole = mac.finalize().into_bytes();
        *whole.first_chunk().expect("BUG: a hash is longer")
    }
}

/// The network that a request comes from: an IPv4 address, or the 56 bits of IPv6 that one household is given.
/// Empty behind a proxy that does not say whom it speaks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Place(Option<Mark>);

impl Place {
    /// Its mark, where it is known.
    pub fn mark(&self) -> Option<&Mark> {
        self.0.as_ref()
    }

    #[cfg(test)]
    pub(crate) fn of(name: u8) -> Self {
        Self(Some([name; 16]))
    }
}

impl FromRequestParts<App> for Place {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<Peer>>();
        let address = peer.and_then(|peer| {
            client(
                peer.0.address.ip(),
                &parts.headers,
                &app.config.trusted_proxies,
            )
        });
        Ok(Self(address.map(|ip| {
            app.marker
                .mark(&[b"place", &network(ip).to_bits().to_be_bytes()])
        })))
    }
}

/// Whom the connection is for: its other end, or behind a proxy that is trusted the last address in
/// `X-Forwarded-For`, which is the only one that this proxy itself has written.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> Option<IpAddr> {
    let peer = peer.to_canonical();
    if !peer.is_loopback() && !trusted.contains(&peer) {
        return Some(peer);
    }
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    let last = last.to_str().ok()?.rsplit(',').next()?.trim();
    last.parse::<IpAddr>().ok().map(|ip| ip.to_canonical())
}

fn network(ip: IpAddr) -> Ipv6Addr {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped(),
        IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() >> 72 << 72),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let trusted = ["10.0.0.2".parse().unwrap()];
        client(peer.parse().unwrap(), &headers, &trusted).map(|ip| ip.to_string())
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_its_own_word() {
        let client = Some("203.0.113.7".to_owned());
        assert_eq!(from("203.0.113.7", &["198.51.100.1"]), client);
        for proxy in ["10.0.0.2", "127.0.0.1", "::1", "::ffff:10.0.0.2"] {
            assert_eq!(from(proxy, &["198.51.100.1, 203.0.113.7"]), client);
            assert_eq!(from(proxy, &["198.51.100.1", "203.0.113.7"]), client);
            assert_eq!(from(proxy, &["::ffff:203.0.113.7"]), client);
            assert_eq!(from(proxy, &[]), None);
            assert_eq!(from(proxy, &["unknown"]), None);
        }
    }

    #[test]
    fn a_household_is_one_place_and_marks_do_not_run_together() {
        let net = |text: &str| network(text.parse().unwrap());
        assert_eq!(net("2001:db8:1:200::1"), net("2001:db8:1:2ff::9"));
        assert_ne!(net("2001:db8:1:200::1"), net("2001:db8:1:300::1"));
        assert_ne!(net("203.0.113.7"), net("203.0.113.8"));
        let marker = Marker::new(&Random::seeded(1));
        assert_ne!(marker.mark(&[b"ab", b"c"]), marker.mark(&[b"a", b"bc"]));
        let other = Marker::new(&Random::seeded(2));
        assert_ne!(marker.mark(&[b"ab"]), other.mark(&[b"ab"]));
    }
}
