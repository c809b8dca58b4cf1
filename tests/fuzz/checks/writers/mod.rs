//! The writers of text: whatever a text holds, it doesn't leave its place.

mod shell;

use crate::obeyed::obeyed;
use portico_edit::{double_quoted, plain_or_quoted};
use portico_manifest::{Limits, Scalar, parse, split};
use portico_text::{
    Comment, Flowchart, JsonPath, Label, Markdown, Script, ShellWord, TerminalText, WorkflowCommand, XmlText, line,
    lines, visible_json,
};
use serde_json::Value;

pub fn check(text: &str) {
    check_terminal(text);
    check_command(text);
    check_json(text);
    check_xml(text);
    check_yaml(text);
    check_shell(text);
    check_markdown(text);
    check_mermaid(text);
}

fn check_terminal(text: &str) {
    let one = line(text);
    assert!(!one.contains(['\n', '\r', '\u{2028}', '\u{85}']), "{one:?} is one line");
    assert_eq!(obeyed(&one), None);
    assert_eq!(obeyed(&lines(text)), None);
    assert_eq!(lines(text).matches('\n').count(), text.matches('\n').count());
    let block = TerminalText::lines(text, 4);
    assert_eq!(obeyed(block.as_str()), None);
    let mut excerpt = TerminalText::default();
    text.chars().for_each(|letter| excerpt.push_letter(letter));
    assert_eq!(excerpt.as_str().chars().count(), text.chars().count(), "a letter takes one place");
    assert!(!excerpt.as_str().chars().any(|letter| letter.is_control() && letter != '\t'), "{excerpt:?}");
}

fn check_command(text: &str) {
    let command = WorkflowCommand::new("error").property("file", text).property("title", text).number("line", 1);
    let command = command.says(text);
    let (command, rest) = command.split_once('\n').expect("it ends its line");
    assert_eq!(rest, "", "one line");
    assert_eq!(obeyed(command.trim_start_matches("::")), None);
    let (properties, said) =
        command.strip_prefix("::error ").and_then(|rest| rest.split_once("::")).expect("properties end there");
    let properties: Vec<(&str, &str)> =
        properties.split(',').map(|property| property.split_once('=').expect("a name and a value")).collect();
    let [("file", file), ("title", title), ("line", "1")] = properties[..] else { panic!("{properties:?}") };
    assert_eq!(file, title);
    let read = |text: &str| text.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%25", "%");
    assert_eq!(read(file), read(said), "the runner reads the same");
}

fn check_json(text: &str) {
    let data = serde_json::json!({text: [text]});
    let visible = visible_json(&data.to_string());
    assert_eq!(obeyed(&visible), None);
    assert_eq!(serde_json::from_str::<Value>(&visible).expect("it is JSON"), data);

    let path = JsonPath::own("{").key(text).and("==").string(text).and("}");
    let mut inside = path.as_str().strip_prefix('{').and_then(|path| path.strip_suffix('}')).expect("it ends there");
    let mut read = String::new();
    while !inside.starts_with("==") {
        let mut letters = inside.chars();
        let letter = letters.next().expect("there is more");
        let letter = if letter == '\\' { letters.next().expect("something is escaped") } else { letter };
        read.push(letter);
        inside = letters.as_str();
    }
    assert_eq!(read, text, "the key");
    let quoted = inside.strip_prefix("==\"").and_then(|quoted| quoted.strip_suffix('"')).expect("it is in quotes");
    let bare = quoted.replace("\\\\", "").replace("\\\"", "");
    assert!(!bare.contains(['"', '\\']), "{quoted:?} ends at its end");
}

fn check_xml(text: &str) {
    let (attribute, content) = (XmlText::attribute(text), XmlText::content(text));
    let xml = format!("<a b=\"{}\">{}</a>", attribute.as_str(), content.as_str());
    assert_eq!(obeyed(&xml), None);
    let document = roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml:?}"));
    assert_eq!(document.descendants().filter(roxmltree::Node::is_element).count(), 1);
    assert_eq!(document.root_element().text().unwrap_or_default(), lines(text));
}

