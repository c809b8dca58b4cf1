//! The comparison of an object with its table: types, fields, forms. Each kind checks by itself how fields go together.

use super::FaultKind;
use super::form::Form;
use super::judge::{Judge, numbers, shown};
use super::located_field::LocatedField;
use super::shape::{Field, Need, Shape, UNBOUNDED};
use crate::finding::Safety;
use portico_edit::{Edit, quote};
use portico_manifest::{Node, Scalar};
use portico_text::{choices, nearest};

/// The most fields that a message names.
const MOST_NAMED: usize = 8;

impl Judge<'_> {
    /// Checks a value against its shape. A null counts as absent, except in an item.
    pub(super) fn shape(&mut self, located: &LocatedField<'_, '_, '_>, shape: &Shape, need: Need) {
        let node = located.node;
        let is_null = node.is_null();
        if is_null && (self.is_custom || !matches!(shape, Shape::Object(_) | Shape::Text(_) | Shape::Word(_))) {
            if self.is_custom {
                self.wrong_type(located, shape);
            }
            return;
        }
        match shape {
            Shape::Anything => {}
            Shape::Text(form) => match node.as_str() {
                Some("") if need == Need::OrEmpty => {}
                Some(text) => self.form_of(located, text, *form),
                None if is_null => self.form_of(located, "", *form),
                None => self.wrong_type(located, shape),
            },
            Shape::Word(words) => match node.as_str() {
                Some("") if need == Need::OrEmpty => {}
                Some(_) => self.word(located, words),
                None if is_null => self.unfit(FaultKind::Value, located, "null", &choices(words.iter().copied())),
                None => self.wrong_type(located, shape),
            },
            Shape::Bool => {
                if node.as_bool().is_none() {
                    self.wrong_type(located, shape);
                }
            }
            Shape::Integer(least, most) => match node.as_i64() {
                Some(0) if need == Need::OrEmpty => {}
                Some(_) => self.range(located, *least, *most),
                None if matches!(node.scalar(), Some(Scalar::Unsigned(_))) => {
                    self.unfit(FaultKind::Value, located, node.text(), &numbers(*least, *most));
                }
                None => self.wrong_type(located, shape),
            },
            Shape::PortOrName { zero } => match (node.as_str(), node.as_i64()) {
                (Some(""), _) | (_, Some(0)) if *zero => {}
                (Some(name), _) => self.form_of(located, name, Form::PortName),
                (_, Some(_)) => self.range(located, 1, 65535),
                _ => self.wrong_type(located, shape),
            },
            Shape::List { item, least, most } => self.list(located, shape, item, (*least, *most)),
            Shape::Map(key, value, most) => self.map(located, shape, (*key, *value), *most),
            Shape::Object(fields) => self.object(located, fields),
        }
    }

    fn list(&mut self, located: &LocatedField<'_, '_, '_>, shape: &Shape, item: &Shape, (least, most): (usize, usize)) {
        if !located.node.is_sequence() {
            return self.wrong_type(located, shape);
        }
        let count = located.node.items().count();
        self.size(located, count, least, most, "items");
        for entry in located.items() {
            self.shape(&entry, item, Need::Optional);
        }
    }

    fn map(&mut self, located: &LocatedField<'_, '_, '_>, shape: &Shape, (key, value): (Form, Form), most: usize) {
        if !located.node.is_mapping() {
            return self.wrong_type(located, shape);
        }
        // Another rule judges these, for objects of every kind.
        let types_are_judged_elsewhere = located.parent_key() == "metadata";
        let mut count = 0;
        for entry in located.node.entries() {
            // Objects of resource definitions are cleared of nulls before they are judged.
            count += usize::from(!entry.value.is_null());
            let name = entry.key.key_text();
            let at = located.at_key(&name, entry.value);
            if !key.fits(&name) {
                let message = format!("`{name}` can't be a key of `{}`", located.name(None));
                let help = key.advice().to_owned();
                self.note(FaultKind::Name, at.path(self.prefix, None), entry.key.span(), message, help);
            }
            match entry.value.as_str() {
                Some(text) => self.form_of(&at, text, value),
                None if entry.value.is_null() => {}
                None if types_are_judged_elsewhere => {}
                None => self.wrong_type(&at, &Shape::Text(value)),
            }
        }
        self.size(located, count, 0, most, "entries");
    }

    fn size(&mut self, located: &LocatedField<'_, '_, '_>, count: usize, least: usize, most: usize, what: &str) {
        if (least..=most).contains(&count) {
            return;
        }
        let takes = if most == UNBOUNDED {
            format!("{least} or more")
        } else if least == most {
            least.to_string()
        } else {
            format!("{least} to {most}")
        };
        let message = format!("`{}` has {count} {what}, but takes {takes}", located.name(None));
        let help = if count < least { "Add what is missing." } else { "Remove the surplus." };
        self.refuse(FaultKind::Value, located, message, help.to_owned());
    }

    fn object(&mut self, located: &LocatedField<'_, '_, '_>, fields: &'static [Field]) {
        let node = located.node;
        if !node.is_mapping() && !node.is_null() {
            return self.wrong_type(located, &Shape::Object(fields));
        }
        let bundle = self.server.gateway_api;
        for entry in node.entries() {
            let key = entry.key.key_text();
            let at = located.at_key(&key, entry.value);
            match fields.iter().find(|field| field.name == key && field.when.holds(bundle)) {
                Some(field) if entry.value.is_null() => {
                    if field.need == Need::Required {
                        self.missing(located, field.name, "Add it.");
                    }
                }
                Some(field) if field.need == Need::Required && !self.is_custom && entry.value.as_str() == Some("") => {
                    self.missing(located, field.name, "Add it.");
                }
                Some(field) => self.shape(&at, &field.shape, field.need),
                None => self.unknown(located, &at, entry.key, fields),
            }
        }
        for field in fields.iter().filter(|field| field.need == Need::Required && field.when.holds(bundle)) {
            if node.get(field.name).is_none() {
                self.missing(located, field.name, "Add it.");
            }
        }
    }

    fn unknown(
        &mut self,
        parent: &LocatedField<'_, '_, '_>,
        located: &LocatedField<'_, '_, '_>,
        key: Node<'_, '_>,
        fields: &'static [Field],
    ) {
        let bundle = self.server.gateway_api;
        let known = || fields.iter().filter(|field| field.when.holds(bundle)).map(|field| field.name);
        let near = nearest(located.key(), known());
        let meant = near.filter(|meant| parent.node.get(meant).is_none());
        let parent_name = parent.name(None);
        let place = if parent_name.is_empty() { "the object".to_owned() } else { format!("`{parent_name}`") };
        let message = format!("{place} has no field `{}`", located.key());
        let help = match (meant, near) {
            (Some(meant), _) => format!("Did you mean `{meant}`?"),
            (None, Some(near)) => format!("Remove it: `{near}` is already there."),
            (None, None) if known().count() > MOST_NAMED => "Remove it.".to_owned(),
            (None, None) => format!("Remove it, or use {}.", choices(known())),
        };
        self.note(FaultKind::Unknown, located.path(self.prefix, None), key.span(), message, help);
        let Some(last) = self.found.last_mut() else { return };
        // A misspelt field is hardly one of a newer release.
        last.may_be_newer = near.is_none();
        if let Some(meant) = meant {
            let edit = Edit { span: key.span(), replacement: meant.to_owned() };
            last.fix = Some((format!("rename it to `{meant}`"), Safety::Unsafe, edit));
        }
    }

    fn wrong_type(&mut self, located: &LocatedField<'_, '_, '_>, shape: &Shape) {
        let node = located.node;
        let takes = match shape {
            Shape::Anything => return,
            Shape::Text(_) | Shape::Word(_) => "a string",
            Shape::Bool => "true or false",
            Shape::Integer(..) => "a whole number",
            Shape::PortOrName { .. } => "a whole number or a string",
            Shape::List { .. } => "a list",
            Shape::Map(..) | Shape::Object(_) => "a mapping",
        };
        self.unfit(FaultKind::Type, located, &described(node), takes);
        let Some(last) = self.found.last_mut() else { return };
        let text = node.text();
        let bare = Scalar::of_plain(text);
        match shape {
            Shape::Text(_) | Shape::Word(_) => {
                if let Some(edit) = quote(node).filter(|_| !node.is_null()) {
                    last.help = format!("Quote it: `{}`.", edit.replacement);
                    last.fix = Some(("quote the value".to_owned(), Safety::Safe, edit));
                }
            }
            Shape::Integer(least, most)
                if matches!(bare, Scalar::Integer(number) if (*least..=*most).contains(&number))
                    && node.as_str().is_some() =>
            {
                last.help = format!("Write `{text}` without quotes.");
                last.propose(located, "remove the quotes".to_owned(), text.to_owned(), Safety::Safe);
            }
            Shape::Bool if matches!(bare, Scalar::Bool(_)) && node.as_str().is_some() => {
                last.help = format!("Write `{text}` without quotes.");
                last.propose(located, "remove the quotes".to_owned(), text.to_owned(), Safety::Safe);
            }
            _ => {}
        }
    }
}

fn described(node: Node<'_, '_>) -> String {
    let text = node.text();
    if node.is_mapping() {
        return "a mapping".to_owned();
    }
    if node.is_sequence() {
        return "a list".to_owned();
    }
    match node.scalar() {
        Some(Scalar::Bool(truth)) if text != "true" && text != "false" => {
            format!("`{text}`, which YAML reads as the boolean {truth}")
        }
        Some(Scalar::Bool(truth)) => format!("the boolean {truth}"),
        Some(Scalar::Null) => "null".to_owned(),
        Some(Scalar::String) => format!("the string {}", shown(text)),
        _ => format!("the number {text}"),
    }
}
