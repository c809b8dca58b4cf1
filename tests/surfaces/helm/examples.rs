//! What users are told to do.

use crate::installed::{CHART, Version, assert_rendered, helms, service};
use crate::values::aws;
use portico_tests::{Example, root, run_to_end};

#[test]
fn the_commands_of_the_example_work() {
    let example = Example::new("helm");
    let chart = root().join(CHART);
    for helm in helms("the_commands_of_the_example_work") {
        let sections: &[&str] = match helm.version {
            Version::Three => &["Values", "Post-renderer of Helm 3"],
            Version::FourZero | Version::Four => &["Values", "Post-renderer of Helm 4", "Variable"],
        };
        for section in sections {
            let mut commands = example.commands(section, &[&helm.program]);
            helm.at_home(&mut commands);
            let ended = run_to_end(commands.env("CHART", &chart));
            assert_rendered(&helm, &ended);
            let service = service(&ended.output);
            assert_eq!(service["spec"]["type"], "LoadBalancer", "{section}");
            assert_eq!(service["metadata"]["annotations"], aws(), "{section}");
        }
    }
}
