//! What goes with the papers: files that list in full what a paper may show the beginning of.

use std::collections::BTreeSet;

use paper::{Field, Gap, Inline};

/// How many rows of a list a paper shows if an annex has them all: what fills some two pages. Nobody reads more of a
/// list on paper, and whoever looks something up does it in the annex.
pub(crate) const LONGEST: usize = 50;

/// A file that goes with the papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annex {
    pub name: String,
    pub digest: String,
}

/// What lists in full. Without one a paper shows all there is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Annexes<'m> {
    /// The bills of materials, the same parts in each.
    pub bills: &'m [Annex],
    /// All evidence that was not withdrawn.
    pub evidence: Option<&'m Annex>,
}

/// What a paper rests on and does not show: what chose between its words, and what it leaves to an annex.
#[derive(Default)]
pub(crate) struct Unshown {
    pub fields: Vec<Field>,
    pub gaps: Vec<Gap>,
    /// The files that the paper refers to.
    pub annexes: BTreeSet<String>,
}

impl Unshown {
    /// Refers to a file so that no other can be taken for it.
    pub fn refer(&mut self, annex: &Annex) -> Vec<Inline> {
        self.annexes.insert(annex.name.clone());
        vec![Inline::Code(annex.name.clone()), Inline::Text(", ".to_owned()), Inline::Code(annex.digest.clone())]
    }
}
