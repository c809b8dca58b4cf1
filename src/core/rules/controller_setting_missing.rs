//! The rule `controller-setting-missing`.

use crate::facts::controller::{Controller, ReleaseRange, Setting, SettingValue, SetupForm};
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{Kind, ObjectKind, Subject};
use crate::views::chart_settings;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::wanted_controllers::Wanted;
use portico_manifest::Node;
use portico_text::sentence;
use serde_json::{Value, json};

declare_rule! {
    /// A setting that a controller needs to pass TLS through, and that its configuration doesn't have.
    ///
    /// ## What it finds
    ///
    /// In the Helm values of a controller, the arguments of ingress-nginx and the object of AKS application routing:
    /// settings that are off by default, where the same configuration wants passthrough by that controller, or where
    /// the controller was named. A setting by which a controller writes its address into an Ingress is an info: traffic
    /// passes without it.
    ///
    /// Some settings have had another name in a chart: either name will do, and so will an argument of Traefik. There
    /// is a fix where the release was named, or the file shows what its chart calls it.
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
    // error[controller-setting-missing]: ingress-nginx needs `controller.extraArgs.enable-ssl-passthrough: "true"`
    //  --> example.yaml:1:1
    //   |
    // 1 | controller:
    //   | ^^^^^^^^^^
    //   |
    //   = why: Off by default: the annotation of an Ingress has no effect then, and clients get a fake certificate.
    //   = help: Set it, unless another file or flag of the same release does.
    // help: set what the controller needs
    //   |
    // 2 |   allowSnippetAnnotations: false
    // 3 +   extraArgs:
    // 4 +     enable-ssl-passthrough: "true"
    //   |
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
    references &["https://docs.upbound.io/self-hosted-spaces/howtos/ingress/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for values in context.subjects.of(Kind::ControllerValues) {
        let Some(controller) = values.controller else { continue };
        for wanted in context.wanted_of_chart(controller) {
            judge(context, values, wanted, &needed(wanted), found);
        }
    }
    for object in context.subjects.objects(ObjectKind::Other) {
        check_object(context, object, found);
    }
    for kind in [ObjectKind::Deployment, ObjectKind::DaemonSet] {
        for workload in context.subjects.objects(kind) {
            found.extend(arguments(context, workload));
        }
    }
}

/// The settings that must be set.
struct Needed {
    settings: Vec<&'static Setting>,
    /// Whether some settings are those of the newest release, because none was stated.
    is_guessed: bool,
}

/// Gives the settings that a controller always needs, and those of the stated release. Where none is stated and each
/// release has settings of its own, those of the newest are taken.
fn needed(wanted: &Wanted) -> Needed {
    let is_guessed = wanted.version.is_none() && wanted.releases.iter().all(|release| !release.settings.is_empty());
    let is_meant = |release: &&ReleaseRange| match wanted.version {
        Some(version) => release.contains(version),
        None => is_guessed,
    };
    let of_release = wanted.releases.iter().find(is_meant).map_or(&[][..], |release| release.settings);
    let is_guessed = is_guessed && !of_release.is_empty();
    Needed { settings: wanted.setup.settings.iter().chain(of_release).collect(), is_guessed }
}

/// Judges the settings of controllers that have them in an object of their own.
fn check_object<'s, 'd, 't>(context: &Context<'s, 'd, 't>, object: &'s Subject<'d, 't>, found: &mut Vec<Diagnostic>) {
    let Some(kind) = object.text(&["kind"]).filter(|kind| *kind == "NginxIngressController") else { return };
    for controller in Controller::all() {
        for wanted in context.wanted(controller) {
            let is_its_own = matches!(wanted.setup.form, SetupForm::Object { kind: own, .. } if own == kind);
            let class = controller.ingress.known().map(|facts| facts.class.name);
            if is_its_own && object.text(&["spec", "ingressClassName"]) == class {
                let mut needed = needed(wanted);
                needed.settings.retain(|setting| matches!(setting.value, SettingValue::Switch(_)));
                judge(context, object, wanted, &needed, found);
            }
        }
    }
}

fn judge<'s, 'd, 't>(
    context: &Context<'s, 'd, 't>,
    values: &'s Subject<'d, 't>,
    wanted: &Wanted,
    needed: &Needed,
    found: &mut Vec<Diagnostic>,
) {
    let severity = |setting: &Setting| {
        let is_set = chart_settings::is_set(values, setting);
        if is_set { None } else { severity(context, values, wanted, setting) }
    };
    let missing: Vec<_> = needed.settings.iter().filter_map(|&setting| Some((setting, severity(setting)?))).collect();
    // Edits at one place can't be applied one after the other, so the first finding's fix sets all.
    let mut fix = desired(values, needed, &missing);
    for (setting, severity) in missing {
        let keys = chart_settings::keys(values, setting);
        let message = format!("{} needs `{}: {}`", wanted.controller.name, keys.join("."), setting.value);
        let is_told = !needed.is_guessed || is_spelled(values, &keys);
        let help = if is_told {
            "Set it, unless another file or flag of the same release does."
        } else {
            "Set it, unless another file or flag of the same release does. Charts of other releases have it elsewhere: \
             `portico render` prints it for the release that you name."
        };
        let mut diagnostic = Diagnostic::of(&RULE, message).severity(severity).why(sentence(setting.reason)).help(help);
        if let Some(desired) = fix.take() {
            let change = (values.prefix.clone(), desired);
            diagnostic =
                context.proposals.merge(diagnostic, values, "set what the controller needs", Safety::Unsafe, change);
        }
        found.push(place(values, diagnostic, &keys));
    }
}

