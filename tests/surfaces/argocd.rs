//! Portico in Argo CD, without a cluster: the plugin's command as the plugin server starts it, the component that puts
//! the plugin beside the repository server, and values that Argo CD renders by itself.

use portico_tests::{
    Ended, Example, exposed_on_aws, object, objects, portico, root, run_to_end, set_helm_home, set_search_path, skip,
};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const CHART: &str = "tests/fixtures/helm/spaces-stand-in";

/// Gives the Helms that Argo CD has come with, as far as this machine has them.
fn helms() -> Vec<PathBuf> {
    let found = ["helm3", "helm4"].map(portico_xtask::tool).into_iter();
    found.filter_map(|tool| tool.map_err(skip).ok()).collect()
}

/// Sets the variables that Argo CD gives a plugin for an application, and the empty home of its container.
fn in_the_container(command: &mut Command, helm: &Path, home: &TempDir) {
    set_search_path(command, &[helm]);
    set_helm_home(command, home.path());
    command.envs([
        ("ARGOCD_APP_NAME", "spaces"),
        ("ARGOCD_APP_NAMESPACE", "upbound-system"),
        ("KUBE_VERSION", "1.34.1"),
        ("KUBE_API_VERSIONS", "v1,apps/v1,apps/v1/Deployment,networking.k8s.io/v1"),
        ("ARGOCD_ENV_CHART_VERSION", "1.17.0"),
    ]);
    command.env("ARGOCD_ENV_CHART", root().join(CHART));
}

/// Gives the plugin's command, to be run in the application's folder as the plugin server does.
fn generate(example: &Example, helm: &Path, home: &TempDir) -> Command {
    let manifest = fs::read_to_string(example.folder().join("plugin/plugin.yaml")).expect("there is a plugin");
    let manifest = objects(&manifest).remove(0);
    assert_eq!(manifest["kind"], "ConfigManagementPlugin");
    let words = |key: &str| -> Vec<String> {
        serde_json::from_value(manifest["spec"]["generate"][key].clone()).expect("a command is a list of words")
    };
    let [program, flags] = words("command").try_into().expect("a shell and its flags");
    let mut command = Command::new(program);
    command.arg(flags).args(words("args")).current_dir(example.folder().join("spaces"));
    in_the_container(&mut command, helm, home);
    command
}

/// Gives the chart's release, rendered with the values of the example's folder.
fn rendered(example: &Example, helm: &Path, home: &TempDir) -> String {
    let mut command = Command::new("helm");
    in_the_container(&mut command, helm, home);
    let arguments = ["template", "spaces", "--namespace", "upbound-system", "--values", "values.yaml"];
    let ended =
        run_to_end(command.args(arguments).arg(root().join(CHART)).current_dir(example.folder().join("spaces")));
    assert_eq!(ended.code, 0, "{ended:#?}");
    ended.output
}

fn empty() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

#[test]
fn the_plugin_generates_a_release_that_is_exposed() {
    for helm in helms() {
        let (example, home) = (Example::new("argocd"), empty());
        let release = rendered(&example, &helm, &home);
        let exposure = example.folder().join("spaces/exposure.yaml");
        let arguments = ["post-render".as_ref(), "--exposure".as_ref(), exposure.as_os_str()];
        let expected = portico(arguments).input(release.clone()).ended().output;
        for name in ["spaces", "elsewhere_spaces"] {
            let ended = run_to_end(generate(&example, &helm, &home).env("ARGOCD_APP_NAME", name));
            assert_eq!(ended.code, 0, "{ended:#?}");
            assert_eq!(ended.output.trim_end(), expected.trim_end());
        }
        let exposed = exposed_on_aws(objects(&release)).into_iter().find(|object| object["kind"] == "Service");
        assert_eq!(Some(object(&expected, "Service", "spaces-router")), exposed);
        let deployment = object(&expected, "Deployment", "spaces-router");
        assert_eq!(deployment["spec"]["replicas"], 2, "the values are not those of the folder");
    }
}

#[test]
fn the_plugins_container_may_name_the_exposure() {
    for helm in helms() {
        let (example, home) = (Example::new("argocd"), empty());
        let by_folder = run_to_end(&mut generate(&example, &helm, &home));
        let moved = home.path().join("for-all.yaml");
        fs::rename(example.folder().join("spaces/exposure.yaml"), &moved).expect("the Exposure can be moved");
        let by_variable = run_to_end(generate(&example, &helm, &home).env("PORTICO_EXPOSURE", &moved));
        assert_eq!((by_variable.code, by_variable.output), (0, by_folder.output), "{}", by_variable.talk);
        let by_nothing = run_to_end(&mut generate(&example, &helm, &home));
        assert_failed(&by_nothing, &["exposure.yaml"]);
    }
}

/// Asserts a failure with these reasons on standard error, and no output, as Argo CD needs.
#[track_caller]
fn assert_failed(ended: &Ended, reasons: &[&str]) {
    assert_ne!(ended.code, 0, "{ended:#?}");
    assert_eq!(ended.output, "", "{}", ended.talk);
    for reason in reasons {
        assert!(ended.talk.contains(reason), "{reason:?} is not said: {}", ended.talk);
    }
}

