//! The calls of a server: some are worked on, some wait in the order in which they came, and any more are refused.

use portico_host::Interrupt;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};
use tokio_util::sync::CancellationToken;
use tonic::Status;

/// All calls of a server.
#[derive(Debug, Clone)]
pub(crate) struct Calls {
    /// A permit for each call that is taken.
    places: Arc<Semaphore>,
    /// A permit for each call that is worked on.
    desks: Arc<Semaphore>,
    sizes: Sizes,
    end: CancellationToken,
}

#[derive(Debug, Clone, Copy)]
struct Sizes {
    working: usize,
    waiting: usize,
}

/// The admission of a call, which holds until this is dropped.
#[derive(Debug)]
pub(crate) struct Admission {
    _permit: OwnedSemaphorePermit,
}

impl Calls {
    pub(crate) fn new(working: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(working + waiting)),
            desks: Arc::new(Semaphore::new(working)),
            sizes: Sizes { working, waiting },
            end: CancellationToken::new(),
        }
    }

    /// Takes a call, if there is room.
    pub(crate) fn take(&self) -> Result<Admission, Status> {
        match Arc::clone(&self.places).try_acquire_owned() {
            Ok(permit) => Ok(Admission { _permit: permit }),
            Err(TryAcquireError::NoPermits) => Err(Status::resource_exhausted(format!(
                "{} calls are in progress and {} are waiting: try again later",
                self.sizes.working, self.sizes.waiting
            ))),
            Err(TryAcquireError::Closed) => Err(ending()),
        }
    }

    /// Works on a call in its turn, on a thread of its own. The work doesn't begin where nobody waits for the answer
    /// any more, and is interrupted then.
    pub(crate) async fn work<Answer: Send + 'static>(
        &self,
        interrupt: Interrupt,
        work: impl FnOnce(&Interrupt) -> Answer + Send + 'static,
    ) -> Result<Answer, Status> {
        let desk = Arc::clone(&self.desks).acquire_owned().await.map_err(|_| ending())?;
        let awaited = Awaited(interrupt.clone());
        let work = tokio::task::spawn_blocking(move || {
            let answer = work(&interrupt);
            drop(desk);
            answer
        });
        let answer = tokio::select! {
            answer = work => answer.map_err(|_| Status::internal(FAILED)),
            () = self.end.cancelled() => Err(ending()),
        };
        drop(awaited);
        answer
    }

    /// Takes no more calls, and begins with none of those that wait.
    pub(crate) fn close(&self) {
        self.places.close();
        self.desks.close();
    }

    /// Interrupts the calls that are worked on.
    pub(crate) fn end(&self) {
        self.end.cancel();
    }

    /// Counts the calls that are worked on, and those that wait.
    pub(crate) fn count(&self) -> (usize, usize) {
        let working = self.sizes.working.saturating_sub(self.desks.available_permits());
        let all = (self.sizes.working + self.sizes.waiting).saturating_sub(self.places.available_permits());
        (working, all.saturating_sub(working))
    }
}

/// A guard of the work: dropped, it interrupts the work, because nobody waits for the answer.
struct Awaited(Interrupt);

impl Drop for Awaited {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

const FAILED: &str = concat!(
    "Portico failed on this call, through no fault of yours: this is a bug, please report it at ",
    env!("CARGO_PKG_REPOSITORY"),
    "/issues"
);

fn ending() -> Status {
    Status::unavailable("the function is being shut down")
}

#[cfg(test)]
mod tests {
    use super::Calls;
    use portico_host::Interrupt;
    use std::sync::mpsc;
    use tonic::Code;

    #[tokio::test]
    async fn a_panic_of_one_call_is_its_own() {
        let calls = Calls::new(1, 0);
        let failed = calls.work(Interrupt::default(), |_| panic!("a bug, on purpose")).await;
        let status = failed.map(|()| "an answer").expect_err("it has none");
        assert!(status.code() == Code::Internal && status.message().contains("this is a bug"), "{status}");
        assert_eq!(calls.work(Interrupt::default(), |_| 2).await.expect("it answers"), 2);
    }

    #[tokio::test]
    async fn what_nobody_waits_for_does_not_begin() {
        let calls = Calls::new(1, 2);
        let (release, held) = mpsc::channel::<()>();
        let first = tokio::spawn({
            let calls = calls.clone();
            async move { calls.work(Interrupt::default(), move |_| held.recv()).await }
        });
        while calls.desks.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let gone = tokio::spawn({
            let calls = calls.clone();
            async move { calls.work(Interrupt::default(), |_| panic!("it began")).await }
        });
        tokio::task::yield_now().await;
        gone.abort();
        assert!(gone.await.expect_err("it is gone").is_cancelled());
        release.send(()).expect("it is awaited");
        first.await.expect("it ends").expect("it answers").expect("it was released");
        assert_eq!(calls.work(Interrupt::default(), |_| 3).await.expect("it answers"), 3);
    }
}
