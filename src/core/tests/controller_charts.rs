//! The values that Portico prints and accepts, held against the controllers' own charts: settings that no chart
//! reads, ports that it opens, addresses that a controller never writes.

use portico_core::Source;
use portico_core::finding::Safety;
use portico_core::finding::apply;
use portico_core::render::{Rendered, render};
use portico_core::validate::{Options, validate};

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

fn rendered(method: &str, controller: &str) -> Rendered {
    let text = format!(
        "{{apiVersion: portico.dev/v1alpha1, kind: Exposure, spec: {{host: proxy.acme.dev, method: {method}, controller: {controller}, cloud: other, targets: {{gatewayAPI: {{version: \"1.4\", channel: experimental}}}}}}}}"
    );
    let text = if method == "Ingress" {
        text.replace(", targets: {gatewayAPI: {version: \"1.4\", channel: experimental}}", "")
    } else {
        text
    };
    render(&source("exposure.yaml", &text), &portico_core::render::Options::default()).expect("it is rendered")
}

/// Renders the values for the controller's chart, without comments.
fn controller_values(method: &str, controller: &str) -> String {
    let rendered = rendered(method, controller);
    let values = rendered.prerequisites.iter().find(|file| file.file.ends_with("-values.yaml"));
    let lines = values.expect("the controller has values").text.lines();
    lines.filter(|line| !line.trim_start().starts_with('#')).flat_map(|line| [line, "\n"]).collect()
}

/// Checks that each range of charts gets its own values: the schema of every chart allows no other keys in
/// `providers`.
#[test]
fn keys_were_rendered_that_the_charts_of_a_traefik_release_refuse() {
    let of_provider =
        |key: &str| format!("providers:\n  {key}:\n    enabled: true\n    publishService:\n      enabled: true\n");
    let arguments = "additionalArguments:\n  - \"--experimental.kubernetesIngressNGINX=true\"\n  - \"--providers.kubernetesIngressNGINX\"\n  - \"--providers.kubernetesIngressNGINX.publishService=traefik/traefik\"\n";
    for (controllers, wanted) in [
        (&["traefik-nginx", "traefik-nginx@3.7", "traefik-nginx@3.7.13"][..], of_provider("kubernetesIngressNGINX")),
        (&["traefik-nginx@3.6", "traefik-nginx@3.6.2", "traefik-nginx@3.6.24"], of_provider("kubernetesIngressNginx")),
        (
            &["traefik-nginx@3.5", "traefik-nginx@3.5.6", "traefik-nginx@3.6.0", "traefik-nginx@3.6.1"],
            arguments.to_owned(),
        ),
    ] {
        for controller in controllers {
            assert_eq!(controller_values("Ingress", controller), wanted, "{controller}");
        }
    }
}

#[test]
fn waiting_for_the_address_of_haproxy_ingress_never_ended() {
    assert!(controller_values("Ingress", "haproxy-ingress").contains("  publishService:\n    enabled: true\n"));
}

#[test]
fn a_running_cilium_went_on_without_what_it_was_told() {
    for method in ["Ingress", "GatewayAPI"] {
        let rendered = rendered(method, "cilium");
        let place = |wanted: &str| rendered.step_list.iter().position(|step| step.title == wanted);
        let restart = place("Restart Cilium").expect("it is restarted");
        assert!(place("Set Cilium up").expect("it is set up") < restart);
        let command = rendered.step_list[restart].command.as_deref().unwrap_or_default();
        assert!(command.contains("rollout restart deployment/cilium-operator daemonset/cilium"), "{command}");
        assert!(command.ends_with("rollout status daemonset/cilium"), "{command}");
    }
}

#[test]
fn the_gateway_class_of_cilium_was_missing_under_helm_template() {
    assert!(controller_values("GatewayAPI", "cilium").contains("  gatewayClass:\n    create: \"true\"\n"));
}

#[test]
fn statistics_profiles_and_quic_were_put_on_the_load_balancer() {
    assert_eq!(
        controller_values("Ingress", "haproxytech").split_once("  service:\n").map(|(_, service)| service),
        Some(
            "    type: LoadBalancer\n    enablePorts:\n      quic: false\n      stat: false\n      admin: false\n      prometheus: false\n"
        )
    );
}

