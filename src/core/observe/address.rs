//! Addresses in the status of Services, Ingresses and Gateways.

use portico_manifest::Node;
use std::net::IpAddr;

/// The kind of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// A name, to which a host points by a CNAME record.
    HostName,
    /// An IP address, to which a host points by an A or AAAA record.
    IpAddress,
}

/// An address that clients reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Its kind.
    pub kind: AddressKind,
    /// The name or the IP address.
    pub value: String,
}

/// The longest name that DNS allows.
const LONGEST_NAME: usize = 253;

impl Address {
    /// Reads a value that is an IP address or a name; none where it is neither.
    pub(super) fn of(value: Node<'_, '_>) -> Option<Self> {
        let value = value.as_str()?;
        let address = value.parse::<IpAddr>();
        let kind = if let Ok(address) = address {
            // `0.0.0.0` stands for no address.
            if address.is_unspecified() {
                return None;
            }
            AddressKind::IpAddress
        } else if is_name(value) {
            AddressKind::HostName
        } else {
            return None;
        };
        Some(Self { kind, value: value.to_owned() })
    }
}

fn is_name(value: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_');
    !value.is_empty() && value.len() <= LONGEST_NAME && value.chars().all(is_letter)
}
