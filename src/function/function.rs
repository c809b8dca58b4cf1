//! The composition function: a request comes in, and an answer goes out whatever is in it.

use crate::apply::{Effect, apply};
use crate::early_end::{EarlyEnd, Stopped};
use crate::protocol::v1::{RunFunctionRequest, RunFunctionResponse};
use crate::resource_list::Changed;
use crate::{json, response, verdict};
use portico_host::{HostError, Interrupt, InterruptibleEngine};

/// The composition function.
#[derive(Debug, Clone)]
pub struct Function {
    engine: InterruptibleEngine,
}

impl Function {
    /// Loads the component.
    ///
    /// # Errors
    ///
    /// [`HostError::Start`], when this machine lacks the memory, or a feature of the processor.
    pub fn new() -> Result<Self, HostError> {
        Ok(InterruptibleEngine::new()?.into())
    }

    /// Answers a call. A fault in its input is a result of severity fatal, never another error.
    ///
    /// # Errors
    ///
    /// When it is stopped before there is an answer.
    pub fn answer(&self, request: &RunFunctionRequest, interrupt: &Interrupt) -> Result<RunFunctionResponse, Stopped> {
        let applied = apply(&self.engine, request, interrupt);
        let mut answer = response::to(request);
        match applied {
            Ok(applied) => put(&mut answer, applied),
            Err(EarlyEnd::Fatal(result)) => {
                tracing::debug!(reason = result.reason, message = result.message, "refused");
                verdict::invalid(&mut answer, result);
            }
            Err(EarlyEnd::Stopped(stopped)) => return Err(stopped),
        }
        Ok(answer)
    }
}

impl From<InterruptibleEngine> for Function {
    /// Makes the function of a component that is loaded.
    fn from(engine: InterruptibleEngine) -> Self {
        Self { engine }
    }
}

fn put(answer: &mut RunFunctionResponse, applied: Effect) {
    let Effect { changed, warnings, infos } = applied;
    let names: Vec<&str> = changed.iter().map(|resource| resource.name.as_str()).collect();
    tracing::debug!(changed = ?names, warnings = warnings.len(), infos, "applied");
    for Changed { name, object } in changed {
        response::desired_composed(answer, name).resource = Some(json::to_struct(&object));
    }
    verdict::valid(answer, &warnings);
}
