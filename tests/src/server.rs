//! A PostgreSQL of a test's own, which can be stopped and started while Chorus runs on it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The server and its files; it ends with the test.
pub struct Server {
    folder: TempDir,
    port: u16,
}

impl Server {
    /// Makes and starts it.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let server = Self { folder, port };
        let files = server.folder.path().display().to_string();
        // PostgreSQL refuses to run as root.
        if is_root() {
            run(Command::new("chown").args(["postgres", &files]));
        }
        let data = server.data();
        server.tool(
            "initdb",
            &["-D", &data, "-U", "chorus", "-A", "trust", "--no-sync"],
        );
        server.up();
        server
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("postgres://chorus@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it, and waits until it takes connections.
    pub fn up(&self) {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={}",
            self.port,
            self.folder.path().display()
        );
        let log = self.folder.path().join("log").display().to_string();
        self.tool(
            "pg_ctl",
            &[
                "-D",
                &self.data(),
                "-l",
                &log,
                "-w",
                "-o",
                &options,
                "start",
            ],
        );
    }

    /// Stops it at once, as a power cut would: connections break, and it recovers when it starts again.
    pub fn down(&self) {
        self.tool(
            "pg_ctl",
            &["-D", &self.data(), "-m", "immediate", "-w", "stop"],
        );
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn tool(&self, name: &str, arguments: &[&str]) {
        let path = tools().join(name).display().to_string();
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", &path]);
            command
        } else {
            Command::new(path)
        };
        run(command.args(arguments).current_dir("/"));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.folder.path().join("data/postmaster.pid").exists() {
            self.down();
        }
    }
}

fn run(command: &mut Command) {
    // No pipes: the server would hold them open.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().expect("it starts");
    assert!(status.success(), "{command:?}");
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").expect("this process").uid() == 0
}

/// Debian keeps them apart; elsewhere they are on the PATH.
fn tools() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let folders = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    folders
        .filter(|bin| bin.join("initdb").exists())
        .max()
        .unwrap_or_default()
}
