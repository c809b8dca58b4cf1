//! The bounds of the server, for all clients together unless a field says otherwise.

use std::num::NonZero;
use std::thread;
use std::time::Duration;

/// The bounds of a server.
#[derive(Debug, Clone)]
pub struct ServerLimits {
    /// The most calls that are worked on at once.
    pub working: usize,
    /// The most calls that wait for their turn.
    pub waiting: usize,
    /// The largest message, in bytes.
    pub message: usize,
    /// The most bytes that all messages that are held have together.
    pub messages: usize,
    /// The time that a call may take, waiting included. A client may give it less.
    pub call: Duration,
    /// The most connections that are open.
    pub connections: usize,
    /// The most calls that one connection has open.
    pub streams: u32,
    /// The time that a TLS handshake may take.
    pub handshake: Duration,
    /// The time that a connection may have no call.
    pub idle: Duration,
    /// The time between questions to a connection whether its client is still there.
    pub keep_alive: Duration,
    /// The time between readings of the certificates.
    pub certificates: Duration,
    /// The time that calls may still take when the server is to end.
    pub grace: Duration,
}

impl Default for ServerLimits {
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

impl ServerLimits {
    /// The number of messages of the largest size that may be held.
    const MESSAGES: usize = 16;

    /// Gives these limits for messages of another size.
    #[must_use]
    pub fn of_messages(self, message: usize) -> Self {
        Self { message, messages: message.saturating_mul(Self::MESSAGES), ..self }
    }
}
