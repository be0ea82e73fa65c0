//! A paper as DOCX: real styles, real lists and tables, the same bytes each time.

mod parts;
mod run;
mod styles;

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, AlignmentType, Docx, Footer, Header, IndentLevel, Level, LevelJc, LevelOverride, LevelText,
    LineSpacing, NumPages, NumberFormat, Numbering, NumberingId, PageMargin, PageNum, Paragraph, Run as DocxRun,
    SpecialIndentType, Start, Table, TableBorder, TableBorderPosition, TableBorders, TableCell, TableLayoutType,
    TableRow, WidthType,
};

use crate::columns::{Column, columns};
use crate::notes::Notes;
use crate::outline::Outline;
use crate::{Block, Inline, Paper, State, Words, clean};
use run::Run;

/// What stopped the paper from being written.
#[derive(Debug)]
pub struct Error(String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "putting the parts of the DOCX file together: {}", self.0)
    }
}

impl std::error::Error for Error {}

/// Width of the text on A4, in twentieths of a point.
const TEXT_WIDTH: f64 = 9400.0;

const BULLETS: usize = 1;
const NUMBERS: usize = 2;

pub fn render(paper: &Paper, words: &Words) -> Result<Vec<u8>, Error> {
    let mut writer = Writer {
        docx: styles::add(Docx::new()),
        run: Run { words, notes: Notes::new(paper), state: paper.state, links: 0 },
        outline: Outline::default(),
        paragraphs: 0,
        numberings: NUMBERS,
    };
    writer.frame(paper);
    writer.head(paper);
    for block in &paper.blocks {
        writer.block(block);
    }
    writer.sources();
    let mut built = writer.docx.build();
    parts::complete(&mut built, paper);
    let mut bytes = Cursor::new(Vec::new());
    built.pack(&mut bytes).map_err(|error| Error(error.to_string()))?;
    Ok(bytes.into_inner())
}

struct Writer<'p> {
    docx: Docx,
    run: Run<'p>,
    outline: Outline,
    paragraphs: usize,
    numberings: usize,
}

