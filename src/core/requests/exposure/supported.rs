//! Choices of an Exposure that can't be followed, by this version or at all: each is refused by name, never passed over
//! in silence.

use super::field_places::FieldPlaces;
use crate::exposure::{Access, Exposure, Method};
use crate::facts::cloud::IdleTimeoutSetting;
use crate::facts::controller::{Controller, ReleaseRange, Support, Unsupported};
use crate::facts::version::{PatchVersion, Version};
use crate::facts::{gateway_api, spaces};
use crate::finding::Diagnostic;
use crate::methods::{self, choice};
use crate::requests::suppression;
use crate::rules::{choice_not_supported, missing_field, tls_route_version_not_served, value_not_allowed};
use portico_text::nearest;

/// Gives the diagnostics of all choices that can't be followed.
pub(super) fn check(exposure: &Exposure, fields: &FieldPlaces<'_, '_, '_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    targets(exposure, &mut found);
    choices_of_method(exposure, &mut found);
    if found.is_empty() {
        spaces_version(exposure, &mut found);
        load_balancer(exposure, &mut found);
        if exposure.spec.method == Method::GatewayAPI {
            gateway(exposure, &mut found);
        }
    }
    let mut placed: Vec<Diagnostic> =
        found.into_iter().map(|(field, diagnostic)| fields.place(diagnostic, field)).collect();
    for (index, ignore) in exposure.spec.ignore.iter().enumerate() {
        let fault = suppression::fault(&ignore.rule, &ignore.reason);
        placed.extend(fault.map(|fault| fields.place_item(fault, "ignore", index)));
    }
    placed
}

