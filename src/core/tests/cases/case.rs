//! A case is a file of `tests/fixtures/cases` whose first line says what to ask of it:
//!
//! ```text
//! #: render host=proxy.example.com method=LoadBalancer
//! #: validate cloud=aws controller=istio@1.30 as=spaces-values exposure=other.yaml values=over.yaml reports
//! #: validate levels=controller-retired:ignore,ingress-class-empty:error
//! #: fix unsafe partial
//! #: transform exposure=other.yaml envelope=resource-list strict spaces-releases=0,2
//! ```
//!
//! The whole file, that line included, is the input. The answer is the file beside it with `.expected` at its end.
//! The code that asks an engine is in the engine's own file; the test of the engines, `tests/conformance/same_bytes`,
//! includes this file too.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// A question, and the text that it is about.
pub struct Case {
    /// The file's name, which is also the source's.
    pub name: String,
    /// The whole file.
    pub text: String,
    /// The question.
    pub question: Question,
}

/// The question of a case.
pub enum Question {
    /// Render, with fields that win over the text.
    Render { fields: Vec<(String, String)> },
    /// Merge an Exposure's values into the text.
    Merge { exposure: File },
    /// Validate, and perhaps write every format of the report.
    Validate { told: Told, reports: bool },
    /// Apply the fixes: those that are safe, or others too.
    Fix { told: Told, unsafe_fixes: bool, partial_fixes: bool },
    /// Transform.
    Transform { exposure: Option<File>, resource_list: bool, strict: bool, spaces_releases: Vec<u32> },
}

/// The options of a validation.
#[derive(Clone)]
pub struct Told {
    /// Fields of the configuration, each with its value.
    pub overrides: Vec<(String, String)>,
    /// The `portico.yaml`.
    pub configuration: Option<File>,
    /// The Exposure.
    pub exposure: Option<File>,
    /// Values to merge over the source's.
    pub values: Vec<File>,
    /// The earlier form of the configuration.
    pub previous: Vec<File>,
}

/// Another file of the folder.
#[derive(Clone)]
pub struct File {
    /// The file's name.
    pub name: String,
    /// The whole file.
    pub text: String,
}

/// Reads every case, sorted by name.
pub fn all() -> Vec<Case> {
    let files = fs::read_dir(folder()).expect("the cases' folder can be listed");
    let mut names: Vec<String> = files
        .map(|file| file.expect("the cases' folder can be listed").file_name().into_string().expect("names are UTF-8"))
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    names.sort();
    let cases: Vec<Case> = names.into_iter().filter_map(read).collect();
    assert!(!cases.is_empty(), "there are no cases");
    cases
}

/// Compares an engine's answers with the committed ones.
pub fn agree(engine: &str, cases: &[Case], outcome: impl Fn(&Case) -> String) {
    let disagreements: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            difference(&case.expected(), &outcome(case)).map(|difference| format!("{}: {difference}", case.name))
        })
        .collect();
    assert!(disagreements.is_empty(), "{engine} disagrees with what was committed:\n{}", disagreements.join("\n"));
}

/// Gives the first line that differs.
fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let shared = expected.lines().zip(actual.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.split('\n').nth(shared).map_or("the end".to_owned(), |line| format!("{line:?}"));
    Some(format!("line {}: {} was expected, and {} came", shared + 1, line(expected), line(actual)))
}

/// Reads the case in a file; none where its first line asks nothing.
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
        "fix" => Question::Fix {
            told: told(&mut flag),
            unsafe_fixes: flag("unsafe").is_some(),
            partial_fixes: flag("partial").is_some(),
        },
        "transform" => Question::Transform {
            exposure: flag("exposure").map(|name| file(&name)),
            resource_list: flag("envelope").is_some_and(|envelope| envelope == "resource-list"),
            strict: flag("strict").is_some(),
            spaces_releases: flag("spaces-releases").map(|indexes| numbers(&indexes)).unwrap_or_default(),
        },
        _ => panic!("{name} asks to {verb}, which is none of render, merge, validate, fix, transform"),
    };
    assert!(flags.is_empty(), "{name} asks to {verb} with {flags:?}, which it doesn't take");
    Some(Case { name, text, question })
}

fn numbers(list: &str) -> Vec<u32> {
    list.split(',').map(|number| number.parse().expect("an index of an item")).collect()
}

fn told(flag: &mut impl FnMut(&str) -> Option<String>) -> Told {
    let mut files =
        |name| flag(name).into_iter().flat_map(|names| names.split(',').map(file).collect::<Vec<_>>()).collect();
    let (values, previous) = (files("values"), files("previous"));
    let fields = [
        ("cloud", "cloud"),
        ("controller", "controller"),
        ("as", "readAs"),
        ("spaces", "targets.spaces"),
        ("kubernetes", "targets.kubernetes"),
        ("gateway-api", "targets.gatewayAPI"),
    ];
    let configuration = flag("configuration").map(|name| file(&name));
    let levels = flag("levels").unwrap_or_default();
    let levels = levels.split(',').filter_map(|level| level.split_once(':'));
    let levels: Vec<_> = levels.map(|(rule, level)| (format!("rules.{rule}"), level.to_owned())).collect();
    let fields = fields.into_iter().filter_map(|(word, field)| Some((field.to_owned(), flag(word)?)));
    Told {
        overrides: fields.chain(levels).collect(),
        configuration,
        exposure: flag("exposure").map(|name| file(&name)),
        values,
        previous,
    }
}

/// Finds the cases' folder in the checkout of whatever crate this is compiled with.
fn folder() -> PathBuf {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|above| above.join("tests/fixtures/cases"));
    folders.find(|folder| folder.is_dir()).expect("the checkout has the cases")
}

fn file(name: &str) -> File {
    let text = fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name} can't be read: {error}"));
    File { name: name.to_owned(), text }
}

impl Case {
    /// Gives the path of the committed answer.
    pub fn expected_path(&self) -> PathBuf {
        folder().join(&self.name).with_extension("expected")
    }

    /// Reads the committed answer; empty where there is none.
    pub fn expected(&self) -> String {
        fs::read_to_string(self.expected_path()).unwrap_or_default()
    }
}

/// The formats of a report beside those that every answer has.
pub const OTHER_FORMATS: [&str; 3] = ["sarif", "junit", "github"];

/// An answer, as every engine writes it.
#[derive(Default)]
pub struct Outcome {
    /// The outputs, each under its name.
    pub parts: String,
    /// The diagnostics for people.
    pub human: String,
    /// The diagnostics for programs.
    pub json: String,
}

impl Outcome {
    /// Adds a file that was rendered.
    pub fn rendered(&mut self, name: &str, text: &str) {
        write!(self.parts, "=== {name}\n{text}").expect("a text takes text");
    }

    /// Adds the text after its edits.
    pub fn transformed(&mut self, text: &str) {
        write!(self.parts, "=== text\n{text}").expect("a text takes text");
    }

    /// Adds the texts of a report: those for people and for programs, then the other formats that were asked for.
    pub fn reported(&mut self, texts: Vec<String>, others: &[&str]) {
        let mut texts = texts.into_iter();
        (self.human, self.json) = (texts.next().unwrap_or_default(), texts.next().unwrap_or_default());
        others.iter().zip(texts).for_each(|(name, text)| self.rendered(name, &text));
    }

    /// Joins the parts and the diagnostics to one text.
    pub fn text(self) -> String {
        let Self { parts, human, json } = self;
        format!("{parts}=== human\n{human}=== json\n{json}\n")
    }
}
