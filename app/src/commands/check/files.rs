//! Files and folders: whether they are there, whose they are, who else may read them, and whether there is room.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use app::config::Config;
use app::random::Random;
use rustix::fs::{Access, access, statvfs};
use rustix::process::geteuid;

use super::Finding;

/// Below this it will be full soon.
const LITTLE_ROOM: u64 = 500 << 20;
/// Below this a close may already fail.
const NO_ROOM: u64 = 50 << 20;

/// Looks at files and folders.
pub fn look(config: &Config) -> Vec<Finding> {
    let mut findings = vec![Finding::good("settings", "check-settings", &[])];
    findings.extend(whose(config));
    findings.push(match &config.master_key {
        Some(_) => Finding::good("key", "check-key-environment", &[]),
        None => key_file(&config.key_file),
    });
    findings.push(keys_folder(&config.keys_directory));
    if let Some(path) = config.database.strip_prefix("sqlite://") {
        findings.extend(database_file(Path::new(path)));
    }
    findings
}

/// What root may do says little about what the one who starts Chorus may.
fn whose(config: &Config) -> Option<Finding> {
    let file = config.database.strip_prefix("sqlite://")?;
    let owner = fs::metadata(file).ok()?.uid();
    let runs_as = geteuid().as_raw();
    let arguments = [("owner", i64::from(owner).into())];
    (owner != runs_as).then(|| Finding::doubtful("permissions", "check-other-owner", &arguments))
}

fn key_file(path: &Path) -> Finding {
    let at = ("file", path.display().to_string().into());
    let mut next = path.as_os_str().to_owned();
    next.push(".next");
    match fs::metadata(path) {
        Err(_) => Finding::doubtful("key", "check-key-missing", &[at]),
        Ok(data) if data.mode() & 0o077 != 0 => {
            let mode = ("mode", format!("{:04o}", data.mode() & 0o7777).into());
            Finding::wrong("key", "check-key-readable", &[at, mode])
        }
        Ok(_) if PathBuf::from(next).exists() => {
            Finding::doubtful("key", "check-key-rotating", &[at])
        }
        Ok(_) => Finding::good("key", "check-key", &[at]),
    }
}

fn keys_folder(path: &Path) -> Finding {
    let at = ("folder", path.display().to_string().into());
    let Ok(data) = fs::metadata(path) else {
        return Finding::doubtful("keys", "check-keys-missing", &[at]);
    };
    if data.permissions().mode() & 0o077 != 0 {
        return Finding::wrong("keys", "check-keys-readable", &[at]);
    }
    // The one way to know is to try. No key has such a name.
    let trial = path.join(format!("check.{}", Random::System.row_id()));
    let tried = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&trial)
        .and_then(|_| fs::remove_file(&trial));
    match tried {
        Ok(()) => Finding::good("keys", "check-keys", &[at]),
        Err(error) => {
            let cause = ("cause", error.to_string().into());
            Finding::wrong("keys", "check-keys-closed", &[at, cause])
        }
    }
}

fn database_file(path: &Path) -> Vec<Finding> {
    let at = || ("file", path.display().to_string().into());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut findings = Vec::new();
    if let Ok(data) = fs::metadata(path) {
        let shut = fs::metadata(folder).is_ok_and(|data| data.mode() & 0o011 == 0);
        if data.mode() & 0o077 != 0 && !shut {
            findings.push(Finding::doubtful(
                "permissions",
                "check-file-readable",
                &[at()],
            ));
        }
        let may_write = Access::READ_OK | Access::WRITE_OK;
        if access(path, may_write).is_err() || access(folder, may_write).is_err() {
            findings.push(Finding::wrong("permissions", "check-file-closed", &[at()]));
        }
    }
    findings.push(room(folder));
    findings
}

fn room(folder: &Path) -> Finding {
    let folder = &fs::canonicalize(folder).unwrap_or_else(|_| folder.into());
    let at = ("folder", folder.display().to_string().into());
    match statvfs(folder) {
        Err(error) => {
            let cause = ("cause", error.to_string().into());
            Finding::wrong("room", "check-room-unknown", &[at, cause])
        }
        Ok(disk) => match disk.f_bavail * disk.f_frsize {
            ..NO_ROOM => Finding::wrong("room", "check-room-none", &[at]),
            NO_ROOM..LITTLE_ROOM => Finding::doubtful("room", "check-room-little", &[at]),
            _ => Finding::good("room", "check-room", &[at]),
        },
    }
}
