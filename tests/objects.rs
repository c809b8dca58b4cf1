//! The Kubernetes objects of a stream, as data.

use serde::Deserialize;
use serde_json::{Value, json};

/// Gives every object of a stream of YAML documents, in its order.
///
/// # Panics
///
/// When a document isn't YAML.
#[must_use]
pub fn objects(stream: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(stream);
    let objects =
        documents.map(|document| Value::deserialize(document).unwrap_or_else(|error| panic!("{error}: {stream}")));
    objects.filter(|object| !object.is_null()).collect()
}

/// Gives the one object of a kind and name in a stream.
///
/// # Panics
///
/// When there is none, or more than one.
#[must_use]
pub fn object(stream: &str, kind: &str, name: &str) -> Value {
    let mut found = objects(stream);
    found.retain(|object| object["kind"] == kind && object["metadata"]["name"] == name);
    assert_eq!(found.len(), 1, "there is one {kind} {name} in {stream}");
    found.remove(0)
}

/// Changes the objects as an Exposure for AWS does: the Service `spaces-router` gets its type and its annotations, and
/// the NetworkPolicy of that name, if there is one, lets everybody reach the pods' port.
///
/// # Panics
///
/// When there is no such Service.
#[must_use]
pub fn exposed_on_aws(mut objects: Vec<Value>) -> Vec<Value> {
    let service = objects.iter_mut().find_map(router).expect("there is the Service");
    service["spec"]["type"] = json!("LoadBalancer");
    let annotations = &mut service["metadata"]["annotations"];
    annotations["service.beta.kubernetes.io/aws-load-balancer-nlb-target-type"] = json!("ip");
    annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"] = json!("internet-facing");
    annotations["service.beta.kubernetes.io/aws-load-balancer-type"] = json!("external");
    let port = &service["spec"]["ports"][0];
    let port = if port["targetPort"].is_null() { &port["port"] } else { &port["targetPort"] };
    let rule = json!({"ports": [{"protocol": "TCP", "port": port}]});
    for object in &mut objects {
        if object["kind"] == "NetworkPolicy" && object["metadata"]["name"] == "spaces-router" {
            object["spec"]["ingress"].as_array_mut().expect("it has rules").push(rule.clone());
        }
    }
    objects
}

/// Finds the Service: the object itself, or an item of the list that it is.
fn router(object: &mut Value) -> Option<&mut Value> {
    if object["kind"] == "List" {
        object["items"].as_array_mut()?.iter_mut().find_map(router)
    } else {
        (object["kind"] == "Service" && object["metadata"]["name"] == "spaces-router").then_some(object)
    }
}
