//! A paper as one self-contained page: it loads nothing, runs nothing, prints well, and reads the same without its
//! style.

mod run;

use std::fmt::Write as _;

use crate::address::encode;
use crate::columns::{Column, columns};
use crate::notes::Notes;
use crate::outline::Outline;
use crate::{Block, Inline, Paper, State, Words, clean};
use run::{Run, escape};

/// The only style. Its digest stands in the page's content security policy; a test holds the two together.
const STYLE: &str = include_str!("html/style.css");

const STYLE_DIGEST: &str = "sha256-NSH98MtM+BSeEtDXgQQ8EBx2JxyGegogvDre0WiUmUI=";

/// Pixels of style sheets to the millimetre.
const PIXELS: f64 = 96.0 / 25.4;

pub fn render(paper: &Paper, words: &Words) -> String {
    let run = Run::new(words, Notes::new(paper), paper.state);
    let mut page = Page { out: String::new(), run, outline: Outline::default(), tables: 0 };
    page.start(paper);
    page.gaps();
    for block in &paper.blocks {
        page.block(block);
    }
    page.sources();
    page.out.push_str("</article>\n</main>\n</body>\n</html>\n");
    page.out
}

struct Page<'p> {
    out: String,
    run: Run<'p>,
    outline: Outline,
    tables: usize,
}

