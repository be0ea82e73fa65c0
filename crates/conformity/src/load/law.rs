//! What of the law a procedure may name.

use std::collections::BTreeSet;
use std::ops::Range;

use rulebook::mistake::did_you_mean;
use rulebook::tree::Fields;
use rulebook::{BlockId, BlockKind, KnownProvisions, NameId, Rulebook, What};

use crate::procedure::Said;

pub(super) struct Law<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) known: KnownProvisions,
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
        let mut evidence = BTreeSet::new();
        for block in &rulebook.blocks {
            if let BlockKind::Obligation(duty) = &block.what {
                evidence.extend(duty.evidence.iter().map(String::as_str));
            }
        }
        Law { rulebook, known: KnownProvisions::of(rulebook), evidence }
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

    /// `{ say = "…", cites = […] }`
    pub(super) fn said(&self, fields: &mut Fields<'_>, key: &'static str) -> Option<Said> {
        let (entries, span) = fields.table(key)?;
        let mut table = Fields::new(&mut *fields.reading, entries, span, format!("`{key}`"));
        let (say, cites) = (table.sentence("say"), self.known.cites(&mut table));
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
