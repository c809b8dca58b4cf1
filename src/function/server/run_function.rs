//! One call of the function, from its bytes to the bytes of its answer.

use crate::Function;
use crate::early_end::Stopped;
use crate::protocol::v1::RunFunctionRequest;
use crate::server::answers::Answers;
use crate::server::calls::Calls;
use crate::server::codec::Raw;
use crate::server::memory::{CountedBody, Memory};
use crate::server::metrics::Measured;
use crate::server::server_limits::ServerLimits;
use crate::server::time;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use portico_host::Interrupt;
use prost::{DecodeError, Message};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tonic::Status;
use tonic::codegen::StdError;

/// The service that answers calls of the function.
#[derive(Debug, Clone)]
pub(crate) struct RunFunction {
    function: Function,
    calls: Calls,
    memory: Memory,
    answers: Answers,
    message: usize,
    time: Duration,
}

impl RunFunction {
    pub(crate) fn new(measured: Measured, answers: Answers, limits: &ServerLimits) -> Self {
        let Measured { function, calls, memory } = measured;
        Self { function, calls, memory, answers, message: limits.message, time: limits.call }
    }

    /// Answers a call within its time, if need be with an error.
    pub(crate) async fn answer<Incoming>(&self, request: Request<Incoming>) -> Response<tonic::body::Body>
    where
        Incoming: Body<Data = Bytes> + Send + Unpin + 'static,
        Incoming::Error: Into<StdError>,
    {
        let place = match self.calls.take() {
            Ok(place) => place,
            Err(status) => return status.into_http(),
        };
        let time = time::given(request.headers()).map_or(self.time, |given| given.min(self.time));
        let deadline = Instant::now() + time;
        let share = self.memory.share();
        let body = share.clone();
        let request = request.map(|incoming| CountedBody { body: incoming, share: body });
        let work = tower::service_fn(|message: tonic::Request<Bytes>| self.work(message.into_inner(), deadline));
        let mut server = tonic::server::Grpc::new(Raw).max_decoding_message_size(self.message);
        let answered = timeout_at(deadline, server.unary(work, request)).await;
        drop((place, share));
        answered.unwrap_or_else(|_| late(time).into_http())
    }

    async fn work(&self, message: Bytes, deadline: Instant) -> Result<tonic::Response<Bytes>, Status> {
        let (function, answers) = (self.function.clone(), self.answers.clone());
        let interrupt = Interrupt::at(deadline.into_std());
        let work = move |interrupt: &Interrupt| {
            let request = RunFunctionRequest::decode(message).map_err(|error| unreadable(&error))?;
            let judged = function.judge(&request, interrupt).map_err(|stopped| match stopped {
                Stopped::TimedOut => Status::deadline_exceeded(stopped.to_string()),
                Stopped::Cancelled => Status::cancelled(stopped.to_string()),
            })?;
            answers.count(&request, &judged);
            Ok(tonic::Response::new(judged.response.encode_to_vec().into()))
        };
        self.calls.work(interrupt, work).await?
    }
}

/// The end of the library's error where a message is nested too deep; it has no other sign of that.
const TOO_DEEP: &str = "recursion limit reached";

fn unreadable(error: &DecodeError) -> Status {
    // The whole error has a name for each level.
    if error.to_string().ends_with(TOO_DEEP) {
        Status::invalid_argument(
            "the message can't be read: an object in it is nested too deep, about 30 levels are taken",
        )
    } else {
        Status::internal(portico_text::line(&format!("the message can't be read: {error}")))
    }
}

fn late(time: Duration) -> Status {
    Status::deadline_exceeded(format!("there is no answer within {time:?}"))
}
