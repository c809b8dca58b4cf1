//! The forms of text that the API server checks, such as names, labels, hosts and addresses, and those that Helm
//! checks.

use crate::exposure::hostname::{self, is_label};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A form of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Any text.
    Any,
    /// Text of at least the first number of characters and at most the second.
    Length(usize, usize),
    /// A label of DNS that may start with a digit.
    Label,
    /// A label of DNS that starts with a letter.
    Label1035,
    /// Labels of DNS, separated by dots.
    Subdomain,
    /// A [`Form::Subdomain`] or nothing, as a group of the Gateway API's references is.
    Group,
    /// The kind in a reference of the Gateway API.
    Kind,
    /// The key of a label: a name after an optional domain and a slash.
    Key,
    /// The key of an annotation: as a label's, but in any letter case.
    AnnotationKey,
    LabelValue,
    /// The key of an entry of a Secret.
    SecretKey,
    /// A host, or one with a wildcard as its first label.
    Host,
    /// A port's name.
    PortName,
    /// A name that can stand in a URL's path.
    PathSegment,
    /// A domain, a slash and a path: a controller's name.
    DomainPath,
    /// The protocol of a listener.
    Protocol,
    /// The type of a Gateway's address.
    AddressType,
    Ip,
    Cidr,
    /// The name of a Helm release.
    ReleaseName,
    /// A chart as Helm takes it: an address, a repository's name and the chart's, or a path.
    Chart,
}

/// The longest name of a release: Helm leaves room for what charts add to it.
const LONGEST_RELEASE_NAME: usize = 53;

impl Form {
    /// Whether a text has the form.
    pub(crate) fn fits(self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Length(least, most) => (least..=most).contains(&text.chars().count()),
            Self::Label => text.len() <= 63 && is_label(text),
            Self::Label1035 => {
                text.len() <= 63 && is_label(text) && text.starts_with(|first: char| first.is_ascii_lowercase())
            }
            Self::Subdomain => is_subdomain(text),
            Self::Group => text.is_empty() || is_subdomain(text),
            Self::Kind => {
                text.len() <= 63
                    && is_word(text, |byte| byte == b'-')
                    && text.starts_with(|first: char| first.is_ascii_alphabetic())
            }
            Self::Key => is_key(text),
            // The server takes keys in any case; to it, the signs of Kelvin and of a dotted I are letters too.
            Self::AnnotationKey => is_key(&text.replace('\u{212a}', "k").replace('\u{130}', "i").to_ascii_lowercase()),
            Self::LabelValue => text.is_empty() || is_name(text),
            Self::SecretKey => is_secret_key(text),
            Self::Host => text.len() <= 253 && is_subdomain(text.strip_prefix("*.").unwrap_or(text)),
            Self::PortName => is_port_name(text),
            Self::PathSegment => text != "." && text != ".." && !text.contains(['/', '%']),
            Self::DomainPath => text.split_once('/').is_some_and(|(domain, path)| {
                text.len() <= 253 && is_subdomain(domain) && !path.is_empty() && path.bytes().all(is_path_byte)
            }),
            Self::Protocol => {
                let after_domain = text.rsplit_once('/').is_some_and(|(domain, name)| {
                    is_domain_end(domain) && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
                });
                text.len() <= 255 && (is_word(text, |byte| byte == b'-') || after_domain)
            }
            Self::AddressType => text.len() <= 253 && is_address_type(text),
            Self::Ip => ip(text).is_some(),
            Self::Cidr => cidr(text).is_some(),
            Self::ReleaseName => text.len() <= LONGEST_RELEASE_NAME && is_subdomain(text),
            Self::Chart => text.chars().all(is_of_chart) && text.starts_with(starts_chart),
        }
    }

    /// Gives the form's name, as it stands after "takes".
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Any => "a string",
            Self::Length(1, _) => "a shorter string, but not an empty one",
            Self::Length(..) => "a shorter string",
            Self::Label => "a DNS label",
            Self::Label1035 => "a DNS label that starts with a letter",
            Self::Subdomain => "a lower-case DNS name",
            Self::Group => "a lower-case domain, or nothing for the core group",
            Self::Kind => "a kind",
            Self::Key | Self::AnnotationKey => "a name, optionally after a domain and `/`",
            Self::LabelValue => "the value of a label",
            Self::SecretKey => "a key of a Secret",
            Self::Host => "a lower-case host",
            Self::PortName => "the name of a port",
            Self::PathSegment => "a name without `/` and `%`",
            Self::DomainPath => "a domain, `/` and a path",
            Self::Protocol => "a protocol",
            Self::AddressType => "a type of address",
            Self::Ip => "an IP address",
            Self::Cidr => "a range of addresses",
            Self::ReleaseName => "the name of a Helm release",
            Self::Chart => "the address or the path of a chart",
        }
    }

    /// Gives a sentence about how to write the form.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::Any | Self::Length(..) | Self::PathSegment => "Write a string that fits.",
            Self::Label | Self::Label1035 => "It has 63 characters at most: a-z, 0-9 and inner hyphens.",
            Self::Subdomain | Self::Group => "It has labels of a-z, 0-9 and inner hyphens, and dots between them.",
            Self::Kind => "It has 63 characters at most: letters, digits and inner hyphens, a letter first.",
            Self::Key | Self::AnnotationKey | Self::LabelValue => {
                "It has 63 characters at most: letters, digits and inner `-`, `_` and `.`."
            }
            Self::SecretKey => {
                "It has 253 characters at most: letters, digits, `-`, `_` and `.`, and no two dots at its start."
            }
            Self::Host => "It is a DNS name without port and path, or one whose first label is `*`.",
            Self::PortName => "It has 15 characters at most: a-z, 0-9 and single inner hyphens, a letter among them.",
            Self::DomainPath => "Write it like `acme.dev/controller`.",
            Self::Protocol => "Write HTTP, HTTPS, TCP, TLS or UDP, or a name like `acme.dev/Protocol`.",
            Self::AddressType => "Write IPAddress, Hostname, or a name like `acme.dev/pool`.",
            Self::Ip => "Write it like `192.0.2.1`.",
            Self::Cidr => "Write it like `10.0.0.0/8`.",
            Self::ReleaseName => "It has 53 characters at most: a-z, 0-9, and inner hyphens and dots.",
            Self::Chart => {
                "Write it like `oci://registry.acme.dev/charts/spaces`, `acme/spaces` or `./spaces-1.17.0.tgz`."
            }
        }
    }

    /// Gives the text that was most likely meant, where it can be repaired.
    pub(crate) fn repaired(self, text: &str) -> Option<String> {
        let repaired = match self {
            Self::Host => hostname::repaired(text)?,
            Self::Label | Self::Label1035 | Self::Subdomain | Self::PortName | Self::ReleaseName => {
                let folded = text.to_ascii_lowercase().replace(['_', ' '], "-");
                folded.trim_matches(['-', '.']).to_owned()
            }
            _ => return None,
        };
        self.fits(&repaired).then_some(repaired)
    }

    /// Whether a text that lacks the form is a fault of a name, not of a value.
    pub(super) fn is_of_names(self) -> bool {
        !matches!(self, Self::Any | Self::Length(..) | Self::Protocol | Self::AddressType | Self::Ip | Self::Cidr)
    }
}

