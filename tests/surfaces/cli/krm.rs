//! `portico krm`.

use super::{EXPOSURE, SERVICE, assert_ended};
use portico_tests::portico;

#[test]
fn a_resource_list_always_comes_back() {
    let list = |exposure: &str| {
        let indented = |text: &str| format!("  {}\n", text.trim_end().replace('\n', "\n  "));
        format!(
            "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n{}items:\n-{}",
            indented(exposure),
            &indented(SERVICE)[1..]
        )
    };
    let right = portico(["krm"]).input(list(EXPOSURE)).ended();
    assert_ended(&right, 0);
    assert!(right.output.contains("type: LoadBalancer"), "{}", right.output);

    let input = list(&EXPOSURE.replace("LoadBalancer", "Carrier pigeon"));
    let wrong = portico(["krm"]).input(input.clone()).ended();
    assert_ended(&wrong, 1);
    assert_eq!(wrong.output, input);
    assert!(!wrong.talk.is_empty());
}
