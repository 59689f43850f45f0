//! Whoever begins a request and does not end it, over real connections, and whoever says two things about its length.

use app::urls::route;
use tests::databases::Kind;
use tests::house::House;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Duration, interval, timeout};

/// Far longer than Chorus waits for anybody.
const FOR_EVER: Duration = Duration::from_secs(150);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_end_a_request_is_let_go() {
    let house = House::start(Kind::Sqlite).await;
    let host = house.address.trim_start_matches("http://");
    let head = format!("POST {} HTTP/1.1\r\nHost: {host}\r\n", route::SIGN_IN);
    let body = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n";
    let whole = format!("GET {} HTTP/1.1\r\nHost: {host}\r\n\r\n", route::LIVE);
    // Each is waited for until Chorus ends the connection; a letter now and then keeps none of them alive.
    let (silent, slow_head, slow_body, idle) = tokio::join!(
        let_go(host, String::new(), ""),
        let_go(host, format!("{head}X-Slow: "), "x"),
        let_go(host, format!("{head}{body}"), "x"),
        let_go(host, whole, ""),
    );
    assert_eq!(silent, "");
    assert!(
        slow_head.is_empty() || slow_head.starts_with("HTTP/1.1 408"),
        "{slow_head}"
    );
    assert!(slow_body.starts_with("HTTP/1.1 408 "), "{slow_body}");
    assert!(slow_body.contains("We could not read that"), "{slow_body}");
    assert!(idle.starts_with("HTTP/1.1 200 "), "{idle}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_of_two_lengths_hides_no_second_one() {
    let house = House::start(Kind::Sqlite).await;
    let host = house.address.trim_start_matches("http://");
    let hidden = format!("GET {} HTTP/1.1\r\nHost: {host}\r\n\r\n", route::LIVE);
    let chunk = format!("{:x}\r\n{hidden}\r\n0\r\n\r\n", hidden.len());
    let request = |lengths: &str, body: &str| {
        let head = format!("POST {} HTTP/1.1\r\nHost: {host}\r\n", route::SIGN_IN);
        format!("{head}{lengths}\r\n\r\n{body}")
    };
    let twice = format!("Content-Length: 0\r\nContent-Length: {}", hidden.len());
    for asked in [
        // By its length it has no body, by its chunks all that follows is one.
        request("Content-Length: 0\r\nTransfer-Encoding: chunked", &chunk),
        request("Transfer-Encoding: chunked\r\nContent-Length: 0", &chunk),
        request("Transfer-Encoding : chunked\r\nContent-Length: 0", &chunk),
        request("Transfer-Encoding: chunked, identity", &chunk),
        request(&twice, &hidden),
        request("Content-Length: +0", &hidden),
    ] {
        let reply = answered(host, &asked).await;
        assert!(!reply.contains("alive"), "{asked}\n{reply}");
    }
    // The weak fixture: two requests of one length each are two, and the second one is answered.
    let reply = answered(host, &request("Content-Length: 0", &hidden)).await;
    assert!(reply.contains("alive"), "{reply}");
}

/// What comes back for `request` and one more, after which the connection ends.
async fn answered(host: &str, request: &str) -> String {
    let mut connection = TcpStream::connect(host).await.expect("a connection");
    let last = format!("GET /nowhere HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let both = format!("{request}{last}");
    let sent = connection.write_all(both.as_bytes()).await;
    sent.expect("sent");
    let mut reply = Vec::new();
    // A connection that is reset has ended too.
    let _ = connection.read_to_end(&mut reply).await;
    String::from_utf8_lossy(&reply).into_owned()
}

/// What comes back until the connection is ended by the other side, while `drop` is sent every second.
async fn let_go(host: &str, start: String, drop: &str) -> String {
    let connection = TcpStream::connect(host).await.expect("a connection");
    let (mut reading, mut writing) = connection.into_split();
    writing.write_all(start.as_bytes()).await.expect("sent");
    let drop = drop.to_owned();
    let dripping = tokio::spawn(async move {
        let mut every = interval(Duration::from_secs(1));
        loop {
            every.tick().await;
            if writing.write_all(drop.as_bytes()).await.is_err() {
                return writing;
            }
        }
    });
    let mut reply = Vec::new();
    // A connection that is reset has ended too; one that is kept for ever ends this test.
    let ended = timeout(FOR_EVER, reading.read_to_end(&mut reply)).await;
    assert!(ended.is_ok(), "it is kept after “{start}”");
    dripping.abort();
    String::from_utf8_lossy(&reply).into_owned()
}
