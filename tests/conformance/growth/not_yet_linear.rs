//! The inputs that don't grow in proportion yet.

/// The inputs' names. One that has become linear in every command fails the test until it is taken off.
pub const NOT_YET_LINEAR: &[&str] = &[];
