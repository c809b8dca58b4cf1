//! KCL in front of Portico: a program prints a release and the Exposure for it, as one stream.
//!
//! The engine is the real one. KCL's own program can't be had from a package registry, so a script of the fixtures
//! takes its place, with the part of its command line that the example needs.

use portico_tests::{Example, root, run_to_end, set_search_path, skip};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Finds the engine's Python and the script that stands for `kcl`, if the engine is there.
fn kcl() -> Option<[PathBuf; 2]> {
    let python = portico_xtask::tool("kcl").map_err(skip).ok()?;
    Some([python, root().join("tests/fixtures/kcl/kcl")])
}

/// Gives the output of the example's program.
fn printed(kcl: &[PathBuf; 2], folder: &Path) -> String {
    let mut command = Command::new("kcl");
    set_search_path(&mut command, &kcl.each_ref().map(PathBuf::as_path));
    let ended = run_to_end(command.args(["run", "main.k"]).current_dir(folder));
    assert_eq!(ended.code, 0, "{ended:#?}");
    ended.output
}

#[test]
fn the_exposure_is_taken_out_of_the_stream_and_applied() {
    let Some(kcl) = kcl() else {
        return;
    };
    let example = Example::new("kcl");
    let printed = printed(&kcl, example.folder());
    let (release, exposure) = printed.rsplit_once("---\n").expect("it prints a stream");
    assert!(exposure.contains("kind: Exposure"), "{exposure}");
    let before = "  labels:\n    app: spaces-router\nspec:\n  type: ClusterIP\n";
    let after = "  labels:\n    app: spaces-router\n  annotations:\n\
                 \x20   service.beta.kubernetes.io/aws-load-balancer-type: external\n\
                 \x20   service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing\n\
                 \x20   service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip\n\
                 spec:\n  type: LoadBalancer\n";
    assert_eq!(release.matches(before).count(), 1, "{release}");

    let ended = run_to_end(&mut example.commands("Run", &kcl.each_ref().map(PathBuf::as_path)));
    assert_eq!(ended.code, 0, "{ended:#?}");
    assert_eq!(ended.output, release.replace(before, after));
}

#[test]
fn what_cannot_work_ends_the_pipe_with_the_reason() {
    let Some(kcl) = kcl() else {
        return;
    };
    for (right, wrong, rule, reason) in [
        (
            "_host = \"proxy.example.com\"",
            "_host = \"proxy.example.com:443\"",
            "host-is-not-a-domain-name",
            "has a port",
        ),
        ("\"LoadBalancer\"", "\"Loadbalancer\"", "value-not-allowed", "Loadbalancer"),
        ("labels = _labels", "annotations = {\"example.com/count\" = 3}", "non-string-metadata-value", "the number 3"),
    ] {
        let example = Example::new("kcl");
        example.replace("main.k", right, wrong);
        let ended = run_to_end(&mut example.commands("Run", &kcl.each_ref().map(PathBuf::as_path)));
        assert_eq!((ended.code, ended.output.as_str()), (1, ""), "{rule}: {ended:#?}");
        for said in [rule, reason, "help"] {
            assert!(ended.talk.contains(said), "{rule}: {said:?} is not said: {ended:#?}");
        }
    }
}
