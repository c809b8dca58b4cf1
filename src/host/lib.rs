//! Runs Portico's component, and gives its WIT as a Rust API.
//!
//! [`Engine`] holds the component's code, compiled when this crate was; it is shared by threads. [`Portico`] is one
//! instance of it, with a memory of its own: cheap to start, asked by one thread at a time. Nothing here knows an
//! Exposure or a rule, and nothing reads or writes a file: texts come in, and results go out.
//!
//! ```
//! use portico_host::Portico;
//! use portico_host::transformer::{Envelope, TransformOptions};
//! use portico_host::types::Source;
//!
//! let mut portico = Portico::new()?;
//! let objects = Source { name: "-".to_owned(), text: "kind: ConfigMap\n".to_owned() };
//! let options = TransformOptions::of(Envelope::Stream);
//! let transformed = portico.transform(&objects, None, &options)?.expect("nothing is wrong with it");
//! assert!(transformed.edits.is_empty());
//! # Ok::<(), portico_host::HostError>(())
//! ```

mod code;
mod configuration;
mod engine;
mod error;
#[cfg(feature = "interruption")]
mod interrupt;
#[cfg(feature = "interruption")]
mod interruptible_engine;
mod limiter;
mod portico;
mod splice;
#[cfg(feature = "interruption")]
mod ticker;

#[allow(
    missing_docs,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    reason = "generated from the WIT, which documents it"
)]
mod bindings {
    wasmtime::component::bindgen!({ path: "../../wit", world: "portico" });
}

pub use engine::Engine;
pub use error::HostError;
#[cfg(feature = "interruption")]
pub use interrupt::Interrupt;
#[cfg(feature = "interruption")]
pub use interruptible_engine::InterruptibleEngine;
pub use limiter::MEMORY_LIMIT;
#[cfg(feature = "interruption")]
pub use portico::IdlePortico;
pub use portico::Portico;
pub use splice::{Spliced, splice};

/// The texts that come in, the places in them, and their diagnostics.
pub mod types {
    pub use crate::bindings::exports::portico::exposure::types::{
        Diagnostic, Document, Edit, Fix, HumanFormat, PathSegment, Position, Recognized, Report, ReportFormat, Safety,
        Severity, Source, Span, Summary,
    };

    impl Report {
        /// Gives the report on nothing.
        #[must_use]
        pub fn nothing_found() -> Self {
            let summary = Summary {
                errors: 0,
                warnings: 0,
                infos: 0,
                suppressed: 0,
                recognized: Vec::new(),
                ignored: 0,
                unreadable: 0,
                targets: Vec::new(),
            };
            Self { diagnostics: Vec::new(), summary, texts: Vec::new() }
        }
    }
}

/// The types that [`Portico::render`](crate::Portico::render) takes and gives.
pub mod renderer {
    pub use crate::bindings::exports::portico::exposure::renderer::{
        FieldOverride, File, Merged, Prerequisite, PrerequisiteForm, RenderOptions, Rendered, Step,
    };

    impl RenderOptions {
        /// Gives options with nothing but overrides.
        #[must_use]
        pub fn of(overrides: Vec<FieldOverride>) -> Self {
            Self { overrides, command: Vec::new(), report_formats: Vec::new() }
        }
    }
}

/// The types that [`Portico::validate`](crate::Portico::validate) and its kin take and give.
pub mod validator {
    pub use crate::bindings::exports::portico::exposure::validator::{
        AppliedFix, FixOptions, Fixed, Paths, Rule, ValidateOptions,
    };

    /// Options that say nothing beside the sources.
    impl Default for ValidateOptions {
        fn default() -> Self {
            Self {
                configuration: None,
                overrides: Vec::new(),
                exposure: None,
                values: Vec::new(),
                previous: Vec::new(),
                report_formats: Vec::new(),
            }
        }
    }
}

/// The types that [`Portico::observe`](crate::Portico::observe) gives.
pub mod observer {
    pub use crate::bindings::exports::portico::exposure::observer::{
        Address, AddressKind, ObjectReference, Observed, Progress, Readiness,
    };
}

/// The types that [`Portico::transform`](crate::Portico::transform) takes and gives.
pub mod transformer {
    pub use crate::bindings::exports::portico::exposure::transformer::{
        ComposeOptions, Composed, Envelope, Outstanding, TransformOptions, Transformed, Wrapper,
    };

    impl TransformOptions {
        /// Gives the options for objects that are wrapped so, with nothing else asked for.
        #[must_use]
        pub fn of(envelope: Envelope) -> Self {
            Self { envelope, strict: false, report_formats: Vec::new(), spaces_releases: Vec::new() }
        }
    }
}

/// The types that [`Portico::clouds`](crate::Portico::clouds) and [`Portico::controllers`](crate::Portico::controllers)
/// give.
pub mod catalogue {
    pub use crate::bindings::exports::portico::exposure::catalogue::{Cloud, Controller, Fact, Support};
}
