//! `portico function`: the Crossplane composition function, served until the process is asked to end.

use crate::failure::Failure;
use crate::verdict::Verdict;
use bytesize::ByteSize;
use clap::Args;
use std::env;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// The variable by which Crossplane names the certificates' directory.
const CERTIFICATES: &str = "TLS_SERVER_CERTS_DIR";

/// Serves the Crossplane composition function
///
/// As many calls are worked on at once as there are processors; up to 256 more wait, and any others are refused with
/// RESOURCE_EXHAUSTED. SIGTERM ends it within 10 seconds. Certificates are read again when they change.
#[derive(Debug, Args)]
#[command(after_help = "\
The certificates are in --tls-certs-dir, else in the directory that TLS_SERVER_CERTS_DIR names.

Example, on your own machine:
  portico function --insecure --address 127.0.0.1:9443
  crossplane render xr.yaml composition.yaml functions.yaml")]
pub struct Arguments {
    /// Log more, and for people to read
    #[arg(short, long)]
    debug: bool,
    /// The IP address and the port to listen on
    #[arg(long, default_value = "0.0.0.0:9443")]
    address: String,
    /// Where tls.crt, tls.key and ca.crt are: callers must have a certificate of that authority
    #[arg(long, value_name = "DIR")]
    tls_certs_dir: Option<PathBuf>,
    /// Listen without TLS, even where certificates are given
    #[arg(long)]
    insecure: bool,
    /// The largest message to accept, in bytes or with a unit, as 20MB or 20MiB; by default 4MiB, which is also the most
    /// that Crossplane accepts in return. Other functions take megabytes here: less than 64KiB is refused
    #[arg(long, value_name = "SIZE", value_parser = message_size)]
    max_recv_message_size: Option<usize>,
    /// How long a call may take, waiting included, unless its client allows less
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    timeout: u32,
    /// The address to serve metrics at, below /metrics and without TLS; without it, port 8080 of the IP address of
    /// --address; empty serves none
    #[arg(long, value_name = "ADDRESS")]
    metrics_address: Option<String>,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Result<Verdict, Failure> {
    let Arguments { debug, address, tls_certs_dir, insecure, max_recv_message_size, timeout, metrics_address } =
        arguments;
    let of_environment = || env::var_os(CERTIFICATES).filter(|path| !path.is_empty()).map(PathBuf::from);
    let tls_certs_dir = tls_certs_dir.or_else(of_environment);
    let metrics_address = metrics_address.unwrap_or_else(|| metrics_beside(&address));
    portico_function::serve(&portico_function::Arguments {
        debug,
        address,
        tls_certs_dir,
        insecure,
        max_recv_message_size,
        metrics_address,
        timeout: Duration::from_secs(timeout.into()),
    })
    .map_err(|error| Failure::new(error.to_string(), error.help()))?;
    Ok(Verdict::Right)
}

/// The fewest bytes of a message that can be meant: a composite with a few composed resources has more.
const LEAST: usize = 64 << 10;

/// Reads the size of a message: bytes, or a number with a unit. One too small to be meant is refused, because the server
/// would start without a word and then refuse every call.
fn message_size(given: &str) -> Result<usize, String> {
    let read = given.trim().parse::<ByteSize>().ok().and_then(|size| usize::try_from(size.as_u64()).ok());
    let is_number = given.trim().bytes().all(|byte| byte.is_ascii_digit());
    match read {
        Some(bytes) if bytes >= LEAST => Ok(bytes),
        Some(bytes) => {
            let meant =
                if is_number { format!("write {}MiB for megabytes", given.trim()) } else { "write more".to_owned() };
            Err(format!("{bytes} bytes are too few for any call: {meant}, or at least 64KiB"))
        }
        None => Err("it is no number of bytes: write it as 20MB, 20MiB or 20971520".to_owned()),
    }
}

/// Gives the default address of the metrics: port 8080 of the function's IP address, so that only those who reach the
/// function reach them; empty for a malformed address, which the server refuses.
fn metrics_beside(address: &str) -> String {
    address
        .parse::<SocketAddr>()
        .map_or_else(|_| String::new(), |address| SocketAddr::new(address.ip(), 8080).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_size_has_a_unit_or_is_in_bytes() {
        for (given, bytes) in
            [("8388608", 8 << 20), ("20MB", 20_000_000), ("20MiB", 20 << 20), ("64KiB", 64 << 10), (" 4 MiB ", 4 << 20)]
        {
            assert_eq!(message_size(given), Ok(bytes), "{given}");
        }
    }

    #[test]
    fn megabytes_without_a_unit_refused_every_call() {
        for (given, said) in [
            ("20", "20 bytes are too few for any call: write 20MiB"),
            ("0", "0 bytes"),
            ("1KB", "1000 bytes are too few for any call: write more"),
            ("-1", "it is no number of bytes"),
            ("20MX", "it is no number of bytes"),
            ("", "it is no number of bytes"),
            ("99999999999999999999999", "it is no number of bytes"),
        ] {
            let refused = message_size(given).expect_err("it can't be meant");
            assert!(refused.starts_with(said), "{given}: {refused}");
        }
    }

    #[test]
    fn metrics_are_not_served_to_the_network_where_the_function_is_not() {
        assert_eq!(metrics_beside("127.0.0.1:9443"), "127.0.0.1:8080");
        assert_eq!(metrics_beside("[::1]:9443"), "[::1]:8080");
        assert_eq!(metrics_beside("0.0.0.0:9443"), "0.0.0.0:8080");
        assert_eq!(metrics_beside("localhost:9443"), "");
    }
}
