//! A section as a row of a sheet: label and value.

use paper::{Block, Field, Inline, Source};

use crate::said::plain;

/// The row, with what asks for it as the source of its label.
pub(crate) fn row(heading: &[Inline], cites: &[String], body: Vec<Block>) -> (Vec<Inline>, Vec<Inline>) {
    let source = Source::Law { citation: cites.first().cloned().unwrap_or_default() };
    let mut value: Vec<Inline> = Vec::new();
    for text in body.into_iter().flat_map(texts) {
        if !value.is_empty() {
            value.push(Inline::Text("; ".to_owned()));
        }
        value.extend(text);
    }
    (vec![Inline::Field(Field { text: plain(heading), source })], value)
}

/// What of a block fits into a row.
fn texts(block: Block) -> Vec<Vec<Inline>> {
    match block {
        Block::Paragraph(text) | Block::Note(text) => vec![text],
        Block::List { items, .. } => items,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_stand_in_one_row() {
        let text = |text: &str| vec![Inline::Text(text.to_owned())];
        let body = vec![Block::Paragraph(text("a")), Block::List { ordered: false, items: vec![text("b"), text("c")] }];
        let (label, value) = row(&text("Name"), &["aia:annex-8.1(4)".to_owned()], body);
        assert_eq!((plain(&label), plain(&value)), ("Name".to_owned(), "a; b; c".to_owned()));
        let [Inline::Field(Field { source: Source::Law { citation }, .. })] = label.as_slice() else { panic!() };
        assert_eq!(citation, "aia:annex-8.1(4)");
    }
}
