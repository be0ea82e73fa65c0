//! The order of a paper: headings with their numbers, above what stands under them.

use paper::{Block, Inline};

/// Blocks under numbered headings.
#[derive(Default)]
pub(crate) struct Outline {
    blocks: Vec<Block>,
    upper: usize,
    /// The last number under the group, inside one.
    lower: Option<usize>,
    /// A group of which nothing stands there yet.
    group: Option<Vec<Block>>,
}

impl Outline {
    /// Sections from here on stand under this heading; it is left out if none comes.
    pub fn group(&mut self, text: Vec<Inline>, lead: Vec<Block>) {
        let heading = Block::Heading { level: 1, number: None, text, cites: Vec::new() };
        self.lower = Some(0);
        self.group = Some(std::iter::once(heading).chain(lead).collect());
    }

    /// Sections from here on stand under no group.
    pub fn ungroup(&mut self) {
        (self.lower, self.group) = (None, None);
    }

    /// Sections from here on stand under the last heading.
    pub fn nest(&mut self) {
        (self.lower, self.group) = (Some(0), None);
    }

    pub fn heading(&mut self, text: Vec<Inline>, cites: Vec<String>) {
        self.open();
        let (level, number) = match &mut self.lower {
            Some(lower) => {
                *lower += 1;
                (2, format!("{}.{lower}", self.upper))
            }
            None => {
                self.upper += 1;
                (1, self.upper.to_string())
            }
        };
        self.blocks.push(Block::Heading { level, number: Some(number), text, cites });
    }

    pub fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.open();
        self.blocks.extend(blocks);
    }

    /// A row of a sheet; rows that follow each other are one sheet.
    pub fn row(&mut self, label: Vec<Inline>, value: Vec<Inline>) {
        self.open();
        match self.blocks.last_mut() {
            Some(Block::Definitions(rows)) => rows.push((label, value)),
            _ => self.blocks.push(Block::Definitions(vec![(label, value)])),
        }
    }

    pub fn done(self) -> Vec<Block> {
        self.blocks
    }

    fn open(&mut self) {
        let Some(mut blocks) = self.group.take() else { return };
        self.upper += 1;
        if let Some(Block::Heading { number, .. }) = blocks.first_mut() {
            *number = Some(self.upper.to_string());
        }
        self.blocks.append(&mut blocks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    #[test]
    fn rows_that_follow_each_other_are_one_sheet() {
        let mut outline = Outline::default();
        outline.row(text("a"), text("1"));
        outline.row(text("b"), text("2"));
        outline.heading(text("next"), Vec::new());
        outline.row(text("c"), text("3"));
        let rows: Vec<usize> = outline
            .done()
            .iter()
            .filter_map(|block| match block {
                Block::Definitions(rows) => Some(rows.len()),
                _ => None,
            })
            .collect();
        assert_eq!(rows, [2, 1]);
    }

    #[test]
    fn groups_count_their_sections_and_an_empty_one_takes_no_number() {
        let mut outline = Outline::default();
        outline.heading(text("first"), Vec::new());
        outline.group(text("empty"), Vec::new());
        outline.group(text("second"), vec![Block::Note(text("why"))]);
        outline.heading(text("a"), Vec::new());
        outline.heading(text("b"), Vec::new());
        outline.group(text("empty too"), Vec::new());
        outline.ungroup();
        outline.heading(text("third"), Vec::new());
        outline.nest();
        outline.heading(text("c"), Vec::new());
        let numbers: Vec<(u8, String)> = outline
            .done()
            .into_iter()
            .map(|block| match block {
                Block::Heading { level, number, .. } => (level, number.unwrap()),
                other => {
                    assert_eq!(other, Block::Note(text("why")));
                    (0, String::new())
                }
            })
            .collect();
        let expected = [(1, "1"), (1, "2"), (0, ""), (2, "2.1"), (2, "2.2"), (1, "3"), (2, "3.1")];
        assert_eq!(numbers, expected.map(|(level, number)| (level, number.to_owned())));
    }
}
