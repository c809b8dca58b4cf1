//! The rule `suppression-unused`; what applies suppressions finds it.

use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A suppression that leaves nothing out.
    ///
    /// ## What it finds
    ///
    /// In `portico validate`, a comment `# portico: ignore …` or an annotation `portico.dev/ignore.…` of a rule that
    /// finds nothing there. The entries of an Exposure's `ignore` hold for every command and are not judged.
    ///
    /// ## Why it matters
    ///
    /// It would silently hide the same fault if it came back.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   # portico: ignore example-host-left-in-place: a test of ours
    ///   host: proxy.acme.dev
    /// ```
    // warning[suppression-unused]: `example-host-left-in-place` finds nothing here that could be suppressed
    //  --> example.yaml:2:3
    //   |
    // 2 |   # portico: ignore example-host-left-in-place: a test of ours
    //   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: The suppression would silently hide the same fault if it came back.
    //   = help: Remove it, or move it to the line above the finding.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. A comment holds for its own line or, if it is alone on its line, for the next.
    ///
    /// ## Sources
    ///
    /// Portico's own contract.
    "suppression-unused", Warning, since "0.1.0",
    references &[],
    check None
}

/// Reports a suppression of a rule that finds nothing there.
pub(crate) fn diagnostic(rule: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("`{rule}` finds nothing here that could be suppressed"))
        .why("The suppression would silently hide the same fault if it came back.")
        .help("Remove it, or move it to the line above the finding.")
}
