//! What comes out of the post-renderer.

use crate::installed::{CHART, EXPOSURE, assert_rendered, chart_with, helms};
use portico_tests::{exposed_on_aws, objects, portico, root, run_to_end};
use std::fs;
use std::path::{Path, PathBuf};

/// What Helm prints of the Service's head, and what becomes of it.
const BEFORE: &str = "
    app.kubernetes.io/part-of: spaces
spec:
  type: ClusterIP # who may reach it
";
const AFTER: &str = "
    app.kubernetes.io/part-of: spaces
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-type: external
    service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
spec:
  type: LoadBalancer # who may reach it
";

#[test]
fn without_an_exposure_a_release_passes_through() {
    for helm in helms("without_an_exposure_a_release_passes_through") {
        let ended = helm.post_rendered(&[]);
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, helm.untouched(&[]), "Helm {:?}", helm.version);
    }
}

#[test]
fn the_service_becomes_a_load_balancer_and_nothing_else_changes() {
    for helm in helms("the_service_becomes_a_load_balancer_and_nothing_else_changes") {
        let untouched = helm.untouched(&[]);
        assert_eq!(untouched.matches(BEFORE).count(), 1, "{untouched}");
        let ended = helm.post_rendered(&["--exposure", EXPOSURE]);
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, untouched.replace(BEFORE, AFTER), "Helm {:?}", helm.version);

        let again =
            portico(["post-render", "--exposure", EXPOSURE]).folder(&root()).input(ended.output.clone()).ended();
        assert_eq!((again.code, again.output), (0, ended.output), "Helm {:?}", helm.version);
    }
}

#[test]
fn a_service_that_is_exposed_already_stays_as_it_is() {
    let values = "tests/fixtures/helm/exposed-already.yaml";
    for helm in helms("a_service_that_is_exposed_already_stays_as_it_is") {
        let through = helm.through_portico(&["--exposure", EXPOSURE]);
        let ended = helm.template(&[&["--values", values], through.as_slice()].concat());
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, helm.untouched(&["--values", values]), "Helm {:?}", helm.version);
    }
}

#[test]
fn a_variable_may_name_the_exposure() {
    for helm in helms("a_variable_may_name_the_exposure") {
        let by_flag = helm.post_rendered(&["--exposure", EXPOSURE]);
        let mut command = helm.command(&["template"], Path::new(CHART));
        let ended = run_to_end(command.args(helm.through_portico(&[])).env("PORTICO_EXPOSURE", EXPOSURE));
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, by_flag.output, "Helm {:?}", helm.version);
    }
}

#[test]
fn an_exposure_among_the_templates_is_applied_and_taken_out() {
    let exposure = fs::read_to_string(root().join(EXPOSURE)).expect("the example has an Exposure");
    let chart = chart_with("exposure.yaml", &exposure);
    for helm in helms("an_exposure_among_the_templates_is_applied_and_taken_out") {
        let by_flag = helm.post_rendered(&["--exposure", EXPOSURE]);
        let ended = run_to_end(helm.command(&["template"], chart.path()).args(helm.through_portico(&[])));
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, by_flag.output, "Helm {:?}", helm.version);
    }
}

/// The Service in the styles of other charts, a file each.
fn services() -> Vec<PathBuf> {
    let folder = root().join("tests/fixtures/helm/services");
    let files = fs::read_dir(folder).expect("there are Services");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a folder can be read").path()).collect();
    files.sort();
    files
}

#[test]
fn a_service_is_exposed_whatever_its_style() {
    for helm in helms("a_service_is_exposed_whatever_its_style") {
        for file in services() {
            let text = fs::read_to_string(&file).expect("a Service can be read");
            let chart = chart_with("service.yaml", &text);
            let template = |flags| run_to_end(helm.command(&["template"], chart.path()).args(flags));
            let untouched = template(helm.through_nothing().to_vec());
            let ended = template(helm.through_portico(&["--exposure", EXPOSURE]));
            assert_rendered(&helm, &ended);
            let case = format!("Helm {:?}, {}: {}", helm.version, file.display(), ended.output);
            assert_eq!(objects(&ended.output), exposed_on_aws(objects(&untouched.output)), "{case}");

            let again =
                portico(["post-render", "--exposure", EXPOSURE]).folder(&root()).input(ended.output.clone()).ended();
            assert_eq!((again.code, again.output), (0, ended.output), "{case}");
        }
    }
}
