//! What every request passes through: limits, headers, the check of origin, and the one boundary where errors become
//! pages and log lines. Nothing here knows what a page is about.

mod counting;
mod size;

pub use counting::counted;

use std::sync::LazyLock;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::App;
use crate::database::Trouble;
use crate::error::Error;
use crate::pages::{failure, parts};
use crate::tls::{Certificate, Peer};
use crate::urls;

/// The longest that a request may take; a report takes a second.
const LONGEST: Duration = Duration::from_secs(30);

/// Puts the layers around `router`.
pub fn around(router: Router, app: &App) -> Router {
    // Before the set-up has asked for a public address, browsers are believed that say where a form comes from.
    let own = CsrfLayer::new().add_trusted_origin(app.organisation().public_address());
    let origins = own.unwrap_or_default();
    // The last layer is the outermost.
    router
        .layer(origins)
        .layer(middleware::from_fn(size::limit))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST,
        ))
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(middleware::from_fn_with_state(app.clone(), encrypted))
        .layer(middleware::from_fn_with_state(app.clone(), calm))
        .layer(middleware::from_fn_with_state(app.clone(), headers))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(same_length_for_every_post))
}

fn panicked() -> Response {
    // The message of a panic may quote what a person sent; its place is logged by `logs.rs`.
    Error::internal("a panic").into_response()
}

/// A ballot's answer must have one length on the wire, and gzip would make it depend on the content.
async fn same_length_for_every_post(mut request: Request, next: Next) -> Response {
    if request.method() == Method::POST {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

/// Turns a failure into its page, with a reference number, and logs it.
async fn calm(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    // The route, never the address: that can hold a ticket.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let back = (method == Method::GET).then(|| request.uri().path().to_owned());

    let mut response = next.run(request).await;

    let status = response.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    if !is_failure || is_page(&response) {
        return response;
    }
    let error = response.extensions_mut().remove::<Error>();
    if let Some(Error::SignIn) = error {
        return Redirect::to(&urls::sign_in(back.as_deref())).into_response();
    }
    if let Some(Error::SecondFactor) = error {
        return Redirect::to(urls::route::FACTOR).into_response();
    }
    let reference = reference(&app);
    if let Some(Error::Internal(cause)) = &error
        && let Some(trouble) = Trouble::under(&**cause)
    {
        tracing::error!("{}", trouble.advice());
    }
    let cause = error.map_or_else(|| "refused".to_owned(), |error| error.to_string());
    let status_number = status.as_u16();
    if status.is_server_error() {
        tracing::error!(%reference, status_number, %method, %route, %cause, "a request failed");
    } else {
        tracing::debug!(%reference, status_number, %method, %route, %cause, "a request was refused");
    }
    let mut page = (
        status,
        failure::page(&app.organisation(), status, &reference),
    )
        .into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}

/// A form that came back with messages is a page already.
fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Eight characters to read out on the telephone; they stand for nothing but the log line.
fn reference(app: &App) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let bytes = app.random.bytes::<8>();
    let (left, right) = bytes.split_at(4);
    format!(
        "{}-{}",
        left.iter().map(letter).collect::<String>(),
        right.iter().map(letter).collect::<String>()
    )
}

/// Sends browsers that came without https there, where Chorus itself speaks it. A form is refused: it was read on its
/// way. A monitor on this machine needs no certificate.
async fn encrypted(State(app): State<App>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<Peer>>();
    let plain = peer.is_some_and(|ConnectInfo(peer)| !peer.encrypted);
    let organisation = app.organisation();
    if !plain
        || Certificate::of(&organisation).is_none()
        || request.uri().path() == urls::route::HEALTH
    {
        return next.run(request).await;
    }
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    match *request.method() {
        Method::GET => {
            Redirect::permanent(&format!("{}{path}", organisation.public_address())).into_response()
        }
        _ => StatusCode::FORBIDDEN.into_response(),
    }
}

async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // With "no-referrer" browsers send "Origin: null", and the check of origin would refuse every form.
    set(header::REFERRER_POLICY, "same-origin");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    );
    if app.organisation().is_https() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        CONTENT_SECURITY_POLICY.clone(),
    );
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

