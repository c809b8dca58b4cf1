//! The rule `azure-idle-timeout-out-of-range`.

use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// An idle timeout that Azure refuses.
    ///
    /// ## What it finds
    ///
    /// `azure-load-balancer-tcp-idle-timeout` that is not a whole number of minutes from 4 to 100. From 31 on it is a
    /// warning: the code accepts up to 100, the documentation says 30.
    ///
    /// ## Why it matters
    ///
    /// Azure refuses the whole Service, and there is no load balancer: "idle timeout value must be a whole number
    /// representing minutes between 4 and 100".
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout: "350"
    /// ```
    // error[azure-idle-timeout-out-of-range]: `350` is not a whole number of minutes from 4 to 30
    //  --> example.yaml:6:74
    //   |
    // 6 |         service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout: "350"
    //   |                                                                          ^^^^^
    //   |
    //   = why: Azure refuses the whole Service, and there is no load balancer.
    //   = help: Write minutes: `"30"`.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout: "30"
    /// ```
    ///
    /// ## What to do
    ///
    /// Write minutes: `"30"`.
    ///
    /// ## Sources
    ///
    /// The code of cloud-provider-azure, and Microsoft's documentation of AKS.
    "azure-idle-timeout-out-of-range", Error, since "0.1.0",
    references &["https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/"],
    check Some(check)
}

const KEY: &str = "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations() {
        let Some(value) = annotations.mapping.get(KEY).filter(|value| !value.is_null()) else { continue };
        let text = value.text();
        let severity = match text.parse::<u32>() {
            Ok(4..=30) => continue,
            Ok(31..=100) => Severity::Warning,
            _ => Severity::Error,
        };
        let diagnostic = Diagnostic::of(&RULE, format!("`{text}` is not a whole number of minutes from 4 to 30"))
            .severity(severity)
            .why(if severity == Severity::Error {
                "Azure refuses the whole Service, and there is no load balancer."
            } else {
                "The controller accepts up to 100, but Azure promises no more than 30."
            })
            .help("Write minutes: `\"30\"`.");
        found.push(annotations.place(diagnostic, KEY, value.span()));
    }
}
