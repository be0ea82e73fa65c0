//! Runs of text in HTML.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::notes::Notes;
use crate::{Gap, Inline, State, Words, address, clean};

pub struct Run<'p> {
    pub words: &'p Words,
    pub notes: Notes<'p>,
    pub state: State,
    /// Gaps that have their anchor.
    anchored: HashSet<usize>,
}

impl<'p> Run<'p> {
    pub fn new(words: &'p Words, notes: Notes<'p>, state: State) -> Run<'p> {
        Run { words, notes, state, anchored: HashSet::new() }
    }

    pub fn render(&mut self, run: &[Inline], out: &mut String) {
        for inline in run {
            self.inline(inline, out);
        }
    }

    fn inline(&mut self, inline: &Inline, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = match inline {
            Inline::Text(text) => write!(out, "{}", escape(text)),
            Inline::Strong(text) => write!(out, "<strong>{}</strong>", escape(text)),
            Inline::Code(text) => write!(out, "<code>{}</code>", escape(text)),
            Inline::Link { text, url } => {
                let shown = if clean::is_blank(text) { url } else { text };
                match address(url) {
                    Some(address) => write!(out, "<a href=\"{}\">{}</a>", escape(&address), escape(shown)),
                    None if shown == url => write!(out, "{}", escape(shown)),
                    None => write!(out, "{} ({})", escape(shown), escape(url)),
                }
            }
            Inline::Field(field) => {
                let text = escape(&field.text);
                if self.state == State::Draft {
                    let number = self.notes.sources.number(&field.source);
                    let _ = write!(out, "<bdi>{text}</bdi>");
                    write!(out, "<sup><a href=\"#source-{number}\">{number}</a></sup>")
                } else {
                    write!(out, "<bdi>{text}</bdi>")
                }
            }
            Inline::Gap(gap) => {
                self.gap(gap, out);
                Ok(())
            }
        };
    }

    fn gap(&mut self, gap: &Gap, out: &mut String) {
        let number = self.notes.gaps.number(gap);
        out.push_str("<mark class=\"gap\"");
        if self.anchored.insert(number) {
            let _ = write!(out, " id=\"gap-{number}\"");
        }
        let _ = write!(out, ">{}: <bdi>{}</bdi>", escape(&self.words.missing), escape(&gap.what));
        self.cites(&gap.cites, out);
        out.push_str("</mark>");
    }

    /// Citations as small labels.
    pub fn cites(&self, cites: &[String], out: &mut String) {
        if cites.is_empty() {
            return;
        }
        let _ = write!(out, " <span class=\"aside\">{}: </span>", escape(&self.words.cites));
        for (at, cite) in cites.iter().enumerate() {
            let _ = write!(out, "{}<span class=\"cite\">{}</span>", if at == 0 { "" } else { " " }, escape(cite));
        }
    }
}

/// Text that is markup neither between tags nor in quotes.
pub fn escape(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for c in clean::line(plain).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
