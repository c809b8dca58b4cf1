//! Hooks, lists and other things that Helm puts into a release: Portico exposes the Service and touches nothing else.

use super::installed::{EXPOSURE, Helm, Version, assert_rendered, helms};
use portico_tests::{Ended, exposed_on_aws, objects, root, run_to_end};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata:
  name: spaces-router
  namespace: upbound-system
spec:
  type: ClusterIP
  ports:
  - name: https
    port: 443
    targetPort: 8443
";

/// The Service's lines before and after.
const BEFORE: &str = "namespace: upbound-system\nspec:\n  type: ClusterIP\n";
const AFTER: &str = "\
namespace: upbound-system
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-type: external
    service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
spec:
  type: LoadBalancer
";

const HOOK: &str = "\
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations:
    helm.sh/hook: pre-install,pre-upgrade # before anything else
spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: spaces-router}]}}}
";

/// Gives the Service as a hook, which Helm installs beside the release and not as part of it.
fn hooked() -> String {
    SERVICE.replace("spec:\n", "  annotations:\n    helm.sh/hook: pre-install\nspec:\n")
}

/// Makes a chart of these files and nothing else.
fn chart(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let manifest = ("Chart.yaml", "apiVersion: v2\nname: odd\nversion: 0.1.0\n");
    for (name, text) in std::iter::once(&manifest).chain(files) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a chart can be written");
    }
    folder
}

fn template(helm: &Helm, chart: &Path, flags: &[&[&str]]) -> Ended {
    run_to_end(helm.command(&["template"], chart).args(flags.concat()))
}

/// Renders a release without Portico, and the same exposed.
fn before_and_after(helm: &Helm, chart: &Path, flags: &[&str]) -> (String, String) {
    let before = template(helm, chart, &[flags, helm.through_nothing()]);
    assert_rendered(helm, &before);
    let after = template(helm, chart, &[flags, &helm.through_portico(&["--exposure", EXPOSURE])]);
    assert_rendered(helm, &after);
    (before.output, after.output)
}

/// Asserts that the Service is exposed, and that every other byte of the release is as without Portico.
#[track_caller]
fn assert_only_the_service_changes(files: &[(&str, &str)], flags: &[&str]) {
    let chart = chart(&[files, &[("templates/service.yaml", SERVICE)]].concat());
    for helm in helms() {
        let (before, after) = before_and_after(&helm, chart.path(), flags);
        assert_eq!(before.matches(BEFORE).count(), 1, "{before}");
        assert_eq!(after, before.replace(BEFORE, AFTER), "Helm {:?}", helm.version);
    }
}

/// Gives the files that Helm names above the documents of a release.
fn files_of(release: &str) -> Vec<&str> {
    release.lines().filter(|line| line.starts_with("# Source:")).collect()
}

#[test]
fn a_hook_stays_a_hook() {
    for flags in [&[][..], &["--no-hooks"]] {
        assert_only_the_service_changes(&[("templates/hook.yaml", HOOK)], flags);
    }
}

#[test]
fn a_service_that_is_only_a_hook_is_exposed_where_helm_shows_it() {
    let hooked = hooked();
    let alone = chart(&[("templates/service.yaml", &hooked)]);
    let beside =
        chart(&[("templates/service.yaml", &hooked), ("templates/other.yaml", &SERVICE.replace("router", "x"))]);
    for helm in helms() {
        let (before, after) = before_and_after(&helm, alone.path(), &[]);
        match helm.version {
            Version::Three => {
                assert_eq!(after, before, "Helm 3 adds hooks behind the post-renderer");
                let refused = template(&helm, beside.path(), &[&helm.through_portico(&["--exposure", EXPOSURE])]);
                assert_ne!(refused.code, 0, "{refused:#?}");
                assert!(refused.talk.contains("backend-service-missing"), "{refused:#?}");
            }
            Version::FourZero | Version::Four => {
                assert_eq!(objects(&after), exposed_on_aws(objects(&before)), "{after}");
                let (before, after) = before_and_after(&helm, beside.path(), &[]);
                assert_eq!(objects(&after).len(), objects(&before).len(), "{after}");
            }
        }
    }
}

#[test]
fn one_object_may_be_a_hook_and_a_template() {
    let chart = chart(&[("templates/hook.yaml", &hooked()), ("templates/service.yaml", SERVICE)]);
    for helm in helms() {
        let (before, after) = before_and_after(&helm, chart.path(), &[]);
        let (before, after) = (objects(&before), objects(&after));
        assert_eq!((before.len(), after.len()), (2, 2), "Helm {:?}", helm.version);
        for (before, after) in before.into_iter().zip(after) {
            let is_hook = !before["metadata"]["annotations"]["helm.sh/hook"].is_null();
            if is_hook && helm.version == Version::Three {
                assert_eq!(after, before, "Helm 3 adds hooks behind the post-renderer");
            } else {
                assert_eq!([after], *exposed_on_aws(vec![before]), "Helm {:?}", helm.version);
            }
        }
    }
}

