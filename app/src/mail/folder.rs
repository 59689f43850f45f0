//! E-mails as files in a folder, for a service without a mail server: only their owner reads them.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::carrier::Carried;
use crate::config::{Mail, Way};
use crate::entities::mail::{Fault, Model};

/// Makes the folder where it is missing.
pub async fn ready(folder: PathBuf) -> Result<(), Fault> {
    let make = move || DirBuilder::new().recursive(true).mode(0o700).create(folder);
    match tokio::task::spawn_blocking(make).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Fault::Folder),
    }
}

/// Writes a file, whole or not at all. One of the same name is the same e-mail and stays.
pub async fn put(folder: PathBuf, name: &str, text: Vec<u8>) -> Carried {
    let (file, part) = (folder.join(file(name)), folder.join(format!("{name}.part")));
    let written = tokio::task::spawn_blocking(move || write(&file, &part, &text)).await;
    match written {
        Ok(Ok(())) => Carried::Taken,
        _ => Carried::NotNow(Fault::Folder),
    }
}

fn write(file: &Path, part: &Path, text: &[u8]) -> std::io::Result<()> {
    let mut unfinished = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(part)?;
    unfinished.write_all(text)?;
    unfinished.sync_all()?;
    fs::rename(part, file)
}

/// Removes the files of e-mails whose rows are gone.
pub async fn forget(mail: &Mail, gone: &[Model]) {
    let Way::Folder(folder) = &mail.way else {
        return;
    };
    let files: Vec<PathBuf> = gone
        .iter()
        .map(|mail| folder.join(file(&mail.name())))
        .collect();
    let remove = move || {
        for file in files {
            match fs::remove_file(file) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    tracing::warn!(%error, "the file of an old e-mail could not be removed");
                }
                _ => {}
            }
        }
    };
    let _ = tokio::task::spawn_blocking(remove).await;
}

fn file(name: &str) -> String {
    format!("{name}.eml")
}
