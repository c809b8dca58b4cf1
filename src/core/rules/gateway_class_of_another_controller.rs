//! The rule `gateway-class-of-another-controller`.

use crate::exposure::nested::nested;
use crate::facts::controller::Controller;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{ObjectKind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{Gateway, LocatedValue, installed_class};
use portico_text::nearest;

declare_rule! {
    /// A Gateway for the backend whose class belongs to another controller than the one that was named.
    ///
    /// ## What it finds
    ///
    /// With a controller given, by a flag or by the Exposure: a Gateway that the backend's route names, or else one of its
    /// namespace that passes TLS through, whose GatewayClass, given beside it, names another controller. Without that
    /// object, the class that another controller's installation makes. A `controllerName` that differs from a known
    /// one by a letter or two is found without a controller.
    ///
    /// ## Why it matters
    ///
    /// A controller ignores Gateways of other controllers. Nothing serves this one, and its status stays at "Waiting
    /// for controller".
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: GatewayClass
    /// metadata: {name: spaces}
    /// spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controler}
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: spaces
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    /// ```
    // warning[gateway-class-of-another-controller]: `gateway.envoyproxy.io/gatewayclass-controler` looks like a misspelling of the controller `gateway.envoyproxy.io/gatewayclass-controller`
    //  --> example.yaml:4:24
    //   |
    // 4 | spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controler}
    //   |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = in: GatewayClass spaces
    //   = why: No controller claims the class, and nothing serves its Gateways.
    //   = help: Write `controllerName: gateway.envoyproxy.io/gatewayclass-controller`.
    // help: write `gateway.envoyproxy.io/gatewayclass-controller`
    //   |
    // 4 - spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controler}
    // 4 + spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controller}
    //   |
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: GatewayClass
    /// metadata: {name: spaces}
    /// spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controller}
    /// ```
    ///
    /// ## What to do
    ///
    /// Name a class of the controller, or correct the class's `controllerName`.
    ///
    /// ## Sources
    ///
    /// The reference of the Gateway API, and the code of each controller.
    "gateway-class-of-another-controller", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/api-types/gatewayclass/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = context.traffic();
    for gateway in traffic.backend_gateways() {
        let named = traffic.class_controller(gateway);
        let other = context.subjects.target.controller.and_then(|stated| of_another(gateway, named, stated.controller));
        let class = context.named(ObjectKind::GatewayClass, gateway.class);
        found.extend(other.or_else(|| misspelt(context, class?)));
    }
}

fn of_another(gateway: &Gateway<'_, '_, '_>, named: Option<&str>, controller: &Controller) -> Option<Diagnostic> {
    let expected = &controller.gateway.known()?.class;
    let other = named.or_else(|| installed_class(gateway.class))?;
    if other == expected.controller || (named.is_none() && gateway.class == expected.name) {
        return None;
    }
    // A controller may serve several names of its own domain.
    let is_kin = domain(other) == domain(expected.controller);
    let severity = if named.is_some() && !is_kin { Severity::Error } else { Severity::Warning };
    let (class, name) = (gateway.class, controller.name);
    let message = format!("the GatewayClass `{class}` belongs to the controller `{other}`, not to {name}");
    let diagnostic = Diagnostic::of(&RULE, message)
        .severity(severity)
        .why(format!("{name} ignores Gateways of other controllers, and nothing answers."))
        .help(format!("Name a class whose `controllerName` is `{}`.", expected.controller));
    Some(gateway.located.place_below(diagnostic, &["spec", "gatewayClassName"]))
}

/// Reports a GatewayClass whose controller is nearly a known one.
fn misspelt<'s, 'd, 't>(context: &Context<'s, 'd, 't>, class: &'s Subject<'d, 't>) -> Option<Diagnostic> {
    let class = LocatedValue::root(class).get(&["spec"])?;
    let name = class.text("controllerName")?;
    // Instances of one controller have different numbers at the end.
    if name.ends_with(|last: char| last.is_ascii_digit()) {
        return None;
    }
    let known = || Controller::of_gateways().map(|facts| facts.class.controller);
    if known().any(|known| known == name) {
        return None;
    }
    let meant = nearest(name, known()).filter(|meant| meant.len().abs_diff(name.len()) <= 1)?;
    if strsim::damerau_levenshtein(name, meant) > 2 {
        return None;
    }
    let diagnostic = Diagnostic::of(&RULE, format!("`{name}` looks like a misspelling of the controller `{meant}`"))
        .severity(Severity::Warning)
        .why("No controller claims the class, and nothing serves its Gateways.")
        .help(format!("Write `controllerName: {meant}`."));
    let diagnostic = class.place_below(diagnostic, &["controllerName"]);
    let desired = nested(&["controllerName"], meant);
    Some(class.fix(context, diagnostic, &format!("write `{meant}`"), Safety::Safe, desired))
}

fn domain(controller: &str) -> &str {
    controller.split('/').next().unwrap_or_default()
}