#[test]
fn a_service_in_a_list_is_exposed() {
    let indented = SERVICE.trim_end().replace('\n', "\n  ");
    let list = format!(
        "apiVersion: v1\nkind: List\nitems:\n- {indented}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {{name: a}}\n"
    );
    let chart = chart(&[("templates/list.yaml", &list)]);
    for helm in helms() {
        let (before, after) = before_and_after(&helm, chart.path(), &[]);
        let (before, after) = (objects(&before), objects(&after));
        assert_eq!(after.len(), if helm.version == Version::Three { 1 } else { 2 }, "Helm 4 takes lists apart");
        assert_eq!(after, exposed_on_aws(before), "Helm {:?}", helm.version);
    }
}

#[test]
fn every_document_stays_one_of_its_file() {
    let metadata = "  name: spaces-router\n  namespace: upbound-system\n";
    let flow =
        SERVICE.replace(&format!("metadata:\n{metadata}"), "metadata: {name: spaces-router, annotations: {a: b}}\n");
    let block = SERVICE.replace(metadata, &format!("{metadata}  annotations:\n    a: b\n"));
    let several = format!("{SERVICE}---\n{HOOK}---\n{}", SERVICE.replace("router", "x"));
    for service in [SERVICE, &flow, &block, &several] {
        let chart = chart(&[("templates/a/service.yaml", service), ("templates/hook.yaml", HOOK)]);
        for helm in helms() {
            let (before, after) = before_and_after(&helm, chart.path(), &[]);
            assert!(files_of(&before).contains(&"# Source: odd/templates/a/service.yaml"), "{before}");
            assert_eq!(files_of(&after), files_of(&before), "Helm {:?}", helm.version);
            assert!(!after.contains("postrenderer.helm.sh") && after.contains("LoadBalancer"), "{after}");
        }
    }
}

#[test]
fn crds_stay_as_they_are() {
    let crd =
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\n";
    assert_only_the_service_changes(&[("crds/crd.yaml", crd)], &["--include-crds"]);
}

#[test]
fn merge_keys_stay_as_helm_writes_them() {
    let service = SERVICE.replace("  - name: https\n", "  - &https\n    name: https\n")
        + "  - <<: *https\n    name: other\n    port: 444\n";
    let chart = chart(&[("templates/service.yaml", &service)]);
    for helm in helms() {
        let (before, after) = before_and_after(&helm, chart.path(), &[]);
        let tag = if helm.version == Version::Three { "<<:" } else { "!!merge <<:" };
        assert!(before.contains(tag), "{before}");
        assert_eq!(after, before.replace(BEFORE, AFTER), "Helm {:?}", helm.version);
    }
}

#[test]
fn texts_at_the_end_of_a_file_and_other_line_ends_stay_as_helm_writes_them() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  spaces-router: |\n    last";
    let other_line_ends = format!("{text}\n").replace('\n', "\r\n");
    let files = [("templates/text.yaml", text), ("templates/crlf.yaml", &other_line_ends)];
    assert_only_the_service_changes(&files, &[]);
}

#[test]
fn objects_of_one_name_are_not_made_one() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: spaces-router}\n";
    let files = [("templates/a.yaml", map), ("templates/b.yaml", map)];
    assert_only_the_service_changes(&files, &[]);
}

#[test]
fn a_chart_without_objects_is_no_failure() {
    let exposure = fs::read_to_string(root().join(EXPOSURE)).expect("the example has an Exposure");
    for files in [&[][..], &[("templates/hook.yaml", HOOK)]] {
        let chart = chart(files);
        for helm in helms() {
            for subcommand in helm.without_cluster() {
                let mut command = helm.command(subcommand, chart.path());
                let plain = run_to_end(&mut command);
                assert_rendered(&helm, &plain);
                let through = run_to_end(command.args(helm.through_portico(&["--exposure", EXPOSURE])));
                assert_rendered(&helm, &through);
                assert_eq!(files_of(&through.output), files_of(&plain.output), "Helm {:?}", helm.version);
            }
        }
    }
    let chart = chart(&[("templates/exposure.yaml", &exposure), ("templates/hook.yaml", HOOK)]);
    for helm in helms() {
        if helm.version == Version::Three {
            continue;
        }
        let ended = template(&helm, chart.path(), &[&helm.through_portico(&[])]);
        assert_rendered(&helm, &ended);
        assert_eq!(files_of(&ended.output), ["# Source: odd/templates/hook.yaml"], "{ended:#?}");
    }
}

#[test]
fn two_post_renderers_are_refused_by_helm_4_and_one_by_helm_3() {
    let chart = chart(&[("templates/service.yaml", SERVICE)]);
    for helm in helms() {
        let through = helm.through_portico(&["--exposure", EXPOSURE]);
        let ended = template(&helm, chart.path(), &[&["--post-renderer", "cat"], &through]);
        if helm.version == Version::Three {
            assert_rendered(&helm, &ended);
            assert!(ended.output.contains(AFTER), "the last one counts: {ended:#?}");
        } else {
            assert_ne!(ended.code, 0, "{ended:#?}");
            assert!(ended.talk.contains("more than once"), "{ended:#?}");
        }
    }
}
