//! The search of a folder, whose content may be a stranger's: nothing that is found leads out of it, and nothing is
//! waited for.

mod ignore_files;

use crate::failure::Failure;
use crate::talk;
use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// The most files that a note names of those passed over.
const MOST_NAMED: usize = 5;

/// Lists every wanted file below a folder, sorted, without those that git ignores. Links and other irregular files are
/// passed over with a note.
pub fn below(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Failure> {
    if let Some(path) = ignore_files::unfit_above(folder).or_else(|| ignore_files::unfit_in(folder)) {
        return Err(unfit(&path));
    }
    let (refused, refusals) = mpsc::channel();
    let walk = WalkBuilder::new(folder)
        .sort_by_file_path(Ord::cmp)
        .require_git(false)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let path = is_folder.then(|| ignore_files::unfit_in(entry.path())).flatten();
            // The receiver is gone only after the search.
            path.is_none_or(|path| refused.send(path).is_err())
        })
        .build();

    let (mut files, mut links, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for entry in walk {
        if let Ok(path) = refusals.try_recv() {
            return Err(unfit(&path));
        }
        let entry = entry.map_err(|error| {
            Failure::new(format!("{} can't be listed: {error}", folder.display()), "check its permissions")
        })?;
        let path = entry.path();
        let path = path.strip_prefix("./").unwrap_or(path);
        let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir() && is_wanted(path)) else { continue };
        let of_kind = match (kind.is_file(), kind.is_symlink()) {
            (true, _) => &mut files,
            (_, true) => &mut links,
            _ => &mut others,
        };
        of_kind.push(path.to_owned());
    }
    if let Ok(path) = refusals.try_recv() {
        return Err(unfit(&path));
    }
    pass_over(&without_those_to(&files, links), "links are not followed in a folder; name one to judge it");
    pass_over(&others, "these are not regular files, and are not judged");
    Ok(files)
}

/// Keeps the links that don't lead to one of these files, which are judged by their own names.
fn without_those_to(files: &[PathBuf], mut links: Vec<PathBuf>) -> Vec<PathBuf> {
    if !links.is_empty() {
        let judged: BTreeSet<PathBuf> = files.iter().filter_map(|file| fs::canonicalize(file).ok()).collect();
        links.retain(|link| fs::canonicalize(link).map_or(true, |file| !judged.contains(&file)));
    }
    links
}

fn pass_over(paths: &[PathBuf], reason: &str) {
    if paths.is_empty() {
        return;
    }
    let mut named: Vec<String> =
        paths.iter().take(MOST_NAMED).map(|path| portico_text::line(&path.display().to_string())).collect();
    if let Some(more) = paths.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        named.push(format!("{more} more"));
    }
    talk::say(&format!("note: {reason}: {}", named.join(", ")));
}

fn unfit(path: &Path) -> Failure {
    let message = format!("{} is a link or not a regular file, but says what git ignores", path.display());
    Failure::new(message, "put a regular file there, as git wants it, or name the files to judge")
}
