//! What the cells of a table say about its columns.

use crate::Inline;

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Whether every cell of the body that says anything is a number.
    pub is_numeric: bool,
    /// Its share of the width.
    pub weight: f64,
}

/// One entry for each column of the widest row.
pub fn columns(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Vec<Column> {
    let width = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    let mut seen = vec![Seen::default(); width];
    for (column, cell) in seen.iter_mut().zip(head) {
        column.measure(&plain(cell));
    }
    for row in rows {
        for (column, cell) in seen.iter_mut().zip(row) {
            let text = plain(cell);
            column.measure(&text);
            if !text.trim().is_empty() {
                column.has_number |= is_number(text.trim());
                column.has_text |= !is_number(text.trim());
            }
        }
    }
    seen.iter().map(Seen::column).collect()
}

#[derive(Clone, Default)]
struct Seen {
    has_number: bool,
    has_text: bool,
    longest: usize,
    longest_word: usize,
}

impl Seen {
    fn measure(&mut self, text: &str) {
        self.longest = self.longest.max(text.chars().count());
        self.longest_word =
            self.longest_word.max(text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0));
    }

    fn column(&self) -> Column {
        // The root keeps one long cell from starving the others; a short word is never broken.
        let length = self.longest.clamp(1, 400) as f64;
        let weight = length.sqrt().max(self.longest_word.min(16) as f64 * 0.5).max(2.0);
        Column { is_numeric: self.has_number && !self.has_text, weight }
    }
}

/// The text of a run without its marks.
pub fn plain(run: &[Inline]) -> String {
    let mut out = String::new();
    for inline in run {
        out.push_str(match inline {
            Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) | Inline::Link { text, .. } => text,
            Inline::Field(field) => &field.text,
            Inline::Gap(gap) => &gap.what,
        });
    }
    out
}

/// Digits, perhaps in groups of three, with a sign, a per cent or the sign of the euro. A version is none.
fn is_number(text: &str) -> bool {
    let text = text.trim_start_matches(['+', '-', '−', '€']).trim_end_matches(['%', '€']).trim();
    let groups: Vec<&str> = text.split(['.', ',', ' ', '\u{a0}', '\u{202f}']).collect();
    let are_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let middle = groups.get(1..groups.len().saturating_sub(1)).unwrap_or_default();
    are_digits && middle.iter().all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_versions_and_days() {
        for text in ["7", "-3", "1,000,000.5", "1.000.000,50", "12 500 €", "99.5 %", "0"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["1.2.3", "2027-12-11", "", "n/a", "3 items", "1..2"] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn a_column_of_numbers_is_one_whatever_its_head_says() {
        let cell = |text: &str| vec![Inline::Text(text.to_owned())];
        let rows = vec![vec![cell("a"), cell("12")], vec![cell("b")], vec![cell("c"), cell("")]];
        let columns = columns(&[cell("Name"), cell("Count")], &rows);
        assert_eq!(columns.iter().map(|column| column.is_numeric).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_table_without_cells_has_no_columns() {
        assert!(columns(&[], &[vec![], vec![]]).is_empty());
    }
}
