//! The methods that can be called.

use crate::client::Client;
use crate::requests::small;
use crate::running::Running;
use portico_function::ServerLimits;
use portico_function::protocol::v1::RunFunctionResponse;
use tonic::{Code, Request};
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};

const V1BETA1: &str = "/apiextensions.fn.proto.v1beta1.FunctionRunnerService/RunFunction";

#[tokio::test(flavor = "multi_thread")]
async fn the_older_version_is_answered_too() {
    let server = Running::start(ServerLimits::default()).await;
    let client = Client::connect(server.address).await;
    let older: RunFunctionResponse = client.ask(V1BETA1, Request::new(small())).await.expect("it answers");
    assert_eq!(older, client.call(small()).await.expect("it answers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_its_health() {
    let server = Running::start(ServerLimits::default()).await;
    let client = Client::connect(server.address).await;
    let check = async |service: &str| -> Result<HealthCheckResponse, _> {
        let request = HealthCheckRequest { service: service.to_owned() };
        client.ask("/grpc.health.v1.Health/Check", Request::new(request)).await
    };
    for service in ["", "apiextensions.fn.proto.v1.FunctionRunnerService"] {
        assert_eq!(check(service).await.expect("it answers").status(), ServingStatus::Serving);
    }
    assert_eq!(check("another").await.expect_err("there is none").code(), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_method_is_answered() {
    let server = Running::start(ServerLimits::default()).await;
    let client = Client::connect(server.address).await;
    for path in ["/apiextensions.fn.proto.v1.FunctionRunnerService/Run", "/a.b/RunFunction", "/"] {
        let status =
            client.ask::<_, RunFunctionResponse>(path, Request::new(small())).await.expect_err("there is none");
        assert_eq!(status.code(), Code::Unimplemented, "{path}");
    }
}
