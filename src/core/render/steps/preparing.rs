//! The steps before anything changes for clients: the files, the prerequisites, and checks that they are there.

use super::{Draft, backend, step};
use crate::exposure::{Exposure, Method};
use crate::facts::check::Check;
use crate::facts::controller::SetupForm;
use crate::methods::{choice, gateway_api, ingress};
use crate::render::prerequisites::{Prerequisite, PrerequisiteForm};
use portico_text::{JsonPath, Markdown, Script, line};

pub(super) fn save_files(command: &[String]) -> Draft {
    // A line end can't be written inside a word so that the rest of the word isn't a line of its own.
    let is_one_line = command.iter().all(|word| line(word) == *word);
    let Some((program, arguments)) = command.split_first().filter(|_| is_one_line) else {
        return step(
            "Save the files",
            "Save each file in one directory under the name that the steps use, and run the steps there.",
            None,
        );
    };
    let command = arguments.iter().fold(Script::default().word(program), |command, word| command.and(" ").word(word));
    step("Write the files", "Run the steps in the directory that this command writes.", Some(command))
}

fn check(check: &Check, exposure: &Exposure) -> Draft {
    let service = backend(Script::default(), exposure);
    step(check.title, check.text, Some(service.filled(check.command, " {service}")))
}

pub(super) fn cloud_check(exposure: &Exposure) -> Option<Draft> {
    let before = choice::cloud(exposure).before.as_ref()?;
    // A check with `{service}` is about the backend's Service, and the other methods expose the controller's own.
    let applies = exposure.spec.method == Method::LoadBalancer || !before.command.contains("{service}");
    applies.then(|| check(before, exposure))
}

pub(super) fn served_routes(exposure: &Exposure) -> Draft {
    let target = exposure.spec.targets.gateway_api();
    let mut text = Markdown::own("It must print ").code(&choice::tls_route(exposure).to_string());
    if let Some(watched) = choice::release(exposure).and_then(|release| release.watches)
        && watched != choice::tls_route(exposure)
    {
        text = text.and(", and ").code(&watched.to_string()).and(", which the controller watches");
    }
    text = text
        .and(": that of the Gateway API ")
        .text(&target.version)
        .and(", ")
        .and(target.channel.name())
        .and(" channel");
    if let Some((controller, release)) = choice::controller(exposure).zip(choice::release(exposure)) {
        text = text.and(", with ").and(controller.name).and(" ").text(&release.range());
    }
    text = text.and(
        ". `NotFound` means that these CRDs are missing. From 1.5 on, a ValidatingAdmissionPolicy, \
         `safe-upgrades.gateway.networking.k8s.io`, keeps older CRDs and the experimental channel from replacing standard \
         ones; GKE denies the experimental channel from 1.34, and on AKS the managed CRDs have TLSRoute only from 1.36 on. \
         Helm never upgrades CRDs that a chart brought: apply them by hand.",
    );
    step(
        "Check which versions of TLSRoute the cluster serves",
        text,
        Some(
            Script::own("kubectl get crd tlsroutes.gateway.networking.k8s.io \\\n  -o jsonpath=")
                .json_path(&JsonPath::own("{range .spec.versions[?(@.served==true)]}{.name}{\"\\n\"}{end}")),
        ),
    )
}

