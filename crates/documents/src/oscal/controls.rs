//! What a catalog holds: which provisions are controls, which are statements of one, which only group others.

use std::collections::BTreeSet;
use std::ops::Bound;

use domain::citation::{Citation, Segment};
use rulebook::{BlockKind, Rulebook};

/// The provisions of the catalogs.
pub(crate) struct Controls {
    cited: BTreeSet<Citation>,
    /// The paragraphs that the ledger lists.
    listed: BTreeSet<Citation>,
}

/// The id of a provision in a catalog.
pub fn id(citation: &Citation) -> String {
    format!("{}.{}", citation.act(), citation.akn())
}

/// The id of the statement of a control.
pub(super) fn statement_id(control: &Citation) -> String {
    format!("{}.statement", id(control))
}

impl Controls {
    /// Every provision that a catalog holds: the paragraphs listed, what blocks render, points, and what rows join.
    pub(crate) fn of(rulebook: &Rulebook) -> Controls {
        let points = rulebook.blocks.iter().filter_map(|block| match &block.what {
            BlockKind::Obligation(obligation) => Some(obligation.points.iter().map(|point| &point.citation)),
            _ => None,
        });
        let sides = rulebook.crosswalk.rows.iter().flat_map(|row| row.source.iter().chain(&row.target).chain(&row.by));
        let texts = rulebook
            .ledger
            .paragraphs
            .iter()
            .chain(rulebook.blocks.iter().map(|block| &block.citation))
            .chain(points.flatten())
            .chain(sides);
        let cited = texts
            .filter_map(|text| text.parse::<Citation>().ok())
            .filter(|citation| rulebook.act(citation.act()).is_some())
            .collect();
        Controls { cited, listed: rulebook.ledger.paragraphs.iter().filter_map(|text| text.parse().ok()).collect() }
    }

    /// The provisions of an act, in the law's order.
    pub(crate) fn of_act<'c>(&'c self, prefix: &'c str) -> impl Iterator<Item = &'c Citation> {
        self.cited.iter().filter(move |citation| citation.act() == prefix)
    }

    /// What is cited below a provision.
    fn below<'c>(&'c self, citation: &'c Citation) -> impl Iterator<Item = &'c Citation> {
        let after = (Bound::Excluded(citation), Bound::Unbounded);
        self.cited.range::<Citation, _>(after).take_while(|other| citation.contains(other))
    }

    /// A whole article is a group if its paragraphs are controls.
    pub(super) fn is_group(&self, citation: &Citation) -> bool {
        citation.depth() == 1 && self.below(citation).next().is_some()
    }

    /// The paragraph that a citation stands in: one that is listed, or else its first step below the article or annex.
    pub(super) fn paragraph(&self, citation: &Citation) -> Citation {
        let mut holding = (1..=citation.depth()).map(|depth| citation.truncated(depth));
        holding.find(|whole| self.listed.contains(whole)).unwrap_or_else(|| {
            let in_part = citation.segments().get(1).is_some_and(|step| matches!(step, Segment::Part(_)));
            citation.truncated(if in_part { 3 } else { 2 })
        })
    }

    /// The controls that a provision is or stands in; a whole article stands for its paragraphs.
    pub(super) fn controls(&self, citation: &Citation) -> BTreeSet<Citation> {
        if self.is_group(citation) {
            return self.below(citation).map(|other| self.paragraph(other)).collect();
        }
        BTreeSet::from([self.paragraph(citation)])
    }

    /// The ids under which an assessment finds a provision: of the control, and of the statement of it that is meant.
    pub(crate) fn statements(&self, citation: &Citation) -> Vec<(String, String)> {
        let statement = |control: &Citation| {
            let is_whole = control == citation || self.is_group(citation);
            if is_whole { statement_id(control) } else { id(citation) }
        };
        self.controls(citation).iter().map(|control| (id(control), statement(control))).collect()
    }
}
