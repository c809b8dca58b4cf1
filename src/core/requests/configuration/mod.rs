//! The configuration of a repository, `portico.yaml`: its target, the levels of rules, the files to judge.
//!
//! Finding the file, and the files that it names, is a host's business.

#[cfg(feature = "schema")]
mod document;
mod known;
mod read;

#[cfg(feature = "schema")]
pub use document::Document;
pub(crate) use read::read;
pub use read::schema;

use crate::facts::cloud::Cloud;
use crate::facts::gateway_api::Bundle;
use crate::facts::version::Version;
use crate::reading::subject::JudgedAs;
use crate::reading::target::{Chosen, Stated, Target};
use crate::requests::level::Level;
use std::collections::BTreeMap;

/// The reason that nothing is judged by a configuration that isn't understood.
const NOTHING_IS_JUDGED: &str = "With a wrong configuration any result would be worthless, so nothing is judged.";

/// A `portico.yaml` and the fields beside it, read: everything in it is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Configuration {
    /// The kind that every document is read as, whatever its content; only a field beside the file gives it.
    pub read_as: Option<JudgedAs>,
    pub cloud: Option<&'static Cloud>,
    pub controller: Option<Chosen>,
    pub spaces: Option<Version>,
    pub kubernetes: Option<Version>,
    pub gateway_api: Option<Bundle>,
    pub levels: BTreeMap<String, Level>,
    pub paths: Paths,
}

impl Configuration {
    /// Replaces the parts of a target that the configuration states, whatever they were.
    pub(crate) fn apply(&self, target: &mut Target) {
        target.cloud = self.cloud.or(target.cloud);
        target.controller = self.controller.or(target.controller);
        target.spaces = self.spaces.map_or(target.spaces, Stated::given);
        target.kubernetes = self.kubernetes.map_or(target.kubernetes, Stated::given);
        target.gateway_api = self.gateway_api.map_or(target.gateway_api, Stated::given);
    }
}

/// Files, by patterns such as `deploy/**/*.yaml`, relative to the folder of the `portico.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Paths {
    /// The files that are judged where none is named.
    #[cfg_attr(feature = "schema", serde(default))]
    pub include: Vec<String>,
    /// The files that are left out of those, and of folders that are named.
    #[cfg_attr(feature = "schema", serde(default))]
    pub exclude: Vec<String>,
}
