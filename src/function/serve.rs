//! The server around the function: its threads, and why it could not be started.

use crate::{Arguments, Function};
use portico_host::HostError;
use std::error::Error;
use std::fmt;
use std::io;
use std::num::NonZero;
use std::thread;

/// Serves the function until the process is asked to end, by SIGTERM or ctrl-c. Logs go to standard error.
///
/// # Errors
///
/// When it can't be started: see [`ServeError`].
pub fn serve(arguments: &Arguments) -> Result<(), ServeError> {
    // It logs every section of the component that it loads.
    function_sdk_rust::logging::Builder::new(arguments.debug).quiet(["wasmtime"]).init();
    let function = Function::new()?;
    // Each of these threads may hold an instance of the component: more of them than processors would only hold more.
    let instances = thread::available_parallelism().map_or(1, NonZero::get);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(instances).build()?;
    Ok(runtime.block_on(function_sdk_rust::serve(function, arguments))?)
}

/// Why the function is not served.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// The component can't be started.
    Host(HostError),
    /// There are no threads to run on.
    Threads(io::Error),
    /// The server can't be started, or stopped by itself.
    Server(function_sdk_rust::Error),
}

impl ServeError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        use function_sdk_rust::Error::{InvalidAddress, MissingTlsCertsDir, ReadCertificate, Transport};
        match self {
            Self::Host(_) | Self::Threads(_) => "raise what limits this process: its memory and its threads",
            Self::Server(InvalidAddress(_)) => {
                "write it as an IP address and a port, such as 0.0.0.0:9443 or [::1]:9443"
            }
            Self::Server(MissingTlsCertsDir) => "on your own machine --insecure is enough",
            Self::Server(ReadCertificate { .. }) => {
                "put tls.crt, tls.key and ca.crt there, or use --insecure on your own machine"
            }
            Self::Server(Transport(_)) => {
                "see that nothing else listens on --address, and that the certificates are PEM"
            }
            Self::Server(_) => "start it with --debug to see more",
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first: &dyn Error = match self {
            Self::Host(error) => error,
            Self::Threads(error) => error,
            Self::Server(error) => error,
        };
        write!(formatter, "the function can't be served: {first}")?;
        let mut said = first.to_string();
        let mut cause = first.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !said.contains(&text) {
                write!(formatter, ": {text}")?;
                said.push_str(&text);
            }
            cause = error.source();
        }
        Ok(())
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
        Self::Threads(error)
    }
}

impl From<function_sdk_rust::Error> for ServeError {
    fn from(error: function_sdk_rust::Error) -> Self {
        Self::Server(error)
    }
}
