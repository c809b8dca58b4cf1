//! The examples by the newest command line of Crossplane, whose engine is a whole Crossplane: both take long to build,
//! and are there in large runs.

use super::neighbour;
use super::server::Server;
use portico_tests::{Ended, copy_folder, objects, run_to_end, skip};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The files that a pipeline is rendered from.
const FILES: [&str; 3] = ["xr.yaml", "composition.yaml", "functions.yaml"];

/// The command line, and the Crossplane that it renders with instead of Docker.
struct CommandLine {
    program: PathBuf,
    engine: PathBuf,
}

impl CommandLine {
    /// Gives it; `None`, and a skip, when it isn't there.
    fn new() -> Option<Self> {
        let program = portico_xtask::tool("crossplane-cli").map_err(skip).ok()?;
        let engine = portico_xtask::tool("crossplane-core").map_err(skip).ok()?;
        Some(Self { program, engine })
    }

    fn render(&self, folder: &Path, more: &[&str]) -> Ended {
        let mut command = Command::new(&self.program);
        command.current_dir(folder).args(["composition", "render"]).args(FILES);
        command.arg(format!("--crossplane-binary={}", self.engine.display()));
        // It would read the settings of this machine's user.
        command.env("HOME", folder).args(["--include-function-results", "--timeout=60s"]);
        run_to_end(command.args(more))
    }
}

/// Copies every example with a pipeline, its functions where they listen.
fn examples(server: &Server) -> Vec<(String, TempDir)> {
    let examples = portico_xtask::root().join("examples/crossplane");
    let entries = fs::read_dir(&examples).expect("it can be read").map(|entry| entry.expect("it can be read").path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    let copied = folders.into_iter().map(|folder| {
        let copy = tempfile::tempdir().expect("a folder can be made");
        copy_folder(&folder, copy.path());
        let functions = copy.path().join("functions.yaml");
        fs::copy(examples.join("functions.yaml"), &functions).expect("it can be copied");
        point_functions(&functions, server);
        (folder.strip_prefix(&examples).expect("it is below").display().to_string(), copy)
    });
    copied.collect()
}

/// Has a file of functions say where they listen: Portico, and the neighbour in the stead of any other.
fn point_functions(file: &Path, server: &Server) {
    let mut functions = objects(&fs::read_to_string(file).expect("it is there"));
    for function in &mut functions {
        let is_own = function["metadata"]["name"] == "function-portico";
        let target = if is_own { server.address() } else { neighbour::address() };
        function["metadata"]["annotations"] = json!({
            "render.crossplane.io/runtime": "Development",
            "render.crossplane.io/runtime-development-target": target.to_string(),
        });
    }
    let text: Vec<String> = functions.iter().map(Value::to_string).collect();
    fs::write(file, text.join("\n---\n")).expect("the copy can be changed");
}

/// Gives the composite's condition for its Exposure.
fn condition(rendered: &[Value]) -> Option<&Value> {
    let all = rendered.iter().filter_map(|object| object["status"]["conditions"].as_array()).flatten();
    all.into_iter().find(|condition| condition["type"] == "ExposureValid")
}

#[test]
fn every_example_renders_by_the_newest_command_line() {
    let Some(command_line) = CommandLine::new() else { return };
    let server = Server::start();
    let examples = examples(&server);
    assert!(!examples.is_empty());
    for (name, folder) in examples {
        let ended = command_line.render(folder.path(), &[]);
        assert_eq!(ended.code, 0, "{name}: {ended:#?}");
        let rendered = objects(&ended.output);
        // One example has no backend yet.
        let expected = if name == "service-later" { "Unknown" } else { "True" };
        assert_eq!(condition(&rendered).expect("there is one")["status"], expected, "{name}: {ended:#?}");
        let results = rendered.iter().filter(|object| object["kind"] == "Result");
        let ours = results.filter(|result| result["message"].as_str().is_some_and(|said| said.contains("`expose`")));
        assert_eq!(ours.count(), 0, "{name}: {ended:#?}");

        // What was composed is observed, and the next reconciliation gives the same.
        let is_composed =
            |object: &&Value| object["metadata"]["annotations"]["crossplane.io/composition-resource-name"].is_string();
        let composed: Vec<&Value> = rendered.iter().filter(is_composed).collect();
        assert!(!composed.is_empty(), "{name}: {ended:#?}");
        let observed: Vec<String> = composed.iter().map(ToString::to_string).collect();
        fs::write(folder.path().join("observed.yaml"), observed.join("\n---\n")).expect("the copy can be changed");
        let again = objects(&command_line.render(folder.path(), &["--observed-resources=observed.yaml"]).output);
        let again: Vec<&Value> = again.iter().filter(is_composed).collect();
        assert_eq!(again.len(), composed.len(), "{name}");
        for (before, after) in composed.iter().zip(again) {
            assert_eq!(before["spec"], after["spec"], "{name}");
        }
    }
}

#[test]
fn the_newest_command_line_says_why_a_pipeline_ended() {
    let Some(command_line) = CommandLine::new() else { return };
    let server = Server::start();
    let (_, folder) = examples(&server).remove(0);
    let file = folder.path().join("xr.yaml");
    let mut composite = objects(&fs::read_to_string(&file).expect("it is there")).remove(0);
    composite["spec"]["exposure"]["host"] = json!("https://proxy.example.com/");
    fs::write(&file, composite.to_string()).expect("the copy can be changed");
    let ended = command_line.render(folder.path(), &[]);
    assert_eq!(ended.code, 1, "{ended:#?}");
    for said in ["returned a fatal result: host-is-not-a-domain-name: ", "(spec.exposure.host of the composite)"] {
        assert!(ended.talk.contains(said), "{said}: {ended:#?}");
    }
}
