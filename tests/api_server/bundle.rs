//! The bundles of the Gateway API's resource definitions that clusters have.

/// A channel and a version of the Gateway API.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Bundle {
    /// The experimental channel of 1.3.
    Experimental13,
    /// The experimental channel of 1.4.
    Experimental14,
    /// The standard channel of 1.5.
    Standard15,
    /// The standard channel of 1.6.
    Standard16,
}

impl Bundle {
    /// Every bundle, the oldest first.
    pub const ALL: [Self; 4] = [Self::Experimental13, Self::Experimental14, Self::Standard15, Self::Standard16];

    /// Gives the tool whose files are its resource definitions.
    #[must_use]
    pub fn tool(self) -> &'static str {
        match self {
            Self::Experimental13 => "gateway-api-1.3",
            Self::Experimental14 => "gateway-api-1.4",
            Self::Standard15 => "gateway-api-1.5",
            Self::Standard16 => "gateway-api-1.6",
        }
    }

    /// Gives its minor version, as an Exposure names it.
    #[must_use]
    pub fn version(self) -> &'static str {
        match self {
            Self::Experimental13 => "1.3",
            Self::Experimental14 => "1.4",
            Self::Standard15 => "1.5",
            Self::Standard16 => "1.6",
        }
    }

    /// Gives its channel, as an Exposure names it.
    #[must_use]
    pub fn channel(self) -> &'static str {
        match self {
            Self::Experimental13 | Self::Experimental14 => "experimental",
            Self::Standard15 | Self::Standard16 => "standard",
        }
    }
}
