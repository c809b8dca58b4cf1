//! Portico as a KRM function that kustomize starts.
//!
//! kustomize writes every object anew, with a function or without: what stays the same is data, not bytes.

use portico_tests::{
    Ended, Example, copy_folder, exposed_on_aws, objects, portico, root, run_to_end, set_search_path, skip,
};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const RELEASE: &str = "tests/fixtures/kustomize/release";

/// Finds kustomize, if it is there.
fn kustomize() -> Option<PathBuf> {
    portico_xtask::tool("kustomize").map_err(skip).ok()
}

/// Builds a kustomization with the functions that it names.
fn build(kustomize: &Path, folder: &Path) -> Ended {
    let mut command = Command::new(kustomize);
    set_search_path(&mut command, &[]);
    run_to_end(command.args(["build", "--enable-alpha-plugins", "--enable-exec"]).arg(folder))
}

#[track_caller]
fn built(kustomize: &Path, folder: &Path) -> String {
    let ended = build(kustomize, folder);
    assert_eq!(ended.code, 0, "{ended:#?}");
    ended.output
}

#[test]
fn the_commands_of_the_example_work() {
    let Some(kustomize) = kustomize() else {
        return;
    };
    let example = Example::new("kustomize");
    let expected = exposed_on_aws(objects(&built(&kustomize, &example.folder().join("base"))));
    for section in ["Build", "Pipe"] {
        let ended = run_to_end(&mut example.commands(section, &[&kustomize]));
        assert_eq!(ended.code, 0, "{section}: {ended:#?}");
        assert_eq!(objects(&ended.output), expected, "{section}");
    }
}

/// Copies the example, with a release that is harder to leave unchanged.
fn example_with_release() -> Example {
    let example = Example::new("kustomize");
    copy_folder(&root().join(RELEASE), &example.folder().join("base"));
    example
}

#[test]
fn the_service_is_exposed_and_the_rest_stays() {
    let Some(kustomize) = kustomize() else {
        return;
    };
    let release = objects(&built(&kustomize, &root().join(RELEASE)));
    let output = built(&kustomize, example_with_release().folder());
    assert_eq!(objects(&output), exposed_on_aws(release));
}

#[test]
fn objects_that_are_missing_are_added() {
    let Some(kustomize) = kustomize() else {
        return;
    };
    let release = objects(&built(&kustomize, &root().join(RELEASE)));
    for (method, kinds) in [
        ("method: Ingress\n  controller: traefik-nginx", &["Ingress"][..]),
        ("method: GatewayAPI\n  controller: envoy-gateway", &["Gateway", "TLSRoute"]),
    ] {
        let example = example_with_release();
        example.replace("exposure.yaml", "method: LoadBalancer\n  cloud: aws", method);
        let output = built(&kustomize, example.folder());
        let (stayed, new): (Vec<Value>, Vec<Value>) =
            objects(&output).into_iter().partition(|object| release.contains(object));
        // The release's own policy may be changed to let the controller in.
        let is_policy = |object: &&Value| object["kind"] == "NetworkPolicy";
        assert!(release.iter().all(|object| is_policy(&object) || stayed.contains(object)), "{output}");
        let added: Vec<&Value> = new.iter().filter(|object| !is_policy(object)).map(|object| &object["kind"]).collect();
        assert_eq!(added, kinds, "{output}");
    }
}

#[test]
fn applying_it_twice_gives_the_same() {
    let Some(kustomize) = kustomize() else {
        return;
    };
    let example = example_with_release();
    let once = built(&kustomize, example.folder());
    fs::write(example.folder().join("base/kustomization.yaml"), "resources: [once.yaml]\n").expect("it can be written");
    fs::write(example.folder().join("base/once.yaml"), &once).expect("it can be written");
    assert_eq!(built(&kustomize, example.folder()), once);
}

#[test]
fn a_component_exposes_what_includes_it() {
    let Some(kustomize) = kustomize() else {
        return;
    };
    let example = Example::new("kustomize");
    copy_folder(&root().join("tests/fixtures/kustomize/component"), example.folder());
    // A component reads nothing above its folder.
    let moved = example.folder().join("exposed/exposure.yaml");
    fs::rename(example.folder().join("exposure.yaml"), moved).expect("it can be moved");
    let expected = exposed_on_aws(objects(&built(&kustomize, &example.folder().join("base"))));
    assert_eq!(objects(&built(&kustomize, example.folder())), expected);
}

