//! The WebAssembly module, run by Helm 4: its command gives the program's output, and its post-renderer says why it
//! can't work.

use super::installed::{CHART, EXPOSURE, Helm, Version, helm};
use portico_tests::{Ended, portico, root, run_to_end, set_search_path, skip};
use portico_xtask::{helm_module, wasm_target};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Gives every Helm that takes modules, with the module's plugins installed.
fn helms() -> Vec<Helm> {
    let helms: Vec<Helm> = [Version::FourZero, Version::Four].into_iter().filter_map(helm).collect();
    if helms.is_empty() {
        return helms;
    }
    if let Err(missing) = wasm_target::ensure_one(wasm_target::HELM_TARGET) {
        skip(missing);
        return Vec::new();
    }
    for helm in &helms {
        install(helm, "src/helm-packages/helm4/portico-wasm.yaml", "portico-wasm");
        install(helm, "src/helm-packages/helm4/portico-wasm-post-renderer.yaml", "portico-wasm-post-renderer");
    }
    helms
}

/// Builds the module from the current sources.
fn module() -> &'static Path {
    static MODULE: OnceLock<PathBuf> = OnceLock::new();
    MODULE.get_or_init(|| helm_module::build().expect("the module can be built"))
}

fn install(helm: &Helm, manifest: &str, name: &str) {
    let plugin = helm.plugin(name);
    fs::create_dir_all(&plugin).expect("a folder can be made");
    fs::copy(root().join(manifest), plugin.join("plugin.yaml")).expect("the plugin has a manifest");
    fs::copy(module(), plugin.join(helm_module::FILE_NAME)).expect("a plugin can be installed");
}

/// Runs the module's command with a file of the repository, or nothing, as its input.
fn command(helm: &Helm, arguments: &[&str], input: &str) -> Ended {
    let mut command = Command::new(&helm.program);
    set_search_path(&mut command, &[]);
    helm.at_home(&mut command);
    command.arg("portico-wasm").args(arguments).current_dir(root());
    if input.is_empty() {
        return run_to_end(&mut command);
    }
    let end = command.stdin(File::open(root().join(input)).expect("the input is there")).output();
    let end = end.expect("Helm can be started");
    let text = |bytes| String::from_utf8(bytes).expect("what Helm prints is UTF-8");
    let code = end.status.code().expect("Helm ends by itself");
    Ended { code, output: text(end.stdout), talk: text(end.stderr), peak: None }
}

/// Runs the program with the same input.
fn program(arguments: &[&str], input: &str) -> Ended {
    let input =
        if input.is_empty() { String::new() } else { fs::read_to_string(root().join(input)).expect("it is there") };
    portico(arguments).folder(&root()).input(input).ended()
}

/// Arguments for every kind of question, each with the file that it is about.
const ASKED: [(&[&str], &str); 9] = [
    (&["render", "--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"], ""),
    (&["render", "-f", "-", "--output", "prerequisites", "--cloud", "azure"], EXPOSURE),
    (&["render", "-f", "-", "--output", "manifests"], EXPOSURE),
    (&["render", "-f", "-", "--output", "steps"], "examples/helm/exposure-traefik.yaml"),
    (&["validate", "--cloud", "aws", "--format", "json"], EXPOSURE),
    (&["validate", "--spaces", "1.17", "--kubernetes", "1.34"], "examples/validate/values.yaml"),
    (&["validate", "--format", "sarif"], "examples/validate/values.yaml"),
    (&["explain"], ""),
    (&["explain", "tls-ends-at-load-balancer"], ""),
];

#[test]
fn the_module_gives_what_the_program_gives() {
    for helm in helms() {
        for (arguments, input) in ASKED {
            let (ended, expected) = (command(&helm, arguments, input), program(arguments, input));
            let case = format!("Helm {:?}, {arguments:?}, {input}: {ended:#?}", helm.version);
            assert_eq!(ended.output, expected.output, "{case}");
            assert!(!ended.output.is_empty(), "{case}");
            assert_eq!(ended.code, expected.code, "{case}");
        }
    }
}

#[test]
fn wrong_configuration_fails_and_its_report_is_printed() {
    for helm in helms() {
        let judged = command(&helm, &["validate"], "examples/validate/values.yaml");
        assert_eq!(judged.code, 1, "{judged:#?}");
        assert!(judged.output.contains("error[non-string-metadata-value]"), "{judged:#?}");
        assert!(judged.talk.contains("the input is wrong"), "{judged:#?}");

        let rendered = command(&helm, &["render", "-f", "-"], "tests/fixtures/helm/exposure-with-a-scheme.yaml");
        assert_eq!((rendered.code, rendered.output.as_str()), (1, ""), "{rendered:#?}");
        assert!(rendered.talk.contains("error[host-is-not-a-domain-name]"), "{rendered:#?}");
    }
}

#[test]
fn wrong_usage_fails_with_the_reason_and_without_a_panic() {
    for helm in helms() {
        let refused: [(&[&str], &str); 4] = [
            (&["render", "--hots", "proxy.example.com"], "unexpected argument '--hots'"),
            (&["validate", "values.yaml"], "values.yaml can't be read: Helm gives this module no files"),
            (&["explain", "novel"], "there is no rule novel"),
            (&[], "Usage: helm portico-wasm <COMMAND>"),
        ];
        for (arguments, reason) in refused {
            let ended = command(&helm, arguments, "");
            let case = format!("Helm {:?}, {arguments:?}: {ended:#?}", helm.version);
            assert_eq!((ended.code, ended.output.as_str()), (1, ""), "{case}");
            assert!(ended.talk.contains(reason) && !ended.talk.contains("panic"), "{case}");
        }
    }
}

#[test]
fn input_that_is_no_text_is_refused_and_traps_nothing() {
    for helm in helms() {
        let ended = command(&helm, &["validate"], "js/package-lock.json");
        assert_eq!(ended.code, 1, "{ended:#?}");
        assert!(ended.talk.contains("nothing was recognised"), "{ended:#?}");
        let binary = helm.plugin("portico-wasm").join(helm_module::FILE_NAME);
        let ended = command(&helm, &["validate"], binary.to_str().expect("the path is UTF-8"));
        assert_eq!(ended.code, 1, "{ended:#?}");
        assert!(ended.talk.contains("standard input looks like a binary file"), "{ended:#?}");
    }
}

#[test]
fn the_post_renderer_says_that_helm_passes_it_no_release() {
    for helm in helms() {
        let mut command = helm.command(&["template"], Path::new(CHART));
        let ended = run_to_end(command.args(["--post-renderer", "portico-wasm-post-renderer"]));
        let case = format!("Helm {:?}: {ended:#?}", helm.version);
        assert_eq!((ended.code, ended.output.as_str()), (1, ""), "{case}");
        for said in ["Helm gave this post-renderer no release", "--post-renderer portico", "issues/31832"] {
            assert!(ended.talk.contains(said), "{said:?} is not said. {case}");
        }
        assert!(!ended.talk.contains("panic"), "{case}");
    }
}
