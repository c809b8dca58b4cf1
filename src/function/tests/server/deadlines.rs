//! The time that a call may take.

use crate::client::Client;
use crate::requests::{endless, small};
use crate::running::{PATIENCE, Running};
use portico_function::ServerLimits;
use std::time::Duration;
use tokio::time::timeout;
use tonic::Code;

const SHORT: Duration = Duration::from_millis(200);

#[tokio::test(flavor = "multi_thread")]
async fn a_call_ends_when_its_client_or_the_server_says() {
    for (limit, given) in [(Duration::from_hours(1), SHORT), (SHORT, Duration::from_hours(1))] {
        let server = Running::start(ServerLimits { working: 1, call: limit, ..ServerLimits::default() }).await;
        let client = Client::connect(server.address).await;
        let late = timeout(PATIENCE, client.call_within(given, endless())).await.expect("it ends");
        assert_eq!(late.expect_err("it has no answer").code(), Code::DeadlineExceeded);
        timeout(PATIENCE, client.call(small())).await.expect("it is answered").expect("it answers");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_waits_ends_too() {
    let server =
        Running::start(ServerLimits { working: 1, call: Duration::from_hours(1), ..ServerLimits::default() }).await;
    let client = Client::connect(server.address).await;
    let working = tokio::spawn({
        let client = client.clone();
        async move { client.call(endless()).await }
    });
    let ask = async {
        while client.call_within(SHORT, small()).await.map_err(|status| status.code()).err()
            != Some(Code::DeadlineExceeded)
        {}
    };
    timeout(PATIENCE, ask).await.expect("one waits at last");
    assert!(!working.is_finished());
}
