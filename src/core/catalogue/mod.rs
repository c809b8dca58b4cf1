//! The catalogue of clouds, controllers and rules that Portico knows, for forms, completions and readers.
//!
//! It adds no knowledge of its own: it puts the contents of `facts` and `rules` into words.

mod rules;

pub use rules::{RuleEntry, rule, rules};

use crate::facts::annotation::Annotation;
use crate::facts::cloud::Cloud;
use crate::facts::controller::{
    Controller, GatewayFacts, IngressFacts, Proxy, ProxyNamespace, ReleaseRange, Setting, Setup, SetupForm, Support,
    Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};
use crate::requests::exposure::schema;
use portico_manifest::sort_by;
use portico_text::choices;
use serde::Serialize;

/// A known fact, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// The subject of the fact, such as `IngressClass`.
    pub about: String,
    /// The fact in words.
    pub text: String,
    /// The versions that the fact holds for.
    pub versions: String,
    /// The page or the repository that the fact comes from.
    pub source: String,
    /// The month in which the source was read.
    pub read: String,
    /// The certainty: `high` or `medium`.
    pub certainty: String,
}

/// A cloud whose load balancers are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CloudEntry {
    /// The cloud's identifier in an Exposure.
    pub id: String,
    /// The cloud's name for people.
    pub name: String,
    /// The kind of load balancer that a Service of type LoadBalancer gets.
    pub load_balancer: String,
    /// Whether it is known how a load balancer is made private.
    pub private: bool,
    /// Every known fact about the cloud.
    pub facts: Vec<Fact>,
}

/// A controller that serves Ingresses or Gateways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControllerEntry {
    /// The controller's identifier in an Exposure.
    pub id: String,
    /// The controller's name for people.
    pub name: String,
    /// The support for passing TLS through by an Ingress.
    pub ingress: SupportEntry,
    /// The support for passing TLS through by a Gateway.
    #[serde(rename = "gatewayAPI")]
    pub gateway_api: SupportEntry,
    /// The only cloud that the controller runs on, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud: Option<String>,
    /// The notice that its maintenance has ended or soon will, where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<String>,
    /// Every known fact about the controller.
    pub facts: Vec<Fact>,
}

/// The support of a controller for a method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SupportEntry {
    /// Whether an Exposure may choose the controller for the method.
    pub works: bool,
    /// The reason that it may not, and the alternative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The controller's releases for the method, such as `1.30 or newer`, the newest first.
    pub releases: Vec<String>,
}

/// Gives every cloud, sorted by identifier.
#[must_use]
pub fn clouds() -> Vec<CloudEntry> {
    let mut entries: Vec<CloudEntry> = Cloud::all().map(cloud_entry).collect();
    sort_by(&mut entries, &|left, right| left.id.cmp(&right.id));
    entries
}

/// Gives every controller, sorted by identifier.
#[must_use]
pub fn controllers() -> Vec<ControllerEntry> {
    let mut entries: Vec<ControllerEntry> = Controller::all().map(controller_entry).collect();
    sort_by(&mut entries, &|left, right| left.id.cmp(&right.id));
    entries
}

/// Gives the JSON Schema of the Exposure as text.
#[must_use]
pub fn exposure_schema() -> &'static str {
    schema::TEXT
}

fn fact(about: &str, text: impl Into<String>, evidence: Evidence) -> Fact {
    let certainty = match evidence.certainty {
        Certainty::High => "high",
        Certainty::Medium => "medium",
    };
    Fact {
        about: about.to_owned(),
        text: text.into(),
        versions: evidence.versions.to_owned(),
        source: evidence.source.to_owned(),
        read: evidence.read.to_owned(),
        certainty: certainty.to_owned(),
    }
}

fn annotation(about: &str, annotation: &Annotation) -> Fact {
    fact(about, format!("{}: \"{}\" ({})", annotation.key, annotation.value, annotation.reason), annotation.evidence)
}

