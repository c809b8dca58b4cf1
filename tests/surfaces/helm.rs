//! Portico in Helm: its values for the chart, and its post-renderer, in both Helms that are in use.
//!
//! Helm 3 starts a program and shows why it failed. Helm 4 starts a plugin, rewrites what it gives to it, and loses its
//! standard error: what must be the same for users comes about in two ways, so each case is run in both.

use portico_tests::{
    Ended, Example, copy_folder, exposed_on_aws, object, objects, portico, root, run_to_end, set_search_path, skip,
};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What Helm prints of the Service's head, and what becomes of it.
const BEFORE: &str = "
    app.kubernetes.io/part-of: spaces
spec:
  type: ClusterIP # who may reach it
";
const AFTER: &str = "
    app.kubernetes.io/part-of: spaces
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-type: external
    service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
spec:
  type: LoadBalancer # who may reach it
";

const CHART: &str = "tests/fixtures/helm/spaces-stand-in";
const EXPOSURE: &str = "examples/helm/exposure.yaml";

/// A Helm that has only Portico's plugin, and nothing of the user's.
struct Helm {
    version: Version,
    program: PathBuf,
    home: TempDir,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Three,
    Four,
}

/// Both Helms, as far as they are there.
fn helms(test: &str) -> Vec<Helm> {
    [Version::Three, Version::Four].into_iter().filter_map(|version| helm(version, test)).collect()
}

fn helm(version: Version, test: &str) -> Option<Helm> {
    let name = match version {
        Version::Three => "helm3",
        Version::Four => "helm4",
    };
    match portico_xtask::tool(name) {
        Ok(program) => Some(Helm::new(version, program)),
        Err(missing) => {
            skip(test, missing);
            None
        }
    }
}

/// A post-renderer of Helm 4 that changes nothing: it shows what Helm itself rewrites.
const CAT: &str = "\
apiVersion: v1
type: postrenderer/v1
name: cat
version: 0.1.0
runtime: subprocess
runtimeConfig:
  platformCommand: [{command: cat}]
";

fn plugin_manifest() -> String {
    fs::read_to_string(root().join("src/cli/helm4/plugin.yaml")).expect("the plugin has a manifest")
}

impl Helm {
    fn new(version: Version, program: PathBuf) -> Self {
        let helm = Self { version, program, home: tempfile::tempdir().expect("a folder can be made") };
        // Helm 3 can't read these manifests.
        if version == Version::Four {
            for (name, manifest) in [("portico", plugin_manifest().as_str()), ("cat", CAT)] {
                fs::create_dir_all(helm.plugin(name)).expect("a folder can be made");
                fs::write(helm.plugin(name).join("plugin.yaml"), manifest).expect("a plugin can be installed");
            }
        }
        helm
    }

    fn plugin(&self, name: &str) -> PathBuf {
        self.home.path().join("plugins").join(name)
    }

    /// Keeps a command away from the user's Helm.
    fn at_home(&self, command: &mut Command) {
        let variables = ["PLUGINS", "DATA_HOME", "CONFIG_HOME", "CACHE_HOME"];
        for (variable, folder) in variables.iter().zip(["plugins", "data", "config", "cache"]) {
            command.env(format!("HELM_{variable}"), self.home.path().join(folder));
        }
    }

    /// One of Helm's subcommands, for a chart's release.
    fn command(&self, subcommand: &[&str], chart: &Path) -> Command {
        let mut command = Command::new(&self.program);
        set_search_path(&mut command, &[]);
        self.at_home(&mut command);
        command.args(subcommand).arg("spaces").arg(chart).args(["--namespace", "upbound-system"]).current_dir(root());
        command
    }

    fn template(&self, arguments: &[&str]) -> Ended {
        run_to_end(self.command(&["template"], Path::new(CHART)).args(arguments))
    }

    /// The subcommands that render a release where no cluster can be reached.
    fn without_cluster(&self) -> &'static [&'static [&'static str]] {
        match self.version {
            Version::Three => &[&["template"]],
            Version::Four => &[&["template"], &["install", "--dry-run=client"]],
        }
    }

    /// The release when the post-renderer changes nothing: Helm 4 rewrites it all the same.
    fn untouched(&self, arguments: &[&str]) -> String {
        let ended = self.template(&[arguments, self.through_nothing()].concat());
        assert_eq!(ended.code, 0, "{ended:#?}");
        ended.output
    }

