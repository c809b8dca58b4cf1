//! The comments of the WIT, in which functions and fields are mentioned by their names.

use std::collections::HashMap;

use wit_parser::Docs;

/// Comments as TypeScript has them.
#[derive(Default)]
pub struct Comments<'wit> {
    /// The names that TypeScript writes otherwise.
    names: HashMap<&'wit str, String>,
}

impl<'wit> Comments<'wit> {
    /// Makes comments that may mention these names, each of which is given with how TypeScript writes it.
    pub fn with(names: impl Iterator<Item = (&'wit str, String)>) -> Self {
        Self { names: names.filter(|(name, written)| name != written).collect() }
    }

    /// Gives the text of a comment; names are those that stand alone in code.
    pub fn text(&self, docs: &Docs) -> String {
        let text = docs.contents.as_deref().unwrap_or_default().trim();
        // Every other piece is code.
        let pieces = text.split('`').enumerate().map(|(index, piece)| {
            let name = if index % 2 == 1 { self.names.get(piece) } else { None };
            name.map_or(piece, String::as_str)
        });
        pieces.collect::<Vec<_>>().join("`")
    }

    /// Gives a list of the cases that have a comment, as the end of the comment of their type.
    pub fn list<'cases>(&self, cases: impl Iterator<Item = (&'cases str, &'cases Docs)>) -> String {
        let items = cases.map(|(name, docs)| (name, self.text(docs))).filter(|(_, text)| !text.is_empty());
        let items: Vec<String> = items.map(|(name, text)| format!("\n- `{name}`: {text}")).collect();
        if items.is_empty() { String::new() } else { format!("\n{}", items.concat()) }
    }
}
