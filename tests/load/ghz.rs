//! ghz, and what it measured.

use crate::run_to_end;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

const CALL: &str = "apiextensions.fn.proto.v1.FunctionRunnerService.RunFunction";

/// The connections that callers share: Crossplane has one for each of its own processes.
const CONNECTIONS: u32 = 10;

/// A load.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// The callers at the same time.
    pub callers: u32,
    /// How long they call.
    pub seconds: u32,
    /// The calls in a second that they make together; as many as are answered where there is no number.
    pub rate: Option<u32>,
}

/// What a load showed.
#[derive(Debug)]
pub struct Driven {
    /// The calls.
    pub calls: u64,
    /// The calls without an answer.
    pub errors: u64,
    /// The calls in a second.
    pub rate: f64,
    /// The milliseconds within which half of the calls were answered.
    pub median: f64,
    /// The milliseconds within which 99 of 100 calls were answered.
    pub p99: f64,
}

/// Puts a load on a function: the message in a file, again and again.
///
/// # Panics
///
/// When ghz fails.
#[must_use]
pub fn drive(ghz: &Path, address: SocketAddr, message: &Path, load: Load) -> Driven {
    let Load { callers, seconds, rate } = load;
    let mut command = Command::new(ghz);
    command.args(["--insecure", "--format=json", "--call", CALL, "--binary-file"]).arg(message);
    command.args([
        "--proto".as_ref(),
        portico_xtask::root().join("src/function/protocol/v1/run_function.proto").as_os_str(),
    ]);
    command.arg(format!("--concurrency={callers}")).arg(format!("--connections={}", CONNECTIONS.min(callers)));
    // Calls that are open at the end are answered, and counted.
    command.arg(format!("--duration={seconds}s")).arg("--duration-stop=wait");
    if let Some(rate) = rate {
        command.arg(format!("--rps={rate}"));
    }
    let ended = run_to_end(command.arg(address.to_string()));
    assert_eq!(ended.code, 0, "{ended:?}");
    let told: Value = serde_json::from_str(&ended.output).expect("it is JSON");
    let within = |percentage: u64| {
        let all = told["latencyDistribution"].as_array().into_iter().flatten();
        let one = all.into_iter().find(|one| one["percentage"].as_u64() == Some(percentage));
        one.and_then(|one| one["latency"].as_f64()).unwrap_or(f64::NAN) / 1e6
    };
    let errors = told["errorDistribution"].as_object().into_iter().flatten();
    Driven {
        calls: told["count"].as_u64().unwrap_or_default(),
        errors: errors.filter_map(|(_, count)| count.as_u64()).sum(),
        rate: told["rps"].as_f64().unwrap_or_default(),
        median: within(50),
        p99: within(99),
    }
}
