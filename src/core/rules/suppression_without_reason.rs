//! The rule `suppression-without-reason`; what applies suppressions finds it.

use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A suppression that doesn't say why.
    ///
    /// ## What it finds
    ///
    /// A comment `# portico: ignore …`, an annotation `portico.dev/ignore.…` or an entry of an Exposure's `ignore`
    /// without a reason. It has no effect then. In an Exposure this is an error.
    ///
    /// ## Why it matters
    ///
    /// Whoever reads it later can't tell whether it still holds.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   # portico: ignore example-host-left-in-place
    ///   host: proxy.example.com
    /// ```
    // warning[suppression-without-reason]: the suppression of `example-host-left-in-place` gives no reason, so it has no effect
    //  --> example.yaml:2:3
    //   |
    // 2 |   # portico: ignore example-host-left-in-place
    //   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: Whoever reads it later can't tell whether it still holds.
    //   = help: Write the reason: after a colon in a comment, as an annotation's value, as `reason` in an Exposure.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   # portico: ignore example-host-left-in-place: a test of ours
    ///   host: proxy.example.com
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the reason: after a colon in a comment, as the value of an annotation, as `reason` in an Exposure.
    ///
    /// ## Sources
    ///
    /// Portico's own contract.
    "suppression-without-reason", Error, since "0.1.0",
    references &[],
    check None
}

/// Reports a suppression of a rule without a reason.
pub(crate) fn diagnostic(rule: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("the suppression of `{rule}` gives no reason, so it has no effect"))
        .why("Whoever reads it later can't tell whether it still holds.")
        .help("Write the reason: after a colon in a comment, as an annotation's value, as `reason` in an Exposure.")
}
