//! The service that Crossplane calls: a request comes in, and an answer goes out whatever happens.

use crate::apply::{Applied, apply};
use crate::refusal::Refusal;
use crate::resource_list::Changed;
use crate::verdict;
use function_sdk_rust::proto::v1::function_runner_service_server::FunctionRunnerService;
use function_sdk_rust::proto::v1::{RunFunctionRequest, RunFunctionResponse};
use function_sdk_rust::resource::json_to_struct;
use function_sdk_rust::response;
use portico_host::{Engine, HostError};
use std::sync::Arc;
use tonic::{Request, Response, Status};

/// The composition function.
#[derive(Debug, Clone)]
pub struct Function {
    engine: Engine,
}

impl Function {
    /// Loads the component.
    ///
    /// # Errors
    ///
    /// [`HostError::Start`], when this machine lacks the memory, or a feature of the processor.
    pub fn new() -> Result<Self, HostError> {
        Ok(Self { engine: Engine::new()? })
    }

    /// Answers a call. What is wrong with its input is a result of severity fatal, never another error.
    pub async fn answer(&self, request: RunFunctionRequest) -> RunFunctionResponse {
        let request = Arc::new(request);
        let (engine, asked) = (self.engine.clone(), Arc::clone(&request));
        // The component works without a pause: other calls are to be heard meanwhile.
        let applied = tokio::task::spawn_blocking(move || apply(&engine, &asked)).await;
        let applied = applied.unwrap_or_else(|error| Err(Refusal::internal(error)));

        let mut answer = response::to(&request, response::DEFAULT_TTL);
        match applied {
            Ok(applied) => put(&mut answer, applied),
            Err(refusal) => {
                tracing::debug!(reason = refusal.reason, message = refusal.message, "refused");
                verdict::refused(&mut answer, refusal);
            }
        }
        answer
    }
}

fn put(answer: &mut RunFunctionResponse, applied: Applied) {
    let Applied { changed, warnings, advice } = applied;
    let names: Vec<&str> = changed.iter().map(|resource| resource.name.as_str()).collect();
    tracing::debug!(changed = ?names, warnings = warnings.len(), advice, "applied");
    for Changed { name, object } in changed {
        response::desired_composed(answer, name).resource = Some(json_to_struct(&object));
    }
    verdict::valid(answer, &warnings);
}

#[tonic::async_trait]
impl FunctionRunnerService for Function {
    async fn run_function(
        &self,
        request: Request<RunFunctionRequest>,
    ) -> Result<Response<RunFunctionResponse>, Status> {
        Ok(Response::new(self.answer(request.into_inner()).await))
    }
}