fn is_lower(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Whether a text is of letters and digits, with inner characters also of another set.
fn is_word(text: &str, inner: fn(u8) -> bool) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    is_end(bytes.first())
        && is_end(bytes.last())
        && bytes.iter().all(|&byte| byte.is_ascii_alphanumeric() || inner(byte))
}

/// Whether a text is a DNS name; like the API server, without a limit for each label.
fn is_subdomain(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_name(text: &str) -> bool {
    text.len() <= 63 && is_word(text, |byte| matches!(byte, b'-' | b'_' | b'.'))
}

fn is_key(text: &str) -> bool {
    match text.split_once('/') {
        Some((domain, name)) => is_subdomain(domain) && is_name(name),
        None => is_name(text),
    }
}

fn is_secret_key(text: &str) -> bool {
    (1..=253).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && text != "."
        && !text.starts_with("..")
}

/// Whether a chart's reference may hold a character. Addresses have `:`, `@`, `%`, `?` and their like, versions `+`,
/// paths `~`, `\` and letters of any language; characters that a shell or a document could interpret are left out.
fn is_of_chart(character: char) -> bool {
    character.is_alphabetic() || character.is_ascii_digit() || "-._~/\\:@%?&=,+".contains(character)
}

/// Whether a chart's reference may start with a character: that of a name or of a path.
fn starts_chart(character: char) -> bool {
    character.is_alphabetic() || character.is_ascii_digit() || "./~\\".contains(character)
}

fn is_port_name(text: &str) -> bool {
    (1..=15).contains(&text.len())
        && text.bytes().all(|byte| is_lower(byte) || byte == b'-')
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
        && !text.contains("--")
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&byte)
}

/// Whether a text ends like a domain: the Gateway API's patterns don't check its start.
fn is_domain_end(text: &str) -> bool {
    text.bytes().last().is_some_and(is_lower)
}

fn is_address_type(text: &str) -> bool {
    text.starts_with("Hostname")
        || text.contains("IPAddress")
        || text.contains("NamedAddress")
        || text.match_indices('/').any(|(at, _)| {
            let (domain, path) = (&text[..at], &text[at + 1..]);
            is_domain_end(domain) && !path.is_empty() && path.bytes().all(is_path_byte)
        })
}

/// Reads an address as Kubernetes reads those of older fields: also with leading zeros.
pub(super) fn ip(text: &str) -> Option<IpAddr> {
    if text.contains(':') {
        return text
            .parse::<Ipv6Addr>()
            .ok()
            .map(|address| address.to_ipv4_mapped().map_or(address.into(), Into::into));
    }
    let mut octets = [0; 4];
    let mut parts = text.split('.');
    for octet in &mut octets {
        *octet = decimal(parts.next()?).and_then(|number| u8::try_from(number).ok())?;
    }
    parts.next().is_none().then(|| Ipv4Addr::from(octets).into())
}

