//! The bytes of messages that are held: those that are being read, that wait, and that are worked on.

use bytes::{Buf, Bytes};
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use tonic::Status;

/// The bytes that all messages together may take.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    free: Arc<AtomicUsize>,
    all: usize,
}

impl Memory {
    pub(crate) fn new(bytes: usize) -> Self {
        Self { free: Arc::new(AtomicUsize::new(bytes)), all: bytes }
    }

    /// Counts the bytes that are taken.
    pub(crate) fn taken(&self) -> usize {
        self.all.saturating_sub(self.free.load(Ordering::Acquire))
    }

    /// Makes the share of a message of which nothing is read yet.
    pub(crate) fn share(&self) -> Arc<Share> {
        Arc::new(Share { free: Arc::clone(&self.free), taken: AtomicUsize::new(0) })
    }
}

/// The bytes that one message takes, given back when this is dropped.
#[derive(Debug)]
pub(crate) struct Share {
    free: Arc<AtomicUsize>,
    taken: AtomicUsize,
}

impl Share {
    fn take(&self, bytes: usize) -> Result<(), Status> {
        self.free
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |free| free.checked_sub(bytes))
            .map_err(|_| Status::resource_exhausted("the waiting messages take too many bytes: try again later"))?;
        self.taken.fetch_add(bytes, Ordering::AcqRel);
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.free.fetch_add(*self.taken.get_mut(), Ordering::AcqRel);
    }
}

/// The body of a request, whose bytes are counted as they come.
#[derive(Debug)]
pub(crate) struct CountedBody<Inner> {
    pub body: Inner,
    pub share: Arc<Share>,
}

impl<Inner> Body for CountedBody<Inner>
where
    Inner: Body<Data = Bytes> + Unpin,
    Inner::Error: Into<tonic::codegen::StdError>,
{
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let frame = match ready!(Pin::new(&mut self.body).poll_frame(context)) {
            None => return Poll::Ready(None),
            Some(Err(error)) => return Poll::Ready(Some(Err(Status::from_error(error.into())))),
            Some(Ok(frame)) => frame,
        };
        let bytes = frame.data_ref().map_or(0, Buf::remaining);
        Poll::Ready(Some(self.share.take(bytes).map(|()| frame)))
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
    use super::Memory;
    use tonic::Code;

    #[test]
    fn what_is_taken_is_given_back() {
        let memory = Memory::new(10);
        let (one, other) = (memory.share(), memory.share());
        one.take(4).expect("there is enough");
        one.take(4).expect("there is enough");
        assert_eq!(other.take(3).expect_err("there is not enough").code(), Code::ResourceExhausted);
        other.take(2).expect("there is enough");
        assert_eq!(memory.taken(), 10);
        drop(one);
        assert_eq!(memory.taken(), 2);
        other.take(8).expect("there is enough");
    }
}
