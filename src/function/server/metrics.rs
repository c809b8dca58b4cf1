//! The counters: the calls of each method, by the names that functions in Go have for it, the calls that are open, and
//! what the server takes.

use crate::Function;
use crate::protocol::{METHOD, SERVICES};
use crate::server::answers::Answers;
use crate::server::calls::Calls;
use crate::server::memory::Memory;
use crate::server::process;
use http::HeaderMap;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::fmt;
use std::sync::Arc;
use std::time::Instant;
use tonic::{Code, Status};

const UNARY: &str = "unary";
const HEALTH: &str = "grpc.health.v1.Health";

/// The counters of a server.
#[derive(Debug, Clone)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    started: Family<RpcMethod, Counter>,
    received: Family<RpcMethod, Counter>,
    sent: Family<RpcMethod, Counter>,
    handled: Family<Ended, Counter>,
    seconds: Family<RpcMethod, Histogram>,
    gauges: Gauges,
    measured: Measured,
}

/// What is measured when it is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    pub calls: Calls,
    pub function: Function,
    pub memory: Memory,
}

#[derive(Debug, Clone, Default)]
struct Gauges {
    working: Gauge,
    waiting: Gauge,
    instances: Gauge,
    messages: Gauge,
    resident: Gauge,
}

/// The upper ends, in seconds, of the ranges in which durations are counted: those of functions in Go, and two below.
const SECONDS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// A method that takes one message and gives one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
#[allow(clippy::struct_field_names, reason = "dashboards know the labels by these names")]
pub(crate) struct RpcMethod {
    grpc_type: &'static str,
    grpc_service: &'static str,
    grpc_method: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
#[allow(clippy::struct_field_names, reason = "dashboards know the labels by these names")]
struct Ended {
    grpc_type: &'static str,
    grpc_service: &'static str,
    grpc_method: &'static str,
    grpc_code: String,
}

impl RpcMethod {
    const fn new(grpc_service: &'static str, grpc_method: &'static str) -> Self {
        Self { grpc_type: UNARY, grpc_service, grpc_method }
    }

    const ALL: [Self; 3] = [Self::new(SERVICES[0], METHOD), Self::new(SERVICES[1], METHOD), Self::new(HEALTH, "Check")];

    /// Finds the method of a path, if it is counted.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let (service, method) = path.strip_prefix('/')?.split_once('/')?;
        Self::ALL.into_iter().find(|known| (known.grpc_service, known.grpc_method) == (service, method))
    }
}

impl Metrics {
    pub(crate) fn new(measured: Measured, answers: &Answers) -> Self {
        let mut registry = Registry::default();
        let started = Family::<RpcMethod, Counter>::default();
        let received = Family::<RpcMethod, Counter>::default();
        let sent = Family::<RpcMethod, Counter>::default();
        let handled = Family::<Ended, Counter>::default();
        let seconds = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        registry.register("grpc_server_started", "Total number of RPCs started on the server", started.clone());
        let help = "Total number of RPCs completed on the server, regardless of success or failure";
        registry.register("grpc_server_handled", help, handled.clone());
        let help = "Total number of RPC stream messages received on the server";
        registry.register("grpc_server_msg_received", help, received.clone());
        let help = "Total number of gRPC stream messages sent by the server";
        registry.register("grpc_server_msg_sent", help, sent.clone());
        let help =
            "Histogram of response latency (seconds) of gRPC that had been application-level handled by the server";
        registry.register("grpc_server_handling_seconds", help, seconds.clone());
        answers.register(&mut registry);
        let gauges = Gauges::registered(&mut registry);
        for method in RpcMethod::ALL {
            for family in [&started, &received, &sent] {
                drop(family.get_or_create(&method));
            }
            drop(seconds.get_or_create(&method));
        }
        Self { registry: Arc::new(registry), started, received, sent, handled, seconds, gauges, measured }
    }

    /// Counts a call that begins. The result counts its end: by its own code, or as cancelled where it is dropped.
    pub(crate) fn begin(&self, method: RpcMethod) -> Counted {
        self.started.get_or_create(&method).inc();
        Counted { metrics: self.clone(), method, code: Code::Cancelled, start: Instant::now() }
    }

