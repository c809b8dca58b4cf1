//! TLS: who is let in, by which certificates, and how long it may take.

use crate::authority::{Authority, NAME};
use crate::client::Client;
use crate::requests::small;
use crate::running::{PATIENCE, Running};
use portico_function::{Security, ServerLimits};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_util::sync::CancellationToken;

/// Starts a server with certificates of an authority, which reads them often.
async fn start(authority: &Authority) -> (Running, TempDir) {
    let directory = tempfile::tempdir().expect("there is room");
    authority.write_to(directory.path());
    let limits = ServerLimits {
        certificates: Duration::from_millis(20),
        handshake: Duration::from_millis(500),
        ..ServerLimits::default()
    };
    let security = Security::Certificates(directory.path().to_owned());
    (Running::start_with(security, limits).await, directory)
}

/// Calls the function as a client of an authority.
async fn call(address: SocketAddr, authority: &Authority, has_certificate: bool) -> Result<(), Box<dyn Error>> {
    let stream = TcpStream::connect(address).await?;
    let connector = TlsConnector::from(authority.client(has_certificate));
    let stream = connector.connect(NAME.try_into()?, stream).await?;
    Client::over(stream).await?.call(small()).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_clients_with_a_certificate_of_the_authority_are_let_in() {
    let authority = Authority::new();
    let (server, _directory) = start(&authority).await;
    call(server.address, &authority, true).await.expect("it is let in");
    call(server.address, &authority, false).await.expect_err("it has no certificate");
    call(server.address, &Authority::new(), true).await.expect_err("it believes another authority");
}

#[tokio::test(flavor = "multi_thread")]
async fn plaintext_is_refused() {
    let (server, _directory) = start(&Authority::new()).await;
    let client = Client::connect(server.address).await;
    timeout(PATIENCE, client.call(small())).await.expect("it is told").expect_err("it speaks no TLS");
}

/// Callers go on, on connections of before and on new ones, while the certificates are written again and again, file by
/// file as a careless program would.
#[tokio::test(flavor = "multi_thread")]
async fn no_call_is_lost_while_certificates_are_rotated() {
    let authority = Arc::new(Authority::new());
    let (server, directory) = start(&authority).await;
    let address = server.address;
    let stop = CancellationToken::new();
    let mut callers = JoinSet::new();
    for keeps_connection in [true, true, false, false] {
        let (authority, stop) = (Arc::clone(&authority), stop.clone());
        callers.spawn(async move {
            let mut calls = 0;
            let kept = connect(address, &authority).await;
            while !stop.is_cancelled() || calls < 3 {
                let fresh = if keeps_connection { None } else { Some(connect(address, &authority).await) };
                fresh.as_ref().unwrap_or(&kept).call(small()).await.expect("no call is lost");
                calls += 1;
            }
        });
    }
    let mut seen = BTreeSet::from([certificate(address, &authority).await]);
    for _ in 0..5 {
        authority.write_to(directory.path());
        let rotated = async {
            while !seen.insert(certificate(address, &authority).await) {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(PATIENCE, rotated).await.expect("the new ones are used at last");
    }
    stop.cancel();
    callers.join_all().await;
}

/// Connects as a client with a certificate.
async fn connect(address: SocketAddr, authority: &Authority) -> Client {
    let connector = TlsConnector::from(authority.client(true));
    let stream = TcpStream::connect(address).await.expect("it listens");
    let stream = connector.connect(NAME.try_into().expect("it is one"), stream).await.expect("it is let in");
    Client::over(stream).await.expect("it speaks HTTP/2")
}

/// Gives the certificate that the server shows.
async fn certificate(address: SocketAddr, authority: &Authority) -> Vec<u8> {
    let connector = TlsConnector::from(authority.client(true));
    let stream = TcpStream::connect(address).await.expect("it listens");
    let stream = connector.connect(NAME.try_into().expect("it is one"), stream).await.expect("it is let in");
    stream.get_ref().1.peer_certificates().expect("it shows one")[0].to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_that_change_are_used_and_broken_ones_are_not() {
    let (old, new) = (Authority::new(), Authority::new());
    let (server, directory) = start(&old).await;
    for broken in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        fs::write(directory.path().join("tls.crt"), broken).expect("it can be written");
        sleep(Duration::from_millis(200)).await;
        call(server.address, &old, true).await.expect("the earlier ones are used");
    }
    new.write_to(directory.path());
    let used = async {
        while call(server.address, &new, true).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, used).await.expect("they are used at last");
    call(server.address, &old, true).await.expect_err("its authority is no longer believed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handshake_that_takes_too_long_is_ended() {
    let authority = Authority::new();
    let (server, _directory) = start(&authority).await;
    let mut silent = TcpStream::connect(server.address).await.expect("it listens");
    let mut slow = TcpStream::connect(server.address).await.expect("it listens");
    slow.write_all(&[0x16, 3, 1]).await.expect("it reads");
    for stream in [&mut silent, &mut slow] {
        let read = timeout(PATIENCE, stream.read_to_end(&mut Vec::new())).await.expect("it is closed");
        // Whether it is closed with an error or without.
        drop(read);
    }
    call(server.address, &authority, true).await.expect("it is let in");
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_before_1_2_is_refused() {
    let (server, _directory) = start(&Authority::new()).await;
    let answer = greeted(server.address, 2).await;
    assert_eq!((answer[0], answer[5], answer[6]), (21, 2, 70), "a fatal alert: the version");
    assert_eq!(greeted(server.address, 3).await[0], 22, "the handshake goes on");
}

/// Gives the first bytes of the answer to a greeting of TLS 1.`minor - 1`.
async fn greeted(address: SocketAddr, minor: u8) -> [u8; 7] {
    // A random number of zeroes, no session, one suite, no compression; the signature, the curve, the form of points.
    let mut greeting = vec![3, minor];
    greeting.extend([0; 32]);
    greeting.extend([0, 0, 2, 0xc0, 0x2b, 1, 0]);
    greeting.extend([0, 22, 0, 13, 0, 4, 0, 2, 4, 3, 0, 10, 0, 4, 0, 2, 0, 0x1d, 0, 11, 0, 2, 1, 0]);
    let mut message = vec![0x16, 3, 1, 0, 69, 1, 0, 0, 65];
    message.extend(greeting);
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream.write_all(&message).await.expect("it reads");
    let mut answer = [0; 7];
    timeout(PATIENCE, stream.read_exact(&mut answer)).await.expect("it answers").expect("as TLS does");
    answer
}
