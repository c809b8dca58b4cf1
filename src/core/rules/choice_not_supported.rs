//! The rule `choice-not-supported`; the Exposure's reader finds it.

use crate::facts::version::Version;
use crate::finding::Diagnostic;
use crate::finding::quoted::quoted;
use crate::views::declaration::declare_rule;
use portico_text::{choices, sentence};

declare_rule! {
    /// An Exposure that asks for something that can't work, or that this version doesn't support.
    ///
    /// ## What it finds
    ///
    /// A controller that can't pass TLS through, an identifier that the catalogue doesn't know, a field that has no
    /// effect with the method, and fields that this version of Portico knows but does not use.
    ///
    /// ## Why it matters
    ///
    /// A field that is silently ignored is noticed only in production.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: Ingress
    ///   controller: aws-alb
    /// ```
    // error[choice-not-supported]: AWS Application Load Balancer can't pass TLS through
    //  --> example.yaml:6:15
    //   |
    // 6 |   controller: aws-alb
    //   |               ^^^^^^^
    //   |
    //   = why: It works on layer 7: it ends TLS, so client certificates are lost, and cuts a watch after 60 seconds without a byte.
    //   = help: Use the method LoadBalancer with the cloud aws, which is a Network Load Balancer.
    ///
    /// ```yaml passing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: Ingress
    ///   controller: traefik-nginx
    /// ```
    ///
    /// ## What to do
    ///
    /// Use what the message names instead.
    ///
    /// ## Sources
    ///
    /// Each file of the catalogue names its own.
    "choice-not-supported", Error, since "0.1.0",
    references &[],
    check None
}

/// Reports a field that has no effect with a method.
pub(crate) fn pointless(field: &str, method: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("`spec.{field}` has no effect with the method {method}"))
        .why("It would have no effect, and nothing would say so.")
        .help(format!("Remove `{field}`, or choose the method that it belongs to."))
}

/// Reports an idle timeout for a cloud that has none to set.
pub(crate) fn nothing_to_set(cloud: &str, behaviour: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("the idle timeout of {cloud}'s load balancer can't be set"))
        .why(format!("It {behaviour}."))
        .help("Remove `idleTimeoutSeconds`, and let clients send keepalives.")
}

/// Reports a controller that is known to fail.
pub(crate) fn refused(name: &str, reason: &str, instead: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("{name} can't pass TLS through")).why(sentence(reason)).help(sentence(instead))
}

/// Reports an unknown version.
pub(crate) fn unknown_version(what: &str, version: &str, known: &[Version]) -> Diagnostic {
    let known: Vec<String> = known.iter().map(Version::to_string).collect();
    let choices = choices(known.iter().map(String::as_str));
    Diagnostic::of(
        &RULE,
        format!("the version {} of {what} is not known to Portico {}", quoted(version), crate::VERSION),
    )
    .why("Without facts about it, what is rendered would be a guess.")
    .help(format!("Choose {choices}."))
}

/// Reports an unknown release of a controller.
pub(crate) fn unknown_release(controller: &str, version: &str, ranges: &[String]) -> Diagnostic {
    if ranges.is_empty() {
        return Diagnostic::of(&RULE, format!("Portico doesn't distinguish the releases of {controller}"))
            .why(format!("Whatever {} does differently would be silently ignored.", quoted(version)))
            .help("Leave the version out.");
    }
    let ranges = choices(ranges.iter().map(String::as_str));
    Diagnostic::of(&RULE, format!("Portico has no facts about passthrough in {controller} {}", quoted(version)))
        .why("Without facts about it, what is rendered would be a guess.")
        .help(format!(
            "Portico {} knows {controller} {ranges}: give one of these, or leave the version out.",
            crate::VERSION
        ))
}

/// Reports a Kubernetes that refuses the targets' CRDs.
pub(crate) fn gateway_api_needs_kubernetes(gateway_api: &str, kubernetes: &str) -> Diagnostic {
    let needed = crate::facts::gateway_api::KUBERNETES;
    Diagnostic::of(&RULE, format!("the Gateway API {gateway_api} can't be installed on Kubernetes {kubernetes}"))
        .why(format!("The rules in its CRDs use a function that Kubernetes has from {needed} on."))
        .help(format!("Upgrade to Kubernetes {needed}, or set `targets.gatewayAPI` to an older release."))
}

/// Reports a controller that runs on one cloud only.
pub(crate) fn other_cloud(controller: &str, only: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("{controller} runs only on {only}"))
        .why("The annotations of another cloud would do nothing there.")
        .help(format!("Set `cloud: {only}`, or leave it out."))
}

/// Reports a choice that the chart of this version of Spaces doesn't have yet.
pub(crate) fn spaces_too_old(choice: &str, version: Version, instead: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("the chart of Spaces {version} doesn't support {choice}"))
        .why("Its values have no setting for it.")
        .help(sentence(instead))
}

/// Reports a private load balancer on a cloud whose annotations for it aren't known.
pub(crate) fn private_needs_annotations() -> Diagnostic {
    Diagnostic::of(&RULE, "Portico doesn't know how to make a load balancer private on this cloud")
        .why("Without the right annotations it may face the internet.")
        .help("Give them in `spec.loadBalancer.annotations`, or name the cloud.")
}

/// Reports a namespace for a Gateway with `provision: true`.
pub(crate) fn namespace_of_own_gateway(backend: &str) -> Diagnostic {
    Diagnostic::of(&RULE, "a Gateway with `provision: true` can't be in another namespace than the backend")
        .why("The chart ignores the namespace, and its route looks for the Gateway in its own.")
        .help(format!("Remove `gateway.namespace` (it will be in {backend}), or set `gateway.provision: false`."))
}

/// Reports more annotations than a Gateway carries.
pub(crate) fn too_many_annotations(carried: usize, most: usize) -> Diagnostic {
    Diagnostic::of(
        &RULE,
        format!("the Gateway would have to carry {carried} annotations for its Service, but can carry only {most}"),
    )
    .why("The API server refuses a Gateway with more in `spec.infrastructure.annotations`.")
    .help("Remove some, or set them on the controller's own class of load balancer.")
}

/// Reports values for a backend that isn't that of the Spaces chart.
pub(crate) fn no_values(service: &str) -> Diagnostic {
    Diagnostic::of(
        &RULE,
        format!("there are no values to merge: the backend is {service}, not that of the Spaces chart"),
    )
    .why("Only the Spaces chart has these values.")
    .help("Use the manifests: `portico render --output manifests`.")
}

/// Reports an identifier that the catalogue doesn't have.
pub(crate) fn unknown(what: &str, id: &str, meant: Option<&str>, known: &[&str]) -> Diagnostic {
    let choices = choices(known.iter().copied());
    let help = match meant {
        Some(meant) => format!("Did you mean `{meant}`? This version knows {choices}."),
        None => format!("This version knows {choices}."),
    };
    Diagnostic::of(&RULE, format!("the {what} {} is not known to Portico {}", quoted(id), crate::VERSION))
        .why("Without facts about it, what is rendered would be a guess.")
        .help(help)
}
