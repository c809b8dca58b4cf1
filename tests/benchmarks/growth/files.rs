//! An input as files, and the command line that gives it to the program.

use portico_tests::growth::{Input, Kind, Task};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with the input's files.
pub struct Files {
    folder: TempDir,
    /// The file for standard input: the only source, or empty.
    input: PathBuf,
    arguments: Vec<String>,
    /// All of the texts, in bytes.
    pub bytes: usize,
}

impl Files {
    /// Writes an input's files, and the arguments for a task.
    pub fn of(input: &Input, task: Task) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let write = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).expect("a file can be written");
            name.to_owned()
        };
        let numbered = |kind: &str, texts: &[String]| -> Vec<String> {
            texts.iter().enumerate().map(|(number, text)| write(&format!("{kind}{number}.yaml"), text)).collect()
        };
        let exposure = task.exposure(input).map(|text| write("exposure", &text));
        let values = numbered("values", &input.values);
        let previous = numbered("previous", &input.previous);
        let sources = match &input.sources[..] {
            [only] => {
                write("input", only);
                vec!["-".to_owned()]
            }
            several => {
                write("input", "");
                numbered("source", several)
            }
        };
        let texts = [&input.sources, &input.values, &input.previous].into_iter().flatten();
        let bytes = texts.map(String::len).sum();
        let given = Given { sources, values, previous, exposure };
        Self { input: folder.path().join("input"), arguments: given.arguments(task, input.kind), folder, bytes }
    }

    /// Gives the folder in which the program is to run.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Gives the file for its standard input.
    pub fn input(&self) -> &Path {
        &self.input
    }

    /// Gives the program's arguments.
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }
}

/// The names of the files.
struct Given {
    sources: Vec<String>,
    values: Vec<String>,
    previous: Vec<String>,
    exposure: Option<String>,
}

impl Given {
    fn arguments(&self, task: Task, kind: Kind) -> Vec<String> {
        let words: &[&str] = match task {
            Task::Validate(form) => &["validate", "--no-config", "--format", form.flag()],
            Task::Fix => &["validate", "--no-config", "--fix"],
            Task::Diff => &["validate", "--no-config", "--diff"],
            Task::PostRender | Task::PostRenderBy(_) => &["post-render"],
            Task::Krm => &["krm"],
            Task::Render => &["render", "--output", "all", "--exposure", "-"],
            Task::RenderInto => &["render", "--into"],
        };
        let mut arguments: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        if task == Task::RenderInto {
            arguments.extend(self.values.iter().cloned());
        }
        arguments.extend(self.exposure.iter().flat_map(|file| ["--exposure".to_owned(), file.clone()]));
        if matches!(task, Task::Validate(_) | Task::Fix | Task::Diff) {
            let flags = |flag: &str, files: &[String]| -> Vec<String> {
                files.iter().flat_map(|file| [flag.to_owned(), file.clone()]).collect()
            };
            arguments.extend(flags("--values", &self.values));
            arguments.extend(flags("--previous", &self.previous));
            if kind != Kind::Values {
                arguments.extend(self.sources.iter().cloned());
            }
        }
        arguments
    }
}
