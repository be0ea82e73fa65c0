//! All the text of a paper in the order in which it is read.

use super::{Block, Field, Gap, Inline, Paper};

impl Paper {
    /// Every value, in order.
    pub fn fields(&self) -> Vec<&Field> {
        self.inlines().filter_map(|inline| if let Inline::Field(field) = inline { Some(field) } else { None }).collect()
    }

    /// Everything that is missing, in order.
    pub fn gaps(&self) -> Vec<&Gap> {
        self.inlines().filter_map(|inline| if let Inline::Gap(gap) = inline { Some(gap) } else { None }).collect()
    }

    fn inlines(&self) -> impl Iterator<Item = &Inline> {
        self.blocks.iter().flat_map(Block::runs).flatten()
    }
}

impl Block {
    /// Every run of text in the block, in order.
    fn runs(&self) -> Vec<&[Inline]> {
        match self {
            Block::Heading { text, .. } => vec![text],
            Block::Paragraph(run) | Block::Note(run) => vec![run],
            Block::List { items, .. } => items.iter().map(Vec::as_slice).collect(),
            Block::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).map(Vec::as_slice).collect(),
            Block::Definitions(pairs) => pairs.iter().flat_map(|(label, value)| [label.as_slice(), value]).collect(),
            Block::Picture { .. } => Vec::new(),
            Block::Signature { label, lines } => {
                std::iter::once(label.as_slice()).chain(lines.iter().map(Vec::as_slice)).collect()
            }
        }
    }
}
