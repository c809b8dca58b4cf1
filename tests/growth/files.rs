//! Many files, and files that are compared with earlier ones.

use super::pieces::{head, ingress_class, load_balancer, named_service, policy, service};
use super::{Generator, Input, each};

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "files",
        grows: "files of one folder, with a boolean each",
        least: 50,
        input: |n| {
            let file = |i| {
                head("v1", "Service", &format!("s{i}")) + "  annotations: {a: true}\nspec: {ports: [{port: 443}]}\n"
            };
            Input { sources: (0..n).map(file).collect(), ..Input::default() }
        },
    },
    Generator {
        name: "files-with-a-fix-each",
        grows: "files of one folder, with a policy of the Service's port each",
        least: 50,
        input: |n| {
            let file = |i| policy(&format!("p{i}"), "[{ports: [{port: 443}]}]");
            Input { sources: (0..n).map(file).chain([service()]).collect(), ..Input::default() }
        },
    },
    Generator {
        name: "files-that-can-not-be-read",
        grows: "files of one folder that aren't YAML",
        least: 100,
        input: |n| Input { sources: vec!["a: [\n".to_owned(); n], ..Input::default() },
    },
    Generator {
        name: "earlier-services",
        grows: "Services, and their earlier form",
        least: 200,
        input: |n| {
            let services = |class: &str| {
                each(n, |i| {
                    named_service(
                        &format!("s{i}"),
                        &format!("{{type: LoadBalancer, loadBalancerClass: {class}, ports: [{{port: 443}}]}}"),
                    )
                })
            };
            Input { previous: vec![services("a.dev/a")], ..Input::stream(services("a.dev/b")) }
        },
    },
    Generator {
        name: "earlier-classes",
        grows: "IngressClasses, and others that were there before",
        least: 200,
        input: |n| {
            let classes = |name: &str| each(n, |i| ingress_class(&format!("{name}{i}"), "{}"));
            Input { previous: vec![classes("old")], ..Input::stream(load_balancer() + &classes("new")) }
        },
    },
    Generator {
        name: "earlier-values",
        grows: "documents of values, and their earlier form",
        least: 100,
        input: |n| {
            let values = |kind: &str| {
                each(n, |i| {
                    format!(
                        "---\nexternalTLS: {{host: a{i}.acme.dev}}\nrouter: {{proxy: {{service: {{type: {kind}}}}}}}\n"
                    )
                })
            };
            Input { previous: vec![values("ClusterIP")], ..Input::stream(values("LoadBalancer")) }
        },
    },
    Generator {
        name: "earlier-files",
        grows: "files, and their earlier form",
        least: 50,
        input: |n| {
            let file = |i| named_service(&format!("s{i}"), "{type: LoadBalancer, ports: [{port: 443}]}");
            let files: Vec<String> = (0..n).map(file).collect();
            Input { previous: files.clone(), sources: files, ..Input::default() }
        },
    },
];
