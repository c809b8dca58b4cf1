//! The rule `load-balancer-changed-in-place`.

use crate::finding::Diagnostic;
use crate::reading::subject::{Kind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::Node;

declare_rule! {
    /// A change that asks for another load balancer while the present one serves.
    ///
    /// ## What it finds
    ///
    /// Compared with the form that `--previous` names: annotations of the backend's Service that decide which load
    /// balancer there is, added or changed while the Service stays a LoadBalancer. In Spaces values and in the Service.
    ///
    /// ## Why it matters
    ///
    /// The change is ignored, leaves a load balancer behind that nobody owns, or gives the Service another address,
    /// which its DNS record doesn't have.
    ///
    /// ## Example
    ///
    /// ```yaml before
    /// router: {proxy: {service: {type: LoadBalancer, annotations: {cloud.google.com/l4-rbs: enabled, networking.gke.io/load-balancer-type: Internal}}}}
    /// ```
    ///
    /// ```yaml failing
    /// router: {proxy: {service: {type: LoadBalancer, annotations: {cloud.google.com/l4-rbs: enabled}}}}
    /// ```
    // error[load-balancer-changed-in-place]: the annotation `networking.gke.io/load-balancer-type` was `Internal`, and the load balancer already exists
    //  --> example.yaml:1:61
    //   |
    // 1 | router: {proxy: {service: {type: LoadBalancer, annotations: {cloud.google.com/l4-rbs: enabled}}}}
    //   |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: It gets another load balancer with another address, which the DNS record doesn't have.
    //   = help: Apply the Service as a ClusterIP first, then with the change; set the DNS record to the new address.
    ///
    /// ```yaml passing
    /// externalTLS: {host: proxy.acme.dev}
    /// router: {proxy: {service: {type: LoadBalancer, annotations: {cloud.google.com/l4-rbs: enabled, networking.gke.io/load-balancer-type: Internal}}}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Make the Service a ClusterIP first, apply that, then apply the change; set the DNS record to the new address.
    ///
    /// ## Sources
    ///
    /// The annotation references of the AWS Load Balancer Controller, GKE and AKS.
    "load-balancer-changed-in-place", Error, since "0.1.0",
    references &[
        "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
        "https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters",
    ],
    check Some(check)
}

/// An annotation that decides which load balancer is made.
struct Decisive {
    key: &'static str,
    /// The value that counts where the annotation is absent.
    default: &'static str,
    /// Whether its removal leaves the load balancer as it is.
    stays: bool,
    why: &'static str,
}

const LEFT: &str = "The controller that made the load balancer lets go of it, and another makes a second one.";
const MOVED: &str = "It gets another load balancer with another address, which the DNS record doesn't have.";
const LATE: &str = "It counts only when the load balancer is made; nothing happens to an existing one.";

const DECISIVE: [Decisive; 6] = [
    Decisive { key: "service.beta.kubernetes.io/aws-load-balancer-type", default: "", stays: true, why: LEFT },
    Decisive {
        key: "service.beta.kubernetes.io/aws-load-balancer-scheme",
        default: "internal",
        stays: true,
        why: MOVED,
    },
    Decisive { key: "cloud.google.com/l4-rbs", default: "", stays: true, why: LATE },
    Decisive { key: "networking.gke.io/load-balancer-type", default: "", stays: false, why: MOVED },
    Decisive { key: "cloud.google.com/load-balancer-type", default: "", stays: false, why: MOVED },
    Decisive {
        key: "service.beta.kubernetes.io/azure-load-balancer-internal",
        default: "false",
        stays: false,
        why: MOVED,
    },
];

/// The keys of a Service's type and annotations.
struct ServiceKeys {
    kind: &'static [&'static str],
    annotations: &'static [&'static str],
}

const IN_VALUES: ServiceKeys = ServiceKeys {
    kind: &["router", "proxy", "service", "type"],
    annotations: &["router", "proxy", "service", "annotations"],
};
const IN_SERVICE: ServiceKeys = ServiceKeys { kind: &["spec", "type"], annotations: &["metadata", "annotations"] };

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    if context.subjects.previous.is_empty() {
        return;
    }
    let values = context.subjects.of(Kind::SpacesValues).map(|subject| (subject, &IN_VALUES));
    let services = context.subjects.backend_services().map(|subject| (subject, &IN_SERVICE));
    for (now, place) in values.chain(services) {
        let Some(before) = context.earlier(now) else { continue };
        let is_live = |subject: &Subject<'_, '_>| subject.text(place.kind) == Some("LoadBalancer");
        if is_live(before) && is_live(now) {
            found.extend(DECISIVE.iter().filter_map(|decisive| compare(before, now, place, decisive)));
        }
    }
}

fn compare(
    before: &Subject<'_, '_>,
    now: &Subject<'_, '_>,
    place: &ServiceKeys,
    decisive: &Decisive,
) -> Option<Diagnostic> {
    let entry = now.get(place.annotations).and_then(|annotations| annotations.entry(decisive.key));
    let was = before.get(place.annotations).and_then(|annotations| annotations.get(decisive.key));
    // Compared as texts, as the API server would have or refuse them.
    let text = |node: Option<Node<'_, '_>>| node.map_or(decisive.default, |node| node.resolved().text()).to_owned();
    let (old, new) = (text(was), text(entry.map(|entry| entry.value)));
    if old == new || (entry.is_none() && decisive.stays) {
        return None;
    }
    let old = if was.is_some() { format!("was `{old}`") } else { "was not set".to_owned() };
    let message = format!("the annotation `{}` {old}, and the load balancer already exists", decisive.key);
    let diagnostic = Diagnostic::of(&RULE, message)
        .why(decisive.why)
        .help("Apply the Service as a ClusterIP first, then with the change; set the DNS record to the new address.");
    let mut path = place.annotations.to_vec();
    let span = match entry {
        Some(entry) => {
            path.push(decisive.key);
            entry.value.span()
        }
        None => now.get(place.annotations).or_else(|| now.get(place.kind))?.span(),
    };
    Some(now.place(diagnostic, &path, span))
}
