//! `law/<act>/ledger.toml` and `law/<act>/paragraphs.toml` → the ledger.

use std::collections::BTreeMap;

use domain::citation::{Citation, Range as CitationRange};

use crate::decode::ranges;
use crate::mistake::did_you_mean;
use crate::model::*;
use crate::tree::{Fields, Reading, Tree};

const SORTS: [&str; 7] = ["definition", "principle", "procedure", "power", "duty", "date", "amendment"];

/// `ledger.toml`.
pub(crate) fn entries(reading: &mut Reading, file: &str) -> Vec<LedgerEntry> {
    let mut root = reading.root("this file");
    let mut entries = Vec::new();
    for (table, span) in root.tables("entry") {
        let line = root.reading.line_at(span.start) as u32;
        let mut fields = Fields::new(root.reading, table, span, "this entry");
        let provisions: Vec<String> = ranges(&mut fields, "provisions").iter().map(CitationRange::to_string).collect();
        if provisions.is_empty() {
            fields.missing("provisions");
        }
        let sort = fields.required_text("as");
        if let Some((sort, span)) = &sort
            && !SORTS.contains(&sort.as_str())
        {
            let help = did_you_mean(sort, SORTS).or_else(|| Some(format!("sorts: {}", SORTS.join(", "))));
            fields.reading.mistake_with_help(span.clone(), format!("there is no sort of entry `{sort}`"), help);
        }
        let to: Vec<String> = fields.texts("to").into_iter().map(|(to, _)| to).collect();
        let what = fields.sentence("what");
        let (Some((sort, _)), Some(what)) = (sort, what) else { continue };
        if to.is_empty() && !matches!(sort.as_str(), "definition" | "principle") {
            fields.missing("to");
        }
        fields.done();
        entries.push(LedgerEntry { provisions, sort, to, what, place: Place { file: file.to_owned(), line } });
    }
    root.done();
    entries
}

/// The digests of `paragraphs.toml`: by text, then by citation in the law's order.
pub type Paragraphs = BTreeMap<String, Vec<(Citation, String)>>;

/// `paragraphs.toml`: what `law check --text DIR --fill` writes.
pub fn paragraphs(reading: &mut Reading) -> Paragraphs {
    let mut paragraphs = Paragraphs::new();
    for (text, node) in reading.whole() {
        let Tree::Table(entries) = node.value else {
            reading.mistake(node.span, format!("`{}` should be a table, one for each text of the act", text.name));
            continue;
        };
        let list = paragraphs.entry(text.name).or_default();
        for (key, node) in entries {
            match (key.name.parse::<Citation>(), node.value) {
                (Ok(citation), Tree::Text(digest)) => list.push((citation, digest)),
                (Ok(_), _) => {
                    reading.mistake(node.span, "a digest should be a text");
                }
                (Err(error), _) => {
                    reading.mistake(key.span, error.to_string());
                }
            }
        }
        list.sort();
    }
    paragraphs
}

impl Rulebook {
    /// The paragraphs of an act that are neither encoded nor in the ledger, in the law's order.
    pub fn unaccounted(&self) -> Vec<String> {
        let held: Vec<CitationRange> = self
            .ledger
            .entries
            .iter()
            .flat_map(|entry| &entry.provisions)
            .filter_map(|range| range.parse().ok())
            .collect();
        let encoded = self.encoded();
        let missing = self.ledger.paragraphs.iter().filter(|text| {
            let Ok(paragraph) = text.parse::<Citation>() else { return true };
            let by_block = encoded.iter().any(|own| paragraph.contains(own));
            !by_block && !held.iter().any(|range| range.contains(&paragraph))
        });
        missing.cloned().collect()
    }

    /// The provisions that blocks encode, and those where names are asked.
    pub fn encoded(&self) -> Vec<Citation> {
        let points = self.blocks.iter().filter_map(|block| match &block.what {
            BlockKind::Obligation(obligation) => Some(obligation.points.iter().map(|point| point.citation.as_str())),
            _ => None,
        });
        let own = self.blocks.iter().map(|block| block.citation.as_str());
        let cited = self.names.iter().filter(|name| !matches!(name.what, What::Conclusion { .. }));
        let cited = cited.flat_map(|name| name.cites.iter().map(String::as_str));
        own.chain(points.flatten()).chain(cited).filter_map(|citation| citation.parse().ok()).collect()
    }
}

/// Entries of the ledger whose provisions are none of the act's paragraphs.
pub(crate) fn strangers(entries: &[LedgerEntry], paragraphs: &[Citation], prefix: &str) -> Vec<(Place, String)> {
    let mut strangers = Vec::new();
    for entry in entries {
        for text in &entry.provisions {
            let Ok(range) = text.parse::<CitationRange>() else { continue };
            let within = |paragraph: &Citation| range.contains(paragraph);
            let holds_it = |paragraph: &Citation| text.parse::<Citation>().is_ok_and(|own| paragraph.contains(&own));
            let known = paragraphs.iter().any(|paragraph| within(paragraph) || holds_it(paragraph));
            if !text.starts_with(&format!("{prefix}:")) || (!paragraphs.is_empty() && !known) {
                strangers.push((entry.place.clone(), text.clone()));
            }
        }
    }
    strangers
}

/// Whether a provision is one of the listed paragraphs, lies in one, or holds some.
pub(crate) fn is_listed(paragraphs: &[Citation], citation: &Citation) -> bool {
    paragraphs.iter().any(|paragraph| paragraph.contains(citation) || citation.contains(paragraph))
}
