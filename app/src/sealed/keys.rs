//! The master key and the folder of keys that are destroyed: wraps and key files, with the hashes of tickets beside. It knows no row.

mod hashes;
pub mod renewal;

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

pub use hashes::TicketKeys;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use jiff::Timestamp;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::random::Random;

/// A 256-bit key of one sealed row; wiped when dropped.
pub type RowKey = Zeroizing<[u8; 32]>;

const NONCE: usize = 24;

/// Why a key cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error(
        "{path} cannot be read or written ({source}): check what it is, and that it belongs to the user who starts Chorus."
    )]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file holds something else.
    #[error(
        "{0} is not a Chorus key: it must hold 64 hexadecimal digits. Put the copy that you kept in its place."
    )]
    NotAKey(PathBuf),
    /// The master key is not the one that sealed the rows.
    #[error(
        "the key does not open this database: it was sealed with another one. Put the copy that you kept in its place."
    )]
    WrongKey,
    /// Groups are sealed with a key whose file is gone.
    #[error(
        "the key file {0} is missing, and groups are sealed with it. Put the copy that you kept in its place."
    )]
    Lost(PathBuf),
    /// The database does not answer.
    #[error("the database does not answer: {0}")]
    Database(sea_orm::DbErr),
}

/// The master key, what is left of earlier ones, and the `keys/` folder.
pub struct Keys {
    master: Zeroizing<[u8; 32]>,
    /// Of earlier master keys, the oldest first: what tickets need that were printed under them.
    former: Vec<TicketKeys>,
    folder: PathBuf,
}

impl Keys {
    /// Holds a master key given as 64 hexadecimal digits; makes the folder of key files.
    pub fn from_hex(hex: &str, folder: &Path) -> Result<Keys, KeyError> {
        let master =
            parse_hex(hex.trim()).ok_or_else(|| KeyError::NotAKey("CHORUS_MASTER_KEY".into()))?;
        Keys::with(master, folder)
    }

    /// Reads the key file, or makes it (mode 0600) where `create` allows.
    pub fn open(
        file: &Path,
        folder: &Path,
        create: bool,
        random: &Random,
    ) -> Result<Keys, KeyError> {
        let fault = |source| KeyError::File {
            path: file.into(),
            source,
        };
        let mut text = Zeroizing::new(String::new());
        match File::open(file) {
            Ok(mut opened) => {
                match opened.read_to_string(&mut text) {
                    Err(error) if error.kind() == ErrorKind::InvalidData => {
                        return Err(KeyError::NotAKey(file.into()));
                    }
                    read => read.map_err(fault)?,
                };
            }
            Err(error) if error.kind() == ErrorKind::NotFound && create => {
                let mut master = Zeroizing::new([0; 32]);
                random.fill(&mut *master);
                *text = hex(&*master);
                write_durably(file, text.as_bytes(), random).map_err(fault)?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(KeyError::Lost(file.into()));
            }
            Err(error) => return Err(fault(error)),
        }
        let master = parse_hex(text.trim()).ok_or_else(|| KeyError::NotAKey(file.into()))?;
        Keys::with(master, folder)
    }

