//! What Portico knows of clouds and controllers, for forms and completions.

use crate::cloud::{Certainty, Cloud, Evidence};
use crate::controller::{Controller, Passthrough};
use crate::{clouds, controllers, exposure};
use serde::Serialize;

/// A cloud whose load balancers are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CloudEntry {
    /// What an Exposure calls it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The pages that its facts come from, each with the month that it was read in and how sure it is.
    pub sources: Vec<String>,
}

/// A controller that serves Ingresses or Gateways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ControllerEntry {
    /// What an Exposure calls it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Why it can't pass TLS through; absent where it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The pages that its facts come from, each with the month that it was read in and how sure it is.
    pub sources: Vec<String>,
}

/// Every cloud, sorted by identifier.
#[must_use]
pub fn clouds() -> Vec<CloudEntry> {
    clouds::ALL.iter().map(|cloud| cloud_entry(cloud)).collect()
}

/// Every controller, sorted by identifier.
#[must_use]
pub fn controllers() -> Vec<ControllerEntry> {
    controllers::ALL.iter().map(|controller| controller_entry(controller)).collect()
}

/// The JSON Schema of the Exposure, as text.
#[must_use]
pub fn exposure_schema() -> &'static str {
    exposure::schema::TEXT
}

fn cloud_entry(cloud: &Cloud) -> CloudEntry {
    let annotations = cloud.public.iter().chain(cloud.private).map(|annotation| annotation.evidence);
    let port = cloud.app_protocol.map(|protocol| protocol.evidence);
    CloudEntry {
        id: cloud.id.to_owned(),
        name: cloud.name.to_owned(),
        sources: distinct(annotations.chain([cloud.idle_timeout.evidence]).chain(port)),
    }
}

fn controller_entry(controller: &Controller) -> ControllerEntry {
    let (refused, sources) = match &controller.passthrough {
        Passthrough::Ingress(facts) => {
            let annotations = facts.annotations.iter().map(|annotation| annotation.evidence);
            (None, distinct(annotations.chain([facts.evidence])))
        }
        Passthrough::Refused { reason, evidence, .. } => (Some((*reason).to_owned()), distinct([*evidence])),
    };
    ControllerEntry { id: controller.id.to_owned(), name: controller.name.to_owned(), refused, sources }
}

fn distinct(evidence: impl IntoIterator<Item = Evidence>) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for piece in evidence {
        let certainty = match piece.certainty {
            Certainty::High => "high",
            Certainty::Medium => "medium",
        };
        let source = format!("{} (read {}, certainty {certainty})", piece.source, piece.read);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_sorted_and_unique() {
        let clouds: Vec<String> = clouds().into_iter().map(|cloud| cloud.id).collect();
        let controllers: Vec<String> = controllers().into_iter().map(|controller| controller.id).collect();
        for ids in [clouds, controllers] {
            let mut sorted = ids.clone();
            sorted.sort();
            sorted.dedup();
            assert_eq!(ids, sorted);
        }
    }
}
