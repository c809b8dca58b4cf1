//! Each construct of the WIT, and what TypeScript makes of it.

use wit_parser::Resolve;

use super::{Declaration, declarations};
use crate::commands::generate::typescript::exceptions::Difference::{Absent, Followed, Named, Optional, Typed};
use crate::commands::generate::typescript::exceptions::{Exception, Exceptions};

/// Makes TypeScript of the items of an interface.
fn made(items: &str, exceptions: &'static [Exception]) -> Result<String, String> {
    let wit = format!("package a:b; interface i {{ {items} }} world w {{ export i; }}");
    let mut resolve = Resolve::default();
    let package = resolve.push_str("test.wit", &wit).map_err(|error| format!("{error:#}"))?;
    let declarations = declarations(&resolve, package, Exceptions(exceptions))?;
    let texts: Result<Vec<String>, String> = declarations.iter().map(Declaration::written).collect();
    Ok(texts?.join("\n"))
}

/// The record's fields, of which one that is only taken and one that is given are made.
fn field(wit: &str) -> [String; 2] {
    let record = format!("record r {{ {wit} }}");
    ["f: func(r: r);", "f: func() -> r;"].map(|function| {
        let text = made(&format!("{record} {function}"), &[]).expect("there are rules for it");
        let fields = text.strip_prefix("export interface R {\n").and_then(|text| text.strip_suffix("}\n"));
        fields.expect("it is an interface").trim().to_owned()
    })
}

#[test]
fn a_field_is_a_property_that_an_argument_may_leave_out() {
    for (wit, taken, given) in [
        ("text: string", "text: string;", "text: string;"),
        ("a: char", "a?: string;", "a: string;"),
        ("is-so: bool", "isSo?: boolean;", "isSo: boolean;"),
        ("a: u32", "a?: number;", "a: number;"),
        ("a: f64", "a?: number;", "a: number;"),
        ("a: option<string>", "a?: string;", "a?: string;"),
        ("a: list<string>", "a?: readonly string[];", "a: string[];"),
        ("a: list<list<u8>>", "a?: readonly (readonly number[])[];", "a: number[][];"),
        ("a: option<list<bool>>", "a?: readonly boolean[];", "a?: boolean[];"),
    ] {
        assert_eq!(field(wit), [taken, given], "{wit}");
    }
}

#[test]
fn a_type_is_declared_with_its_comment() {
    for (wit, typescript) in [
        ("enum safety { safe, not-safe }", "export type Safety = \"safe\" | \"not-safe\";\n"),
        (
            "/// How bad.\nenum severity {\n/// It will\n/// not work.\nerror,\ninfo,\n}",
            "/**\n * How bad.\n *\n * - `error`: It will not work.\n */\nexport type Severity = \"error\" | \"info\";\n",
        ),
        (
            "record look { color: bool } variant form { human(look), plain-text } f: func(form: form);",
            "export interface Look {\n  color?: boolean;\n}\n\nexport type Form = { human: Look } | \"plain-text\";\n",
        ),
        (
            "/// A step.\nrecord a-step {\n/// Its\n/// title.\ntitle: string,\n}",
            "/** A step. */\nexport interface AStep {\n  /** Its title. */\n  title: string;\n}\n",
        ),
        (
            "record done { n: u8 } record fault { n: u8 } f: func() -> result<done, fault>;",
            "export interface Done {\n  ok: true;\n  n: number;\n}\n\nexport interface Fault {\n  n: number;\n}\n",
        ),
        (
            "enum e { one, two } record r {\n/// The form.\ne: e,\n} f: func(r: r);",
            "export type E = \"one\" | \"two\";\n\nexport interface R {\n  /** The form. `one` unless given. */\n  e?: E;\n}\n",
        ),
        (
            "record r {\n/// Of `all-kinds`, not `some-kinds` or all-kinds.\na-b: string,\n/// As `a-b`.\nc: string,\n}\
             all-kinds: func() -> r;",
            "export interface R {\n  /** Of `allKinds`, not `some-kinds` or all-kinds. */\n  aB: string;\n  \
             /** As `aB`. */\n  c: string;\n}\n",
        ),
    ] {
        assert_eq!(made(wit, &[]).as_deref(), Ok(typescript), "{wit}");
    }
}

