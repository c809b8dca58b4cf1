//! A caller of a running function, as Crossplane is one, and what it asks.

use super::authority::{Authority, NAME};
use super::client::{Client, PATH};
use portico_function::json::{of_struct, to_struct};
use portico_function::protocol::v1::{RequestMeta, Resource, RunFunctionRequest, RunFunctionResponse, Severity, State};
use prost::Message;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tonic::{Request, Status};

/// The longest time until an answer: it is much quicker, but the machine may be busy.
const PATIENCE: Duration = Duration::from_mins(1);

/// The older version of the method.
const V1BETA1: &str = "/apiextensions.fn.proto.v1beta1.FunctionRunnerService/RunFunction";

/// The caller, on one connection.
pub struct Caller {
    runtime: Runtime,
    client: Client,
}

/// A message as its bytes, whatever they are.
#[derive(Debug, Default)]
pub struct Bytes(pub Vec<u8>);

impl Caller {
    /// Connects in the clear.
    pub fn connect(address: SocketAddr) -> Self {
        let runtime = runtime();
        let client = runtime.block_on(Client::connect(address));
        Self { runtime, client }
    }

    /// Connects with TLS, with a certificate or without.
    pub fn connect_as(address: SocketAddr, authority: &Authority, has_certificate: bool) -> Result<Self, String> {
        let runtime = runtime();
        let connected = runtime.block_on(async {
            let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
            let connector = TlsConnector::from(authority.client(has_certificate));
            let name = NAME.try_into().expect("it is one");
            let stream = connector.connect(name, stream).await.map_err(|error| error.to_string())?;
            Client::over(stream).await.map_err(|error| error.to_string())
        });
        Ok(Self { runtime, client: connected? })
    }

    /// Calls the function.
    pub fn call(&self, request: RunFunctionRequest) -> Result<RunFunctionResponse, Status> {
        let answered = self.client.call(request);
        self.runtime.block_on(async { timeout(PATIENCE, answered).await }).expect("it is answered")
    }

    /// Calls the older version.
    pub fn call_older(&self, request: RunFunctionRequest) -> Result<RunFunctionResponse, Status> {
        self.ask(V1BETA1, request)
    }

    /// Calls the function with any bytes.
    pub fn call_with(&self, message: Vec<u8>) -> Result<RunFunctionResponse, Status> {
        self.ask(PATH, Bytes(message))
    }

    /// Begins a call, and hangs up after a while, answered or not.
    pub fn hang_up(self, request: RunFunctionRequest, after: Duration) {
        // Whether it was in time.
        let _ = self.runtime.block_on(async { timeout(after, self.client.call_within(PATIENCE, request)).await });
    }

    /// Waits until the server has ended the connection.
    pub fn closed(&mut self) {
        self.runtime.block_on(async { timeout(PATIENCE, self.client.closed()).await }).expect("it is closed");
    }

    fn ask<Asked: Message + 'static>(&self, path: &'static str, asked: Asked) -> Result<RunFunctionResponse, Status> {
        let asked = self.client.ask(path, Request::new(asked));
        self.runtime.block_on(async { timeout(PATIENCE, asked).await }).expect("it is answered")
    }
}

impl Message for Bytes {
    fn encode_raw(&self, buffer: &mut impl BufMut) {
        buffer.put_slice(&self.0);
    }

    fn merge_field(
        &mut self,
        _: u32,
        _: WireType,
        _: &mut impl Buf,
        _: DecodeContext,
    ) -> Result<(), prost::DecodeError> {
        Ok(())
    }

    fn encoded_len(&self) -> usize {
        self.0.len()
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("there are threads")
}

/// An Exposure that asks for a load balancer of AWS.
pub fn exposure() -> Value {
    json!({
        "apiVersion": "portico.dev/v1alpha1",
        "kind": "Exposure",
        "spec": {"host": "proxy.acme.dev", "method": "LoadBalancer", "cloud": "aws"},
    })
}

/// A Release of Spaces, as provider-helm has it.
pub fn release() -> Value {
    let chart = json!({"name": "spaces", "repository": "oci://xpkg.upbound.io/spaces-artifacts", "version": "1.17.0"});
    let values = json!({"router": {"replicaCount": 2}});
    json!({
        "apiVersion": "helm.crossplane.io/v1beta1",
        "kind": "Release",
        "spec": {"forProvider": {"chart": chart, "namespace": "upbound-system", "values": values}},
    })
}

/// Makes a resource of an object.
pub fn resource(object: &Value) -> Resource {
    Resource { resource: object.as_object().map(to_struct), ..Resource::default() }
}

/// Makes a request of an input and desired composed resources, for a composite.
pub fn request(input: &Value, desired: &[(&str, Value)]) -> RunFunctionRequest {
    let composite = json!({
        "apiVersion": "platform.example.org/v1alpha1",
        "kind": "XSpace",
        "metadata": {"name": "team-a"},
        "spec": {"size": 3},
    });
    RunFunctionRequest {
        meta: Some(RequestMeta { tag: "the tag".to_owned(), ..RequestMeta::default() }),
        input: input.as_object().map(to_struct),
        observed: Some(State { composite: Some(resource(&composite)), ..State::default() }),
        desired: Some(State {
            composite: None,
            resources: desired.iter().map(|(name, object)| ((*name).to_owned(), resource(object))).collect(),
        }),
        ..RunFunctionRequest::default()
    }
}

/// Gives the reason and the message of the fatal result of an answer, if it has one.
pub fn refusal(answer: &RunFunctionResponse) -> Option<(&str, &str)> {
    let fatal = answer.results.iter().find(|result| result.severity() == Severity::Fatal)?;
    Some((fatal.reason.as_deref().unwrap_or_default(), &fatal.message))
}

/// Gives the object of a desired composed resource.
pub fn desired(answer: &RunFunctionResponse, name: &str) -> Option<Value> {
    answer.desired.as_ref()?.resources.get(name)?.resource.as_ref().map(of_struct)
}
