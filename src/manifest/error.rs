//! The reasons that a document could not be read, in words for the person who wrote it. Nothing here knows the parser.

use std::fmt;

use crate::Span;

/// A document, or a value in it, that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The fault.
    pub kind: ReadErrorKind,
    /// Its place in the stream's text.
    pub span: Span,
}

/// A fault for which a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// It isn't YAML. The text is one sentence about what was written wrongly; don't rely on it
    /// to tell errors apart.
    Syntax(String),
    /// An alias names an anchor that isn't set before it.
    UnknownAnchor {
        /// The name, without `*`.
        anchor: String,
    },
    /// An alias lies inside the value that its anchor names.
    RecursiveAlias {
        /// The name, without `*`.
        anchor: String,
    },
    /// A merge key (`<<`) has a value that is neither a mapping nor a list of mappings.
    MergeNotAMapping,
    /// A key that JSON can't have: a collection, a null, or a whole number beyond 63 bits.
    UnsupportedKey,
    /// A value that its explicit tag doesn't allow, as in `!!int many`.
    TagMismatch {
        /// The tag in its short form, as in `!!int`.
        tag: String,
    },
    /// A number that JSON can't have: an infinity, or `.nan`.
    UnsupportedNumber,
    /// Collections are nested too deeply.
    TooDeep {
        /// The most that is read.
        limit: usize,
    },
    /// There are too many keys and values.
    TooManyNodes {
        /// The most that is read.
        limit: usize,
    },
    /// There are too many aliases.
    TooManyAliases {
        /// The most that is read.
        limit: usize,
    },
    /// The document has too many bytes.
    DocumentTooLarge {
        /// The most that is read.
        limit: usize,
    },
    /// The stream has too many bytes.
    StreamTooLarge {
        /// The most that is read.
        limit: usize,
    },
    /// The work that [`within`](crate::within()) allowed is done.
    TooMuchWork,
    /// The aliases stand for too many values.
    ExpansionTooLarge {
        /// The most that is read.
        limit: usize,
    },
    /// Content follows the document's end marker (`...`) without a `---`.
    SecondDocument,
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(formatter)
    }
}

impl fmt::Display for ReadErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(sentence) => formatter.write_str(sentence),
            Self::UnknownAnchor { anchor } => {
                write!(
                    formatter,
                    "`*{anchor}` refers to an anchor `&{anchor}` that is not set before it in this document"
                )
            }
            Self::RecursiveAlias { anchor } => {
                write!(formatter, "`*{anchor}` is inside the value that `&{anchor}` names")
            }
            Self::MergeNotAMapping => formatter.write_str("`<<` merges mappings, and this is not a mapping"),
            Self::UnsupportedKey => formatter.write_str("Kubernetes can't read this key: put it in quotes"),
            Self::TagMismatch { tag } => write!(formatter, "this value is not a `{tag}`"),
            Self::UnsupportedNumber => formatter.write_str(
                "JSON has no infinite numbers, so Kubernetes can't read this one: put it in quotes if it is text",
            ),
            Self::TooDeep { limit } => {
                write!(formatter, "values are nested more than {limit} deep")
            }
            Self::TooManyNodes { limit } => {
                write!(formatter, "the document has more than {limit} keys and values")
            }
            Self::TooManyAliases { limit } => {
                write!(formatter, "the document has more than {limit} aliases")
            }
            Self::DocumentTooLarge { limit } => {
                write!(formatter, "the document is larger than {limit} bytes")
            }
            Self::StreamTooLarge { limit } => {
                write!(formatter, "the input is larger than {limit} bytes")
            }
            Self::TooMuchWork => formatter.write_str("it takes more work than an input of this size is allowed"),
            Self::ExpansionTooLarge { limit } => {
                write!(formatter, "the document's aliases stand for more than {limit} values")
            }
            Self::SecondDocument => formatter.write_str("content follows `...`: start a new document with `---`"),
        }
    }
}

impl std::error::Error for ReadError {}