#[test]
fn what_cannot_work_fails_the_generation_with_the_reason_and_without_output() {
    let certificate = "router:\n  proxy:\n    service:\n      annotations:\n        \
                       service.beta.kubernetes.io/aws-load-balancer-ssl-cert: arn:aws:acm:eu-west-1:1:certificate/x\n";
    let table = [
        ("values.yaml", certificate, ["tls-ends-at-load-balancer", "aws-load-balancer-ssl-cert"]),
        ("values.yaml", "router: {insecur: true}\n", ["insecur", "schema"]),
        ("exposure.yaml", "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec: {}\n", ["missing-field", "host"]),
    ];
    for helm in helms() {
        for (file, text, reasons) in table {
            let (example, home) = (Example::new("argocd"), empty());
            fs::write(example.folder().join("spaces").join(file), text).expect("the example can be changed");
            assert_failed(&run_to_end(&mut generate(&example, &helm, &home)), &reasons);
        }
        let (example, home) = (Example::new("argocd"), empty());
        let no_chart = run_to_end(generate(&example, &helm, &home).env("ARGOCD_ENV_CHART", "no-chart"));
        assert_failed(&no_chart, &["no-chart"]);
        let unsaid = run_to_end(generate(&example, &helm, &home).env_remove("ARGOCD_ENV_CHART"));
        assert_failed(&unsaid, &["ARGOCD_ENV_CHART"]);
        let a_flag = run_to_end(generate(&example, &helm, &home).env("ARGOCD_ENV_CHART", "--help"));
        assert_failed(&a_flag, &["--help"]);
    }
}

const REPO_SERVER: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: argocd-repo-server}
spec:
  selector: {matchLabels: {app: argocd-repo-server}}
  template:
    metadata: {labels: {app: argocd-repo-server}}
    spec:
      containers: [{name: argocd-repo-server, image: registry.example.org/argocd:v3}]
      volumes: [{name: var-files, emptyDir: {}}, {name: plugins, emptyDir: {}}]
";

#[test]
fn the_component_puts_the_plugin_beside_the_repository_server() {
    let kustomize = match portico_xtask::tool("kustomize") {
        Ok(kustomize) => kustomize,
        Err(missing) => {
            return skip(missing);
        }
    };
    let example = Example::new("argocd");
    let write = |file, text| fs::write(example.folder().join(file), text).expect("Argo CD can be installed");
    write("kustomization.yaml", "resources: [argocd.yaml]\n");
    write("argocd.yaml", REPO_SERVER);
    let ended = run_to_end(&mut example.commands("Plugin", &[&kustomize]));
    assert_eq!(ended.code, 0, "{ended:#?}");

    let built = objects(&ended.output);
    let of_kind = |kind: &str| built.iter().find(|object| object["kind"] == kind).expect("the object is there");
    let configured = of_kind("ConfigMap");
    let plugin = fs::read_to_string(example.folder().join("plugin/plugin.yaml")).expect("there is a plugin");
    assert_eq!(configured["data"], json!({"plugin.yaml": plugin}));
    let pod = &of_kind("Deployment")["spec"]["template"]["spec"];
    let names = |list: &str| -> Vec<Value> {
        pod[list].as_array().into_iter().flatten().map(|item| item["name"].clone()).collect()
    };
    assert_eq!(names("containers").len(), 2, "{pod}");
    let volumes = pod["volumes"].as_array().expect("there are volumes");
    let of_plugin = volumes.iter().find(|volume| volume["name"] == "portico-plugin").expect("the plugin is mounted");
    assert_eq!(of_plugin["configMap"]["name"], configured["metadata"]["name"]);
    let mut containers = pod["containers"].as_array().into_iter().flatten();
    let of_plugin = containers.find(|container| container["name"] == "portico");
    let mounts = of_plugin.expect("the plugin has a container")["volumeMounts"].as_array();
    for mount in mounts.into_iter().flatten() {
        assert!(names("volumes").contains(&mount["name"]), "{mount}");
    }
}

#[test]
fn without_the_plugin_the_values_make_the_same_service() {
    for helm in helms() {
        let (example, home) = (Example::new("argocd"), empty());
        let service = |release: &str| object(release, "Service", "spaces-router");
        let by_plugin = run_to_end(&mut generate(&example, &helm, &home)).output;
        for _ in 0..2 {
            let ended = run_to_end(&mut example.commands("Values", &[]));
            assert_eq!(ended.code, 0, "{ended:#?}");
            assert_eq!(service(&rendered(&example, &helm, &home)), service(&by_plugin));
        }
    }
}

#[test]
fn the_application_reads_the_values_of_the_folder() {
    let example = Example::new("argocd");
    let application = fs::read_to_string(example.folder().join("application-by-values.yaml")).expect("it is there");
    let application = objects(&application).remove(0);
    let [chart, repository] = [0, 1].map(|index| application["spec"]["sources"][index].clone());
    let file = chart["helm"]["valueFiles"][0].as_str().expect("a file of values");
    let (reference, path) = file.split_once('/').expect("a file in a repository");
    assert_eq!(reference.strip_prefix('$'), repository["ref"].as_str());
    assert!(example.folder().join(path).is_file(), "{path}");
}

#[test]
fn validate_finds_no_fault_in_the_example() {
    let ended = portico(["validate", "examples/argocd"]).folder(&root()).ended();
    assert_eq!(ended.code, 0, "{ended:#?}");
    assert!(!ended.output.contains("warning["), "{ended:#?}");
}
