//! The wire between a phone and the house, which a test cuts: no signal, a lost answer, a gateway that is down.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Signal {
    /// It gets there, and the answer back.
    Good,
    /// It gets nowhere.
    None,
    /// It gets there, and its answer is lost.
    LosesAnswers,
    /// A gateway on the way answers in the house's place, as one does whose house is down.
    GatewayOnly,
}

/// The wire. Every request comes on a connection of its own. It ends with the test.
pub struct Wire {
    /// Where the phone finds the house.
    pub address: String,
    shared: Arc<Mutex<Shared>>,
    carrying: JoinHandle<()>,
}

struct Shared {
    signal: Signal,
    requests: Vec<String>,
}

const BAD_GATEWAY: &str = "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 24\r\n\
                           connection: close\r\n\r\n<h1>502 Bad Gateway</h1>";

impl Wire {
    /// A good one to the server at `house` (`http://host:port`).
    pub async fn to(house: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("bound"));
        let house = house.trim_start_matches("http://").to_owned();
        let shared = Arc::new(Mutex::new(Shared {
            signal: Signal::Good,
            requests: Vec::new(),
        }));
        let known = shared.clone();
        let carrying = tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                let (house, shared) = (house.clone(), known.clone());
                // A phone that hangs up in the middle is nothing to fail about.
                tokio::spawn(async move { carry(phone, &house, &shared).await.ok() });
            }
        });
        Self {
            address,
            shared,
            carrying,
        }
    }

    /// From now on.
    pub fn set(&self, signal: Signal) {
        self.shared.lock().expect("held briefly").signal = signal;
    }

    /// Every request that came in, head and body, in order.
    pub fn requests(&self) -> Vec<String> {
        self.shared.lock().expect("held briefly").requests.clone()
    }

    /// The bodies that were posted, in order.
    pub fn posted(&self) -> Vec<String> {
        let requests = self.requests();
        let posts = requests.iter().filter(|all| all.starts_with("POST "));
        let body = |all: &String| all.split_once("\r\n\r\n").expect("a body").1.to_owned();
        posts.map(body).collect()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.carrying.abort();
    }
}

async fn carry(mut phone: TcpStream, house: &str, shared: &Mutex<Shared>) -> std::io::Result<()> {
    let request = read(&mut phone).await?;
    if request.is_empty() {
        return Ok(());
    }
    let signal = {
        let mut shared = shared.lock().expect("held briefly");
        shared.requests.push(request.clone());
        shared.signal
    };
    match signal {
        Signal::None => return Ok(()),
        Signal::GatewayOnly => return phone.write_all(BAD_GATEWAY.as_bytes()).await,
        Signal::Good | Signal::LosesAnswers => {}
    }
    let mut house = TcpStream::connect(house).await?;
    house.write_all(closing(&request).as_bytes()).await?;
    let mut answer = Vec::new();
    house.read_to_end(&mut answer).await?;
    if signal == Signal::Good {
        phone.write_all(&answer).await?;
    }
    phone.shutdown().await
}

/// One request, to the end of its body. Forms are plain ASCII.
async fn read(phone: &mut TcpStream) -> std::io::Result<String> {
    let mut text = String::new();
    let mut some = [0; 4096];
    loop {
        let n = phone.read(&mut some).await?;
        text.push_str(&String::from_utf8_lossy(&some[..n]));
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                let named = name.eq_ignore_ascii_case("content-length");
                named.then(|| value.trim().parse::<usize>().unwrap_or(0))
            });
            body.len() >= length.unwrap_or(0)
        });
        if whole || n == 0 {
            return Ok(text);
        }
    }
}

/// The same request, after which the house hangs up.
fn closing(request: &str) -> String {
    let (first, rest) = request.split_once("\r\n").expect("a first line");
    let kept = rest
        .split("\r\n")
        .filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    let kept = kept.collect::<Vec<_>>().join("\r\n");
    format!("{first}\r\nConnection: close\r\n{kept}")
}