    fn with(master: Zeroizing<[u8; 32]>, folder: &Path) -> Result<Keys, KeyError> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|source| KeyError::File {
                path: folder.into(),
                source,
            })?;
        Ok(Keys {
            master,
            former: Vec::new(),
            folder: folder.into(),
        })
    }

    /// The master key as its file holds it, for whoever keeps a copy of that.
    pub fn copy(&self) -> Zeroizing<String> {
        Zeroizing::new(hex(&*self.master))
    }

    /// Whether whoever typed `end` has the key before them: its last six digits.
    pub fn ends_with(&self, end: &str) -> bool {
        end.len() == 6 && self.copy().ends_with(&end.to_ascii_lowercase())
    }

    /// A fresh key for a row.
    pub fn fresh(random: &Random) -> RowKey {
        let mut key = RowKey::new([0; 32]);
        random.fill(&mut *key);
        key
    }

    /// Seals a row's key under the master key; `context` says which row.
    pub fn wrap(&self, key: &RowKey, context: &str, random: &Random) -> Vec<u8> {
        self.seal(&**key, context, random)
    }

    /// Opens what [`Keys::wrap`] sealed for the same row.
    pub fn unwrap(&self, wrapped: &[u8], context: &str) -> Result<RowKey, KeyError> {
        let opened = self.unseal(wrapped, context)?;
        let key: [u8; 32] = opened
            .as_slice()
            .try_into()
            .map_err(|_| KeyError::WrongKey)?;
        Ok(RowKey::new(key))
    }

    /// Seals a few bytes under the master key itself; `context` says what they are.
    pub fn seal(&self, bytes: &[u8], context: &str, random: &Random) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce);
        let payload = Payload {
            msg: bytes,
            aad: context.as_bytes(),
        };
        let sealed = self
            .wrapping()
            .encrypt(&XNonce::from(nonce), payload)
            .expect("BUG: a few bytes can always be sealed");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what [`Keys::seal`] sealed.
    pub fn unseal(&self, sealed: &[u8], context: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let (nonce, sealed) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or(KeyError::WrongKey)?;
        let payload = Payload {
            msg: sealed,
            aad: context.as_bytes(),
        };
        self.wrapping()
            .decrypt(&XNonce::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| KeyError::WrongKey)
    }

    /// Writes a row's key as a file, durably, before the row itself is written.
    pub fn keep(&self, name: &str, key: &RowKey, random: &Random) -> Result<(), KeyError> {
        let path = self.folder.join(name);
        write_durably(&path, &self.wrap(key, name, random), random)
            .map_err(|source| KeyError::File { path, source })
    }

    /// Reads a row's key; `None` if its file is gone, which withholds the row.
    pub fn kept(&self, name: &str) -> Result<Option<RowKey>, KeyError> {
        let path = self.folder.join(name);
        match fs::read(&path) {
            Ok(wrapped) => self.unwrap(&wrapped, name).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyError::File { path, source }),
        }
    }

    /// Destroys keys, after the commit that emptied their rows.
    pub fn destroy(&self, names: &[String]) -> Result<(), KeyError> {
        for name in names {
            let path = self.folder.join(name);
            match fs::remove_file(&path) {
                Err(source) if source.kind() != ErrorKind::NotFound => {
                    return Err(KeyError::File { path, source });
                }
                _ => {}
            }
        }
        sync_folder(&self.folder).map_err(|source| KeyError::File {
            path: self.folder.clone(),
            source,
        })
    }

    /// The names of the key files written before `moment`: a younger one may
    /// belong to a row that is about to be committed.
    pub fn names_before(&self, moment: Timestamp) -> Result<Vec<String>, KeyError> {
        let fault = |source| KeyError::File {
            path: self.folder.clone(),
            source,
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            let written = entry
                .metadata()
                .and_then(|data| data.modified())
                .map_err(fault)?;
            if Timestamp::try_from(written).is_ok_and(|written| written < moment) {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        Ok(names)
    }

    fn wrapping(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.derived(b"chorus/v1/wrap")).into())
    }

    fn derived(&self, purpose: &[u8]) -> RowKey {
        let mut key = RowKey::new([0; 32]);
        Hkdf::<Sha256>::new(None, &*self.master)
            .expand(purpose, &mut *key)
            .expect("BUG: 32 bytes can always be derived");
        key
    }
}

/// The file appears whole or not at all: half a key would stand in the way for ever. One that is there stays.
fn write_durably(path: &Path, bytes: &[u8], random: &Random) -> std::io::Result<()> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(format!(".{}", random.row_id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished)?;
    linked?;
    sync_folder(folder_of(path))
}

fn folder_of(file: &Path) -> &Path {
    let parent = file.parent();
    parent
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parse_hex(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut key = Zeroizing::new([0; 32]);
    for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(key)
}
