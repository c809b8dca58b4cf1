//! The rule `policy-labels-match-no-proxy`.

use crate::facts::controller::{Controller, Proxy, ProxyNamespace, SetupForm};
use crate::finding::{Diagnostic, Safety, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::policy_labels::PolicyLabels;
use portico_edit as edit;
use portico_manifest::{Contents, Entry, PathSegment};

declare_rule! {
    /// Labels that the pods of the controller don't have, or a namespace that they don't run in.
    ///
    /// ## What it finds
    ///
    /// `podLabels` and `namespaceLabels` of a controller that the catalogue knows, in Spaces values and Exposures, that
    /// contradict what is known of its pods. Labels that the catalogue doesn't know are not reported. Where the class
    /// may be that of several controllers, it is a warning.
    ///
    /// ## Why it matters
    ///
    /// The chart's NetworkPolicy drops the proxy's connections, and clients time out, while the Ingress or the Gateway
    /// and its route look healthy.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// gatewayAPI:
    ///   gateway:
    ///     provision: true
    ///     className: istio
    ///   spacesRouterRoute:
    ///     provision: true
    ///   podLabels:
    ///     gateway.networking.k8s.io/gateway-name: spaces
    ///   namespaceLabels:
    ///     kubernetes.io/metadata.name: istio-system
    /// ```
    // error[policy-labels-match-no-proxy]: the pods of Istio don't run in the namespace `istio-system`
    //   --> example.yaml:10:34
    //    |
    // 10 |     kubernetes.io/metadata.name: istio-system
    //    |                                  ^^^^^^^^^^^^
    //    |
    //    = why: The NetworkPolicy drops its connections, and clients time out while everything else looks healthy.
    //    = help: Its pods have `gateway.networking.k8s.io/gateway-name: spaces` in the namespace `upbound-system`.
    // help: write `upbound-system`
    //    |
    // 10 -     kubernetes.io/metadata.name: istio-system
    // 10 +     kubernetes.io/metadata.name: upbound-system
    //    |
    ///
    /// ```yaml passing
    /// gatewayAPI:
    ///   gateway:
    ///     provision: true
    ///     className: istio
    ///   spacesRouterRoute:
    ///     provision: true
    ///   podLabels:
    ///     gateway.networking.k8s.io/gateway-name: spaces
    ///   namespaceLabels:
    ///     kubernetes.io/metadata.name: upbound-system
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the labels that the message names, and compare them with `kubectl get pods -A --show-labels`.
    ///
    /// ## Sources
    ///
    /// The controllers' charts and code.
    "policy-labels-match-no-proxy", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";
const GATEWAY_NAME: &str = "gateway.networking.k8s.io/gateway-name";

/// Namespaces that aren't a controller's own, although one of the catalogue runs there.
const SHARED_NAMESPACES: [&str; 2] = ["ingress-controller", "kube-system"];

/// A wrong label: its severity, and the right value where that is known.
type WrongLabel = (Severity, Option<String>);

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for labels in context.policy_labels() {
        for (keys, judge) in
            [(labels.pods, pod_label as LabelJudge), (labels.namespaces, namespace_label as LabelJudge)]
        {
            for entry in labels.written(keys).entries() {
                let key = entry.key.key_text();
                let Some(value) = entry.value.as_str() else { continue };
                let faults =
                    labels.proxies.iter().map(|(controller, proxy)| judge(labels, controller, proxy, &key, value));
                let Some((severity, wanted)) = mildest(faults) else { continue };
                found.push(diagnostic(labels, keys, &entry, severity, wanted));
            }
        }
    }
}

/// A judge of a label of one kind, by its key and value.
type LabelJudge = fn(&PolicyLabels<'_, '_, '_>, &Controller, &Proxy, &str, &str) -> Option<WrongLabel>;

/// Gives the mildest fault, if the label is wrong for every controller that it may be.
fn mildest(faults: impl Iterator<Item = Option<WrongLabel>>) -> Option<WrongLabel> {
    let faults: Vec<WrongLabel> = faults.collect::<Option<_>>()?;
    faults.into_iter().max_by_key(|(severity, _)| *severity)
}

fn pod_label(
    labels: &PolicyLabels<'_, '_, '_>,
    controller: &Controller,
    proxy: &Proxy,
    key: &str,
    value: &str,
) -> Option<WrongLabel> {
    let Proxy::Pods { labels: known, namespace } = proxy else { return None };
    if let Some((_, wanted)) = known.iter().find(|(known, _)| *known == key) {
        let wanted = wanted.replace("{gateway}", labels.gateway.as_ref().map_or("", |gateway| gateway.name));
        return (wanted != value).then_some((Severity::Error, Some(wanted)));
    }
    let is_of_another = ["app.kubernetes.io/managed-by", "app.kubernetes.io/name"].contains(&key)
        && proxies().any(|(other, proxy)| other.id != controller.id && has_label(proxy, (key, value)));
    // A proxy for all Gateways has no label of one, unless Envoy Gateway runs a proxy beside each.
    let names_a_gateway =
        key == GATEWAY_NAME && matches!(namespace, ProxyNamespace::Named(_)) && !is_beside_gateway(labels);
    if is_of_another { Some((Severity::Error, None)) } else { names_a_gateway.then_some((Severity::Warning, None)) }
}

fn namespace_label(
    labels: &PolicyLabels<'_, '_, '_>,
    controller: &Controller,
    proxy: &Proxy,
    key: &str,
    value: &str,
) -> Option<WrongLabel> {
    let Proxy::Pods { namespace, .. } = proxy else { return None };
    if key != NAMESPACE_NAME {
        return None;
    }
    match (namespace, &labels.gateway) {
        (ProxyNamespace::OfGateway, Some(gateway)) if gateway.namespace != value => {
            let is_automated = gateway.is_own
                || controller.gateway.known().is_none_or(|facts| facts.modes.is_empty())
                || labels.written(labels.pods).is_some_and(|labels| labels.get(GATEWAY_NAME).is_some());
            let severity = if is_product_namespace(value) { Severity::Error } else { Severity::Warning };
            is_automated.then(|| (severity, Some(gateway.namespace.clone())))
        }
        (ProxyNamespace::Named(named), gateway) if *named != value => {
            let may_be_beside = gateway.as_ref().is_some_and(|gateway| gateway.namespace == value)
                && controller.gateway.known().is_some_and(|facts| !facts.modes.is_empty());
            if is_product_namespace(value) {
                Some((Severity::Error, Some((*named).to_owned())))
            } else {
                may_be_beside.then(|| (Severity::Info, Some((*named).to_owned())))
            }
        }
        _ => None,
    }
}

/// Whether the namespace that the labels name is the Gateway's own.
fn is_beside_gateway(labels: &PolicyLabels<'_, '_, '_>) -> bool {
    let namespace = labels.written(labels.namespaces).and_then(|labels| labels.get(NAMESPACE_NAME)?.as_str());
    labels.gateway.as_ref().is_some_and(|gateway| Some(gateway.namespace.as_str()) == namespace)
}

/// Gives every controller with each way in which a policy sees it.
fn proxies() -> impl Iterator<Item = (&'static Controller, &'static Proxy)> {
    Controller::all().flat_map(|controller| controller.proxies().map(move |proxy| (controller, proxy)))
}

fn has_label(proxy: &Proxy, label: (&str, &str)) -> bool {
    matches!(proxy, Proxy::Pods { labels, .. } if labels.contains(&label))
}

/// Whether a namespace is that of a controller of the catalogue.
fn is_product_namespace(name: &str) -> bool {
    let named = proxies().any(
        |(_, proxy)| matches!(proxy, Proxy::Pods { namespace: ProxyNamespace::Named(place), .. } if *place == name),
    );
    let installed = Controller::of_gateways()
        .any(|facts| matches!(facts.setup.form, SetupForm::HelmValues { namespace, .. } if namespace == name));
    (named || installed) && !SHARED_NAMESPACES.contains(&name)
}

fn diagnostic(
    labels: &PolicyLabels<'_, '_, '_>,
    keys: &[&str],
    entry: &Entry<'_, '_>,
    severity: Severity,
    wanted: Option<String>,
) -> Diagnostic {
    let (key, value) = (entry.key.key_text(), entry.value.text());
    let is_one = labels.proxies.len() == 1;
    let names = labels.proxies.iter().map(|(controller, _)| controller.name);
    let names = portico_text::choices(names);
    let message = if keys == labels.namespaces {
        format!("the pods of {names} don't run in the namespace `{value}`")
    } else {
        format!("the pods of {names} don't have the label `{key}: {value}`")
    };
    let mut diagnostic = Diagnostic::of(&RULE, message)
        .severity(severity.max(labels.severity).max(if is_one { Severity::Error } else { Severity::Warning }))
        .why(if severity == Severity::Info {
            "The NetworkPolicy drops their connections, unless the controller is told to run them beside the Gateway."
        } else {
            "The NetworkPolicy drops its connections, and clients time out while everything else looks healthy."
        })
        .help(labels.advice());
    if let Some(wanted) = wanted.filter(|_| is_one && !entry.merged && entry.value.resolved() == entry.value) {
        let edits = [edit::Edit { span: entry.value.span(), replacement: edit::plain_or_quoted(&wanted) }];
        diagnostic = diagnostic.fix(format!("write `{wanted}`"), Safety::Unsafe, labels.subject.edits(&edits));
    }
    let mut path = labels.subject.path(keys);
    path.push(PathSegment::Key(key.into_owned()));
    labels.subject.place_at(diagnostic, &path, entry.value.span())
}
