//! The step before Portico's in the pipelines of these tests: our own composition function that handles its input's
//! `resources` as function-patch-and-transform does when they have no patches.
//!
//! The real one isn't served by the registry of Go modules; nothing of this one is under test.

use portico_function::protocol::v1::{RunFunctionRequest, RunFunctionResponse};
use portico_function::{json, response};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::OnceLock;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::thread;
use tonic::body::Body;
use tonic::codegen::http;
use tonic::server::{Grpc, NamedService};
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status};
use tonic_prost::ProstCodec;

/// Gives the address at which it listens: one for all tests of this process.
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
            let server = tonic::transport::Server::builder().add_service(Neighbour);
            server.serve_with_incoming(incoming).await.expect("it serves as long as the tests run");
        });
    });
    receiver.recv().expect("it says where it listens")
}

#[derive(Clone)]
struct Neighbour;

impl NamedService for Neighbour {
    const NAME: &'static str = "apiextensions.fn.proto.v1.FunctionRunnerService";
}

impl tower::Service<http::Request<Body>> for Neighbour {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let answer = tower::service_fn(|request: Request<RunFunctionRequest>| async move {
            Ok::<_, Status>(Response::new(answer(&request.into_inner())))
        });
        Box::pin(async move { Ok(Grpc::new(ProstCodec::default()).unary(answer, request).await) })
    }
}

fn answer(request: &RunFunctionRequest) -> RunFunctionResponse {
    let input = request.input.as_ref().map(json::of_struct).unwrap_or_default();
    let mut answer = response::to(request);
    for given in input["resources"].as_array().into_iter().flatten() {
        let name = given["name"].as_str().unwrap_or_default();
        let desired = response::desired_composed(&mut answer, name.to_owned());
        desired.resource = given["base"].as_object().map(json::to_struct);
    }
    answer
}
