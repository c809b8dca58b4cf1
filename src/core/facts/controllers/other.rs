//! A controller that the catalogue doesn't list: the Exposure says what there is to know of it.

use crate::facts::controller::{Controller, Support};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "other",
    name: "another controller",
    cloud: None,
    retired: None,
    unfit_class: None,
    ingress: Support::Unlisted,
    gateway: Support::Unlisted,
    values: None,
};
