//! The server as a program: from its arguments to its end, and why it could not be started.

use crate::Function;
use crate::server::certificates::CertificateError;
use crate::server::server_limits::ServerLimits;
use crate::server::{Security, Server, logging, signals};
use portico_host::HostError;
use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use std::{fmt, io};

/// The threads for reading files, beside those for calls.
const SPARE_THREADS: usize = 2;

/// The time that threads may take to end.
const END: Duration = Duration::from_secs(1);

/// The arguments of the program.
#[derive(Debug, Clone)]
pub struct Arguments {
    /// Whether to log more, and for people.
    pub debug: bool,
    /// The IP address and the port to listen on.
    pub address: String,
    /// The directory of the certificates.
    pub tls_certs_dir: Option<PathBuf>,
    /// Whether to serve without certificates.
    pub insecure: bool,
    /// The largest message to take, in bytes, instead of the usual.
    pub max_recv_message_size: Option<usize>,
    /// The address to serve metrics at; empty serves none.
    pub metrics_address: String,
    /// The time that a call may take.
    pub timeout: Duration,
}

/// Serves the function until the process is asked to end, by SIGTERM or ctrl-c. Logs go to standard error.
///
/// # Errors
///
/// When it can't be started: see [`ServeError`].
pub fn serve(arguments: &Arguments) -> Result<(), ServeError> {
    logging::begin(arguments.debug);
    let mut limits = ServerLimits { call: arguments.timeout, ..ServerLimits::default() };
    if let Some(size) = arguments.max_recv_message_size {
        limits = limits.of_messages(size);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(limits.working + SPARE_THREADS)
        .build()?;
    let served = runtime.block_on(run(arguments, limits));
    // Calls that are left are cut off: nobody is answered any more.
    runtime.shutdown_timeout(END);
    served
}

async fn run(arguments: &Arguments, limits: ServerLimits) -> Result<(), ServeError> {
    let Arguments { address, tls_certs_dir, insecure, metrics_address, .. } = arguments;
    let address: SocketAddr = address.parse().map_err(|_| ServeError::NoAddress(address.clone()))?;
    let security = match (insecure, tls_certs_dir) {
        (true, _) => Security::None,
        (false, Some(directory)) => Security::Certificates(directory.clone()),
        (false, None) => return Err(ServeError::NoCertificates),
    };
    let stop = signals::asked_to_end()?;
    let mut server = Server::listen(Function::new()?, address, security, limits).await?;
    if !metrics_address.is_empty() {
        match server.listen_for_metrics(metrics_address).await {
            Ok(address) => tracing::info!(%address, "serving metrics"),
            // The function is of use without metrics.
            Err(error) => tracing::error!(%error, "cannot serve metrics"),
        }
    }
    tracing::info!(address = %server.address()?, insecure, "serving FunctionRunnerService");
    server.serve(stop).await;
    Ok(())
}

/// The reason that the function is not served.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// The component can't be started.
    Host(HostError),
    /// The system lacks something: threads, signals.
    System(io::Error),
    /// The address is malformed.
    NoAddress(String),
    /// The server can't listen at the address.
    Address {
        /// The address.
        address: SocketAddr,
        /// The cause.
        error: io::Error,
    },
    /// Neither certificates nor the wish to serve without them is given.
    NoCertificates,
    /// The certificates can't be used.
    Certificates(CertificateError),
}

impl ServeError {
    /// Tells the user what to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Host(_) | Self::System(_) => "raise what limits this process: its memory and its threads",
            Self::NoAddress(_) => "write it as an IP address and a port, such as 0.0.0.0:9443 or [::1]:9443",
            Self::Address { .. } => "see that nothing else listens on --address",
            Self::NoCertificates => "on your own machine --insecure is enough",
            Self::Certificates(CertificateError::Unreadable { .. }) => {
                "put tls.crt, tls.key and ca.crt there, or use --insecure on your own machine"
            }
            Self::Certificates(CertificateError::Wrong { .. }) => {
                "see that the files are PEM, and that tls.key is the key of the certificate"
            }
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the function can't be served: ")?;
        match self {
            Self::Host(error) => write!(formatter, "{error}"),
            Self::System(error) => write!(formatter, "{error}"),
            Self::NoAddress(given) => write!(formatter, "{given} is not an address"),
            Self::Address { address, error } => write!(formatter, "it can't listen on {address}: {error}"),
            Self::NoCertificates => {
                formatter.write_str("there are no credentials: neither a directory of certificates nor --insecure")
            }
            Self::Certificates(error) => write!(formatter, "{error}"),
        }
    }
}

impl Error for ServeError {}

impl From<HostError> for ServeError {
    fn from(error: HostError) -> Self {
        Self::Host(error)
    }
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<CertificateError> for ServeError {
    fn from(error: CertificateError) -> Self {
        Self::Certificates(error)
    }
}
