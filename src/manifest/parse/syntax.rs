//! The parser's errors in words for the person who wrote the text: what is wrong with it rather
//! than what the parser was doing.

use std::borrow::Cow;

use granit_parser::ErrorKind;

use crate::{ReadErrorKind, Span};

pub(super) const TAB: &str = "a tab is used as indentation; YAML allows only spaces";
pub(super) const ANCHOR_NAME: &str =
    "Kubernetes allows only ASCII letters, digits, `-` and `_` in the name of an anchor";
pub(super) const PLAIN_IN_BRACKETS: &str = "inside brackets Kubernetes can't read an unquoted \
     text that holds `?` or starts with `:`: put it in quotes";

/// Explains an error at an offset, and gives the place to show.
pub(super) fn explain(
    text: &str,
    kind: &ErrorKind,
    at: usize,
    brackets: &[usize],
    depth_limit: usize,
) -> (ReadErrorKind, Span) {
    let at = text.floor_char_boundary(at);
    let here = character_at(text, at);
    match kind {
        ErrorKind::RecursionLimitExceeded => {
            return (ReadErrorKind::TooDeep { limit: depth_limit }, here);
        }
        ErrorKind::UnknownAnchor => {
            let name = text[at..].strip_prefix('*').unwrap_or_default();
            let length = name.find(|character: char| " \t\r\n,[]{}".contains(character));
            let name = &name[..length.unwrap_or(name.len())];
            let span = Span { start: at, end: (at + 1 + name.len()).min(text.len()) };
            return (ReadErrorKind::UnknownAnchor { anchor: name.to_owned() }, span);
        }
        _ => {}
    }
    if let Some(&bracket) = brackets.last()
        && is_about_structure(kind)
        && let Some(found) = unclosed(text, bracket, at)
    {
        return found;
    }
    // Of a list item where a key should be, the parser gives the place after its dash.
    let before = text[..at].trim_end_matches([' ', '\t']);
    if *kind == ErrorKind::ExpectedBlockMappingKey && before.ends_with("\n-") {
        let sentence = "there is a list item here among keys: indent it, or check the key above";
        let dash = before.len() - 1;
        return (ReadErrorKind::Syntax(sentence.to_owned()), character_at(text, dash));
    }
    // The parser stops at the start of the text whose next line has the tab.
    let tab = match kind {
        ErrorKind::TabInPlainScalar => text[at..].find('\t').map_or(at, |found| at + found),
        _ => at,
    };
    if let Some(tab) = tab_in_indentation(text, tab) {
        return (ReadErrorKind::Syntax(TAB.to_owned()), tab);
    }
    (ReadErrorKind::Syntax(sentence(kind).into_owned()), here)
}

