//! The values inside the `HelmChart` and the `HelmChartConfig` of k3s and RKE2, which are the text of a string.

use super::chart::Chart;
use super::embedded_values::EmbeddedValues;
use super::group_of;
use crate::reading::subject::Subject;

/// Gives the values of a `HelmChart` or a `HelmChartConfig` whose chart is known.
pub(super) fn values<'d, 't>(subject: &Subject<'d, 't>) -> Option<EmbeddedValues<'d, 't>> {
    if subject.text(&["apiVersion"]).map(group_of) != Some("helm.cattle.io") {
        return None;
    }
    let chart = match subject.text(&["kind"])? {
        "HelmChart" => subject.text(&["spec", "chart"]),
        // A `HelmChartConfig` has the name of its chart, to which RKE2 adds a prefix.
        "HelmChartConfig" => subject.name().map(|name| name.strip_prefix("rke2-").unwrap_or(name)),
        _ => None,
    }?;
    let chart = if chart.contains("://") { Chart::named(None, Some(chart)) } else { Chart::named(Some(chart), None) };
    let path = &["spec", "valuesContent"];
    let node = subject.get(path).filter(|_| matches!(chart, Chart::Of(_)))?;
    Some(EmbeddedValues::new(subject, node, subject.path(path), chart))
}
