//! Jupyter notebooks: their code cells as one text, with the line of each line.

use crate::tree::{self, Fault, Node, Value};

/// The code of a notebook and, for each line of it, the line of the file.
pub fn code(text: &str) -> Result<(String, Vec<u32>), Fault> {
    let notebook = tree::json(text)?;
    let mut code = String::new();
    let mut numbers = Vec::new();
    // Older notebooks keep their cells in worksheets.
    let sheets = notebook.list("worksheets").iter().flat_map(|sheet| sheet.list("cells"));
    for cell in notebook.list("cells").iter().chain(sheets) {
        if cell.text("cell_type") != Some("code") {
            continue;
        }
        let Some(source) = cell.get("source").or_else(|| cell.get("input")) else { continue };
        let lines: &[Node] = match &source.value {
            Value::List(lines) => lines,
            _ => std::slice::from_ref(source),
        };
        let mut is_line_open = false;
        for node in lines {
            let Some(text) = node.as_str() else { continue };
            for line in text.split_inclusive('\n') {
                if !is_line_open {
                    numbers.push(node.line);
                }
                code.push_str(line);
                is_line_open = !line.ends_with('\n');
            }
        }
        if is_line_open {
            code.push('\n');
        }
    }
    Ok((code, numbers))
}

#[test]
fn cells_become_one_text_and_keep_their_lines() {
    let text = "{\"cells\": [\n{\"cell_type\": \"markdown\", \"source\": [\"a\"]},\n{\"cell_type\": \"code\", \"source\": [\n\"b\\n\",\n\"c\"\n]},\n{\"cell_type\": \"code\", \"source\": \"d\\ne\"}]}";
    assert_eq!(code(text), Ok(("b\nc\nd\ne\n".to_owned(), vec![4, 5, 7, 7])));
}
