//! The traffic's path as a Mermaid flowchart: the hops, where TLS ends, what each does to an idle connection.

use crate::exposure::{Access, Exposure, Method};
use crate::facts::cloud::IdleTimeoutSetting;
use crate::facts::controller::{Proxy, ProxyNamespace};
use crate::methods::{choice, gateway_api, ingress};
use portico_text::{Flowchart, Label};

/// Writes the diagram.
pub(super) fn diagram(exposure: &Exposure) -> String {
    let spec = &exposure.spec;
    let client = match spec.access {
        Access::Public => "kubectl, Argo CD",
        Access::Private => "kubectl, Argo CD<br/>in the private network",
    };
    let untouched = Label::own("TLS, untouched");
    let backend = Label::default()
        .text(&spec.backend.service)
        .and("<br/>")
        .text(&spec.backend.namespace)
        .and(", port ")
        .text(&spec.backend.target_port.to_string())
        .and("<br/>TLS ends here");
    let chart = Flowchart::new().node("client", &Label::own(client)).node("balancer", &balancer(exposure));
    let from_client = Label::own("TLS for ").text(&spec.host).and(":443");
    let chart = match proxy(exposure) {
        None => chart.node("backend", &backend).link("client", &from_client, "balancer"),
        Some(proxy) => chart
            .node("proxy", &proxy)
            .node("backend", &backend)
            .link("client", &from_client, "balancer")
            .link("balancer", &untouched, "proxy"),
    };
    let last = if spec.method == Method::LoadBalancer { "balancer" } else { "proxy" };
    chart.link(last, &untouched, "backend").into_string()
}

fn balancer(exposure: &Exposure) -> Label {
    let cloud = choice::cloud(exposure);
    let label = Label::own(cloud.load_balancer).and("<br/>layer 4, idle timeout: ");
    match exposure.spec.load_balancer.idle_timeout_seconds {
        Some(seconds) if !matches!(cloud.idle_timeout.setting, IdleTimeoutSetting::None) => {
            label.text(&seconds.to_string()).and(" s")
        }
        _ => label.and(cloud.idle_timeout.short),
    }
}

/// Gives the label of the controller's proxy, between the load balancer and the backend; none for LoadBalancer.
fn proxy(exposure: &Exposure) -> Option<Label> {
    let what = match exposure.spec.method {
        Method::LoadBalancer => return None,
        Method::Ingress => Label::own("Ingress of class ").text(&ingress::class_name(exposure)),
        Method::GatewayAPI => {
            Label::own("Gateway ").text(gateway_api::namespace(exposure)).and("/").text(gateway_api::name(exposure))
        }
    };
    let name = choice::controller(exposure).map_or("the controller", |controller| controller.name);
    let known = choice::serving(exposure).map(|serving| (serving.proxy, serving.idle));
    let pods = Label::own("pods in ");
    let (place, idle) = match known {
        Some((Proxy::Pods { namespace: ProxyNamespace::Named(namespace), .. }, idle)) => (pods.and(namespace), idle),
        Some((Proxy::Pods { namespace: ProxyNamespace::OfGateway, .. }, idle)) => {
            (pods.text(gateway_api::namespace(exposure)), idle)
        }
        Some((Proxy::CiliumIngress, idle)) => (Label::own("on each node"), idle),
        None => (Label::own("its pods"), "unknown"),
    };
    let label = Label::own(name).and(", ").with(&place).and("<br/>").with(&what);
    Some(label.and(", routes by server name<br/>idle timeout: ").and(idle))
}
