//! Types of TypeScript as a tree, and their text as Prettier would write it.

use super::{WIDTH, jsdoc};

/// A type.
#[derive(Debug)]
pub enum Type {
    /// A type by its name, or written out on one line: `string`, `Span`.
    Name(String),
    /// A string that is exactly this.
    Literal(String),
    /// An object on one line whose only property is this.
    Tagged(String, Box<Type>),
    /// An array; one that is only read takes every other.
    Array { items: Box<Type>, readonly: bool },
    /// One of several types.
    Union(Vec<Type>),
    /// An object with a line for each property; an open one may have others.
    Object { properties: Vec<Property>, open: bool },
}

/// A property of an object.
#[derive(Debug)]
pub struct Property {
    /// Markdown for its comment.
    pub docs: String,
    pub name: String,
    pub optional: bool,
    pub type_: Type,
}

/// An exported type.
#[derive(Debug)]
pub struct Declaration {
    /// Markdown for its comment.
    pub docs: String,
    pub name: String,
    pub type_: Type,
}

impl Declaration {
    /// Gives the text of the declaration.
    pub fn written(&self) -> Result<String, String> {
        let (docs, name) = (jsdoc::block(&self.docs, 0)?, &self.name);
        Ok(match &self.type_ {
            object @ Type::Object { .. } => format!("{docs}export interface {name} {}\n", object.written(0, 0)?),
            other => {
                let start = format!("export type {name} =");
                let type_ = other.written(0, start.len() + 1)?;
                let space = if type_.starts_with('\n') { "" } else { " " };
                format!("{docs}{start}{space}{type_};\n")
            }
        })
    }
}

impl Property {
    fn written(&self, indent: usize) -> Result<String, String> {
        let Self { docs, name, optional, type_ } = self;
        if !name.chars().all(|character| character.is_ascii_alphanumeric()) {
            return Err(format!("{name} can't be a property's name as it is"));
        }
        let docs = jsdoc::block(docs, indent)?;
        let start = format!("{}{name}{}:", " ".repeat(indent), if *optional { "?" } else { "" });
        let type_ = type_.written(indent, start.len() + 1)?;
        let space = if type_.starts_with('\n') { "" } else { " " };
        Ok(format!("{docs}{start}{space}{type_};\n"))
    }
}

impl Type {
    /// Gives the text of the type, in a line that has this many columns before it.
    fn written(&self, indent: usize, before: usize) -> Result<String, String> {
        Ok(match self {
            Self::Name(name) => name.clone(),
            Self::Literal(word) => format!("{word:?}"),
            Self::Tagged(name, type_) => format!("{{ {name}: {} }}", type_.written(indent, before)?),
            Self::Array { items, readonly } => {
                let text = items.written(indent, before)?;
                let is_simple = !matches!(**items, Self::Union(_) | Self::Array { readonly: true, .. });
                let items = if is_simple { text } else { format!("({text})") };
                format!("{}{items}[]", if *readonly { "readonly " } else { "" })
            }
            Self::Union(types) => {
                let members = types.iter().map(|type_| type_.written(indent, before)).collect::<Result<Vec<_>, _>>()?;
                let line = members.join(" | ");
                if before + line.len() < WIDTH {
                    return Ok(line);
                }
                let start = format!("\n{}| ", " ".repeat(indent + 2));
                format!("{start}{}", members.join(&start))
            }
            Self::Object { properties, open } => {
                let mut text = "{\n".to_owned();
                for property in properties {
                    text.push_str(&property.written(indent + 2)?);
                }
                if *open {
                    text.push_str(&format!("{}[key: string]: unknown;\n", " ".repeat(indent + 2)));
                }
                format!("{text}{}}}", " ".repeat(indent))
            }
        })
    }
}
