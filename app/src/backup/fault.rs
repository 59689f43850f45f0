//! Why there is no backup, or nothing to be restored from one; each a sentence that says what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use sea_orm::DbErr;

use crate::database::{self, Trouble, sqlite_code};
use crate::sealed::SealedError;
use crate::sealed::keys::KeyError;
use crate::words::{say, say_with};

/// What stands in the way.
#[derive(Debug)]
pub enum Fault {
    /// There is something of that name already.
    Exists(PathBuf),
    /// The file cannot be read or written.
    File(PathBuf, std::io::Error),
    /// There is no room for the file.
    Full(PathBuf),
    /// The database has nothing in it.
    Nothing,
    /// The file is no backup.
    NotABackup(PathBuf),
    /// The file was cut short or changed.
    Damaged(PathBuf),
    /// The file is of a later version, which is named.
    Newer(PathBuf, String),
    /// The database to restore into holds tables.
    NotEmpty,
    /// There are keys of another database in the folder of keys.
    KeysLeft(PathBuf, usize),
    /// The master key is missing or another one.
    Key(KeyError),
    /// The database cannot be used.
    Database(database::Fault),
    /// The database refused.
    Refused(DbErr),
    /// Something sealed does not fit.
    Sealed(SealedError),
}

impl Fault {
    /// What an error says that came while the backup at `path` was written.
    pub(super) fn of_writing(path: &Path, error: DbErr) -> Self {
        match Trouble::of(&error) {
            Some(Trouble::Full) => Self::Full(path.into()),
            _ => Self::File(path.into(), std::io::Error::other(error)),
        }
    }

    /// What an error says that came while it was read.
    pub(super) fn of_reading(path: &Path, error: DbErr) -> Self {
        let path = path.to_path_buf();
        match sqlite_code(&error) {
            // What SQLite calls a file that is none of its own.
            Some(26) => Self::NotABackup(path),
            // Corrupt; ended too early.
            Some(11 | 10) => Self::Damaged(path),
            _ => Self::Refused(error),
        }
    }

    /// What the system says of the file at `path`.
    pub(super) fn of_system(path: &Path, error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => Self::Exists(path.into()),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::Full(path.into())
            }
            _ => Self::File(path.into(), error),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |path: &Path| ("file", path.display().to_string().into());
        let sentence = match self {
            Self::Exists(path) => say_with("backup-exists", &[at(path)]),
            Self::File(path, error) => {
                let cause = ("cause", error.to_string().into());
                say_with("backup-file", &[at(path), cause])
            }
            Self::Full(path) => say_with("backup-full", &[at(path)]),
            Self::Nothing => say("backup-nothing"),
            Self::NotABackup(path) => say_with("backup-none", &[at(path)]),
            Self::Damaged(path) => say_with("backup-damaged", &[at(path)]),
            Self::Newer(path, version) => {
                let version = ("version", version.as_str().into());
                say_with("backup-newer", &[at(path), version])
            }
            Self::NotEmpty => say("restore-not-empty"),
            Self::KeysLeft(folder, count) => {
                let folder = ("folder", folder.display().to_string().into());
                let count = ("count", (*count as i64).into());
                say_with("restore-keys-left", &[folder, count])
            }
            Self::Key(KeyError::WrongKey) => say("restore-wrong-key"),
            Self::Key(error) => error.to_string(),
            Self::Database(fault) => fault.to_string(),
            Self::Refused(error) => {
                let cause = ("cause", error.to_string().into());
                say_with("backup-refused", &[cause])
            }
            Self::Sealed(error) => {
                let cause = ("cause", error.to_string().into());
                say_with("backup-refused", &[cause])
            }
        };
        f.write_str(&sentence)
    }
}

impl std::error::Error for Fault {}

impl From<database::Fault> for Fault {
    fn from(fault: database::Fault) -> Self {
        Self::Database(fault)
    }
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        Self::Refused(error)
    }
}

impl From<KeyError> for Fault {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<SealedError> for Fault {
    fn from(error: SealedError) -> Self {
        Self::Sealed(error)
    }
}
