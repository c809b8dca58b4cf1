//! The outputs that `render` can print.

use clap::ValueEnum;

/// One of the outputs, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// The Helm values for the Spaces chart
    Values,
    /// The prerequisites beside the release: values of the controller's chart, objects, patches
    Prerequisites,
    /// The method as plain Kubernetes objects
    Manifests,
    /// The steps to take, in order, as Markdown
    Steps,
    /// The traffic's path as a Mermaid flowchart
    Diagram,
    /// The Exposure with its defaults written out
    Exposure,
    /// Every file that --output-dir writes, one below the other, for reading
    All,
}
