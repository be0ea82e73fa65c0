//! Runs of text in DOCX.

use docx_rs::{Hyperlink, HyperlinkData, HyperlinkType, Paragraph, Run as DocxRun, RunFonts};

use crate::notes::Notes;
use crate::{Gap, Inline, State, Words, address, clean};

pub struct Run<'p> {
    pub words: &'p Words,
    pub notes: Notes<'p>,
    pub state: State,
    pub links: usize,
}

impl Run<'_> {
    pub fn add(&mut self, paragraph: Paragraph, run: &[Inline]) -> Paragraph {
        run.iter().fold(paragraph, |paragraph, inline| self.inline(paragraph, inline))
    }

    fn inline(&mut self, paragraph: Paragraph, inline: &Inline) -> Paragraph {
        match inline {
            Inline::Text(text) => paragraph.add_run(plain(text)),
            Inline::Strong(text) => paragraph.add_run(plain(text).bold()),
            Inline::Code(text) => {
                let mono = RunFonts::new().ascii("Consolas").hi_ansi("Consolas").cs("Consolas");
                paragraph.add_run(plain(text).fonts(mono))
            }
            Inline::Link { text, url } => self.link(paragraph, text, url),
            Inline::Field(field) if self.state == State::Draft => {
                let number = format!("[{}]", self.notes.sources.number(&field.source));
                paragraph.add_run(plain(&field.text)).add_run(plain(&number).size(14).color("585A63"))
            }
            Inline::Field(field) => paragraph.add_run(plain(&field.text)),
            Inline::Gap(gap) => paragraph.add_run(plain(&self.gap(gap)).highlight("yellow")),
        }
    }

    fn gap(&self, gap: &Gap) -> String {
        let cites = if gap.cites.is_empty() { String::new() } else { format!(" ({})", gap.cites.join(", ")) };
        format!("[{}: {}{cites}]", self.words.missing, gap.what)
    }

    fn link(&mut self, paragraph: Paragraph, text: &str, url: &str) -> Paragraph {
        let shown = if clean::is_blank(text) { url } else { text };
        let Some(address) = address(url) else {
            let text = if shown == url { shown.to_owned() } else { format!("{shown} ({url})") };
            return paragraph.add_run(plain(&text));
        };
        self.links += 1;
        let mut link = Hyperlink::new(address, HyperlinkType::External);
        // The library counts over all papers; the same paper shall give the same bytes.
        if let HyperlinkData::External { rid, .. } = &mut link.link {
            *rid = format!("link{}", self.links);
        }
        paragraph.add_hyperlink(link.add_run(plain(shown).color("24407F").underline("single")))
    }
}

fn plain(text: &str) -> DocxRun {
    DocxRun::new().add_text(clean::line(text))
}
