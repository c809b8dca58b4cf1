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
    pub composite: Value,
    pub composition: Value,
}

/// The outcome of crank's run.
#[derive(Debug)]
pub struct Rendered(pub Ended);

impl Pipeline {
    /// Copies the example, with its functions at the server's address and (in Docker's stead) the neighbour's.
    pub fn new(server: &Server) -> Self {
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
            let text = fs::read_to_string(example.folder().join(file)).expect("the example has the file");
            let [object] = &objects(&text)[..] else { panic!("one object in {file}") };
            object.clone()
        });
        Self { example, composite, composition }
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
        for (file, object) in [("xr.yaml", &self.composite), ("composition.yaml", &self.composition)] {
            fs::write(self.example.folder().join(file), object.to_string()).expect("the copy can be changed");
        }
        let mut command = Command::new(crank);
        command.current_dir(self.example.folder()).args(["render", "xr.yaml", "composition.yaml", "functions.yaml"]);
        Rendered(run_to_end(command.args(["--include-function-results", "--timeout=60s"])))
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
        let of = |object: &Value| object["status"]["conditions"].as_array().cloned().unwrap_or_default();
        let conditions: Vec<Value> = self.objects().iter().flat_map(of).collect();
        let valid = conditions.iter().find(|condition| condition["type"] == "ExposureValid");
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

    #[track_caller]
    fn objects(&self) -> Vec<Value> {
        assert_eq!(self.0.code, 0, "{self:#?}");
        objects(&self.0.output)
    }
}
