//! The real program that was built in release, as a process of its own: how soon it answers, how much memory it takes.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use app::urls::route;
use tests::program;
use tokio::process::Child;

use crate::figures::timed;

/// `chorus serve`, once it answers. It is killed when it is dropped.
pub struct Served {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// From its start to the first page.
    pub started: Duration,
}

impl Served {
    /// Starts it on `database`, with the keys that lie in `folder`. Replicas have different names.
    pub async fn start(folder: &Path, database: &str, name: &str) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let address = format!("http://127.0.0.1:{port}");
        let settings = format!("listen = \"127.0.0.1:{port}\"\ndatabase = \"{database}\"\n");
        let path = folder.join(format!("{name}.toml"));
        std::fs::write(&path, settings).expect("settings");
        let log = folder.join(format!("{name}.log"));
        let mut command = program::command(folder);
        command
            .args(["serve", "--config"])
            .arg(&path)
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&log).expect("a log"));
        let client = reqwest::Client::new();
        let (started, child) = timed(async {
            let mut child = command.spawn().expect("the program starts");
            loop {
                let page = client.get(format!("{address}{}", route::SIGN_IN)).send();
                if page.await.is_ok_and(|page| page.status() == 200) {
                    return child;
                }
                if let Some(status) = child.try_wait().expect("a process") {
                    let said = std::fs::read_to_string(&log).unwrap_or_default();
                    panic!("it ended by itself, {status}:\n{said}");
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        })
        .await;
        Self {
            child,
            address,
            started,
        }
    }

    /// What the kernel says of its memory, in megabytes: `VmRSS` for now, `VmHWM` for the most so far.
    pub fn memory(&self, name: &str) -> f64 {
        let path = format!("/proc/{}/status", self.child.id().expect("it runs"));
        let said = std::fs::read_to_string(path).unwrap_or_default();
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.trim_start_matches(':').split_whitespace().next());
        let kibibytes: f64 = number.and_then(|n| n.parse().ok()).unwrap_or(f64::NAN);
        kibibytes * 1024.0 / 1e6
    }

    /// Kills it, as a machine that fails would.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("killed");
    }
}