fn cloud_entry(cloud: &Cloud) -> CloudEntry {
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(cloud.public.iter().map(|known| annotation("annotation, public", known)));
    facts.extend(cloud.private.unwrap_or_default().iter().map(|known| annotation("annotation, private", known)));
    facts.extend(cloud.of_controllers.iter().map(|known| annotation("annotation, a controller's Service", known)));
    facts.extend(cloud.ignored.iter().map(|ignored| {
        let text = format!("{} does nothing. {}", ignored.key, ignored.instead);
        fact("annotation, ignored", text, cloud.idle_timeout.evidence)
    }));
    if let Some(class) = cloud.load_balancer_class {
        facts.push(fact("loadBalancerClass", class, cloud.idle_timeout.evidence));
    }
    if let Some(protocol) = cloud.app_protocol {
        facts.push(fact("appProtocol", format!("{} ({})", protocol.value, protocol.reason), protocol.evidence));
    }
    facts.push(fact("idle timeout", format!("it {}", cloud.idle_timeout.default), cloud.idle_timeout.evidence));
    CloudEntry {
        id: cloud.id.to_owned(),
        name: cloud.name.to_owned(),
        load_balancer: cloud.load_balancer.to_owned(),
        private: cloud.private.is_some(),
        facts,
    }
}

fn controller_entry(controller: &Controller) -> ControllerEntry {
    let mut facts = Vec::new();
    if let Some(known) = controller.ingress.known() {
        ingress_facts(known, &mut facts);
    }
    if let Some(known) = controller.gateway.known() {
        gateway_facts(known, &mut facts);
    }
    if let Some(class) = &controller.unfit_class
        && let Some(refusal) = refusal(&controller.ingress)
    {
        facts.push(fact("IngressClass", choices(class.names.iter().copied()), refusal.evidence));
    }
    for (method, refusal) in [("Ingress", refusal(&controller.ingress)), ("Gateway", refusal(&controller.gateway))] {
        facts.extend(refusal.map(|refusal| fact(&format!("{method}, refused"), refusal.reason, refusal.evidence)));
    }
    facts.extend(controller.retired.as_ref().map(|retired| fact("retired", retired.notice, retired.evidence)));
    facts.extend(controller.values.as_ref().filter(|values| !values.marks.is_empty()).map(|values| {
        let marks: Vec<String> = values.marks.iter().map(|path| path.join(".")).collect();
        fact("chart", format!("{}, whose values are known by {}", values.chart, marks.join(", ")), values.evidence)
    }));
    ControllerEntry {
        id: controller.id.to_owned(),
        name: controller.name.to_owned(),
        ingress: support_entry(&controller.ingress, |facts| facts.releases),
        gateway_api: support_entry(&controller.gateway, |facts| facts.releases),
        cloud: controller.cloud.map(str::to_owned),
        retired: controller.retired.as_ref().map(|retired| retired.notice.to_owned()),
        facts,
    }
}

fn refusal<Facts>(support: &Support<Facts>) -> Option<&Unsupported> {
    match support {
        Support::Refused(refusal) => Some(refusal),
        Support::Known(_) | Support::Unlisted => None,
    }
}

fn support_entry<Facts>(
    support: &Support<Facts>,
    releases: impl Fn(&Facts) -> &'static [ReleaseRange],
) -> SupportEntry {
    SupportEntry {
        works: support.is_usable(),
        refused: refusal(support).map(|refusal| format!("{}; {}", refusal.reason, refusal.instead)),
        releases: support.known().map_or(&[][..], releases).iter().map(ReleaseRange::range).collect(),
    }
}

fn ingress_facts(known: &IngressFacts, facts: &mut Vec<Fact>) {
    facts.push(fact("IngressClass", format!("{} ({})", known.class.name, known.class.controller), known.evidence));
    facts.extend(known.annotations.iter().map(|known| annotation("annotation of the Ingress", known)));
    let passthrough = &known.passthrough;
    let switch =
        format!("{} is on with {}", choices(passthrough.keys.iter().copied()), choices(passthrough.on.iter().copied()));
    facts.push(fact("Ingress, passthrough", switch, known.evidence));
    facts.push(fact("Ingress, pods", proxy(&known.proxy), known.evidence));
    facts.push(fact("Ingress, settings", setup(&known.setup.form, known.setup.service_annotations), known.evidence));
    setting_facts("Ingress, setting", &known.setup, known.evidence, facts);
    facts.push(fact("Ingress, idle timeout", known.idle, known.evidence));
    release_facts("Ingress, releases", known.releases, facts);
}

