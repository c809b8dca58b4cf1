//! `portico function`, running beside a test and ended with it.

use portico_tests::program;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
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
        let address = free_address();
        let process = Command::new(program())
            .args(["function", "--metrics-address", "", "--address", &address.to_string()])
            .args(arguments)
            .env_remove("TLS_SERVER_CERTS_DIR")
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
