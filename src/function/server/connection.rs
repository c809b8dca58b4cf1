//! One connection, from its handshake to its end.

use crate::server::activity::{Activity, Sent};
use crate::server::certificates::Current;
use crate::server::server_limits::ServerLimits;
use crate::server::service::Service;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

/// The time that a client may take to answer that it is still there, and to leave when it is told to.
const ANSWER: Duration = Duration::from_secs(10);

/// The time that a client without a call may take to leave when the server ends.
const LEAVE: Duration = Duration::from_secs(1);

/// The largest head of a request, in bytes.
const HEAD: u32 = 16 << 10;

/// The bytes of a message that may be under way, for each call and for the connection.
const WINDOW: u32 = 1 << 20;

/// The settings and the service that all connections share.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    /// Without them, connections are in the clear.
    pub certificates: Option<Current>,
    pub service: Service,
    pub limits: Arc<ServerLimits>,
    /// The signal for connections to end.
    pub stop: CancellationToken,
}

impl Connections {
    /// Serves a connection until it ends.
    pub(crate) async fn serve(self, stream: TcpStream) {
        // Answers are small, and must not wait for more data.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection was lost");
            return;
        }
        let Some(certificates) = &self.certificates else { return self.serve_http(stream).await };
        let current = Arc::clone(&certificates.borrow());
        let handshake = TlsAcceptor::from(current).accept(stream);
        let accepted = tokio::select! {
            accepted = timeout(self.limits.handshake, handshake) => accepted,
            () = self.stop.cancelled() => return,
        };
        match accepted {
            Ok(Ok(stream)) => self.serve_http(stream).await,
            Ok(Err(error)) => tracing::debug!(error = portico_text::line(&error.to_string()), "a handshake failed"),
            Err(_) => tracing::debug!("a handshake took too long"),
        }
    }

    async fn serve_http(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let activity = Activity::new();
        let service = service_fn(|request: Request<Incoming>| {
            let (service, open) = (self.service.clone(), activity.begin());
            async move {
                let answer: Response<tonic::body::Body> = service.answer(request).await;
                Ok::<_, Infallible>(answer.map(|body| Sent { body, _open: open }))
            }
        });
        let mut builder = http2::Builder::new(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .max_concurrent_streams(self.limits.streams)
            .max_header_list_size(HEAD)
            .initial_stream_window_size(WINDOW)
            .initial_connection_window_size(WINDOW)
            .keep_alive_interval(self.limits.keep_alive)
            .keep_alive_timeout(ANSWER);
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = activity.idle(self.limits.idle) => {
                connection.as_mut().graceful_shutdown();
                timeout(ANSWER, connection).await.unwrap_or(Ok(()))
            }
            () = self.stop.cancelled() => {
                connection.as_mut().graceful_shutdown();
                tokio::select! {
                    ended = connection => ended,
                    () = activity.idle(LEAVE) => Ok(()),
                }
            }
        };
        if let Err(error) = ended {
            tracing::debug!(error = portico_text::line(&error.to_string()), "a connection was lost");
        }
    }
}
