//! A client of gRPC, which shares the messages with the server and no other code.

use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use portico_function::protocol::v1::{RunFunctionRequest, RunFunctionResponse};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tonic::body::Body;
use tonic::client::Grpc;
use tonic::codegen::http::{self, uri::PathAndQuery};
use tonic::{Request, Status};
use tonic_prost::ProstCodec;

/// The method of the function.
pub const PATH: &str = "/apiextensions.fn.proto.v1.FunctionRunnerService/RunFunction";

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
