//! The clouds, one file each; `cargo xtask generate` writes this list.
//!
//! A file holds facts about one cloud, each with its source, and decides nothing.

pub(crate) mod aws;
pub(crate) mod aws_auto_mode;
pub(crate) mod azure;
pub(crate) mod gcp;
pub(crate) mod other;

/// Every one, in the order of the files.
#[rustfmt::skip]
pub(super) static ALL: &[&crate::facts::cloud::Cloud] = &[
    &aws::CLOUD,
    &aws_auto_mode::CLOUD,
    &azure::CLOUD,
    &gcp::CLOUD,
    &other::CLOUD,
];
