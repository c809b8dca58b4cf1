//! Instances of the component: one for each call that is worked on, kept for the calls after it.

use portico_host::{HostError, IdlePortico, Interrupt, InterruptibleEngine, Portico};
use std::sync::{Arc, Mutex, PoisonError};

/// The instances of a function. No more are kept than there were calls at once.
#[derive(Debug, Clone)]
pub(crate) struct Instances {
    engine: InterruptibleEngine,
    idle: Arc<Mutex<Vec<IdlePortico>>>,
}

impl Instances {
    /// Asks one, and keeps it where it can be asked again.
    pub(crate) fn ask<Answer>(
        &self,
        interrupt: &Interrupt,
        question: impl FnOnce(&mut Portico) -> Answer,
    ) -> Result<Answer, HostError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut portico = match idle {
            Some(idle) => self.engine.resume(idle, interrupt),
            None => self.engine.start(interrupt)?,
        };
        let answer = question(&mut portico);
        if let Some(idle) = portico.rest() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(idle);
        }
        Ok(answer)
    }

    /// Counts the instances that are asked.
    pub(crate) fn count(&self) -> usize {
        self.engine.instances()
    }
}

impl From<InterruptibleEngine> for Instances {
    fn from(engine: InterruptibleEngine) -> Self {
        Self { engine, idle: Arc::default() }
    }
}
