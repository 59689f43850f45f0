//! Whoever takes e-mails, the folder or a server, behind one door.

use std::path::PathBuf;

use lettre::Message;

use super::folder;
use super::server::Connection;
use crate::config::Way;
use crate::entities::mail::Fault;

/// What became of one e-mail that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// It was taken.
    Taken,
    /// It was not, and may be tried again.
    NotNow(Fault),
    /// It was not, and never will be.
    Never(Fault),
    /// It was handed over whole, and nobody said whether it was taken.
    Unsure,
}

/// An open way for e-mails.
pub enum Carrier {
    /// Into a folder.
    Folder(PathBuf),
    /// To a server.
    Server(Box<Connection>),
}

impl Carrier {
    /// Opens `way`; `host` is the name that Chorus gives itself.
    pub async fn open(way: &Way, host: &str) -> Result<Self, Fault> {
        match way {
            Way::Folder(path) => {
                folder::ready(path.clone()).await?;
                Ok(Self::Folder(path.clone()))
            }
            Way::Server(server) => {
                let connection = Connection::open(server, host).await?;
                Ok(Self::Server(Box::new(connection)))
            }
        }
    }

    /// Hands one e-mail over. `name` is the same at every try.
    pub async fn carry(&mut self, name: &str, letter: &Message) -> Carried {
        match self {
            Self::Folder(path) => folder::put(path.clone(), name, letter.formatted()).await,
            Self::Server(connection) => connection.carry(letter).await,
        }
    }

    /// Whether nothing more goes this way.
    pub fn is_broken(&self) -> bool {
        match self {
            Self::Folder(_) => false,
            Self::Server(connection) => connection.is_broken(),
        }
    }

    /// Takes leave.
    pub async fn close(self) {
        if let Self::Server(connection) = self {
            connection.close().await;
        }
    }
}
