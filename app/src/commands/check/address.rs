//! The public address, as a browser meets it: name, port, certificate, and whether it is Chorus that answers.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use app::clock::Clock;
use app::config::Config;
use app::urls::route;
use app::words::{Value, say};
use jiff::{SignedDuration, Timestamp};
use rustls_platform_verifier::Verifier;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::danger::ServerCertVerifier;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{self, CertificateError, ClientConfig};
use url::Url;

use super::Finding;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// A certificate that ends sooner should have been renewed.
const SOON: u64 = 14 * 24 * 3600;
/// An answer is under way for a while, and a header knows whole seconds.
const SLACK: SignedDuration = SignedDuration::from_secs(5);

/// Asks the public address whether Chorus is there.
pub async fn look(config: &Config, address: &str, clock: &Clock) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some((url, host, port)) = parts(address) else {
        return vec![wrong("check-address-unreadable", address, &[])];
    };
    let is_local = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
    if url.scheme() == "http" && !is_local {
        findings.push(Finding::doubtful(
            "address",
            "check-address-plain",
            &[("address", address.into())],
        ));
    }
    match asked(&url, &host, port, clock).await {
        Ok(answer) => findings.extend(answer.findings(address, clock)),
        Err(trouble) if trouble.is_silence() && !runs_here(config).await => {
            findings.push(Finding::doubtful(
                "address",
                "check-address-not-running",
                &[("address", address.into())],
            ));
        }
        Err(trouble) => findings.push(trouble.finding(address, &host)),
    }
    findings
}

fn parts(address: &str) -> Option<(Url, String, u16)> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
    let port = url.port_or_known_default()?;
    Some((url, host, port))
}

/// Why no answer came.
enum Trouble {
    Name,
    Silence(String),
    Certificate(CertificateError),
    Tls(String),
}

impl Trouble {
    fn is_silence(&self) -> bool {
        matches!(self, Self::Silence(_))
    }

    fn finding(self, address: &str, host: &str) -> Finding {
        let host = ("host", Value::from(host.to_owned()));
        match self {
            Self::Name => wrong("check-address-unknown", address, &[host]),
            Self::Silence(cause) => {
                wrong("check-address-silent", address, &[("cause", cause.into())])
            }
            Self::Certificate(why) => match why {
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                    wrong("check-certificate-expired", address, &[])
                }
                CertificateError::NotValidForName
                | CertificateError::NotValidForNameContext { .. } => {
                    wrong("check-certificate-name", address, &[host])
                }
                _ => wrong("check-certificate-untrusted", address, &[]),
            },
            Self::Tls(cause) => wrong("check-address-tls", address, &[("cause", cause.into())]),
        }
    }
}

/// What came.
struct Answer {
    status: String,
    is_chorus: bool,
    date: Option<Timestamp>,
    ends_soon: bool,
}

impl Answer {
    fn findings(self, address: &str, clock: &Clock) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.is_chorus {
            let at = ("address", address.into());
            findings.push(Finding::good("address", "check-address", &[at]));
        } else {
            let status = ("status", self.status.into());
            findings.push(wrong("check-address-other", address, &[status]));
        }
        if self.ends_soon {
            let at = ("address", address.into());
            findings.push(Finding::doubtful(
                "certificate",
                "check-certificate-soon",
                &[at],
            ));
        }
        let apart = self.date.map(|date| clock.now().duration_since(date).abs());
        if apart.is_some_and(|apart| apart > SLACK) {
            let at = ("address", address.into());
            findings.push(Finding::doubtful("clock", "check-clock-address", &[at]));
        }
        findings
    }
}

