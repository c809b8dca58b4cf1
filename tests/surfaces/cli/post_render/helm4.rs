//! Output for the plugin of Helm 4, whose user sees nothing else.

use crate::surfaces::cli::{EXPOSURE, SERVICE, assert_ended};
use portico_tests::portico;

/// Writes a Service that gives one warning.
fn warned() -> String {
    let annotation = "  annotations: {service.beta.kubernetes.io/aws-load-balancer-type: external}\n";
    SERVICE.replace("spec:\n", &format!("{annotation}spec:\n")).replace("ClusterIP", "LoadBalancer")
}

#[test]
fn helm_4_gets_its_refusals_on_standard_output() {
    for input in [format!("---\n{}", EXPOSURE.replace("LoadBalancer", "Carrier pigeon")).into_bytes(), b"\xff".to_vec()]
    {
        let plain = portico(["post-render"]).input(input.clone()).ended();
        assert!(plain.code > 0 && plain.output.is_empty(), "{plain:?}");

        let ended = portico(["post-render", "--helm4"]).input(input).ended();
        assert_ended(&ended, 0);
        assert_eq!(ended.talk, "");
        let mut lines = ended.output.lines();
        assert_eq!(lines.next(), Some("|"));
        assert!(lines.next().is_some_and(|line| line.starts_with("  portico ")), "{}", ended.output);
        assert!(lines.all(|line| line.is_empty() || line.starts_with("  ")), "{}", ended.output);
    }
}

#[test]
fn what_is_said_of_the_arguments_is_no_release() {
    for flag in ["--help", "--version", "--no-such-flag"] {
        let ended = portico(["post-render", "--helm4", flag]).input(SERVICE).ended();
        assert_ended(&ended, 0);
        assert!(ended.output.starts_with("|\n  portico "), "{flag}: {}", ended.output);
    }
}

#[test]
fn warnings_are_hooks_that_helm_4_drops() {
    let service = warned();
    for (service, between) in [(service.as_str(), ""), (service.trim_end(), "\n")] {
        let ended = portico(["post-render", "--helm4"]).input(service).ended();
        assert_ended(&ended, 0);
        assert_eq!(ended.talk, "");
        let added = ended.output.strip_prefix(service).and_then(|added| added.strip_prefix(between));
        let added = added.unwrap_or_else(|| panic!("the release is kept: {}", ended.output));
        let lines: Vec<&str> = added.lines().collect();
        let hook = "    helm.sh/hook: \"portico: warning[aws-load-balancer-scheme-missing]: ";
        assert_eq!(lines[..5], ["---", "apiVersion: v1", "kind: List", "metadata:", "  annotations:"]);
        assert!(lines[5].starts_with(hook) && lines[5].ends_with('"'), "{added}");
        assert_eq!(lines[6..], ["items: []"]);
    }
}

#[test]
fn denied_warnings_refuse_the_release() {
    let plain = portico(["post-render", "--deny-warnings"]).input(warned()).ended();
    assert_ended(&plain, 1);
    assert_eq!(plain.output, "");
    assert!(plain.talk.contains("aws-load-balancer-scheme-missing") && plain.talk.contains("--deny-warnings"));

    let helm4 = portico(["post-render", "--deny-warnings", "--helm4"]).input(warned()).ended();
    assert_ended(&helm4, 0);
    assert!(helm4.output.starts_with("|\n  portico refuses"), "{}", helm4.output);
}

#[test]
fn a_release_without_objects_is_not_empty() {
    for input in ["", "\n \n", EXPOSURE] {
        let plain = portico(["post-render"]).input(input).ended();
        let helm4 = portico(["post-render", "--helm4"]).input(input).ended();
        if input == EXPOSURE {
            assert_eq!(plain.code, helm4.code.max(1), "an Exposure of nothing: {helm4:#?}");
            continue;
        }
        assert_ended(&plain, 0);
        assert_eq!(plain.output, input);
        assert_ended(&helm4, 0);
        assert!(helm4.output.trim_start().starts_with("# "), "{helm4:#?}");
    }
}
