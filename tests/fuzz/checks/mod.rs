//! The checks. To add one, add its file, its line here, its program in `fuzz_targets` and in `Cargo.toml`.

mod editor;
mod fix;
mod reader;
mod reports;
mod request;
mod resource_list;
#[path = "../../../src/manifest/tests/spans/mod.rs"]
mod spans;
mod transform;
mod writers;

/// A law that must hold for any text.
#[derive(Debug)]
pub struct Check {
    /// The name of the check, its program and its corpus.
    pub name: &'static str,
    /// The check: it panics where the law doesn't hold.
    pub run: fn(&str),
    /// The meaning of the texts.
    pub input: Input,
}

/// The meaning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A stream, and what is asked of it.
    Question,
    /// A document, and changes of it.
    Changes,
    /// Any text.
    Text,
}

/// Every check.
pub const CHECKS: [Check; 8] = [
    Check { name: "reader", run: reader::check, input: Input::Text },
    Check { name: "editor", run: editor::check, input: Input::Changes },
    Check { name: "reports", run: reports::check, input: Input::Question },
    Check { name: "fix", run: fix::check, input: Input::Question },
    Check { name: "transform", run: transform::check, input: Input::Question },
    Check { name: "resource_list", run: resource_list::check, input: Input::Question },
    Check { name: "request", run: request::check, input: Input::Question },
    Check { name: "writers", run: writers::check, input: Input::Text },
];
