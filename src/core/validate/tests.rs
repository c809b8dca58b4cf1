//! Tests of the options of a validation.

use super::*;

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

/// Gives the findings in files of values, as `file:line rule`.
fn found_in_values(files: &[&str]) -> Vec<String> {
    let values = files.iter().enumerate().map(|(index, text)| source(&format!("{index}.yaml"), text)).collect();
    let report = validate(&[[]], &Options { values, ..Options::default() });
    let place = |found: &Diagnostic| found.span.map_or(0, |span| span.start.line);
    let rules = ["layer-7-ingress-class", "value-not-allowed", "yaml-not-readable"];
    let of_rules = report.diagnostics.iter().filter(|found| rules.contains(&found.rule.as_str()));
    of_rules.map(|found| format!("{}:{} {}", found.source, place(found), found.rule)).collect()
}

#[test]
fn files_of_values_are_judged_as_helm_merges_them() {
    let wrong_class = "ingress:\n  provision: true\n  ingressClassName: alb\n";
    let passthrough = "annotations: {nginx.ingress.kubernetes.io/ssl-passthrough: \"true\"}";
    let cases: &[(&[&str], &[&str])] = &[
        (&[wrong_class], &["0.yaml:3 layer-7-ingress-class"]),
        (&["a: 1\n", wrong_class], &["1.yaml:3 layer-7-ingress-class"]),
        // Values that a later file overrides are never reported, be it by null.
        (&[wrong_class, &format!("ingress:\n  ingressClassName: nginx\n  {passthrough}\n")], &[]),
        (&[wrong_class, &format!("ingress: {{ingressClassName: nginx, {passthrough}}}\n")], &[]),
        (&[wrong_class, "ingress: {ingressClassName: ~}\n"], &[]),
        (&[wrong_class, "ingress: ~\n"], &[]),
        (&["ingress: ~\n", wrong_class, "# nothing\n"], &["1.yaml:3 layer-7-ingress-class"]),
        // Half of it stands in either file.
        (&["ingress: &x\n  provision: true\n", wrong_class], &["1.yaml:3 layer-7-ingress-class"]),
        (
            &["ingress:\n  ingressClassName: alb", "---\ningress: {provision: true}\n"],
            &["0.yaml:2 layer-7-ingress-class"],
        ),
        (
            &["\u{feff}a: &x {ingressClassName: alb, provision: true}\ningress: *x\n", "b: 1\n"],
            &["0.yaml:1 layer-7-ingress-class"],
        ),
        // A file that can't be read has its own name, and the others are judged.
        (&["a: 'b\n", wrong_class], &["0.yaml:1 yaml-not-readable", "1.yaml:3 layer-7-ingress-class"]),
        (&["- a\n", wrong_class], &["0.yaml:1 value-not-allowed", "1.yaml:3 layer-7-ingress-class"]),
        (&["- a\n"], &["0.yaml:1 value-not-allowed"]),
        (&[], &[]),
    ];
    for (files, expected) in cases {
        assert_eq!(&found_in_values(files), expected, "{files:?}");
    }
}

#[test]
fn a_fix_of_merged_values_is_one_of_its_file() {
    let values =
        vec![source("a.yaml", "externalTLS: {}\n"), source("b.yaml", "externalTLS:\n  host: https://proxy.acme.dev\n")];
    let report = validate(&[[]], &Options { values, ..Options::default() });
    let [found] = &report.diagnostics[..] else { panic!("{:?}", report.diagnostics) };
    let edit = &found.fixes[0].edits[0];
    assert_eq!((found.source.as_str(), edit.span.start.offset, edit.span.start.line), ("b.yaml", 21, 2));
}

/// Gives the findings in a text that is compared with an earlier form, as `line rule`.
fn found_since(before: &str, now: &str) -> Vec<String> {
    let options = Options { previous: vec![source("old.yaml", before)], ..Options::of([("targets.spaces", "1.16")]) };
    let report = validate(&[[source("new.yaml", now)]], &options);
    let place = |found: &Diagnostic| found.span.map_or(0, |span| span.start.line);
    let compared = ["immutable-field-changed", "load-balancer-changed-in-place", "exposure-lost-by-upgrade"];
    let of_change = report.diagnostics.iter().filter(|found| compared.contains(&found.rule.as_str()));
    of_change.map(|found| format!("{} {}", place(found), found.rule)).collect()
}

