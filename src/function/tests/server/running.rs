//! A server that runs beside a test.

use portico_function::{Function, Security, Server, ServerLimits};
use portico_host::InterruptibleEngine;
use portico_stubborn::CODE;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// The time to wait for something that takes a moment: the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The server.
pub struct Running {
    pub address: SocketAddr,
    /// The address of the metrics.
    pub metrics: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Running {
    /// Starts a server in the clear.
    pub async fn start(limits: ServerLimits) -> Self {
        Self::start_with(Security::None, limits).await
    }

    /// Starts a server of the real component in the clear.
    pub async fn start_real(limits: ServerLimits) -> Self {
        Self::start_function(Function::new().expect("it can be loaded"), Security::None, limits).await
    }

    /// Starts a server on free ports.
    pub async fn start_with(security: Security, limits: ServerLimits) -> Self {
        // SAFETY: the compiler of the same library made it.
        let engine = unsafe { InterruptibleEngine::of_code(CODE) }.expect("it can be loaded");
        Self::start_function(Function::from(engine), security, limits).await
    }

    async fn start_function(function: Function, security: Security, limits: ServerLimits) -> Self {
        let address = (Ipv4Addr::LOCALHOST, 0).into();
        let listening = Server::listen(function, address, security, limits).await;
        let mut server = listening.expect("there is a free port");
        let metrics = server.listen_for_metrics("127.0.0.1:0").await.expect("there is another");
        let address = server.address().expect("it is bound");
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(server.serve(async {
            // A test that ends without stopping the server leaves it to end with its threads.
            if stopped.await.is_err() {
                std::future::pending::<()>().await;
            }
        }));
        Self { address, metrics, stop, served }
    }

    /// Asks for a page of metrics, by the first words of a request.
    pub async fn page(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.metrics).await.expect("it listens");
        let request = format!("{request} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("it answers");
        answer
    }

    /// Gives the sample of a series, where the page of metrics has it.
    pub async fn sample(&self, series: &str) -> Option<f64> {
        let page = self.page("GET /metrics").await;
        page.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' ')?.parse().ok())
    }

    /// Waits until a series has a sample.
    pub async fn wait_for(&self, series: &str, sample: f64) {
        let seen = async {
            while self.sample(series).await != Some(sample) {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(PATIENCE, seen).await.unwrap_or_else(|_| panic!("{series} is never {sample}"));
    }

    /// Asks it to end, and waits until it has.
    pub async fn stop(self) {
        self.stop.send(()).expect("it runs");
        timeout(PATIENCE, self.served).await.expect("it ends").expect("it doesn't fail");
    }
}
