//! The catalogue as JSON, under the names that JavaScript has for it.

use portico_host::catalogue::{Cloud, Controller, Fact, Support};
use serde_json::{Value, json};

pub fn clouds(clouds: &[Cloud]) -> Value {
    clouds.iter().map(cloud).collect()
}

pub fn controllers(controllers: &[Controller]) -> Value {
    controllers.iter().map(controller).collect()
}

pub fn cloud(cloud: &Cloud) -> Value {
    json!({
        "id": cloud.id,
        "name": cloud.name,
        "loadBalancer": cloud.load_balancer,
        "private": cloud.private,
        "facts": cloud.facts.iter().map(fact).collect::<Value>(),
    })
}

pub fn controller(controller: &Controller) -> Value {
    let mut object = json!({
        "id": controller.id,
        "name": controller.name,
        "ingress": support(&controller.ingress),
        "gatewayAPI": support(&controller.gateway_api),
    });
    for (key, value) in [("cloud", &controller.cloud), ("retired", &controller.retired)] {
        if let Some(value) = value {
            object[key] = value.as_str().into();
        }
    }
    object["facts"] = controller.facts.iter().map(fact).collect();
    object
}

fn support(support: &Support) -> Value {
    let mut object = json!({"works": support.works});
    if let Some(refused) = &support.refused {
        object["refused"] = refused.as_str().into();
    }
    object["releases"] = json!(support.releases);
    object
}

fn fact(fact: &Fact) -> Value {
    json!({
        "about": fact.about,
        "text": fact.text,
        "versions": fact.versions,
        "source": fact.source,
        "read": fact.read,
        "certainty": fact.certainty,
    })
}
