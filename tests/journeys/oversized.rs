//! Whoever sends far too much gets a page that says so, over a real connection that sends before it listens.

use tests::databases::Kind;
use tests::house::House;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// More than the buffers of a connection hold, so that it can only be sent where it is read.
const MUCH: usize = 12 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_arrives_however_much_was_sent() {
    let house = House::start(Kind::Sqlite).await;
    for path in ["/sign-in", "/g/aaaaaaaa", "/nowhere"] {
        for head in [
            format!("Content-Length: {MUCH}\r\n"),
            "Transfer-Encoding: chunked\r\n".to_owned(),
        ] {
            let reply = send(&house, path, &head).await;
            assert!(reply.starts_with("HTTP/1.1 413 "), "{path}: {reply}");
            assert!(reply.contains("That was too much at once"), "{reply}");
        }
    }
    // A form of ordinary size goes the ordinary way.
    let page = house.visitor().post("/sign-in", &[]).await;
    assert_eq!(page.status, 422);
}

/// Sends everything, and only then reads what comes back.
async fn send(house: &House, path: &str, head: &str) -> String {
    let host = house.address.trim_start_matches("http://");
    let mut connection = TcpStream::connect(host).await.expect("a connection");
    let kind = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n";
    let head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\n{kind}{head}\r\n");
    connection.write_all(head.as_bytes()).await.expect("sent");
    let chunked = head.contains("chunked");
    let piece = vec![b'x'; 64 * 1024];
    for _ in 0..MUCH / piece.len() {
        if chunked {
            connection.write_all(b"10000\r\n").await.expect("sent");
        }
        connection.write_all(&piece).await.expect("sent");
        if chunked {
            connection.write_all(b"\r\n").await.expect("sent");
        }
    }
    if chunked {
        connection.write_all(b"0\r\n\r\n").await.expect("sent");
    }
    let mut reply = Vec::new();
    connection.read_to_end(&mut reply).await.expect("a reply");
    String::from_utf8(reply).expect("text")
}
