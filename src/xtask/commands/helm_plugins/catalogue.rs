//! The plugins, a row each. To add one, add its row, and its manifest in the folder of its Helm under
//! `src/helm-packages`.
//!
//! A manifest there is called by its plugin's name and not `plugin.yaml`, so that no Helm takes a folder of the sources
//! for a plugin: one of Helm 4 would keep Helm 3 from loading any.

/// A plugin of Helm.
pub struct Plugin {
    /// The Helm that it is for.
    pub helm: Helm,
    /// The name in its manifest: two plugins of one name break every plugin of a Helm.
    pub name: &'static str,
    /// The program or module that does its work.
    pub payload: Payload,
    /// The files that it shares with others, from `src/helm-packages`.
    pub shared: &'static [&'static str],
}

/// The Helm that a plugin is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Helm {
    /// Reads manifests without an `apiVersion`, and no others.
    Three,
    /// Reads manifests of version `v1`, and those of Helm 3.
    Four,
}

/// The code that does a plugin's work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// The program `portico`, for one system.
    Program,
    /// The WebAssembly module, for every system.
    Module,
}

const STARTED: &[&str] = &["check-folder.sh", "start.sh"];
const COMPLETED: &[&str] = &["check-folder.sh", "completion.yaml", "plugin.complete", "start.sh"];

/// Every plugin.
pub const PLUGINS: &[Plugin] = &[
    Plugin { helm: Helm::Three, name: "portico", payload: Payload::Program, shared: COMPLETED },
    Plugin { helm: Helm::Four, name: "portico", payload: Payload::Program, shared: STARTED },
    Plugin { helm: Helm::Four, name: "portico-cli", payload: Payload::Program, shared: COMPLETED },
    Plugin { helm: Helm::Four, name: "portico-wasm", payload: Payload::Module, shared: &[] },
];

impl Helm {
    /// Gives the folder of its plugins, among the sources and among the packages.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Three => "helm3",
            Self::Four => "helm4",
        }
    }
}