    /// The flags for a post-renderer that changes nothing.
    fn through_nothing(&self) -> &'static [&'static str] {
        match self.version {
            Version::Three => &[],
            Version::Four => &["--post-renderer", "cat"],
        }
    }

    /// The flags that put Portico behind Helm, with arguments of its own.
    fn through_portico<'a>(&self, arguments: &[&'a str]) -> Vec<&'a str> {
        let subcommand: &[&str] = match self.version {
            Version::Three => &["post-render"],
            Version::Four => &[],
        };
        let arguments = subcommand.iter().chain(arguments);
        ["--post-renderer", "portico"]
            .into_iter()
            .chain(arguments.flat_map(|argument| ["--post-renderer-args", argument]))
            .collect()
    }

    fn post_rendered(&self, arguments: &[&str]) -> Ended {
        self.template(&self.through_portico(arguments))
    }
}

#[track_caller]
fn assert_rendered(helm: &Helm, ended: &Ended) {
    assert_eq!(ended.code, 0, "Helm {:?}: {ended:#?}", helm.version);
}

fn service(release: &str) -> Value {
    object(release, "Service", "spaces-router")
}

// What comes out.

#[test]
fn without_an_exposure_a_release_passes_through() {
    for helm in helms("without_an_exposure_a_release_passes_through") {
        let ended = helm.post_rendered(&[]);
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, helm.untouched(&[]), "Helm {:?}", helm.version);
    }
}

#[test]
fn the_service_becomes_a_load_balancer_and_nothing_else_changes() {
    for helm in helms("the_service_becomes_a_load_balancer_and_nothing_else_changes") {
        let untouched = helm.untouched(&[]);
        assert_eq!(untouched.matches(BEFORE).count(), 1, "{untouched}");
        let ended = helm.post_rendered(&["--exposure", EXPOSURE]);
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, untouched.replace(BEFORE, AFTER), "Helm {:?}", helm.version);

        let again =
            portico(["post-render", "--exposure", EXPOSURE]).folder(&root()).input(ended.output.clone()).ended();
        assert_eq!((again.code, again.output), (0, ended.output), "Helm {:?}", helm.version);
    }
}

#[test]
fn a_service_that_is_exposed_already_stays_as_it_is() {
    let values = "tests/fixtures/helm/exposed-already.yaml";
    for helm in helms("a_service_that_is_exposed_already_stays_as_it_is") {
        let through = helm.through_portico(&["--exposure", EXPOSURE]);
        let ended = helm.template(&[&["--values", values], through.as_slice()].concat());
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, helm.untouched(&["--values", values]), "Helm {:?}", helm.version);
    }
}

#[test]
fn a_variable_may_name_the_exposure() {
    for helm in helms("a_variable_may_name_the_exposure") {
        let by_flag = helm.post_rendered(&["--exposure", EXPOSURE]);
        let mut command = helm.command(&["template"], Path::new(CHART));
        let ended = run_to_end(command.args(helm.through_portico(&[])).env("PORTICO_EXPOSURE", EXPOSURE));
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, by_flag.output, "Helm {:?}", helm.version);
    }
}

/// The stand-in with another template, in place of the one of that name if there is one.
fn chart_with(template: &str, text: &str) -> TempDir {
    let chart = tempfile::tempdir().expect("a folder can be made");
    copy_folder(&root().join(CHART), chart.path());
    fs::write(chart.path().join("templates").join(template), text).expect("a template can be written");
    chart
}

#[test]
fn an_exposure_among_the_templates_is_applied_and_taken_out() {
    let exposure = fs::read_to_string(root().join(EXPOSURE)).expect("the example has an Exposure");
    let chart = chart_with("exposure.yaml", &exposure);
    for helm in helms("an_exposure_among_the_templates_is_applied_and_taken_out") {
        let by_flag = helm.post_rendered(&["--exposure", EXPOSURE]);
        let ended = run_to_end(helm.command(&["template"], chart.path()).args(helm.through_portico(&[])));
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, by_flag.output, "Helm {:?}", helm.version);
    }
}

/// The Service in the styles of other charts, a file each.
fn services() -> Vec<PathBuf> {
    let folder = root().join("tests/fixtures/helm/services");
    let files = fs::read_dir(folder).expect("there are Services");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a folder can be read").path()).collect();
    files.sort();
    files
}

#[test]
fn a_service_is_exposed_whatever_its_style() {
    for helm in helms("a_service_is_exposed_whatever_its_style") {
        for file in services() {
            let text = fs::read_to_string(&file).expect("a Service can be read");
            let chart = chart_with("service.yaml", &text);
            let template = |flags| run_to_end(helm.command(&["template"], chart.path()).args(flags));
            let untouched = template(helm.through_nothing().to_vec());
            let ended = template(helm.through_portico(&["--exposure", EXPOSURE]));
            assert_rendered(&helm, &ended);
            let case = format!("Helm {:?}, {}: {}", helm.version, file.display(), ended.output);
            assert_eq!(objects(&ended.output), exposed_on_aws(objects(&untouched.output)), "{case}");

            let again =
                portico(["post-render", "--exposure", EXPOSURE]).folder(&root()).input(ended.output.clone()).ended();
            assert_eq!((again.code, again.output), (0, ended.output), "{case}");
        }
    }
}

