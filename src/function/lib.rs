//! Portico as a Crossplane composition function: a gRPC server that asks the component.
//!
//! A call's desired resources become a KRM `ResourceList`, the component gives the edits of its text, and the changed
//! resources go back into the desired ones. This crate speaks Crossplane's protocol; the meaning of an Exposure, and
//! its faults, are the component's alone.

mod answer_size;
mod apply;
mod backend;
mod cluster;
mod composite;
mod exposed;
mod exposure;
mod early_end;
mod fatal_result;
mod field_path;
mod function;
mod instances;
pub mod json;
mod merge;
mod moved;
mod observation;
mod places;
pub mod protocol;
mod resource_list;
pub mod response;
mod server;
mod settings;
mod verdict;
mod wording;
mod wrapping;

pub use early_end::Stopped;
pub use function::Function;
pub use server::{Arguments, CertificateError, Security, ServeError, Server, ServerLimits, serve};
