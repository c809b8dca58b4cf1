//! Failures of the component, as Crossplane is told of them.

use crate::client::Client;
use crate::requests::{request, small};
use crate::running::Running;
use portico_function::ServerLimits;
use portico_function::protocol::v1::Severity;
use portico_stubborn::Word;

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_end_is_fatal_with_its_own_message_and_the_next_call_is_answered() {
    let server = Running::start(ServerLimits::default()).await;
    let client = Client::connect(server.address).await;
    for (word, reason, message) in
        [(Word::Grab, "TooLarge", "MiB of memory"), (Word::Trap, "InternalError", "this is a bug")]
    {
        let answer = client.call(request(word.text())).await.expect("it answers");
        let [result] = &answer.results[..] else { panic!("one result: {answer:?}") };
        assert_eq!((result.severity(), result.reason()), (Severity::Fatal, reason));
        assert!(result.message.contains(message), "{}", result.message);
        assert_eq!(client.call(small()).await.expect("it answers").results, []);
    }
}