// What can't work.

/// A release that can't work, and what its user must read.
struct Refused {
    values: &'static str,
    exposure: &'static str,
    rule: &'static str,
    reason: &'static str,
}

const REFUSED: [Refused; 5] = [
    Refused {
        values: "flag-not-quoted.yaml",
        exposure: "",
        rule: "non-string-metadata-value",
        reason: "the annotation `example.com/monitored` is the boolean true, not a string",
    },
    Refused {
        values: "certificate-on-the-load-balancer.yaml",
        exposure: "",
        rule: "tls-ends-at-load-balancer",
        reason: "the annotation `service.beta.kubernetes.io/aws-load-balancer-ssl-cert` makes the load balancer end TLS",
    },
    Refused {
        values: "certificate-on-the-load-balancer.yaml",
        exposure: EXPOSURE,
        rule: "tls-ends-at-load-balancer",
        reason: "the annotation `service.beta.kubernetes.io/aws-load-balancer-ssl-cert` makes the load balancer end TLS",
    },
    Refused {
        values: "none.yaml",
        exposure: "tests/fixtures/helm/exposure-with-a-scheme.yaml",
        rule: "host-is-not-a-domain-name",
        reason: "has a scheme",
    },
    Refused {
        values: "none.yaml",
        exposure: "tests/fixtures/helm/exposure-of-another-service.yaml",
        rule: "backend-service-missing",
        reason: "the Service `web` in the namespace `upbound-system` is not among these objects",
    },
];

#[test]
fn a_release_that_cannot_work_is_refused_with_the_reason() {
    for helm in helms("a_release_that_cannot_work_is_refused_with_the_reason") {
        for Refused { values, exposure, rule, reason } in REFUSED {
            let values = format!("tests/fixtures/helm/{values}");
            let portico_arguments: &[&str] = if exposure.is_empty() { &[] } else { &["--exposure", exposure] };
            for subcommand in helm.without_cluster() {
                let mut command = helm.command(subcommand, Path::new(CHART));
                command.args(["--values", &values]).args(helm.through_portico(portico_arguments));
                let ended = run_to_end(&mut command);
                let case = format!("Helm {:?}, {subcommand:?}, {values}, {exposure}: {ended:#?}", helm.version);
                assert_ne!(ended.code, 0, "{case}");
                assert_eq!(ended.output, "", "{case}");
                for said in [rule, reason, "help"] {
                    assert!(ended.talk.contains(said), "{said:?} is not said. {case}");
                }
            }
        }
    }
}

#[test]
fn an_exposure_that_is_not_there_is_told() {
    for helm in helms("an_exposure_that_is_not_there_is_told") {
        let ended = helm.post_rendered(&["--exposure", "no-such-file.yaml"]);
        assert_ne!(ended.code, 0, "Helm {:?}: {ended:#?}", helm.version);
        assert!(ended.talk.contains("no-such-file.yaml does not exist"), "Helm {:?}: {ended:#?}", helm.version);
    }
}

#[test]
fn a_misspelt_flag_was_told_where_helm_4_does_not_look() {
    for helm in helms("a_misspelt_flag_was_told_where_helm_4_does_not_look") {
        let ended = helm.post_rendered(&["--exposre", EXPOSURE]);
        assert_ne!(ended.code, 0, "Helm {:?}: {ended:#?}", helm.version);
        assert!(ended.talk.contains("--exposre"), "Helm {:?}: {ended:#?}", helm.version);
    }
}

// The values.

/// Annotations of AWS for a load balancer that everybody reaches.
fn aws() -> Value {
    json!({
        "service.beta.kubernetes.io/aws-load-balancer-type": "external",
        "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
    })
}

/// Renders values, gives them to the chart, and gives its release.
fn release_of(helm: &Helm, flags: &[&str]) -> String {
    let rendered = portico(["render"].iter().chain(flags)).folder(&root()).ended();
    assert_eq!(rendered.code, 0, "{rendered:#?}");
    let values = helm.home.path().join("values.yaml");
    fs::write(&values, rendered.output).expect("the values can be written");
    let ended = run_to_end(helm.command(&["template"], Path::new(CHART)).arg("--values").arg(values));
    assert_rendered(helm, &ended);
    ended.output
}

