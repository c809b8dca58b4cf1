//! Portico as a Crossplane composition function: a gRPC server that asks the component.
//!
//! A call's desired resources become a KRM `ResourceList`, the component says what to change in its text, and what
//! changed goes back into the desired resources. Here is how Crossplane asks and how it is answered; what an Exposure
//! means, and what is wrong with one, is never decided here.

mod apply;
mod exposure;
mod failure;
mod function;
pub mod json;
mod merge;
mod moved;
pub mod protocol;
mod refusal;
mod resource_list;
pub mod response;
mod server;
mod verdict;
mod wording;

pub use failure::Stopped;
pub use function::Function;
pub use server::{Arguments, CertificateError, Limits, Security, ServeError, Server, serve};