fn service(kind: &str, class: &str, annotation: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: spaces-router\n  annotations:\n    note: x\n    {annotation}\nspec:\n  type: {kind}\n  {class}\n"
    )
}

fn values(kind: &str, annotation: &str) -> String {
    format!("router:\n  proxy:\n    service:\n      type: {kind}\n      annotations:\n        {annotation}\n")
}

#[test]
fn a_load_balancer_that_serves_is_not_told_to_be_another() {
    let aws = |key: &str, value: &str| format!("service.beta.kubernetes.io/aws-load-balancer-{key}: {value}");
    let azure = |value: &str| format!("service.beta.kubernetes.io/azure-load-balancer-internal: '{value}'");
    let gcp = |value: &str| format!("networking.gke.io/load-balancer-type: {value}");
    let none = String::new;
    let cases = [
        (none(), aws("type", "external"), true),
        (aws("type", "nlb"), aws("type", "external"), true),
        (aws("type", "external"), none(), false),
        (aws("scheme", "internal"), aws("scheme", "internet-facing"), true),
        (none(), aws("scheme", "internal"), false),
        (none(), aws("scheme", "internet-facing"), true),
        (aws("scheme", "internet-facing"), none(), false),
        (none(), "cloud.google.com/l4-rbs: enabled".to_owned(), true),
        (none(), gcp("Internal"), true),
        (gcp("Internal"), none(), true),
        (none(), azure("true"), true),
        (none(), azure("false"), false),
        (azure("true"), azure("true"), false),
        (none(), aws("name", "other"), false),
    ];
    for (before, now, is_found) in &cases {
        let expected = usize::from(*is_found);
        let in_values = |kind| found_since(&values(kind, before), &values("LoadBalancer", now)).len();
        assert_eq!(in_values("LoadBalancer"), expected, "{before:?} {now:?}");
        assert_eq!(in_values("ClusterIP"), 0, "{before:?} {now:?}");
        let found = found_since(&service("LoadBalancer", "", before), &service("LoadBalancer", "", now));
        assert_eq!(found.len(), expected, "{before:?} {now:?}");
    }
}

#[test]
fn merged_values_are_compared_with_merged_values() {
    let scheme =
        |value: &str| values("LoadBalancer", &format!("service.beta.kubernetes.io/aws-load-balancer-scheme: {value}"));
    let files = |scheme: &str, host: &str| vec![source("base.yaml", scheme), source("own.yaml", host)];
    let host = "ingress: {host: proxy.acme.dev}\n";
    for (before, is_found) in [(scheme("internal"), true), (scheme("internet-facing"), false)] {
        let options = Options {
            values: files(&scheme("internet-facing"), host),
            previous: files(&before, host),
            ..Options::default()
        };
        let report = validate(&[[]], &options);
        let found = report.diagnostics.iter().any(|found| found.rule == "load-balancer-changed-in-place");
        assert_eq!(found, is_found, "{before}");
    }
}

#[test]
fn what_the_api_server_keeps_is_not_changed() {
    let class = |class: &str| service("LoadBalancer", class, "");
    let own = "loadBalancerClass: service.k8s.aws/nlb";
    assert_eq!(found_since(&class(""), &class(own)), ["10 immutable-field-changed"]);
    assert_eq!(found_since(&class(own), &class("")), ["8 immutable-field-changed"]);
    assert_eq!(found_since(&service("ClusterIP", "", ""), &class(own)), [""; 0]);
    assert_eq!(found_since(&class(own), &class(own)), [""; 0]);
    let other = class("").replace("spaces-router", "web");
    assert_eq!(found_since(&other, &class(own)), [""; 0], "another Service");
    assert_eq!(
        found_since(&other, &other.replace("type: ", "loadBalancerClass: a/b\n  type: ")).len(),
        1,
        "any Service"
    );
}

