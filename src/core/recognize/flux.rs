//! The values inside Flux's `HelmRelease`.

use super::chart::Chart;
use super::group_of;
use super::values::Held;
use crate::subject::Subject;

/// A chart that a `HelmRelease` may refer to.
pub(super) struct ChartObject<'d> {
    kind: &'d str,
    namespace: Option<&'d str>,
    name: &'d str,
    chart: Chart,
}

/// The charts among objects.
pub(super) fn charts<'d>(subjects: &[Subject<'d, '_>]) -> Vec<ChartObject<'d>> {
    subjects.iter().filter_map(chart).collect()
}

fn chart<'d>(subject: &Subject<'d, '_>) -> Option<ChartObject<'d>> {
    let api_version = subject.text(&["apiVersion"])?;
    if group_of(api_version) != "source.toolkit.fluxcd.io" {
        return None;
    }
    let kind = subject.text(&["kind"])?;
    let chart = match kind {
        "OCIRepository" => Chart::named(None, subject.text(&["spec", "url"])),
        "HelmChart" => Chart::named(subject.text(&["spec", "chart"]), None),
        _ => return None,
    };
    Some(ChartObject { kind, namespace: subject.namespace(), name: subject.name()?, chart })
}

/// Where a release keeps its values.
pub(super) fn values<'d, 't>(subject: &Subject<'d, 't>, charts: &[ChartObject<'d>]) -> Option<Held<'d, 't>> {
    let group = subject.text(&["apiVersion"]).map(group_of);
    if subject.text(&["kind"]) != Some("HelmRelease") || group != Some("helm.toolkit.fluxcd.io") {
        return None;
    }
    let values = subject.get(&["spec", "values"])?;
    Some(Held::new(subject, values, subject.path(&["spec", "values"]), chart_of(subject, charts)))
}

fn chart_of(subject: &Subject<'_, '_>, charts: &[ChartObject<'_>]) -> Chart {
    if let Some(name) = subject.text(&["spec", "chart", "spec", "chart"]) {
        return Chart::named(Some(name), None);
    }
    let reference = |key| subject.text(&["spec", "chartRef", key]);
    let namespace = reference("namespace").or_else(|| subject.namespace());
    let is_meant = |chart: &&ChartObject<'_>| {
        reference("kind") == Some(chart.kind)
            && reference("name") == Some(chart.name)
            && (namespace.is_none() || chart.namespace.is_none() || namespace == chart.namespace)
    };
    charts.iter().find(is_meant).map_or(Chart::Unknown, |found| found.chart)
}
