//! A component of Portico's world that ends badly when it is told to, for testing servers of components.
//!
//! Its `transform` and its `compose` look for a word in the text of the objects, and do as [`Word`] says; without one they
//! answer that nothing is to change. Its `observe` sees nothing. Every other function traps. Its code is compiled such that it can be interrupted.

/// The code, compiled for this target.
pub static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/stubborn.cwasm"));

/// The words that the component obeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Go on for ever.
    Loop,
    /// Take memory until there is none.
    Grab,
    /// Stop where it never should.
    Trap,
}

impl Word {
    /// Gives the word itself.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Loop => "Loop",
            Self::Grab => "Grab",
            Self::Trap => "Trap",
        }
    }
}
