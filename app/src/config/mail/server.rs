//! A mail server as its address describes it: where it is, how the connection is encrypted, who logs in.

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use lettre::transport::smtp::client::Certificate;
use percent_encoding::percent_decode_str;
use url::Url;

use super::super::{Fault, Secret, checks};

/// A server that takes e-mails.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its name, or its number without brackets.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept from others.
    pub encryption: Encryption,
    /// Who logs in, if anybody.
    pub login: Option<Login>,
    /// An authority to trust besides those that the machine knows.
    pub authority: Option<Certificate>,
    /// How long it may take to answer.
    pub patience: Duration,
}

/// How a connection is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte: `smtps://`.
    Wrapped,
    /// `STARTTLS`, or nothing is sent: `smtp://…?tls=required`.
    Required,
    /// None: a server on this machine, or where the settings say `tls=none`.
    Off,
}

/// Who logs in.
#[derive(Clone, Debug)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: Secret,
}

/// Reads `smtps://name:password@host:port` or `smtp://host:port?tls=…`. Nothing of the address is repeated in a
/// sentence, as it may hold a password.
pub(super) fn parse(
    address: &Secret,
    password: Option<Secret>,
    patience: Duration,
) -> Result<Server, Fault> {
    let fault = |sentence: &str| Fault(format!("`smtp` in [mail] {sentence}"));
    let url = Url::parse(address.expose()).ok().filter(|url| {
        let bare = matches!(url.path(), "" | "/") && url.fragment().is_none();
        matches!(url.scheme(), "smtp" | "smtps") && bare && url.has_host()
    });
    let url = url.ok_or_else(|| {
        fault("is not understood: write smtps://name@mail.example.org or smtp://mail.example.org:587, and in a name or password %40 for @, %3A for : and %2F for /.")
    })?;
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_matches(['[', ']']).to_owned();
    let is_here = host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    let mut asked = None;
    for (key, value) in url.query_pairs() {
        match key.as_ref() {
            "tls" if asked.is_none() => asked = Some(value.into_owned()),
            _ => return Err(fault("has more after its ? than tls=…: remove it.")),
        }
    }
    let encryption = match (url.scheme(), asked.as_deref()) {
        ("smtps", None) => Encryption::Wrapped,
        ("smtps", Some(_)) => {
            return Err(fault("begins with smtps:// and needs no tls=…: remove it."));
        }
        (_, Some("required")) => Encryption::Required,
        (_, Some("none")) => Encryption::Off,
        (_, None) if is_here => Encryption::Off,
        (_, None) => Encryption::Required,
        (_, Some(_)) => {
            return Err(fault(
                "has a tls=… that is unknown: write tls=required, or tls=none for a server on a network that is yours alone.",
            ));
        }
    };
    let port = url.port().unwrap_or(match encryption {
        Encryption::Wrapped => 465,
        Encryption::Required => 587,
        Encryption::Off => 25,
    });
    let login = login(&url, password)?;
    if login.is_some() && encryption == Encryption::Off && !is_here {
        return Err(fault(
            "would send its password unencrypted: remove tls=none, or the name.",
        ));
    }
    Ok(Server {
        host,
        port,
        encryption,
        login,
        authority: None,
        patience,
    })
}

fn login(url: &Url, password: Option<Secret>) -> Result<Option<Login>, Fault> {
    let decoded = |text: &str| {
        let text = percent_decode_str(text).decode_utf8().ok()?;
        Some(text.into_owned()).filter(|text| !text.contains(char::is_control))
    };
    let unreadable = || {
        Fault("`smtp` in [mail] has a name or password that cannot be read: write it in UTF-8, and % as %25.".into())
    };
    let name = decoded(url.username()).ok_or_else(unreadable)?;
    let own = match url.password() {
        Some(own) => Some(Secret::new(decoded(own).ok_or_else(unreadable)?)),
        None => None,
    };
    match (name.is_empty(), password.or(own)) {
        (true, None) => Ok(None),
        (false, Some(password)) => Ok(Some(Login { name, password })),
        (true, Some(_)) => Err(Fault(
            "[mail] has a password and no name to log in with: write it into `smtp`, as in smtps://name@mail.example.org.".into(),
        )),
        (false, None) => Err(Fault(
            "[mail] has a name to log in with and no password: set CHORUS_MAIL_PASSWORD, or `password` in [mail].".into(),
        )),
    }
}

/// The certificate of an authority, from its file.
pub(super) fn authority(path: &Path) -> Result<Certificate, Fault> {
    let text = checks::text_of(path, "`ca_file` in [mail]")?;
    let read = Certificate::from_pem(text.as_bytes()).ok();
    read.filter(|_| text.contains("-----BEGIN CERTIFICATE-----"))
        .ok_or_else(|| {
            Fault(format!(
                "{} holds no certificate: name the PEM file of the authority as `ca_file` in [mail].",
                path.display()
            ))
        })
}
