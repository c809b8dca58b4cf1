//! The rule `health-check-refused-by-router`.

use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A health check that asks the router by HTTP and doesn't accept its answer.
    ///
    /// ## What it finds
    ///
    /// `aws-load-balancer-healthcheck-protocol` of `http` or `https` on the router's Service, with success codes that
    /// leave out 401; the default is 200 to 399.
    ///
    /// ## Why it matters
    ///
    /// The router answers 401 to a request without credentials. The load balancer takes that for a failure, and has no
    /// healthy target.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/aws-load-balancer-type: external
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internal
    ///         service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol: https
    /// ```
    // warning[health-check-refused-by-router]: the health check takes the router's answer for a failure
    //  --> example.yaml:8:76
    //   |
    // 8 |         service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol: https
    //   |                                                                            ^^^^^
    //   |
    //   = why: The router answers 401 to a request without credentials, and 401 is not among the success codes.
    //   = help: Remove it: a connection is check enough. Or set `service.beta.kubernetes.io/aws-load-balancer-healthcheck-success-codes: "200-499"`.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/aws-load-balancer-type: external
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internal
    ///         service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol: tcp
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove the annotation: a connection is check enough. Or set `healthcheck-success-codes` to `200-499`.
    ///
    /// ## Sources
    ///
    /// The annotation reference of the AWS Load Balancer Controller.
    "health-check-refused-by-router", Warning, since "0.1.0",
    references &["https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/"],
    check Some(check)
}

const PROTOCOL: &str = "service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol";
const CODES: &str = "service.beta.kubernetes.io/aws-load-balancer-healthcheck-success-codes";
const PORT: &str = "service.beta.kubernetes.io/aws-load-balancer-healthcheck-port";

/// The status code of the router's answer to a health check.
const ANSWER: u16 = 401;

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations().iter().filter(|annotations| annotations.is_of_backend()) {
        let mapping = annotations.mapping;
        let Some(protocol) = mapping.get(PROTOCOL) else { continue };
        let is_http = ["http", "https"].iter().any(|http| http.eq_ignore_ascii_case(protocol.text()));
        let is_elsewhere = mapping.get(PORT).is_some_and(|port| port.text() != "traffic-port");
        let takes_answer = mapping.get(CODES).is_some_and(|codes| codes.text().split(',').any(includes_answer));
        if is_http && !is_elsewhere && !takes_answer {
            let diagnostic = Diagnostic::of(&RULE, "the health check takes the router's answer for a failure")
                .why("The router answers 401 to a request without credentials, and 401 is not among the success codes.")
                .help(format!("Remove it: a connection is check enough. Or set `{CODES}: \"200-499\"`."));
            found.push(annotations.place(diagnostic, PROTOCOL, protocol.span()));
        }
    }
}

/// Whether a code or a range of codes includes the router's answer; an unreadable one counts as including it.
fn includes_answer(codes: &str) -> bool {
    let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
    match (first.trim().parse::<u16>(), last.trim().parse::<u16>()) {
        (Ok(first), Ok(last)) => (first..=last).contains(&ANSWER),
        _ => true,
    }
}
