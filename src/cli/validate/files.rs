//! The files to judge: those that are named, those in a folder that is named, else those of the configuration.

use super::configuration::Found;
use super::{Arguments, search};
use crate::failure::Failure;
use crate::input;
use ignore::overrides::{Override, OverrideBuilder};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// The extensions of files of configuration.
const EXTENSIONS: [&str; 3] = ["json", "yaml", "yml"];

/// Files that are judged together.
#[derive(Debug)]
pub struct Group {
    pub files: Vec<PathBuf>,
    pub origin: Origin,
}

/// The origin of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The user named it: it may be any kind of file, and a link is followed.
    Named,
    /// A search found it in a folder: it is a regular file, or was one then.
    Found,
}

/// Gives the files to judge, in groups that are judged together: those that are named, and those of each folder where a
/// search, or a hook that names every file, found them.
pub fn groups(arguments: &Arguments, found: &Found) -> Result<Vec<Group>, Failure> {
    let Arguments { files, values, previous, served, skip_unrecognized, .. } = arguments;
    let others = values.iter().chain(previous).chain(&served.exposure);
    if files.iter().chain(others).filter(|path| input::is_standard(path.as_os_str())).count() > 1 {
        return Err(Failure::new("standard input is named more than once", "it can be read once: name files"));
    }
    let patterns = &found.paths;
    let excluded = matcher(&found.folder, patterns.excluded.iter().map(|pattern| format!("!{pattern}")))?;
    let is_left_out = |path: &Path| excluded.matched(path, false).is_ignore();

    // A file that is named or found twice is judged once.
    let without_dot = |path: &PathBuf| path.strip_prefix("./").unwrap_or(path).to_owned();
    let mut seen: BTreeSet<PathBuf> = files.iter().filter(|path| !path.is_dir()).map(without_dot).collect();
    let mut groups = Vec::new();
    let mut named = Vec::new();
    for path in files {
        if path.is_dir() {
            let found = search::below(path, |path| is_configuration(path) && !is_template(path) && !is_left_out(path))?;
            let found: Vec<PathBuf> = found.into_iter().filter(|path| seen.insert(path.clone())).collect();
            groups.extend(by_folder(&found, Origin::Found));
        } else if !skip_unrecognized || !(is_left_out(path) || is_template(path)) {
            named.push(path.clone());
        }
    }
    if files.is_empty() && values.is_empty() {
        if !patterns.included.is_empty() {
            let included = matcher(&found.folder, patterns.included.iter().cloned())?;
            let is_wanted = |path: &Path| included.matched(path, false).is_whitelist() && !is_left_out(path);
            groups.extend(by_folder(&search::below(&found.folder, is_wanted)?, Origin::Found));
        } else if io::stdin().is_terminal() {
            return Err(Failure::new("there is nothing to judge", "name a file: portico validate values.yaml"));
        } else {
            named.push(PathBuf::from(input::STANDARD_INPUT));
        }
    }
    if *skip_unrecognized {
        named.sort();
        groups.extend(by_folder(&named, Origin::Named));
    } else if !named.is_empty() || !values.is_empty() {
        groups.insert(0, Group { files: named, origin: Origin::Named });
    }
    Ok(groups)
}

/// Groups files by folder: those of different folders are mostly of different clusters.
fn by_folder(files: &[PathBuf], origin: Origin) -> impl Iterator<Item = Group> {
    let folders = files.chunk_by(|left, right| left.parent() == right.parent());
    folders.map(move |files| Group { files: files.to_vec(), origin })
}

fn is_configuration(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

/// Whether it is a template of a Helm chart, which is no YAML before Helm has rendered it.
fn is_template(path: &Path) -> bool {
    let is_of_chart = |folder: &Path| {
        folder.file_name().is_some_and(|name| name == "templates")
            && folder.parent().is_some_and(|chart| chart.join("Chart.yaml").is_file())
    };
    path.ancestors().skip(1).any(is_of_chart)
}

/// Makes a matcher of patterns that start from a folder.
fn matcher(folder: &Path, patterns: impl Iterator<Item = String>) -> Result<Override, Failure> {
    let refused = |error: ignore::Error| {
        Failure::new(
            format!("a pattern of portico.yaml can't be read: {error}"),
            "write it like a pattern of .gitignore",
        )
    };
    let mut builder = OverrideBuilder::new(folder);
    for pattern in patterns {
        builder.add(&pattern).map_err(refused)?;
    }
    builder.build().map_err(refused)
}
