//! The rule `annotation-ignored-by-cloud`.

use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// An annotation that the named cloud ignores.
    ///
    /// ## What it finds
    ///
    /// On EKS Auto Mode, the annotations of the AWS Load Balancer Controller that Auto Mode doesn't support, on the
    /// router's Service or in an Exposure. The cloud must be named. It is an error for the annotations without which
    /// there is no load balancer or an open one.
    ///
    /// ## Why it matters
    ///
    /// What the annotation should set keeps its default. With `aws-load-balancer-type` Auto Mode leaves the Service to
    /// another controller, and it stays pending.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: LoadBalancer
    ///   cloud: aws-auto-mode
    ///   loadBalancer:
    ///     idleTimeoutSeconds: 6000
    ///     annotations:
    ///       service.beta.kubernetes.io/aws-load-balancer-type: external
    /// ```
    // error[annotation-ignored-by-cloud]: EKS Auto Mode ignores the annotation `service.beta.kubernetes.io/aws-load-balancer-type`
    //   --> example.yaml:10:7
    //    |
    // 10 |       service.beta.kubernetes.io/aws-load-balancer-type: external
    //    |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //    |
    //    = why: What it should set keeps its default.
    //    = help: Remove it: the cluster's own class claims the Service.
    ///
    /// ```yaml passing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: LoadBalancer
    ///   cloud: aws-auto-mode
    ///   loadBalancer:
    ///     idleTimeoutSeconds: 6000
    /// ```
    ///
    /// ## What to do
    ///
    /// Do what the message says instead.
    ///
    /// ## Sources
    ///
    /// The EKS user guide on Network Load Balancers of Auto Mode.
    "annotation-ignored-by-cloud", Error, since "0.1.0",
    references &["https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations() {
        let Some(cloud) = annotations.cloud(context.subjects) else { continue };
        for entry in annotations.mapping.entries() {
            let key = entry.key.key_text();
            let Some(ignored) = cloud.ignored.iter().find(|ignored| ignored.key == key) else { continue };
            let diagnostic = Diagnostic::of(&RULE, format!("{} ignores the annotation `{key}`", cloud.name))
                .severity(if ignored.is_error { Severity::Error } else { Severity::Warning })
                .why("What it should set keeps its default.")
                .help(ignored.instead);
            found.push(annotations.place(diagnostic, &key, entry.key.span()));
        }
    }
}
