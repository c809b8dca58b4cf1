//! Running the examples of the repository: folders whose README has the commands, section by section.

use crate::{Ended, program};
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A copy of an example, in which its commands are run.
pub struct Example {
    folder: TempDir,
    readme: String,
}

impl Example {
    /// Copies the example for a consumer, a folder of `examples/`.
    ///
    /// # Panics
    ///
    /// When there is no such example, or it can't be copied.
    #[must_use]
    pub fn new(consumer: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        copy_folder(&portico_xtask::root().join("examples").join(consumer), folder.path());
        let readme = fs::read_to_string(folder.path().join("README.md")).expect("an example has a README");
        Self { folder, readme }
    }

    /// Gives the folder of the copy.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Replaces a text in a file of the copy.
    ///
    /// # Panics
    ///
    /// When the file doesn't hold the text.
    pub fn replace(&self, file: &str, old: &str, new: &str) {
        let path = self.folder().join(file);
        let text = fs::read_to_string(&path).expect("the example has the file");
        assert!(text.contains(old), "{file} has no {old:?}");
        fs::write(path, text.replace(old, new)).expect("the copy can be changed");
    }

    /// Gives the commands of a section of the README, to be run in the copy, where `portico` and these tools are found.
    ///
    /// # Panics
    ///
    /// When the README has no such section, or no commands in it.
    #[must_use]
    pub fn commands(&self, section: &str, tools: &[&Path]) -> Command {
        let commands = commands_of(&self.readme, section).unwrap_or_else(|| panic!("no commands below {section:?}"));
        let mut shell = Command::new("sh");
        shell.args(["-ec", commands]).current_dir(self.folder());
        set_search_path(&mut shell, tools);
        shell
    }
}

/// Lets a command find `portico` and these tools by their names.
///
/// # Panics
///
/// When a folder's name can't be in a search path.
pub fn set_search_path(command: &mut Command, tools: &[&Path]) {
    let folders = tools.iter().copied().chain([program()]).filter_map(Path::parent).map(Path::to_owned);
    let inherited = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(folders.chain(env::split_paths(&inherited))).expect("the folders have usual names");
    command.env("PATH", path).env_remove("PORTICO_EXPOSURE").env_remove("NO_COLOR");
}

/// Runs a command without input, and gives how it ended.
///
/// # Panics
///
/// When it can't be started, is ended by a signal, or writes what isn't UTF-8.
#[must_use]
pub fn run_to_end(command: &mut Command) -> Ended {
    let end = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    Ended {
        code: end.status.code().unwrap_or_else(|| panic!("{command:?} was ended by {}", end.status)),
        output: String::from_utf8(end.stdout).expect("the output is UTF-8"),
        talk: String::from_utf8(end.stderr).expect("the talk is UTF-8"),
        peak: None,
    }
}

/// Gives the first block of shell commands below a heading.
fn commands_of<'r>(readme: &'r str, section: &str) -> Option<&'r str> {
    let (_, below) = readme.split_once(&format!("\n## {section}\n"))?;
    let section = below.split("\n## ").next()?;
    let (_, block) = section.split_once("\n```sh\n")?;
    block.split_once("\n```").map(|(commands, _)| commands)
}

/// Copies a folder and all that is in it.
///
/// # Panics
///
/// When it can't be read or written.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    let entries = fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    for entry in entries {
        let from = entry.expect("a folder can be read").path();
        let to = to.join(from.file_name().expect("an entry has a name"));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a file can be copied");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::commands_of;

    #[test]
    fn commands_are_those_of_their_section() {
        let readme = "# A\n\n```sh\nno\n```\n\n## B\n\nNone.\n\n## C\n\n```sh\nyes \\\n  yes\n```\n\n```sh\nno\n```\n";
        assert_eq!(commands_of(readme, "C"), Some("yes \\\n  yes"));
        assert_eq!(commands_of(readme, "B"), None);
        assert_eq!(commands_of(readme, "D"), None);
    }
}
