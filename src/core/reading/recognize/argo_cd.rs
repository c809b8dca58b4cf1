//! The values inside Argo CD's `Application` and `ApplicationSet`.

use super::chart::Chart;
use super::embedded_values::EmbeddedValues;
use super::{below, group_of};
use crate::reading::subject::Subject;
use portico_manifest::{Contents, Node, PathSegment};

/// Gives the values in each source of an application that names a known chart.
pub(super) fn values<'d, 't>(subject: &Subject<'d, 't>) -> Vec<EmbeddedValues<'d, 't>> {
    let spec: &[&str] = match subject.text(&["kind"]) {
        Some("Application") => &["spec"],
        Some("ApplicationSet") => &["spec", "template", "spec"],
        _ => return Vec::new(),
    };
    let is_argo_cd = subject.text(&["apiVersion"]).map(group_of) == Some("argoproj.io");
    let Some(node) = subject.get(spec).filter(|_| is_argo_cd) else { return Vec::new() };
    let path = subject.path(spec);
    let one = node.get("source").map(|source| (source, below(&path, &["source"])));
    let several = node.get("sources").items().enumerate().map(|(index, source)| {
        let mut path = below(&path, &["sources"]);
        path.push(PathSegment::Index(index));
        (source, path)
    });
    one.into_iter().chain(several).filter_map(|(source, path)| of_source(subject, source, &path)).collect()
}

fn of_source<'d, 't>(
    subject: &Subject<'d, 't>,
    source: Node<'d, 't>,
    path: &[PathSegment],
) -> Option<EmbeddedValues<'d, 't>> {
    let text = |key| source.get(key).and_then(Node::as_str);
    let by_address = || Chart::named(None, text("repoURL"));
    let chart = match Chart::named(text("chart"), text("path")) {
        Chart::Unknown => by_address(),
        chart => chart,
    };
    let Chart::Of(_) = chart else { return None };
    let helm = source.get("helm")?;
    // Argo CD takes the text of `values` only where there is no mapping in `valuesObject`.
    let given = |key| helm.get(key).filter(|node| !node.is_null()).map(|node| (key, node));
    let (key, node) = given("valuesObject").or_else(|| given("values"))?;
    Some(EmbeddedValues::new(subject, node, below(path, &["helm", key]), chart))
}
