//! The component's code with places where it can be stopped, for servers.

use crate::bindings::PorticoPre;
use crate::code;
use crate::engine::linked;
use crate::limiter::Limiter;
use crate::portico::{IdlePortico, Interruption};
use crate::ticker::Ticker;
use crate::{HostError, Interrupt, Portico};
use std::fmt;
use std::sync::{Arc, OnceLock};
use wasmtime::Result;
use wasmtime::component::Component;

/// The component's code as [`Engine`](crate::Engine) has it, compiled so that its calls can be stopped: somewhat
/// slower.
#[derive(Clone)]
pub struct InterruptibleEngine {
    component: PorticoPre<Limiter>,
    ticker: Arc<Ticker>,
}

impl InterruptibleEngine {
    /// Loads the code that is embedded in this program, the first time; gives the same code every other time.
    ///
    /// # Errors
    ///
    /// [`HostError::Start`], when this machine lacks the memory, a thread, or a feature of the processor.
    pub fn new() -> Result<Self, HostError> {
        static LOADED: OnceLock<Result<InterruptibleEngine, HostError>> = OnceLock::new();
        let load = || code::INTERRUPTIBLE.load().and_then(|component| Self::of(&component));
        LOADED.get_or_init(|| load().map_err(|error| HostError::of_start(&error))).clone()
    }

    /// Loads the code of another component of the same world, such as one that a test has for its purpose.
    ///
    /// # Errors
    ///
    /// [`HostError::Start`], when it is no such component, was compiled with other settings, or can't be loaded on this
    /// machine.
    ///
    /// # Safety
    ///
    /// The code is run as it is: it must come, unchanged, from the compiler of the library that this crate has.
    pub unsafe fn of_code(code: &[u8]) -> Result<Self, HostError> {
        // SAFETY: as this function demands.
        let component = unsafe { code::load_copy(true, code) };
        component.and_then(|component| Self::of(&component)).map_err(|error| HostError::of_start(&error))
    }

    fn of(component: &Component) -> Result<Self> {
        Ok(Self { component: linked(component)?, ticker: Ticker::start(component.engine())? })
    }

    /// Starts an instance whose calls can be stopped.
    ///
    /// # Errors
    ///
    /// [`HostError::Start`], when this machine lacks the memory.
    pub fn start(&self, interrupt: &Interrupt) -> Result<Portico, HostError> {
        Portico::interruptible(
            &self.component,
            Interruption { interrupt: interrupt.clone(), _ticking: self.ticker.tick() },
        )
    }

    /// Goes on with an instance that rested: its calls can be stopped by another handle.
    #[must_use]
    pub fn resume(&self, idle: IdlePortico, interrupt: &Interrupt) -> Portico {
        Portico::resumed(idle, Interruption { interrupt: interrupt.clone(), _ticking: self.ticker.tick() })
    }

    /// Counts the instances that are asked.
    #[must_use]
    pub fn instances(&self) -> usize {
        self.ticker.count()
    }
}

impl fmt::Debug for InterruptibleEngine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("InterruptibleEngine").finish_non_exhaustive()
    }
}