#[test]
fn a_chart_that_kustomize_inflates_is_exposed() {
    let (Some(kustomize), Ok(helm)) = (kustomize(), portico_xtask::tool("helm3").map_err(skip)) else {
        return;
    };
    let example = Example::new("kustomize");
    copy_folder(&root().join("tests/fixtures/kustomize/chart"), &example.folder().join("base"));
    let build = |folder: &Path| {
        let mut command = Command::new(&kustomize);
        set_search_path(&mut command, &[]);
        let homes = ["HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME"];
        command.envs(homes.map(|home| (home, folder.join("helm")))).arg("build").arg("--helm-command").arg(&helm);
        run_to_end(command.args(["--enable-helm", "--enable-alpha-plugins", "--enable-exec"]).arg(folder))
    };
    let inflated = build(&example.folder().join("base"));
    assert_eq!(inflated.code, 0, "{inflated:#?}");
    assert!(inflated.output.contains("app.kubernetes.io/instance: spaces"), "{inflated:#?}");
    let exposed = build(example.folder());
    assert_eq!(exposed.code, 0, "{exposed:#?}");
    assert_eq!(objects(&exposed.output), exposed_on_aws(objects(&inflated.output)));

    let ends_tls = "  annotations: {service.beta.kubernetes.io/aws-load-balancer-ssl-cert: \"arn:aws:acm:eu-west-1:1:certificate/x\"}\n";
    example.replace("base/charts/spaces/templates/router.yaml", "  labels:\n", &format!("{ends_tls}  labels:\n"));
    let refused = build(example.folder());
    assert_ne!(refused.code, 0, "{refused:#?}");
    assert!(refused.talk.contains("tls-ends-at-load-balancer"), "{refused:#?}");
}

/// A fault for the example, and the rule and reason in its report.
struct Refused {
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
    rule: &'static str,
    reason: &'static str,
}

const REFUSED: [Refused; 5] = [
    Refused {
        file: "exposure.yaml",
        right: "host: proxy.example.com",
        wrong: "host: 10.0.0.1",
        rule: "host-is-not-a-domain-name",
        reason: "is an IP address",
    },
    Refused { file: "exposure.yaml", right: "cloud: aws", wrong: "clowd: aws", rule: "unknown-key", reason: "clowd" },
    Refused {
        file: "base/spaces.yaml",
        right: "name: spaces-router\n  namespace: upbound-system\n  labels:",
        wrong: "name: another\n  namespace: upbound-system\n  labels:",
        rule: "backend-service-missing",
        reason: "the Service `spaces-router` in the namespace `upbound-system` is not among these objects",
    },
    Refused {
        file: "base/spaces.yaml",
        right: "  labels:\n    app.kubernetes.io/part-of: spaces\nspec:\n  type: ClusterIP",
        wrong: "  annotations:\n    service.beta.kubernetes.io/aws-load-balancer-ssl-cert: arn:aws:acm:eu-west-1:1:certificate/x\n\
                spec:\n  type: ClusterIP",
        rule: "tls-ends-at-load-balancer",
        reason: "the annotation `service.beta.kubernetes.io/aws-load-balancer-ssl-cert` makes the load balancer end TLS",
    },
    Refused {
        file: "base/spaces.yaml",
        right: "      labels:\n        app: spaces-router\n",
        wrong: "      annotations:\n        example.com/monitored: true\n      labels:\n        app: spaces-router\n",
        rule: "non-string-metadata-value",
        reason: "the annotation `example.com/monitored` is the boolean true, not a string",
    },
];

#[test]
fn what_cannot_work_ends_the_build_with_the_reason() {
    let Some(kustomize) = kustomize() else {
        return;
    };
    for Refused { file, right, wrong, rule, reason } in REFUSED {
        let example = Example::new("kustomize");
        example.replace(file, right, wrong);
        let ended = build(&kustomize, example.folder());
        assert_ne!(ended.code, 0, "{rule}: {ended:#?}");
        assert_eq!(ended.output, "", "{rule}");
        for said in [rule, reason, "help"] {
            assert!(ended.talk.contains(said), "{rule}: {said:?} is not said: {ended:#?}");
        }
    }
}

// Faults that Portico once had.

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata:\n  name: spaces-router\nspec:\n  type: ClusterIP\n";

#[test]
fn a_misspelt_kind_was_passed_over_and_nothing_was_exposed() {
    let Some(kustomize) = kustomize() else {
        return;
    };
    let example = Example::new("kustomize");
    example.replace("exposure.yaml", "kind: Exposure", "kind: Exposures");
    let ended = build(&kustomize, example.folder());
    assert_ne!(ended.code, 0, "{ended:#?}");
    assert!(ended.talk.contains("Exposures"), "{ended:#?}");
}

#[test]
fn a_stream_was_taken_for_a_resource_list_and_nothing_was_exposed() {
    let ended = portico(["krm"]).input(SERVICE).ended();
    assert_ne!(ended.code, 0, "{ended:#?}");
    assert!(ended.talk.contains("ResourceList"), "{ended:#?}");
}

#[test]
fn a_list_without_items_was_taken_for_an_object_and_nothing_was_said() {
    let exposure = fs::read_to_string(root().join("examples/kustomize/exposure.yaml")).expect("the example has it");
    let exposure = exposure.trim_end().replace('\n', "\n  ");
    let list = format!("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n  {exposure}\n");
    let ended = portico(["krm"]).input(list).ended();
    assert_eq!(ended.code, 1, "{ended:#?}");
    assert!(ended.talk.contains("backend-service-missing"), "{ended:#?}");
}