/// Whether the values have the mapping of a setting, so that their chart knows it.
fn is_spelled(values: &Subject<'_, '_>, keys: &[&str]) -> bool {
    keys.get(..2).is_some_and(|mapping| values.get(mapping).is_some())
}

/// Gives the content that the values need. None where the chart may not know a key, for it would refuse the file, or
/// where a list exists already, which may hold items for something else.
fn desired(values: &Subject<'_, '_>, needed: &Needed, missing: &[(&Setting, Severity)]) -> Option<Value> {
    let mut desired = json!({});
    for (setting, _) in missing {
        let keys = chart_settings::keys(values, setting);
        if needed.is_guessed && !is_spelled(values, &keys) {
            return None;
        }
        let (last, parents) = keys.split_last()?;
        let parent = parents.iter().fold(&mut desired, |value, key| &mut value[key]);
        match setting.value {
            SettingValue::Text(text) => parent[last] = json!(text),
            SettingValue::Switch(on) => parent[last] = json!(on),
            SettingValue::Items(_) if values.get(&keys).is_some() => return None,
            SettingValue::Items(items) => {
                let before = parent[last].as_array().into_iter().flatten().cloned();
                parent[last] = before.chain(items.iter().map(|item| json!(item))).collect();
            }
        }
    }
    Some(desired)
}

/// Puts a finding at the value, else at the nearest key above it that is written.
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

/// Gives the severity of a setting that isn't as needed; none where that is fine.
fn severity(
    context: &Context<'_, '_, '_>,
    values: &Subject<'_, '_>,
    wanted: &Wanted,
    setting: &Setting,
) -> Option<Severity> {
    let node = values.get(setting.path).filter(|node| !node.is_null());
    let has_object = |kind: ObjectKind, name: &str| context.named(kind, name).is_some();
    match setting.path {
        // Cilium's own NodePorts do as well, and some clouds set it.
        ["kubeProxyReplacement"] => {
            let is_off = node.and_then(Node::as_bool) == Some(false);
            let by_node_port = values.get(&["nodePort", "enabled"]).and_then(Node::as_bool) == Some(true);
            (is_off && !by_node_port).then_some(Severity::Error)
        }
        // The class may be made by hand.
        ["controller", "ingressClassResource", "enabled"] => {
            let class = wanted.controller.ingress.known()?.class.name;
            (!has_object(ObjectKind::IngressClass, class)).then_some(Severity::Warning)
        }
        // Where Helm sees the CRDs, the value may be left out.
        ["gatewayAPI", "gatewayClass", "create"] => {
            let class = wanted.controller.gateway.known()?.class.name;
            (node.is_some() && !has_object(ObjectKind::GatewayClass, class)).then_some(Severity::Warning)
        }
        // Another type is a choice, and so are host ports.
        ["controller", "service", "type"] => {
            (node.is_none() && values.get(&["controller", "daemonset"]).is_none()).then_some(Severity::Warning)
        }
        // Another rule judges ports that are open to clients.
        ["controller", "service", "enablePorts", _] => None,
        _ if publishes(setting) => (!chart_settings::is_published_otherwise(values)).then_some(Severity::Info),
        _ => Some(Severity::Error),
    }
}

/// Whether a setting makes a controller write its address into Ingresses. Traffic passes without it.
fn publishes(setting: &Setting) -> bool {
    let of_arguments = match setting.value {
        SettingValue::Items(items) => items.iter().all(|item| item.contains(".publishService=")),
        SettingValue::Text(_) | SettingValue::Switch(_) => false,
    };
    of_arguments || setting.path.contains(&"publishService")
}

/// Reports a rendered ingress-nginx that doesn't allow passthrough.
fn arguments(context: &Context<'_, '_, '_>, workload: &Subject<'_, '_>) -> Option<Diagnostic> {
    let containers = workload.get(&["spec", "template", "spec", "containers"])?;
    let (index, arguments) = containers.items().enumerate().find_map(|(index, container)| {
        let arguments = container.get("args")?;
        let is_nginx = arguments.items().any(|argument| argument.text() == "--controller-class=k8s.io/ingress-nginx");
        is_nginx.then_some((index, arguments))
    })?;
    let controller = Controller::find("ingress-nginx")?;
    let allows = |argument: Node<'_, '_>| {
        argument.text().strip_prefix("--enable-ssl-passthrough").is_some_and(|value| value != "=false")
    };
    if context.wanted(controller).is_empty() || arguments.items().any(allows) {
        return None;
    }
    let diagnostic = Diagnostic::of(&RULE, "ingress-nginx needs the argument `--enable-ssl-passthrough`")
        .why("Without it, the annotation of an Ingress has no effect, and clients get a fake certificate.")
        .help("Set `controller.extraArgs.enable-ssl-passthrough: \"true\"` in the values of its chart.");
    let mut path = workload.path(&["spec", "template", "spec", "containers"]);
    path.extend([portico_manifest::PathSegment::Index(index), portico_manifest::PathSegment::Key("args".to_owned())]);
    let span = containers.item(index)?.entry("args").map_or(arguments.span(), |entry| entry.key.span());
    Some(workload.place_at(diagnostic, &path, span))
}
