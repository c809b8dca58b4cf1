//! Requests that nobody means well with: each has a clear end, takes bounded memory, and the server answers the next.

use super::caller::{Caller, exposure, refusal, release, request};
use super::server::Server;
use portico_function::protocol::v1::RunFunctionResponse;
use prost::Message;
use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;
use tonic::{Code, Status};

/// The largest message, in bytes.
const LARGEST: usize = 4 << 20;

/// The most memory that the server may have had, in bytes: two instances, each with what is made of a message.
const MOST: u64 = 1 << 30;

/// What is to come of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Fatal(&'static str),
    Status(Code),
    Answer,
}

fn end(answered: &Result<RunFunctionResponse, Status>) -> End {
    match answered {
        Err(status) => End::Status(status.code()),
        Ok(answer) => match refusal(answer) {
            None => End::Answer,
            // It has to be one of those that are known.
            Some((reason, _)) => ["InvalidExposure", "InvalidInput", "InvalidResources", "TooLarge"]
                .into_iter()
                .find(|known| *known == reason)
                .map_or_else(|| panic!("{answer:?}"), End::Fatal),
        },
    }
}

/// Writes a field of bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let mut field = vec![(number << 3) | 2];
    prost::encoding::encode_varint(bytes.len() as u64, &mut field);
    field.extend(bytes);
    field
}

/// Writes an input of structs in structs, as many as there is room for. The bytes are put together from the innermost,
/// back to front.
fn nested() -> Vec<u8> {
    let mut reversed: Vec<u8> = Vec::new();
    // Field 4 of the request is the input: a struct, whose map has entries of a key and a value, which is a struct.
    while reversed.len() < LARGEST - 100 {
        // A value (field 5: struct), in an entry (field 2: value, field 1: key), in a struct (field 1: fields).
        for (number, key) in [(5_u8, None), (2, Some(b"\x0a\x01a")), (1, None)] {
            let mut length = Vec::new();
            let inner = reversed.len();
            prost::encoding::encode_varint(inner as u64, &mut length);
            reversed.extend(length.iter().rev());
            reversed.push((number << 3) | 2);
            if let Some(key) = key {
                reversed.extend(key.iter().rev());
            }
        }
    }
    reversed.reverse();
    field(4, &reversed)
}

/// Nests an object as deep as the protocol's library lets through.
fn bush(deep: usize) -> Value {
    (0..deep).fold(json!({"n": 1}), |inner, _| json!({"a": inner, "b": {}}))
}

fn of_resources(object: &Value) -> Vec<u8> {
    request(&exposure(), &[("spaces", release()), ("hostile", object.clone())]).encode_to_vec()
}

fn of_spec(spec: &Value) -> Vec<u8> {
    let mut input = exposure();
    input["spec"] = spec.clone();
    request(&input, &[("spaces", release())]).encode_to_vec()
}

fn of_port(port: f64) -> Vec<u8> {
    let mut asked = request(&exposure(), &[("spaces", release())]);
    let number = prost_types::Value { kind: Some(prost_types::value::Kind::NumberValue(port)) };
    let port = prost_types::Struct { fields: [("port".to_owned(), number)].into() };
    let backend = prost_types::Value { kind: Some(prost_types::value::Kind::StructValue(port)) };
    let input = asked.input.as_mut().expect("it is there");
    let spec = input.fields.get_mut("spec").and_then(|spec| spec.kind.as_mut());
    let Some(prost_types::value::Kind::StructValue(spec)) = spec else { panic!("it is a struct") };
    spec.fields.insert("backend".to_owned(), backend);
    asked.encode_to_vec()
}