/// Explains an error inside brackets that are never closed, or that opened on an earlier line: either a comma is
/// missing before it, or they were meant to end before.
fn unclosed(text: &str, bracket: usize, at: usize) -> Option<(ReadErrorKind, Span)> {
    let open = text.get(bracket..)?.chars().next()?;
    let close = closing(open);
    let rest = text.get(at..)?;
    if !rest.contains(close) {
        let sentence = format!("this `{open}` is never closed with `{close}`");
        return Some((ReadErrorKind::Syntax(sentence), character_at(text, bracket)));
    }
    let inside = text.get(bracket..at)?;
    inside.contains(['\n', '\r']).then(|| {
        let sentence = format!("a comma is missing before this, or the `{open}` above is never closed with `{close}`");
        (ReadErrorKind::Syntax(sentence), character_at(text, at))
    })
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

fn sentence(kind: &ErrorKind) -> Cow<'static, str> {
    match kind {
        ErrorKind::UnexpectedCharacter { character } => {
            let character = character.escape_debug();
            format!("a value can't start with `{character}`: put it in quotes").into()
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => format!("`{open}` is closed with `{close}`").into(),
        ErrorKind::UnclosedFlowCollection { open } => {
            format!("this `{open}` is never closed with `{}`", closing(*open)).into()
        }
        _ => fixed_sentence(kind).into(),
    }
}

#[allow(clippy::too_many_lines, reason = "it is a table")]
fn fixed_sentence(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            "the quote that opens here is never closed"
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            "text follows a closing quote; inside single quotes a quote is written twice: `''`"
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "text follows a closing quote; inside double quotes a quote is written `\\\"`"
        }
        ErrorKind::InvalidQuotedScalarIndent => {
            "this line continues a quoted text and must be indented deeper than its key"
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            "there is no such escape in double quotes; a backslash itself is written `\\\\`"
        }
        ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => "this escape does not name a Unicode character",
        ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabAtBlockScalarStart => TAB,
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInPlainScalar
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => "there is a tab where YAML allows only spaces",
        ErrorKind::MappingValueNotAllowed => {
            "a `:` makes a key where none can stand: quote the text if it holds `: `, or check \
             the indentation of this line and the one above"
        }
        ErrorKind::ExpectedBlockMappingKey => "a key is expected here: check the indentation against the keys above",
        ErrorKind::ExpectedDocumentStart => "the document's value ends above this: check the indentation of this line",
        ErrorKind::ExpectedBlockSequenceEntry => {
            "a list item (`- `) is expected here: check the indentation against the items above"
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => "a `:` is missing after this key",
        ErrorKind::InvalidIndentation | ErrorKind::InvalidFlowScalarIndent => "this line must be indented deeper",
        ErrorKind::BlockSequenceEntryNotAllowed => "a list item (`- `) can't start here: put it on a line of its own",
        ErrorKind::BlockEntryInFlowCollection => {
            "a list item (`- `) can't be inside brackets: separate items with commas"
        }
        ErrorKind::MappingKeyNotAllowed => "a key (`? `) can't start here",
        ErrorKind::MisplacedFlowCollectionEnd => "this bracket closes nothing",
        ErrorKind::ExpectedFlowMappingSeparator => "a comma or `}` is expected here",
        ErrorKind::ExpectedFlowSequenceSeparator => "a comma or `]` is expected here",
        ErrorKind::ExpectedNodeContent => "a value is expected here",
        ErrorKind::CommentInterceptedScalar => "there is a comment between the lines of an unquoted text",
        ErrorKind::CommentNotSeparated => "a space is missing before `#`",
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
            "only `+`, `-`, a digit from 1 to 9 and a comment may follow `|` or `>`"
        }
        ErrorKind::InvalidBlockScalarIndent => {
            "the first line of a block of text is blank and indented deeper than what follows"
        }
        ErrorKind::DirectiveDisallowed => {
            "Portico reads no `%` directives, and Kubernetes needs none: remove this line"
        }
        ErrorKind::BomInsideDocument => "there is an invisible byte-order mark here: remove it",
        ErrorKind::MissingAnchorOrAliasName => "a name must follow `&` or `*` at once",
        ErrorKind::InvalidDocumentEnd => "only a comment may follow `...` on its line",
        ErrorKind::InvalidColonPlacement | ErrorKind::FlowMappingValueAdjacentCollection => {
            "a `:` can't be here: a comma is missing before this key, or quotes around it"
        }
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte => "a `!` starts a tag, and this is not one: put the value in quotes",
        _ => "this is not YAML",
    }
}

fn is_about_structure(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidColonPlacement
            | ErrorKind::FlowMappingValueAdjacentCollection
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::UnexpectedEof
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::ExpectedNodeContent
            | ErrorKind::MappingValueNotAllowed
            | ErrorKind::BlockEntryInFlowCollection
            | ErrorKind::InvalidIndentation
    )
}

fn character_at(text: &str, at: usize) -> Span {
    let length =
        text[at..].chars().next().filter(|character| !matches!(character, '\n' | '\r')).map_or(0, char::len_utf8);
    Span { start: at, end: at + length }
}

/// Finds the first tab before the content of the line.
fn tab_in_indentation(text: &str, at: usize) -> Option<Span> {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |found| found + 1);
    let line = &text[start..];
    let tab = line.find(|character| character != ' ')?;
    line[tab..].starts_with('\t').then_some(Span { start: start + tab, end: start + tab + 1 })
}
