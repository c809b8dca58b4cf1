//! Everything that crosses crates, in one program: while a test waits for a server or another program, others compute.
//!
//! `cargo test -p portico-tests same_bytes` runs what is below `conformance::same_bytes`.

mod conformance;
mod surfaces;