/// Fields below `spec`, each with a diagnostic.
type FoundAtField = Vec<(&'static str, Diagnostic)>;

fn targets(exposure: &Exposure, found: &mut FoundAtField) {
    let targets = &exposure.spec.targets;
    if !targets.spaces_version().is_some_and(|version| spaces::KNOWN.contains(&version)) {
        let diagnostic = choice_not_supported::unknown_version("Spaces", &targets.spaces, &spaces::KNOWN);
        found.push(("targets.spaces", diagnostic));
    }
    let kubernetes = Version::parse(&targets.kubernetes);
    if kubernetes.is_none() {
        let diagnostic = value_not_allowed::version("spec.targets.kubernetes", &targets.kubernetes, "1.34");
        found.push(("targets.kubernetes", diagnostic));
    }
    let given = &targets.gateway_api().version;
    match targets.bundle().map(|bundle| bundle.version).filter(|version| gateway_api::KNOWN.contains(version)) {
        None => {
            let diagnostic = choice_not_supported::unknown_version("the Gateway API", given, &gateway_api::KNOWN);
            found.push(("targets.gatewayAPI.version", diagnostic));
        }
        Some(version)
            if exposure.spec.method == Method::GatewayAPI
                && version >= gateway_api::TLS_ROUTE_IS_STANDARD
                && kubernetes.is_some_and(|kubernetes| kubernetes < gateway_api::KUBERNETES) =>
        {
            let diagnostic = choice_not_supported::gateway_api_needs_kubernetes(given, &targets.kubernetes);
            found.push(("targets.kubernetes", diagnostic));
        }
        Some(_) => {}
    }
}

/// Checks the cloud and the controller, and refuses fields that belong to another method.
fn choices_of_method(exposure: &Exposure, found: &mut FoundAtField) {
    let spec = &exposure.spec;
    let method = match spec.method {
        Method::LoadBalancer => "LoadBalancer",
        Method::Ingress => "Ingress",
        Method::GatewayAPI => "GatewayAPI",
    };
    let pointless = [
        ("controller", spec.controller.is_some() && spec.method == Method::LoadBalancer),
        ("ingress", spec.ingress.is_some() && spec.method != Method::Ingress),
        ("gateway", spec.gateway.is_some() && spec.method != Method::GatewayAPI),
    ];
    for (field, _) in pointless.into_iter().filter(|(_, given)| *given) {
        found.push((field, choice_not_supported::pointless(field, method)));
    }
    match spec.method {
        Method::LoadBalancer if spec.cloud.is_none() => found.push(("cloud", missing_field::diagnostic("spec.cloud"))),
        Method::LoadBalancer => {}
        Method::Ingress => controller(exposure, |controller| &controller.ingress, found),
        Method::GatewayAPI => controller(exposure, |controller| &controller.gateway, found),
    }
}

fn controller<Facts: 'static>(
    exposure: &Exposure,
    support: impl Fn(&'static Controller) -> &'static Support<Facts>,
    found: &mut FoundAtField,
) {
    let spec = &exposure.spec;
    let Some(id) = spec.controller_id() else {
        let has_class = spec.ingress.as_ref().is_some_and(|ingress| ingress.class_name.is_some());
        if spec.method == Method::GatewayAPI || !has_class {
            found.push(("controller", missing_field::diagnostic("spec.controller")));
        }
        return;
    };
    let Some(controller) = Controller::find(id) else {
        let usable = Controller::all().filter(|&controller| support(controller).is_usable());
        let known: Vec<&str> = usable.map(|controller| controller.id).collect();
        let meant = nearest(id, known.iter().copied());
        found.push(("controller", choice_not_supported::unknown("controller", id, meant, &known)));
        return;
    };
    match support(controller) {
        Support::Refused(Unsupported { reason, instead, .. }) => {
            found.push(("controller", choice_not_supported::refused(controller.name, reason, instead)));
        }
        Support::Unlisted => unlisted(exposure, controller, found),
        Support::Known(_) => controller_version(exposure, controller, found),
    }
    if let (Some(only), Some(cloud)) = (controller.cloud, spec.cloud.as_deref())
        && only != cloud
    {
        found.push(("cloud", choice_not_supported::other_cloud(controller.name, only)));
    }
}

/// Requires the fields that an Exposure must give for a controller that isn't listed, and refuses its version.
fn unlisted(exposure: &Exposure, controller: &'static Controller, found: &mut FoundAtField) {
    let spec = &exposure.spec;
    if let Some(version) = spec.controller_version() {
        found.push(("controller", choice_not_supported::unknown_release(controller.name, version, &[])));
    }
    let ingress = spec.ingress.clone().unwrap_or_default();
    let gateway = spec.gateway.clone().unwrap_or_default();
    let required: Vec<(&'static str, bool)> = match spec.method {
        Method::LoadBalancer => Vec::new(),
        Method::Ingress => vec![
            ("ingress.className", ingress.class_name.is_some()),
            ("ingress.annotations", ingress.annotations.is_some()),
            ("ingress.podLabels", ingress.pod_labels.is_some()),
            ("ingress.namespaceLabels", ingress.namespace_labels.is_some()),
        ],
        Method::GatewayAPI => vec![
            ("gateway.className", gateway.class_name.is_some() || gateway.provision == Some(false)),
            ("gateway.podLabels", gateway.pod_labels.is_some()),
            ("gateway.namespaceLabels", gateway.namespace_labels.is_some()),
        ],
    };
    for (field, _) in required.into_iter().filter(|(_, given)| !given) {
        found.push((field, missing_field::of_unlisted_controller(&format!("spec.{field}"))));
    }
}

/// Checks that the facts of the controller's version are known, and that the targets serve the TLSRoutes that it
/// watches.
fn controller_version(exposure: &Exposure, controller: &'static Controller, found: &mut FoundAtField) {
    let releases = choice::releases(exposure);
    if let Some(text) = exposure.spec.controller_version() {
        let known = |version: &PatchVersion| releases.iter().any(|release| release.contains(*version));
        if !PatchVersion::parse(text).as_ref().is_some_and(known) {
            let ranges = releases.iter().map(ReleaseRange::range).collect::<Vec<_>>();
            found.push(("controller", choice_not_supported::unknown_release(controller.name, text, &ranges)));
            return;
        }
    }
    let served = choice::served_tls_routes(exposure);
    let Some(bundle) = exposure.spec.targets.bundle().filter(|_| exposure.spec.method == Method::GatewayAPI) else {
        return;
    };
    let release = choice::release(exposure);
    let watched = release.and_then(|release| release.watches);
    if release.is_none() || watched.is_some_and(|watched| !served.contains(&watched)) {
        let diagnostic =
            tls_route_version_not_served::diagnostic(controller.name, release.or(releases.first()), bundle);
        let field = if exposure.spec.targets.gateway_api.is_some() { "targets.gatewayAPI" } else { "controller" };
        found.push((field, diagnostic));
    }
}

/// Refuses choices that the chart of an older Spaces can't follow.
fn spaces_version(exposure: &Exposure, found: &mut FoundAtField) {
    let spec = &exposure.spec;
    let Some(version) = spec.targets.spaces_version() else { return };
    if version >= spaces::CONTROLLER_AGNOSTIC || !spec.backend.is_spaces() {
        return;
    }
    let too_old = |choice: &str, instead: &str| choice_not_supported::spaces_too_old(choice, version, instead);
    match spec.method {
        Method::LoadBalancer => {
            found.push(("method", too_old("the method LoadBalancer", "upgrade to 1.16, or choose GatewayAPI")));
        }
        Method::Ingress => {
            let class = methods::ingress::facts(exposure).map(|facts| (facts.class.name, facts.class.controller));
            if class != Some(spaces::OLD_INGRESS_CLASS) || spec.ingress.is_some() {
                let instead =
                    "choose ingress-nginx or traefik-nginx without `spec.ingress`, or GatewayAPI, or upgrade to 1.16";
                found.push(("controller", too_old("an Ingress of this kind", instead)));
            }
        }
        Method::GatewayAPI => {
            if methods::gateway_api::namespace(exposure) != spec.backend.namespace {
                let instead = "put the Gateway into the namespace of Spaces, or upgrade to 1.16";
                found.push(("gateway.namespace", too_old("a Gateway in another namespace", instead)));
            }
        }
    }
    let key = spec.tls.as_ref().and_then(|tls| tls.ca_bundle.as_ref()).map(|bundle| bundle.key.as_str());
    if version < spaces::EXTERNAL_TLS && key.is_some_and(|key| key != "ca.crt") {
        found.push((
            "tls.caBundle.key",
            too_old("a key other than ca.crt", "rename the Secret's key, or upgrade to 1.13"),
        ));
    }
}

/// Refuses settings that the cloud's load balancers can't take.
fn load_balancer(exposure: &Exposure, found: &mut FoundAtField) {
    let spec = &exposure.spec;
    let cloud = choice::cloud(exposure);
    if spec.access == Access::Private && cloud.private.is_none() && spec.load_balancer.annotations.is_empty() {
        found.push(("access", choice_not_supported::private_needs_annotations()));
    }
    let Some(seconds) = spec.load_balancer.idle_timeout_seconds else { return };
    let field = "spec.loadBalancer.idleTimeoutSeconds";
    let fault = match cloud.idle_timeout.setting {
        IdleTimeoutSetting::None => Some(choice_not_supported::nothing_to_set(cloud.name, cloud.idle_timeout.default)),
        IdleTimeoutSetting::ListenerAttribute { seconds: (least, most), .. } => (!(least..=most).contains(&seconds))
            .then(|| value_not_allowed::range(field, seconds.into(), Some(least.into()), Some(most.into()))),
        IdleTimeoutSetting::Minutes { minutes: (least, most), .. } => {
            let fits = seconds % 60 == 0 && (least..=most).contains(&(seconds / 60));
            (!fits).then(|| minutes(field, seconds, least, most, cloud.name))
        }
    };
    found.extend(fault.map(|fault| ("loadBalancer.idleTimeoutSeconds", fault)));
}

/// Refuses a namespace and a number of annotations that a Gateway can't have.
fn gateway(exposure: &Exposure, found: &mut FoundAtField) {
    let namespace = methods::gateway_api::namespace(exposure);
    if !methods::gateway_api::is_shared(exposure) && namespace != exposure.spec.backend.namespace {
        found.push((
            "gateway.namespace",
            choice_not_supported::namespace_of_own_gateway(&exposure.spec.backend.namespace),
        ));
    }
    let most = exposure
        .spec
        .targets
        .bundle()
        .map_or(usize::MAX, |bundle| gateway_api::most_infrastructure_annotations(bundle.version));
    let carried = methods::gateway_api::infrastructure_annotations(exposure).len();
    if carried > most {
        found.push(("loadBalancer.annotations", choice_not_supported::too_many_annotations(carried, most)));
    }
}

/// Reports seconds that are no whole number of the minutes that a cloud takes.
fn minutes(field: &str, seconds: u32, least: u32, most: u32, cloud: &str) -> Diagnostic {
    let (least, most) = (least * 60, most * 60);
    Diagnostic::of(
        &value_not_allowed::RULE,
        format!("`{field}` is {seconds}, but {cloud} takes whole minutes, from {least} to {most} seconds"),
    )
    .why("Outside that range the load balancer is not made at all.")
    .help(format!("Choose a multiple of 60 from {least} to {most}."))
}
