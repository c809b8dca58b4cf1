//! Reading Kubernetes YAML without loss.
//!
//! A stream is split into documents without parsing them ([`split`]), a document is parsed into a
//! tree that knows the byte span of every key and value ([`parse`]), values are read as Kubernetes
//! and Helm read them ([`Node`], [`Scalar`]).
//!
//! Everything here is pure: no I/O, no clock, no environment, and no input makes it panic.

mod builder;
mod data;
mod entries;
mod error;
mod limits;
mod lookup;
mod overlay;
mod parse;
mod scalar;
mod span;
mod split;
mod tree;
mod value;
mod work;

pub use data::same;
pub use entries::Entry;
pub use error::{ReadError, ReadErrorKind};
pub use limits::Limits;
pub use overlay::overlay;
pub use parse::parse;
pub use portico_small::{Decimal, sort_by};
pub use scalar::Scalar;
pub use span::{LineIndex, Position, Span};
pub use split::{RawDocument, documents, split};
pub use tree::{Children, Document, Node, NodeKind, ScalarStyle};
pub use value::{Contents, PathSegment};
pub use work::{Exhausted, spend, within};