async fn asked(url: &Url, host: &str, port: u16, clock: &Clock) -> Result<Answer, Trouble> {
    let found = lookup_host((host, port)).await.map_err(|_| Trouble::Name)?;
    let places: Vec<SocketAddr> = found.collect();
    let stream = patiently(TcpStream::connect(&places[..])).await?;
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nUser-Agent: chorus-check\r\n\r\n",
        route::LIVE,
        url.host_str()
            .map(|host| url
                .port()
                .map_or(host.to_owned(), |port| format!("{host}:{port}")))
            .unwrap_or_default(),
    );
    if url.scheme() == "http" {
        return Ok(read(&said(stream, &request).await?, false));
    }
    let verifier = Verifier::new(Arc::new(rustls::crypto::ring::default_provider()))
        .map(Arc::new)
        .map_err(|error| Trouble::Tls(error.to_string()))?;
    let name = ServerName::try_from(host.to_owned()).map_err(|_| Trouble::Name)?;
    let config = ClientConfig::builder()
        .dangerous()
        .with_custom_certificate_verifier(verifier.clone())
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let stream = tokio::time::timeout(PATIENCE, connector.connect(name.clone(), stream))
        .await
        .map_err(|_| Trouble::Tls(say("check-no-answer")))?
        .map_err(tls_trouble)?;
    let (_, session) = stream.get_ref();
    let chain = session.peer_certificates().unwrap_or_default();
    let ends_soon = ends_soon(&verifier, chain, &name, clock.now());
    Ok(read(&said(stream, &request).await?, ends_soon))
}

async fn patiently(
    connecting: impl Future<Output = std::io::Result<TcpStream>>,
) -> Result<TcpStream, Trouble> {
    match tokio::time::timeout(PATIENCE, connecting).await {
        Ok(connected) => connected.map_err(|error| Trouble::Silence(error.to_string())),
        Err(_) => Err(Trouble::Silence(say("check-no-answer"))),
    }
}

fn tls_trouble(error: std::io::Error) -> Trouble {
    let inner = error.get_ref().and_then(|cause| cause.downcast_ref());
    match inner {
        Some(rustls::Error::InvalidCertificate(why)) => Trouble::Certificate(why.clone()),
        _ => Trouble::Tls(error.to_string()),
    }
}

/// Asks the verifier what it will say in a fortnight.
fn ends_soon(
    verifier: &Verifier,
    chain: &[CertificateDer<'_>],
    name: &ServerName<'_>,
    now: Timestamp,
) -> bool {
    let Some((own, others)) = chain.split_first() else {
        return false;
    };
    let then = now.as_second().unsigned_abs() + SOON;
    let then = UnixTime::since_unix_epoch(Duration::from_secs(then));
    let verified = verifier.verify_server_cert(own, others, name, &[], then);
    verified.is_err()
}

/// Sends the request and takes what comes, up to more than Chorus would say.
async fn said(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    request: &str,
) -> Result<String, Trouble> {
    let conversation = async {
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        let mut limited = stream.take(64 * 1024);
        // A peer that hangs up without a word has said what it had to say.
        let _ = limited.read_to_end(&mut answer).await;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    match tokio::time::timeout(PATIENCE, conversation).await {
        Ok(answer) => answer.map_err(|error: std::io::Error| Trouble::Silence(error.to_string())),
        Err(_) => Err(Trouble::Silence(say("check-no-answer"))),
    }
}

fn read(answer: &str, ends_soon: bool) -> Answer {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default();
    let date = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("date"))
        .and_then(|(_, value)| jiff::fmt::rfc2822::parse(value.trim()).ok())
        .map(|date| date.timestamp());
    Answer {
        is_chorus: status.split(' ').nth(1) == Some("200") && body.contains(&say("health-live")),
        status: status.to_owned(),
        date,
        ends_soon,
    }
}

/// Whether anything listens where Chorus would.
async fn runs_here(config: &Config) -> bool {
    let mut place = config.listen;
    if place.ip().is_unspecified() {
        place.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    patiently(TcpStream::connect(place)).await.is_ok()
}

fn wrong(id: &str, address: &str, more: &[(&str, Value<'_>)]) -> Finding {
    let mut arguments = vec![("address", Value::from(address.to_owned()))];
    arguments.extend(more.iter().cloned());
    Finding::wrong("address", id, &arguments)
}
