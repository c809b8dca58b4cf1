//! The rule `azure-health-probe-by-https`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::{Contents, Node};

declare_rule! {
    /// A load balancer on Azure that will probe the router's health by HTTPS.
    ///
    /// ## What it finds
    ///
    /// A router's Service of type LoadBalancer on Azure, which must be named, whose port keeps `appProtocol: https`,
    /// the chart's default, without the annotation that makes Azure probe by TCP.
    ///
    /// ## Why it matters
    ///
    /// Azure's probe of an HTTPS port asks for `/` and expects a 200. The router answers 401, so its nodes most likely
    /// count as down, and clients time out.
    ///
    /// ## Example
    ///
    /// ```yaml failing cloud=azure
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout: "30"
    /// ```
    // info[azure-health-probe-by-https]: Azure will probe the router by HTTPS, and the router answers 401
    //  --> example.yaml:4:13
    //   |
    // 4 |       type: LoadBalancer
    //   |             ^^^^^^^^^^^^
    //   |
    //   = why: The probe expects a 200, so the router most likely counts as down and clients time out.
    //   = help: Set the port's `appProtocol` to `tcp`.
    // help: set `appProtocol` to `tcp`
    //   |
    // 6 |         service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout: "30"
    // 7 +       http:
    // 8 +         appProtocol: tcp
    //   |
    ///
    /// ```yaml passing cloud=azure
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout: "30"
    ///       http:
    ///         appProtocol: tcp
    /// ```
    ///
    /// ## What to do
    ///
    /// Set `router.proxy.service.http.appProtocol: tcp`. The annotation `azure-load-balancer-health-probe-protocol`
    /// alone doesn't help: the port's own protocol wins over it.
    ///
    /// ## Sources
    ///
    /// The code of cloud-provider-azure.
    "azure-health-probe-by-https", Info, since "0.1.0",
    references &["https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/"],
    check Some(check)
}

const PROBE: &str = "service.beta.kubernetes.io/port_443_health-probe_protocol";
const HTTP: &[&str] = &["router", "proxy", "service", "http"];
const APP_PROTOCOL: &[&str] = &["router", "proxy", "service", "http", "appProtocol"];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(protocol) =
        context.subjects.target.cloud.filter(|cloud| cloud.id == "azure").and_then(|cloud| cloud.app_protocol)
    else {
        return;
    };
    for service in context.load_balancers() {
        let subject = service.subject;
        let is_tcp = service.annotation(PROBE).is_some_and(|probe| probe.eq_ignore_ascii_case("tcp"));
        // With this policy the probe asks the node, not the port.
        if is_tcp || subject.text(&["spec", "externalTrafficPolicy"]) == Some("Local") {
            continue;
        }
        let diagnostic = Diagnostic::of(&RULE, "Azure will probe the router by HTTPS, and the router answers 401")
            .severity(Severity::Info)
            .why("The probe expects a 200, so the router most likely counts as down and clients time out.")
            .help("Set the port's `appProtocol` to `tcp`.");
        if subject.kind == Kind::SpacesValues {
            let written = subject.get(APP_PROTOCOL);
            if written.is_some_and(|written| !is_https(written)) {
                continue;
            }
            let change = (subject.path(HTTP), nested(&["appProtocol"], protocol.value));
            let diagnostic =
                context.proposals.merge(diagnostic, subject, "set `appProtocol` to `tcp`", Safety::Unsafe, change);
            found.push(match written {
                Some(written) => subject.place(diagnostic, APP_PROTOCOL, written.span()),
                None => service.place_at_type(diagnostic),
            });
        } else {
            let ports = subject.get(&["spec", "ports"]).items();
            let written = ports.filter_map(|port| port.get("appProtocol")).find(|protocol| is_https(*protocol));
            found.extend(written.map(|written| subject.place(diagnostic, &["spec", "ports"], written.span())));
        }
    }
}

fn is_https(protocol: Node<'_, '_>) -> bool {
    protocol.text().eq_ignore_ascii_case("https")
}