#[test]
fn an_upgrade_keeps_a_way_in() {
    let old = "ingress:\n  host: proxy.acme.dev\n  podLabels: {}\nexternalTLS: {}\n";
    assert_eq!(found_since(old, old), ["1 exposure-lost-by-upgrade"]);
    let application = |values: &str| {
        let values = values.replace('\n', "\n        ");
        format!(
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: spaces}}\nspec:\n  source:\n    chart: spaces\n    helm:\n      values: |\n        {values}\n"
        )
    };
    assert_eq!(found_since(&application(old), &application(old)), ["9 exposure-lost-by-upgrade"]);
    for now in [
        "ingress: {host: proxy.acme.dev, provision: true}\nexternalTLS: {}\n",
        "ingress: {host: proxy.acme.dev}\nrouter: {proxy: {service: {type: LoadBalancer}}}\n",
        "ingress: {host: proxy.acme.dev}\ngatewayAPI: {spacesRouterRoute: {provision: true}}\n",
    ] {
        assert_eq!(found_since(old, now), [""; 0], "{now}");
    }
    let own = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: own}\nspec:\n  rules:\n    - http: {paths: [{path: /, backend: {service: {name: spaces-router, port: {number: 443}}}}]}\n";
    assert_eq!(found_since(old, &format!("{old}---\n{own}")), [""; 0]);
    let silent = validate(&[[source("new.yaml", old)]], &Options::default());
    assert!(silent.diagnostics.iter().all(|found| found.rule != "exposure-lost-by-upgrade"));
}

#[test]
fn what_is_rendered_sets_what_controllers_need() {
    let rules = [
        "controller-setting-missing",
        "controller-service-without-annotations",
        "experimental-channel-without-its-crds",
        "admin-ports-on-load-balancer",
    ];
    let mut judged = 0;
    for controller in crate::facts::controller::Controller::all() {
        let ingress = controller.ingress.known().map(|facts| ("Ingress", facts.releases));
        let gateway = controller.gateway.known().map(|facts| ("GatewayAPI", facts.releases));
        for (method, releases) in [ingress, gateway].into_iter().flatten() {
            let versions = releases.iter().map(|release| format!("{}@{}", controller.id, release.since));
            for id in versions.chain([controller.id.to_owned()]) {
                let cloud = controller.cloud.unwrap_or("aws");
                let text = format!(
                    "{{apiVersion: portico.dev/v1alpha1, kind: Exposure, spec: {{host: proxy.acme.dev, method: {method}, controller: {id}, cloud: {cloud}}}}}"
                );
                let exposure = source("exposure.yaml", &text);
                let Ok(rendered) = crate::render::render(&exposure, &crate::render::Options::default()) else {
                    continue;
                };
                let files: Vec<Source> = rendered
                    .files
                    .iter()
                    .filter(|file| !file.name.contains(".md"))
                    .map(|file| source(&file.name, &file.text))
                    .collect();
                let report = validate(&[files], &Options { exposure: Some(exposure), ..Options::default() });
                let found = report.diagnostics.iter().filter(|found| rules.contains(&found.rule.as_str()));
                let found: Vec<&String> = found.map(|found| &found.message).collect();
                assert!(found.is_empty(), "{id} {method}: {found:?}");
                judged += report.summary.recognized.iter().filter(|kind| kind.kind == "controller's values").count();
            }
        }
    }
    assert!(judged > 4, "{judged}");
}

/// Gives the findings about controllers beside advice, as `line rule`.
fn found_of_controllers(text: &str, controller: Option<&str>) -> Vec<String> {
    let options = Options::of(controller.map(|controller| ("controller", controller)));
    let report = validate(&[[source("x.yaml", text)]], &options);
    let rules =
        ["controller-setting-missing", "experimental-channel-without-its-crds", "gateway-pods-in-another-namespace"];
    let found = report.diagnostics.iter().filter(|found| found.severity != Severity::Info);
    let of_rules = found.filter(|found| rules.contains(&found.rule.as_str()));
    let place = |found: &Diagnostic| found.span.map_or(0, |span| span.start.line);
    of_rules.map(|found| format!("{} {:?} {}", place(found), found.severity, found.rule)).collect()
}