#[test]
fn each_hostile_request_has_a_clear_end_and_the_next_is_answered() {
    // What takes long may be ended: a build for tests is many times slower than that of a release.
    let server = Server::start_with(&["--insecure", "--timeout", "10"]);
    let caller = Caller::connect(server.address());
    let late = End::Status(Code::DeadlineExceeded);
    // JSON has no such number, and null in its stead.
    let unset = vec![End::Answer, End::Fatal("InvalidExposure")];
    let many = |item: &Value, count: usize| json!({"kind": "Hostile", "list": vec![item; count]});
    let rows: Vec<(&str, Vec<u8>, Vec<End>)> = vec![
        ("4 MB of structs in structs", nested(), vec![End::Status(Code::InvalidArgument)]),
        ("4 MB of bushes", of_resources(&many(&bush(20), 9_900)), vec![End::Answer, late]),
        ("4 MB of numbers", of_resources(&many(&json!(0.1), 300_000)), vec![End::Answer, late]),
        ("4 MB in one text", of_resources(&json!({"kind": "x".repeat(4_000_000)})), vec![End::Answer, late]),
        ("4 MB of keys", of_spec(&keys(150_000)), vec![End::Fatal("InvalidExposure"), late]),
        ("more than may be sent", vec![0; LARGEST + 1], vec![End::Status(Code::OutOfRange)]),
        ("no message", vec![0xff; 1000], vec![End::Status(Code::Internal)]),
        ("another input", request(&json!({"kind": "Input"}), &[]).encode_to_vec(), vec![End::Fatal("InvalidInput")]),
        ("a list for a spec", of_spec(&json!([1])), vec![End::Fatal("InvalidExposure")]),
        ("a huge port", of_port(1e300), vec![End::Fatal("InvalidExposure")]),
        ("an infinite port", of_port(f64::INFINITY), unset.clone()),
        ("a port that is no number", of_port(f64::NAN), unset),
        ("a port beyond whole numbers", of_port(-9.3e18), vec![End::Fatal("InvalidExposure")]),
    ];
    for (name, message, expected) in rows {
        let size = message.len();
        let answered = caller.call_with(message);
        assert!(expected.contains(&end(&answered)), "{name} of {size} bytes: {}", told(&answered));
        let next = caller.call(request(&exposure(), &[("spaces", release())])).expect("the server lives");
        assert_eq!(refusal(&next), None, "after {name}");
    }
    assert!(server.peak() < MOST, "it had {} MiB", server.peak() >> 20);
}

fn keys(count: usize) -> Value {
    (0..count).map(|number| (format!("key-{number}"), Value::Null)).collect::<serde_json::Map<_, _>>().into()
}

fn told(answered: &Result<RunFunctionResponse, Status>) -> String {
    let text = match answered {
        Ok(answer) => format!("{:?} {:?}", answer.results, answer.conditions),
        Err(status) => status.to_string(),
    };
    text.chars().take(2_000).collect()
}

#[test]
fn clients_that_hang_up_leave_nothing_behind() {
    let server = Server::start();
    let large = request(&exposure(), &[("spaces", release()), ("large", json!({"list": vec![0.1; 100_000]}))]);
    thread::scope(|scope| {
        for client in 0..8 {
            let (large, address) = (large.clone(), server.address());
            scope.spawn(move || {
                for call in 0..5 {
                    let after = Duration::from_millis(client * 7 + call * 3);
                    Caller::connect(address).hang_up(large.clone(), after);
                }
            });
        }
        // These never say more than the beginning of a call.
        let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
        for cut in 0..preface.len() {
            let mut stream = TcpStream::connect(server.address()).expect("it listens");
            stream.write_all(&preface[..cut]).expect("it reads");
        }
    });
    let caller = Caller::connect(server.address());
    caller.call(request(&exposure(), &[("spaces", release())])).expect("the server lives");
    assert!(server.peak() < MOST, "it had {} MiB", server.peak() >> 20);
}

#[test]
fn a_thousand_half_open_connections_keep_nobody_out() {
    let server = Server::start();
    let caller = Caller::connect(server.address());
    caller.call(request(&exposure(), &[("spaces", release())])).expect("it answers");
    let before = server.peak();
    let silent: Vec<TcpStream> = (0..1_000)
        .map(|number| {
            let mut stream = TcpStream::connect(server.address()).expect("it listens");
            if number % 2 == 0 {
                stream.write_all(b"PRI * HTTP/2.0\r\n").expect("it reads");
            }
            stream
        })
        .collect();
    let another = Caller::connect(server.address());
    for caller in [&caller, &another] {
        caller.call(request(&exposure(), &[("spaces", release())])).expect("the server lives");
    }
    let taken = server.peak() - before;
    assert!(taken < 128 << 20, "{} kB for each", (taken / 1_000) >> 10);
    drop(silent);
    another.call(request(&exposure(), &[("spaces", release())])).expect("the server lives");
}