fn check_yaml(text: &str) {
    for written in [plain_or_quoted(text), double_quoted(text)] {
        let stream = format!("a: {written}\nb: [{}]\n", double_quoted(text));
        let limits = Limits::default();
        let [raw] = split(&stream)[..] else { panic!("{stream:?} is one document") };
        let document = parse(&stream, &raw, &limits).unwrap_or_else(|error| panic!("{error}: {stream:?}"));
        let root = document.root().expect("content");
        let (a, b) = (root.get("a").expect("a"), root.get("b").and_then(|list| list.items().next()).expect("b"));
        assert_eq!((a.text(), a.scalar()), (text, Some(Scalar::String)), "{stream:?}");
        assert_eq!((b.text(), b.scalar()), (text, Some(Scalar::String)), "{stream:?}");
        let second: Value = serde_yaml::from_str(&stream).unwrap_or_else(|error| panic!("{error}: {stream:?}"));
        assert_eq!(second, serde_json::json!({"a": text, "b": [text]}), "{stream:?}");
    }
    let comments: Vec<String> = Comment::from(text).lines(20).map(|line| format!("# {line}")).collect();
    let stream = format!("{}\na: 1\n", comments.join("\n"));
    let read: Value = serde_yaml::from_str(&stream).unwrap_or_else(|error| panic!("{error}: {stream:?}"));
    assert_eq!(read, serde_json::json!({"a": 1}), "{stream:?}");
}

fn check_shell(text: &str) {
    let spoken: String = text.chars().filter(|letter| *letter != '\0').collect();
    let word = ShellWord::of(text).to_string();
    assert_eq!(shell::words(&word), [spoken.as_str()], "{word:?}");
    let script = Script::own("a").operand(text).operand("b").into_string();
    let words = shell::words(&script);
    let is_option = text.starts_with('-');
    let expected = if is_option { vec!["a", "--", &spoken, "b"] } else { vec!["a", &spoken, "b"] };
    assert_eq!(words, expected, "{script:?}");
}

fn check_markdown(text: &str) {
    let code = Markdown::own("").code(text).into_string();
    let fence = code.chars().take_while(|letter| *letter == '`').count();
    let inside = code[fence..].strip_suffix(&"`".repeat(fence)).expect("it ends as it begins");
    assert!(!code.contains('\n'));
    assert!(inside.split(|letter| letter != '`').all(|run| run.len() < fence), "{code:?} ends at its end");
    let script = Markdown::own("").script(Script::own("echo ").word(text)).into_string();
    let fence: String = script.chars().take_while(|letter| *letter == '`').collect();
    let body = script.strip_suffix(&format!("\n{fence}\n")).expect("it ends as it begins");
    assert!(!body.lines().skip(1).any(|line| line.contains(&fence)), "{script:?} ends at its end");
    let plain = Markdown::own("").text(text).into_string();
    assert_eq!(obeyed(&plain.replace('\\', "")), None);
    let unescaped = plain.replace("\\\\", "");
    let specials = unescaped.char_indices().filter(|(_, letter)| "`*_[]<>&|".contains(*letter));
    for (at, _) in specials {
        assert!(unescaped[..at].ends_with('\\'), "{plain:?} has something that isn't text");
    }
}

fn check_mermaid(text: &str) {
    let label = Label::default().text(text);
    let chart = Flowchart::new().node("a", &label).link("a", &label, "b").into_string();
    assert_eq!(chart.lines().count(), 3, "{chart:?}");
    assert_eq!(chart.matches('"').count(), 4, "{chart:?}");
    assert!(!chart.replace(" --> ", "").contains(['<', '>', '%', '`', '{', '\\']), "{chart:?}");
}
