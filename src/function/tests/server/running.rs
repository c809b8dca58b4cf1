//! A server that runs beside a test.

use portico_function::{Function, Security, Server, ServerLimits};
use portico_host::InterruptibleEngine;
use portico_stubborn::CODE;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

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

    /// Starts a server on free ports.
    pub async fn start_with(security: Security, limits: ServerLimits) -> Self {
        // SAFETY: the compiler of the same library made it.
        let engine = unsafe { InterruptibleEngine::of_code(CODE) }.expect("it can be loaded");
        let address = (Ipv4Addr::LOCALHOST, 0).into();
        let listening = Server::listen(Function::from(engine), address, security, limits).await;
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

    /// Asks it to end, and waits until it has.
    pub async fn stop(self) {
        self.stop.send(()).expect("it runs");
        timeout(PATIENCE, self.served).await.expect("it ends").expect("it doesn't fail");
    }
}
