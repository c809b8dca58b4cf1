//! The input of every rule: the subjects, and the views that several rules share, each worked out when it is first
//! needed.

use crate::api_server::{self, Rejection};
use crate::facts::controller::Controller;
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::views::backend_ingress::{self, BackendIngress};
use crate::views::earlier_form::Earlier;
use crate::views::policy_labels::{self, PolicyLabels};
use crate::views::proposals::Proposals;
use crate::views::service_annotations::{self, BackendLoadBalancer, ServiceAnnotations};
use crate::views::traffic::{Policies, Traffic};
use crate::views::wanted_controllers::{self, Wanted};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The subjects that are judged together, and the views of them.
pub(crate) struct Context<'s, 'd, 't> {
    pub subjects: &'s Subjects<'d, 't>,
    pub proposals: Proposals<'s, 'd, 't>,
    earlier: OnceCell<Earlier<'s, 'd, 't>>,
    ingresses: OnceCell<Vec<BackendIngress<'s, 'd, 't>>>,
    load_balancers: OnceCell<Vec<BackendLoadBalancer<'s, 'd, 't>>>,
    named: OnceCell<BTreeMap<(ObjectKind, &'s str), &'s Subject<'d, 't>>>,
    policies: OnceCell<Policies<'s, 'd, 't>>,
    policy_labels: OnceCell<Vec<PolicyLabels<'s, 'd, 't>>>,
    rejections: OnceCell<Vec<Rejection>>,
    service_annotations: OnceCell<Vec<ServiceAnnotations<'s, 'd, 't>>>,
    traffic: OnceCell<Traffic<'s, 'd, 't>>,
    wanted: OnceCell<BTreeMap<&'static str, Vec<Wanted>>>,
}

impl<'s, 'd, 't> Context<'s, 'd, 't> {
    /// Makes a context in which no view is worked out yet.
    pub(crate) fn of(subjects: &'s Subjects<'d, 't>) -> Self {
        Self {
            subjects,
            proposals: Proposals::default(),
            earlier: OnceCell::new(),
            ingresses: OnceCell::new(),
            load_balancers: OnceCell::new(),
            named: OnceCell::new(),
            policies: OnceCell::new(),
            policy_labels: OnceCell::new(),
            rejections: OnceCell::new(),
            service_annotations: OnceCell::new(),
            traffic: OnceCell::new(),
            wanted: OnceCell::new(),
        }
    }

    /// Gives the path of traffic to the backend by the Gateway API.
    pub(crate) fn traffic(&self) -> &Traffic<'s, 'd, 't> {
        self.traffic.get_or_init(|| Traffic::of(self.subjects))
    }

    /// Gives the NetworkPolicies of the backend's pods.
    pub(crate) fn policies(&self) -> &Policies<'s, 'd, 't> {
        self.policies.get_or_init(|| Policies::of(self.subjects))
    }

    /// Gives the API server's rejections of the subjects.
    pub(crate) fn rejections(&self) -> &[Rejection] {
        self.rejections.get_or_init(|| api_server::rejections(self.subjects))
    }

    /// Gives every Ingress that leads to the backend, or is meant to.
    pub(crate) fn ingresses(&self) -> &[BackendIngress<'s, 'd, 't>] {
        self.ingresses.get_or_init(|| backend_ingress::of_backend(self))
    }

    /// Gives the annotations of the backend's Service, from every subject that has some.
    pub(crate) fn service_annotations(&self) -> &[ServiceAnnotations<'s, 'd, 't>] {
        self.service_annotations.get_or_init(|| service_annotations::of_backend(self.subjects))
    }

    /// Gives every Service of type LoadBalancer that is the backend's own.
    pub(crate) fn load_balancers(&self) -> &[BackendLoadBalancer<'s, 'd, 't>] {
        self.load_balancers.get_or_init(|| service_annotations::load_balancers(self.subjects))
    }

    /// Gives the labels by which policies recognise proxies, of every method that is in use.
    pub(crate) fn policy_labels(&self) -> &[PolicyLabels<'s, 'd, 't>] {
        self.policy_labels.get_or_init(|| policy_labels::all(self))
    }

    /// Gives an entry for each method by which a controller of the catalogue is to pass TLS through.
    pub(crate) fn wanted(&self, controller: &'static Controller) -> &[Wanted] {
        let wanted = self.wanted.get_or_init(|| {
            let all = Controller::all();
            all.map(|controller| (controller.id, wanted_controllers::of(self.subjects, controller))).collect()
        });
        wanted.get(controller.id).map_or(&[], Vec::as_slice)
    }

    /// Gives the entries of `wanted` of all controllers that a chart installs.
    pub(crate) fn wanted_of_chart(&self, chart: &'static Controller) -> impl Iterator<Item = &Wanted> {
        let of_chart = Controller::all().filter(|controller| controller.shares_chart(chart));
        of_chart.flat_map(|controller| self.wanted(controller))
    }

    /// Gives the earlier form of a subject, where one was given.
    pub(crate) fn earlier(&self, now: &Subject<'d, 't>) -> Option<&'s Subject<'d, 't>> {
        self.earlier.get_or_init(|| Earlier::of(self.subjects)).find(now)
    }

    /// Gives the first object of a name and a cluster-wide kind, GatewayClass or IngressClass.
    pub(crate) fn named(&self, kind: ObjectKind, name: &str) -> Option<&'s Subject<'d, 't>> {
        let named = self.named.get_or_init(|| {
            let mut named = BTreeMap::new();
            for kind in [ObjectKind::GatewayClass, ObjectKind::IngressClass] {
                for object in self.subjects.objects(kind) {
                    if let Some(name) = object.name() {
                        named.entry((kind, name)).or_insert(object);
                    }
                }
            }
            named
        });
        named.get(&(kind, name)).copied()
    }
}
