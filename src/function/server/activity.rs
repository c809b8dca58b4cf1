//! The use of a connection: the number of its open calls.

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;
use tonic::Status;

/// The open calls of a connection.
#[derive(Debug, Clone)]
pub(crate) struct Activity {
    open: watch::Sender<usize>,
}

impl Activity {
    pub(crate) fn new() -> Self {
        Self { open: watch::Sender::new(0) }
    }

    /// Begins a call, which is open until the result is dropped.
    pub(crate) fn begin(&self) -> OpenCall {
        self.open.send_modify(|open| *open += 1);
        OpenCall(self.open.clone())
    }

    /// Waits until there was no call for a time.
    pub(crate) async fn idle(&self, time: Duration) {
        let mut open = self.open.subscribe();
        // It can't fail: the sender is here.
        while open.wait_for(|open| *open == 0).await.is_ok() {
            if timeout(time, open.changed()).await.is_err() {
                break;
            }
        }
    }
}

/// An open call.
#[derive(Debug)]
pub(crate) struct OpenCall(watch::Sender<usize>);

impl Drop for OpenCall {
    fn drop(&mut self) {
        self.0.send_modify(|open| *open -= 1);
    }
}

/// The body of an answer, whose call is open until the body is sent.
#[derive(Debug)]
pub(crate) struct Sent {
    pub body: tonic::body::Body,
    pub _open: OpenCall,
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::Activity;
    use std::time::Duration;
    use tokio::time::{Instant, advance, pause};

    const LIMIT: Duration = Duration::from_mins(1);

    #[tokio::test]
    async fn a_connection_is_idle_once_it_had_no_call_for_the_time() {
        pause();
        let activity = Activity::new();
        let call = activity.begin();
        let start = Instant::now();
        let idle = tokio::spawn({
            let activity = activity.clone();
            async move { activity.idle(LIMIT).await }
        });
        advance(5 * LIMIT).await;
        assert!(!idle.is_finished(), "a call is open");
        drop(call);
        idle.await.expect("it ends");
        assert_eq!(start.elapsed().as_secs() / 60, 6);
    }
}