#[test]
fn a_controller_is_judged_by_what_wants_it() {
    let nginx = "controller:\n  watchIngressWithoutClass: true\n";
    let traefik = "providers:\n  kubernetesCRD: {}\n";
    let wanting = |label: &str| {
        format!(
            "---\ningress:\n  provision: true\n  ingressClassName: nginx\n  podLabels: {{app.kubernetes.io/name: {label}}}\n"
        )
    };
    let missing = ["1 Error controller-setting-missing"];
    let none = [""; 0];
    assert_eq!(found_of_controllers(nginx, None), none, "alone it tells nothing");
    assert_eq!(found_of_controllers(nginx, Some("ingress-nginx")), missing);
    assert_eq!(found_of_controllers(nginx, Some("traefik-nginx")), none);
    assert_eq!(found_of_controllers(&format!("{nginx}{}", wanting("ingress-nginx")), None), missing);
    assert_eq!(found_of_controllers(&format!("{nginx}{}", wanting("traefik")), None), none, "served by another");
    assert_eq!(found_of_controllers(&format!("{traefik}{}", wanting("traefik")), None), missing);
    assert_eq!(found_of_controllers(&format!("{traefik}{}", wanting("ingress-nginx")), None), none);
    assert_eq!(
        found_of_controllers(&format!("{traefik}{}", wanting("traefik").replace("provision: true", "")), None),
        none
    );
    for given in [
        "providers: {kubernetesIngressNGINX: {enabled: true}}\n",
        "providers: {kubernetesIngressNginx: {enabled: true}}\n",
        "providers: {kubernetesCRD: {}}\nadditionalArguments: [--providers.kubernetesingressnginx=true]\n",
    ] {
        assert_eq!(found_of_controllers(&format!("{given}{}", wanting("traefik")), None), none, "{given}");
    }
    for given in ["\"true\"", "true", "\"\""] {
        let values = format!("controller: {{extraArgs: {{enable-ssl-passthrough: {given}}}}}\n");
        assert_eq!(found_of_controllers(&values, Some("ingress-nginx")), none, "{given}");
    }
    let off = "controller: {extraArgs: {enable-ssl-passthrough: \"false\"}}\n";
    assert_eq!(found_of_controllers(off, Some("ingress-nginx")), missing);
    let experimental = "providers: {kubernetesGateway: {enabled: true, experimentalChannel: true}}\n";
    assert_eq!(found_of_controllers(experimental, Some("traefik@3.6")), none);
    assert_eq!(found_of_controllers(experimental, Some("traefik@3.7")).len(), 1);
}

#[test]
fn the_load_balancer_of_eks_auto_mode_was_not_known_by_its_class() {
    for controller in ["ingress.k8s.aws/alb", "eks.amazonaws.com/alb"] {
        let text = format!(
            "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {{name: edge}}\nspec: {{controller: {controller}}}\n---\ningress: {{provision: true, ingressClassName: edge}}\n"
        );
        let report = validate(&[[source("x.yaml", &text)]], &Options::default());
        assert!(report.diagnostics.iter().any(|found| found.rule == "layer-7-ingress-class"), "{controller}");
    }
}

#[test]
fn values_of_other_charts_are_not_taken_for_a_controllers() {
    let others = "controller: {replicas: 1, extraArgs: {}, ingressClassResource: {name: x}, service: {type: LoadBalancer}}\n---\ningressController: {enabled: true}\nproxy: {annotations: {}}\n---\nprometheus: {prometheusSpec: {}}\ngrafana: {ingress: {enabled: true}}\n---\nconfig: {env: x}\nports: {http: 80}\n";
    let report = validate(&[[source("x.yaml", others)]], &Options::default());
    assert_eq!((report.summary.recognized.len(), report.summary.ignored), (0, 4), "{:?}", report.summary.recognized);
}

#[test]
fn every_kind_that_is_listed_can_be_read_as() {
    let kinds = document_kinds();
    assert!(kinds.contains(&"traefik-nginx-values".to_owned()) && !kinds.contains(&"controller-values".to_owned()));
    for kind in kinds {
        let options = Options::of([("readAs", kind.as_str())]);
        let report = validate(&[[source("x.yaml", "a: 1\n")]], &options);
        assert_eq!(report.summary.recognized.len(), 1, "{kind}");
    }
}