    /// Writes the counters as `OpenMetrics` text.
    pub(crate) fn text(&self) -> Result<String, fmt::Error> {
        self.gauges.set(&self.measured);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl Gauges {
    fn registered(registry: &mut Registry) -> Self {
        let gauges = Self::default();
        let Self { working, waiting, instances, messages, resident } = &gauges;
        registry.register("portico_calls_working", "Number of calls in progress", working.clone());
        let help = "Number of calls that are being read or are waiting";
        registry.register("portico_calls_waiting", help, waiting.clone());
        let help = "Number of instances of the component that are asked: each call that is judged has its own";
        registry.register("portico_instances", help, instances.clone());
        let help = "Bytes of the messages that are being read, wait or are worked on";
        registry.register("portico_messages_bytes", help, messages.clone());
        if process::resident().is_some() {
            registry.register("process_resident_memory_bytes", "Resident memory size in bytes", resident.clone());
        }
        gauges
    }

    fn set(&self, Measured { calls, function, memory }: &Measured) {
        let (working, waiting) = calls.count();
        for (gauge, number) in [
            (&self.working, working),
            (&self.waiting, waiting),
            (&self.instances, function.instances()),
            (&self.messages, memory.taken()),
            (&self.resident, process::resident().unwrap_or_default()),
        ] {
            gauge.set(i64::try_from(number).unwrap_or(i64::MAX));
        }
    }
}

/// A call that has begun.
#[derive(Debug)]
pub(crate) struct Counted {
    metrics: Metrics,
    method: RpcMethod,
    code: Code,
    start: Instant,
}

impl Counted {
    /// Ends the call with the code in the head of its answer. A method of one message fails in its head, or not at all.
    pub(crate) fn end(mut self, headers: &HeaderMap) {
        self.code = Status::from_header_map(headers).map_or(Code::Ok, |status| status.code());
        if self.code == Code::Ok {
            self.metrics.received.get_or_create(&self.method).inc();
            self.metrics.sent.get_or_create(&self.method).inc();
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.metrics.seconds.get_or_create(&self.method).observe(self.start.elapsed().as_secs_f64());
        let RpcMethod { grpc_type, grpc_service, grpc_method } = self.method;
        let ended = Ended { grpc_type, grpc_service, grpc_method, grpc_code: name(self.code) };
        self.metrics.handled.get_or_create(&ended).inc();
    }
}

/// Gives the name of a code that dashboards know: that of gRPC in Go.
fn name(code: Code) -> String {
    match code {
        Code::Ok => "OK".to_owned(),
        Code::Cancelled => "Canceled".to_owned(),
        code => format!("{code:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Measured, Metrics, RpcMethod, name};
    use crate::Function;
    use crate::server::answers::Answers;
    use crate::server::calls::Calls;
    use crate::server::memory::Memory;
    use http::HeaderMap;
    use tonic::{Code, Status};

    const PATH: &str = "/apiextensions.fn.proto.v1.FunctionRunnerService/RunFunction";

    #[test]
    fn a_call_is_counted_by_its_code_and_one_that_is_dropped_as_cancelled() {
        let function = Function::new().expect("the component can be loaded");
        let measured = Measured { calls: Calls::new(1, 1), function, memory: Memory::new(10) };
        let metrics = Metrics::new(measured, &Answers::default());
        let begin = || metrics.begin(RpcMethod::of_path(PATH).expect("it is counted"));
        begin().end(&HeaderMap::new());
        let mut headers = HeaderMap::new();
        Status::deadline_exceeded("late").add_header(&mut headers).expect("it is a header");
        begin().end(&headers);
        drop(begin());
        let text = metrics.text().expect("it is text");
        let labels = "grpc_type=\"unary\",grpc_service=\"apiextensions.fn.proto.v1.FunctionRunnerService\",\
                      grpc_method=\"RunFunction\"";
        assert!(text.contains(&format!("grpc_server_started_total{{{labels}}} 3\n")), "{text}");
        assert!(text.contains(&format!("grpc_server_msg_sent_total{{{labels}}} 1\n")), "{text}");
        for code in ["OK", "DeadlineExceeded", "Canceled"] {
            let line = format!("grpc_server_handled_total{{{labels},grpc_code=\"{code}\"}} 1\n");
            assert!(text.contains(&line), "{line}{text}");
        }
        assert!(text.contains("portico_calls_waiting 0\n"), "{text}");
        assert!(text.contains(&format!("grpc_server_handling_seconds_count{{{labels}}} 3\n")), "{text}");
    }

    #[test]
    fn only_methods_of_one_message_are_counted() {
        assert!(RpcMethod::of_path("/grpc.health.v1.Health/Check").is_some());
        for other in ["/grpc.health.v1.Health/Watch", "/a/b", "/", "", PATH.trim_start_matches('/')] {
            assert!(RpcMethod::of_path(other).is_none(), "{other}");
        }
    }

    #[test]
    fn codes_have_the_names_of_go() {
        let names = [Code::Ok, Code::Cancelled, Code::ResourceExhausted, Code::Unavailable].map(name);
        assert_eq!(names, ["OK", "Canceled", "ResourceExhausted", "Unavailable"]);
    }
}
