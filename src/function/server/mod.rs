//! The server around the function: whatever clients do, it answers the others, and ends when it is asked to.
//!
//! It is HTTP/2 with one task a connection ([`connection`]), on which calls wait for their turn ([`calls`]).

mod activity;
mod answers;
mod calls;
mod certificates;
mod codec;
mod connection;
mod logging;
mod memory;
mod metrics;
mod metrics_page;
mod process;
mod run_function;
mod serve;
mod server_limits;
mod service;
mod signals;
mod time;

pub use certificates::CertificateError;
pub use serve::{Arguments, ServeError, serve};
pub use server_limits::ServerLimits;

use crate::Function;
use calls::Calls;
use certificates::Certificates;
use connection::Connections;
use metrics_page::MetricsPage;
use service::{Health, Service};
use std::convert::Infallible;
use std::future::pending;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tonic_health::ServingStatus;

/// The time to wait where the system takes no connection, such as for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// The time that answers may take to be sent once their calls were interrupted.
const FAREWELL: Duration = Duration::from_secs(1);

/// The way in which callers are authenticated.
#[derive(Debug, Clone)]
pub enum Security {
    /// Not at all: connections are in the clear.
    None,
    /// By certificates: those of this directory, `tls.crt` with `tls.key` for the server, `ca.crt` for its callers.
    Certificates(PathBuf),
}

/// A server that listens.
pub struct Server {
    listener: TcpListener,
    certificates: Option<Certificates>,
    metrics: Option<MetricsPage>,
    connections: Connections,
    calls: Calls,
    health: Health,
}

impl Server {
    /// Listens, and answers nobody yet.
    ///
    /// # Errors
    ///
    /// When it can't listen at the address, or can't use the certificates.
    pub async fn listen(
        function: Function,
        address: SocketAddr,
        security: Security,
        limits: ServerLimits,
    ) -> Result<Self, ServeError> {
        let (certificates, current) = match security {
            Security::None => (None, None),
            Security::Certificates(directory) => {
                let (certificates, current) = Certificates::read(directory)?;
                (Some(certificates), Some(current))
            }
        };
        let listener = TcpListener::bind(address).await.map_err(|error| ServeError::Address { address, error })?;
        let calls = Calls::new(limits.working, limits.waiting);
        let (service, health) = Service::new(function, &calls, &limits).await;
        let stop = CancellationToken::new();
        let connections = Connections { certificates: current, service, limits: Arc::new(limits), stop };
        Ok(Self { listener, certificates, metrics: None, connections, calls, health })
    }

    /// Listens for requests of metrics, too, and gives the address.
    ///
    /// # Errors
    ///
    /// When it can't listen at the address.
    pub async fn listen_for_metrics(&mut self, address: &str) -> io::Result<SocketAddr> {
        let page = MetricsPage::listen(address, self.connections.service.metrics().clone()).await?;
        let address = page.address()?;
        self.metrics = Some(page);
        Ok(address)
    }

    /// Gives the address at which it listens.
    ///
    /// # Errors
    ///
    /// When the system doesn't tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers calls until it is to stop. Then it takes no more, gives those that are worked on the time of
    /// [`ServerLimits::grace`], and ends.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let Self { listener, certificates, metrics, connections, calls, health } = self;
        let ServerLimits { certificates: every, grace, .. } = *connections.limits;
        let open = TaskTracker::new();
        let end = connections.stop.clone();
        let follow = async {
            match certificates {
                Some(certificates) => certificates.follow(every).await,
                None => pending().await,
            }
        };
        let measure = async {
            match metrics {
                Some(metrics) => metrics.serve().await,
                None => pending().await,
            }
        };
        tokio::select! {
            () = stop => {}
            never = accept(&listener, &connections, &open) => match never {},
            never = follow => match never {},
            never = measure => match never {},
        }
        drop(listener);
        tracing::info!("shutting down");
        health.set(ServingStatus::NotServing).await;
        calls.close();
        end.cancel();
        open.close();
        if timeout(grace, open.wait()).await.is_err() {
            calls.end();
            if timeout(FAREWELL, open.wait()).await.is_err() {
                tracing::warn!(connections = open.len(), "connections are cut off");
            }
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").finish_non_exhaustive()
    }
}

/// Takes connections, as many as may be open.
async fn accept(listener: &TcpListener, connections: &Connections, open: &TaskTracker) -> Infallible {
    let free = Arc::new(Semaphore::new(connections.limits.connections));
    loop {
        let Ok(permit) = Arc::clone(&free).acquire_owned().await else { continue };
        match listener.accept().await {
            Ok((stream, _)) => {
                let connection = connections.clone().serve(stream);
                open.spawn(async move {
                    connection.await;
                    drop(permit);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                sleep(PAUSE).await;
            }
        }
    }
}