#[test]
fn an_option_that_can_not_be_read_was_passed_over_in_silence() {
    let all = [("cloud", "cumulus"), ("targets.kubernetes", "new"), ("rules.nothing", "info"), ("gatewayAPI", "1.5")];
    let silenced = [("rules.choice-not-supported", "ignore")];
    let wrong = source("values.yaml", "ingress:\n  provision: true\n  ingressClassName: alb\n");
    let report = validate(&[[wrong]], &Options::of(all.into_iter().chain(silenced)));
    let mut sources: Vec<&str> = report.diagnostics.iter().map(|found| found.source.as_str()).collect();
    sources.sort_unstable();
    assert_eq!(sources, ["cloud", "gatewayAPI", "rules.nothing", "targets.kubernetes"]);
    assert!(report.diagnostics.iter().all(Diagnostic::is_error));
    assert_eq!((report.summary.errors, report.summary.recognized.len()), (4, 0));
}

#[test]
fn options_that_are_known_are_taken() {
    let text = "cloud: gcp\ncontroller: istio@1.30\ntargets: {spaces: v1.16.2, kubernetes: '1.99'}\n\
                rules: {tls-ends-at-load-balancer: ignore}\n";
    let options = Options {
        configuration: Some(source("portico.yaml", text)),
        ..Options::of([("targets.gatewayAPI", "1.4:experimental"), ("readAs", "istio-values")])
    };
    let report = validate(&[[]], &options);
    assert_eq!(report.diagnostics, []);
    assert_eq!(report.summary.targets, ["Spaces 1.16", "Kubernetes 1.99", "Gateway API 1.4 experimental"]);
}

#[test]
fn a_name_of_any_length_stood_whole_in_each_of_its_findings() {
    let text = format!(
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: {}\n  annotations: {{a.example/b: true, a.example/c: true}}\nspec:\n  ports: [{{port: 443}}]\n",
        "x".repeat(100_000)
    );
    let source = Source { name: "-".to_owned(), text };
    let report = validate(&[[source]], &Options::default());
    let names = report.diagnostics.iter().filter_map(|found| found.document.as_ref()?.name.as_ref());
    assert!(names.clone().count() > 1 && names.clone().all(|name| name.len() < 600), "{:?}", report.diagnostics.len());
}

#[test]
fn each_group_is_judged_by_itself_and_the_values_with_the_first() {
    let class = "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: a}\nspec: {controller: example.com/a}\n";
    let values = vec![source("values.yaml", "ingress: {provision: true, ingressClassName: alb}\n")];
    let options = Options { values, report_formats: vec![Format::Json], ..Options::default() };
    let groups =
        [vec![source("one.yaml", class)], Vec::new(), vec![source("two.yaml", class), source("three.yaml", "a: [\n")]];
    let together = validate(&groups, &options);
    let others = Options { values: Vec::new(), ..options.clone() };
    let apart = groups.iter().enumerate();
    let apart = apart.map(|(place, group)| validate(&[group], if place == 0 { &options } else { &others }));
    let apart: Vec<Report> = apart.collect();
    let found: Vec<_> = apart.iter().flat_map(|report| report.diagnostics.clone()).collect();
    assert_eq!(together.diagnostics, found);
    let sum = |count: fn(&Report) -> u32| apart.iter().map(count).sum::<u32>();
    assert_eq!(together.summary.errors, sum(|report| report.summary.errors));
    assert_eq!(together.summary.unreadable, 1);
    let recognized: Vec<(&str, u32)> =
        together.summary.recognized.iter().map(|recognized| (recognized.kind.as_str(), recognized.count)).collect();
    assert_eq!(recognized, [("Kubernetes object", 2), ("Spaces values", 1)]);
    assert_eq!(together.texts.len(), 1);
}

#[test]
fn a_report_on_different_texts_of_one_name_is_written_all_the_same() {
    let wrong = |lead: &str| {
        source(
            "a.yaml",
            &format!("{lead}apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, annotations: {{x: true}}}}\n"),
        )
    };
    let report_formats =
        vec![Format::Human { color: true, summary: true }, Format::Json, Format::Sarif, Format::Junit, Format::Github];
    let options = Options { report_formats, ..Options::default() };
    let groups = [vec![wrong("")], vec![wrong("# 🔓\n# longer than the other\n"), wrong("# é\n")]];
    assert_eq!(validate(&groups, &options).texts.len(), 5);
    for preview in [true, false] {
        let fixes = crate::fix::FixOptions { preview, ..Default::default() };
        assert_eq!(crate::fix::fix(&groups, &options, fixes).report.texts.len(), 5);
    }
}
