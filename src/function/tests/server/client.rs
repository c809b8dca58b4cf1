//! A client of gRPC, which shares the messages with the server and no other code.

use http::uri::PathAndQuery;
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use portico_function::json::to_struct;
use portico_function::protocol::v1::{Resource, RunFunctionRequest, RunFunctionResponse, State};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tonic::body::Body;
use tonic::client::Grpc;
use tonic::{Request, Status};
use tonic_prost::ProstCodec;

const PATH: &str = "/apiextensions.fn.proto.v1.FunctionRunnerService/RunFunction";

/// A connection to the server. Its clones are the same one.
#[derive(Clone)]
pub struct Client {
    sender: SendRequest<Body>,
}

impl Client {
    /// Connects in the clear.
    pub async fn connect(address: SocketAddr) -> Self {
        Self::over(TcpStream::connect(address).await.expect("it listens")).await.expect("it speaks HTTP/2")
    }

    /// Speaks over an open connection.
    pub async fn over(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> hyper::Result<Self> {
        let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender })
    }

    /// Calls the function.
    pub async fn call(&self, request: RunFunctionRequest) -> Result<RunFunctionResponse, Status> {
        self.ask(PATH, Request::new(request)).await
    }

    /// Calls the function with a time that is told to the server and not measured here.
    pub async fn call_within(
        &self,
        time: Duration,
        request: RunFunctionRequest,
    ) -> Result<RunFunctionResponse, Status> {
        let mut request = Request::new(request);
        let text = format!("{}m", time.as_millis()).parse().expect("it is a value");
        request.metadata_mut().insert("grpc-timeout", text);
        self.ask(PATH, request).await
    }

    /// Calls another method.
    pub async fn ask<Asked, Answer>(&self, path: &'static str, request: Request<Asked>) -> Result<Answer, Status>
    where
        Asked: prost::Message + Send + Sync + 'static,
        Answer: prost::Message + Default + Send + Sync + 'static,
    {
        let service = tower::service_fn(|mut request: http::Request<Body>| {
            let mut sender = self.sender.clone();
            let path = request.uri().path_and_query().cloned();
            *request.uri_mut() = http::Uri::builder()
                .scheme("http")
                .authority("localhost")
                .path_and_query(path.unwrap_or(PathAndQuery::from_static("/")))
                .build()
                .expect("it is one");
            async move { sender.send_request(request).await }
        });
        let codec = ProstCodec::<Asked, Answer>::default();
        let answered = Grpc::new(service).unary(request, PathAndQuery::from_static(path), codec).await?;
        Ok(answered.into_inner())
    }

    /// Waits until the server has ended the connection.
    pub async fn closed(&mut self) {
        while !self.sender.is_closed() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// Makes a request whose one resource has the word as its kind.
pub fn request(word: &str) -> RunFunctionRequest {
    let object = |value: &Value| value.as_object().map(to_struct);
    let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": {}});
    let resource = Resource { resource: object(&json!({"kind": word})), ..Resource::default() };
    RunFunctionRequest {
        input: object(&exposure),
        observed: Some(State {
            composite: Some(Resource { resource: object(&json!({})), ..Resource::default() }),
            ..State::default()
        }),
        desired: Some(State { resources: [("it".to_owned(), resource)].into(), ..State::default() }),
        ..RunFunctionRequest::default()
    }
}

/// Makes a request that is answered at once.
pub fn small() -> RunFunctionRequest {
    request("ConfigMap")
}

/// Makes a request that is never answered.
pub fn endless() -> RunFunctionRequest {
    request(portico_stubborn::Word::Loop.text())
}