#[test]
fn the_values_of_each_cloud_make_its_service() {
    let by_flags = ["--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"];
    let table: [(&[&str], Value, &str); 4] = [
        (&by_flags, aws(), "https"),
        (&["-f", EXPOSURE], aws(), "https"),
        (&["-f", "examples/helm/exposure-gcp.yaml"], json!({"cloud.google.com/l4-rbs": "enabled"}), "https"),
        (&["-f", "examples/helm/exposure-azure.yaml"], Value::Null, "tcp"),
    ];
    for helm in helms("the_values_of_each_cloud_make_its_service") {
        for (flags, annotations, protocol) in &table {
            let release = release_of(&helm, flags);
            let service = service(&release);
            assert_eq!(service["spec"]["type"], "LoadBalancer", "{flags:?}");
            assert_eq!(service["metadata"]["annotations"], *annotations, "{flags:?}");
            let port = json!({
                "name": "https", "protocol": "TCP", "port": 443, "targetPort": 8443, "appProtocol": protocol,
            });
            assert_eq!(service["spec"]["ports"], json!([port]), "{flags:?}");
            let names = object(&release, "ConfigMap", "ingress-public");
            assert_eq!(names["data"]["host"], "proxy.example.com", "{flags:?}");
        }
    }
}

#[test]
fn the_post_renderer_makes_the_service_that_the_values_make() {
    for helm in helms("the_post_renderer_makes_the_service_that_the_values_make") {
        for exposure in [EXPOSURE, "examples/helm/exposure-gcp.yaml", "examples/helm/exposure-azure.yaml"] {
            let by_values = release_of(&helm, &["-f", exposure]);
            let by_post_renderer = helm.post_rendered(&["--exposure", exposure]);
            assert_rendered(&helm, &by_post_renderer);
            assert_eq!(service(&by_post_renderer.output), service(&by_values), "Helm {:?}, {exposure}", helm.version);
        }
    }
}

#[test]
fn the_values_of_traefik_make_an_ingress_that_passes_tls_through() {
    for helm in helms("the_values_of_traefik_make_an_ingress_that_passes_tls_through") {
        let release = release_of(&helm, &["-f", "examples/helm/exposure-traefik.yaml"]);
        assert_eq!(service(&release)["spec"]["type"], "ClusterIP");
        let ingress = object(&release, "Ingress", "spaces-router");
        assert_eq!(ingress["spec"]["ingressClassName"], "nginx");
        assert_eq!(ingress["spec"]["rules"][0]["host"], "proxy.example.com");
        assert_eq!(ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/ssl-passthrough"], "true");
        let policy = object(&release, "NetworkPolicy", "spaces-router");
        let controller = json!({
            "podSelector": {"matchLabels": {"app.kubernetes.io/name": "traefik"}},
            "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "traefik"}},
        });
        assert_eq!(policy["spec"]["ingress"][0]["from"][1], controller);
    }
}

// What users are told to do.

#[test]
fn the_commands_of_the_example_work() {
    let example = Example::new("helm");
    let chart = root().join(CHART);
    for helm in helms("the_commands_of_the_example_work") {
        let sections: &[&str] = match helm.version {
            Version::Three => &["Values", "Post-renderer of Helm 3"],
            Version::Four => &["Values", "Post-renderer of Helm 4", "Variable"],
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

/// Runs the post-renderer of Helm 4 where `portico` is in this folder, if anywhere.
fn with_search_path(helm: &Helm, folder: Option<&Path>) -> Ended {
    let mut command = helm.command(&["template"], Path::new(CHART));
    let usual = ["/usr/bin", "/bin"].map(Path::new);
    let path = std::env::join_paths(folder.into_iter().chain(usual)).expect("the folders have usual names");
    run_to_end(command.args(helm.through_portico(&["--exposure", EXPOSURE])).env("PATH", path))
}

#[test]
fn the_plugin_starts_its_own_program_or_that_of_the_search_path() {
    let test = "the_plugin_starts_its_own_program_or_that_of_the_search_path";
    let Some(helm) = helm(Version::Four, test) else {
        return;
    };
    let program = portico_tests::program();

    let nowhere = with_search_path(&helm, None);
    assert_ne!(nowhere.code, 0, "{nowhere:#?}");

    let in_path = with_search_path(&helm, program.parent());
    assert_rendered(&helm, &in_path);

    let own = helm.plugin("portico").join("bin");
    fs::create_dir(&own).expect("a folder can be made");
    fs::copy(program, own.join("portico")).expect("the program can be copied");
    let in_plugin = with_search_path(&helm, None);
    assert_rendered(&helm, &in_plugin);
    assert_eq!(in_plugin.output, in_path.output);
}

#[test]
fn the_plugin_has_the_version_of_the_program() {
    let manifest = objects(&plugin_manifest()).remove(0);
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
}
