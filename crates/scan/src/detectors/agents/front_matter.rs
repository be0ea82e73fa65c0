//! The YAML before a Markdown text, between two lines of `---`.

use crate::found::{Line, line_of_number};
use crate::tree::{Node, yaml};

/// The text between the lines, without them. The line numbers in it are one less than in the file.
pub fn front_matter(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rest = text.strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or(rest.strip_prefix('\n'))?;
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return rest.get(..end);
        }
        end += line.len();
    }
    None
}

/// The same, read. What is not YAML says nothing.
pub fn fields(text: &str) -> Option<Node<'_>> {
    yaml(front_matter(text)?).ok().filter(Node::is_table)
}

/// The line of a value in the front matter, counted in the whole file.
pub fn line<'t>(text: &'t str, node: &Node) -> Option<Line<'t>> {
    line_of_number(text, node.line.saturating_add(1))
}

#[test]
fn front_matter_ends_with_its_line() {
    assert_eq!(front_matter("---\na: 1\n---\nb"), Some("a: 1\n"));
    assert_eq!(front_matter("---\r\na: 1\r\n---\r\n"), Some("a: 1\r\n"));
    assert_eq!(front_matter("---\na: 1\n"), None);
    assert_eq!(front_matter("--- a\n---\n"), None);
}
