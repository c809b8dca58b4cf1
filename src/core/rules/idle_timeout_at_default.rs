//! The rule `idle-timeout-at-default`.

use crate::facts::cloud::IdleTimeoutSetting;
use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A load balancer whose idle timeout is the cloud's default.
    ///
    /// ## What it finds
    ///
    /// A router's Service of type LoadBalancer on AWS or Azure, which must be named, without the annotation for its
    /// idle timeout.
    ///
    /// ## Why it matters
    ///
    /// Watches last for hours. kubectl and other clients of Kubernetes ping every 30 seconds, and are not affected. A
    /// client that doesn't ping loses a quiet watch, and may not notice.
    ///
    /// ## Example
    ///
    /// ```yaml failing cloud=aws
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/aws-load-balancer-type: external
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internal
    /// ```
    // info[idle-timeout-at-default]: the load balancer keeps the cloud's default idle timeout
    //  --> example.yaml:4:13
    //   |
    // 4 |       type: LoadBalancer
    //   |             ^^^^^^^^^^^^
    //   |
    //   = why: It drops a connection silently after 350 seconds without a byte. Clients that ping don't notice.
    //   = help: If a client of yours doesn't ping, add `service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-443: tcp.idle_timeout.seconds=6000`.
    ///
    /// ```yaml passing cloud=aws
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/aws-load-balancer-type: external
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internal
    ///         service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-443: tcp.idle_timeout.seconds=6000
    /// ```
    ///
    /// ## What to do
    ///
    /// Set a longer one, if any client of yours doesn't ping.
    ///
    /// ## Sources
    ///
    /// The clouds' documentation.
    "idle-timeout-at-default", Info, since "0.1.0",
    references &["https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(cloud) = context.subjects.target.cloud else { return };
    let (key, wanted) = match cloud.idle_timeout.setting {
        IdleTimeoutSetting::ListenerAttribute { key_before_port, attribute, seconds: (_, most) } => {
            (key_before_port, format!("{key_before_port}443: {attribute}={most}"))
        }
        IdleTimeoutSetting::Minutes { key, minutes: (_, most) } => (key, format!("{key}: \"{most}\"")),
        IdleTimeoutSetting::None => return,
    };
    for service in context.load_balancers() {
        if !service.entries().any(|entry| entry.key.key_text().starts_with(key)) {
            let diagnostic = Diagnostic::of(&RULE, "the load balancer keeps the cloud's default idle timeout")
                .why(format!("It {}. Clients that ping don't notice.", cloud.idle_timeout.default))
                .help(format!("If a client of yours doesn't ping, add `{wanted}`."));
            found.push(service.place_at_type(diagnostic));
        }
    }
}
