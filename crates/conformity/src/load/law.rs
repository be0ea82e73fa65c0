//! What of the law a procedure may name.

use std::collections::BTreeSet;
use std::ops::Range;

use domain::citation::Citation;
use rulebook::mistake::did_you_mean;
use rulebook::tree::Fields;
use rulebook::{BlockId, BlockKind, NameId, Rulebook, What};

use crate::procedure::Said;

pub(super) struct Law<'r> {
    pub(super) rulebook: &'r Rulebook,
    /// Every provision that is held, accounted for or cited, sorted.
    known: Vec<Citation>,
    /// Every kind of evidence that a duty names.
    evidence: BTreeSet<&'r str>,
}

/// What a name has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Conclusion,
    Fact,
    Status,
}

impl Want {
    fn fits(self, what: &What) -> bool {
        match self {
            Want::Conclusion => matches!(what, What::Conclusion { .. }),
            Want::Fact => matches!(what, What::Fact(_)),
            Want::Status => matches!(what, What::Status(_)),
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Want::Conclusion => "conclusion",
            Want::Fact => "fact",
            Want::Status => "status",
        }
    }
}

impl<'r> Law<'r> {
    pub(super) fn of(rulebook: &'r Rulebook) -> Law<'r> {
        let mut known: Vec<Citation> = Vec::new();
        let mut evidence = BTreeSet::new();
        for block in &rulebook.blocks {
            known.extend(block.citation.parse());
            if let BlockKind::Obligation(duty) = &block.what {
                evidence.extend(duty.evidence.iter().map(String::as_str));
                known.extend(duty.points.iter().filter_map(|point| point.citation.parse::<Citation>().ok()));
            }
        }
        let cited = rulebook.names.iter().flat_map(|name| &name.cites);
        known.extend(cited.filter_map(|text| text.parse::<Citation>().ok()));
        known.extend(rulebook.provisions.iter().filter_map(|at| at.citation.parse::<Citation>().ok()));
        known.extend(rulebook.ledger.paragraphs.iter().filter_map(|text| text.parse::<Citation>().ok()));
        known.sort();
        known.dedup();
        Law { rulebook, known, evidence }
    }

    /// A name of the law.
    pub(super) fn name(&self, fields: &mut Fields<'_>, id: &str, span: Range<usize>, want: Want) -> Option<NameId> {
        let found = self.rulebook.find(id);
        if let Some(name) = found
            && want.fits(&self.rulebook.name(name).what)
        {
            return Some(name);
        }
        let known = self.rulebook.names.iter().filter(|name| want.fits(&name.what)).map(|name| name.id.as_str());
        let help = did_you_mean(id, known).or_else(|| Some("`marque law terms` lists what the law files name".into()));
        let message = format!("there is no {} called `{id}`", want.as_str());
        fields.reading.mistake_with_help(span, message, help);
        None
    }

    pub(super) fn required(&self, fields: &mut Fields<'_>, key: &'static str, want: Want) -> Option<NameId> {
        let (id, span) = fields.required_text(key)?;
        self.name(fields, &id, span, want)
    }

    pub(super) fn optional(&self, fields: &mut Fields<'_>, key: &'static str, want: Want) -> Option<NameId> {
        let (id, span) = fields.text(key)?;
        self.name(fields, &id, span, want)
    }

    pub(super) fn names(&self, fields: &mut Fields<'_>, key: &'static str, want: Want) -> Vec<NameId> {
        let texts = fields.texts(key);
        texts.into_iter().filter_map(|(id, span)| self.name(fields, &id, span, want)).collect()
    }

    /// Citations that the law files know; at least one.
    pub(super) fn cites(&self, fields: &mut Fields<'_>) -> Vec<String> {
        let texts = fields.texts("cites");
        if texts.is_empty() {
            fields.missing("cites");
        }
        let mut cites = Vec::new();
        for (text, span) in texts {
            match text.parse::<Citation>() {
                Err(error) => {
                    fields.reading.mistake(span, error.to_string());
                }
                Ok(citation) => {
                    let next = self.known.get(self.known.partition_point(|known| *known < citation));
                    if next.is_some_and(|known| citation.contains(known)) {
                        cites.push(citation.to_string());
                        continue;
                    }
                    let help = "open the article: `marque law show` prints what the law files hold of it";
                    let message = format!("the law files know no {citation}");
                    fields.reading.mistake_with_help(span, message, Some(help.into()));
                }
            }
        }
        cites
    }

    /// `{ say = "…", cites = […] }`
    pub(super) fn said(&self, fields: &mut Fields<'_>, key: &'static str) -> Option<Said> {
        let (entries, span) = fields.table(key)?;
        let mut table = Fields::new(&mut *fields.reading, entries, span, format!("`{key}`"));
        let (say, cites) = (table.sentence("say"), self.cites(&mut table));
        table.done();
        Some(Said { say: say?, cites })
    }

    /// Kinds of evidence that some duty names.
    pub(super) fn leaves(&self, fields: &mut Fields<'_>) -> Vec<String> {
        let mut leaves = Vec::new();
        for (text, span) in fields.texts("leaves") {
            if self.evidence.contains(text.as_str()) {
                leaves.push(text);
            } else {
                let help = did_you_mean(&text, self.evidence.iter().copied());
                fields.reading.mistake_with_help(span, format!("no duty names the evidence `{text}`"), help);
            }
        }
        leaves
    }

    /// The act of a prefix.
    pub(super) fn act(&self, fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
        let (prefix, span) = fields.required_text(key)?;
        if self.rulebook.act(&prefix).is_none() {
            let help = did_you_mean(&prefix, self.rulebook.acts.iter().map(|act| act.prefix.as_str()));
            fields.reading.mistake_with_help(span, format!("no act has the prefix `{prefix}`"), help);
            return None;
        }
        Some(prefix)
    }

    /// The blocks of an id: one for each text of its act.
    pub(super) fn blocks(
        &self,
        fields: &mut Fields<'_>,
        key: &'static str,
        fits: fn(&BlockKind) -> bool,
    ) -> Vec<BlockId> {
        let Some((id, span)) = fields.required_text(key) else { return Vec::new() };
        let all = self.rulebook.blocks.iter().enumerate();
        let found: Vec<BlockId> =
            all.filter(|(_, block)| block.id == id && fits(&block.what)).map(|(at, _)| at as BlockId).collect();
        if found.is_empty() {
            let known = self.rulebook.blocks.iter().filter(|block| fits(&block.what)).map(|block| block.id.as_str());
            let help = did_you_mean(&id, known);
            fields.reading.mistake_with_help(span, format!("the law files have no such block `{id}`"), help);
        }
        found
    }
}
