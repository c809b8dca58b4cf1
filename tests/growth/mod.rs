//! Inputs that grow: of which a thing there are n. What holds each against time and memory are the benchmark `growth` and
//! the test of that name.
//!
//! One file a theme. To add an input, add a row to its theme's list: it is measured by everything that measures.

mod embedded;
mod exposures;
mod files;
mod findings;
mod gateways;
mod ingresses;
mod lists;
mod pieces;
mod policies;
mod routes;
mod services;
mod suppressions;
mod syntax;
mod task;
mod values;
mod workloads;

pub use task::{Form, METHODS, Task};

/// An input of which something grows.
#[derive(Debug, Clone, Copy)]
pub struct Generator {
    /// What reports call it.
    pub name: &'static str,
    /// What there are n of.
    pub grows: &'static str,
    /// The smallest n that is measured: large enough that what grows outweighs what doesn't.
    pub least: usize,
    /// The input for an n.
    pub input: fn(usize) -> Input,
}

/// What is given to a command.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// What the texts are.
    pub kind: Kind,
    /// What is judged together: one text is a stream, several are the files of a folder.
    pub sources: Vec<String>,
    /// Files of values, of which the last wins.
    pub values: Vec<String>,
    /// Their earlier form.
    pub previous: Vec<String>,
    /// The Exposure that they serve; where there is none, a task takes its own.
    pub exposure: Option<String>,
}

/// What a text is, and so which commands take it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Documents one after the other.
    #[default]
    Stream,
    /// One `ResourceList`.
    ResourceList,
    /// Values of the Spaces chart.
    Values,
    /// An Exposure.
    Exposure,
}

/// A theme: its name, and its inputs.
pub type Theme = (&'static str, &'static [Generator]);

/// Every theme.
pub const THEMES: [Theme; 14] = [
    ("embedded", embedded::ALL),
    ("exposures", exposures::ALL),
    ("files", files::ALL),
    ("findings", findings::ALL),
    ("gateways", gateways::ALL),
    ("ingresses", ingresses::ALL),
    ("lists", lists::ALL),
    ("policies", policies::ALL),
    ("routes", routes::ALL),
    ("services", services::ALL),
    ("suppressions", suppressions::ALL),
    ("syntax", syntax::ALL),
    ("values", values::ALL),
    ("workloads", workloads::ALL),
];

impl Input {
    /// One text of documents.
    fn stream(text: impl Into<String>) -> Self {
        Self { sources: vec![text.into()], ..Self::default() }
    }

    /// One text of another kind.
    fn of(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, ..Self::stream(text) }
    }

    /// The same, serving an Exposure.
    fn serving(self, exposure: impl Into<String>) -> Self {
        Self { exposure: Some(exposure.into()), ..self }
    }
}

/// What a thing is for each of n numbers, one after the other.
fn each(count: usize, thing: impl Fn(usize) -> String) -> String {
    (0..count).map(thing).collect()
}
