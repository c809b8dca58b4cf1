//! Connections that nobody uses.

use crate::client::Client;
use crate::requests::small;
use crate::running::{PATIENCE, Running};
use portico_function::ServerLimits;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_connection_is_closed() {
    let server = Running::start(ServerLimits { idle: Duration::from_millis(200), ..ServerLimits::default() }).await;
    let mut silent = TcpStream::connect(server.address).await.expect("it listens");
    let mut client = Client::connect(server.address).await;
    client.call(small()).await.expect("it answers");
    timeout(PATIENCE, client.closed()).await.expect("it is closed");
    let read = timeout(PATIENCE, silent.read_to_end(&mut Vec::new())).await.expect("it is closed");
    // Whether it is closed with an error or without.
    drop(read);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_beyond_the_limit_wait_for_one_that_ends() {
    let server = Running::start(ServerLimits { connections: 1, ..ServerLimits::default() }).await;
    let first = Client::connect(server.address).await;
    first.call(small()).await.expect("it answers");
    let second = Client::connect(server.address).await;
    let waits = timeout(Duration::from_millis(300), second.call(small())).await;
    assert!(waits.is_err(), "{waits:?}");
    drop(first);
    timeout(PATIENCE, second.call(small())).await.expect("it is answered").expect("it answers");
}
