//! The interface `observer`.

use crate::Component;
use crate::types::each;
use crate::wit::observer as wit;
use crate::wit::types::{Report, ReportFormat, Source};
use portico_core::observe as core;

impl wit::Guest for Component {
    fn observe(objects: Source, exposure: Source, report_formats: Vec<ReportFormat>) -> Result<wit::Observed, Report> {
        let formats: Vec<_> = each(report_formats);
        Ok(core::observe(&objects.into(), &exposure.into(), &formats)?.into())
    }
}

impl From<core::Observed> for wit::Observed {
    fn from(observed: core::Observed) -> Self {
        let core::Observed { progress, reason, message, address, watched, items, report } = observed;
        Self {
            progress: progress.into(),
            reason,
            message,
            address: address.map(Into::into),
            watched: each(watched),
            items: each(items),
            report: report.into(),
        }
    }
}

impl From<core::Progress> for wit::Progress {
    fn from(progress: core::Progress) -> Self {
        match progress {
            core::Progress::Exposed => Self::Exposed,
            core::Progress::Awaited => Self::Awaited,
            core::Progress::Refused => Self::Refused,
        }
    }
}

impl From<core::Address> for wit::Address {
    fn from(core::Address { kind, value }: core::Address) -> Self {
        let kind = match kind {
            core::AddressKind::HostName => wit::AddressKind::HostName,
            core::AddressKind::IpAddress => wit::AddressKind::IpAddress,
        };
        Self { kind, value }
    }
}

impl From<core::ObjectReference> for wit::ObjectReference {
    fn from(reference: core::ObjectReference) -> Self {
        let core::ObjectReference { api_version, kind, namespace, name } = reference;
        Self { api_version, kind, namespace, name }
    }
}

impl From<core::Readiness> for wit::Readiness {
    fn from(readiness: core::Readiness) -> Self {
        match readiness {
            core::Readiness::Ready => Self::Ready,
            core::Readiness::Unready => Self::Unready,
        }
    }
}
