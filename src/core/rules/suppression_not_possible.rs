//! The rule `suppression-not-possible`; what applies suppressions finds it.

use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A suppression of a rule that doesn't exist, or whose findings can't be left out.
    ///
    /// ## What it finds
    ///
    /// A comment `# portico: ignore …`, an annotation `portico.dev/ignore.…` or an entry of an Exposure's `ignore` that
    /// names no rule, or one whose findings are always reported: a text that can't be read or edited, a second
    /// Exposure, and the suppressions' own rules. In an Exposure this is an error.
    ///
    /// ## Why it matters
    ///
    /// It leaves nothing out, and whoever wrote it believes that it does.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   # portico: ignore tls-ends-at-loadbalancer: a test of ours
    ///   host: proxy.acme.dev
    /// ```
    // warning[suppression-not-possible]: there is no rule `tls-ends-at-loadbalancer` to suppress
    //  --> example.yaml:2:3
    //   |
    // 2 |   # portico: ignore tls-ends-at-loadbalancer: a test of ours
    //   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: It leaves nothing out, and whoever wrote it believes that it does.
    //   = help: Did you mean `tls-ends-at-load-balancer`?
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   # portico: ignore example-host-left-in-place: a test of ours
    ///   host: proxy.example.com
    /// ```
    ///
    /// ## What to do
    ///
    /// Use a name that a finding shows in its brackets, or remove the suppression.
    ///
    /// ## Sources
    ///
    /// Portico's own contract.
    "suppression-not-possible", Error, since "0.1.0",
    references &[],
    check None
}

const WHY: &str = "It leaves nothing out, and whoever wrote it believes that it does.";

/// Reports a suppression of a name that no rule has.
pub(crate) fn unknown(rule: &str, meant: Option<&str>) -> Diagnostic {
    let message = if rule.is_empty() {
        "the suppression names no rule".to_owned()
    } else {
        format!("there is no rule `{rule}` to suppress")
    };
    Diagnostic::of(&RULE, message).why(WHY).help(match meant {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => "Use the name that the finding shows in its brackets.".to_owned(),
    })
}

/// Reports a suppression of a rule whose findings can't be suppressed.
pub(crate) fn never(rule: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("what `{rule}` finds can't be suppressed")).why(WHY).help("Fix what it finds.")
}
