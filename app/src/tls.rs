//! Https by Chorus itself: certificate files, what may be wrong with them, and the door at which both https and plain
//! connections arrive. Behind a proxy none of this is used.

mod door;

pub use door::{Door, Peer, Stream};

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::ParsedCertificate;
use x509_parser::parse_x509_certificate;

use crate::entities::organisation::Organisation;
use crate::words::{say, say_with};

/// Where the files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The certificate and those that vouch for it, in PEM.
    pub chain: String,
    /// Its key, in PEM.
    pub key: String,
}

/// What is wrong with the files.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// The certificate's file cannot be read.
    ChainMissing,
    /// It holds no certificate.
    ChainUnreadable,
    /// The key's file cannot be read.
    KeyMissing,
    /// It holds no key.
    KeyUnreadable,
    /// The key belongs to another certificate.
    NotAPair,
    /// The certificate is for another name than this.
    OtherName(String),
    /// Its time has not begun.
    NotYet,
    /// Its time is over.
    Expired,
}

impl Certificate {
    /// The organisation's; nothing where a proxy speaks https, or nobody.
    pub fn of(organisation: &Organisation) -> Option<Self> {
        let row = &organisation.row;
        let (chain, key) = (row.certificate.clone()?, row.certificate_key.clone()?);
        Some(Self { chain, key })
    }

    /// Whether browsers that go to `host` will believe it now, as far as the files tell. Who vouches for it, browsers know.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn check(&self, host: &str, now: Timestamp) -> Result<(), Fault> {
        self.read()?;
        let chain = self.certificates()?;
        let (_, parsed) = parse_x509_certificate(&chain[0]).map_err(|_| Fault::ChainUnreadable)?;
        let validity = parsed.validity();
        if now.as_second() < validity.not_before.timestamp() {
            return Err(Fault::NotYet);
        }
        if now.as_second() > validity.not_after.timestamp() {
            return Err(Fault::Expired);
        }
        let other = || Fault::OtherName(host.to_owned());
        let name = ServerName::try_from(host.trim_matches(['[', ']'])).map_err(|_| other())?;
        let certificate =
            ParsedCertificate::try_from(&chain[0]).map_err(|_| Fault::ChainUnreadable)?;
        rustls::client::verify_server_name(&certificate, &name).map_err(|_| other())
    }

    /// When its time is over.
    ///
    /// # Errors
    ///
    /// Where its file cannot be read.
    pub fn ends_at(&self) -> Result<Timestamp, Fault> {
        let chain = self.certificates()?;
        let (_, parsed) = parse_x509_certificate(&chain[0]).map_err(|_| Fault::ChainUnreadable)?;
        Timestamp::from_second(parsed.validity().not_after.timestamp())
            .map_err(|_| Fault::ChainUnreadable)
    }

    /// What a connection needs.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read, or the two do not belong together.
    pub fn read(&self) -> Result<Arc<ServerConfig>, Fault> {
        let chain = self.certificates()?;
        let text = std::fs::read(Path::new(&self.key)).map_err(|_| Fault::KeyMissing)?;
        let key = PrivateKeyDer::from_pem_slice(&text).map_err(|_| Fault::KeyUnreadable)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("BUG: ring speaks TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|error| match error {
                rustls::Error::InconsistentKeys(_) => Fault::NotAPair,
                rustls::Error::InvalidCertificate(_) => Fault::ChainUnreadable,
                _ => Fault::KeyUnreadable,
            })?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    fn certificates(&self) -> Result<Vec<CertificateDer<'static>>, Fault> {
        let text = std::fs::read(Path::new(&self.chain)).map_err(|_| Fault::ChainMissing)?;
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
        let chain = chain.map_err(|_| Fault::ChainUnreadable)?;
        if chain.is_empty() {
            return Err(Fault::ChainUnreadable);
        }
        Ok(chain)
    }
}

impl Fault {
    /// Whether it is the key's file, and not the certificate's.
    pub fn is_of_the_key(&self) -> bool {
        matches!(
            self,
            Self::KeyMissing | Self::KeyUnreadable | Self::NotAPair
        )
    }

    /// What is wrong and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::ChainMissing => say("tls-chain-missing"),
            Self::ChainUnreadable => say("tls-chain-unreadable"),
            Self::KeyMissing => say("tls-key-missing"),
            Self::KeyUnreadable => say("tls-key-unreadable"),
            Self::NotAPair => say("tls-not-a-pair"),
            Self::OtherName(host) => say_with("tls-other-name", &[("host", host.as_str().into())]),
            Self::NotYet => say("tls-not-yet"),
            Self::Expired => say("tls-expired"),
        }
    }
}
