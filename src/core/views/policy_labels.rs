//! The labels by which a policy recognises the proxy's pods, in Spaces values and Exposures, and the proxies that it
//! may be.
//!
//! Several rules share this view; it reports nothing itself.

use crate::facts::controller::{Controller, GatewayFacts, Proxy, ProxyNamespace, Support};
use crate::finding::Severity;
use crate::reading::subject::{Kind, ObjectKind, Subject};
use crate::views::backend_ingress::{is_on, stated};
use crate::views::context::Context;
use crate::views::controller_candidates::ControllerCandidates;
use portico_manifest::Node;

/// The labels for one method, in values or in an Exposure.
pub(crate) struct PolicyLabels<'s, 'd, 't> {
    pub subject: &'s Subject<'d, 't>,
    /// The keys of the block that holds both kinds of label.
    pub block: &'static [&'static str],
    pub pods: &'static [&'static str],
    pub namespaces: &'static [&'static str],
    /// The controllers that may serve, and how a policy sees each; empty where it may be an unlisted one.
    pub proxies: Vec<(&'static Controller, &'static Proxy)>,
    pub severity: Severity,
    pub gateway: Option<GatewayPlace<'d>>,
    /// The class, where one is named.
    pub class: Option<&'d str>,
    /// Whether labels that aren't written are added: by the chart, or from the catalogue's facts.
    pub has_defaults: bool,
}

/// The Gateway whose proxy the labels are for.
pub(crate) struct GatewayPlace<'d> {
    pub name: &'d str,
    pub namespace: String,
    /// Whether the Gateway is made for Spaces alone.
    pub is_own: bool,
}

/// The keys of a Gateway's labels, in values or in an Exposure.
struct GatewayForm {
    gateway: &'static [&'static str],
    block: &'static [&'static str],
    pods: &'static [&'static str],
    namespaces: &'static [&'static str],
}

const IN_VALUES: GatewayForm = GatewayForm {
    gateway: &["gatewayAPI", "gateway"],
    block: &["gatewayAPI"],
    pods: &["gatewayAPI", "podLabels"],
    namespaces: &["gatewayAPI", "namespaceLabels"],
};

const IN_EXPOSURE: GatewayForm = GatewayForm {
    gateway: &["spec", "gateway"],
    block: &["spec", "gateway"],
    pods: &["spec", "gateway", "podLabels"],
    namespaces: &["spec", "gateway", "namespaceLabels"],
};

/// Gives the labels of every method that is in use.
pub(super) fn all<'s, 'd, 't>(context: &Context<'s, 'd, 't>) -> Vec<PolicyLabels<'s, 'd, 't>> {
    let subjects = context.subjects;
    let ingresses =
        context.ingresses().iter().filter(|ingress| ingress.is_made && !ingress.form.pod_labels.is_empty()).map(
            |ingress| {
                let is_exposure = ingress.subject.kind == Kind::Exposure;
                PolicyLabels {
                    subject: ingress.subject,
                    block: if is_exposure { &["spec", "ingress"] } else { &["ingress"] },
                    pods: ingress.form.pod_labels,
                    namespaces: ingress.form.namespace_labels,
                    severity: ingress.candidates.severity(),
                    proxies: proxies(&ingress.candidates, &|controller| {
                        controller.ingress.known().map(|facts| &facts.proxy)
                    }),
                    gateway: None,
                    class: ingress.class.map(|(_, _, class)| class),
                    has_defaults: ingress.is_built_in || is_exposure,
                }
            },
        );
    let values = subjects
        .of(Kind::SpacesValues)
        .filter(|values| gateway_is_provisioned(values) || route_is_provisioned(values))
        .map(|values| of_gateway(values, &IN_VALUES, gateway_is_provisioned(values), context));
    let exposures = subjects
        .of(Kind::Exposure)
        .filter(|exposure| exposure.text(&["spec", "method"]) == Some("GatewayAPI"))
        .map(|exposure| {
            let provision = exposure.get(&["spec", "gateway", "provision"]).and_then(Node::as_bool);
            of_gateway(exposure, &IN_EXPOSURE, provision != Some(false), context)
        });
    let mut all: Vec<_> = ingresses.collect();
    all.extend(values);
    all.extend(exposures);
    all
}

/// Whether the chart makes a Gateway from these values.
pub(crate) fn gateway_is_provisioned(values: &Subject<'_, '_>) -> bool {
    is_on(values, &["gatewayAPI", "gateway", "provision"]) == Some(true)
}

