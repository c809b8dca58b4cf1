//! `portico post-render`.

mod exposures;
mod helm4;
mod pipes;
mod streams;

use super::{EXPOSURE, SERVICE, assert_ended, folder, write};
use portico_tests::{portico, skip};
use std::fs;
use std::path::Path;

#[test]
fn a_release_gets_the_exposure_from_a_file_a_variable_or_itself() {
    let folder = folder();
    write(&folder, "exposure.yaml", EXPOSURE);
    let by_flag = portico(["post-render", "--exposure", "exposure.yaml"]).folder(folder.path()).input(SERVICE).ended();
    assert_ended(&by_flag, 0);
    assert!(by_flag.output.contains("type: LoadBalancer"), "{}", by_flag.output);

    let by_variable = portico(["post-render"])
        .variable("PORTICO_EXPOSURE", "exposure.yaml")
        .folder(folder.path())
        .input(SERVICE)
        .ended();
    assert_ended(&by_variable, 0);
    assert_eq!(by_flag.output, by_variable.output);

    let by_stream = portico(["post-render"]).input(format!("{SERVICE}---\n{EXPOSURE}")).ended();
    assert_ended(&by_stream, 0);
    assert!(by_stream.output.contains("type: LoadBalancer"), "{}", by_stream.output);
    assert!(!by_stream.output.contains("portico.dev/v1alpha1"), "{}", by_stream.output);

    let again = portico(["post-render", "--exposure", "exposure.yaml"])
        .folder(folder.path())
        .input(by_flag.output.clone())
        .ended();
    assert_eq!(by_flag.output, again.output, "twice is once");
}

#[test]
fn real_releases_pass_through() {
    let Some(corpus) = portico_tests::shared("corpus") else {
        return skip("../shared is not there");
    };
    for name in ["crossplane.yaml", "ingress-nginx.yaml", "traefik.yaml", "argocd.yaml", "kps.yaml"] {
        let release = fs::read_to_string(Path::new(&corpus).join(name)).expect("the corpus can be read");
        let ended = portico(["post-render"]).input(release.clone()).ended();
        assert_ended(&ended, 0);
        assert!(ended.output == release, "{name} is passed through as it is");
        let is_silent_otherwise = ended.talk.matches("-->").count() == 1;
        assert!(ended.talk.starts_with("info[exposure-missing]") && is_silent_otherwise, "{name}: {}", ended.talk);
    }
}
