//! The rule `controller-setting-missing`.

use crate::controller::{Setting, SettingValue, SetupForm};
use crate::diagnostic::{Diagnostic, Edit, Safety, Severity};
use crate::rule::declare_rule;
use crate::subject::{Kind, ObjectKind, Subject, Subjects};
use crate::views::wanted_controllers::{self, Wanted};
use portico_edit as edit;
use portico_manifest::{Contents, Limits, Node};
use serde_json::json;

declare_rule! {
    /// A setting that a controller needs to pass TLS through, and that its configuration doesn't have.
    ///
    /// ## What it finds
    ///
    /// In the Helm values of a controller, the arguments of ingress-nginx and the object of AKS application routing:
    /// settings that are off by themselves, where the same configuration wants passthrough by that controller, or
    /// where it is the one that was named.
    ///
    /// ## Why it matters
    ///
    /// Everything is accepted, and clients get the controller's own certificate, or no address at all.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// controller:
    ///   allowSnippetAnnotations: false
    /// ---
    /// ingress:
    ///   provision: true
    ///   ingressClassName: nginx
    /// ```
    ///
    /// ```yaml passing
    /// controller:
    ///   extraArgs:
    ///     enable-ssl-passthrough: "true"
    /// ```
    ///
    /// ## What to do
    ///
    /// Set what the message names. `portico render` prints all that a controller needs.
    ///
    /// ## Sources
    ///
    /// The controllers' documentation and charts, as `portico catalogue` names them.
    "controller-setting-missing", Error, since "0.1.0",
    references &["https://docs.upbound.io/manuals/spaces/howtos/self-hosted/ingress/"],
    check Some(check)
}

fn check(subjects: &Subjects<'_, '_>, found: &mut Vec<Diagnostic>) {
    for values in subjects.of(Kind::ControllerValues) {
        let Some(controller) = values.controller else { continue };
        for wanted in wanted_controllers::of_chart(subjects, controller) {
            judge(subjects, values, &wanted, &settings(&wanted).collect::<Vec<_>>(), found);
        }
    }
    for object in subjects.objects(ObjectKind::Other) {
        check_object(subjects, object, found);
    }
    for kind in [ObjectKind::Deployment, ObjectKind::DaemonSet] {
        for workload in subjects.objects(kind) {
            found.extend(arguments(subjects, workload));
        }
    }
}

/// What it always needs, and what the release needs that was named.
fn settings(wanted: &Wanted) -> impl Iterator<Item = &'static Setting> {
    let version = wanted.version;
    let of_release =
        wanted.releases.iter().filter(move |release| version.is_some_and(|version| release.contains(version)));
    wanted.setup.settings.iter().chain(of_release.flat_map(|release| release.settings))
}

/// Controllers whose settings are an object of their own.
fn check_object(subjects: &Subjects<'_, '_>, object: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(kind) = object.text(&["kind"]).filter(|kind| *kind == "NginxIngressController") else { return };
    for &controller in crate::controllers::ALL {
        for wanted in wanted_controllers::of(subjects, controller) {
            let is_its_own = matches!(wanted.setup.form, SetupForm::Object { kind: own, .. } if own == kind);
            let class = controller.ingress.known().map(|facts| facts.class.name);
            if is_its_own && object.text(&["spec", "ingressClassName"]) == class {
                let switches = settings(&wanted).filter(|setting| matches!(setting.value, SettingValue::Switch(_)));
                judge(subjects, object, &wanted, &switches.collect::<Vec<_>>(), found);
            }
        }
    }
}

fn judge(
    subjects: &Subjects<'_, '_>,
    values: &Subject<'_, '_>,
    wanted: &Wanted,
    settings: &[&Setting],
    found: &mut Vec<Diagnostic>,
) {
    let severity = |setting: &Setting| {
        let node = values.get(setting.path).filter(|node| !node.is_null());
        let is_set = node.is_some_and(|node| is_set(node, setting)) || is_set_by_argument(values, setting);
        if is_set { None } else { severity(subjects, values, wanted, setting, node) }
    };
    let missing: Vec<_> = settings.iter().filter_map(|&setting| Some((setting, severity(setting)?))).collect();
    // Edits at one place can't be applied one after the other: the first brings all.
    let mut fix = fix(values, &missing);
    for (setting, severity) in missing {
        let path = setting.path.join(".");
        let value = match setting.value {
            SettingValue::Text(text) => format!("\"{text}\""),
            SettingValue::Switch(on) => on.to_string(),
        };
        let mut diagnostic = Diagnostic::of(&RULE, format!("{} needs `{path}: {value}`", wanted.controller.name))
            .severity(severity)
            .why(sentence(setting.reason))
            .help("Set it, unless another file or flag of the same release does.");
        if let Some(edits) = fix.take() {
            diagnostic = diagnostic.fix("set what the controller needs", Safety::Unsafe, edits);
        }
        found.push(place(values, diagnostic, setting.path));
    }
}

/// The edits that set everything that is missing.
fn fix(values: &Subject<'_, '_>, missing: &[(&Setting, Severity)]) -> Option<Vec<Edit>> {
    let mut desired = json!({});
    for (setting, _) in missing {
        let (last, parents) = setting.path.split_last()?;
        let parent = parents.iter().fold(&mut desired, |value, key| &mut value[key]);
        parent[last] = match setting.value {
            SettingValue::Text(text) => json!(text),
            SettingValue::Switch(on) => json!(on),
        };
    }
    Some(values.edits(&edit::merge(values.document, &values.prefix, &desired, &Limits::default()).ok()?))
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut characters = clause.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase().to_string()).unwrap_or_default();
    first + characters.as_str() + "."
}

