//! A selector of objects by their labels.

use super::form::Form;
use super::judge::Judge;
use super::located_field::LocatedField;
use super::shape::Shape::{Map, Object, Text, Word};
use super::shape::{Field, Shape, UNBOUNDED, list, optional, or_empty, required};

/// The shape in built-in kinds.
pub(super) const STRICT: Shape = Object(&SELECTOR);

/// The shape in resource definitions, which take any text for keys, operators and values.
pub(super) const LENIENT: Shape = Object(&LENIENT_SELECTOR);

static SELECTOR: [Field; 2] = [
    or_empty("matchExpressions", list(&EXPRESSION)),
    or_empty("matchLabels", Map(Form::Key, Form::LabelValue, UNBOUNDED)),
];
static EXPRESSION: Shape = Object(&EXPRESSION_FIELDS);
static EXPRESSION_FIELDS: [Field; 3] = [
    required("key", Text(Form::Key)),
    required("operator", Word(&["In", "NotIn", "Exists", "DoesNotExist"])),
    or_empty("values", list(&Text(Form::LabelValue))),
];

static LENIENT_SELECTOR: [Field; 2] = [
    optional("matchExpressions", list(&LENIENT_EXPRESSION)),
    optional("matchLabels", Map(Form::Any, Form::Any, UNBOUNDED)),
];
static LENIENT_EXPRESSION: Shape = Object(&LENIENT_EXPRESSION_FIELDS);
static LENIENT_EXPRESSION_FIELDS: [Field; 3] = [
    required("key", Text(Form::Any)),
    required("operator", Text(Form::Any)),
    optional("values", list(&Text(Form::Any))),
];

/// Checks that an operator has the values that it needs.
pub(super) fn check(judge: &mut Judge<'_>, selector: &LocatedField<'_, '_, '_>) {
    selector.each("matchExpressions", &mut |expression| {
        let count = expression.count("values");
        match expression.text("operator") {
            "In" | "NotIn" if count == 0 => judge.missing(expression, "values", "Give the values to compare with."),
            operator @ ("Exists" | "DoesNotExist") if count > 0 => {
                if let Some(values) = expression.child("values") {
                    judge.excluded(
                        &values,
                        &format!("beside the operator {operator}"),
                        "Remove it, or use In or NotIn.",
                    );
                }
            }
            _ => {}
        }
    });
}
