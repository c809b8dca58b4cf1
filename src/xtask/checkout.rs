//! The place of this checkout of the repository.

use std::path::{Path, PathBuf};

/// Gives the folder that holds the workspace's `Cargo.toml`.
///
/// # Panics
///
/// Never in a checkout: this crate lies two folders below the root.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("src/xtask lies two folders below the root")
        .to_path_buf()
}
