//! Releases that can't work: Helm must fail, and print the reason.

use super::installed::{CHART, EXPOSURE, helms};
use portico_tests::run_to_end;
use std::path::Path;

/// A release that can't work, and the rule and reason in its report.
struct Refused {
    values: &'static str,
    exposure: &'static str,
    rule: &'static str,
    reason: &'static str,
}

const REFUSED: [Refused; 5] = [
    Refused {
        values: "flag-not-quoted.yaml",
        exposure: "",
        rule: "non-string-metadata-value",
        reason: "the annotation `example.com/monitored` is the boolean true, not a string",
    },
    Refused {
        values: "certificate-on-the-load-balancer.yaml",
        exposure: "",
        rule: "tls-ends-at-load-balancer",
        reason: "the annotation `service.beta.kubernetes.io/aws-load-balancer-ssl-cert` makes the load balancer end TLS",
    },
    Refused {
        values: "certificate-on-the-load-balancer.yaml",
        exposure: EXPOSURE,
        rule: "tls-ends-at-load-balancer",
        reason: "the annotation `service.beta.kubernetes.io/aws-load-balancer-ssl-cert` makes the load balancer end TLS",
    },
    Refused {
        values: "none.yaml",
        exposure: "tests/fixtures/helm/exposure-with-a-scheme.yaml",
        rule: "host-is-not-a-domain-name",
        reason: "has a scheme",
    },
    Refused {
        values: "none.yaml",
        exposure: "tests/fixtures/helm/exposure-of-another-service.yaml",
        rule: "backend-service-missing",
        reason: "the Service `web` in the namespace `upbound-system` is not among these objects",
    },
];

#[test]
fn a_release_that_cannot_work_is_refused_with_the_reason() {
    for helm in helms() {
        for Refused { values, exposure, rule, reason } in REFUSED {
            let values = format!("tests/fixtures/helm/{values}");
            let portico_arguments: &[&str] = if exposure.is_empty() { &[] } else { &["--exposure", exposure] };
            for subcommand in helm.without_cluster() {
                let mut command = helm.command(subcommand, Path::new(CHART));
                command.args(["--values", &values]).args(helm.through_portico(portico_arguments));
                let ended = run_to_end(&mut command);
                let case = format!("Helm {:?}, {subcommand:?}, {values}, {exposure}: {ended:#?}", helm.version);
                assert_ne!(ended.code, 0, "{case}");
                assert_eq!(ended.output, "", "{case}");
                for said in [rule, reason, "help"] {
                    assert!(ended.talk.contains(said), "{said:?} is not said. {case}");
                }
            }
        }
    }
}

#[test]
fn an_exposure_that_is_not_there_is_told() {
    for helm in helms() {
        let ended = helm.post_rendered(&["--exposure", "no-such-file.yaml"]);
        assert_ne!(ended.code, 0, "Helm {:?}: {ended:#?}", helm.version);
        assert!(ended.talk.contains("no-such-file.yaml does not exist"), "Helm {:?}: {ended:#?}", helm.version);
    }
}

#[test]
fn a_misspelt_flag_was_told_where_helm_4_does_not_look() {
    for helm in helms() {
        let ended = helm.post_rendered(&["--exposre", EXPOSURE]);
        assert_ne!(ended.code, 0, "Helm {:?}: {ended:#?}", helm.version);
        assert!(ended.talk.contains("--exposre"), "Helm {:?}: {ended:#?}", helm.version);
    }
}
