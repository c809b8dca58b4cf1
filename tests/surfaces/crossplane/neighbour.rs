//! The step before Portico's in the pipelines of these tests: a composition function of our own that does with its
//! input's `resources` what function-patch-and-transform does with those that have no patches.
//!
//! It is here because the registry of Go modules doesn't serve that one; nothing of it is under test.

use function_sdk_rust::proto::v1::function_runner_service_server::{
    FunctionRunnerService, FunctionRunnerServiceServer,
};
use function_sdk_rust::proto::v1::{RunFunctionRequest, RunFunctionResponse};
use function_sdk_rust::{request, resource, response};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status};

/// Where it listens: one for all tests of this process.
pub fn address() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(start)
}

fn start() -> SocketAddr {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        runtime.expect("there are threads").block_on(async {
            let incoming = TcpIncoming::bind(([127, 0, 0, 1], 0).into()).expect("there is a free port");
            sender.send(incoming.local_addr().expect("it is bound")).expect("it is awaited");
            let service = FunctionRunnerServiceServer::new(Neighbour);
            let server = tonic::transport::Server::builder().add_service(service);
            server.serve_with_incoming(incoming).await.expect("it serves as long as the tests run");
        });
    });
    receiver.recv().expect("it says where it listens")
}

struct Neighbour;

#[tonic::async_trait]
impl FunctionRunnerService for Neighbour {
    async fn run_function(
        &self,
        request: Request<RunFunctionRequest>,
    ) -> Result<Response<RunFunctionResponse>, Status> {
        let request = request.into_inner();
        let input: Value = request::get_input(&request).map_err(|error| Status::internal(error.to_string()))?;
        let mut answer = response::to(&request, response::DEFAULT_TTL);
        for given in input["resources"].as_array().into_iter().flatten() {
            let desired = response::desired_composed(&mut answer, given["name"].as_str().unwrap_or_default());
            resource::update(desired, &given["base"]).map_err(|error| Status::internal(error.to_string()))?;
        }
        Ok(Response::new(answer))
    }
}
