//! A proxy that loses each first reply to a POST and sends the request once more, as some do on a bad line.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The proxy; it runs until the test ends.
pub struct RetryingProxy {
    /// `http://host:port`, for a client that goes through it.
    pub address: String,
    retried: Arc<AtomicUsize>,
}

impl RetryingProxy {
    /// Starts it in front of `house` (`http://host:port`).
    pub async fn start(house: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("bound"));
        let (house, retried) = (
            house.trim_start_matches("http://").to_owned(),
            Arc::new(AtomicUsize::new(0)),
        );
        let count = retried.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(forward(client, house.clone(), count.clone()));
            }
        });
        Self { address, retried }
    }

    /// How many requests it has sent twice.
    pub fn retried(&self) -> usize {
        self.retried.load(Ordering::Relaxed)
    }
}

/// One request a connection.
async fn forward(mut client: TcpStream, house: String, retried: Arc<AtomicUsize>) {
    let request = read_request(&mut client).await;
    if request.starts_with(b"POST ") {
        retried.fetch_add(1, Ordering::Relaxed);
        ask(&house, &request).await;
    }
    let reply = ask(&house, &request).await;
    client.write_all(&reply).await.expect("a client");
    client.shutdown().await.ok();
}

async fn ask(house: &str, request: &[u8]) -> Vec<u8> {
    let mut server = TcpStream::connect(house).await.expect("the house");
    server.write_all(request).await.expect("the house reads");
    let mut reply = Vec::new();
    server.read_to_end(&mut reply).await.expect("a reply");
    reply
}

/// Head and body, with the wish that the connection ends with the reply.
async fn read_request(client: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(head) = end {
            let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
            let length = text
                .lines()
                .find_map(|line| {
                    line.to_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap_or(0);
            if bytes.len() >= head + 4 + length {
                let rest = bytes.split_off(head);
                return [bytes.as_slice(), b"\r\nconnection: close", &rest].concat();
            }
        }
        let mut more = [0; 4096];
        let read = client.read(&mut more).await.expect("a client");
        assert!(read > 0, "a client that says half a sentence");
        bytes.extend(&more[..read]);
    }
}
