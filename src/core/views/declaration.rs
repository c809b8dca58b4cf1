//! How a rule's file declares it: who it is, and how it checks.
//!
//! The rules themselves are one file each in `rules/`; the text above a declaration is what `portico explain`
//! prints. Below a failing example stands what a user sees of it, as `//` comments: the test `examples` holds them, the
//! rules' pages show it, and no product carries its bytes.

use crate::finding::Diagnostic;
use crate::views::context::Context;

/// Looks at everything that was read, and adds what it finds.
pub(crate) type Check = fn(&Context<'_, '_, '_>, &mut Vec<Diagnostic>);

/// Declares a rule, as `RULE` and `CHECK`; the doc comment above it is its documentation. A rule has no check where the
/// reader or the transformer finds what it is about.
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

        pub(crate) const CHECK: Option<crate::views::declaration::Check> = $check;
    };
}
pub(crate) use declare_rule;
