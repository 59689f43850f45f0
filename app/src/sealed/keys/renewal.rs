//! Puts a new master key in the place of the old one, with the key files that it wraps. Whenever it is cut off, either all
//! of the old or all of the new is there: which of the two holds is decided by the commit that sealed the rows anew.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{KeyError, Keys, folder_of, hex, sync_folder, write_durably};
use crate::random::Random;

const NEXT: &str = "next";

impl Keys {
    /// A fresh master key that will follow this one. It remembers what tickets of before need where there are any.
    pub fn successor(&self, with_tickets: bool, random: &Random) -> Keys {
        let mut master = Zeroizing::new([0; 32]);
        random.fill(&mut *master);
        let mut former = Vec::new();
        if with_tickets {
            former.extend(self.former.iter().cloned().chain([self.present()]));
        }
        Keys {
            master,
            former,
            folder: self.folder.clone(),
        }
    }

    /// Before the commit: lays the new master key beside the `file` of the old one, and every key file wrapped by it
    /// beside the one in use.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or written. What lies there then is removed by [`discard`].
    pub fn prepare(&self, next: &Keys, file: &Path, random: &Random) -> Result<(), KeyError> {
        discard(file, &self.folder)?;
        for name in self.names()? {
            let Some(key) = self.kept(&name)? else {
                continue;
            };
            let path = self.folder.join(&name);
            lay(&path, &next.wrap(&key, &name, random), random)?;
        }
        let text = Zeroizing::new(hex(&*next.master));
        lay(file, text.as_bytes(), random)
    }

    fn names(&self) -> Result<Vec<String>, KeyError> {
        let names = self.names_before(jiff::Timestamp::MAX)?;
        // A dot is in the name of what was not finished.
        Ok(names
            .into_iter()
            .filter(|name| !name.contains('.'))
            .collect())
    }
}

/// The master key that a rotation has laid beside `file`, if one was cut off.
///
/// # Errors
///
/// When it is there and cannot be read.
pub fn next(file: &Path, folder: &Path, random: &Random) -> Result<Option<Keys>, KeyError> {
    match Keys::open(&beside(file), folder, false, random) {
        Ok(keys) => Ok(Some(keys)),
        Err(KeyError::Lost(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// After the commit: puts everything new in the place of the old, the master key last, so that what was cut off here can
/// be told and is ended the next time.
///
/// # Errors
///
/// When a file cannot be moved.
pub fn finish(file: &Path, folder: &Path) -> Result<(), KeyError> {
    for path in laid(folder)? {
        take_place(&path, &path.with_extension(""))?;
    }
    sync(folder)?;
    take_place(&beside(file), file)?;
    sync(folder_of(file))
}

/// Removes what lies beside the keys in use: a rotation that never came to its commit.
///
/// # Errors
///
/// When a file cannot be removed.
pub fn discard(file: &Path, folder: &Path) -> Result<(), KeyError> {
    let mut paths = laid(folder)?;
    paths.push(beside(file));
    for path in paths {
        match fs::remove_file(&path) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(KeyError::File { path, source });
            }
            _ => {}
        }
    }
    Ok(())
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(NEXT);
    name.into()
}

/// Lays `bytes` beside `path`, for the same owner: whoever rotates may not be who starts Chorus.
fn lay(path: &Path, bytes: &[u8], random: &Random) -> Result<(), KeyError> {
    let next = beside(path);
    let written = write_durably(&next, bytes, random).and_then(|()| {
        let (old, new) = (fs::metadata(path)?, fs::metadata(&next)?);
        if (old.uid(), old.gid()) == (new.uid(), new.gid()) {
            return Ok(());
        }
        chown(&next, Some(old.uid()), Some(old.gid()))
    });
    written.map_err(|source| KeyError::File { path: next, source })
}

/// What lies beside the key files of a folder.
fn laid(folder: &Path) -> Result<Vec<PathBuf>, KeyError> {
    let fault = |source| KeyError::File {
        path: folder.into(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.extension().is_some_and(|extension| extension == NEXT) {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// Another replica may have ended the same rotation: then there is nothing left to move.
fn take_place(from: &Path, to: &Path) -> Result<(), KeyError> {
    match fs::rename(from, to) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(KeyError::File {
            path: from.into(),
            source,
        }),
        _ => Ok(()),
    }
}

fn sync(folder: &Path) -> Result<(), KeyError> {
    sync_folder(folder).map_err(|source| KeyError::File {
        path: folder.into(),
        source,
    })
}
