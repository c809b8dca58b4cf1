#![doc = include_str!("README.md")]

mod float;
mod json_writer;
mod order;

pub use float::{Decimal, parse as parse_float};
pub use json_writer::JsonWriter;
pub use order::sort_by;