#[test]
fn a_union_that_is_too_long_for_a_line_has_a_line_for_each_member() {
    let words = ["a", "b", "c", "d"].map(|letter| letter.repeat(20));
    let lines = words.join("\"\n  | \"");
    let made = made(&format!("enum e {{ {} }}", words.join(", ")), &[]);
    assert_eq!(made, Ok(format!("export type E =\n  | \"{lines}\";\n")));
}

#[test]
fn a_type_of_another_interface_is_declared_once() {
    let wit = "package a:b; interface i { record r { a: string } } \
               interface j { use i.{r}; record s { r: r } f: func(s: s) -> r; } world w { export i; export j; }";
    let mut resolve = Resolve::default();
    let package = resolve.push_str("test.wit", wit).expect("it is WIT");
    let made = declarations(&resolve, package, Exceptions(&[])).expect("there are rules for it");
    let made: Result<String, String> = made.iter().map(Declaration::written).collect();
    assert_eq!(made.as_deref(), Ok("export interface R {\n  a: string;\n}\nexport interface S {\n  r?: R;\n}\n"));
}

const fn but(item: &'static str, difference: super::Difference) -> Exception {
    Exception { item, difference, because: "it is tested" }
}

#[test]
fn an_exception_changes_its_item_alone() {
    const FOLLOWED: super::Difference = Followed { name: "other", type_: "number", docs: "More." };
    let wit = "/// Docs.\nrecord r {\n/// A.\na: string,\nb: u8,\n}";
    let around = |name: &str, fields: &str| Ok(format!("/** Docs. */\nexport interface {name} {{\n{fields}}}\n"));
    for (exceptions, typescript) in [
        (&[][..], around("R", "  /** A. */\n  a: string;\n  b: number;\n")),
        (&[const { but("r", Absent) }], Ok(String::new())),
        (&[const { but("r", Named("Other")) }], around("Other", "  /** A. */\n  a: string;\n  b: number;\n")),
        (&[const { but("r", Typed("X | Y")) }], Ok("/** Docs. */\nexport type R = X | Y;\n".to_owned())),
        (&[const { but("r.a", Absent) }], around("R", "  b: number;\n")),
        (&[const { but("r.a", Named("c")) }], around("R", "  /** A. */\n  c: string;\n  b: number;\n")),
        (&[const { but("r.a", Typed("X")) }], around("R", "  /** A. */\n  a: X;\n  b: number;\n")),
        (
            &[const { but("r.a", Optional("At times.")) }],
            around("R", "  /** A. At times. */\n  a?: string;\n  b: number;\n"),
        ),
        (
            &[const { but("r.a", FOLLOWED) }],
            around("R", "  /** A. */\n  a: string;\n  /** More. */\n  other: number;\n  b: number;\n"),
        ),
    ] {
        assert_eq!(made(wit, exceptions), typescript);
    }
}

#[test]
fn an_exception_that_is_about_nothing_is_refused() {
    let error = made("record r { a: string }", &[const { but("r.b", Absent) }]).expect_err("there is no b");
    assert_eq!(error, "the WIT has no r.b, of which an exception says: it is tested");
}

#[test]
fn what_has_no_rule_is_refused_with_its_place() {
    for (wit, fault) in [
        ("record r { a: u64 }", "r: a: a number of JavaScript doesn't hold 64 bits"),
        ("record r { a: tuple<u8, u8> }", "r: a: there is no rule for a tuple here"),
        ("record r { a: option<option<u8>> }", "r: a: there is no rule for a option here"),
        ("flags f { a, b }", "f: there is no rule for a flags"),
        ("resource s;", "s: there is no rule for a resource"),
    ] {
        assert_eq!(made(wit, &[]), Err(fault.to_owned()), "{wit}");
    }
}