/// At the value, else at the key above it that is there.
fn place(values: &Subject<'_, '_>, found: Diagnostic, path: &[&str]) -> Diagnostic {
    if let Some(node) = values.get(path) {
        return values.place(found, path, node.span());
    }
    let above = (1..path.len()).rev().find_map(|depth| {
        let keys = path.get(..depth)?;
        let (last, parents) = keys.split_last()?;
        Some((keys, values.get(parents)?.entry(last)?.key.span()))
    });
    let first = || values.node.entries().next().map_or_else(|| values.node.span(), |entry| entry.key.span());
    let (keys, span) = above.unwrap_or_else(|| (&[], first()));
    values.place(found, keys, span)
}

fn is_set(node: Node<'_, '_>, setting: &Setting) -> bool {
    match setting.value {
        SettingValue::Switch(on) => node.as_bool() == Some(on) || node.text() == if on { "true" } else { "false" },
        // A flag is on by its name alone.
        SettingValue::Text("true") => !matches!(node.text(), "false" | "0"),
        SettingValue::Text(text) => node.text() == text,
    }
}

/// Traefik's chart takes arguments as they are, in any case, and has named its provider for ingress-nginx otherwise.
fn is_set_by_argument(values: &Subject<'_, '_>, setting: &Setting) -> bool {
    let path = match setting.path {
        [provider @ .., "enabled"] => provider,
        path => path,
    };
    let argument = format!("--{}", path.join(".")).to_ascii_lowercase();
    let arguments = ["additionalArguments", "globalArguments"].into_iter().filter_map(|key| values.get(&[key]));
    let mut arguments = arguments.flat_map(Node::items);
    let mut former = values.get(&["providers"]).entries();
    arguments.any(|given| given.text().to_ascii_lowercase().starts_with(&argument))
        || path == ["providers", "kubernetesIngressNGINX"]
            && former.any(|entry| {
                entry.key.key_text().eq_ignore_ascii_case("kubernetesIngressNGINX")
                    && entry.value.get("enabled").and_then(Node::as_bool) != Some(false)
            })
}

/// How bad it is that a setting isn't there, if it is bad at all.
fn severity(
    subjects: &Subjects<'_, '_>,
    values: &Subject<'_, '_>,
    wanted: &Wanted,
    setting: &Setting,
    node: Option<Node<'_, '_>>,
) -> Option<Severity> {
    match setting.path {
        // NodePorts by Cilium itself do as well, and some clouds set it.
        ["kubeProxyReplacement"] => {
            let is_off = node.and_then(Node::as_bool) == Some(false);
            let by_node_port = values.get(&["nodePort", "enabled"]).and_then(Node::as_bool) == Some(true);
            (is_off && !by_node_port).then_some(Severity::Error)
        }
        // The class may be made by hand.
        ["controller", "ingressClassResource", "enabled"] => {
            let class = wanted.controller.ingress.known()?.class.name;
            let is_there = subjects.objects(ObjectKind::IngressClass).any(|object| object.name() == Some(class));
            (!is_there).then_some(Severity::Warning)
        }
        // Another type is a choice, and so is a host's own port.
        ["controller", "service", "type"] => {
            (node.is_none() && values.get(&["controller", "daemonset"]).is_none()).then_some(Severity::Warning)
        }
        _ => Some(Severity::Error),
    }
}

/// A rendered ingress-nginx that doesn't allow passthrough.
fn arguments(subjects: &Subjects<'_, '_>, workload: &Subject<'_, '_>) -> Option<Diagnostic> {
    let containers = workload.get(&["spec", "template", "spec", "containers"])?;
    let (index, arguments) = containers.items().enumerate().find_map(|(index, container)| {
        let arguments = container.get("args")?;
        let is_nginx = arguments.items().any(|argument| argument.text() == "--controller-class=k8s.io/ingress-nginx");
        is_nginx.then_some((index, arguments))
    })?;
    let controller = crate::controller::Controller::find("ingress-nginx")?;
    let allows = |argument: Node<'_, '_>| {
        argument.text().strip_prefix("--enable-ssl-passthrough").is_some_and(|value| value != "=false")
    };
    if wanted_controllers::of(subjects, controller).is_empty() || arguments.items().any(allows) {
        return None;
    }
    let diagnostic = Diagnostic::of(&RULE, "ingress-nginx needs the argument `--enable-ssl-passthrough`")
        .why("Without it the annotation of an Ingress has no effect, and clients get a fake certificate.")
        .help("Set `controller.extraArgs.enable-ssl-passthrough: \"true\"` in the values of its chart.");
    let mut path = workload.path(&["spec", "template", "spec", "containers"]);
    path.extend([portico_manifest::PathSegment::Index(index), portico_manifest::PathSegment::Key("args".to_owned())]);
    let span = containers.items().nth(index)?.entry("args").map_or(arguments.span(), |entry| entry.key.span());
    Some(workload.place_at(diagnostic, &path, span))
}