impl Writer<'_> {
    /// Page, running head and foot, and the marks of lists.
    fn frame(&mut self, paper: &Paper) {
        let words = self.run.words;
        let mark = |number: usize, format: &str, text: &str| {
            let level =
                Level::new(0, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"));
            AbstractNumbering::new(number).add_level(level.indent(
                Some(500),
                Some(SpecialIndentType::Hanging(360)),
                None,
                None,
            ))
        };
        let gray = |text: String| DocxRun::new().add_text(text).size(17).color("585A63");
        let foot = format!("{} · {} · {} ", clean::line(&paper.title), words.state(paper.state), words.page);
        let foot = self
            .paragraph()
            .add_run(gray(foot))
            .add_page_num(PageNum::new())
            .add_run(gray(format!(" {} ", words.of)))
            .add_num_pages(NumPages::new());
        let mut docx = std::mem::take(&mut self.docx)
            .page_size(11906, 16838)
            .page_margin(PageMargin::new().top(1250).bottom(1250).left(1250).right(1250).header(600).footer(600))
            .add_abstract_numbering(mark(BULLETS, "bullet", "•"))
            .add_abstract_numbering(mark(NUMBERS, "decimal", "%1."))
            .add_numbering(Numbering::new(BULLETS, BULLETS))
            .footer(Footer::new().add_paragraph(foot));
        if paper.state == State::Draft {
            let banner = format!("{}. {}", words.draft, words.draft_banner);
            let banner = self.paragraph().style("Banner").add_run(DocxRun::new().add_text(clean::line(&banner)));
            docx = docx.header(Header::new().add_paragraph(banner));
        }
        self.docx = docx;
    }

    fn head(&mut self, paper: &Paper) {
        let words = self.run.words;
        self.plain("Title", &paper.title);
        if let Some(subtitle) = &paper.subtitle {
            self.plain("Subtitle", subtitle);
        }
        let date = paper.date.map(|date| format!(" · {date}")).unwrap_or_default();
        self.plain("Cites", &format!("{}{date}", words.state(paper.state)));
        if self.run.notes.gaps.is_empty() {
            return;
        }
        self.plain("Note", &words.gaps);
        let number = self.numbering();
        let gaps: Vec<_> = self.run.notes.gaps.iter().map(|(_, gap)| gap.clone()).collect();
        for gap in gaps {
            let item = [Inline::Gap(gap.clone()), Inline::Text(format!(" {}", gap.remedy))];
            self.item(number, &item);
        }
    }

    fn sources(&mut self) {
        let words = self.run.words;
        if self.run.state != State::Draft || self.run.notes.sources.is_empty() {
            return;
        }
        self.plain("Note", &words.sources);
        let sources: Vec<String> =
            self.run.notes.sources.iter().map(|(at, source)| format!("[{at}] {}", words.source(source))).collect();
        for source in sources {
            self.plain("Cites", &source);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, number, text, cites } => self.heading(*level, number.as_deref(), text, cites),
            Block::Paragraph(run) => self.styled("Body", run),
            Block::Note(run) => self.styled("Note", run),
            Block::List { ordered, items } => {
                let number = if *ordered { self.numbering() } else { BULLETS };
                for item in items {
                    self.item(number, item);
                }
            }
            Block::Definitions(pairs) => self.definitions(pairs),
            Block::Table { caption, head, rows } => self.table(caption.as_deref(), head, rows),
            Block::Picture { alt, .. } => {
                let picture = format!("[{}: {alt}]", self.run.words.picture);
                self.plain("Body", &picture);
            }
            Block::Signature { label, lines } => self.signature(label, lines),
        }
    }

    fn heading(&mut self, level: u8, number: Option<&str>, text: &[Inline], cites: &[String]) {
        let number = number.map(|number| Inline::Text(format!("{number} ")));
        let title: Vec<Inline> = number.into_iter().chain(text.iter().cloned()).collect();
        if !title.is_empty() {
            let style = format!("Heading{}", self.outline.next(level));
            self.styled(&style, &title);
        }
        if !cites.is_empty() {
            let cites = format!("{}: {}", self.run.words.cites, cites.join(", "));
            self.plain("Cites", &cites);
        }
    }

    fn definitions(&mut self, pairs: &[(Vec<Inline>, Vec<Inline>)]) {
        let widths = [(TEXT_WIDTH * 0.3) as usize, (TEXT_WIDTH * 0.7) as usize];
        let mut rows = Vec::with_capacity(pairs.len());
        for (label, value) in pairs {
            let label = self.cell(label, widths[0], false, "Label");
            let value = self.cell(value, widths[1], false, "Cell");
            rows.push(TableRow::new(vec![label, value]));
        }
        self.add_table(rows, &widths);
    }

    fn table(&mut self, caption: Option<&str>, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let columns = columns(head, rows);
        if columns.is_empty() {
            return;
        }
        if let Some(caption) = caption {
            self.plain("Caption", caption);
        }
        let whole: f64 = columns.iter().map(|column| column.weight).sum();
        let widths: Vec<usize> = columns.iter().map(|column| (TEXT_WIDTH * column.weight / whole) as usize).collect();
        let mut out = Vec::with_capacity(rows.len() + 1);
        if !head.is_empty() {
            // The mark for what is repeated on each page: see `parts`.
            out.push(self.row(head, &columns, &widths, "Label").cant_split());
        }
        for cells in rows {
            out.push(self.row(cells, &columns, &widths, "Cell"));
        }
        self.add_table(out, &widths);
    }

    fn row(&mut self, cells: &[Vec<Inline>], columns: &[Column], widths: &[usize], style: &str) -> TableRow {
        let mut row = Vec::with_capacity(columns.len());
        for ((cell, column), width) in cells.iter().zip(columns).zip(widths) {
            row.push(self.cell(cell, *width, column.is_numeric, style));
        }
        let rest = columns.len() - row.len();
        if rest > 0 {
            row.push(TableCell::new().add_paragraph(self.paragraph()).grid_span(rest));
        }
        TableRow::new(row)
    }

    fn cell(&mut self, run: &[Inline], width: usize, is_numeric: bool, style: &str) -> TableCell {
        let mut paragraph = self.paragraph().style(style);
        if is_numeric {
            paragraph = paragraph.align(AlignmentType::Right);
        }
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(self.run.add(paragraph, run))
    }

    fn add_table(&mut self, rows: Vec<TableRow>, widths: &[usize]) {
        if rows.is_empty() {
            return;
        }
        let rule = |position| TableBorder::new(position).size(4).color("BFBCB5");
        let borders = TableBorders::with_empty()
            .set(rule(TableBorderPosition::Top))
            .set(rule(TableBorderPosition::Bottom))
            .set(rule(TableBorderPosition::InsideH));
        let table = Table::without_borders(rows)
            .set_borders(borders)
            .set_grid(widths.to_vec())
            .width(widths.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed);
        // Tables that touch would be one.
        let after = self.paragraph().line_spacing(LineSpacing::new().before(0).after(60));
        self.docx = std::mem::take(&mut self.docx).add_table(table);
        self.push(after);
    }

    fn signature(&mut self, label: &[Inline], lines: &[Vec<Inline>]) {
        let paragraph = self.paragraph().style("Signature").keep_next(true);
        let paragraph = self.run.add(paragraph, label);
        self.push(paragraph);
        for line in lines {
            let paragraph = self.paragraph().style("Cell").keep_lines(true);
            let paragraph = self.run.add(paragraph, line);
            self.push(paragraph);
        }
    }

    /// A new row of numbers that starts at one.
    fn numbering(&mut self) -> usize {
        self.numberings += 1;
        let numbering = Numbering::new(self.numberings, NUMBERS).add_override(LevelOverride::new(0).start(1));
        self.docx = std::mem::take(&mut self.docx).add_numbering(numbering);
        self.numberings
    }

    fn item(&mut self, numbering: usize, run: &[Inline]) {
        let paragraph = self.paragraph().style("Item").numbering(NumberingId::new(numbering), IndentLevel::new(0));
        let paragraph = self.run.add(paragraph, run);
        self.push(paragraph);
    }

    fn styled(&mut self, style: &str, run: &[Inline]) {
        let paragraph = self.paragraph().style(style);
        let paragraph = self.run.add(paragraph, run);
        self.push(paragraph);
    }

    fn plain(&mut self, style: &str, text: &str) {
        self.styled(style, &[Inline::Text(text.to_owned())]);
    }

    /// A paragraph with an id of this paper; the library counts over all papers.
    fn paragraph(&mut self) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08x}", self.paragraphs))
    }

    fn push(&mut self, paragraph: Paragraph) {
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }
}

#[cfg(test)]
mod tests;
