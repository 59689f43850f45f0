//! What went wrong with a mail server, in our own words: an error of a crate becomes a [`Fault`], and is dropped.

use std::error::Error as _;
use std::io;

use lettre::transport::smtp::Error;
use rustls::CertificateError;

use crate::entities::mail::Fault;

/// How far a conversation had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Connecting, greeting, encrypting.
    Connect,
    /// Name and password.
    LogIn,
    /// Who it comes from.
    Sender,
    /// Who it is for.
    Recipient,
    /// That the content comes now.
    Content,
}

/// What `error` means after `step`.
pub fn fault(step: Step, error: &Error) -> Fault {
    match error.status().map(u16::from) {
        Some(code) => refused(step, code),
        None => broken(step, error),
    }
}

fn refused(step: Step, code: u16) -> Fault {
    match (step, code) {
        (_, 400..=499) => Fault::Later,
        (Step::Sender | Step::Recipient | Step::Content, 530) => Fault::LoginWanted,
        (Step::Connect, _) => Fault::TurnedAway,
        (Step::LogIn, _) => Fault::Password,
        (Step::Sender, _) => Fault::Sender,
        (Step::Recipient, _) => Fault::Recipient,
        (Step::Content, _) => Fault::Content,
    }
}

fn broken(step: Step, error: &Error) -> Fault {
    // An error of the crate may stand around another one of its own.
    let mut causes = std::iter::successors(error.source(), |cause| (*cause).source());
    let cause = causes.find_map(|cause| cause.downcast_ref::<io::Error>());
    let tls = cause
        .and_then(io::Error::get_ref)
        .and_then(|cause| cause.downcast_ref::<rustls::Error>());
    match (tls, cause) {
        (Some(rustls::Error::InvalidCertificate(why)), _) => certificate(why),
        (Some(_), _) => Fault::NoEncryption,
        (None, Some(cause)) => match cause.kind() {
            io::ErrorKind::TimedOut => Fault::Silent,
            // It was there, and hung up.
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => Fault::NoSmtp,
            _ => Fault::Unreachable,
        },
        (None, None) if step == Step::LogIn && error.is_client() => Fault::NoLogin,
        (None, None) if error.is_response() => Fault::NoSmtp,
        (None, None) => Fault::Unreachable,
    }
}

fn certificate(why: &CertificateError) -> Fault {
    match why {
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Fault::CertificateName
        }
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => Fault::CertificateDate,
        _ => Fault::Certificate,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_means_something_else_at_each_step() {
        for (step, code, fault) in [
            (Step::Connect, 421, Fault::Later),
            (Step::Connect, 554, Fault::TurnedAway),
            (Step::LogIn, 454, Fault::Later),
            (Step::LogIn, 535, Fault::Password),
            (Step::Sender, 530, Fault::LoginWanted),
            (Step::Sender, 553, Fault::Sender),
            (Step::Recipient, 451, Fault::Later),
            (Step::Recipient, 550, Fault::Recipient),
            (Step::Content, 552, Fault::Content),
        ] {
            assert_eq!(refused(step, code), fault, "{step:?} {code}");
        }
    }

    #[test]
    fn a_certificate_is_wrong_in_three_ways() {
        assert_eq!(
            certificate(&CertificateError::UnknownIssuer),
            Fault::Certificate
        );
        assert_eq!(
            certificate(&CertificateError::NotValidForName),
            Fault::CertificateName
        );
        assert_eq!(
            certificate(&CertificateError::Expired),
            Fault::CertificateDate
        );
    }
}
