//! Whose values a Helm release takes, by the name and the address of its chart.

use crate::facts::controllers;
use crate::reading::subject::{JudgedAs, Kind};

/// What is known of a release's chart.
#[derive(Debug, Clone, Copy)]
pub(super) enum Chart {
    /// It is one whose values are judged.
    Of(JudgedAs),
    /// It is another one.
    Other,
    /// It can't be told from here.
    Unknown,
}

impl Chart {
    /// The chart of a name in a repository, of an address of its own, or of both.
    pub(super) fn named(name: Option<&str>, address: Option<&str>) -> Self {
        match (name, address) {
            (Some("spaces"), _) => Self::Of(Kind::SpacesValues.into()),
            (_, Some(address)) if is_of_spaces(address) => Self::Of(Kind::SpacesValues.into()),
            (Some(name), _) if let Some(judged) = of_controller(name) => Self::Of(judged),
            // A chart in a folder of a repository of one's own may well be a copy.
            (Some(name), _) if !name.contains('/') => Self::Other,
            (None, Some(address)) if address.starts_with("oci://") => {
                let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
                of_controller(name).map_or(Self::Other, Self::Of)
            }
            _ => Self::Unknown,
        }
    }
}

/// Whether an address ends with that of the Spaces chart, a mirror's included.
fn is_of_spaces(address: &str) -> bool {
    let address = address.trim_end_matches('/');
    address == "spaces-artifacts/spaces" || address.ends_with("/spaces-artifacts/spaces")
}

/// The values of a controller, by the name of its chart.
fn of_controller(chart: &str) -> Option<JudgedAs> {
    let controller = controllers::ALL.iter().find(|controller| controller.chart() == Some(chart))?;
    Some(JudgedAs::values_of(controller))
}
