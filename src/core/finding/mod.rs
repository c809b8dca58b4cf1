//! Findings as values: diagnostics, the rules that they name, and the quoting that messages share.
//!
//! Nothing here looks at an input, and nothing writes a report.

mod diagnostic;
pub(crate) mod groups;
pub(crate) mod quoted;
mod rule;

pub use diagnostic::{
    Diagnostic, Document, Edit, Fix, PathSegment, Position, Proposed, Safety, Severity, Source, Span, apply,
};
pub(crate) use rule::Rule;
