//! The messages that Crossplane sends and gets, made of its own files.

/// The messages of version 1 of the protocol. Those of version `v1beta1` are the same.
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated from the protocol, which documents it")]
pub mod v1 {
    include!(concat!(env!("OUT_DIR"), "/apiextensions.r#fn.proto.v1.rs"));
}

/// The descriptors of both versions, for reflection.
pub(crate) const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/protocol.bin"));

/// The service of both versions.
pub(crate) const SERVICES: [&str; 2] =
    ["apiextensions.fn.proto.v1.FunctionRunnerService", "apiextensions.fn.proto.v1beta1.FunctionRunnerService"];

/// The one method that the service has.
pub(crate) const METHOD: &str = "RunFunction";

#[cfg(test)]
mod tests {
    const V1: &str = include_str!("v1/run_function.proto");
    const V1BETA1: &str = include_str!("v1beta1/run_function.proto");

    #[test]
    fn both_versions_have_the_same_messages() {
        let said = |text: &str| -> Vec<String> {
            let lines = text.lines().map(|line| line.replace("v1beta1", "v1"));
            lines.filter(|line| !line.trim_start().starts_with("//") && !line.is_empty()).collect()
        };
        assert_eq!(said(V1), said(V1BETA1));
    }
}
