//! Doc comments of TypeScript, from the paragraphs and lists of Markdown.

use std::mem::replace;

use super::WIDTH;

/// Writes Markdown as a comment with its line feed; nothing where there is no text.
pub fn block(markdown: &str, indent: usize) -> Result<String, String> {
    if markdown.contains("*/") {
        return Err(format!("a comment would end within {markdown:?}"));
    }
    let space = " ".repeat(indent);
    let paragraphs = paragraphs(markdown)?;
    if let [Paragraph { text, is_item: false, .. }] = &paragraphs[..]
        && indent + "/** ".len() + text.chars().count() + " */".len() <= WIDTH
    {
        return Ok(format!("{space}/** {text} */\n"));
    }
    let lines = paragraphs.iter().flat_map(|paragraph| paragraph.lines(WIDTH - indent - " * ".len()));
    let lines: Vec<String> = lines.map(|line| format!("{space} * {line}").trim_end().to_owned()).collect();
    Ok(if lines.is_empty() { String::new() } else { format!("{space}/**\n{}\n{space} */\n", lines.join("\n")) })
}

/// A paragraph, or an item of a list.
struct Paragraph {
    text: String,
    is_item: bool,
    /// Whether an empty line stands before it.
    is_apart: bool,
}

impl Paragraph {
    fn lines(&self, width: usize) -> Vec<String> {
        let (first, others) = if self.is_item { ("- ", "  ") } else { ("", "") };
        let mut lines = Vec::new();
        if self.is_apart {
            lines.push(String::new());
        }
        let mut words = self.text.split(' ');
        let mut line = format!("{first}{}", words.next().unwrap_or_default());
        for word in words {
            if line.chars().count() + 1 + word.chars().count() <= width {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(replace(&mut line, format!("{others}{word}")));
            }
        }
        lines.push(line);
        lines
    }
}

/// Takes Markdown apart. Blocks whose line ends mean something are refused.
fn paragraphs(markdown: &str) -> Result<Vec<Paragraph>, String> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut ended = true;
    for line in markdown.trim().lines() {
        let text = line.trim();
        if ["    ", "#", "```", "|", ">"].iter().any(|mark| line.starts_with(mark)) {
            return Err(format!("a comment may have paragraphs and lists, not {line:?}"));
        }
        if text.is_empty() {
            ended = true;
        } else if let Some(item) = text.strip_prefix("- ") {
            let is_apart = ended && !paragraphs.is_empty();
            paragraphs.push(Paragraph { text: item.to_owned(), is_item: true, is_apart });
            ended = false;
        } else if let Some(paragraph) = paragraphs.last_mut().filter(|_| !ended) {
            paragraph.text.push(' ');
            paragraph.text.push_str(text);
        } else {
            let is_apart = !paragraphs.is_empty();
            paragraphs.push(Paragraph { text: text.to_owned(), is_item: false, is_apart });
            ended = false;
        }
    }
    Ok(paragraphs)
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn a_comment_is_one_line_where_it_fits() {
        for (markdown, comment) in [
            ("", ""),
            ("A text.", "  /** A text. */\n"),
            ("A text\nof two lines.", "  /** A text of two lines. */\n"),
            ("One.\n\nTwo.", "  /**\n   * One.\n   *\n   * Two.\n   */\n"),
            ("One:\n\n- a\n- b", "  /**\n   * One:\n   *\n   * - a\n   * - b\n   */\n"),
        ] {
            assert_eq!(block(markdown, 2).as_deref(), Ok(comment), "{markdown:?}");
        }
    }

    #[test]
    fn a_long_comment_is_wrapped() {
        for count in 20..40 {
            let words = ["a", "word", "of"].repeat(count).join(" ");
            for markdown in [words.clone(), format!("Some:\n\n- one\n- {words}")] {
                let comment = block(&markdown, 4).expect("it is plain Markdown");
                let widths: Vec<usize> = comment.lines().map(|line| line.chars().count()).collect();
                // No word of a later line would have fit.
                assert!(widths.iter().any(|width| (95..=100).contains(width)), "{comment}");
                assert!(widths.iter().all(|width| *width <= 100), "{comment}");
            }
        }
        let item = block(&format!("- {} end", "i".repeat(92)), 0).expect("it is plain Markdown");
        assert!(item.ends_with("\n *   end\n */\n"), "{item}");
    }

    #[test]
    fn markdown_that_wrapping_would_break_is_refused() {
        for markdown in ["It ends */ here.", "Code:\n\n    indented", "```\nfenced\n```", "| a | b |"] {
            assert!(block(markdown, 0).is_err(), "{markdown:?}");
        }
    }
}
