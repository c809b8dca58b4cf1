//! The real tools that the tests run: finding them, and getting them once for all checkouts of a user.
//!
//! The tools are rows of `catalogue`, and each kind of tool has a file that gets it. Which test runs which tool is not
//! known here.

use std::{fmt, path::PathBuf};

mod cache;
mod cargo;
mod catalogue;
mod go;
mod go_files;
mod node;
mod progress;
mod python;
mod search_path;
mod system_package;

pub use catalogue::TOOLS;

/// A program that the tests run, or files that they read.
#[derive(Debug)]
pub struct Tool {
    /// The name by which tests and people ask for it.
    pub name: &'static str,
    /// The version to build, or the lowest version that will do.
    pub version: &'static str,
    /// How it is got.
    pub kind: ToolKind,
    /// Whether the usual tests run it; the others are got with `--all`.
    pub usual: bool,
}

/// How a tool is got.
#[derive(Debug)]
pub enum ToolKind {
    /// Built from the pinned Go module in the tool's folder.
    Go {
        /// The package to build.
        package: &'static str,
        /// The file name of the program.
        binary: &'static str,
        /// The variable that tells the program its version, if it has one:
        /// Go knows the version only of programs that it installs.
        version_variable: &'static str,
    },
    /// Files of the pinned Go module in the tool's folder, as they lie in it: nothing is built.
    GoFiles {
        /// The module that has them.
        module: &'static str,
        /// The file, or the folder of files, in the module.
        path: &'static str,
    },
    /// A program of a Python environment with the pinned requirements of the tool's folder.
    Python {
        /// The program's file name. No script: scripts contain the path of the folder in which they were made.
        program: &'static str,
    },
    /// Built by cargo: the crate of the tool's name, which locks what it is made of.
    Cargo {
        /// The file name of the program.
        program: &'static str,
    },
    /// A program of the system, of any version.
    SystemPackage {
        /// The names that the program may have.
        names: &'static [&'static str],
        /// Debian's package of it.
        package: &'static str,
    },
    /// Node.js.
    Node {
        /// The oldest major version that will do.
        oldest: u32,
    },
}

/// How the system's missing packages are handled. They are the whole machine's: nobody expects tests to change them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Packages {
    /// They are named in an error.
    LeftAlone,
    /// They are installed, if this user may do that.
    Installed,
}

/// The reason that a tool cannot be run, in one line that says how to get it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Missing {
    name: String,
    reason: String,
}

impl Missing {
    fn new(name: &str, reason: impl Into<String>) -> Self {
        Self { name: name.to_owned(), reason: reason.into() }
    }

    /// Gives the line without the tool's name.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.name, self.reason)
    }
}

impl std::error::Error for Missing {}

/// The longest time, in seconds, that the usual tests wait for a tool that isn't there yet.
const PATIENCE: u32 = 180;

/// The reason that is given for a tool that the usual tests don't wait for.
pub const LONG_TO_BUILD: &str = "takes more than three minutes to build";

impl Tool {
    /// Whether it takes longer to build than the usual tests wait for it.
    #[must_use]
    pub fn is_long_to_build(&self) -> bool {
        takes_long(catalogue::SECONDS, self.name)
    }
}

fn takes_long(seconds: &[(&str, u32)], name: &str) -> bool {
    seconds.iter().any(|(tool, seconds)| *tool == name && *seconds > PATIENCE)
}

/// Finds the program of the tool of this name, if it has been built or is installed.
///
/// For `kcl` it is the Python interpreter that can import `kcl_lib`; for a tool that is files, the folder that holds
/// them.
///
/// # Errors
///
/// When there is no such tool or it isn't there yet; nothing is built.
pub fn tool(name: &str) -> Result<PathBuf, Missing> {
    find(named(name)?)
}

/// Gives the tool of this name.
///
/// # Errors
///
/// When there is none; the line lists the names.
pub fn named(name: &str) -> Result<&'static Tool, Missing> {
    TOOLS.iter().find(|tool| tool.name == name).ok_or_else(|| {
        let names: Vec<_> = TOOLS.iter().map(|tool| tool.name).collect();
        Missing::new(name, format!("there is no such tool; the tools are {}", names.join(", ")))
    })
}

/// Gives the tool's program, if it has been built or is installed.
///
/// # Errors
///
/// When it isn't there yet; nothing is built.
pub fn find(tool: &Tool) -> Result<PathBuf, Missing> {
    match tool.kind {
        ToolKind::Go { .. } | ToolKind::GoFiles { .. } | ToolKind::Python { .. } | ToolKind::Cargo { .. } => {
            cache::find(tool)
        }
        ToolKind::SystemPackage { names, package } => system_package::find(names, package),
        ToolKind::Node { oldest } => node::find(oldest),
    }
    .map_err(|reason| Missing::new(tool.name, reason))
}

/// Gives the tool's program, built or installed first if that is needed.
///
/// Progress is shown on standard error. The system packages that the tool needs are installed only where they are
/// [`Packages::Installed`].
///
/// # Errors
///
/// When it cannot be had on this machine.
pub fn obtain(tool: &Tool, packages: Packages) -> Result<PathBuf, Missing> {
    if let Ok(found) = find(tool) {
        return Ok(found);
    }
    let obtained = match tool.kind {
        ToolKind::Go { package, binary, version_variable } => cache::fill(tool, |folder| {
            let program = folder.join(cache::executable(binary));
            go::build(tool, package, version_variable, &program)
        }),
        ToolKind::GoFiles { module, path } => cache::fill(tool, |folder| {
            let files = folder.join(cache::FILES);
            go_files::copy(tool, module, path, &files)
        }),
        ToolKind::Python { .. } => cache::fill(tool, |folder| python::install(tool, folder)),
        ToolKind::Cargo { .. } => cache::fill(tool, |folder| cargo::install(tool, folder)),
        ToolKind::SystemPackage { names, package } => match packages {
            Packages::LeftAlone => system_package::find(names, package),
            Packages::Installed => system_package::install(tool, names, package),
        },
        ToolKind::Node { oldest } => node::find(oldest),
    };
    obtained.map_err(|reason| Missing::new(tool.name, reason))
}

#[cfg(test)]
mod tests {
    use super::{Packages, Tool, ToolKind, cache, obtain, takes_long};

    #[test]
    fn the_tests_wait_for_a_tool_that_is_built_in_three_minutes() {
        let seconds = [("quick", 180), ("slow", 181)];
        assert_eq!(["quick", "slow", "other"].map(|tool| takes_long(&seconds, tool)), [false, true, false]);
    }

    /// On Debian, as root, this ran `apt-get update` and `apt-get install`.
    #[test]
    fn the_packages_of_the_system_are_not_installed_unasked() {
        let names = &["portico-test-of-a-missing-program"];
        let kind = ToolKind::SystemPackage { names, package: "portico-test-of-a-missing-package" };
        let tool = Tool { name: "missing", version: "any", kind, usual: false };
        let missing = obtain(&tool, Packages::LeftAlone).expect_err("there is no such program");
        assert!(missing.reason().contains("is on the PATH: install it with"), "{missing}");
        let log = cache::log(&tool).expect("there is a place for logs");
        assert!(!log.exists(), "{} tells of a program that was run", log.display());
    }
}
