//! A release of the Spaces chart by provider-helm: the values of the Exposure are merged into the release's own.

use super::ApplyPlan;
use crate::exposure::{Exposure, commented};
use crate::reading::recognize::{PROVIDER_HELM_VALUES, writes};
use crate::reading::subject::{ObjectKind, Subject};
use crate::render::{EXACT_VALUES, value_fields};

pub(super) fn is_to_change(exposure: &Exposure, subject: &Subject<'_, '_>) -> bool {
    exposure.spec.backend.is_spaces() && subject.object_kind == ObjectKind::SpacesRelease && writes(subject.node)
}

/// Completes the Exposure with the namespace that the release is installed into: its Service is there.
pub(super) fn completed(mut exposure: Exposure, release: &Subject<'_, '_>) -> Exposure {
    if let Some(namespace) = release.text(&["spec", "forProvider", "namespace"]) {
        namespace.clone_into(&mut exposure.spec.release.namespace);
        namespace.clone_into(&mut exposure.spec.backend.namespace);
    }
    exposure
}

pub(super) fn plan<'s, 'd, 't>(exposure: &Exposure, subject: &'s Subject<'d, 't>, plan: &mut ApplyPlan<'s, 'd, 't>) {
    let desired = commented::data(&value_fields(exposure));
    plan.merge_exactly(subject, &subject.path(PROVIDER_HELM_VALUES), desired, EXACT_VALUES);
}
