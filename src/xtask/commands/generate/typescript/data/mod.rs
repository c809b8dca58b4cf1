//! The types of the WIT as TypeScript's, by rules: an option is an optional property, a list an array, an enum a union of
//! words; a case with a payload is an object with one property.
//!
//! What a caller only writes takes arrays that can't be changed, and everything but texts may be left out: a flag is
//! false then, a list empty, and an enum its first case.

use std::collections::HashSet;

use wit_parser::{Field, Interface, PackageId, Resolve, Type as WitType, TypeDefKind, TypeId, WorldItem};

use super::comments::Comments;
use super::exceptions::{Difference, Exception, Exceptions};
use super::names::{camel, pascal};
use super::roles::{Roles, origin};
use super::syntax::{Declaration, Property, Type};

/// Gives the types of a package's world, in the order in which it exports them, each after those that it is made of.
pub fn declarations(wit: &Resolve, package: PackageId, exceptions: Exceptions) -> Result<Vec<Declaration>, String> {
    let world = wit.select_world(&[package], None).map_err(|error| error.to_string())?;
    let interfaces: Vec<&Interface> = wit.worlds[world]
        .exports
        .values()
        .filter_map(|item| if let WorldItem::Interface { id, .. } = item { Some(&wit.interfaces[*id]) } else { None })
        .collect();
    let functions = || interfaces.iter().flat_map(|interface| interface.functions.values());
    // A type of another interface is written there.
    let own = interfaces.iter().flat_map(|interface| interface.types.values().copied());
    let own: Vec<TypeId> = own.filter(|&id| !matches!(wit.types[id].kind, TypeDefKind::Type(_))).collect();

    let mut package = Package { wit, exceptions, roles: Roles::of(wit, functions()), comments: Comments::default() };
    package.refuse_stale_exceptions(&own)?;
    let names = functions().map(|function| (&*function.name, camel(&function.name)));
    package.comments = Comments::with(names.chain(package.field_names(&own)));

    let mut declarations = Vec::new();
    let mut names = HashSet::new();
    for id in own {
        let name = package.wit_name(id);
        let Some(declaration) = package.declaration(id).map_err(|error| format!("{name}: {error}"))? else { continue };
        if !names.insert(declaration.name.clone()) {
            return Err(format!("two types have the name {}", declaration.name));
        }
        declarations.push(declaration);
    }
    Ok(declarations)
}

/// A package of the WIT, as it is read.
struct Package<'wit> {
    wit: &'wit Resolve,
    exceptions: Exceptions,
    roles: Roles,
    comments: Comments<'wit>,
}

impl<'wit> Package<'wit> {
    fn declaration(&self, id: TypeId) -> Result<Option<Declaration>, String> {
        let type_name = self.wit_name(id);
        if self.exceptions.leave_out(type_name) {
            return Ok(None);
        }
        let definition = &self.wit.types[id];
        let mut docs = self.comments.text(&definition.docs);
        if let Some(type_) = self.exceptions.type_(type_name) {
            return Ok(Some(Declaration { docs, name: self.type_name(id), type_ }));
        }
        let type_ = match &definition.kind {
            TypeDefKind::Record(record) => {
                let mut properties = Vec::new();
                if self.roles.is_success(id) {
                    properties.push(property(String::new(), "ok", Type::Name("true".to_owned())));
                }
                for field in &record.fields {
                    let fields = self.properties(id, field).map_err(|error| format!("{}: {error}", field.name))?;
                    properties.extend(fields);
                }
                Type::Object { properties, open: false }
            }
            TypeDefKind::Enum(enumeration) => {
                docs += &self.comments.list(enumeration.cases.iter().map(|case| (&*case.name, &case.docs)));
                Type::Union(enumeration.cases.iter().map(|case| Type::Literal(case.name.clone())).collect())
            }
            TypeDefKind::Variant(variant) => {
                docs += &self.comments.list(variant.cases.iter().map(|case| (&*case.name, &case.docs)));
                let cases = variant.cases.iter().map(|case| match &case.ty {
                    None => Ok(Type::Literal(case.name.clone())),
                    Some(payload) => {
                        let payload = self.type_of(payload, self.roles.is_only_taken(id))?;
                        Ok(Type::Tagged(camel(&case.name), Box::new(payload)))
                    }
                });
                Type::Union(cases.collect::<Result<_, String>>()?)
            }
            other => return Err(format!("there is no rule for a {}", other.as_str())),
        };
        Ok(Some(Declaration { docs, name: self.type_name(id), type_ }))
    }

