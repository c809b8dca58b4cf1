//! The server over loopback: whatever clients do, it answers the others, and ends.
//!
//! The component is one that does what it is told, so that no call here depends on how quick Portico is, unless a test
//! asks for the real one.

mod authority;
mod bad_ends;
mod client;
mod connections;
mod deadlines;
mod methods;
mod metrics;
mod queue;
mod requests;
mod running;
mod secure;
mod shutdown;
