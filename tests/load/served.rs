//! A function that is served for a while.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The longest time until it must listen: it is much quicker, but the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// The ticks of the processor's clock in a second, as Linux tells processes of it.
const TICKS: f64 = 100.0;

/// A function of which the load is borne.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contender {
    /// Portico's.
    Portico,
    /// The one on the SDK for Go.
    Go,
}

/// A running function, ended when it is dropped.
#[derive(Debug)]
pub struct Served {
    process: Child,
    address: SocketAddr,
}

impl Contender {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Portico, Self::Go];

    /// Gives its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Portico => "Portico",
            Self::Go => "Go, judging nothing",
        }
    }

    /// Serves it on a free port.
    ///
    /// # Panics
    ///
    /// When it doesn't listen.
    #[must_use]
    pub fn serve(self, program: &Path) -> Served {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a free port");
        let address = listener.local_addr().expect("it is bound");
        drop(listener);
        let mut command = Command::new(program);
        match self {
            Self::Portico => {
                command.args(["function", "--insecure", "--metrics-address", "", "--address", &address.to_string()])
            }
            Self::Go => command.arg(address.to_string()),
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let served = Served { process, address };
        let start = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(start.elapsed() < PATIENCE, "{} doesn't listen on {address}", program.display());
            thread::sleep(Duration::from_millis(5));
        }
        served
    }
}

impl Served {
    /// Gives the address at which it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Gives the memory that it has, in bytes; none where the system doesn't tell.
    #[must_use]
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        resident.and_then(|kibibytes| kibibytes.trim().parse::<u64>().ok()).unwrap_or_default() << 10
    }

    /// Gives the seconds of processors that it has taken; none where the system doesn't tell.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        let told = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap_or_default();
        // The name of the program is in brackets, and may hold spaces. User and system time are fields 14 and 15.
        let fields = told.rsplit_once(')').map_or("", |(_, fields)| fields);
        fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}
