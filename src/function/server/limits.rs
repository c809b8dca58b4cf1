//! The bounds of the server, for all clients together unless a field says otherwise.

use std::num::NonZero;
use std::thread;
use std::time::Duration;

/// The bounds of a server.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How many calls are worked on at once.
    pub working: usize,
    /// How many calls wait for their turn.
    pub waiting: usize,
    /// The largest message, in bytes.
    pub message: usize,
    /// How many bytes all messages that are held may have together.
    pub messages: usize,
    /// How long a call may take, waiting included. A client may give it less.
    pub call: Duration,
    /// How many connections may be open.
    pub connections: usize,
    /// How many calls one connection may have open.
    pub streams: u32,
    /// How long a TLS handshake may take.
    pub handshake: Duration,
    /// How long a connection may have no call.
    pub idle: Duration,
    /// How often a connection is asked whether its client is still there.
    pub keep_alive: Duration,
    /// How often certificates are read again.
    pub certificates: Duration,
    /// How long calls may still take when the server is to end.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let message = 4 << 20;
        Self {
            working: thread::available_parallelism().map_or(1, NonZero::get),
            waiting: 256,
            message,
            messages: Self::MESSAGES * message,
            call: Duration::from_mins(1),
            connections: 1024,
            streams: 1024,
            handshake: Duration::from_secs(10),
            idle: Duration::from_mins(5),
            keep_alive: Duration::from_secs(30),
            certificates: Duration::from_secs(10),
            grace: Duration::from_secs(5),
        }
    }
}

impl Limits {
    /// How many messages of the largest size may be held.
    const MESSAGES: usize = 16;

    /// Gives these limits for messages of another size.
    #[must_use]
    pub fn of_messages(self, message: usize) -> Self {
        Self { message, messages: message.saturating_mul(Self::MESSAGES), ..self }
    }
}
