//! The command line that the program `portico` and its module for Helm have in common: the flags, their values, and the
//! messages about them.
//!
//! Nothing here reads a file, prints, or knows the core: both pass the flags on to the core themselves.

mod exposure_flags;
mod given_field;
mod judgement;
mod output;
mod rendered;
mod report_format;
mod rules;
mod target_flags;
mod text;
mod usage_error;

pub use exposure_flags::ExposureFlags;
pub use given_field::GivenField;
pub use judgement::nothing_recognized;
pub use output::Output;
pub use rendered::{no_values, one_below_the_other, prerequisites};
pub use report_format::ReportFormat;
pub use rules::{RuleLine, rule_table, unknown_rule};
pub use target_flags::{TargetFlags, read_as};
pub use text::{LIMIT, STANDARD_INPUT, shown, text, too_large};
pub use usage_error::UsageError;
