//! The declaration of a rule in its file: its name, documentation and check.
//!
//! The rules themselves are one file each in `rules/`; the text above a declaration is what `portico explain` prints.
//! Below a failing example stand its diagnostics as a user sees them, in `//` comments: the test `examples` checks
//! them, the rules' pages show them, and no product carries their bytes.

use crate::finding::Diagnostic;
use crate::views::context::Context;

/// A function that judges everything that was read, and adds its findings.
pub(crate) type RuleCheck = fn(&Context<'_, '_, '_>, &mut Vec<Diagnostic>);

/// Declares a rule, as `RULE` and `CHECK`; the doc comment above it is its documentation. A rule has no check where the
/// reader or the transformer finds its faults.
macro_rules! declare_rule {
    (
        #[doc = $summary:literal]
        $(#[doc = $line:literal])+
        $name:literal, $severity:ident, since $since:literal,
        references $references:expr,
        check $check:expr
    ) => {
        #[doc = $summary]
        $(#[doc = $line])+
        pub(crate) static RULE: crate::finding::Rule = crate::finding::Rule {
            name: $name,
            severity: crate::finding::Severity::$severity,
            since: $since,
            summary: $summary,
            #[cfg(feature = "documentation")]
            details: concat!($($line, "\n"),+),
            references: $references,
        };

        pub(crate) const CHECK: Option<crate::views::declaration::RuleCheck> = $check;
    };
}
pub(crate) use declare_rule;
