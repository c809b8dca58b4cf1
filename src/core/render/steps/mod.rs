//! The steps to take, in order, to get from the files to a working host.
//!
//! This file has their order; the files beside it have the text and the command of each step.

mod applying;
mod preparing;
mod reaching;

use super::prerequisites::Prerequisite;
use crate::exposure::{Exposure, Method};
use crate::facts::spaces;
use portico_text::{Markdown, Script};
use serde::Serialize;

/// A step for a person to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// An imperative sentence without a full stop, in Markdown.
    pub title: String,
    /// The reason for the step, and what to look for, in Markdown.
    pub text: String,
    /// A POSIX shell command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

/// A step before its Markdown and its script become strings.
pub(in crate::render) struct Draft {
    title: Markdown,
    text: Markdown,
    command: Option<Script>,
}

/// Gives the steps of an Exposure, in order. The first repeats the command that writes the files.
pub(in crate::render) fn steps(exposure: &Exposure, prerequisites: &[Prerequisite], command: &[String]) -> Vec<Draft> {
    let mut steps = vec![preparing::save_files(command)];
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

/// Writes the steps as a page of Markdown.
pub(in crate::render) fn markdown(exposure: &Exposure, steps: &[Draft]) -> String {
    let mut page = Markdown::own("# Expose ").text(&exposure.spec.host).and("\n");
    for (index, step) in steps.iter().enumerate() {
        page = page.and("\n## ").number(index + 1).and(". ").with(&step.title).and("\n\n").with(&step.text).and("\n");
        if let Some(command) = &step.command {
            page = page.and("\n").script(command.clone());
        }
    }
    page.into_string()
}

/// Gives the steps as data.
pub(in crate::render) fn data(steps: Vec<Draft>) -> Vec<Step> {
    let step = |Draft { title, text, command }| Step {
        title: Markdown::into_string(title),
        text: Markdown::into_string(text),
        command: command.map(Script::into_string),
    };
    steps.into_iter().map(step).collect()
}

fn step(title: impl Into<Markdown>, text: impl Into<Markdown>, command: Option<Script>) -> Draft {
    Draft { title: title.into(), text: text.into(), command }
}

/// Adds kubectl's option with the backend's namespace to a command.
fn in_backend_namespace(command: Script, exposure: &Exposure) -> Script {
    command.and(" --namespace ").word(&exposure.spec.backend.namespace)
}

/// Adds the backend's namespace and name to a command, as kubectl takes them.
fn backend(command: Script, exposure: &Exposure) -> Script {
    in_backend_namespace(command, exposure).operand(&exposure.spec.backend.service)
}

fn is_controller_agnostic(exposure: &Exposure) -> bool {
    exposure.spec.targets.spaces_version().is_some_and(|version| version >= spaces::CONTROLLER_AGNOSTIC)
}
