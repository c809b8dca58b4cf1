//! The page of metrics, served over HTTP, and one that says that this process answers, for probes that have no
//! certificate for the function's own health.

use crate::server::metrics::Metrics;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

const PATH: &str = "/metrics";
const HEALTH: &str = "/healthz";
const CONTENT: HeaderValue = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// The time that a request and its answer may take.
const TIME: Duration = Duration::from_secs(10);

/// The most connections that are served at once.
const CONNECTIONS: usize = 16;

/// A page of metrics.
#[derive(Debug)]
pub(crate) struct MetricsPage {
    listener: TcpListener,
    metrics: Metrics,
}

impl MetricsPage {
    /// Listens at an address: a port alone is one of every interface.
    pub(crate) async fn listen(address: &str, metrics: Metrics) -> io::Result<Self> {
        let every = address.strip_prefix(':').map(|port| format!("0.0.0.0:{port}"));
        let listener = TcpListener::bind(every.as_deref().unwrap_or(address)).await?;
        Ok(Self { listener, metrics })
    }

    /// Gives the address at which it listens.
    pub(crate) fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves the page.
    pub(crate) async fn serve(self) -> Infallible {
        let free = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let accepted = self.listener.accept().await;
            let (Ok((stream, _)), Ok(permit)) = (accepted, Arc::clone(&free).acquire_owned().await) else {
                sleep(TIME / 100).await;
                continue;
            };
            let metrics = self.metrics.clone();
            tokio::spawn(async move {
                let _permit = permit;
                // The client is gone, or too slow: there is nobody to tell.
                let _ = timeout(TIME, answer(stream, &metrics)).await;
            });
        }
    }
}

async fn answer(stream: TcpStream, metrics: &Metrics) -> hyper::Result<()> {
    let service = service_fn(|request: Request<Incoming>| {
        let answer = page(request.method(), request.uri().path(), metrics);
        async { Ok::<_, Infallible>(answer) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(TIME)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service)
        .await
}

fn page(method: &Method, path: &str, metrics: &Metrics) -> Response<String> {
    let mut answer = Response::new(String::new());
    if path != PATH && path != HEALTH {
        *answer.status_mut() = StatusCode::NOT_FOUND;
    } else if method != Method::GET && method != Method::HEAD {
        *answer.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    } else if path == HEALTH {
        "ok\n".clone_into(answer.body_mut());
    } else if let Ok(text) = metrics.text() {
        answer.headers_mut().insert(CONTENT_TYPE, CONTENT);
        *answer.body_mut() = text;
    } else {
        *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    }
    answer
}
