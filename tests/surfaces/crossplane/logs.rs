//! What the function logs: who was refused and why, and nothing of what the resources say.

use super::caller::{Caller, exposure, request};
use super::server::Server;
use serde_json::{Value, json};

const SECRET: &str = "hunter2-hunter2";

#[test]
fn a_refusal_is_logged_without_the_text_of_a_resource() {
    for arguments in [&["--insecure"][..], &["--insecure", "--debug"]] {
        let server = Server::start_with(arguments);
        let caller = Caller::connect(server.address());
        let secret = json!({"apiVersion": "v1", "kind": "Secret", "stringData": {"password": SECRET}});
        let mut wrong = exposure();
        wrong["spec"]["host"] = json!(format!("https://{SECRET}/"));
        let asked = request(&wrong, &[("secret", secret)]);
        let answered = caller.call(asked).expect("it answers");
        assert!(!answered.results.is_empty(), "{answered:?}");
        let (_, talk) = server.terminated();
        assert!(!talk.contains(SECRET), "{talk}");
        for said in ["InvalidExposure", "host-is-not-a-domain-name", "XSpace/team-a"] {
            assert!(talk.contains(said), "{said}: {talk}");
        }
        if arguments.len() == 1 {
            for line in talk.lines() {
                let line: Value = serde_json::from_str(line).expect("it is JSON");
                assert!(line["level"].is_string() && line["timestamp"].is_string(), "{line}");
            }
        }
    }
}
