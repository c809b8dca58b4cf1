//! The command line that the program `portico` and its module for Helm have in common: the flags, their values, and the
//! messages about them.
//!
//! Nothing here reads a file, prints, or knows the core: both pass the flags on to the core themselves.

mod fields;
mod given;
mod judgement;
mod output;
mod refusal;
mod rendered;
mod report_format;
mod rules;
mod target;
mod text;

pub use fields::Fields;
pub use given::Given;
pub use judgement::nothing_recognized;
pub use output::Output;
pub use refusal::Refusal;
pub use rendered::{no_values, one_below_the_other, prerequisites};
pub use report_format::ReportFormat;
pub use rules::{RuleLine, rule_table, unknown_rule};
pub use target::{Target, read_as};
pub use text::{LIMIT, STANDARD_INPUT, shown, text, too_large};
