//! Addresses as they are set: who can reach what, before anything is asked of the network.

use app::config::Config;

use super::{Decided, Finding};

/// Looks at the settings.
pub fn look(config: &Config, decided: Option<&Decided>) -> Vec<Finding> {
    let mut findings = Vec::new();
    match decided {
        Some(decided) if !decided.is_set_up => {
            findings.push(Finding::doubtful("set-up", "check-set-up", &[]));
        }
        Some(decided) if !decided.has_support => {
            findings.push(Finding::wrong("support", "check-support-missing", &[]));
        }
        _ => {}
    }
    let is_https = decided.is_some_and(|it| it.public_address.starts_with("https://"));
    let address = ("address", config.listen.to_string().into());
    if is_https && !config.listen.ip().is_loopback() && config.trusted_proxies.is_empty() {
        findings.push(Finding::doubtful("listen", "check-listen-open", &[address]));
    }
    if let Some(listen) = config.metrics_listen
        && !listen.ip().is_loopback()
    {
        let address = ("address", listen.to_string().into());
        findings.push(Finding::doubtful(
            "metrics",
            "check-metrics-open",
            &[address],
        ));
    }
    findings
}
