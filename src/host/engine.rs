//! The loaded component. Its instances run it: [`Portico`].

use crate::bindings::PorticoPre;
use crate::limiter::Limiter;
use crate::{HostError, Portico, code};
use std::fmt;
use std::sync::OnceLock;
use wasmtime::Result;
use wasmtime::component::{Component, Linker};

/// The component's code, ready to be started any number of times, by any thread.
#[derive(Clone)]
pub struct Engine {
    component: PorticoPre<Limiter>,
}

impl Engine {
    /// Loads the code that is embedded in this program, the first time; gives the same code every other time.
    ///
    /// # Errors
    ///
    /// [`HostError::Start`], when this machine lacks the memory, or a feature of the processor.
    pub fn new() -> Result<Self, HostError> {
        static LOADED: OnceLock<Result<Engine, HostError>> = OnceLock::new();
        let load = || Ok(Self { component: linked(&code::PLAIN.load()?)? });
        LOADED.get_or_init(|| load().map_err(|error| HostError::of_start(&error))).clone()
    }

    /// Starts an instance.
    ///
    /// # Errors
    ///
    /// [`HostError::Start`], when this machine lacks the memory.
    pub fn start(&self) -> Result<Portico, HostError> {
        Portico::of(&self.component)
    }
}

/// Prepares the component for instances of the WIT's world.
pub(crate) fn linked(component: &Component) -> Result<PorticoPre<Limiter>> {
    PorticoPre::new(Linker::new(component.engine()).instantiate_pre(component)?)
}

impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Engine").finish_non_exhaustive()
    }
}
