//! The commands of the steps: every one is sound POSIX shell, and those that ask a cluster are run against a real API
//! server whose statuses are faked.

use portico_core::Source;
use portico_core::render::{Options, Rendered, render};
use portico_tests::{ApiServer, Bundle, combinations, skip};
use portico_xtask::tool;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

fn rendered(spec: &Value) -> Rendered {
    let mut spec = spec.clone();
    spec["host"] = json!("proxy.acme.dev");
    let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": spec});
    let source = Source { name: "exposure.yaml".to_owned(), text: exposure.to_string() };
    render(&source, &Options::default()).unwrap_or_else(|found| panic!("{spec}: {found:#?}"))
}

/// Gives the command of the step whose title begins with this text.
fn command(rendered: &Rendered, title: &str) -> String {
    let step = rendered.step_list.iter().find(|step| step.title.starts_with(title));
    let command = step.and_then(|step| step.command.clone());
    command.unwrap_or_else(|| panic!("there is no step {title:?} with a command in\n{}", rendered.steps))
}

#[test]
fn every_command_is_sound_shell() {
    let shellcheck = match tool("shellcheck") {
        Ok(shellcheck) => shellcheck,
        Err(missing) => return skip(missing),
    };
    let mut commands = BTreeSet::new();
    for combination in combinations() {
        let source = Source { name: "exposure.yaml".to_owned(), text: combination.exposure };
        let steps = render(&source, &Options::default()).map(|rendered| rendered.step_list).unwrap_or_default();
        commands.extend(steps.into_iter().filter_map(|step| step.command));
    }
    assert!(commands.len() > 30, "only {} commands", commands.len());
    let folder = tempfile::tempdir().expect("a folder can be made");
    let files = commands.iter().enumerate().map(|(index, command)| {
        let file = folder.path().join(format!("{index}.sh"));
        fs::write(&file, format!("{command}\n")).expect("a command can be written");
        file
    });
    let files: Vec<_> = files.collect();
    let checked = Command::new(shellcheck).args(["--shell", "sh", "--severity", "style"]).args(files).output();
    let checked = checked.expect("shellcheck starts");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

/// A cluster, and the programs that the commands call.
struct Cluster {
    server: &'static ApiServer,
    search_path: std::ffi::OsString,
    /// The namespace of all objects here: other tests ask the same server about objects in that of Spaces.
    namespace: &'static str,
}

impl Cluster {
    fn with(bundle: Bundle, namespace: &'static str) -> Option<Self> {
        let kubectl = tool("kubectl").map_err(skip).ok()?;
        let server = ApiServer::with(bundle).map_err(skip).ok()?;
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let folders =
            kubectl.parent().map(std::path::Path::to_path_buf).into_iter().chain(std::env::split_paths(&rest));
        let search_path = std::env::join_paths(folders).expect("folders make a search path");
        let cluster = Self { server, search_path, namespace };
        cluster.namespaces(&[namespace]);
        Some(cluster)
    }

    /// Replaces the namespaces of Spaces and of Envoy Gateway in a text by the cluster's own.
    fn own(&self, text: &str) -> String {
        text.replace("upbound-system", self.namespace).replace("envoy-gateway-system", self.namespace)
    }

    /// Makes a folder with the files that the steps name.
    fn files(&self, rendered: &Rendered) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for file in &rendered.files {
            fs::write(folder.path().join(&file.name), self.own(&file.text)).expect("a file can be written");
        }
        folder
    }

    fn make(&self, objects: &str) {
        let made = self.server.kubectl(["apply", "--server-side", "--filename", "-"], self.own(objects));
        assert_eq!(made.code, 0, "{}\n{objects}", made.talk);
    }

    fn namespaces(&self, names: &[&str]) {
        for name in names {
            self.make(&format!("apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}}}\n"));
        }
    }

    fn begin(&self, command: &str) -> Child {
        let mut shell = Command::new("sh");
        shell.args(["-eu", "-c", &self.own(command)]).env("PATH", &self.search_path);
        self.server.take_in(&mut shell);
        shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("sh starts")
    }

    /// Runs a command, which must succeed, and gives its output.
    fn run(&self, command: &str) -> String {
        let ended = self.begin(command).wait_with_output().expect("sh ends");
        let talk = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{command}\n{talk}");
        String::from_utf8(ended.stdout).expect("it prints UTF-8")
    }
}

