//! The traffic's path as a Mermaid flowchart: the hops, where TLS ends, what each does to an idle connection.

use crate::cloud::IdleTimeoutSetting;
use crate::controller::{Place, Proxy};
use crate::exposure::{Access, Exposure, Method};
use crate::methods::{choice, gateway_api, ingress};

/// The diagram's text.
pub(super) fn diagram(exposure: &Exposure) -> String {
    let spec = &exposure.spec;
    let client = match spec.access {
        Access::Public => "kubectl, Argo CD",
        Access::Private => "kubectl, Argo CD<br/>in the private network",
    };
    let mut text = String::from("flowchart LR\n");
    text.push_str(&node("client", client));
    text.push_str(&node("balancer", &balancer(exposure)));
    let mut path = vec!["client", "balancer"];
    let mut links = vec![format!("TLS for {}:443", spec.host)];
    if let Some(proxy) = proxy(exposure) {
        text.push_str(&node("proxy", &proxy));
        path.push("proxy");
        links.push("TLS, untouched".to_owned());
    }
    let backend = &spec.backend;
    text.push_str(&node(
        "backend",
        &format!("{}<br/>{}, port {}<br/>TLS ends here", backend.service, backend.namespace, backend.target_port),
    ));
    path.push("backend");
    links.push("TLS, untouched".to_owned());
    for (hop, link) in path.windows(2).zip(links) {
        text.push_str(&format!("  {} -- \"{link}\" --> {}\n", hop[0], hop[1]));
    }
    text
}

fn node(name: &str, label: &str) -> String {
    format!("  {name}[\"{label}\"]\n")
}

fn balancer(exposure: &Exposure) -> String {
    let cloud = choice::cloud(exposure);
    let idle = match exposure.spec.load_balancer.idle_timeout_seconds {
        Some(seconds) if !matches!(cloud.idle_timeout.setting, IdleTimeoutSetting::None) => format!("{seconds} s"),
        _ => cloud.idle_timeout.short.to_owned(),
    };
    format!("{}<br/>layer 4, idle timeout: {idle}", cloud.load_balancer)
}

/// The controller's proxy, between the load balancer and the backend.
fn proxy(exposure: &Exposure) -> Option<String> {
    let what = match exposure.spec.method {
        Method::LoadBalancer => return None,
        Method::Ingress => format!("Ingress of class {}", ingress::class_name(exposure)),
        Method::GatewayAPI => {
            format!("Gateway {}/{}", gateway_api::namespace(exposure), gateway_api::name(exposure))
        }
    };
    let name = choice::controller(exposure).map_or("the controller", |controller| controller.name);
    let known = choice::serving(exposure).map(|serving| (serving.proxy, serving.idle));
    let (place, idle) = match known {
        Some((Proxy::Pods { namespace: Place::Named(namespace), .. }, idle)) => (format!("pods in {namespace}"), idle),
        Some((Proxy::Pods { namespace: Place::OfGateway, .. }, idle)) => {
            (format!("pods in {}", gateway_api::namespace(exposure)), idle)
        }
        Some((Proxy::CiliumIngress, idle)) => ("on each node".to_owned(), idle),
        None => ("its pods".to_owned(), "unknown"),
    };
    Some(format!("{name}, {place}<br/>{what}, routes by server name<br/>idle timeout: {idle}"))
}
