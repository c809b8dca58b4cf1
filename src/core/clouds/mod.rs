//! The clouds, one file each; `cargo xtask generate` writes this list.

mod aws;
mod azure;
mod gcp;

/// Every one, in the order of the files.
#[rustfmt::skip]
pub(crate) static ALL: &[&crate::cloud::Cloud] = &[
    &aws::CLOUD,
    &azure::CLOUD,
    &gcp::CLOUD,
];