const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata: {name: spaces-router, namespace: upbound-system}
spec: {type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 443}]}
";

#[test]
fn the_address_of_a_service_is_printed_once_it_is_there() {
    let Some(cluster) = Cluster::with(Bundle::Standard15, "address-of-a-service") else { return };
    let hostname = json!({"loadBalancer": {"ingress": [{"hostname": "lb.example.net"}]}});
    let ip = json!({"loadBalancer": {"ingress": [{"ip": "192.0.2.1"}]}});
    for (cloud, status, address) in [
        ("aws", &hostname, "lb.example.net\n"),
        ("azure", &ip, "192.0.2.1\n"),
        ("other", &hostname, "lb.example.net\n"),
        ("other", &ip, "192.0.2.1\n"),
    ] {
        cluster.make(SERVICE);
        let command = command(&rendered(&json!({"method": "LoadBalancer", "cloud": cloud})), "Wait for the address");
        let mut waiting = cluster.begin(&command);
        sleep(Duration::from_secs(1));
        assert!(waiting.try_wait().expect("it can be asked").is_none(), "{cloud}: it didn't wait");
        cluster.server.apply_status("service", "spaces-router", cluster.namespace, status);
        let ended = waiting.wait_with_output().expect("sh ends");
        assert_eq!(String::from_utf8_lossy(&ended.stdout), address, "{cloud}");
        cluster.run("kubectl delete service --namespace upbound-system spaces-router");
    }
}

#[test]
fn the_address_of_an_ingress_is_that_of_the_host() {
    let Some(cluster) = Cluster::with(Bundle::Standard16, "address-of-an-ingress") else { return };
    let of_another_host = "\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: another, namespace: upbound-system}
spec:
  rules: [{host: another.acme.dev, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 1}}}}]}}]
";
    cluster.make(of_another_host);
    let other = json!({"loadBalancer": {"ingress": [{"hostname": "other.example.net"}]}});
    cluster.server.apply_status("ingress", "another", cluster.namespace, &other);
    let rendered = rendered(&json!({"method": "Ingress", "controller": "traefik-nginx", "cloud": "aws"}));
    cluster.make(&rendered.manifests);
    let status = json!({"loadBalancer": {"ingress": [{"hostname": "traefik.example.net"}]}});
    cluster.server.apply_status("ingress", "spaces-router", cluster.namespace, &status);
    assert_eq!(cluster.run(&command(&rendered, "Wait for the address")), "traefik.example.net\n");
}

