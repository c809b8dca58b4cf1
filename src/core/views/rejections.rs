//! The rejections of the API server, as rules report them: each rule one kind of fault.

use crate::api_server::{FaultKind, Rejection};
use crate::finding::{Diagnostic, Rule, Severity};
use crate::views::context::Context;

/// Adds a diagnostic of a rule for every rejection of its kind of fault.
pub(crate) fn report(context: &Context<'_, '_, '_>, fault: FaultKind, rule: &Rule, found: &mut Vec<Diagnostic>) {
    let rejections = context.rejections().iter().filter(|rejection| rejection.violation.fault == fault);
    for Rejection { subject, violation, severity } in rejections {
        let Some(subject) = context.subjects.all.get(*subject) else { continue };
        let why = match severity {
            Severity::Error => "The API server refuses the whole object.",
            _ => "Releases differ in this, and some refuse the whole object.",
        };
        let mut diagnostic =
            Diagnostic::of(rule, violation.message.as_str()).severity(*severity).why(why).help(violation.help.as_str());
        if let Some((title, safety, edit)) = &violation.fix {
            diagnostic = diagnostic.fix(title.as_str(), *safety, subject.edits(std::slice::from_ref(edit)));
        }
        found.push(subject.place_at(diagnostic, &violation.path, violation.span));
    }
}