#[test]
fn istiod_is_told_at_the_root_of_its_values() {
    assert_eq!(controller_values("GatewayAPI", "istio@1.29"), "env:\n  PILOT_ENABLE_ALPHA_GATEWAY_API: \"true\"\n");
}

/// Gives the findings of `controller-setting-missing` in values, as `Severity message`, each with whether it offers a
/// fix.
fn missing_settings(text: &str, controller: &str) -> Vec<(String, bool)> {
    let options = Options::of([("controller", controller)]);
    let report = validate(&[[source("x.yaml", text)]], &options);
    let of_rule = report.diagnostics.iter().filter(|found| found.rule == "controller-setting-missing");
    of_rule.map(|found| (format!("{:?} {}", found.severity, found.message), !found.fixes.is_empty())).collect()
}

/// Applies the first fix of the rule to the text.
fn with_fix(text: &str, rule: &str, controller: &str) -> String {
    let options = Options::of([("controller", controller)]);
    let report = validate(&[[source("x.yaml", text)]], &options);
    let mut fixes = report.diagnostics.iter().filter(|found| found.rule == rule).flat_map(|found| &found.fixes);
    let fix = fixes.next().expect("there is a fix");
    apply(text, &fix.edits).expect("the edits fit")
}

#[test]
fn correct_values_of_older_traefik_charts_were_called_wrong() {
    let published = "enabled: true, publishService: {enabled: true}";
    for (text, controllers) in [
        (format!("providers: {{kubernetesIngressNginx: {{{published}}}}}\n"), &["", "@3.6", "@3.6.2", "@3.6.15"][..]),
        (format!("providers: {{kubernetesIngressNGINX: {{{published}}}}}\n"), &["", "@3.7", "@3.7.1"]),
        (
            "providers: {kubernetesCRD: {}}\nadditionalArguments:\n  - --providers.kubernetesIngressNGINX\n".to_owned(),
            &["", "@3.6.2", "@3.7"],
        ),
        (
            "providers: {kubernetesCRD: {}}\nadditionalArguments:\n  - --experimental.kubernetesingressnginx\n  - --providers.kubernetesingressnginx.publishservice=edge/proxy\n"
                .to_owned(),
            &["", "@3.5", "@3.6.0", "@3.6.1", "@3.6", "@3.7"],
        ),
    ] {
        for controller in controllers {
            let found = missing_settings(&text, &format!("traefik-nginx{controller}"));
            assert_eq!(found, [], "{controller}: {text}");
        }
    }
}

#[test]
fn traefik_up_to_3_6_1_doesn_t_start_without_its_experiment() {
    for text in [
        "providers: {kubernetesIngressNginx: {enabled: true, publishService: {enabled: true}}}\n",
        "providers: {kubernetesIngressNGINX: {enabled: true}}\nexperimental: {kubernetesIngressNGINX: true}\n",
        "providers: {kubernetesCRD: {}}\nadditionalArguments: [--providers.kubernetesIngressNGINX]\n",
        "providers: {kubernetesCRD: {}}\nadditionalArguments: [--providers.kubernetesIngressNGINX, --experimental.kubernetesIngressNGINX=false]\n",
    ] {
        for controller in ["traefik-nginx@3.5", "traefik-nginx@3.6.1"] {
            let found = missing_settings(text, controller);
            assert!(
                found[0].0.starts_with("Error Traefik (nginx provider) needs `additionalArguments: ["),
                "{text}{found:?}"
            );
        }
    }
}

