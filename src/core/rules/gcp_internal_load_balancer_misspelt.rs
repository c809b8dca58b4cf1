//! The rule `gcp-internal-load-balancer-misspelt`.

use crate::finding::{Diagnostic, Safety, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_edit as edit;

declare_rule! {
    /// An internal load balancer on Google Cloud that is asked for in the wrong letter case, and faces the internet.
    ///
    /// ## What it finds
    ///
    /// `networking.gke.io/load-balancer-type`, or its older name, with `internal` spelled other than `Internal`. All in
    /// lower case it is a warning: the controllers still know that deprecated spelling.
    ///
    /// ## Why it matters
    ///
    /// The letter case matters. With another one the load balancer is external: what should stay inside is open to the
    /// internet.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         networking.gke.io/load-balancer-type: INTERNAL
    /// ```
    // error[gcp-internal-load-balancer-misspelt]: `INTERNAL` must be spelled `Internal`
    //  --> example.yaml:6:47
    //   |
    // 6 |         networking.gke.io/load-balancer-type: INTERNAL
    //   |                                               ^^^^^^^^
    //   |
    //   = why: The letter case matters: the load balancer will be external, open to the internet.
    //   = help: Write `Internal`.
    // help: write `Internal`
    //   |
    // 6 -         networking.gke.io/load-balancer-type: INTERNAL
    // 6 +         networking.gke.io/load-balancer-type: Internal
    //   |
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         networking.gke.io/load-balancer-type: Internal
    /// ```
    ///
    /// ## What to do
    ///
    /// Write `Internal`, before the Service first becomes a LoadBalancer.
    ///
    /// ## Sources
    ///
    /// Google's documentation and the code of ingress-gce.
    "gcp-internal-load-balancer-misspelt", Error, since "0.1.0",
    references &["https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters"],
    check Some(check)
}

const KEYS: [&str; 2] = ["cloud.google.com/load-balancer-type", "networking.gke.io/load-balancer-type"];
const INTERNAL: &str = "Internal";
const DEPRECATED: &str = "internal";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations() {
        for key in KEYS {
            let Some(value) = annotations.mapping.get(key) else { continue };
            let text = value.text();
            if text == INTERNAL || !text.eq_ignore_ascii_case(INTERNAL) {
                continue;
            }
            let edits = [edit::Edit { span: value.span(), replacement: INTERNAL.to_owned() }];
            let (severity, why) = if text == DEPRECATED {
                (
                    Severity::Warning,
                    "The spelling in lower case is deprecated, and the documentation has only the other.",
                )
            } else {
                (Severity::Error, "The letter case matters: the load balancer will be external, open to the internet.")
            };
            let mut diagnostic = Diagnostic::of(&RULE, format!("`{text}` must be spelled `Internal`"))
                .severity(severity)
                .why(why)
                .help("Write `Internal`.");
            if value.resolved() == value {
                diagnostic = diagnostic.fix("write `Internal`", Safety::Safe, annotations.subject.edits(&edits));
            }
            found.push(annotations.place(diagnostic, key, value.span()));
        }
    }
}
