//! The values inside an object, for each tool that keeps some there.

use super::chart::Chart;
use super::embedded_values::EmbeddedValues;
use super::flux::Charts;
use super::{PROVIDER_HELM_VALUES, argo_cd, flux, k3s};
use crate::reading::subject::{Kind, ObjectKind, Subject};

/// Gives the values inside an object of Crossplane, Argo CD, Flux or k3s.
pub(super) fn embedded<'d, 't>(subject: &Subject<'d, 't>, charts: &Charts<'d>) -> Vec<EmbeddedValues<'d, 't>> {
    let mut found = of_release(subject);
    if subject.kind != Kind::KubernetesObject || subject.object_kind != ObjectKind::Other {
        return found;
    }
    found.extend(argo_cd::values(subject));
    found.extend(flux::values(subject, charts));
    found.extend(k3s::values(subject));
    found
}

/// Gives the values inside a `Release` of Crossplane's provider-helm for the Spaces chart.
pub(super) fn of_release<'d, 't>(subject: &Subject<'d, 't>) -> Vec<EmbeddedValues<'d, 't>> {
    let is_spaces = subject.object_kind == ObjectKind::SpacesRelease;
    let values = is_spaces.then(|| subject.get(PROVIDER_HELM_VALUES)).flatten();
    let path = || subject.path(PROVIDER_HELM_VALUES);
    values
        .map(|node| EmbeddedValues::new(subject, node, path(), Chart::Of(Kind::SpacesValues.into())))
        .into_iter()
        .collect()
}
