//! What isn't in proportion yet.

/// Inputs and commands, by what reports call them. A row that has become linear fails until it is taken off.
pub const NOT_YET_LINEAR: &[(&str, &[&str])] = &[];
