//! Warnings: Helm 4 prints them, no Helm makes them part of the release, and they may stop it.

use super::installed::{CHART, Helm, Version, assert_rendered, chart_with, helms};
use portico_tests::{Ended, root, run_to_end};
use std::fs;
use std::path::Path;

/// Values that give one warning.
const VALUES: &str = "tests/fixtures/helm/scheme-left-to-the-controller.yaml";
const RULE: &str = "warning[aws-load-balancer-scheme-missing]";
/// The text before a warning in Helm 4's output.
const BEFORE: &str = "skipping unknown hooks\" hookTypes=\"portico: ";

fn run(helm: &Helm, subcommand: &[&str], chart: &Path, flags: &[&[&str]]) -> Ended {
    let mut ended = run_to_end(helm.command(subcommand, chart).args(flags.concat()));
    // `install` prints the time of its run.
    ended.output =
        ended.output.lines().filter(|line| !line.starts_with("LAST DEPLOYED:")).collect::<Vec<_>>().join("\n");
    ended
}

#[test]
fn the_user_of_helm_4_reads_warnings_and_no_release_changes_by_them() {
    for helm in helms() {
        for subcommand in helm.without_cluster() {
            for hooks in [&["--values", VALUES][..], &["--values", VALUES, "--no-hooks"]] {
                let run = |through: &[&str]| run(&helm, subcommand, Path::new(CHART), &[hooks, through]);
                let plain = run(helm.through_nothing());
                let ended = run(&helm.through_portico(&[]));
                assert_rendered(&helm, &ended);
                assert_eq!(ended.output, plain.output, "Helm {:?}, {subcommand:?}", helm.version);
                if helm.version != Version::Three {
                    assert_eq!(ended.talk.matches(BEFORE).count(), 1, "{ended:#?}");
                    let said = [BEFORE, RULE, "so it will be internal (spaces/templates/service.yaml): Add `service"];
                    assert!(said.iter().all(|said| ended.talk.contains(said)), "{ended:#?}");
                }
            }
        }
    }
}

#[test]
fn a_warning_of_any_text_is_printed_and_changes_nothing() {
    let long = "x".repeat(20_000);
    let hostile = [
        "pre-install,post-install",
        "\"'{}[]&*!|>%@`\\n\\",
        "\u{fc}\u{2013}\u{65e5}\u{672c}\u{1f642}",
        "#,",
        "---",
        &long,
    ];
    let service =
        fs::read_to_string(root().join(CHART).join("templates/service.yaml")).expect("the chart has a Service");
    let comments = hostile.map(|name| format!("# portico: ignore {name}: a reason\n")).concat();
    let chart = chart_with("service.yaml", &service.replacen("spec:\n", &format!("{comments}spec:\n"), 1));
    for helm in helms() {
        let plain = run(&helm, &["template"], chart.path(), &[helm.through_nothing()]);
        let ended = run(&helm, &["template"], chart.path(), &[&helm.through_portico(&[])]);
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, plain.output, "Helm {:?}", helm.version);
        if helm.version != Version::Three {
            assert_eq!(ended.talk.matches(BEFORE).count(), hostile.len(), "{ended:#?}");
            assert!(ended.talk.contains(&long) && ended.talk.contains(hostile[0]), "{ended:#?}");
        }
    }
}

#[test]
fn denied_warnings_stop_the_release() {
    for helm in helms() {
        let through = helm.through_portico(&["--deny-warnings"]);
        for subcommand in helm.without_cluster() {
            let ended = run(&helm, subcommand, Path::new(CHART), &[&["--values", VALUES], &through]);
            assert_ne!(ended.code, 0, "Helm {:?}: {ended:#?}", helm.version);
            assert_eq!(ended.output, "", "Helm {:?}", helm.version);
            assert!(ended.talk.contains(RULE) && ended.talk.contains("--deny-warnings"), "{ended:#?}");
        }
        let without = run(&helm, &["template"], Path::new(CHART), &[&through]);
        assert_rendered(&helm, &without);
    }
}