#[test]
fn a_gateway_and_its_route_are_waited_for() {
    let Some(cluster) = Cluster::with(Bundle::Standard15, "gateway-and-route") else { return };
    let rendered = rendered(&json!({
        "method": "GatewayAPI",
        "controller": "envoy-gateway",
        "cloud": "aws",
        "gateway": {"className": "waited-for"},
    }));
    assert_eq!(cluster.run(&command(&rendered, "Check which versions of TLSRoute")), "v1\n");
    let folder = cluster.files(&rendered);
    for title in ["Make the EnvoyProxy", "Make the GatewayClass"] {
        cluster.run(&format!("cd {} && {}", folder.path().display(), command(&rendered, title)));
    }
    cluster.make(&rendered.manifests);

    let accepted = condition("Accepted", "Accepted");
    cluster.server.apply_status("gatewayclass", "waited-for", "", &json!({"conditions": [accepted]}));
    assert_eq!(cluster.run(&command(&rendered, "Check that the GatewayClass is accepted")), "True\n");

    let address = json!({"type": "Hostname", "value": "gateway.example.net"});
    let programmed = json!({"conditions": [condition("Programmed", "Programmed")], "addresses": [address]});
    cluster.server.apply_status("gateway", "spaces", cluster.namespace, &programmed);
    assert!(cluster.run(&command(&rendered, "Wait for the Gateway")).contains("condition met"));
    assert_eq!(cluster.run(&command(&rendered, "Wait for the address")), "gateway.example.net\n");

    let parent = json!({
        "parentRef": {"name": "spaces", "sectionName": "tls"},
        "controllerName": "gateway.envoyproxy.io/gatewayclass-controller",
        "conditions": [condition("Accepted", "Accepted"), condition("ResolvedRefs", "ResolvedRefs")],
    });
    cluster.server.apply_status("tlsroute", "spaces-router", cluster.namespace, &json!({"parents": [parent]}));
    let conditions = cluster.run(&command(&rendered, "Check that the route is accepted"));
    assert_eq!(conditions, "Accepted=True Accepted\nResolvedRefs=True ResolvedRefs\n");
}

fn condition(kind: &str, reason: &str) -> Value {
    json!({"type": kind, "status": "True", "reason": reason, "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z"})
}

#[test]
fn a_shared_gateway_gets_its_listener_and_the_objects_of_another_service_are_applied() {
    let Some(cluster) = Cluster::with(Bundle::Experimental14, "shop-of-steps") else { return };
    cluster.namespaces(&["edge-of-steps"]);
    cluster.make(
        "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: edge-of-steps}\n\
         spec: {gatewayClassName: edge, listeners: [{name: web, port: 80, protocol: HTTP}]}\n",
    );
    let rendered = rendered(&json!({
        "method": "GatewayAPI",
        "controller": "cilium",
        "gateway": {"provision": false, "name": "edge", "namespace": "edge-of-steps"},
        "backend": {"namespace": "shop-of-steps", "service": "checkout", "podLabels": {"app": "checkout"}},
        "targets": {"gatewayAPI": {"version": "1.4", "channel": "experimental"}},
    }));
    assert_eq!(cluster.run(&command(&rendered, "Check which versions of TLSRoute")), "v1alpha2\nv1alpha3\n");
    let folder = cluster.files(&rendered);
    for title in ["Add a listener", "Make the CiliumNetworkPolicy", "Apply the objects"] {
        cluster.run(&format!("cd {} && {}", folder.path().display(), command(&rendered, title)));
    }
    let listeners =
        cluster.run("kubectl get gateway --namespace edge-of-steps edge -o jsonpath='{.spec.listeners[*].name}'");
    assert_eq!(listeners, "web spaces");
    let routes =
        cluster.run("kubectl get tlsroute --namespace shop-of-steps -o jsonpath='{.items[*].spec.hostnames[*]}'");
    assert_eq!(routes, "proxy.acme.dev");
}

#[test]
fn the_checks_before_the_change_run_on_a_cluster_where_nothing_is_there_yet() {
    // The commands look for Services in every namespace: no other test makes one where this bundle is.
    let Some(cluster) = Cluster::with(Bundle::Experimental13, "before-the-change") else { return };
    for cloud in ["aws", "aws-auto-mode", "gcp", "other"] {
        let rendered = rendered(&json!({"method": "LoadBalancer", "cloud": cloud}));
        let check = rendered.step_list[1].command.clone().expect("the cloud has a check");
        assert_eq!(cluster.run(&check), "", "{cloud}");
    }
    cluster.make(SERVICE);
    let rendered = rendered(&json!({"method": "LoadBalancer", "cloud": "gcp"}));
    assert!(
        cluster.run(&command(&rendered, "Check that the Service is not a LoadBalancer")).starts_with("LoadBalancer ")
    );
}
