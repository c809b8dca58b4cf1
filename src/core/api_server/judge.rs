//! The notes of violations in an object, in words that every kind shares.

use super::form::Form;
use super::located_field::LocatedField;
use super::{FaultKind, ServerVersions, Violation};
use crate::facts::gateway_api::Channel;
use crate::finding::Safety;
use portico_edit::Edit;
use portico_manifest::{PathSegment, Span};
use portico_text::{choices, nearest};

/// The server, and the violations that were found so far.
pub(super) struct Judge<'j> {
    pub server: ServerVersions,
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
    pub(super) fn refuse(
        &mut self,
        fault: FaultKind,
        located: &LocatedField<'_, '_, '_>,
        message: String,
        help: String,
    ) {
        self.note(fault, located.path(self.prefix, None), located.span(), message, help);
    }

    /// Notes that a key is missing or empty below a value.
    pub(super) fn missing(&mut self, located: &LocatedField<'_, '_, '_>, key: &str, help: &str) {
        let there = located.node.get(key).is_some();
        let message = format!("`{}` is {}", located.name(Some(key)), if there { "empty" } else { "missing" });
        match located.node.get(key) {
            Some(node) => self.refuse(FaultKind::Missing, &located.at_key(key, node), message, help.to_owned()),
            None => {
                self.note(
                    FaultKind::Missing,
                    located.path(self.prefix, Some(key)),
                    place_of(located),
                    message,
                    help.to_owned(),
                );
            }
        }
    }

    /// Notes that a value can't be set beside another one.
    pub(super) fn excluded(&mut self, located: &LocatedField<'_, '_, '_>, beside: &str, help: &str) {
        self.refuse(
            FaultKind::Excluded,
            located,
            format!("`{}` can't be set {beside}", located.name(None)),
            help.to_owned(),
        );
    }

    /// Notes a value that has something of an earlier item that must be unique.
    pub(super) fn repeated(&mut self, located: &LocatedField<'_, '_, '_>, what: &str) {
        let message = format!("`{}` has {what} of an earlier one", located.name(None));
        self.refuse(FaultKind::Repeated, located, message, "Change one of the two, or remove it.".to_owned());
    }

    /// Notes a text that isn't of its form.
    pub(super) fn form(&mut self, located: &LocatedField<'_, '_, '_>, form: Form) {
        let Some(text) = located.node.as_str() else { return };
        self.form_of(located, text, form);
    }

    /// Notes a text that isn't of its form, as the value at a place or as a part of it.
    pub(super) fn form_of(&mut self, located: &LocatedField<'_, '_, '_>, text: &str, form: Form) {
        if form.fits(text) {
            return;
        }
        let fault = if form.is_of_names() { FaultKind::Name } else { FaultKind::Value };
        self.unfit(fault, located, &shown(text), form.name());
        let Some(last) = self.found.last_mut() else { return };
        form.advice().clone_into(&mut last.help);
        if let Some(repaired) = form.repaired(text).filter(|_| located.node.text() == text) {
            last.help = format!("Write `{repaired}`. {}", form.advice());
            last.propose(located, format!("write `{repaired}`"), repaired, Safety::Unsafe);
        }
    }

    /// Notes a value that the field doesn't take.
    pub(super) fn unfit(&mut self, fault: FaultKind, located: &LocatedField<'_, '_, '_>, value: &str, takes: &str) {
        let message = format!("`{}` is {value}, but takes {takes}", located.name(None));
        self.refuse(fault, located, message, format!("Write {takes}."));
    }

    /// Notes a number outside its range.
    pub(super) fn range(&mut self, located: &LocatedField<'_, '_, '_>, least: i64, most: i64) {
        let Some(number) = located.node.as_i64() else { return };
        if !(least..=most).contains(&number) {
            self.unfit(FaultKind::Value, located, &number.to_string(), &numbers(least, most));
        }
    }

    /// Notes a word that is none of the choices.
    pub(super) fn word(&mut self, located: &LocatedField<'_, '_, '_>, words: &[&'static str]) {
        let Some(word) = located.node.as_str() else { return };
        if words.contains(&word) {
            return;
        }
        let takes = choices(words.iter().copied());
        let meant = nearest(word, words.iter().copied());
        self.unfit(FaultKind::Value, located, &shown(word), &takes);
        if let (Some(meant), Some(last)) = (meant, self.found.last_mut()) {
            last.help = format!("Did you mean `{meant}`?");
            last.propose(located, format!("write `{meant}`"), meant.to_owned(), Safety::Unsafe);
        }
    }

    pub(super) fn note(&mut self, fault: FaultKind, path: Vec<PathSegment>, span: Span, message: String, help: String) {
        self.found.push(Violation { fault, path, span, message, help, fix: None, may_be_newer: false });
    }
}

impl Violation {
    /// Proposes another text for a scalar, if it has no anchor and no tag.
    pub(super) fn propose(
        &mut self,
        located: &LocatedField<'_, '_, '_>,
        title: String,
        replacement: String,
        safety: Safety,
    ) {
        let node = located.node;
        if node.style().is_some() && node.anchor().is_none() && node.tag().is_none() {
            self.fix = Some((title, safety, Edit { span: node.span(), replacement }));
        }
    }
}

/// Gives the place of something missing: the key of its parent, or the parent's first key.
fn place_of(located: &LocatedField<'_, '_, '_>) -> Span {
    let first = || located.node.own_entries().next().map(|entry| entry.key.span());
    located.key_span().or_else(first).unwrap_or_else(|| located.span())
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
