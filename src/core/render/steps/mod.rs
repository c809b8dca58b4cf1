//! What to run, in order, to get from the files to a working host.
//!
//! The order is here; what a step says and runs is in the files beside it.

mod applying;
mod preparing;
mod reaching;

use super::prerequisites::Prerequisite;
use crate::exposure::{Exposure, Method};
use crate::spaces;
use serde::Serialize;

/// One thing to do, in its turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What to do, as an imperative sentence without a full stop.
    pub title: String,
    /// Why, and what to look for.
    pub text: String,
    /// A POSIX shell command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

/// The steps of an Exposure, in order.
pub(in crate::render) fn steps(exposure: &Exposure, prerequisites: &[Prerequisite]) -> Vec<Step> {
    let mut steps = vec![preparing::save_files()];
    steps.extend(preparing::cloud_check(exposure));
    if exposure.spec.method == Method::GatewayAPI {
        steps.push(preparing::served_routes(exposure));
    }
    steps.extend(prerequisites.iter().map(|prerequisite| preparing::put_in_place(exposure, prerequisite)));
    steps.extend(preparing::restart(exposure));
    steps.extend(preparing::controller_checks(exposure));
    steps.push(if exposure.spec.backend.is_spaces() { applying::install(exposure) } else { applying::apply(exposure) });
    if exposure.spec.method == Method::GatewayAPI {
        steps.push(applying::wait_for_gateway(exposure));
        steps.push(applying::wait_for_route(exposure));
    }
    steps.push(reaching::address(exposure));
    steps.push(reaching::check_through_address(exposure));
    steps.push(reaching::dns(exposure));
    if exposure.spec.backend.is_spaces() {
        steps.push(reaching::restart(exposure));
    }
    steps.push(reaching::check_by_name(exposure));
    steps.extend(reaching::turn_off_the_old_way(exposure));
    steps
}

/// The steps as Markdown.
pub(in crate::render) fn markdown(exposure: &Exposure, steps: &[Step]) -> String {
    let mut text = format!("# Expose {}\n", exposure.spec.host);
    for (index, step) in steps.iter().enumerate() {
        text.push_str(&format!("\n## {}. {}\n\n{}\n", index + 1, step.title, step.text));
        if let Some(command) = &step.command {
            text.push_str(&format!("\n```sh\n{command}\n```\n"));
        }
    }
    text
}

fn step(title: impl Into<String>, text: impl Into<String>, command: Option<String>) -> Step {
    Step { title: title.into(), text: text.into(), command }
}

fn is_controller_agnostic(exposure: &Exposure) -> bool {
    exposure.spec.targets.spaces_version().is_some_and(|version| version >= spaces::CONTROLLER_AGNOSTIC)
}

/// The backend's namespace and name, as kubectl takes them.
fn backend(exposure: &Exposure) -> String {
    let backend = &exposure.spec.backend;
    format!("--namespace {} {}", backend.namespace, backend.service)
}
