//! Reads a request's body before anything looks at it, up to a limit. One that is too large is read to its end and
//! thrown away: a phone that still sends when the answer comes sees a broken connection and no page.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::urls::{self, route};

/// The largest body that is taken, in bytes: every form of ours is far smaller.
pub const LARGEST: usize = 64 * 1024;

/// The same where a file is put in: a measure, and the form around it.
const LARGEST_WITH_FILE: usize = analytics::measure::LARGEST + LARGEST;

/// How much is thrown away before we give up on who sends it.
const THROWN_AWAY: usize = 16 * 1024 * 1024;

/// How long a body may take; whoever is slower is cut off.
const PATIENCE: Duration = Duration::from_secs(20);

/// Hands on a request with its whole body, or refuses it once it was sent.
pub async fn limit(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let most = match parts.uri.path() {
        route::ADD_MEASURE => LARGEST_WITH_FILE,
        _ => LARGEST,
    };
    match tokio::time::timeout(PATIENCE, read(body, most)).await {
        Ok(Ok(Some(bytes))) => next.run(Request::from_parts(parts, bytes.into())).await,
        // Whoever chose the file is on that page, and reads there what is wrong with it.
        Ok(Ok(None)) if parts.uri.path() == route::ADD_MEASURE => {
            Redirect::to(&urls::measure_too_large()).into_response()
        }
        Ok(Ok(None)) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Ok(Err(_)) => StatusCode::BAD_REQUEST.into_response(),
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

/// The body, or `None` where it is too large.
async fn read(mut body: Body, most: usize) -> Result<Option<Vec<u8>>, axum::Error> {
    let (mut kept, mut seen) = (Vec::new(), 0);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(bytes) = frame?.into_data() else {
            continue;
        };
        seen += bytes.len();
        if seen <= most {
            kept.extend_from_slice(&bytes);
        } else if seen > THROWN_AWAY {
            break;
        } else {
            kept.clear();
        }
    }
    Ok((seen <= most).then_some(kept))
}
