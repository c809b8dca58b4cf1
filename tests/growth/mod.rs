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

/// Inputs of one theme.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// What reports call it.
    pub name: &'static str,
    /// The method of exposing that has most to do with them.
    pub method: &'static str,
    /// They.
    pub generators: &'static [Generator],
}

/// Every theme.
pub const THEMES: [Theme; 14] = [
    Theme { name: "embedded", method: "LoadBalancer", generators: embedded::ALL },
    Theme { name: "exposures", method: "LoadBalancer", generators: exposures::ALL },
    Theme { name: "files", method: "LoadBalancer", generators: files::ALL },
    Theme { name: "findings", method: "LoadBalancer", generators: findings::ALL },
    Theme { name: "gateways", method: "GatewayAPI", generators: gateways::ALL },
    Theme { name: "ingresses", method: "Ingress", generators: ingresses::ALL },
    Theme { name: "lists", method: "LoadBalancer", generators: lists::ALL },
    Theme { name: "policies", method: "Ingress", generators: policies::ALL },
    Theme { name: "routes", method: "GatewayAPI", generators: routes::ALL },
    Theme { name: "services", method: "LoadBalancer", generators: services::ALL },
    Theme { name: "suppressions", method: "LoadBalancer", generators: suppressions::ALL },
    Theme { name: "syntax", method: "LoadBalancer", generators: syntax::ALL },
    Theme { name: "values", method: "LoadBalancer", generators: values::ALL },
    Theme { name: "workloads", method: "Ingress", generators: workloads::ALL },
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
