//! The rule `input-beyond-limits`; the reader finds it.

use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;
use portico_manifest::ReadError;

declare_rule! {
    /// Input that is larger, deeper or more entangled than any real configuration.
    ///
    /// ## What it finds
    ///
    /// A stream of more than 256 MiB, a document of more bytes, levels, values or aliases than the README states, a
    /// `portico.yaml` of more than 128 KiB, and input that takes more work than its size allows.
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

/// Reports a document that is beyond a limit.
pub(crate) fn diagnostic(error: &ReadError) -> Diagnostic {
    Diagnostic::of(&RULE, error.to_string())
        .why("The limits keep memory and time bounded, whatever comes in.")
        .help("Split the stream, or write out what the aliases stand for; nothing in this document was judged.")
}

/// Reports an input that takes more than the steps of work that its size allows.
pub(crate) fn too_much_work(steps: u64) -> Diagnostic {
    Diagnostic::of(&RULE, format!("the input takes more than {steps} steps of work, which is all that its size allows"))
        .why("The limit keeps time bounded, whatever comes in; nothing was judged and nothing changed.")
        .help("Split it into smaller parts. If it is a real configuration, please report it: a limit that it reaches is a bug.")
}

/// Reports a `portico.yaml` that is larger than a configuration can be.
pub(crate) fn configuration_too_large(bytes: usize, most: usize) -> Diagnostic {
    Diagnostic::of(&RULE, format!("the configuration has {bytes} bytes, but only {most} are allowed"))
        .why("Every validation reads it, so it must stay small.")
        .help("Name files by patterns, such as `deploy/**`.")
}
