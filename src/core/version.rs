//! Minor versions, as people name releases: `1.17`.

use std::fmt;

/// A major and a minor version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub u16, pub u16);

impl Version {
    /// Reads `1.17`, and as the same `v1.17.1`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        let mut parts = text.strip_prefix('v').unwrap_or(text).split('.');
        let version = Self(number(parts.next()?)?, number(parts.next()?)?);
        let patch: Option<u16> = parts.next().map_or(Some(0), number);
        (patch.is_some() && parts.next().is_none()).then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.0, self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn a_version_is_two_numbers_and_a_patch_is_passed_over() {
        for text in ["1.17", "v1.17", "1.17.1", "v1.17.0"] {
            assert_eq!(Version::parse(text), Some(Version(1, 17)), "{text}");
        }
        for text in ["1", "1.", ".1", "1.2.3.4", "1.2.", "1.2.x", "1.+2", "vv1.2", "1.99999999"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        assert!(Version(1, 9) < Version(1, 10));
    }
}
