//! The rule `input-beyond-limits`; the reader finds it.

use crate::diagnostic::Diagnostic;
use crate::rule::declare_rule;
use portico_manifest::ReadError;

declare_rule! {
    /// Input that is larger, deeper or more entangled than any real configuration.
    ///
    /// ## What it finds
    ///
    /// A stream of more than 256 MiB, and a document of more bytes, levels, values or aliases than the README states.
    ///
    /// ## Why it matters
    ///
    /// A few hundred bytes of YAML can stand for gigabytes. The limits keep memory and time bounded.
    ///
    /// ## Example
    ///
    /// A document of 300 nested lists.
    ///
    /// ## What to do
    ///
    /// Split the stream, or write out what the aliases stand for.
    ///
    /// ## Sources
    ///
    /// Kubernetes itself refuses objects of more than 1.5 MiB.
    "input-beyond-limits", Error, since "0.1.0",
    references &[],
    check None
}

/// What is said of a document that is beyond a limit.
pub(crate) fn diagnostic(error: &ReadError) -> Diagnostic {
    Diagnostic::of(&RULE, error.to_string())
        .why("The limits keep memory and time bounded, whatever comes in.")
        .help("Split the stream, or write out what the aliases stand for; nothing of this document was judged.")
}
