//! The files that the outputs are written to, under the names that the steps use.

use super::Rendered;
use serde::Serialize;

/// The name of the file with the Helm values for the Spaces chart.
pub(in crate::render) const VALUES: &str = "exposure-values.yaml";
/// The name of the file with the method as plain objects.
pub(in crate::render) const MANIFESTS: &str = "manifests.yaml";
const EXPOSURE: &str = "exposure.yaml";
const STEPS: &str = "steps.md";
const DIAGRAM: &str = "diagram.mmd";

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// The file's name, without a folder.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// Gives every output as a file, in the order in which they are used.
pub(super) fn files(rendered: &Rendered) -> Vec<File> {
    let mut files =
        vec![file(EXPOSURE, &rendered.exposure), file(STEPS, &rendered.steps), file(DIAGRAM, &rendered.diagram)];
    files.extend(rendered.prerequisites.iter().map(|prerequisite| file(&prerequisite.file, &prerequisite.text)));
    files.extend(rendered.values.iter().map(|values| file(VALUES, values)));
    files.push(file(MANIFESTS, &rendered.manifests));
    files
}

/// Makes a file whose first line names Portico, so that it can be told from files that people wrote.
fn file(name: &str, text: &str) -> File {
    let made = format!("Made by Portico {}", crate::VERSION);
    let mark = match name.rsplit('.').next() {
        _ if text.starts_with(&format!("# {made}")) => String::new(),
        Some("md") => format!("<!-- {made}. -->\n\n"),
        Some("mmd") => format!("%% {made}.\n"),
        _ => format!("# {made}.\n"),
    };
    File { name: name.to_owned(), text: mark + text }
}
