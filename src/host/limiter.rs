//! The limit of the memory that the component may take.

use std::fmt;
use wasmtime::{ResourceLimiter, Result, bail};

/// The most memory, in bytes, that one instance may have: 1 GiB.
///
/// The largest input is 256 MiB, which comes in whole; the limits of the core bound the data made of it.
pub const MEMORY_LIMIT: usize = 1 << 30;

/// Refuses an instance more than [`MEMORY_LIMIT`], and knows what stops its call.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    /// The memory that the instance has, in bytes.
    #[cfg(feature = "interruption")]
    pub memory: usize,
    /// The handle of the call that runs, if it can be stopped.
    #[cfg(feature = "interruption")]
    pub interrupt: Option<crate::Interrupt>,
}

/// The error that ends a call that asks for more than the limit.
#[derive(Debug)]
pub(crate) struct MemoryExhausted;

impl fmt::Display for MemoryExhausted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the limit of memory was reached")
    }
}

impl std::error::Error for MemoryExhausted {}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, _current: usize, desired: usize, _maximum: Option<usize>) -> Result<bool> {
        if desired > MEMORY_LIMIT {
            bail!(MemoryExhausted)
        }
        #[cfg(feature = "interruption")]
        {
            self.memory = desired;
        }
        Ok(true)
    }

    fn table_growing(&mut self, _current: usize, _desired: usize, _maximum: Option<usize>) -> Result<bool> {
        Ok(true)
    }
}
