//! Helm for a user who has installed nothing but Portico's plugins: a folder of its own, and the charts of the tests.

use portico_tests::{Ended, copy_folder, object, root, run_to_end, set_helm_home, set_search_path, skip};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub const CHART: &str = "tests/fixtures/helm/spaces-stand-in";
pub const EXPOSURE: &str = "examples/helm/exposure.yaml";

/// A Helm that has only Portico's plugin, and nothing of the user's.
pub struct Helm {
    pub version: Version,
    pub program: PathBuf,
    pub home: TempDir,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    Three,
    /// The first release of Helm 4.
    FourZero,
    Four,
}

/// Gives every Helm that is there.
pub fn helms() -> Vec<Helm> {
    [Version::Three, Version::FourZero, Version::Four].into_iter().filter_map(helm).collect()
}

pub fn helm(version: Version) -> Option<Helm> {
    let name = match version {
        Version::Three => "helm3",
        Version::FourZero => "helm4-0",
        Version::Four => "helm4",
    };
    match portico_xtask::tool(name) {
        Ok(program) => Some(Helm::new(version, program)),
        Err(missing) => {
            skip(missing);
            None
        }
    }
}

/// A post-renderer of Helm 4 that changes nothing: it shows the changes that Helm makes by itself.
pub const CAT: &str = "\
apiVersion: v1
type: postrenderer/v1
name: cat
version: 0.1.0
runtime: subprocess
runtimeConfig:
  platformCommand: [{command: cat}]
";

pub fn plugin_manifest() -> String {
    fs::read_to_string(root().join("src/helm-packages/helm4/portico.yaml")).expect("the plugin has a manifest")
}

impl Helm {
    pub fn new(version: Version, program: PathBuf) -> Self {
        let helm = Self { version, program, home: tempfile::tempdir().expect("a folder can be made") };
        // Helm 3 can't read these manifests.
        if version != Version::Three {
            for (name, manifest) in [("portico", plugin_manifest().as_str()), ("cat", CAT)] {
                fs::create_dir_all(helm.plugin(name)).expect("a folder can be made");
                fs::write(helm.plugin(name).join("plugin.yaml"), manifest).expect("a plugin can be installed");
            }
            fs::copy(root().join("src/helm-packages/start.sh"), helm.plugin("portico").join("start.sh"))
                .expect("a plugin can be installed");
        }
        helm
    }

    pub fn plugin(&self, name: &str) -> PathBuf {
        self.home.path().join("plugins").join(name)
    }

    /// Keeps a command away from the user's Helm.
    pub fn at_home(&self, command: &mut Command) {
        set_helm_home(command, self.home.path());
    }

    /// Prepares one of Helm's subcommands for a chart's release.
    pub fn command(&self, subcommand: &[&str], chart: &Path) -> Command {
        let mut command = Command::new(&self.program);
        set_search_path(&mut command, &[]);
        self.at_home(&mut command);
        command.args(subcommand).arg("spaces").arg(chart).args(["--namespace", "upbound-system"]).current_dir(root());
        command
    }

    pub fn template(&self, arguments: &[&str]) -> Ended {
        run_to_end(self.command(&["template"], Path::new(CHART)).args(arguments))
    }

    /// Gives the subcommands that render a release without a cluster.
    pub fn without_cluster(&self) -> &'static [&'static [&'static str]] {
        match self.version {
            Version::Three => &[&["template"]],
            Version::FourZero | Version::Four => &[&["template"], &["install", "--dry-run=client"]],
        }
    }

    /// Gives the release when the post-renderer changes nothing: Helm 4 rewrites it all the same.
    pub fn untouched(&self, arguments: &[&str]) -> String {
        let ended = self.template(&[arguments, self.through_nothing()].concat());
        assert_eq!(ended.code, 0, "{ended:#?}");
        ended.output
    }

    /// Gives the flags for a post-renderer that changes nothing.
    pub fn through_nothing(&self) -> &'static [&'static str] {
        match self.version {
            Version::Three => &[],
            Version::FourZero | Version::Four => &["--post-renderer", "cat"],
        }
    }

    /// Gives the flags that make Portico Helm's post-renderer, with arguments of its own.
    pub fn through_portico<'a>(&self, arguments: &[&'a str]) -> Vec<&'a str> {
        let subcommand: &[&str] = match self.version {
            Version::Three => &["post-render"],
            Version::FourZero | Version::Four => &[],
        };
        let arguments = subcommand.iter().chain(arguments);
        ["--post-renderer", "portico"]
            .into_iter()
            .chain(arguments.flat_map(|argument| ["--post-renderer-args", argument]))
            .collect()
    }

    pub fn post_rendered(&self, arguments: &[&str]) -> Ended {
        self.template(&self.through_portico(arguments))
    }
}

#[track_caller]
pub fn assert_rendered(helm: &Helm, ended: &Ended) {
    assert_eq!(ended.code, 0, "Helm {:?}: {ended:#?}", helm.version);
}

pub fn service(release: &str) -> Value {
    object(release, "Service", "spaces-router")
}

/// Copies the stand-in, and adds or replaces a template.
pub fn chart_with(template: &str, text: &str) -> TempDir {
    let chart = tempfile::tempdir().expect("a folder can be made");
    copy_folder(&root().join(CHART), chart.path());
    fs::write(chart.path().join("templates").join(template), text).expect("a template can be written");
    chart
}
