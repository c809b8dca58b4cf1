//! The texts that other tests read, as texts for the checks: a new one is fuzzed too.

use crate::checks::Input;
use crate::question::PART;
use portico_manifest::split;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Gives the texts that fit a check.
#[must_use]
pub fn fixtures(input: Input) -> &'static [String] {
    let all = all();
    match input {
        Input::Question => &all.questions,
        Input::Changes => &all.changes,
        Input::Text => &all.documents,
    }
}

/// Gives every document of these texts.
pub fn documents() -> &'static [String] {
    &all().documents
}

struct Fixtures {
    questions: Vec<String>,
    changes: Vec<String>,
    documents: Vec<String>,
}

fn all() -> &'static Fixtures {
    static ALL: OnceLock<Fixtures> = OnceLock::new();
    ALL.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut files = Vec::new();
        collect(&root.join("tests/fixtures"), &mut files);
        collect(&root.join("examples"), &mut files);
        let streams = files.iter().filter_map(|file| Some((file, fs::read_to_string(file).ok()?)));
        let mut questions: Vec<String> = streams.map(|(file, text)| question(file, &text)).collect();
        questions.extend(portico_core::catalogue::rules().iter().flat_map(|rule| examples(&rule.documentation)));

        let mut edits = Vec::new();
        collect(&root.join("src/edit/fixtures"), &mut edits);
        let changes: Vec<String> = edits.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
        let documents = questions.iter().chain(&changes).flat_map(|text| {
            split(text).into_iter().map(|raw| raw.content.of(text).to_owned()).filter(|text| text.len() < 4096)
        });
        let documents = documents.collect();
        Fixtures { questions, changes, documents }
    })
}

/// Collects the files below a folder that hold YAML, in the order of their names.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "yaml" || extension == "txt") {
            files.push(entry);
        }
    }
}

/// Turns a case into a question, with the files that its first line names.
fn question(file: &Path, text: &str) -> String {
    let Some((asked, stream)) = text.strip_prefix("#:").and_then(|asked| asked.split_once('\n')) else {
        return text.to_owned();
    };
    let mut question = "#:".to_owned();
    let mut parts = String::new();
    for word in asked.split_whitespace() {
        match word.split_once('=') {
            Some((role @ ("exposure" | "values" | "previous"), names)) => {
                for name in names.split(',') {
                    let beside = fs::read_to_string(file.with_file_name(name)).unwrap_or_default();
                    parts.push_str(&format!("{PART}{role}\n{beside}"));
                }
            }
            _ => question.push_str(&format!(" {word}")),
        }
    }
    format!("{question}\n{stream}{parts}")
}

/// Gives the examples of a rule's documentation.
fn examples(documentation: &str) -> Vec<String> {
    let blocks = documentation.split("```yaml").skip(1).filter_map(|rest| rest.split("```").next());
    let cloud =
        |head: &str| head.split_once("--cloud ").map_or(String::new(), |(_, cloud)| format!("#: cloud={cloud}\n"));
    let example = |block: &str| block.split_once('\n').map(|(head, text)| cloud(head.trim()) + text);
    blocks.filter_map(example).collect()
}
