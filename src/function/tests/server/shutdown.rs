//! The end of a server.

use crate::client::Client;
use crate::requests::{endless, small};
use crate::running::{PATIENCE, Running};
use portico_function::ServerLimits;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tonic::Code;

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_whatever_runs_waits_or_says_nothing() {
    let grace = Duration::from_millis(300);
    let limits = ServerLimits { working: 1, call: Duration::from_hours(1), grace, ..ServerLimits::default() };
    let server = Running::start(limits).await;
    let _silent = TcpStream::connect(server.address).await.expect("it listens");
    let idle = Client::connect(server.address).await;
    idle.call(small()).await.expect("it answers");
    let client = Client::connect(server.address).await;
    let calls: Vec<_> = (0..3)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.call(endless()).await })
        })
        .collect();
    while idle.call_within(Duration::from_millis(50), small()).await.is_ok() {}
    let start = Instant::now();
    server.stop().await;
    assert!(start.elapsed() < Duration::from_secs(10));
    for call in calls {
        let status = timeout(PATIENCE, call).await.expect("it ends").expect("it ends well").expect_err("no answer");
        assert_eq!(status.code(), Code::Unavailable, "{status}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_in_time_is_answered() {
    let server = Running::start(ServerLimits { call: Duration::from_millis(800), ..ServerLimits::default() }).await;
    let client = Client::connect(server.address).await;
    let call = tokio::spawn({
        let client = client.clone();
        async move { client.call(endless()).await }
    });
    server.wait_for("portico_instances", 1.0).await;
    server.stop().await;
    let status = call.await.expect("it ends").expect_err("it has none");
    assert_eq!(status.code(), Code::DeadlineExceeded, "its own end, and not the server's: {status}");
}
