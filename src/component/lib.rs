//! The core behind the WIT: the source of `portico.wasm`.
//!
//! Each interface has a file that turns the WIT's types into the core's and back, and calls the core. Nothing is
//! decided here, and nothing is imported: the component has no clock, no files and no network.
//!
//! The same code builds natively, so that it is linted and tested with everything else; only the exports of the
//! component are left to WebAssembly.

mod catalogue;
mod observer;
mod renderer;
mod transformer;
mod types;
mod validator;

#[allow(
    missing_docs,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    reason = "generated from the WIT, which documents it"
)]
mod bindings {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "portico",
        pub_export_macro: true,
        default_bindings_module: "crate::bindings",
    });
}

use bindings::exports::portico::exposure as wit;

/// The type that implements the component's interfaces.
pub struct Component;

#[cfg(target_arch = "wasm32")]
bindings::export!(Component);
