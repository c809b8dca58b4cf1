//! Finding an installed program on the PATH. Nothing is run.

use std::{env, path::PathBuf};

use super::cache;

/// Finds the first program of this name on the PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let file = cache::executable(name);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|program| program.is_file())
}
