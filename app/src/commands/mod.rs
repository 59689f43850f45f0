//! One file a command. A command that fails gives one sentence that says what, where and what to do.

pub mod backup;
pub mod check;
pub mod demo;
pub mod key;
pub mod measures;
pub mod measures_folder;
pub mod restore;
pub mod serve;
pub mod staff;

use std::net::{IpAddr, SocketAddr, UdpSocket};

use app::words::dates;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Why a command stopped: one sentence for standard error.
pub type Sentence = Box<dyn std::error::Error + Send + Sync>;

/// "24 March 2026 at 19:30 UTC": an operator may sit in another zone than the organisation.
pub fn moment(at: Timestamp) -> String {
    format!("{} UTC", dates::moment(at, &TimeZone::UTC))
}

/// Where browsers find a server that listens at `listen`: for every address of this machine, the one that others use.
pub fn reached(listen: SocketAddr) -> SocketAddr {
    if !listen.ip().is_unspecified() {
        return listen;
    }
    // The socket sends nothing.
    let route = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    let ip = route.map_or(IpAddr::from([127, 0, 0, 1]), |address| address.ip());
    SocketAddr::new(ip, listen.port())
}
