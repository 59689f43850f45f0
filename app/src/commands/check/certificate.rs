//! The certificate files that were named in the set-up, as Chorus would take them when it starts. Who vouches for them is
//! asked over the network.

use app::clock::Clock;
use app::tls::Certificate;
use app::words::dates;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use url::Url;

use super::{Finding, Weight};

/// A certificate that ends sooner should have been renewed.
const SOON: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Looks at the files of `certificate`, for browsers that go to `public_address`.
pub fn look(certificate: &Certificate, public_address: &str, clock: &Clock) -> Finding {
    let url = Url::parse(public_address).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    let ends = certificate
        .check(host, clock.now())
        .and_then(|()| certificate.ends_at());
    let ends = match ends {
        Ok(ends) => ends,
        Err(fault) => return Finding::new(Weight::Wrong, "certificate", fault.sentence()),
    };
    let day = dates::day(ends.to_zoned_datetime(TimeZone::UTC).date());
    let arguments = [
        ("file", certificate.chain.as_str().into()),
        ("day", day.into()),
    ];
    match ends.duration_since(clock.now()) < SOON {
        true => Finding::doubtful("certificate", "check-certificate-file-soon", &arguments),
        false => Finding::good("certificate", "check-certificate-file", &arguments),
    }
}
