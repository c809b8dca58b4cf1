//! The composite of a call, as it is observed.

use crate::fatal_result::FatalResult;
use crate::json;
use crate::protocol::v1::RunFunctionRequest;
use serde_json::Value;

/// The composite as it is observed.
#[derive(Debug)]
pub(crate) struct Composite {
    object: Value,
}

impl Composite {
    /// Finds it in a request.
    ///
    /// # Errors
    ///
    /// Where there is none: an Operation calls functions without one.
    pub(crate) fn of(request: &RunFunctionRequest) -> Result<Self, FatalResult> {
        let composite = request.observed.as_ref().and_then(|observed| observed.composite.as_ref());
        let object = composite.and_then(json::of_resource).ok_or_else(FatalResult::no_composite)?;
        Ok(Self { object })
    }

    /// Gives the whole object.
    pub(crate) fn object(&self) -> &Value {
        &self.object
    }

    /// Gives its name.
    pub(crate) fn name(&self) -> Option<&str> {
        self.metadata("name")
    }

    /// Gives its namespace; a composite of the cluster has none.
    pub(crate) fn namespace(&self) -> Option<&str> {
        self.metadata("namespace")
    }

    /// Gives the address that its status had at the end of the call before.
    pub(crate) fn address(&self) -> Option<&str> {
        self.object["status"]["exposure"]["address"].as_str()
    }

    fn metadata(&self, key: &str) -> Option<&str> {
        self.object["metadata"][key].as_str().filter(|text| !text.is_empty())
    }
}
