//! The values inside Flux's `HelmRelease`.

use super::chart::Chart;
use super::embedded_values::EmbeddedValues;
use super::group_of;
use crate::reading::first_named::FirstNamed;
use crate::reading::subject::Subject;

/// The charts that a `HelmRelease` may refer to, by their kinds and names.
pub(super) type Charts<'d> = FirstNamed<'d, (&'d str, &'d str), Chart>;

/// Indexes the charts among objects.
pub(super) fn charts<'d>(subjects: &[Subject<'d, '_>]) -> Charts<'d> {
    let mut charts = Charts::default();
    for subject in subjects {
        if let Some((name, chart)) = chart(subject) {
            charts.push(name, subject.namespace(), chart);
        }
    }
    charts
}

fn chart<'d>(subject: &Subject<'d, '_>) -> Option<((&'d str, &'d str), Chart)> {
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
    Some(((kind, subject.name()?), chart))
}

/// Gives the values of a `HelmRelease`, with its chart.
pub(super) fn values<'d, 't>(subject: &Subject<'d, 't>, charts: &Charts<'d>) -> Option<EmbeddedValues<'d, 't>> {
    let group = subject.text(&["apiVersion"]).map(group_of);
    if subject.text(&["kind"]) != Some("HelmRelease") || group != Some("helm.toolkit.fluxcd.io") {
        return None;
    }
    let values = subject.get(&["spec", "values"])?;
    Some(EmbeddedValues::new(subject, values, subject.path(&["spec", "values"]), chart_of(subject, charts)))
}

fn chart_of<'d>(subject: &Subject<'d, '_>, charts: &Charts<'d>) -> Chart {
    if let Some(name) = subject.text(&["spec", "chart", "spec", "chart"]) {
        return Chart::named(Some(name), None);
    }
    let reference = |key| subject.text(&["spec", "chartRef", key]);
    let namespace = reference("namespace").or_else(|| subject.namespace());
    let name = reference("kind").zip(reference("name"));
    name.and_then(|name| charts.find(name, namespace)).unwrap_or(Chart::Unknown)
}
