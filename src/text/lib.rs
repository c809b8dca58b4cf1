//! Text for each place where it is written. A name, a path or a value may be a stranger's, and hold whatever a string
//! can hold; in a script it stays one word, in a comment it stays a comment, on a terminal it is shown and not obeyed.
//!
//! There is a type for each place, in a file of its own. Text that is put into one is either the product's own, which
//! is known when it is compiled, or goes through the writer of that place.
//!
//! Messages that list choices, or guess what a misspelt word meant, are alike everywhere: see [`choices`] and
//! [`nearest`].

mod comment;
mod json;
mod json_path;
mod markdown;
mod mermaid;
mod pieces;
mod sentence;
mod shell;
mod similar;
mod terminal;
mod workflow_command;
mod xml;

pub use comment::Comment;
pub use json::visible_json;
pub use json_path::JsonPath;
pub use markdown::Markdown;
pub use mermaid::{Flowchart, Label};
pub use sentence::sentence;
pub use shell::{Script, ShellWord};
pub use similar::{choices, nearest};
pub use terminal::{TerminalText, is_shown, line, lines};
pub use workflow_command::WorkflowCommand;
pub use xml::XmlText;
