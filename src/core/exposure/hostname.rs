//! The check of external host names.

use std::net::IpAddr;

/// A reason why a text can't be a host that a certificate can name and a client can ask for by SNI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Empty,
    Scheme,
    Port,
    Path,
    Wildcard,
    Address,
    UpperCase,
    FinalDot,
    SingleLabel,
    TooLong,
    Label,
}

impl Fault {
    /// Describes the fault, in words that follow "the host".
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Empty => "is empty",
            Self::Scheme => "has a scheme",
            Self::Port => "has a port",
            Self::Path => "has a path",
            Self::Wildcard => "has a wildcard",
            Self::Address => "is an IP address",
            Self::UpperCase => "has upper-case letters",
            Self::FinalDot => "ends with a dot",
            Self::SingleLabel => "has no domain",
            Self::TooLong => "is longer than the 253 characters of a DNS name",
            Self::Label => "is not made of labels of a-z, 0-9 and inner hyphens, 63 characters at most",
        }
    }
}

/// Checks that `host` is a lower-case fully qualified domain name.
pub(crate) fn check(host: &str) -> Result<(), Fault> {
    if host.is_empty() {
        return Err(Fault::Empty);
    }
    if host.contains("://") {
        return Err(Fault::Scheme);
    }
    if host.parse::<IpAddr>().is_ok() || host.starts_with('[') {
        return Err(Fault::Address);
    }
    if host.contains('/') {
        return Err(Fault::Path);
    }
    if let Some((_, port)) = host.rsplit_once(':')
        && port.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Err(Fault::Port);
    }
    if host.contains('*') {
        return Err(Fault::Wildcard);
    }
    if host.ends_with('.') {
        return Err(Fault::FinalDot);
    }
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(Fault::UpperCase);
    }
    if host.len() > 253 {
        return Err(Fault::TooLong);
    }
    if !host.split('.').all(|label| label.len() <= 63 && is_label(label)) {
        return Err(Fault::Label);
    }
    if !host.contains('.') {
        return Err(Fault::SingleLabel);
    }
    Ok(())
}

/// Gives the host that was most likely meant, if stripping the faults leaves another text that is a domain name.
pub(crate) fn repaired(host: &str) -> Option<String> {
    let without_scheme = host.split_once("://").map_or(host, |(_, rest)| rest);
    let without_path = without_scheme.split('/').next().unwrap_or_default();
    let without_port = without_path.split(':').next().unwrap_or_default();
    let candidate = without_port.trim_end_matches('.').to_ascii_lowercase();
    (candidate != host && check(&candidate).is_ok()).then_some(candidate)
}

/// Whether a text is a DNS label of whatever length.
pub(crate) fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_what_is_wrong_with_them() {
        let table: [(&str, Result<(), Fault>); 17] = [
            ("proxy.example.com", Ok(())),
            ("a-1.b2.c", Ok(())),
            ("xn--bcher-kva.example", Ok(())),
            ("", Err(Fault::Empty)),
            ("https://proxy.example.com", Err(Fault::Scheme)),
            ("proxy.example.com:443", Err(Fault::Port)),
            ("proxy.example.com/api", Err(Fault::Path)),
            ("*.example.com", Err(Fault::Wildcard)),
            ("10.0.0.1", Err(Fault::Address)),
            ("::1", Err(Fault::Address)),
            ("[::1]", Err(Fault::Address)),
            ("Proxy.example.com", Err(Fault::UpperCase)),
            ("proxy.example.com.", Err(Fault::FinalDot)),
            ("localhost", Err(Fault::SingleLabel)),
            ("-a.example.com", Err(Fault::Label)),
            ("a..example.com", Err(Fault::Label)),
            ("bücher.example", Err(Fault::Label)),
        ];
        for (host, expected) in table {
            assert_eq!(check(host), expected, "{host}");
        }
        assert_eq!(check(&format!("{}com", "a.".repeat(126))), Err(Fault::TooLong));
    }

    #[test]
    fn what_can_be_repaired_is() {
        assert_eq!(repaired("https://Proxy.Example.com:443/x").as_deref(), Some("proxy.example.com"));
        assert_eq!(repaired("10.0.0.1"), None);
        assert_eq!(repaired("proxy.example.com"), None);
    }
}
