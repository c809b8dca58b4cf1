//! What the cluster shows of the exposure, and what follows for the composite.

use crate::early_end::EarlyEnd;
use crate::fatal_result::FatalResult;
use crate::json;
use crate::protocol::v1::RunFunctionRequest;
use portico_host::Portico;
use portico_host::observer::{Observed, Readiness};
use portico_host::types::Source;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the cluster shows.
#[derive(Debug)]
pub(crate) struct Observation {
    pub observed: Observed,
    /// Whether the composed resources that exist work, by their names.
    pub readiness: BTreeMap<String, bool>,
}

/// The kinds of objects that may show how far an exposure has come: themselves, or another one inside them.
const SHOWING: [&str; 6] = ["Gateway", "GatewayClass", "Ingress", "Object", "Service", "TLSRoute"];

impl Observation {
    /// Asks the component what the observed resources, and further objects of the cluster, show of an Exposure. Of
    /// the resources that show nothing, or show another cluster, only those whose readiness is asked are read.
    pub(crate) fn of(
        portico: &mut Portico,
        request: &RunFunctionRequest,
        further: &[Value],
        is_asked: impl Fn(&str) -> bool,
        is_evidence: impl Fn(&Value) -> bool,
        exposure: &Source,
    ) -> Result<Self, EarlyEnd> {
        let none = BTreeMap::new();
        let resources = request.observed.as_ref().map_or(&none, |observed| &observed.resources);
        let shows = |resource| json::kind_of(resource).is_some_and(|kind| SHOWING.contains(&kind));
        let asked = resources.iter().filter(|(name, resource)| is_asked(name) || shows(resource));
        let composed: Vec<(&String, Value)> = asked
            .filter_map(|(name, resource)| Some((name, json::of_resource(resource)?)))
            .filter(|(name, object)| is_asked(name) || is_evidence(object))
            .collect();
        // The further ones come first: they are read from the cluster itself.
        let items: Vec<&Value> = further.iter().chain(composed.iter().map(|(_, object)| object)).collect();
        let list = json!({"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": items});
        let objects = Source { name: "the observed resources".to_owned(), text: json::written(&list) };
        let observed = portico.observe(&objects, exposure, &[])?.map_err(|refused| {
            let messages: Vec<&str> = refused.diagnostics.iter().map(|found| found.message.as_str()).collect();
            FatalResult::internal(format!("the observed resources can't be read: {}", messages.join("; ")))
        })?;
        let is_ready = observed.items.iter().skip(further.len()).map(|readiness| *readiness == Readiness::Ready);
        let readiness = composed.iter().map(|(name, _)| (*name).clone()).zip(is_ready).collect();
        Ok(Self { observed, readiness })
    }
}