impl Page<'_> {
    fn start(&mut self, paper: &Paper) {
        let words = self.run.words;
        let title = escape(&paper.title);
        let state = escape(words.state(paper.state));
        let out = &mut self.out;
        let _ = write!(
            out,
            r##"<!doctype html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '{STYLE_DIGEST}'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<a class="skip" href="#content">{}</a>
"##,
            escape(&paper.language),
            escape(&words.skip),
        );
        if paper.state == State::Draft {
            let _ = writeln!(out, r#"<p class="banner"><b>{state}.</b> {}</p>"#, escape(&words.draft_banner));
            let _ = writeln!(out, r#"<p class="watermark" aria-hidden="true">{state}</p>"#);
        }
        out.push_str("<main id=\"content\" tabindex=\"-1\">\n<article>\n<header>\n");
        let _ = write!(out, r#"<p class="kicker">{state}"#);
        if let Some(date) = paper.date {
            let _ = write!(out, r#" <span aria-hidden="true">·</span> <time datetime="{date}">{date}</time>"#);
        }
        let _ = writeln!(out, "</p>\n<h1><bdi>{title}</bdi></h1>");
        if let Some(subtitle) = &paper.subtitle {
            let _ = writeln!(out, r#"<p class="subtitle"><bdi>{}</bdi></p>"#, escape(subtitle));
        }
        out.push_str("</header>\n");
    }

    fn gaps(&mut self) {
        let words = self.run.words;
        if self.run.notes.gaps.is_empty() {
            return;
        }
        let heading = escape(&words.gaps);
        let _ = writeln!(
            self.out,
            "<section class=\"gaps\" aria-labelledby=\"gaps\">\n<h2 id=\"gaps\">{heading}</h2>\n<ol>"
        );
        for (number, gap) in self.run.notes.gaps.iter() {
            let what = if clean::is_blank(&gap.what) { &words.missing } else { &gap.what };
            let _ = write!(self.out, "<li><a href=\"#gap-{number}\"><bdi>{}</bdi></a>", escape(what));
            self.run.cites(&gap.cites, &mut self.out);
            let _ = writeln!(self.out, " <span class=\"remedy\"><bdi>{}</bdi></span></li>", escape(&gap.remedy));
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn sources(&mut self) {
        let words = self.run.words;
        if self.run.state != State::Draft || self.run.notes.sources.is_empty() {
            return;
        }
        let heading = escape(&words.sources);
        let _ = writeln!(
            self.out,
            "<section class=\"sources\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">{heading}</h2>\n<ol>"
        );
        for (number, source) in self.run.notes.sources.iter() {
            let source = escape(&words.source(source));
            let _ = writeln!(self.out, "<li id=\"source-{number}\"><bdi>{source}</bdi></li>");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, number, text, cites } => self.heading(*level, number.as_deref(), text, cites),
            Block::Paragraph(run) => self.paragraph("<p>", run),
            Block::Note(run) => self.paragraph("<p class=\"note\">", run),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Definitions(pairs) => self.definitions(pairs),
            Block::Table { caption, head, rows } => self.table(caption.as_deref(), head, rows),
            Block::Picture { svg, alt, width_mm } => self.picture(svg, alt, *width_mm),
            Block::Signature { label, lines } => self.signature(label, lines),
        }
    }

    fn heading(&mut self, level: u8, number: Option<&str>, text: &[Inline], cites: &[String]) {
        let mut title = String::new();
        if let Some(number) = number {
            let _ = write!(title, "<span class=\"number\">{}</span> ", escape(number));
        }
        self.run.render(text, &mut title);
        if !title.is_empty() {
            let level = self.outline.next(level) + 1;
            let _ = writeln!(self.out, "<h{level}>{title}</h{level}>");
        }
        if !cites.is_empty() {
            self.out.push_str("<p class=\"cites\">");
            self.run.cites(cites, &mut self.out);
            self.out.push_str("</p>\n");
        }
    }

    fn paragraph(&mut self, start: &str, run: &[Inline]) {
        self.out.push_str(start);
        self.run.render(run, &mut self.out);
        self.out.push_str("</p>\n");
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Inline>]) {
        if items.is_empty() {
            return;
        }
        let tag = if ordered { "ol" } else { "ul" };
        let _ = writeln!(self.out, "<{tag}>");
        for item in items {
            self.out.push_str("<li>");
            self.run.render(item, &mut self.out);
            self.out.push_str("</li>\n");
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn definitions(&mut self, pairs: &[(Vec<Inline>, Vec<Inline>)]) {
        if pairs.is_empty() {
            return;
        }
        self.out.push_str("<dl>\n");
        for (label, value) in pairs {
            self.out.push_str("<div><dt>");
            self.run.render(label, &mut self.out);
            self.out.push_str("</dt><dd>");
            self.run.render(value, &mut self.out);
            self.out.push_str("</dd></div>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn table(&mut self, caption: Option<&str>, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let columns = columns(head, rows);
        if columns.is_empty() {
            return;
        }
        self.tables += 1;
        let table = self.tables;
        // A wide table scrolls by itself, also with the keyboard.
        let name = match caption {
            Some(_) => format!("aria-labelledby=\"table-{table}\""),
            None => format!("aria-label=\"{} {table}\"", escape(&self.run.words.table)),
        };
        let _ = writeln!(self.out, "<div class=\"wide\" role=\"region\" tabindex=\"0\" {name}>\n<table>");
        if let Some(caption) = caption {
            let _ = writeln!(self.out, "<caption id=\"table-{table}\">{}</caption>", escape(caption));
        }
        if !head.is_empty() {
            self.out.push_str("<thead>\n");
            self.row("th scope=\"col\"", "th", &columns, head);
            self.out.push_str("</thead>\n");
        }
        self.out.push_str("<tbody>\n");
        for cells in rows {
            self.row("td", "td", &columns, cells);
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn row(&mut self, start: &str, end: &str, columns: &[Column], cells: &[Vec<Inline>]) {
        self.out.push_str("<tr>");
        for (cell, column) in cells.iter().zip(columns) {
            let class = if column.is_numeric { " class=\"number\"" } else { "" };
            let _ = write!(self.out, "<{start}{class}>");
            self.run.render(cell, &mut self.out);
            let _ = write!(self.out, "</{end}>");
        }
        let rest = columns.len() - cells.len().min(columns.len());
        if rest > 0 {
            let _ = write!(self.out, "<td colspan=\"{rest}\"></td>");
        }
        self.out.push_str("</tr>\n");
    }

    fn picture(&mut self, svg: &str, alt: &str, width_mm: f64) {
        let width = if width_mm.is_finite() { (width_mm.clamp(5.0, 180.0) * PIXELS).round() } else { 640.0 };
        let alt = if clean::is_blank(alt) { &self.run.words.picture } else { alt };
        // As an image the drawing can run nothing and load nothing.
        let svg = encode(svg, |byte| b"-._~=:/ ".contains(&byte));
        let alt = escape(alt);
        let _ = writeln!(
            self.out,
            "<figure><img width=\"{width}\" alt=\"{alt}\" src=\"data:image/svg+xml;charset=utf-8,{svg}\"></figure>"
        );
    }

    fn signature(&mut self, label: &[Inline], lines: &[Vec<Inline>]) {
        self.out.push_str("<div class=\"signature\">\n");
        self.paragraph("<p class=\"label\">", label);
        for line in lines {
            self.paragraph("<p>", line);
        }
        self.out.push_str("</div>\n");
    }
}

#[cfg(test)]
mod tests;
