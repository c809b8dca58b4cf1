//! The counters, as they are served.

use crate::client::{Client, small};
use crate::running::Running;
use portico_function::ServerLimits;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn page(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let request = format!("{request} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("it answers");
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_counted() {
    let server = Running::start(ServerLimits::default()).await;
    Client::connect(server.address).await.call(small()).await.expect("it answers");
    let answer = page(server.metrics, "GET /metrics").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("application/openmetrics-text"), "{answer}");
    let handled = "grpc_server_handled_total{grpc_type=\"unary\",\
                   grpc_service=\"apiextensions.fn.proto.v1.FunctionRunnerService\",grpc_method=\"RunFunction\",\
                   grpc_code=\"OK\"} 1\n";
    assert!(answer.contains(handled), "{answer}");
    assert!(page(server.metrics, "GET /").await.starts_with("HTTP/1.1 404 "));
    assert!(page(server.metrics, "POST /metrics").await.starts_with("HTTP/1.1 405 "));
}
