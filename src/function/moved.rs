//! Warnings of changed namespaces: Crossplane writes the namespace of a namespaced composite over those of the
//! resources that it composes, and says nothing. The effect on an exposure is not judged here.

use crate::json;
use crate::protocol::v1::RunFunctionRequest;
use crate::resource_list::Changed;
use serde_json::Value;

/// Warns of each changed resource that will not be in the namespace that it names.
pub(crate) fn warnings(request: &RunFunctionRequest, changed: &[Changed]) -> Vec<String> {
    let composite = request.observed.as_ref().and_then(|observed| observed.composite.as_ref());
    let composite = composite.and_then(json::of_resource).unwrap_or_default();
    let Some(own) = namespace(composite.get("metadata")) else { return Vec::new() };
    changed
        .iter()
        .filter_map(|Changed { name, object }| {
            let named = namespace(object.get("metadata")).filter(|&named| named != own)?;
            Some(format!(
                "resource `{name}` names the namespace `{named}`, but Crossplane puts it into the composite's, `{own}`: \
                 compose it from a cluster-scoped composite, or from one in `{named}`"
            ))
        })
        .collect()
}

fn namespace(metadata: Option<&Value>) -> Option<&str> {
    metadata?.get("namespace")?.as_str().filter(|namespace| !namespace.is_empty())
}

#[cfg(test)]
mod tests {
    use super::warnings;
    use crate::json::to_struct;
    use crate::protocol::v1::{Resource, RunFunctionRequest, State};
    use crate::resource_list::Changed;
    use serde_json::{Value, json};

    fn warned(composite: &Value, metadata: &Value) -> Vec<String> {
        let composite = Resource { resource: composite.as_object().map(to_struct), ..Resource::default() };
        let observed = Some(State { composite: Some(composite), ..State::default() });
        let object = json!({"metadata": metadata}).as_object().cloned().unwrap_or_default();
        let changed = [Changed { name: "router".to_owned(), object }];
        warnings(&RunFunctionRequest { observed, ..RunFunctionRequest::default() }, &changed)
    }

    #[test]
    fn a_namespace_that_is_written_over_is_told() {
        let composite = json!({"metadata": {"namespace": "team-a"}});
        let [warning] = &warned(&composite, &json!({"namespace": "upbound-system"}))[..] else { panic!("one warning") };
        assert!(
            warning.contains("`router`") && warning.contains("`upbound-system`") && warning.contains("`team-a`"),
            "{warning}"
        );
        assert_eq!(warned(&composite, &json!({"namespace": "team-a"})), [""; 0]);
        assert_eq!(warned(&composite, &json!({})), [""; 0]);
    }

    #[test]
    fn a_composite_of_the_cluster_moves_nothing() {
        assert_eq!(warned(&json!({"metadata": {"name": "a"}}), &json!({"namespace": "upbound-system"})), [""; 0]);
    }
}
