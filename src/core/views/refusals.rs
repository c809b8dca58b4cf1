//! The refusals of the API server, as rules report them: each rule one kind of fault.

use crate::api_server::{Fault, Refusal};
use crate::finding::{Diagnostic, Rule, Severity};
use crate::views::context::Context;

/// Adds a diagnostic of a rule for every refusal of its kind of fault.
pub(crate) fn report(context: &Context<'_, '_, '_>, fault: Fault, rule: &Rule, found: &mut Vec<Diagnostic>) {
    let refusals = context.refusals().iter().filter(|refusal| refusal.violation.fault == fault);
    for Refusal { subject, violation, severity } in refusals {
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
