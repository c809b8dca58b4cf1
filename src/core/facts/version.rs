//! Minor versions, as people name releases: `1.17`; and with a patch, where the patch makes the difference: `3.6.2`.

use std::fmt;

/// A major and a minor version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub u16, pub u16);

impl Version {
    /// Reads a version such as `1.17` or `v1.17.1`, without its patch.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        PatchVersion::parse(text).map(|version| version.minor)
    }

    /// Gives the first patch of the version.
    pub(crate) const fn first(self) -> PatchVersion {
        self.patch(0)
    }

    /// Gives the last patch of the version, whatever its number.
    pub(crate) const fn last(self) -> PatchVersion {
        self.patch(LAST)
    }

    pub(crate) const fn patch(self, patch: u16) -> PatchVersion {
        PatchVersion { minor: self, patch }
    }
}

/// A version down to its patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PatchVersion {
    pub minor: Version,
    patch: u16,
}

/// The number that stands for the last patch of a minor version.
const LAST: u16 = u16::MAX;

impl PatchVersion {
    /// Reads a version such as `3.6.2`; without a patch, the last one is meant.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        let mut parts = text.strip_prefix('v').unwrap_or(text).split('.');
        let minor = Version(number(parts.next()?)?, number(parts.next()?)?);
        let patch = parts.next().map_or(Some(LAST), number)?;
        parts.next().is_none().then_some(Self { minor, patch })
    }

    pub(crate) fn is_last(self) -> bool {
        self.patch == LAST
    }
}

/// Writes the version, without a patch where it is the first or the last.
impl fmt::Display for PatchVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.patch {
            0 | LAST => self.minor.fmt(formatter),
            patch => write!(formatter, "{}.{patch}", self.minor),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.0, self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::{PatchVersion, Version};

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

    #[test]
    fn a_version_without_a_patch_is_the_last_of_its_patches() {
        let (some, first, last) = (Version(3, 6).patch(2), Version(3, 6).first(), Version(3, 6).last());
        assert_eq!(PatchVersion::parse("3.6"), Some(last));
        assert_eq!(PatchVersion::parse("v3.6.0"), Some(first));
        assert_eq!(PatchVersion::parse("3.6.2"), Some(some));
        assert!(first < some && some < last && last < Version(3, 7).first());
        assert_eq!([some, first, last].map(|version| version.to_string()), ["3.6.2", "3.6", "3.6"]);
    }
}
