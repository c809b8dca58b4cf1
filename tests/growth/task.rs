//! The questions that the program is asked about an input.

use super::{Input, Kind};
use std::fmt;

/// A form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Human,
    /// One JSON object.
    Json,
    /// JUnit's XML.
    Junit,
    /// Workflow commands.
    Github,
    /// SARIF.
    Sarif,
}

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The report in a form.
    Validate(Form),
    /// The input after its fixes.
    Fix,
    /// The diff of its fixes.
    Diff,
    /// The release as it is exposed by the Exposure in it; without one it stays as it is.
    PostRender,
    /// The release as it is exposed by one of [`METHODS`], or by the input's own Exposure.
    PostRenderBy(&'static str),
    /// The `ResourceList` with its Exposure applied.
    Krm,
    /// The outputs of an Exposure.
    Render,
    /// The values with an Exposure's merged in.
    RenderInto,
}

/// The methods of exposing by name, and the fields of `spec` that choose each.
pub const METHODS: [(&str, &str); 3] = [
    ("LoadBalancer", "method: LoadBalancer\n  cloud: aws"),
    ("Ingress", "method: Ingress\n  controller: traefik-nginx"),
    ("GatewayAPI", "method: GatewayAPI\n  controller: envoy-gateway"),
];

/// Gives an Exposure of the method, for one host.
fn exposure(fields: &str) -> String {
    format!("apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec:\n  host: proxy.acme.dev\n  {fields}\n")
}

impl Form {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Json, Self::Human, Self::Junit, Self::Github, Self::Sarif];

    /// Gives the form's name in the flag.
    #[must_use]
    pub fn flag(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Junit => "junit",
            Self::Github => "github",
            Self::Sarif => "sarif",
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Validate(form) => write!(formatter, "validate {}", form.flag()),
            Self::Fix => formatter.write_str("validate --fix"),
            Self::Diff => formatter.write_str("validate --diff"),
            Self::PostRender => formatter.write_str("post-render"),
            Self::PostRenderBy(method) => write!(formatter, "post-render {method}"),
            Self::Krm => formatter.write_str("krm"),
            Self::Render => formatter.write_str("render"),
            Self::RenderInto => formatter.write_str("render --into"),
        }
    }
}

impl Task {
    /// Gives every task that an input can have.
    #[must_use]
    pub fn of(input: &Input) -> Vec<Self> {
        let mut tasks: Vec<Self> = Form::ALL.map(Self::Validate).to_vec();
        let is_one = input.sources.len() == 1 && input.values.is_empty() && input.previous.is_empty();
        if input.previous.is_empty() {
            tasks.push(Self::Diff);
        }
        match input.kind {
            Kind::Stream if is_one => {
                tasks.extend([Self::Fix, Self::PostRender]);
                let methods = METHODS.map(|(method, _)| Self::PostRenderBy(method));
                // An input with its own Exposure has the method of that.
                tasks.extend(&methods[..if input.exposure.is_some() { 1 } else { methods.len() }]);
            }
            Kind::Stream => {}
            Kind::ResourceList => tasks.push(Self::Krm),
            Kind::Values => tasks.extend((input.values.len() == 1).then_some(Self::RenderInto)),
            Kind::Exposure => tasks.extend([Self::Fix, Self::Render]),
        }
        tasks
    }

    /// Gives the Exposure that the task uses.
    #[must_use]
    pub fn exposure(self, input: &Input) -> Option<String> {
        let of = |wanted| METHODS.iter().find(|(method, _)| *method == wanted).map(|(_, fields)| exposure(fields));
        match self {
            Self::PostRenderBy(method) => input.exposure.clone().or_else(|| of(method)),
            Self::RenderInto => of("Ingress"),
            Self::Validate(_) | Self::Fix | Self::Diff => input.exposure.clone(),
            Self::PostRender | Self::Krm | Self::Render => None,
        }
    }
}
