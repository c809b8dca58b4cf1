//! The clock of code that can be interrupted: at each tick, running calls check whether they are to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;
use std::{fmt, io};
use wasmtime::Engine;

/// The time that a call may go on after it was stopped.
const TICK: Duration = Duration::from_millis(5);

/// A thread that ticks while instances are asked, and sleeps otherwise. It ends with its engine.
pub(crate) struct Ticker {
    thread: Thread,
    instances: Arc<AtomicUsize>,
}

impl Ticker {
    pub(crate) fn start(engine: &Engine) -> io::Result<Arc<Self>> {
        let engine = engine.weak();
        let instances = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&instances);
        let tick = move || {
            while let Some(engine) = engine.upgrade() {
                if counted.load(Ordering::Acquire) == 0 {
                    drop(engine);
                    thread::park();
                } else {
                    engine.increment_epoch();
                    drop(engine);
                    thread::sleep(TICK);
                }
            }
        };
        let thread = thread::Builder::new().name("portico-ticker".to_owned()).spawn(tick)?.thread().clone();
        Ok(Arc::new(Self { thread, instances }))
    }

    /// Gives the number of guards that there are.
    pub(crate) fn count(&self) -> usize {
        self.instances.load(Ordering::Acquire)
    }

    /// Ticks until the returned guard is dropped.
    pub(crate) fn tick(self: &Arc<Self>) -> Ticking {
        self.instances.fetch_add(1, Ordering::AcqRel);
        self.thread.unpark();
        Ticking(Arc::clone(self))
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.thread.unpark();
    }
}

impl fmt::Debug for Ticker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Ticker").finish_non_exhaustive()
    }
}

/// A guard: the clock ticks while there is one.
#[derive(Debug)]
pub(crate) struct Ticking(Arc<Ticker>);

impl Drop for Ticking {
    fn drop(&mut self) {
        self.0.instances.fetch_sub(1, Ordering::AcqRel);
    }
}
