//! The door: whoever connects is let in, encrypted where the organisation has named certificate files. One port serves
//! both, so that a set-up that began without https goes on with it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;

use super::Certificate;
use crate::App;

/// How long somebody may take to begin, and to agree on a key.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the files are read again: they are renewed every few months.
const RENEWED: SignedDuration = SignedDuration::from_mins(5);
/// Connections that wait to be served.
const ROOM: usize = 64;
/// What a TLS connection begins with: a record of the handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 22;

/// Who is at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Where they are.
    pub address: SocketAddr,
    /// Whether nobody in between can read along.
    pub encrypted: bool,
}

/// A connection.
pub type Stream = Either<TcpStream, TlsStream<TcpStream>>;

/// Connections as they come in.
pub struct Door {
    arrived: mpsc::Receiver<(Stream, Peer)>,
}

impl Door {
    /// Opens at `listener`.
    pub fn open(listener: TcpListener, app: &App) -> Self {
        let (arriving, arrived) = mpsc::channel(ROOM);
        tokio::spawn(receive(listener, app.clone(), arriving));
        Self { arrived }
    }

    /// The next connection that somebody has begun.
    pub async fn arrival(&mut self) -> (Stream, Peer) {
        match self.arrived.recv().await {
            Some(arrived) => arrived,
            // Whoever receives ends after this door only.
            None => std::future::pending().await,
        }
    }
}

async fn receive(listener: TcpListener, app: App, arriving: mpsc::Sender<(Stream, Peer)>) {
    let mut files = Files::default();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = arriving.closed() => return,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files, most likely: some will be closed soon.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        };
        let config = files.config(&app).await;
        let arriving = arriving.clone();
        tokio::spawn(async move {
            if let Some(stream) = greet(stream, config).await {
                let encrypted = matches!(stream, Either::Right(_));
                // Nobody listens any more: the program stops.
                let _ = arriving.send((stream, Peer { address, encrypted })).await;
            }
        });
    }
}

/// Agrees on a key with whoever begins a handshake; all others stay as they are, to be sent to https.
async fn greet(stream: TcpStream, config: Option<Arc<ServerConfig>>) -> Option<Stream> {
    let Some(config) = config else {
        return Some(Either::Left(stream));
    };
    let mut first = [0];
    let seen = timeout(PATIENCE, stream.peek(&mut first)).await;
    match seen {
        Ok(Ok(1)) if first[0] == HANDSHAKE => {
            let accepted = timeout(PATIENCE, TlsAcceptor::from(config).accept(stream)).await;
            accepted.ok()?.ok().map(Either::Right)
        }
        Ok(Ok(1)) => Some(Either::Left(stream)),
        _ => None,
    }
}

/// The certificate files as they were read last.
#[derive(Default)]
struct Files {
    read: Option<(Certificate, Timestamp, Option<Arc<ServerConfig>>)>,
}

impl Files {
    /// What connections need now; nothing where Chorus itself speaks no https.
    async fn config(&mut self, app: &App) -> Option<Arc<ServerConfig>> {
        let named = Certificate::of(&app.organisation());
        let Some(named) = named else {
            self.read = None;
            return None;
        };
        let now = app.clock.now();
        let before = match self.read.take() {
            Some((certificate, at, config)) if certificate == named => {
                if now.duration_since(at).abs() < RENEWED {
                    self.read = Some((certificate, at, config.clone()));
                    return config;
                }
                config
            }
            _ => None,
        };
        let files = named.clone();
        let read = tokio::task::spawn_blocking(move || files.read()).await;
        let config = match read {
            Ok(Ok(config)) => Some(config),
            Ok(Err(fault)) => {
                tracing::error!(
                    why = fault.sentence(),
                    "the certificate files cannot be used"
                );
                before
            }
            Err(_) => before,
        };
        self.read = Some((named, now, config.clone()));
        config
    }
}
