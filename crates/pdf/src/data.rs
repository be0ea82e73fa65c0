//! What the template gets: every text ready to be set, every number counted.

use paper::columns::columns;
use paper::notes::Notes;
use paper::outline::Outline;
use paper::{Block, Inline, Paper, State, Words, address, clean};
use serde_json::{Value, json};

use crate::text::{breakable, property, short};
use crate::{Error, language};

/// Characters of the title in the running foot.
const FOOT: usize = 70;

pub fn data(paper: &Paper, words: &Words) -> Result<Value, Error> {
    let date = paper.date.ok_or_else(|| Error::NoDate { paper: paper.id.clone() })?.date();
    let (lang, region) = language::split(&paper.language)
        .ok_or_else(|| Error::Language { paper: paper.id.clone(), language: paper.language.clone() })?;
    let title = if clean::is_blank(&paper.title) { &paper.id } else { &paper.title };
    let title = if clean::is_blank(title) { "—" } else { title };
    let data = Data { words, notes: Notes::new(paper), is_draft: paper.state == State::Draft };
    let mut outline = Outline::default();
    Ok(json!({
        "title": property(title),
        "shown": breakable(title),
        "foot": short(title, FOOT),
        "subtitle": paper.subtitle.as_deref().map(breakable),
        "lang": lang,
        "region": region,
        "date": { "year": date.year(), "month": date.month(), "day": date.day() },
        "iso": date.to_string(),
        "state": breakable(words.state(paper.state)),
        "draft": data.is_draft.then(|| json!({ "mark": short(&words.draft, 20), "banner": breakable(&words.draft_banner) })),
        "page": breakable(&words.page),
        "of": breakable(&words.of),
        "blocks": paper.blocks.iter().map(|block| data.block(block, &mut outline)).collect::<Vec<_>>(),
        "gaps": data.gaps(),
        "sources": data.sources(),
    }))
}

struct Data<'p> {
    words: &'p Words,
    notes: Notes<'p>,
    is_draft: bool,
}

impl Data<'_> {
    fn gaps(&self) -> Option<Value> {
        let list: Vec<Value> = self
            .notes
            .gaps
            .iter()
            .map(|(_, gap)| json!({ "what": breakable(&gap.what), "cites": cites(&gap.cites), "remedy": breakable(&gap.remedy) }))
            .collect();
        (!list.is_empty()).then(|| json!({ "title": breakable(&self.words.gaps), "list": list }))
    }

    fn sources(&self) -> Option<Value> {
        let list: Vec<String> =
            self.notes.sources.iter().map(|(_, source)| breakable(&self.words.source(source))).collect();
        (self.is_draft && !list.is_empty()).then(|| json!({ "title": breakable(&self.words.sources), "list": list }))
    }

    fn block(&self, block: &Block, outline: &mut Outline) -> Value {
        match block {
            Block::Heading { level, number, text, cites: cited } => {
                let is_blank = number.as_deref().is_none_or(clean::is_blank) && self.is_blank(text);
                json!({
                    "kind": "heading",
                    // The title is the one heading of the first level. A heading without text would have no name.
                    "level": (!is_blank).then(|| outline.next(*level) + 1),
                    "number": number.as_deref().map(breakable),
                    "text": self.run(text),
                    "cites": cites(cited),
                })
            }
            Block::Paragraph(run) => json!({ "kind": "paragraph", "text": self.run(run) }),
            Block::Note(run) => json!({ "kind": "note", "text": self.run(run) }),
            Block::List { ordered, items } => {
                json!({ "kind": "list", "ordered": ordered, "items": self.runs(items) })
            }
            Block::Definitions(pairs) => {
                let pairs: Vec<Value> =
                    pairs.iter().map(|(label, value)| json!([self.run(label), self.run(value)])).collect();
                json!({ "kind": "definitions", "pairs": pairs })
            }
            Block::Table { caption, head, rows } => {
                let columns = columns(head, rows);
                json!({
                    "kind": "table",
                    "caption": caption.as_deref().map(breakable),
                    "weights": columns.iter().map(|column| column.weight).collect::<Vec<_>>(),
                    "numeric": columns.iter().map(|column| column.is_numeric).collect::<Vec<_>>(),
                    "head": self.runs(head),
                    "rows": rows.iter().map(|row| self.runs(row)).collect::<Vec<_>>(),
                })
            }
            Block::Picture { svg, alt, width_mm } => {
                let alt = if clean::is_blank(alt) { &self.words.picture } else { alt };
                let width = if width_mm.is_finite() { width_mm.clamp(5.0, 160.0) } else { 160.0 };
                json!({ "kind": "picture", "svg": svg, "alt": property(alt), "width": width })
            }
            Block::Signature { label, lines } => {
                json!({ "kind": "signature", "label": self.run(label), "lines": self.runs(lines) })
            }
        }
    }

    fn is_blank(&self, run: &[Inline]) -> bool {
        !run.iter().any(|inline| matches!(inline, Inline::Gap(_) | Inline::Link { .. }))
            && clean::is_blank(&paper::columns::plain(run))
    }

    fn runs(&self, runs: &[Vec<Inline>]) -> Vec<Value> {
        runs.iter().map(|run| self.run(run)).collect()
    }

    fn run(&self, run: &[Inline]) -> Value {
        run.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> Value {
        match inline {
            Inline::Text(text) => json!({ "kind": "text", "text": breakable(text) }),
            Inline::Strong(text) => json!({ "kind": "strong", "text": breakable(text) }),
            Inline::Code(text) => json!({ "kind": "code", "text": breakable(text) }),
            Inline::Link { text, url } => {
                let shown = if clean::is_blank(text) { url } else { text };
                match address(url) {
                    Some(address) => json!({ "kind": "link", "text": breakable(shown), "url": address }),
                    None if shown == url => json!({ "kind": "text", "text": breakable(shown) }),
                    None => json!({ "kind": "text", "text": breakable(&format!("{shown} ({url})")) }),
                }
            }
            Inline::Field(field) => {
                let number = self.is_draft.then(|| self.notes.sources.number(&field.source));
                json!({ "kind": "field", "text": breakable(&field.text), "source": number })
            }
            Inline::Gap(gap) => {
                let cites = if gap.cites.is_empty() { String::new() } else { format!(" ({})", gap.cites.join(", ")) };
                let text = format!("{}: {}{cites}", self.words.missing, gap.what);
                json!({ "kind": "gap", "text": breakable(&text) })
            }
        }
    }
}

fn cites(cites: &[String]) -> Vec<String> {
    cites.iter().map(|cite| breakable(cite)).collect()
}