#[test]
fn a_fix_wrote_a_key_that_traefiks_chart_refuses() {
    let rule = "controller-setting-missing";
    let unknown = "providers: {kubernetesCRD: {}}\n";
    assert_eq!(
        missing_settings(unknown, "traefik-nginx"),
        [
            ("Error Traefik (nginx provider) needs `providers.kubernetesIngressNGINX.enabled: true`".to_owned(), false),
            (
                "Info Traefik (nginx provider) needs `providers.kubernetesIngressNGINX.publishService.enabled: true`"
                    .to_owned(),
                false
            ),
        ],
        "which chart it is can't be told"
    );
    let older = "providers:\n  kubernetesIngressNginx:\n    enabled: false\n";
    for controller in ["traefik-nginx", "traefik-nginx@3.6", "traefik-nginx@3.7"] {
        assert_eq!(
            with_fix(older, rule, controller),
            "providers:\n  kubernetesIngressNginx:\n    enabled: true\n    publishService:\n      enabled: true\n",
            "{controller}"
        );
    }
    assert_eq!(
        with_fix("providers:\n  kubernetesCRD: {}\n", rule, "traefik-nginx@3.6.4"),
        "providers:\n  kubernetesCRD: {}\n  kubernetesIngressNginx:\n    enabled: true\n    publishService:\n      enabled: true\n"
    );
}

#[test]
fn a_fix_replaced_the_arguments_that_were_there() {
    let text = "providers: {kubernetesCRD: {}}\nadditionalArguments: [--log.level=DEBUG]\n";
    let found = missing_settings(text, "traefik-nginx@3.6.1");
    assert!(found.len() == 2 && found.iter().all(|(_, has_fix)| !has_fix), "{found:?}");
    let text = "providers:\n  kubernetesCRD: {}\n";
    let fixed = with_fix(text, "controller-setting-missing", "traefik-nginx@3.6.1");
    assert_eq!(fixed.matches("    - ").count() + fixed.matches("\n  - ").count(), 3, "{fixed}");
    assert_eq!(missing_settings(&fixed, "traefik-nginx@3.6.1"), []);
}

#[test]
fn an_ingress_that_gets_no_address_was_passed_over() {
    let traefik = "providers: {kubernetesIngressNGINX: {enabled: true}}\n";
    let haproxy = "controller: {templateFile: \"\", ingressClassResource: {enabled: true}}\n";
    for (text, controller) in [(traefik, "traefik-nginx"), (traefik, "traefik-nginx@3.7"), (haproxy, "haproxy-ingress")]
    {
        let found = missing_settings(text, controller);
        assert!(
            found.len() == 1 && found[0].0.starts_with("Info ") && found[0].0.contains("publishService"),
            "{found:?}"
        );
    }
    for (text, controller) in [
        ("providers: {kubernetesIngressNGINX: {enabled: true, publishStatusAddress: 192.0.2.1}}\n", "traefik-nginx"),
        (
            "controller: {templateFile: \"\", ingressClassResource: {enabled: true}, extraArgs: {publish-service: a/b}}\n",
            "haproxy-ingress",
        ),
        (
            "controller: {templateFile: \"\", ingressClassResource: {enabled: true}, publishService: {enabled: true}}\n",
            "haproxy-ingress",
        ),
        (
            "controller: {templateFile: \"\", ingressClassResource: {enabled: true}, hostNetwork: true}\n",
            "haproxy-ingress",
        ),
        ("providers: {kubernetesIngressNGINX: {enabled: true}}\nservice: {type: NodePort}\n", "traefik-nginx"),
    ] {
        assert_eq!(missing_settings(text, controller), [], "{text}");
    }
}

#[test]
fn istiods_values_were_not_recognized() {
    for text in [
        "env: {PILOT_ENABLE_ALPHA_GATEWAY_API: \"true\"}\n",
        "pilot: {env: {PILOT_ENABLE_ALPHA_GATEWAY_API: \"true\"}}\n",
        "trustedZtunnelNamespace: ztunnel\nenv: {PILOT_ENABLE_ALPHA_GATEWAY_API: true}\n",
    ] {
        let report = validate(&[[source("x.yaml", text)]], &Options::default());
        assert_eq!(report.summary.recognized.len(), 1, "{text}");
        assert_eq!(missing_settings(text, "istio@1.29"), [], "{text}");
    }
    let needs = |path: &str| [(format!("Error Istio needs `{path}.PILOT_ENABLE_ALPHA_GATEWAY_API: \"true\"`"), true)];
    for text in ["trustedZtunnelNamespace: ztunnel\n", "global: {pilotCertProvider: istiod}\nenv: {}\n"] {
        assert_eq!(missing_settings(text, "istio@1.29"), needs("env"), "{text}");
        assert_eq!(missing_settings(text, "istio@1.30"), [], "{text}");
        assert_eq!(missing_settings(text, "istio"), [], "{text}");
    }
    // Values of charts beside istiod's.
    let others = "meshConfig: {}\nenv: {ISTIO_META_X: y}\n---\nistiodRemote: {}\nsidecarInjectorWebhook: {}\n---\nservice: {type: LoadBalancer}\nenv: {}\n";
    let report = validate(&[[source("x.yaml", others)]], &Options::default());
    assert_eq!(report.summary.recognized, [], "they are of ztunnel, of the default revision and of a gateway");
}

