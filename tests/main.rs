//! Every test that needs several crates, in one program: while one waits for a server or another program, others
//! compute.
//!
//! `cargo test -p portico-tests same_bytes` runs the tests below `conformance::same_bytes`.

mod conformance;
mod surfaces;
