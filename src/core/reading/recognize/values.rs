//! The values inside an object, for each tool that keeps some there.

use super::chart::Chart;
use super::embedded_values::EmbeddedValues;
use super::flux::Charts;
use super::{PROVIDER_HELM_VALUES, argo_cd, flux, is_spaces_release, k3s};
use crate::reading::subject::{Kind, ObjectKind, Subject};

/// Gives the values inside an object of Crossplane, Argo CD, Flux or k3s.
pub(super) fn embedded<'d, 't>(subject: &Subject<'d, 't>, charts: &Charts<'d>) -> Vec<EmbeddedValues<'d, 't>> {
    if subject.kind != Kind::KubernetesObject || subject.object_kind != ObjectKind::Other {
        return Vec::new();
    }
    let mut found = of_release(subject);
    found.extend(argo_cd::values(subject));
    found.extend(flux::values(subject, charts));
    found.extend(k3s::values(subject));
    found
}

/// Gives the values inside a `Release` of Crossplane's provider-helm for the Spaces chart.
pub(super) fn of_release<'d, 't>(subject: &Subject<'d, 't>) -> Vec<EmbeddedValues<'d, 't>> {
    let values = subject.get(PROVIDER_HELM_VALUES).filter(|_| is_spaces_release(subject));
    let path = || subject.path(PROVIDER_HELM_VALUES);
    values
        .map(|node| EmbeddedValues::new(subject, node, path(), Chart::Of(Kind::SpacesValues.into())))
        .into_iter()
        .collect()
}