fn gateway_facts(known: &GatewayFacts, facts: &mut Vec<Fact>) {
    facts.push(fact("GatewayClass", format!("{} ({})", known.class.name, known.class.controller), known.evidence));
    facts.push(fact("Gateway, pods", proxy(&known.proxy), known.evidence));
    facts.extend(known.modes.iter().map(|mode| fact("Gateway, pods in another mode", *mode, known.evidence)));
    facts.push(fact("Gateway, settings", setup(&known.setup.form, known.setup.service_annotations), known.evidence));
    setting_facts("Gateway, setting", &known.setup, known.evidence, facts);
    facts.push(fact("Gateway, port of the listener", known.listener_port.to_string(), known.evidence));
    facts.push(fact("Gateway, idle timeout", known.idle, known.evidence));
    release_facts("Gateway, releases", known.releases, facts);
}

fn setting_facts(about: &str, setup: &Setup, evidence: Evidence, facts: &mut Vec<Fact>) {
    for setting in setup.settings {
        facts.push(fact(about, described(setting), evidence));
    }
    facts.extend(setup.restart.as_ref().map(|restart| fact(&format!("{about}s, afterwards"), restart.text, evidence)));
}

fn release_facts(about: &str, releases: &[ReleaseRange], facts: &mut Vec<Fact>) {
    for release in releases {
        let mut text = release.range();
        text.push_str(&release.watches.map(|version| format!(", watching TLSRoute {version}")).unwrap_or_default());
        for setting in release.settings {
            text.push_str(&format!(", with {}", described(setting)));
        }
        facts.push(fact(about, text, release.evidence));
    }
}

fn described(Setting { path, value, reason }: &Setting) -> String {
    format!("{}: {value} ({reason})", path.join("."))
}

fn proxy(proxy: &Proxy) -> String {
    match proxy {
        Proxy::CiliumIngress => "no pods: Cilium's identity ingress, for a CiliumNetworkPolicy".to_owned(),
        Proxy::Pods { labels, namespace } => {
            let labels: Vec<String> = labels
                .iter()
                .map(|(key, value)| format!("{key}={}", value.replace("{gateway}", "NAME-OF-THE-GATEWAY")))
                .collect();
            let place = match namespace {
                ProxyNamespace::Named(name) => format!("the namespace {name}"),
                ProxyNamespace::OfGateway => "the Gateway's namespace".to_owned(),
            };
            format!("{} in {place}", labels.join(","))
        }
    }
}

fn setup(form: &SetupForm, annotations: Option<&[&str]>) -> String {
    let place = match form {
        SetupForm::HelmValues { chart, namespace, .. } => format!("values of the chart {chart} in {namespace}"),
        SetupForm::Object { kind, name, .. } => format!("the {kind} {name}"),
    };
    match annotations {
        Some(path) => format!("{place}, the annotations of its Service at {}", path.join(".")),
        None => format!("{place}, the annotations of its Service at spec.infrastructure.annotations of the Gateway"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::controller::Controller;

    #[test]
    fn identifiers_are_unique_and_those_of_their_files() {
        let generated = concat!(include_str!("../facts/clouds/mod.rs"), include_str!("../facts/controllers/mod.rs"));
        let mut ids: Vec<String> = controllers().into_iter().map(|controller| controller.id).collect();
        ids.extend(clouds().into_iter().map(|cloud| cloud.id).filter(|id| id != "other"));
        for id in &ids {
            assert!(generated.contains(&format!("mod {};", id.replace('-', "_"))), "{id}");
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn what_is_refused_says_why_and_what_else() {
        for controller in Controller::all() {
            for refusal in [refusal(&controller.ingress), refusal(&controller.gateway)].into_iter().flatten() {
                for clause in [refusal.reason, refusal.instead] {
                    assert!(!clause.is_empty() && !clause.ends_with('.'), "{}: {clause}", controller.id);
                }
            }
        }
    }
}
