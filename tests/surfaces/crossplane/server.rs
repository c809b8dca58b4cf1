//! `portico function`, running beside a test and ended with it.

use portico_tests::program;
use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The longest time until it must listen: it is much quicker, but the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// The server, killed when it is dropped.
pub struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts it on a free port and waits until it listens: crank would wait for it without a word.
    pub fn start() -> Self {
        Self::start_with(&["--insecure"])
    }

    /// Starts it with other arguments beside the address.
    pub fn start_with(arguments: &[&str]) -> Self {
        Self::start_in(arguments, &[])
    }

    /// Starts it with other arguments, and variables of its environment.
    pub fn start_in(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(program());
        command.env_remove("TLS_SERVER_CERTS_DIR").envs(variables.iter().copied());
        Self::start_by(command, arguments)
    }

    /// Starts it without an environment, in a folder.
    pub fn start_bare(folder: &Path) -> Self {
        let mut command = Command::new(program());
        command.env_clear().current_dir(folder);
        Self::start_by(command, &["--insecure"])
    }

    fn start_by(mut command: Command, arguments: &[&str]) -> Self {
        let address = free_address();
        let process = command
            .args(["function", "--metrics-address", "", "--address", &address.to_string()])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let mut server = Self { process, address };
        let start = Instant::now();
        while TcpStream::connect(address).is_err() {
            if let Some(end) = server.process.try_wait().expect("it can be asked") {
                panic!("it ended with {end}: {}", server.talk());
            }
            assert!(start.elapsed() < PATIENCE, "it doesn't listen on {address}");
            thread::sleep(Duration::from_millis(5));
        }
        server
    }

    /// Gives the address at which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Gives the most memory that it had, in bytes; none where the system doesn't tell.
    pub fn peak(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak.map_or(0, |kibibytes| kibibytes.trim().parse::<u64>().expect("it is a number") << 10)
    }

    /// Asks it to end, as Kubernetes does, and gives how it ended and what it said.
    pub fn terminated(mut self) -> (ExitStatus, String) {
        let process = self.process.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &process]).status().expect("there is a program kill");
        assert!(sent.success(), "the signal was not sent");
        let end = self.process.wait().expect("it ends");
        (end, self.talk())
    }

    /// Gives the standard error of an ended one.
    fn talk(&mut self) -> String {
        let mut talk = String::new();
        let stream = self.process.stderr.as_mut().expect("it is piped");
        stream.read_to_string(&mut talk).expect("its talk is UTF-8");
        talk
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a free port");
    listener.local_addr().expect("it is bound")
}
