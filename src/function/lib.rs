//! Portico as a Crossplane composition function: a gRPC server that asks the component.
//!
//! A call's desired resources become a KRM `ResourceList`, the component says what to change in its text, and what
//! changed goes back into the desired resources. Here is how Crossplane asks and how it is answered; what an Exposure
//! means, and what is wrong with one, is never decided here.

mod apply;
mod exposure;
mod function;
mod merge;
mod moved;
mod refusal;
mod resource_list;
mod serve;
mod verdict;
mod wording;

pub use function::Function;
pub use function_sdk_rust::Args as Arguments;
pub use serve::{ServeError, serve};
