//! Portico with Flux, without a cluster: the values for the release, made into a ConfigMap by kustomize and rendered by
//! Helm, and the patch that the release's post-renderer would apply.

use portico_tests::{Example, exposed_on_aws, object, objects, portico, root, run_to_end, set_helm_home, skip};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CHART: &str = "tests/fixtures/helm/spaces-stand-in";

/// Gives kustomize and the Helm of Flux's controller, if they are there.
fn tools() -> Option<[PathBuf; 2]> {
    let found = ["kustomize", "helm4"].map(|tool| portico_xtask::tool(tool).map_err(skip));
    let [Ok(kustomize), Ok(helm)] = found else { return None };
    Some([kustomize, helm])
}

/// Gives the chart's release with a file of values.
fn rendered(helm: &Path, values: &Path) -> String {
    let home = tempfile::tempdir().expect("a folder can be made");
    let mut command = Command::new(helm);
    set_helm_home(&mut command, home.path());
    command.args(["template", "spaces", "--namespace", "upbound-system", "--values"]).arg(values);
    let ended = run_to_end(command.arg(root().join(CHART)));
    assert_eq!(ended.code, 0, "{ended:#?}");
    ended.output
}

#[test]
fn the_values_that_the_release_reads_expose_the_service() {
    let Some([kustomize, helm]) = tools() else {
        return;
    };
    let example = Example::new("flux");
    let before = fs::read_to_string(example.folder().join("values.yaml")).expect("the example has values");
    let mut names = Vec::new();
    // The second time nothing changes.
    for _ in 0..2 {
        let ended = run_to_end(&mut example.commands("Values", &[&kustomize]));
        assert_eq!(ended.code, 0, "{ended:#?}");
        let (_, built) = ended.output.split_once("apiVersion:").expect("kustomize prints the objects");
        let built = format!("apiVersion:{built}");
        let release = object(&built, "HelmRelease", "spaces");
        let map = objects(&built).into_iter().find(|object| object["kind"] == "ConfigMap").expect("the values");
        assert_eq!(release["spec"]["valuesFrom"][0]["name"], map["metadata"]["name"]);
        assert_eq!(release["metadata"]["namespace"], map["metadata"]["namespace"]);
        let values = map["data"]["values.yaml"].as_str().expect("the key that Flux reads where none is named");
        assert!(values.starts_with(&before[..before.len() - 1]), "more than what is asked for was changed: {values}");
        names.push(map["metadata"]["name"].clone());

        let file = example.folder().join("read-by-flux.yaml");
        fs::write(&file, values).expect("the values can be written");
        let release = object(&rendered(&helm, &file), "Service", "spaces-router");
        assert_eq!(release["spec"]["type"], "LoadBalancer");
        let annotation = "service.beta.kubernetes.io/aws-load-balancer-type";
        assert_eq!(release["metadata"]["annotations"][annotation], "external");
    }
    assert_eq!(names[0], names[1]);
}

/// Gives the patch below the release's post-renderers.
fn patch(example: &Example) -> String {
    let release = fs::read_to_string(example.folder().join("release-patched.yaml")).expect("it is there");
    let release = object(&release, "HelmRelease", "spaces");
    let patches = &release["spec"]["postRenderers"][0]["kustomize"]["patches"];
    patches[0]["patch"].as_str().expect("a patch is text").to_owned()
}

#[test]
fn the_patch_and_the_policy_beside_it_are_what_the_exposure_asks_for() {
    let example = Example::new("flux");
    let ended = run_to_end(&mut example.commands("Patch", &[]));
    assert_eq!(ended.code, 0, "{ended:#?}");
    let release = fs::read_to_string(example.folder().join("release-patched.yaml")).expect("it is there");
    let beside = object(&release, "NetworkPolicy", "spaces-router-exposure");
    assert_eq!([objects(&patch(&example)), vec![beside]].concat(), objects(&ended.output));
}

#[test]
fn the_patch_exposes_the_service_and_changes_nothing_else() {
    let Some([kustomize, helm]) = tools() else {
        return;
    };
    let example = Example::new("flux");
    let release = rendered(&helm, &example.folder().join("values.yaml"));
    let build = |kustomization: &str| -> Vec<Value> {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let write = |file, text: &str| fs::write(folder.path().join(file), text).expect("a file can be written");
        write("release.yaml", &release);
        write("patch.yaml", &patch(&example));
        write("kustomization.yaml", kustomization);
        let ended = run_to_end(Command::new(&kustomize).arg("build").arg(folder.path()));
        assert_eq!(ended.code, 0, "{ended:#?}");
        objects(&ended.output)
    };
    let untouched = build("resources: [release.yaml]\n");
    let patched = build("resources: [release.yaml]\npatches: [{path: patch.yaml}]\n");
    let (policies, others): (Vec<Value>, Vec<Value>) =
        untouched.into_iter().partition(|object| object["kind"] == "NetworkPolicy");
    let mut expected = [exposed_on_aws(others), policies].concat();
    expected.sort_by_key(|object| {
        patched.iter().position(|other| other["kind"] == object["kind"] && other["metadata"] == object["metadata"])
    });
    assert_eq!(patched, expected);
}

#[test]
fn validate_finds_no_fault_in_the_example() {
    let ended = portico(["validate", "examples/flux"]).folder(&root()).ended();
    assert_eq!(ended.code, 0, "{ended:#?}");
    assert!(!ended.output.contains("warning["), "{ended:#?}");
}

#[test]
fn values_in_the_release_itself_are_judged_there() {
    let example = Example::new("flux");
    example.replace(
        "release.yaml",
        "  valuesFrom:\n    - kind: ConfigMap\n      name: spaces-values\n",
        "  values:\n    router:\n      insecure: true\n",
    );
    let ended = portico(["validate", "release.yaml"]).folder(example.folder()).ended();
    assert_eq!(ended.code, 1, "{ended:#?}");
    assert!(ended.output.contains("tls-disabled-at-router"), "{ended:#?}");
}
