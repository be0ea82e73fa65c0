//! A paper as CommonMark with pipe tables and, in drafts, footnotes.

mod run;

use std::fmt::Write as _;

use crate::columns::columns;
use crate::notes::Notes;
use crate::{Block, Inline, Paper, State, Words};
use run::{Place, Run, text};

/// The whole paper. Nothing in it that came from outside is markup.
pub fn render(paper: &Paper, words: &Words) -> String {
    let mut page =
        Page { out: String::new(), run: Run { words, notes: Notes::new(paper), state: paper.state }, lists: 0 };
    page.head(paper);
    for block in &paper.blocks {
        page.block(block);
    }
    page.sources();
    page.out
}

struct Page<'p> {
    out: String,
    run: Run<'p>,
    /// How many lists stand before the next block without anything between.
    lists: usize,
}

impl Page<'_> {
    fn head(&mut self, paper: &Paper) {
        let words = self.run.words;
        self.paragraph("# ", &text(&paper.title));
        if let Some(subtitle) = &paper.subtitle {
            self.paragraph("", &text(subtitle));
        }
        let mut line = text(words.state(paper.state));
        if let Some(date) = paper.date {
            let _ = write!(line, ", {date}");
        }
        self.paragraph("", &line);
        if paper.state == State::Draft {
            self.paragraph("> ", &text(&words.draft_banner));
        }
        if self.run.notes.gaps.is_empty() {
            return;
        }
        self.paragraph("## ", &text(&words.gaps));
        let gaps: Vec<String> = self
            .run
            .notes
            .gaps
            .iter()
            .map(|(number, gap)| format!("{number}. {}: {}", self.run.gap(gap), text(&gap.remedy)))
            .collect();
        self.lines(&gaps);
    }

    fn sources(&mut self) {
        if self.run.state != State::Draft || self.run.notes.sources.is_empty() {
            return;
        }
        self.paragraph("## ", &text(&self.run.words.sources));
        let sources: Vec<String> = self
            .run
            .notes
            .sources
            .iter()
            .map(|(number, source)| format!("[^{number}]: {}", text(&self.run.words.source(source))))
            .collect();
        self.lines(&sources);
    }

    fn block(&mut self, block: &Block) {
        let is_list = matches!(block, Block::List { .. } | Block::Definitions(_));
        match block {
            Block::Heading { level, number, text: title, cites } => {
                self.heading(*level, number.as_deref(), title, cites)
            }
            Block::Paragraph(run) => self.paragraph("", &self.run.render(run, Place::Line)),
            Block::Note(run) => self.paragraph("> ", &self.run.render(run, Place::Line)),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Definitions(pairs) => self.definitions(pairs),
            Block::Table { caption, head, rows } => self.table(caption.as_deref(), head, rows),
            Block::Picture { alt, .. } => {
                let picture = format!("{}: {alt}", self.run.words.picture);
                self.paragraph("", &text(&picture));
            }
            Block::Signature { label, lines } => self.signature(label, lines),
        }
        self.lists = if is_list { self.lists + 1 } else { 0 };
    }

    fn heading(&mut self, level: u8, number: Option<&str>, title: &[Inline], cites: &[String]) {
        let marks = "#".repeat(usize::from(level.clamp(1, 4)) + 1);
        let title = self.run.render(title, Place::Line);
        let title = match number {
            Some(number) => format!("{} {title}", text(number)),
            None => title,
        };
        self.paragraph(&format!("{marks} "), title.trim());
        if !cites.is_empty() {
            self.paragraph("", &format!("*{}*", text(&format!("{}: {}", self.run.words.cites, cites.join(", ")))));
        }
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Inline>]) {
        // Lists that follow one another would be one, if they had the same mark.
        let is_even = self.lists.is_multiple_of(2);
        let lines: Vec<String> = items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let mark = match (ordered, is_even) {
                    (true, true) => format!("{}.", at + 1),
                    (true, false) => format!("{})", at + 1),
                    (false, true) => "-".to_owned(),
                    (false, false) => "*".to_owned(),
                };
                format!("{mark} {}", self.run.render(item, Place::Line)).trim_end().to_owned()
            })
            .collect();
        self.lines(&lines);
    }

    fn definitions(&mut self, pairs: &[(Vec<Inline>, Vec<Inline>)]) {
        let mark = if self.lists.is_multiple_of(2) { '-' } else { '*' };
        let lines: Vec<String> = pairs
            .iter()
            .map(|(label, value)| {
                let label = self.run.render_strong(label);
                format!("{mark} {label}: {}", self.run.render(value, Place::Inside)).trim_end().to_owned()
            })
            .collect();
        self.lines(&lines);
    }

    fn table(&mut self, caption: Option<&str>, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let columns = columns(head, rows);
        if let Some(caption) = caption {
            self.paragraph("", &text(caption));
        }
        if columns.is_empty() {
            return;
        }
        let row = |cells: &[Vec<Inline>], width: usize| {
            let mut line = String::from("|");
            for cell in cells {
                let _ = write!(line, " {} |", self.run.render(cell, Place::Cell));
            }
            line.push_str(&"  |".repeat(width.saturating_sub(cells.len())));
            line
        };
        // A row may end early, only the head may not.
        let mut lines = vec![row(head, columns.len())];
        let marks: Vec<&str> = columns.iter().map(|column| if column.is_numeric { " --: " } else { " --- " }).collect();
        lines.push(format!("|{}|", marks.join("|")));
        lines.extend(rows.iter().map(|cells| row(cells, 1)));
        self.lines(&lines);
    }

    fn signature(&mut self, label: &[Inline], lines: &[Vec<Inline>]) {
        let lines: Vec<String> = std::iter::once(self.run.render_strong(label))
            .chain(lines.iter().map(|line| self.run.render(line, Place::Line)))
            .filter(|line| !line.is_empty())
            .collect();
        self.paragraph("", &lines.join("\\\n"));
    }

    fn paragraph(&mut self, mark: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let _ = writeln!(self.out, "{}{mark}{text}", if self.out.is_empty() { "" } else { "\n" });
    }

    fn lines(&mut self, lines: &[String]) {
        self.paragraph("", &lines.join("\n"));
    }
}

#[cfg(test)]
mod tests;
