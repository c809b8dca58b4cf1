//! The kind of values that a Helm release takes, by the name and the address of its chart.

use crate::facts::controller::Controller;
use crate::reading::subject::{JudgedAs, Kind};

/// The chart of a release, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Chart {
    /// A chart whose values are judged.
    Of(JudgedAs),
    /// Any other chart.
    Other,
    /// A chart that can't be told from the object.
    Unknown,
}

impl Chart {
    /// Finds a chart by its name in a repository, by its own address, or by both.
    pub(super) fn named(name: Option<&str>, address: Option<&str>) -> Self {
        match (name, address) {
            (Some("spaces"), _) => Self::Of(Kind::SpacesValues.into()),
            (_, Some(address)) if is_of_spaces(address) => Self::Of(Kind::SpacesValues.into()),
            (Some(name), _) if let Some(judged) = of_controller(name) => Self::Of(judged),
            // A path in a repository may well lead to a copy of a known chart.
            (Some(name), _) if !name.contains('/') => Self::Other,
            (None, Some(oci)) if oci.starts_with("oci://") => match name_and_version(oci).0 {
                "spaces" => Self::Of(Kind::SpacesValues.into()),
                name => of_controller(name).map_or(Self::Other, Self::Of),
            },
            _ => Self::Unknown,
        }
    }
}

/// Whether an address ends with that of the Spaces chart, a mirror's included.
fn is_of_spaces(address: &str) -> bool {
    let address = address.trim_end_matches('/');
    address == "spaces-artifacts/spaces" || address.ends_with("/spaces-artifacts/spaces")
}

/// Whether a chart's name, a path that ends with it, or its address is that of the Spaces chart, in whatever registry.
pub(super) fn is_spaces(chart: &str) -> bool {
    name_and_version(chart).0 == "spaces"
}

/// Gives the name of the chart that an address leads to, and its version: that of the tag, or that in the file's name.
pub(super) fn name_and_version(address: &str) -> (&str, Option<&str>) {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let tagged = last.split('@').next().unwrap_or_default();
    if let Some((name, tag)) = tagged.split_once(':') {
        return (name, Some(tag));
    }
    let Some(file) = tagged.strip_suffix(".tgz") else { return (tagged, None) };
    let is_version = |text: &str| text.trim_start_matches('v').starts_with(|first: char| first.is_ascii_digit());
    let mut versions = file.match_indices('-').filter(|(at, _)| is_version(&file[at + 1..]));
    versions.next().map_or((file, None), |(at, _)| (&file[..at], Some(&file[at + 1..])))
}

/// Gives the kind of values of the controller whose chart has this name.
fn of_controller(chart: &str) -> Option<JudgedAs> {
    Controller::all().find(|controller| controller.chart() == Some(chart)).map(JudgedAs::values_of)
}

#[cfg(test)]
mod tests {
    use super::name_and_version;

    #[test]
    fn an_address_ends_with_the_chart_whatever_the_registry() {
        for (given, expected) in [
            ("spaces", ("spaces", None)),
            ("mirror/spaces", ("spaces", None)),
            ("oci://xpkg.upbound.io/spaces-artifacts/spaces", ("spaces", None)),
            ("oci://mirror.acme.dev:5000/a/spaces:1.17.0", ("spaces", Some("1.17.0"))),
            ("oci://mirror.acme.dev:5000/a/spaces:1.17.0@sha256:00", ("spaces", Some("1.17.0"))),
            ("oci://mirror.acme.dev/spaces@sha256:00", ("spaces", None)),
            ("https://acme.dev/charts/spaces-1.17.0.tgz", ("spaces", Some("1.17.0"))),
            ("https://acme.dev/charts/spaces-1.17.0-rc.1.tgz?token=a/b", ("spaces", Some("1.17.0-rc.1"))),
            ("https://acme.dev/charts/spaces-v1.17.0.tgz", ("spaces", Some("v1.17.0"))),
            ("https://acme.dev/charts/spaces.tgz#a", ("spaces", None)),
            ("https://acme.dev/charts/spaces/", ("spaces", None)),
            ("https://acme.dev/spaces/other-1.0.0.tgz", ("other", Some("1.0.0"))),
            ("https://acme.dev/spaces-agent-1.0.0.tgz", ("spaces-agent", Some("1.0.0"))),
            ("oci://acme.dev:5000", ("acme.dev", Some("5000"))),
            ("", ("", None)),
        ] {
            assert_eq!(name_and_version(given), expected, "{given}");
        }
    }
}
