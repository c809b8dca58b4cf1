//! A user's machine, with a home, real Helms at their usual places, and the packages of the plugins. Nothing else is
//! on it: no variable of ours, and no `portico` in the `PATH`.

use super::installed::{Helm, Version, helm};
use super::server::Server;
use portico_tests::{Ended, profile, program, root, run_to_end};
use portico_xtask::built;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// A machine that is thrown away.
pub struct Machine {
    home: TempDir,
}

/// A plugin that isn't Portico's, and that both Helms load.
const NEIGHBOUR: &str = "\
name: zebra
version: 0.1.0
usage: says what it is
platformCommand: [{command: echo, args: [stripes]}]
";

impl Machine {
    /// Makes a machine with these Helms, each under a name.
    pub fn with(helms: &[(&str, &Helm)]) -> Self {
        let home = tempfile::tempdir().expect("a folder can be made");
        let programs = home.path().join("bin");
        fs::create_dir(&programs).expect("a folder can be made");
        for (name, helm) in helms {
            symlink(&helm.program, programs.join(name)).expect("a link can be made");
        }
        Self { home }
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Gives a command on this machine.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(root());
        self.take_in(&mut command);
        command
    }

    /// Gives a command this machine's variables alone.
    pub fn take_in(&self, command: &mut Command) {
        let path = format!("{}/bin:/usr/bin:/bin", self.home().display());
        command.env_clear().env("HOME", self.home()).env("PATH", path);
    }

    pub fn run(&self, words: &[&str]) -> Ended {
        run_to_end(&mut self.command(words))
    }

    /// Runs a command that must succeed, and gives its output.
    #[track_caller]
    pub fn succeed(&self, words: &[&str]) -> String {
        let ended = self.run(words);
        assert_eq!(ended.code, 0, "{words:?}: {ended:#?}");
        ended.output
    }

    /// Runs a command that must fail, and gives its output and its talk.
    #[track_caller]
    pub fn fail(&self, words: &[&str]) -> String {
        let ended = self.run(words);
        assert_eq!(ended.code, 1, "{words:?}: {ended:#?}");
        ended.output + &ended.talk
    }

    /// Gives the folder in which a Helm finds its plugins.
    pub fn plugins(&self, helm: &str) -> PathBuf {
        PathBuf::from(self.succeed(&[helm, "env", "HELM_PLUGINS"]).trim_end())
    }

    /// Installs the neighbour by hand.
    pub fn add_neighbour(&self, helm: &str) {
        let folder = self.plugins(helm).join("zebra");
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join("plugin.yaml"), NEIGHBOUR).expect("a plugin can be installed");
    }

    /// Asserts that a Helm loads its other plugins and complains of none, as it must whatever is installed.
    #[track_caller]
    pub fn assert_whole(&self, helm: &str) {
        let ended = self.run(&[helm, "zebra"]);
        assert_eq!((ended.code, ended.output.trim(), ended.talk.as_str()), (0, "stripes", ""), "{ended:#?}");
    }
}

/// The packages, made with the program under test, and a server that offers them.
pub struct Packages {
    pub folder: PathBuf,
    pub server: Server,
}

impl Packages {
    /// Gives the path of a package such as `helm4/portico-cli`.
    pub fn file(&self, name: &str) -> String {
        self.folder.join(archive(name)).into_os_string().into_string().expect("the folder has a usual name")
    }

    pub fn address(&self, name: &str) -> String {
        self.server.address(&archive(name))
    }
}

fn archive(name: &str) -> String {
    format!("{name}-{}.tgz", env!("CARGO_PKG_VERSION"))
}

/// Makes the packages once; where the Helm that packs them is missing, the test is skipped.
pub fn packages() -> Option<&'static Packages> {
    static PACKAGES: OnceLock<Packages> = OnceLock::new();
    helm(Version::Four)?;
    Some(PACKAGES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("helm-plugins");
        pack(&folder, &[]);
        let server = Server::of(folder.clone());
        Packages { folder, server }
    }))
}

/// Runs `cargo xtask helm-plugins`.
pub fn pack(to: &Path, arguments: &[&OsStr]) {
    let mut command = built::cargo();
    command
        .args(["run", "--quiet", "--package", "portico-xtask", "--profile", &profile(), "--", "helm-plugins"])
        .arg("--program")
        .arg(program())
        .arg("--output")
        .arg(to)
        .args(arguments);
    let ended = run_to_end(&mut command);
    assert_eq!(ended.code, 0, "{ended:#?}");
    let packages: Vec<&Path> = ended.output.lines().map(Path::new).collect();
    assert!(
        packages.len() >= 3 && packages.iter().all(|package| package.is_file()),
        "it says what it made: {ended:#?}"
    );
}