#[test]
fn what_stands_under_pilot_wins_over_the_root_of_istiods_values() {
    let text = "pilot:\n  env:\n    PILOT_ENABLE_ALPHA_GATEWAY_API: \"false\"\nenv:\n  PILOT_ENABLE_ALPHA_GATEWAY_API: \"true\"\n";
    assert_eq!(
        with_fix(text, "controller-setting-missing", "istio@1.29"),
        text.replace("false", "true"),
        "the chart lays it over the root"
    );
}

#[test]
fn a_gateway_class_that_helm_makes_by_itself_isn_t_asked_for() {
    for (create, findings) in
        [("", 0), (", gatewayClass: {create: auto}", 0), (", gatewayClass: {create: \"false\"}", 1)]
    {
        let text = format!("kubeProxyReplacement: true\ngatewayAPI: {{enabled: true{create}}}\n");
        let wanting = "---\ngatewayAPI: {gateway: {provision: true, className: cilium}}\n";
        assert_eq!(missing_settings(&format!("{text}{wanting}"), "cilium").len(), findings, "{create}");
    }
}

#[test]
fn profiles_were_open_to_who_reaches_the_load_balancer() {
    let rule = "admin-ports-on-load-balancer";
    let found = |service: &str| {
        let text = format!("controller: {{defaultTLSSecret: {{}}, service: {{{service}}}}}\n");
        let report = validate(&[[source("x.yaml", &text)]], &Options::default());
        let found = report.diagnostics.into_iter().find(|found| found.rule == rule);
        found.map(|found| (found.message, found.fixes.first().map(|fix| fix.safety)))
    };
    let open = |ports: &str, safety| {
        Some((format!("the ports {ports} of HAProxy's controller are on its load balancer"), Some(safety)))
    };
    assert_eq!(found("type: LoadBalancer"), open("`stat` and `admin`", Safety::Safe));
    assert_eq!(found("type: LoadBalancer, enablePorts: {stat: false}"), open("`admin`", Safety::Safe));
    assert_eq!(
        found("type: LoadBalancer, enablePorts: {prometheus: true}"),
        open("`stat` and `prometheus`", Safety::Unsafe)
    );
    let annotated = |key: &str, value: &str| {
        found(&format!("type: LoadBalancer, annotations: {{service.beta.kubernetes.io/{key}: {value}}}"))
    };
    assert!(annotated("aws-load-balancer-scheme", "internet-facing").is_some());
    for (key, value) in [
        ("aws-load-balancer-scheme", "internal"),
        ("aws-load-balancer-type", "external"),
        ("azure-load-balancer-internal", "\"true\""),
    ] {
        assert_eq!(annotated(key, value), None, "{key}");
    }
    let values = "controller: {defaultTLSSecret: {}, service: {type: LoadBalancer}}\n";
    assert_eq!(missing_settings(values, "haproxytech"), [], "one rule tells of it");
    for silent in [
        "type: NodePort",
        "annotations: {}",
        "type: LoadBalancer, enabled: false",
        "type: LoadBalancer, enablePorts: {stat: false, admin: false}",
        "type: LoadBalancer, enablePorts: {stat: false, prometheus: false}",
        "type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24]",
        "type: LoadBalancer, loadBalancerClass: tailscale",
    ] {
        assert_eq!(found(silent), None, "{silent}");
    }
}
