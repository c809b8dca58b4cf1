//! Values to put into objects: some that fields take, some that they nearly take, and some that belong nowhere.

use serde_json::{Value, json};
use std::sync::LazyLock;

/// The mark at the beginning of a scalar that must be written without quotes.
pub const RAW: &str = "raw:";

/// Values that are harmless in themselves, but wrong in most fields.
pub static ANYWHERE: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(""),
        json!(0),
        json!(1),
        json!(-1),
        json!(443),
        json!(65535),
        json!(65536),
        json!(70000),
        json!(2_147_483_648_i64),
        json!(99_999_999_999_999_i64),
        json!(1.5),
        json!("443"),
        json!("https"),
        json!("true"),
        json!([]),
        json!({}),
        json!([null]),
        json!([1]),
        json!([""]),
        json!(["a"]),
        json!([{}]),
        json!({"a": "b"}),
        json!({"a": 1}),
        json!({"a": null}),
        json!({"A/b/c": "d"}),
        json!({"a": "b c"}),
        json!("raw:yes"),
        json!("raw:off"),
        json!("raw:0755"),
        json!("raw:443.0"),
        json!("raw:1e3"),
        json!("raw:2001-01-01"),
        json!("raw:0x1bb"),
        json!("raw:.inf"),
        json!("raw:~"),
    ];
    values.extend(NAMES.iter().map(|name| json!(name)));
    values.extend([15, 16, 63, 64, 253, 254].map(|length| json!("a".repeat(length))));
    values
});

/// Texts that are names of some form, or nearly.
pub const NAMES: [&str; 50] = [
    "a",
    "Web",
    "web_1",
    "1web",
    "-web",
    "web-",
    "we--b",
    "web.example.com",
    "web.example.com.",
    "a..b",
    ".a",
    "*",
    "*.example.com",
    "*.*.example.com",
    "www.*.com",
    "*example.com",
    "10.0.0.7",
    "010.0.0.1",
    "10.0.0",
    "256.0.0.1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "127.0.0.1",
    "169.254.1.1",
    "224.0.0.1",
    "0.0.0.0",
    "web:443",
    "a/b",
    "a/b/c",
    "/a",
    "a/",
    "acme.dev/a",
    "Acme.dev/a",
    "https://a.b",
    "a b",
    " a",
    "a%b",
    "ä",
    ".",
    "..",
    "10.0.0.0/8",
    "10.0.0.1/33",
    " 10.0.0.0/8 ",
    "10.0.0.0/08",
    "fd00::/8",
    "::/0",
    "/./a",
    "/a//b",
    "/a/..",
    "a,b",
];

/// Gives values that a field of this name takes or nearly takes.
pub fn for_field(name: &str) -> Vec<Value> {
    let words: &[&str] = match name {
        "type" => &[
            "ClusterIP",
            "NodePort",
            "LoadBalancer",
            "ExternalName",
            "Loadbalancer",
            "IPAddress",
            "Hostname",
            "NamedAddress",
            "acme.dev/pool",
        ],
        "protocol" => &["TCP", "UDP", "SCTP", "tcp", "TLS", "HTTP", "HTTPS", "tls", "acme.dev/Foo", "A_B"],
        "clusterIP" => &["None", "none", ""],
        "externalTrafficPolicy" | "internalTrafficPolicy" => &["Cluster", "Local", "local"],
        "sessionAffinity" => &["ClientIP", "None", "none"],
        "ipFamilyPolicy" => &["SingleStack", "PreferDualStack"],
        "trafficDistribution" => &["PreferClose", "PreferSameZone", "Close"],
        "pathType" => &["Exact", "Prefix", "ImplementationSpecific", "prefix"],
        "path" => &["/", "/a", "a", "", "/a/.", "/%2f"],
        "mode" => &["Passthrough", "Terminate", "passthrough", "AllowValidOnly"],
        "from" => &["All", "Same", "Selector", "None", "all"],
        "scope" => &["Cluster", "Namespace", "cluster"],
        "operator" => &["In", "NotIn", "Exists", "DoesNotExist", "Equals"],
        "kind" => &["Gateway", "Service", "Secret", "TLSRoute", "a.b", "1a"],
        "group" => &["", "gateway.networking.k8s.io", "apps"],
        "controller" | "controllerName" => {
            &["acme.dev/ingress", "acme.dev", "acme.dev/", "acme.dev/a b", "Acme.dev/x", "acme.dev/a/b~c"]
        }
        "defaultScope" | "useDefaultGateways" => &["All", "None", "Some"],
        _ => &[],
    };
    let mut values: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    values.extend(match name {
        "policyTypes" => vec![
            json!(["Ingress"]),
            json!(["Egress", "Egress"]),
            json!(["Ingress", "Egress", "Ingress"]),
            json!(["ingress"]),
        ],
        "ipFamilies" => vec![json!(["IPv4"]), json!(["IPv5"]), json!(["IPv4", "IPv4"])],
        "clusterIPs" => vec![json!(["10.0.0.9"]), json!(["None"]), json!(["None", "10.0.0.9"])],
        "loadBalancerSourceRanges" => {
            vec![json!(["10.0.0.0/8", " 192.0.2.0/24"]), json!(["10.0.0.0"]), json!("10.0.0.0/8")]
        }
        "externalIPs" => vec![json!(["192.0.2.1"]), json!(["127.0.0.1"]), json!(["a"]), json!([])],
        "targetPort" | "port" => vec![json!(8443), json!("https"), json!(0), json!("sixteen-letters-"), json!("8443")],
        "nodePort" | "healthCheckNodePort" => vec![json!(30443), json!(0), json!(30444), json!(80)],
        "timeoutSeconds" => vec![json!(1), json!(0), json!(86400), json!(86401)],
        "endPort" => vec![json!(9000), json!(1), json!(65536)],
        "podSelector" | "namespaceSelector" => vec![
            json!({}),
            json!({"matchExpressions": [{"key": "a", "operator": "In", "values": ["b"]}]}),
            json!({"matchExpressions": [{"key": "a", "operator": "Exists", "values": ["b"]}]}),
            json!({"matchExpressions": [{"key": "a", "operator": "In"}]}),
        ],
        "tls" => vec![
            json!({"mode": "Passthrough"}),
            json!({"certificateRefs": [{"name": "a"}]}),
            json!({"options": {"a": "b"}}),
        ],
        "hostnames" => vec![
            json!([]),
            json!(["a.example.com", "a.example.com"]),
            json!(["10.0.0.1"]),
            json!(vec!["a.example.com"; 17]),
        ],
        "annotations" | "labels" => vec![
            json!({"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8,192.0.2.0/24"}),
            json!({"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0"}),
            json!({"kubernetes.io/ingress.class": "nginx"}),
            Value::Object((0..9).map(|number| (format!("key-{number}"), json!("a"))).collect()),
            Value::Object((0..17).map(|number| (format!("key-{number}"), json!("a"))).collect()),
        ],
        _ => Vec::new(),
    });
    values
}
