//! The counters and the logs of the function's answers: by result, and by the rules that refused. Both have names of
//! Portico's own in them, and of a call no more than which composite it is for.

use crate::function::{Judged, Refusal};
use crate::protocol::v1::RunFunctionRequest;
use portico_text::line;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;
use prost_types::value::Kind;
use prost_types::{Struct, Value};

/// The counters of answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answers {
    results: Family<OfResult, Counter>,
    refusals: Family<OfRule, Counter>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfResult {
    result: &'static str,
    /// That of a fatal result: there are as many as Portico has.
    reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfRule {
    /// A rule's name: there are as many as rules.
    rule: String,
}

const RIGHT: OfResult = OfResult { result: "ok", reason: "" };

impl Answers {
    /// Has the counters on the page of a registry.
    pub(crate) fn register(&self, registry: &mut Registry) {
        let help = "Answers of the function by their result; those that are fatal by their reason";
        registry.register("portico_answers", help, self.results.clone());
        let help = "Calls that a rule refused, by its name: one call may be refused by several";
        registry.register("portico_refusals", help, self.refusals.clone());
        drop(self.results.get_or_create(&RIGHT));
    }

    /// Counts an answer, and logs a refusal.
    pub(crate) fn count(&self, request: &RunFunctionRequest, judged: &Judged) {
        let Some(Refusal { reason, rules }) = &judged.refused else {
            self.results.get_or_create(&RIGHT).inc();
            return;
        };
        self.results.get_or_create(&OfResult { result: "fatal", reason }).inc();
        for rule in rules {
            self.refusals.get_or_create(&OfRule { rule: rule.clone() }).inc();
        }
        let composite = composite(request).unwrap_or_default();
        tracing::info!(reason, ?rules, composite, "refused");
    }
}

/// Names the composite of a call: its kind, its namespace and its name.
fn composite(request: &RunFunctionRequest) -> Option<String> {
    let object = request.observed.as_ref()?.composite.as_ref()?.resource.as_ref()?;
    let Some(Kind::StructValue(metadata)) = &object.fields.get("metadata")?.kind else { return None };
    let parts = [text(object, "kind"), text(metadata, "namespace"), text(metadata, "name")];
    Some(line(&parts.into_iter().flatten().collect::<Vec<_>>().join("/")))
}

fn text<'object>(object: &'object Struct, key: &str) -> Option<&'object str> {
    match object.fields.get(key)? {
        Value { kind: Some(Kind::StringValue(text)) } if !text.is_empty() => Some(text),
        _ => None,
    }
}