static CONTENT_SECURITY_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let styles: String = parts::STYLES
        .iter()
        .map(|style| format!(" 'sha256-{}'", base64(&Sha256::digest(style.as_bytes()))))
        .collect();
    let script = base64(&Sha256::digest(parts::SCRIPT.as_bytes()));
    let policy = format!(
        "default-src 'none'; object-src 'none'; style-src{styles}; script-src 'sha256-{script}'; connect-src 'self'; \
         img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("BUG: a policy is plain ASCII")
});

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for sextet in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * sextet) & 63) as usize];
            text.push(if sextet > chunk.len() {
                '='
            } else {
                char::from(letter)
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::{get, post};
    use tower::ServiceExt;

    use super::*;

    async fn send(app: &App, request: Request) -> (StatusCode, String, axum::http::HeaderMap) {
        let pages = Router::new()
            .route(
                "/panic",
                get(|| async {
                    if true {
                        panic!("a member's words")
                    }
                }),
            )
            .route("/echo", post(|body: String| async { body }));
        let router = crate::pages::routes(app)
            .merge(pages)
            .with_state(app.clone());
        let response = around(router, app).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        (
            parts.status,
            String::from_utf8_lossy(&body).into_owned(),
            parts.headers,
        )
    }

    #[tokio::test]
    async fn every_failure_is_a_calm_page_with_a_reference() {
        let folder = tempfile::tempdir().unwrap();
        let app = App::sample(&folder).await;
        let large = Body::from(vec![b'x'; size::LARGEST + 1]);
        for (request, status, words) in [
            (
                Request::get("/nowhere").body(Body::empty()),
                404,
                "This page is not here",
            ),
            (
                Request::post("/").body(Body::empty()),
                405,
                "This page is not here",
            ),
            (
                Request::post("/echo").body(large),
                413,
                "That was too much at once",
            ),
            (
                Request::post("/sign-in").body(Body::empty()),
                415,
                "We could not read that",
            ),
            (
                Request::get("/panic").body(Body::empty()),
                500,
                "Something went wrong on our side",
            ),
        ] {
            let (found, page, headers) = send(&app, request.unwrap()).await;
            assert_eq!(found.as_u16(), status);
            assert!(
                page.contains(words) && page.contains("Reference "),
                "{page}"
            );
            assert!(!page.contains("member's words"));
            assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        }
    }

    #[tokio::test]
    async fn the_policy_allows_the_styles_of_our_pages_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let app = App::sample(&folder).await;
        let (_, page, headers) = send(&app, Request::get("/").body(Body::empty()).unwrap()).await;
        let style = page
            .split("<style>")
            .nth(1)
            .unwrap()
            .split("</style>")
            .next()
            .unwrap();
        let hash = format!("'sha256-{}'", base64(&Sha256::digest(style.as_bytes())));
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains(&hash),
            "{policy}"
        );
        assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains(" on"));
    }

    #[tokio::test]
    async fn pages_are_compressed_but_no_answer_to_a_post_is() {
        let folder = tempfile::tempdir().unwrap();
        let app = App::sample(&folder).await;
        let get = Request::get("/")
            .header(header::ACCEPT_ENCODING, "gzip")
            .body(Body::empty());
        let (_, _, headers) = send(&app, get.unwrap()).await;
        assert_eq!(headers[header::CONTENT_ENCODING], "gzip");
        let post = Request::post("/")
            .header(header::ACCEPT_ENCODING, "gzip")
            .body(Body::empty());
        let (_, _, headers) = send(&app, post.unwrap()).await;
        assert!(!headers.contains_key(header::CONTENT_ENCODING));
    }

    #[test]
    fn base64_is_as_in_rfc_4648() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }
}