/// Reads a range of addresses, and the number of bits that it fixes.
pub(super) fn cidr(text: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = text.split_once('/')?;
    let (address, bits) =
        (if address.contains(':') { address.parse::<Ipv6Addr>().ok()?.into() } else { ip(address)? }, decimal(bits)?);
    (bits <= if address.is_ipv4() { 32 } else { 128 }).then_some((address, bits))
}

/// Whether a range lies in another one and is smaller.
pub(super) fn is_strictly_inside((inner, inner_bits): (IpAddr, u32), (outer, outer_bits): (IpAddr, u32)) -> bool {
    let (left, right, width) = match (inner, outer) {
        (IpAddr::V4(inner), IpAddr::V4(outer)) => (u128::from(inner.to_bits()), u128::from(outer.to_bits()), 32),
        (IpAddr::V6(inner), IpAddr::V6(outer)) => (inner.to_bits(), outer.to_bits(), 128),
        _ => return false,
    };
    let rest = width - outer_bits.min(width);
    inner_bits > outer_bits && left.checked_shr(rest).unwrap_or(0) == right.checked_shr(rest).unwrap_or(0)
}

fn decimal(text: &str) -> Option<u32> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_what_has_them() {
        let table: [(Form, &[&str], &[&str]); 15] = [
            (Form::Label, &["a", "0a-b"], &["", "-a", "a-", "a.b", "A", "a_b"]),
            (Form::Label1035, &["a-0"], &["0a", ""]),
            (Form::Subdomain, &["a.b-c.0"], &["", "a..b", ".a", "a.", "*.a", "a_b"]),
            (Form::Key, &["a", "A_b.c", "x.y/Z"], &["", "/a", "a/", "a/b/c", "X/a", "-a"]),
            (Form::AnnotationKey, &["X.Y/z"], &["a b"]),
            (Form::LabelValue, &["", "A.b_c-1"], &["a/b", "-", "a "]),
            (
                Form::SecretKey,
                &["ca.crt", ".hidden", "A_b-", "-", "a..b"],
                &["", ".", "..", "..a", "a b", "a/b", "a'b", "\u{e9}"],
            ),
            (Form::ReleaseName, &["spaces", "a.b-1", &"a".repeat(53)], &["", "A", "-a", "a_b", &"a".repeat(54)]),
            (
                Form::Chart,
                &[
                    "oci://xpkg.upbound.io/spaces-artifacts/spaces",
                    "oci://localhost:5000/a/b_c@sha256:0f",
                    "https://me:secret@acme.dev/~me/spaces-1.17.0+up.1.tgz?sign=a%2Fb&until=1,2",
                    "acme/spaces",
                    "./spaces-1.17.0.tgz",
                    "../Gerüste/spaces",
                    "C:\\charts\\spaces",
                ],
                &[
                    "",
                    "-f",
                    "--kubeconfig=x",
                    "::add-mask::a",
                    "a b",
                    "a\nb",
                    "a;b",
                    "$(a)",
                    "`a`",
                    "a'b",
                    "a\"b",
                    "a|b",
                    "a>b",
                    "a#b",
                    "a]b",
                    "a\u{1b}b",
                    "a\u{202e}b",
                    "a\u{2028}b",
                ],
            ),
            (Form::Host, &["*.a.b", "a"], &["*", "*.", "a.*", "A.b", "a:443"]),
            (Form::PortName, &["https", "0a"], &["", "443", "a--b", "-a", "sixteen-letters-", "Http"]),
            (Form::DomainPath, &["acme.dev/a", "a/b/c"], &["acme.dev", "/a", "a/", "A.b/c", "a/ "]),
            (Form::Protocol, &["TLS", "acme.dev/Foo"], &["", "TLS/", "a b"]),
            (
                Form::Ip,
                &["10.0.0.1", "010.0.0.1", "::1", "::ffff:1.2.3.4"],
                &["10.0.0", "10.0.0.256", "10.0.0.1.2", "a", ""],
            ),
            (
                Form::Cidr,
                &["10.0.0.0/8", "0.0.0.0/0", "::/0"],
                &["10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1"],
            ),
        ];
        for (form, right, wrong) in table {
            for text in right {
                assert!(form.fits(text), "{text} is {}", form.name());
            }
            for text in wrong {
                assert!(!form.fits(text), "{text} is no {}", form.name());
            }
        }
    }

    #[test]
    fn a_range_inside_another_is_smaller() {
        let inside = |inner, outer| is_strictly_inside(cidr(inner).unwrap(), cidr(outer).unwrap());
        assert!(inside("10.1.0.0/16", "10.0.0.0/8"));
        assert!(inside("10.1.0.0/16", "0.0.0.0/0"));
        assert!(inside("fd00::/64", "fd00::/8"));
        assert!(!inside("10.0.0.0/8", "10.0.0.0/8"));
        assert!(!inside("11.0.0.0/16", "10.0.0.0/8"));
        assert!(!inside("fd00::/64", "10.0.0.0/8"));
    }
}
