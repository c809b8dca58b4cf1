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

/// Gives the kind of values of the controller whose chart has this name.
fn of_controller(chart: &str) -> Option<JudgedAs> {
    Controller::all().find(|controller| controller.chart() == Some(chart)).map(JudgedAs::values_of)
}
