//! The benchmark of load, for a second: that both functions write the same, and that each call is answered. What it
//! measures is for `cargo xtask bench load`.

use super::caller::{Caller, refusal};
use portico_function::json::of_struct;
use portico_function::protocol::v1::RunFunctionResponse;
use portico_tests::load::{Contender, Load, Workload, drive, workloads};
use portico_tests::{program, skip};
use prost::Message;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

fn desired(answer: &RunFunctionResponse) -> BTreeMap<String, Value> {
    let resources = &answer.desired.as_ref().expect("there is desired state").resources;
    let object = |name: &String| of_struct(resources[name].resource.as_ref().expect("it says something"));
    resources.keys().map(|name| (name.clone(), object(name))).collect()
}

#[test]
fn both_functions_of_the_benchmark_write_the_same_and_answer_each_call() {
    let (ghz, go) = match (portico_xtask::tool("ghz"), portico_xtask::tool("go-function")) {
        (Ok(ghz), Ok(go)) => (ghz, go),
        (Err(missing), _) | (_, Err(missing)) => return skip(missing),
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let message = folder.path().join("message");
    for Workload { name, request } in workloads() {
        fs::write(&message, request.encode_to_vec()).expect("a file can be written");
        let written = Contender::ALL.map(|contender| {
            let served = contender.serve(if contender == Contender::Portico { program() } else { &go });
            let answer = Caller::connect(served.address()).call(request.clone()).expect("it answers");
            assert_eq!(refusal(&answer), None, "{name}: {contender:?}");
            let driven = drive(&ghz, served.address(), &message, Load { callers: 20, seconds: 1, rate: None });
            assert!(driven.errors == 0 && driven.calls > 0, "{name}: {contender:?}: {driven:?}");
            desired(&answer)
        });
        let [by_portico, by_go] = written;
        assert_eq!(by_portico, by_go, "{name}");
        assert_ne!(by_portico, desired_before(&request), "{name}: something is written");
    }
}

fn desired_before(request: &portico_function::protocol::v1::RunFunctionRequest) -> BTreeMap<String, Value> {
    desired(&RunFunctionResponse { desired: request.desired.clone(), ..RunFunctionResponse::default() })
}
