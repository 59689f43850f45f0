//! Requests as they come through the door: read with a patience that ends, and finished once it is time to stop. What is
//! answered, `pages` decides.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::tls::{Door, Peer, Stream};

/// How long the head of a request may take, and how long a connection may lie idle before it: whoever opens thousands and
/// says nothing must not keep them. A proxy lets go of its own sooner, so that it never sends into one that just ended.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers with `router` whoever comes through `door`, until `stop` comes and what is under way is finished.
pub async fn until(stop: impl Future<Output = ()>, mut door: Door, router: Router) {
    let (stopping, open) = (CancellationToken::new(), TaskTracker::new());
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            arrived = door.arrival() => arrived,
            () = &mut stop => break,
        };
        open.spawn(converse(stream, peer, router.clone(), stopping.clone()));
    }
    drop(door);
    stopping.cancel();
    open.close();
    open.wait().await;
}

/// One connection, request after request.
async fn converse(stream: Stream, peer: Peer, router: Router, stopping: CancellationToken) {
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let service = TowerToHyperService::new(service);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // How it ended tells nothing but who was there: browsers hang up, scanners send rubbish.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = stopping.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
