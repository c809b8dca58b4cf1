//! The notes of violations in an object, in words that every kind shares.

use super::form::Form;
use super::spot::Spot;
use super::{Fault, Server, Violation};
use crate::facts::gateway_api::Channel;
use crate::finding::Safety;
use portico_edit::Edit;
use portico_manifest::{PathSegment, Span};
use portico_text::{choices, nearest};

/// The server, and the violations that were found so far.
pub(super) struct Judge<'j> {
    pub server: Server,
    /// Whether the kind is from a resource definition: there an empty string is a value, and a null item a fault.
    pub is_custom: bool,
    pub prefix: &'j [PathSegment],
    pub found: Vec<Violation>,
}

impl Judge<'_> {
    /// Whether the Gateway API's experimental channel is installed.
    pub(super) fn is_experimental(&self) -> bool {
        self.server.gateway_api.channel == Channel::Experimental
    }

    /// Notes a violation at a value.
    pub(super) fn refuse(&mut self, fault: Fault, spot: &Spot<'_, '_, '_>, message: String, help: String) {
        self.note(fault, spot.path(self.prefix, None), spot.span(), message, help);
    }

    /// Notes that a key is missing or empty below a value.
    pub(super) fn missing(&mut self, spot: &Spot<'_, '_, '_>, key: &str, help: &str) {
        let there = spot.node.get(key).is_some();
        let message = format!("`{}` is {}", spot.name(Some(key)), if there { "empty" } else { "missing" });
        match spot.node.get(key) {
            Some(node) => self.refuse(Fault::Missing, &spot.at_key(key, node), message, help.to_owned()),
            None => {
                self.note(Fault::Missing, spot.path(self.prefix, Some(key)), place_of(spot), message, help.to_owned());
            }
        }
    }

    /// Notes that a value can't be set beside another one.
    pub(super) fn excluded(&mut self, spot: &Spot<'_, '_, '_>, beside: &str, help: &str) {
        self.refuse(Fault::Excluded, spot, format!("`{}` can't be set {beside}", spot.name(None)), help.to_owned());
    }

    /// Notes a value that has something of an earlier item that must be unique.
    pub(super) fn repeated(&mut self, spot: &Spot<'_, '_, '_>, what: &str) {
        let message = format!("`{}` has {what} of an earlier one", spot.name(None));
        self.refuse(Fault::Repeated, spot, message, "Change one of the two, or remove it.".to_owned());
    }

    /// Notes a text that isn't of its form.
    pub(super) fn form(&mut self, spot: &Spot<'_, '_, '_>, form: Form) {
        let Some(text) = spot.node.as_str() else { return };
        self.form_of(spot, text, form);
    }

    /// Notes a text that isn't of its form, as the value at a place or as a part of it.
    pub(super) fn form_of(&mut self, spot: &Spot<'_, '_, '_>, text: &str, form: Form) {
        if form.fits(text) {
            return;
        }
        let fault = if form.is_of_names() { Fault::Name } else { Fault::Value };
        self.unfit(fault, spot, &shown(text), form.name());
        let Some(last) = self.found.last_mut() else { return };
        form.advice().clone_into(&mut last.help);
        if let Some(repaired) = form.repaired(text).filter(|_| spot.node.text() == text) {
            last.help = format!("Write `{repaired}`. {}", form.advice());
            last.propose(spot, format!("write `{repaired}`"), repaired, Safety::Unsafe);
        }
    }

    /// Notes a value that the field doesn't take.
    pub(super) fn unfit(&mut self, fault: Fault, spot: &Spot<'_, '_, '_>, value: &str, takes: &str) {
        let message = format!("`{}` is {value}, but takes {takes}", spot.name(None));
        self.refuse(fault, spot, message, format!("Write {takes}."));
    }

    /// Notes a number outside its range.
    pub(super) fn range(&mut self, spot: &Spot<'_, '_, '_>, least: i64, most: i64) {
        let Some(number) = spot.node.as_i64() else { return };
        if !(least..=most).contains(&number) {
            self.unfit(Fault::Value, spot, &number.to_string(), &numbers(least, most));
        }
    }

    /// Notes a word that is none of the choices.
    pub(super) fn word(&mut self, spot: &Spot<'_, '_, '_>, words: &[&'static str]) {
        let Some(word) = spot.node.as_str() else { return };
        if words.contains(&word) {
            return;
        }
        let takes = choices(words.iter().copied());
        let meant = nearest(word, words.iter().copied());
        self.unfit(Fault::Value, spot, &shown(word), &takes);
        if let (Some(meant), Some(last)) = (meant, self.found.last_mut()) {
            last.help = format!("Did you mean `{meant}`?");
            last.propose(spot, format!("write `{meant}`"), meant.to_owned(), Safety::Unsafe);
        }
    }

    pub(super) fn note(&mut self, fault: Fault, path: Vec<PathSegment>, span: Span, message: String, help: String) {
        self.found.push(Violation { fault, path, span, message, help, fix: None, may_be_newer: false });
    }
}

impl Violation {
    /// Proposes another text for a scalar, if it has no anchor and no tag.
    pub(super) fn propose(&mut self, spot: &Spot<'_, '_, '_>, title: String, replacement: String, safety: Safety) {
        let node = spot.node;
        if node.style().is_some() && node.anchor().is_none() && node.tag().is_none() {
            self.fix = Some((title, safety, Edit { span: node.span(), replacement }));
        }
    }
}

/// Gives the place of something missing: the key of its parent, or the parent's first key.
fn place_of(spot: &Spot<'_, '_, '_>) -> Span {
    let first = || spot.node.own_entries().next().map(|entry| entry.key.span());
    spot.key_span().or_else(first).unwrap_or_else(|| spot.span())
}

pub(super) fn numbers(least: i64, most: i64) -> String {
    format!("a number from {least} to {most}")
}

/// Writes a text as messages quote it.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.is_empty() {
        return "empty".to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{}`", text.escape_debug()),
    }
}

/// The items of a list that were met. Of very long lists only the beginning is compared.
pub(super) struct Seen<Item>(Vec<Item>);

impl<Item: PartialEq> Seen<Item> {
    const MOST: usize = 256;

    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether an item was met before; it counts as met from now on.
    pub(super) fn has(&mut self, item: Item) -> bool {
        if self.0.contains(&item) {
            return true;
        }
        if self.0.len() < Self::MOST {
            self.0.push(item);
        }
        false
    }
}