    /// Gives the property of a field, and the one that follows it by exception.
    fn properties(&self, record: TypeId, field: &Field) -> Result<Vec<Property>, String> {
        let record_name = self.wit_name(record);
        let item = format!("{record_name}.{}", field.name);
        let is_argument = self.roles.is_only_taken(record);
        let (inner, is_option) = self.without_option(&field.ty);
        let type_ = match self.exceptions.type_(&item) {
            Some(type_) => type_,
            None => self.type_of(inner, is_argument)?,
        };
        let mut docs = self.comments.text(&field.docs);
        let mut optional = is_option;
        if is_argument && !is_option && *inner != WitType::String {
            optional = true;
            docs = sentences(&docs, &self.default(inner));
        }
        let mut properties = Vec::new();
        for difference in self.exceptions.of(&item) {
            match difference {
                Difference::Optional(when) => {
                    optional = true;
                    docs = sentences(&docs, when);
                }
                Difference::Followed { name, type_, docs } => {
                    properties.push(property((*docs).to_owned(), name, Type::Name((*type_).to_owned())));
                }
                Difference::Absent => return Ok(Vec::new()),
                Difference::Named(_) | Difference::Typed(_) => {}
            }
        }
        let name = self.field_name(record_name, &field.name);
        properties.insert(0, Property { docs, name, optional, type_ });
        Ok(properties)
    }

    fn type_of(&self, type_: &WitType, readonly: bool) -> Result<Type, String> {
        let name = match *type_ {
            WitType::Bool => "boolean",
            WitType::String | WitType::Char => "string",
            WitType::U8
            | WitType::U16
            | WitType::U32
            | WitType::S8
            | WitType::S16
            | WitType::S32
            | WitType::F32
            | WitType::F64 => "number",
            WitType::U64 | WitType::S64 => return Err("a number of JavaScript doesn't hold 64 bits".to_owned()),
            WitType::ErrorContext => return Err("there is no rule for an error-context".to_owned()),
            WitType::Id(id) => {
                return match &self.wit.types[id].kind {
                    TypeDefKind::Type(origin) => self.type_of(origin, readonly),
                    TypeDefKind::List(items) => {
                        Ok(Type::Array { items: Box::new(self.type_of(items, readonly)?), readonly })
                    }
                    TypeDefKind::Record(_) | TypeDefKind::Enum(_) | TypeDefKind::Variant(_) => {
                        if self.exceptions.leave_out(self.wit_name(id)) {
                            return Err(format!("{} isn't in the package", self.wit_name(id)));
                        }
                        Ok(Type::Name(self.type_name(id)))
                    }
                    other => Err(format!("there is no rule for a {} here", other.as_str())),
                };
            }
        };
        Ok(Type::Name(name.to_owned()))
    }

    /// Takes the option off a field's type, and tells whether there was one.
    fn without_option<'type_>(&'type_ self, type_: &'type_ WitType) -> (&'type_ WitType, bool) {
        if let WitType::Id(id) = type_
            && let TypeDefKind::Option(inner) = &self.wit.types[*id].kind
        {
            (inner, true)
        } else {
            (type_, false)
        }
    }

    /// Tells the case that an enum is where it is left out; nothing of other types, whose default is nothing.
    fn default(&self, type_: &WitType) -> String {
        if let WitType::Id(id) = *type_
            && let TypeDefKind::Enum(enumeration) = &self.wit.types[origin(self.wit, id)].kind
            && let Some(first) = enumeration.cases.first()
        {
            format!("`{}` unless given.", first.name)
        } else {
            String::new()
        }
    }

    fn wit_name(&self, id: TypeId) -> &'wit str {
        self.wit.types[id].name.as_deref().unwrap_or_default()
    }

    fn type_name(&self, id: TypeId) -> String {
        let name = self.wit_name(origin(self.wit, id));
        self.exceptions.name(name).unwrap_or_else(|| pascal(name))
    }

    fn field_name(&self, record: &str, field: &str) -> String {
        self.exceptions.name(&format!("{record}.{field}")).unwrap_or_else(|| camel(field))
    }

    /// Fails where the WIT no longer has what an exception is about.
    fn refuse_stale_exceptions(&self, types: &[TypeId]) -> Result<(), String> {
        let items: HashSet<String> = types
            .iter()
            .flat_map(|&id| {
                let name = self.wit_name(id);
                let fields = self.fields(id).iter().map(move |field| format!("{name}.{}", field.name));
                fields.chain([name.to_owned()])
            })
            .collect();
        match self.exceptions.0.iter().find(|exception| !items.contains(exception.item)) {
            Some(Exception { item, because, .. }) => {
                Err(format!("the WIT has no {item}, of which an exception says: {because}"))
            }
            None => Ok(()),
        }
    }

    fn fields(&self, id: TypeId) -> &'wit [Field] {
        if let TypeDefKind::Record(record) = &self.wit.types[id].kind { &record.fields } else { &[] }
    }

    /// Gives the fields of all types, each with its name in TypeScript.
    fn field_names(&self, types: &[TypeId]) -> impl Iterator<Item = (&'wit str, String)> {
        types.iter().flat_map(move |&id| {
            let record = self.wit_name(id);
            self.fields(id).iter().map(move |field| (&*field.name, self.field_name(record, &field.name)))
        })
    }
}

fn property(docs: String, name: &str, type_: Type) -> Property {
    Property { docs, name: name.to_owned(), optional: false, type_ }
}

fn sentences(first: &str, second: &str) -> String {
    format!("{first} {second}").trim().to_owned()
}

#[cfg(test)]
mod tests;
