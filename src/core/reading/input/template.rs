//! The comment by which Helm says what file of a chart a document is from.

/// The longest path that is taken: no file system has a longer one, and every diagnostic of the document has it.
const LONGEST: usize = 4096;

/// Reads the file that the first line of a document names, as Helm writes it: `# Source: CHART/templates/FILE`. People
/// write such a line too, with the address of a page.
pub(super) fn named_above(document: &str) -> Option<String> {
    let named = document.strip_prefix("# Source: ")?;
    let file = named[..named.floor_char_boundary(LONGEST + 2)].lines().next().filter(|file| file.len() <= LONGEST)?;
    let is_of_a_chart = !file.contains(':') && (file.contains("/templates/") || file.contains("/crds/"));
    is_of_a_chart.then(|| file.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, named_above};

    #[test]
    fn only_a_file_of_a_chart_on_the_first_line_is_taken() {
        for file in ["spaces/templates/service.yaml", "a/charts/b/templates/c/d e.yaml", "a/crds/b.yaml"] {
            for rest in ["", "\nkind: Service\n", "\r\nkind: Service\r\n"] {
                assert_eq!(named_above(&format!("# Source: {file}{rest}")).as_deref(), Some(file));
            }
        }
        for other in [
            "",
            "kind: Service\n# Source: a/templates/b.yaml\n",
            "# Source: https://example.com/templates/b.yaml\n",
            "# Source: the vendor's page\n",
            "text: |\n  # Source: a/templates/b.yaml\n",
            &format!("# Source: a/templates/{}\n", "b".repeat(LONGEST)),
        ] {
            assert_eq!(named_above(other), None, "{other:?}");
        }
    }
}
