//! The number of calls that there may be.

use crate::client::Client;
use crate::requests::{endless, small};
use crate::running::{PATIENCE, Running};
use portico_function::ServerLimits;
use portico_function::protocol::v1::RunFunctionResponse;
use std::time::Duration;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;
use tonic::{Code, Status};

/// Begins so many calls that are never answered.
fn begin(client: &Client, calls: usize) -> Vec<JoinHandle<Result<RunFunctionResponse, Status>>> {
    let call = |client: Client| async move { client.call(endless()).await };
    (0..calls).map(|_| tokio::spawn(call(client.clone()))).collect()
}

/// Asks until a call ends in this way.
async fn ask_until(client: &Client, code: Code) -> Status {
    let ask = async {
        loop {
            match client.call_within(Duration::from_millis(50), small()).await {
                Err(status) if status.code() == code => return status,
                _ => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    };
    timeout(PATIENCE, ask).await.expect("it ends so at last")
}

#[tokio::test(flavor = "multi_thread")]
async fn more_calls_than_wait_are_refused() {
    let server = Running::start(ServerLimits { working: 1, waiting: 2, ..ServerLimits::default() }).await;
    let client = Client::connect(server.address).await;
    let mut calls = JoinSet::new();
    for _ in 0..4 {
        let client = client.clone();
        calls.spawn(async move { client.call(endless()).await });
    }
    let refused = timeout(PATIENCE, calls.join_next()).await.expect("one ends").expect("there are some");
    let refused = refused.expect("it ends well").expect_err("it is refused");
    assert_eq!(refused.code(), Code::ResourceExhausted, "{refused}");
    assert_eq!(refused.message(), "1 calls are in progress and 2 are waiting: try again later");
    assert_eq!(calls.len(), 3);
    calls.abort_all();
    timeout(PATIENCE, async { while client.call(small()).await.is_err() {} }).await.expect("there is room again");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_whose_client_is_gone_keep_nobody_waiting() {
    let server =
        Running::start(ServerLimits { working: 1, call: Duration::from_hours(1), ..ServerLimits::default() }).await;
    let client = Client::connect(server.address).await;
    let calls = begin(&client, 20);
    ask_until(&client, Code::DeadlineExceeded).await;
    calls.iter().for_each(JoinHandle::abort);
    timeout(PATIENCE, client.call(small())).await.expect("it is answered").expect("it answers");

    let lost = Client::connect(server.address).await;
    let calls = begin(&lost, 20);
    ask_until(&client, Code::DeadlineExceeded).await;
    calls.iter().for_each(JoinHandle::abort);
    drop(lost);
    timeout(PATIENCE, client.call(small())).await.expect("it is answered").expect("it answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_take_no_more_memory_than_they_may() {
    let limits =
        ServerLimits { working: 1, messages: 10_000, call: Duration::from_hours(1), ..ServerLimits::default() };
    let server = Running::start(limits).await;
    let client = Client::connect(server.address).await;
    let large = |client: Client| async move {
        let mut request = endless();
        request.meta.get_or_insert_default().tag = "x".repeat(6_000);
        client.call(request).await
    };
    let first = tokio::spawn(large(client.clone()));
    ask_until(&client, Code::DeadlineExceeded).await;
    let refused = timeout(PATIENCE, large(client.clone())).await.expect("it ends").expect_err("it is too much");
    assert_eq!(refused.code(), Code::ResourceExhausted, "{refused}");
    first.abort();
    timeout(PATIENCE, client.call(small())).await.expect("it is answered").expect("it answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_too_large_is_refused() {
    let server = Running::start(ServerLimits::default().of_messages(1_000)).await;
    let client = Client::connect(server.address).await;
    let mut request = small();
    request.meta.get_or_insert_default().tag = "x".repeat(1_000);
    let refused = client.call(request).await.expect_err("it is too large");
    assert_eq!(refused.code(), Code::OutOfRange, "{refused}");
    client.call(small()).await.expect("it answers");
}