pub(super) fn put_in_place(exposure: &Exposure, prerequisite: &Prerequisite) -> Draft {
    let Prerequisite { file, owner, title, form, .. } = prerequisite;
    match form {
        PrerequisiteForm::HelmValues => {
            let command = match choice::serving(exposure).map(|serving| &serving.setup.form) {
                Some(SetupForm::HelmValues { release, chart, namespace }) => Some(
                    Script::own("helm upgrade")
                        .operand(release)
                        .operand(chart)
                        .and(" \\\n  --namespace ")
                        .word(namespace)
                        .and(" --reuse-values --values ")
                        .word(file)
                        .and(" --wait \\\n  --version \"$(helm get metadata")
                        .operand(release)
                        .and(" --namespace ")
                        .word(namespace)
                        .and(" | sed -n 's/^VERSION: //p')\""),
                ),
                _ => None,
            };
            let name = choice::controller(exposure).map_or("the controller", |controller| controller.name);
            let range = choice::release(exposure).map(|release| format!(" {}", release.range())).unwrap_or_default();
            let text = for_owner(owner).and(" It must be ").and(name).text(&range).and(". The file has ").text(title).and(
                "; write the names that your release and your chart have. `--version` keeps the installed version of the \
                 chart.",
            );
            step(Markdown::own("Set ").and(name).and(" up"), text, command)
        }
        PrerequisiteForm::Manifest => step(
            Markdown::own("Make ").text(title),
            for_owner(owner)
                .and(" If it exists already and others own a field, the server says so and changes nothing."),
            Some(Script::own("kubectl apply --server-side --filename ").word(file)),
        ),
        PrerequisiteForm::JsonPatch => step(
            Markdown::own("Add ").text(title),
            for_owner(owner).and(
                " It adds the one listener and leaves the others as they are. If the Gateway is kept in Git, add it \
                 there instead.",
            ),
            Some(
                Script::own("kubectl patch gateway --namespace ")
                    .word(gateway_api::namespace(exposure))
                    .operand(gateway_api::name(exposure))
                    .and(" \\\n  --type json --patch-file ")
                    .word(file),
            ),
        ),
    }
}

fn for_owner(owner: &str) -> Markdown {
    Markdown::own("For ").text(owner).and(".")
}

pub(super) fn restart(exposure: &Exposure) -> Option<Draft> {
    let serving = choice::serving(exposure)?;
    serving.setup.restart.as_ref().map(|restart| check(restart, exposure))
}

pub(super) fn controller_checks(exposure: &Exposure) -> Vec<Draft> {
    let serving = choice::serving(exposure);
    if serving.is_none() && exposure.spec.method == Method::Ingress {
        return vec![unknown_ingress_controller(exposure)];
    }
    let checks = serving.map_or(&[][..], |serving| serving.checks);
    let mut steps: Vec<Draft> = checks.iter().map(|of_controller| check(of_controller, exposure)).collect();
    if exposure.spec.method != Method::GatewayAPI {
        return steps;
    }
    if !gateway_api::is_shared(exposure) {
        steps.push(step(
            "Check that the GatewayClass is accepted",
            "It must print `True`. Nothing at all means that no controller claims the class.",
            Some(
                Script::own("kubectl get gatewayclass")
                    .operand(gateway_api::class_name(exposure))
                    .and(" \\\n  -o jsonpath=")
                    .json_path(&JsonPath::own("{.status.conditions[?(@.type==\"Accepted\")].status}{\"\\n\"}")),
            ),
        ));
    }
    let modes = gateway_api::facts(exposure).map_or(&[][..], |facts| facts.modes);
    if let Some(step) = steps.last_mut() {
        for mode in modes {
            step.text = std::mem::take(&mut step.text).and(" ").and(mode);
        }
    }
    steps
}

fn unknown_ingress_controller(exposure: &Exposure) -> Draft {
    step(
        "Check that the controller passes TLS through",
        "Portico doesn't know the controller: the annotation that turns passthrough on, the labels of its pods and its \
         namespace, and the annotations of its Service are what you gave.",
        Some(Script::own("kubectl get ingressclass").operand(&ingress::class_name(exposure))),
    )
}

#[cfg(test)]
mod tests {
    use super::save_files;

    fn command(words: &[&str]) -> Option<String> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        save_files(&words).command.map(portico_text::Script::into_string)
    }

    #[test]
    fn a_word_with_a_line_end_began_a_line_of_the_steps() {
        assert_eq!(command(&["portico", "-f", "a b$(c).yaml"]).as_deref(), Some("portico -f 'a b$(c).yaml'"));
        for hostile in ["a\n::add-mask::b", "a\n```\n# b", "a\u{1b}[2J", "a\u{202e}b"] {
            assert_eq!(command(&["portico", "-f", hostile]), None, "{hostile:?}");
        }
    }
}