/// Whether the chart makes a route from these values.
pub(crate) fn route_is_provisioned(values: &Subject<'_, '_>) -> bool {
    is_on(values, &["gatewayAPI", "spacesRouterRoute", "provision"]) == Some(true)
}

fn of_gateway<'s, 'd, 't>(
    subject: &'s Subject<'d, 't>,
    form: &'static GatewayForm,
    is_own: bool,
    context: &Context<'s, 'd, 't>,
) -> PolicyLabels<'s, 'd, 't> {
    let text = |key| subject.get(form.gateway)?.get(key)?.as_str().filter(|text| !text.is_empty());
    let class = text("className").filter(|_| is_own);
    let candidates = candidates(class, subject, context);
    let namespace = text("namespace").filter(|_| !is_own).unwrap_or(&context.subjects.backend.namespace).to_owned();
    PolicyLabels {
        subject,
        block: form.block,
        pods: form.pods,
        namespaces: form.namespaces,
        severity: candidates.severity(),
        proxies: proxies(&candidates, &|controller| controller.gateway.known().map(|facts| &facts.proxy)),
        gateway: Some(GatewayPlace { name: text("name").unwrap_or("spaces"), namespace, is_own }),
        class,
        has_defaults: subject.kind == Kind::Exposure,
    }
}

/// Gives the controllers that may serve a GatewayClass: that of the given object, else the stated one or those that
/// make a class of this name by themselves.
fn candidates(class: Option<&str>, subject: &Subject<'_, '_>, context: &Context<'_, '_, '_>) -> ControllerCandidates {
    let given =
        class.and_then(|class| context.named(ObjectKind::GatewayClass, class)?.text(&["spec", "controllerName"]));
    let has_class = |facts: &GatewayFacts| match given {
        Some(given) => facts.class.controller == given,
        None => facts.class.installed && class == Some(facts.class.name),
    };
    let found: Vec<&'static Controller> =
        Controller::all().filter(|controller| controller.gateway.known().is_some_and(has_class)).collect();
    let stated = stated(subject, context.subjects).map(|chosen| chosen.controller);
    match stated.map(|stated| (stated, &stated.gateway)) {
        Some((_, Support::Unlisted)) => ControllerCandidates { controllers: Vec::new(), is_sure: true },
        Some((stated, Support::Known(_))) if found.is_empty() && given.is_none() => {
            ControllerCandidates { controllers: vec![stated], is_sure: true }
        }
        Some((stated, Support::Known(_))) => {
            let is_sure = found.iter().any(|controller| controller.id == stated.id);
            ControllerCandidates { controllers: found, is_sure }
        }
        _ => ControllerCandidates { controllers: found, is_sure: true },
    }
}

/// Gives the proxy of each controller; empty where one of them isn't known.
fn proxies(
    candidates: &ControllerCandidates,
    proxy: &dyn Fn(&'static Controller) -> Option<&'static Proxy>,
) -> Vec<(&'static Controller, &'static Proxy)> {
    let known = candidates.controllers.iter().map(|&controller| Some((controller, proxy(controller)?)));
    known.collect::<Option<Vec<_>>>().unwrap_or_default()
}

impl<'d, 't> PolicyLabels<'_, 'd, 't> {
    /// Gives a mapping of labels that is written and not empty.
    pub(crate) fn written(&self, keys: &[&str]) -> Option<Node<'d, 't>> {
        self.subject.get(keys).filter(|node| node.is_mapping() && node.entries().next().is_some())
    }
}

impl PolicyLabels<'_, '_, '_> {
    /// Gives the labels to write, as a sentence.
    pub(crate) fn advice(&self) -> String {
        let all: Vec<String> = self.proxies.iter().filter_map(|(_, proxy)| self.labels_of(proxy)).collect();
        let all = portico_text::choices(all.iter().map(String::as_str));
        format!("Its pods have {all}.")
    }

    fn labels_of(&self, proxy: &Proxy) -> Option<String> {
        let Proxy::Pods { labels, namespace } = proxy else { return None };
        let (name, own) = self.gateway.as_ref().map_or(("", ""), |gateway| (gateway.name, gateway.namespace.as_str()));
        let labels: Vec<String> =
            labels.iter().map(|(key, value)| format!("`{key}: {}`", value.replace("{gateway}", name))).collect();
        let namespace = match namespace {
            ProxyNamespace::Named(named) => named,
            ProxyNamespace::OfGateway => own,
        };
        Some(format!("{} in the namespace `{namespace}`", labels.join(", ")))
    }
}
