//! The parts that types play in the functions of the WIT.

use std::collections::HashSet;

use wit_parser::{Function, Resolve, Type, TypeDefKind, TypeId};

/// The types that play each part.
#[derive(Default)]
pub struct Roles {
    taken: HashSet<TypeId>,
    given: HashSet<TypeId>,
    /// The types of results that a function may refuse.
    successes: HashSet<TypeId>,
}

impl Roles {
    /// Reads the parts of types from functions.
    pub fn of<'wit>(wit: &Resolve, functions: impl Iterator<Item = &'wit Function>) -> Self {
        let mut roles = Self::default();
        for function in functions {
            for parameter in &function.params {
                reach(wit, &parameter.ty, &mut roles.taken);
            }
            let Some(result) = &function.result else { continue };
            reach(wit, result, &mut roles.given);
            if let Type::Id(id) = result
                && let TypeDefKind::Result(result) = &wit.types[*id].kind
                && let Some(Type::Id(success)) = result.ok
            {
                roles.successes.insert(origin(wit, success));
            }
        }
        roles
    }

    /// Whether callers write values of the type and never get any.
    pub fn is_only_taken(&self, id: TypeId) -> bool {
        self.taken.contains(&id) && !self.given.contains(&id)
    }

    /// Whether the type is a result that a function may refuse.
    pub fn is_success(&self, id: TypeId) -> bool {
        self.successes.contains(&id)
    }
}

/// Follows names that an interface gives to the types of others.
pub fn origin(wit: &Resolve, mut id: TypeId) -> TypeId {
    while let TypeDefKind::Type(Type::Id(next)) = wit.types[id].kind {
        id = next;
    }
    id
}

/// Adds a type with all that it is made of.
fn reach(wit: &Resolve, type_: &Type, reached: &mut HashSet<TypeId>) {
    let Type::Id(id) = *type_ else { return };
    if !reached.insert(id) {
        return;
    }
    let parts: Vec<&Type> = match &wit.types[id].kind {
        TypeDefKind::Record(record) => record.fields.iter().map(|field| &field.ty).collect(),
        TypeDefKind::Variant(variant) => variant.cases.iter().filter_map(|case| case.ty.as_ref()).collect(),
        TypeDefKind::Option(part) | TypeDefKind::List(part) | TypeDefKind::Type(part) => vec![part],
        TypeDefKind::Result(result) => result.ok.iter().chain(&result.err).collect(),
        // The others are refused where they are written.
        _ => Vec::new(),
    };
    for part in parts {
        reach(wit, part, reached);
    }
}
