//! The methods of the server: the function, its health, and reflection.

use crate::Function;
use crate::protocol::{DESCRIPTORS, METHOD, SERVICES};
use crate::server::answers::Answers;
use crate::server::calls::Calls;
use crate::server::memory::Memory;
use crate::server::metrics::{Measured, Metrics, RpcMethod};
use crate::server::run_function::RunFunction;
use crate::server::server_limits::ServerLimits;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use tonic::codegen::StdError;
use tonic::service::Routes;
use tonic_health::ServingStatus;
use tonic_health::server::{HealthReporter, health_reporter};
use tower::ServiceExt;

/// Every method of the server.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    function: RunFunction,
    others: Routes,
    metrics: Metrics,
}

/// The report of whether the function is served.
#[derive(Clone)]
pub(crate) struct Health(HealthReporter);

impl Service {
    pub(crate) async fn new(function: Function, calls: &Calls, limits: &ServerLimits) -> (Self, Health) {
        let (reporter, health) = health_reporter();
        let mut others = Routes::new(health);
        let reflection =
            || tonic_reflection::server::Builder::configure().register_encoded_file_descriptor_set(DESCRIPTORS);
        // The descriptors of the build script can be read; without reflection, the function is still served.
        match (reflection().build_v1(), reflection().build_v1alpha()) {
            (Ok(newer), Ok(older)) => others = others.add_service(newer).add_service(older),
            (Err(error), _) | (_, Err(error)) => tracing::warn!(%error, "there is no reflection"),
        }
        let answers = Answers::default();
        let measured = Measured { calls: calls.clone(), function, memory: Memory::new(limits.messages) };
        let metrics = Metrics::new(measured.clone(), &answers);
        let function = RunFunction::new(measured, answers, limits);
        let health = Health(reporter);
        health.set(ServingStatus::Serving).await;
        (Self { function, others, metrics }, health)
    }

    /// Gives the counters.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Answers a call, of whatever method.
    pub(crate) async fn answer<Incoming>(self, request: Request<Incoming>) -> Response<tonic::body::Body>
    where
        Incoming: Body<Data = Bytes> + Send + Unpin + 'static,
        Incoming::Error: Into<StdError>,
    {
        let path = request.uri().path();
        let counted = RpcMethod::of_path(path).map(|method| self.metrics.begin(method));
        let answer = if is_function(path) {
            self.function.answer(request).await
        } else {
            let Ok(answer) = self.others.oneshot(request).await;
            answer
        };
        if let Some(counted) = counted {
            counted.end(answer.headers());
        }
        answer
    }
}

impl Health {
    /// Sets the status of the server and of each version of the function.
    pub(crate) async fn set(&self, status: ServingStatus) {
        for service in [""].into_iter().chain(SERVICES) {
            self.0.set_service_status(service, status).await;
        }
    }
}

fn is_function(path: &str) -> bool {
    let parts = path.strip_prefix('/').and_then(|path| path.split_once('/'));
    parts.is_some_and(|(service, method)| method == METHOD && SERVICES.contains(&service))
}
