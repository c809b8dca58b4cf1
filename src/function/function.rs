//! The composition function: a request comes in, and an answer goes out whatever is in it.

use crate::answer_size;
use crate::apply::{Effect, apply};
use crate::early_end::{EarlyEnd, Stopped};
use crate::fatal_result::FatalResult;
use crate::instances::Instances;
use crate::protocol::v1::{Ready, RunFunctionRequest, RunFunctionResponse};
use crate::resource_list::Changed;
use crate::verdict::Verdict;
use crate::{exposed, json, response, verdict};
use portico_host::{HostError, Interrupt, InterruptibleEngine};
use std::collections::BTreeSet;

/// The composition function.
#[derive(Debug, Clone)]
pub struct Function {
    instances: Instances,
}

/// An answer, and what counts and logs say of it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub response: RunFunctionResponse,
    pub refused: Option<Refusal>,
}

/// Why a call was refused, in words of Portico's alone.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub reason: &'static str,
    pub rules: BTreeSet<String>,
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
        self.judge(request, interrupt).map(|judged| judged.response)
    }

    /// Answers a call, and says which rules refused it.
    pub(crate) fn judge(&self, request: &RunFunctionRequest, interrupt: &Interrupt) -> Result<Judged, Stopped> {
        let mut response = response::to(request);
        let refusing = match apply(&self.instances, request, interrupt) {
            Ok(effect) => put(&mut response, effect).err(),
            Err(EarlyEnd::Fatal(result)) => Some(result),
            Err(EarlyEnd::Stopped(stopped)) => return Err(stopped),
        };
        let mut refused = None;
        if let Some(result) = refusing {
            refused = Some(Refusal { reason: result.reason, rules: result.rules.clone() });
            response = response::to(request);
            verdict::refuse(&mut response, result);
            answer_size::reduce(&mut response);
        }
        Ok(Judged { response, refused })
    }

    /// Counts the instances of the component that there are.
    pub(crate) fn instances(&self) -> usize {
        self.instances.count()
    }
}

impl From<InterruptibleEngine> for Function {
    /// Makes the function of a component that is loaded.
    fn from(engine: InterruptibleEngine) -> Self {
        Self { instances: engine.into() }
    }
}

/// Puts an effect into an answer.
///
/// # Errors
///
/// Where the answer is larger than Crossplane takes.
fn put(answer: &mut RunFunctionResponse, effect: Effect) -> Result<(), FatalResult> {
    let Effect { composite, exposure, changed, readiness, mut verdict, standing, outstanding, requirements, kept } =
        effect;
    let names: Vec<&str> = changed.iter().map(|resource| resource.name.as_str()).collect();
    tracing::debug!(changed = ?names, "applied");
    for Changed { name, object } in changed {
        response::desired_composed(answer, name).resource = Some(json::to_struct(&object));
    }
    for (name, is_ready) in readiness {
        let resource = response::desired_composed(answer, name);
        // What an earlier step says isn't ready is not ready.
        let ready = if is_ready && resource.ready() != Ready::False { Ready::True } else { Ready::False };
        resource.ready = ready.into();
    }
    exposed::write_status(answer, &exposure, &standing, &outstanding);
    exposed::tell(answer, &standing, &composite);
    answer.requirements = requirements;
    response::keep(answer, kept);
    if let Verdict::Valid(remarks) = &mut verdict {
        remarks.warnings.extend(answer_size::warning(answer));
    }
    verdict::tell(answer, &verdict);
    answer_size::check(answer)
}
