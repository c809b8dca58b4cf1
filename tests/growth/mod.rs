//! Inputs that grow with a number n. The benchmark `growth` and the test of that name measure the time and memory for
//! each.
//!
//! One file a theme. To add an input, add a row to its theme's list: everything that measures takes it from there.

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

/// An input that grows.
#[derive(Debug, Clone, Copy)]
pub struct Generator {
    /// The name of the input in reports.
    pub name: &'static str,
    /// The things of which the input has n.
    pub grows: &'static str,
    /// The smallest n that is measured: so large that the growing part outweighs the rest.
    pub least: usize,
    /// The input for an n.
    pub input: fn(usize) -> Input,
}

/// The texts that a command gets.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The kind of the texts.
    pub kind: Kind,
    /// The texts that are judged together: one is a stream, several are the files of a folder.
    pub sources: Vec<String>,
    /// Files of values, of which the last wins.
    pub values: Vec<String>,
    /// Earlier forms of the sources.
    pub previous: Vec<String>,
    /// The Exposure that the sources serve; where there is none, a task takes its own.
    pub exposure: Option<String>,
}

/// The kind of a text, which decides the commands that take it.
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
    /// The name of the theme in reports.
    pub name: &'static str,
    /// The method of exposing that concerns the inputs most.
    pub method: &'static str,
    /// The inputs.
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
    /// Gives an input of one text of documents.
    fn stream(text: impl Into<String>) -> Self {
        Self { sources: vec![text.into()], ..Self::default() }
    }

    /// Gives an input of one text of another kind.
    fn of(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, ..Self::stream(text) }
    }

    /// Adds an Exposure to the input.
    fn serving(self, exposure: impl Into<String>) -> Self {
        Self { exposure: Some(exposure.into()), ..self }
    }
}

/// Joins the things made for each of n numbers.
fn each(count: usize, thing: impl Fn(usize) -> String) -> String {
    (0..count).map(thing).collect()
}
