//! Comments on the fields of an object, kept beside it.

use crate::exposure::commented::{Field, Written};
use crate::methods::entry::{self, Entry};
use portico_text::Comment;
use std::collections::BTreeSet;

/// Comments on fields, each by its path: the keys that lead to it, with dots between them. A list on the way is passed
/// through, into each of its items.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comments(Vec<(String, Said)>);

#[derive(Debug, Clone)]
enum Said {
    /// The comment above the field.
    Comment(Comment),
    /// The order and the comments of the labels or annotations that the field holds. Their type knows no order but that
    /// of the alphabet.
    Entries(Vec<Entry>),
}

impl Comments {
    /// Puts a comment above a field.
    pub(crate) fn field(&mut self, path: &str, comment: impl Into<Comment>) {
        self.0.push((path.to_owned(), Said::Comment(comment.into())));
    }

    /// Lets the labels or annotations of a field be written in their order and with their comments.
    pub(crate) fn entries(&mut self, path: &str, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.0.push((path.to_owned(), Said::Entries(entries)));
        }
    }

    /// Adds the comments on a part, which stands at a path.
    pub(crate) fn part(&mut self, path: &str, comments: Self) {
        for (inner, said) in comments.0 {
            self.0.push((format!("{path}.{inner}"), said));
        }
    }

    /// Puts the comments on an object's fields.
    pub(super) fn put_on(&self, fields: &mut [Field]) {
        for (path, said) in &self.0 {
            let is_there = said.put_on(fields, path);
            debug_assert!(is_there, "{path} leads to no field");
        }
    }
}

impl Said {
    /// Puts this on the fields at a path, and says whether there are any.
    fn put_on(&self, fields: &mut [Field], path: &str) -> bool {
        let (key, rest) = path.split_once('.').unwrap_or((path, ""));
        let Some(field) = fields.iter_mut().find(|field| field.key == key) else { return false };
        if rest.is_empty() {
            self.put(field);
            return true;
        }
        match &mut field.value {
            Written::Block(fields) => self.put_on(fields, rest),
            Written::List(items) => {
                let mut is_there = false;
                for item in items {
                    if let Written::Block(fields) = item {
                        is_there |= self.put_on(fields, rest);
                    }
                }
                is_there
            }
            _ => false,
        }
    }

    fn put(&self, field: &mut Field) {
        match (self, &mut field.value) {
            (Self::Comment(comment), _) => field.comment = Some(comment.clone()),
            (Self::Entries(entries), Written::Block(fields)) => {
                let ordered: BTreeSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
                fields.retain(|field| !ordered.contains(field.key.as_str()));
                let others = std::mem::replace(fields, entry::fields(entries));
                fields.extend(others);
            }
            (Self::Entries(_), _) => {}
        }
    }
}
