//! The files that say what a search leaves out. Their reader opens anything of that name: it would wait for a FIFO, and
//! never come to the end of a device.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

const NAMES: [&str; 2] = [".gitignore", ".ignore"];

/// Finds such a file in a folder that is searched, or of its repository, that is no regular file. A link is none: git
/// follows none.
pub fn unfit_in(folder: &Path) -> Option<PathBuf> {
    unfit(folder, |path| fs::symlink_metadata(path))
}

/// Finds such a file in the folders above. They may be the user's own, whose links are followed.
pub fn unfit_above(folder: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    folder.ancestors().skip(1).find_map(|above| unfit(above, |path| fs::metadata(path)))
}

fn unfit(folder: &Path, metadata: impl Fn(&Path) -> io::Result<Metadata>) -> Option<PathBuf> {
    let is_unfit = |path: &PathBuf| metadata(path).is_ok_and(|found| !found.is_file());
    NAMES.iter().map(|name| folder.join(name)).find(is_unfit).or_else(|| unfit_of_git(&folder.join(".git")))
}

/// Finds such a file of a repository, or of the one that a work tree belongs to. Links are followed: git puts nothing
/// there that others wrote.
fn unfit_of_git(git: &Path) -> Option<PathBuf> {
    let is_unfit = |path: &Path| fs::metadata(path).is_ok_and(|found| !found.is_file());
    let mut repository = git.to_owned();
    if fs::metadata(git).is_ok_and(|found| found.is_file()) {
        let work_tree = PathBuf::from(first_line(git)?.strip_prefix("gitdir: ")?);
        let common = work_tree.join("commondir");
        if is_unfit(&common) {
            return Some(common);
        }
        repository = work_tree.join(first_line(&common)?);
    }
    Some(repository.join("info/exclude")).filter(|exclude| is_unfit(exclude))
}

fn first_line(path: &Path) -> Option<String> {
    Some(fs::read_to_string(path).ok()?.lines().next()?.to_owned())
}
