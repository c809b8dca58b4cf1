//! A case: a file and what its first line asks of it. What is answered is an engine's.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// A question, and the text that it is about.
pub struct Case {
    /// The file's name, which is also the source's.
    pub name: String,
    /// The whole file.
    pub text: String,
    /// What is asked.
    pub question: Question,
}

/// What is asked of a case.
pub enum Question {
    /// Render, with fields that win over the text.
    Render { fields: Vec<(String, String)> },
    /// Merge an Exposure's values into the text.
    Merge { exposure: File },
    /// Validate, and perhaps write every form of report.
    Validate { told: Told, reports: bool },
    /// Apply the fixes: those that are safe, or others too.
    Mend { told: Told, unsafe_fixes: bool, partial_fixes: bool },
    /// Transform.
    Transform { exposure: Option<File>, resource_list: bool, strict: bool },
}

/// What a validation is told beside its source.
#[derive(Clone)]
pub struct Told {
    /// One of the document kinds.
    pub read_as: Option<String>,
    /// The cloud.
    pub cloud: Option<String>,
    /// The controller.
    pub controller: Option<String>,
    /// The version of Spaces.
    pub spaces: Option<String>,
    /// The version of Kubernetes.
    pub kubernetes: Option<String>,
    /// The version of the Gateway API.
    pub gateway_api: Option<String>,
    /// The Exposure.
    pub exposure: Option<File>,
    /// Values that are merged over the source's.
    pub values: Vec<File>,
    /// The earlier form.
    pub previous: Vec<File>,
    /// Rules, each with the level that it is set to.
    pub levels: Vec<(String, String)>,
}

/// Another file of the folder.
#[derive(Clone)]
pub struct File {
    /// Its name.
    pub name: String,
    /// The whole of it.
    pub text: String,
}

/// Every case, sorted by name.
pub fn all() -> Vec<Case> {
    let files = fs::read_dir(folder()).expect("the cases' folder can be listed");
    let mut names: Vec<String> = files
        .map(|file| file.expect("the cases' folder can be listed").file_name().into_string().expect("names are UTF-8"))
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    names.sort();
    names.into_iter().filter_map(read).collect()
}

/// The case in a file; none where its first line asks nothing.
fn read(name: String) -> Option<Case> {
    let text = file(&name).text;
    let mut words = text.lines().next()?.strip_prefix("#: ")?.split_whitespace();
    let verb = words.next()?;
    let mut flags: Vec<(String, String)> = words
        .map(|word| word.split_once('=').unwrap_or((word, "")))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut flag = |wanted: &str| {
        let found = flags.iter().position(|(name, _)| name == wanted)?;
        Some(flags.remove(found).1)
    };
    let question = match verb {
        "render" => Question::Render { fields: std::mem::take(&mut flags) },
        "merge" => Question::Merge { exposure: file(&flag("exposure").unwrap_or_default()) },
        "validate" => Question::Validate { told: told(&mut flag), reports: flag("reports").is_some() },
        "mend" => Question::Mend {
            told: told(&mut flag),
            unsafe_fixes: flag("unsafe").is_some(),
            partial_fixes: flag("partial").is_some(),
        },
        "transform" => Question::Transform {
            exposure: flag("exposure").map(|name| file(&name)),
            resource_list: flag("envelope").is_some_and(|envelope| envelope == "resource-list"),
            strict: flag("strict").is_some(),
        },
        _ => panic!("{name} asks to {verb}, which is none of render, merge, validate, mend, transform"),
    };
    assert!(flags.is_empty(), "{name} asks to {verb} with {flags:?}, which it doesn't take");
    Some(Case { name, text, question })
}

fn told(flag: &mut impl FnMut(&str) -> Option<String>) -> Told {
    let mut files =
        |name| flag(name).into_iter().flat_map(|names| names.split(',').map(file).collect::<Vec<_>>()).collect();
    let (values, previous) = (files("values"), files("previous"));
    let levels = flag("levels").unwrap_or_default();
    let levels = levels.split(',').filter_map(|level| level.split_once(':'));
    Told {
        read_as: flag("as"),
        cloud: flag("cloud"),
        controller: flag("controller"),
        spaces: flag("spaces"),
        kubernetes: flag("kubernetes"),
        gateway_api: flag("gateway-api"),
        exposure: flag("exposure").map(|name| file(&name)),
        values,
        previous,
        levels: levels.map(|(rule, level)| (rule.to_owned(), level.to_owned())).collect(),
    }
}

fn folder() -> PathBuf {
    portico_tests::root().join("tests/fixtures/cases")
}

fn file(name: &str) -> File {
    let text = fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name} can't be read: {error}"));
    File { name: name.to_owned(), text }
}

impl Case {
    /// Where the answer is committed.
    pub fn expected_path(&self) -> PathBuf {
        folder().join(&self.name).with_extension("expected")
    }

    /// The answer that was committed; empty where none was.
    pub fn expected(&self) -> String {
        fs::read_to_string(self.expected_path()).unwrap_or_default()
    }
}

/// An answer, as every engine writes it.
#[derive(Default)]
pub struct Outcome {
    /// The outputs, each under its name.
    pub parts: String,
    /// What is wrong, for people.
    pub human: String,
    /// What is wrong, for programs.
    pub json: String,
}

impl Outcome {
    /// Adds a file that was rendered.
    pub fn rendered(&mut self, name: &str, text: &str) {
        write!(self.parts, "=== {name}\n{text}").expect("a text takes text");
    }

    /// Adds what the text became.
    pub fn transformed(&mut self, text: &str) {
        write!(self.parts, "=== text\n{text}").expect("a text takes text");
    }

    /// The whole, as one text.
    pub fn text(self) -> String {
        let Self { parts, human, json } = self;
        format!("{parts}=== human\n{human}=== json\n{json}\n")
    }
}
