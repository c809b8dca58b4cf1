//! The limits beyond which input is an error. Nothing here enforces them: the code that would spend the memory does.

/// Bounds on the input, so that hostile input costs bounded memory and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in the whole stream. Default: 256 MiB.
    pub stream_bytes: usize,
    /// Bytes in one document. Default: 32 MiB; the largest objects in use, CRDs, have 1 to 2.
    pub document_bytes: usize,
    /// Collections inside each other, aliases followed. Default: 255.
    pub depth: usize,
    /// Keys, values and collections in one document. Default: 2,000,000.
    pub nodes: usize,
    /// Aliases (`*name`) in one document. Default: 10,000.
    pub aliases: usize,
    /// Values that the aliases of one document stand for, beyond those that it writes out itself.
    /// Default: 1,000,000.
    pub expanded_nodes: usize,
}

impl Limits {
    /// The defaults.
    pub const STANDARD: Self = Self {
        stream_bytes: 256 << 20,
        document_bytes: 32 << 20,
        depth: 255,
        nodes: 2_000_000,
        aliases: 10_000,
        expanded_nodes: 1_000_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::STANDARD
    }
}
