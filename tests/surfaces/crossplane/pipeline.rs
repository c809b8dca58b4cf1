//! The files of `examples/crossplane`, rendered by crank through running functions, as they are or changed by a test.

use super::neighbour;
use super::server::Server;
use portico_tests::{Ended, Example, objects, run_to_end};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// The files that crank renders.
pub struct Pipeline {
    example: Example,
    folder: String,
    pub composite: Value,
    pub composition: Value,
}

/// The outcome of crank's run.
#[derive(Debug)]
pub struct Rendered(pub Ended);

impl Pipeline {
    /// Copies the first of the examples.
    pub fn new(server: &Server) -> Self {
        Self::of(server, "load-balancer")
    }

    /// Copies an example, with its functions at the server's address and (in Docker's stead) the neighbour's.
    pub fn of(server: &Server, folder: &str) -> Self {
        let example = Example::new("crossplane");
        example.replace("functions.yaml", "127.0.0.1:9443", &server.address().to_string());
        let name = "name: function-patch-and-transform\n";
        let annotations = format!(
            "{name}  annotations:\n    render.crossplane.io/runtime: Development\n    \
             render.crossplane.io/runtime-development-target: {}\n",
            neighbour::address()
        );
        example.replace("functions.yaml", name, &annotations);
        let [composite, composition] = ["xr.yaml", "composition.yaml"].map(|file| {
            let text = fs::read_to_string(example.folder().join(folder).join(file)).expect("the example has the file");
            let [object] = &objects(&text)[..] else { panic!("one object in {file}") };
            object.clone()
        });
        Self { example, folder: folder.to_owned(), composite, composition }
    }

    /// Gives the composite's `spec.exposure`.
    pub fn asked(&mut self) -> &mut Value {
        &mut self.composite["spec"]["exposure"]
    }

    /// Gives the resources that the first step desires.
    pub fn resources(&mut self) -> &mut Value {
        &mut self.composition["spec"]["pipeline"][0]["input"]["resources"]
    }

    /// Gives the step of Portico.
    pub fn step(&mut self) -> &mut Value {
        &mut self.composition["spec"]["pipeline"][1]
    }

    /// Renders it, as it was changed.
    pub fn render(&self, crank: &Path) -> Rendered {
        self.render_with(crank, &[], &[])
    }

    /// Renders it, as it was changed, with what the cluster shows: resources of the composite, and further objects.
    pub fn render_with(&self, crank: &Path, observed: &[Value], required: &[Value]) -> Rendered {
        let folder = self.example.folder().join(&self.folder);
        let stream = |objects: &[Value]| objects.iter().map(Value::to_string).collect::<Vec<_>>().join("\n---\n");
        let write = |file: &str, text: String| fs::write(folder.join(file), text).expect("the copy can be changed");
        write("xr.yaml", self.composite.to_string());
        write("composition.yaml", self.composition.to_string());
        let mut command = Command::new(crank);
        command.current_dir(&folder).args(["render", "xr.yaml", "composition.yaml", "../functions.yaml"]);
        for (flag, file, objects) in [("-o", "observed.yaml", observed), ("-e", "required.yaml", required)] {
            if !objects.is_empty() {
                write(file, stream(objects));
                command.args([flag, file]);
            }
        }
        Rendered(run_to_end(command.args(["--include-function-results", "--include-full-xr", "--timeout=60s"])))
    }

    /// Renders it by the command of its README, with crank under the name that it is installed by.
    pub fn render_by_readme(&self, crank: &Path) -> Rendered {
        let installed = self.example.folder().join("crossplane");
        symlink(crank, &installed).expect("the copy can be changed");
        Rendered(run_to_end(&mut self.example.commands("Render", &[&installed])))
    }
}

impl Rendered {
    /// Gives the composed resource of a name.
    #[track_caller]
    pub fn resource(&self, name: &str) -> Value {
        let is_named =
            |object: &Value| object["metadata"]["annotations"]["crossplane.io/composition-resource-name"] == name;
        self.objects().into_iter().find(is_named).unwrap_or_else(|| panic!("no resource {name}: {self:#?}"))
    }

    /// Gives the composite's condition for its Exposure: its status, its reason, its message.
    #[track_caller]
    pub fn condition(&self) -> [String; 3] {
        self.condition_of("ExposureValid")
    }

    /// Gives a condition of the composite: its status, its reason, its message.
    #[track_caller]
    pub fn condition_of(&self, kind: &str) -> [String; 3] {
        let of = |object: &Value| object["status"]["conditions"].as_array().cloned().unwrap_or_default();
        let conditions: Vec<Value> = self.objects().iter().flat_map(of).collect();
        let valid = conditions.iter().find(|condition| condition["type"] == kind);
        let valid = valid.unwrap_or_else(|| panic!("no condition: {self:#?}"));
        ["status", "reason", "message"].map(|field| valid[field].as_str().unwrap_or_default().to_owned())
    }

    /// Asserts that crank failed, with each of these in its output.
    #[track_caller]
    pub fn assert_refused(&self, sayings: &[&str]) {
        assert_eq!(self.0.code, 1, "{self:#?}");
        for saying in sayings {
            assert!(self.0.talk.contains(saying), "{saying}: {self:#?}");
        }
    }

    /// Asserts that no step gave a result, which would be an event of the composite at every reconciliation.
    #[track_caller]
    pub fn assert_without_results(&self) {
        assert!(self.objects().iter().all(|object| object["kind"] != "Result"), "{self:#?}");
    }

    /// Gives everything that crank printed.
    #[track_caller]
    pub fn objects(&self) -> Vec<Value> {
        assert_eq!(self.0.code, 0, "{self:#?}");
        objects(&self.0.output)
    }
}
