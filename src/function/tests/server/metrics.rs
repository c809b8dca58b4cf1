//! The counters, as they are served.

use crate::client::Client;
use crate::requests::{endless, request, small};
use crate::running::Running;
use portico_function::ServerLimits;
use portico_function::json::to_struct;
use portico_stubborn::Word;
use serde_json::json;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_counted() {
    let server = Running::start(ServerLimits::default()).await;
    Client::connect(server.address).await.call(small()).await.expect("it answers");
    let answer = server.page("GET /metrics").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("application/openmetrics-text"), "{answer}");
    let handled = "grpc_server_handled_total{grpc_type=\"unary\",\
                   grpc_service=\"apiextensions.fn.proto.v1.FunctionRunnerService\",grpc_method=\"RunFunction\",\
                   grpc_code=\"OK\"} 1\n";
    assert!(answer.contains(handled), "{answer}");
    assert!(server.page("GET /healthz").await.starts_with("HTTP/1.1 200 OK\r\n"));
    assert!(server.page("GET /").await.starts_with("HTTP/1.1 404 "));
    assert!(server.page("POST /metrics").await.starts_with("HTTP/1.1 405 "));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_counted_by_their_result_and_timed() {
    let server = Running::start(ServerLimits::default()).await;
    let client = Client::connect(server.address).await;
    for answered in [small(), small(), request(Word::Trap.text()), request(Word::Grab.text())] {
        client.call(answered).await.expect("it answers");
    }
    client.call(portico_function::protocol::v1::RunFunctionRequest::default()).await.expect("it answers");
    for (result, reason, expected) in [
        ("ok", "", 2.0),
        ("fatal", "InternalError", 1.0),
        ("fatal", "TooLarge", 1.0),
        ("fatal", "NotAComposition", 1.0),
    ] {
        let series = format!("portico_answers_total{{result=\"{result}\",reason=\"{reason}\"}}");
        assert_eq!(server.sample(&series).await, Some(expected), "{series}");
    }
    let labels = "grpc_type=\"unary\",grpc_service=\"apiextensions.fn.proto.v1.FunctionRunnerService\",\
                  grpc_method=\"RunFunction\"";
    let seconds = |part: &str| format!("grpc_server_handling_seconds_{part}{{{labels}}}");
    assert_eq!(server.sample(&seconds("count")).await, Some(5.0));
    assert!(server.sample(&seconds("sum")).await > Some(0.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_counted_by_their_rules() {
    let server = Running::start_real(ServerLimits::default()).await;
    let client = Client::connect(server.address).await;
    let mut wrong = small();
    let exposure = json!({
        "apiVersion": "portico.dev/v1alpha1",
        "kind": "Exposure",
        "spec": {"host": "proxy.acme.dev", "method": "LoadBalancer", "cloud": "aws", "hots": 1, "hosts": 2},
    });
    wrong.input = exposure.as_object().map(to_struct);
    client.call(wrong).await.expect("it answers");
    client.call(small()).await.expect("it answers");
    let once = server.sample("portico_refusals_total{rule=\"unknown-key\"}").await;
    assert_eq!(once, Some(1.0), "one call, however often the rule speaks");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_and_what_it_takes_is_measured() {
    let server = Running::start(ServerLimits { call: Duration::from_hours(1), ..ServerLimits::default() }).await;
    let client = Client::connect(server.address).await;
    let call = tokio::spawn(async move { client.call(endless()).await });
    server.wait_for("portico_instances", 1.0).await;
    assert!(server.sample("portico_messages_bytes").await > Some(10.0));
    if cfg!(target_os = "linux") {
        assert!(server.sample("process_resident_memory_bytes").await > Some(1e6));
    }
    call.abort();
    server.wait_for("portico_instances", 0.0).await;
    server.wait_for("portico_messages_bytes", 0.0).await;
}
