//! The text of those outputs of `render` that are several files.

use crate::UsageError;

/// Joins the prerequisites, given by file name and text, into one stream of YAML, each below its name.
pub fn prerequisites<'files>(files: impl IntoIterator<Item = (&'files str, &'files str)>) -> String {
    let below_its_name = |(name, text)| format!("# {name}\n{text}");
    let stream = files.into_iter().map(below_its_name).collect::<Vec<_>>().join("---\n");
    if stream.is_empty() { "# Nothing has to be put in place beside the release.\n".to_owned() } else { stream }
}

/// Joins files, given by name and text, one below the other, for people to read.
pub fn one_below_the_other<'files>(files: impl IntoIterator<Item = (&'files str, &'files str)>) -> String {
    let below_its_name = |(name, text)| format!("# ===== {name} =====\n{text}");
    files.into_iter().map(below_its_name).collect::<Vec<_>>().join("\n")
}

/// Gives the error for an Exposure that has no values.
#[must_use]
pub fn no_values() -> UsageError {
    let message = "there are no values: the Exposure's backend isn't the Spaces chart's";
    UsageError::new(message, "see the objects to apply instead with --output manifests")
}
