//! The component's code, as the build script compiled it for this target, and its loading.

use crate::configuration::configuration;
use wasmtime::component::Component;
use wasmtime::{Engine, Result};

/// Bytes that begin at the boundary of a page, for pages of up to 64 KiB.
#[repr(C, align(65536))]
struct Pages<Bytes: ?Sized>(Bytes);

/// Code that is part of this program.
pub(crate) struct Code {
    is_interruptible: bool,
    pages: &'static Pages<[u8]>,
}

/// The fastest code: its calls can't be stopped.
pub(crate) static PLAIN: Code =
    Code { is_interruptible: false, pages: &Pages(*include_bytes!(concat!(env!("OUT_DIR"), "/portico.cwasm"))) };

/// The same component with places where it can be stopped.
#[cfg(feature = "interruption")]
pub(crate) static INTERRUPTIBLE: Code = Code {
    is_interruptible: true,
    pages: &Pages(*include_bytes!(concat!(env!("OUT_DIR"), "/portico-interruptible.cwasm"))),
};

impl Code {
    /// Loads the code: where it lies in this program, if this system allows that, else into memory of its own.
    ///
    /// To be called once: where it lies, code can be loaded only once.
    pub(crate) fn load(&'static self) -> Result<Component> {
        #[cfg(target_os = "linux")]
        if let Ok(component) = in_place::load(self) {
            return Ok(component);
        }
        // SAFETY: these are the bytes that the build script had from the compiler of the same library.
        unsafe { load_copy(self.is_interruptible, &self.pages.0) }
    }
}

/// Loads a copy of code.
///
/// # Safety
///
/// The code must come from the compiler of the same library, unchanged.
pub(crate) unsafe fn load_copy(is_interruptible: bool, code: &[u8]) -> Result<Component> {
    let engine = Engine::new(&configuration(env!("PORTICO_TARGET"), is_interruptible)?)?;
    // SAFETY: as this function demands.
    unsafe { Component::deserialize(&engine, code) }
}

/// Running the code in the pages of this program's file: two megabytes fewer to copy at every start.
#[cfg(target_os = "linux")]
mod in_place {
    use super::{Code, configuration};
    use rustix::mm::{MprotectFlags, mprotect};
    use std::ptr::NonNull;
    use std::sync::Arc;
    use wasmtime::component::Component;
    use wasmtime::{CustomCodeMemory, Engine, Result};

    pub(super) fn load(code: &'static Code) -> Result<Component> {
        let mut configuration = configuration(env!("PORTICO_TARGET"), code.is_interruptible)?;
        configuration.with_custom_code_memory(Some(Arc::new(OwnPages)));
        let engine = Engine::new(&configuration)?;
        // SAFETY: these are the bytes that the build script had from the compiler of the same library. They are
        // never written to, and are there as long as the program is.
        unsafe { Component::deserialize_raw(&engine, NonNull::from(&code.pages.0)) }
    }

    /// Makes the pages of this program executable, as the memory of the code.
    struct OwnPages;

    impl CustomCodeMemory for OwnPages {
        fn required_alignment(&self) -> usize {
            // The alignment that the library gives code on every architecture. Where pages are larger the system
            // refuses.
            4096
        }

        fn publish_executable(&self, start: *const u8, length: usize) -> Result<()> {
            // SAFETY: nothing is written to these pages of a constant, before or after.
            Ok(unsafe { mprotect(start.cast_mut().cast(), length, MprotectFlags::READ | MprotectFlags::EXEC) }?)
        }

        fn unpublish_executable(&self, _start: *const u8, _length: usize) -> Result<()> {
            // The pages may stay as they are: nothing else is in them.
            Ok(())
        }
    }
}
