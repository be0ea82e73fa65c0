//! What the law files say of each provision, ready to be asked.

use std::collections::{BTreeSet, HashMap};

use domain::citation::{Citation, Range};
use rulebook::{BlockKind, Rulebook};

/// The text that no law file renders.
const NOT_RENDERED: &str = "Not rendered; read it in the Official Journal.";

/// By citation: headings, sentences and kinds of evidence.
pub(crate) struct Rendering<'r> {
    titles: HashMap<&'r str, &'r str>,
    said: HashMap<&'r str, Vec<&'r str>>,
    evidence: HashMap<&'r str, BTreeSet<&'r String>>,
    ledger: Vec<(Vec<Range>, &'r str)>,
}

impl<'r> Rendering<'r> {
    pub(crate) fn of(rulebook: &'r Rulebook) -> Rendering<'r> {
        let mut titles = HashMap::new();
        let mut said: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut evidence: HashMap<&str, BTreeSet<&String>> = HashMap::new();
        for provision in &rulebook.provisions {
            if !provision.title.is_empty() {
                titles.entry(provision.citation.as_str()).or_insert(provision.title.as_str());
            }
            if !provision.rendering.is_empty() {
                said.entry(&provision.citation).or_default().push(&provision.rendering);
            }
        }
        for block in &rulebook.blocks {
            let own = said.entry(&block.citation).or_default();
            if !own.iter().any(|known| known.contains(block.reason.as_str())) {
                own.push(&block.reason);
            }
            if let BlockKind::Obligation(obligation) = &block.what {
                evidence.entry(&block.citation).or_default().extend(&obligation.evidence);
                for point in &obligation.points {
                    said.entry(&point.citation).or_default().push(&point.what);
                    evidence.entry(&point.citation).or_default().extend(&point.evidence);
                }
            }
        }
        let ranges = |texts: &[String]| texts.iter().filter_map(|text| text.parse().ok()).collect();
        let entries = rulebook.ledger.entries.iter();
        let ledger = entries.map(|entry| (ranges(&entry.provisions), entry.what.as_str())).collect();
        Rendering { titles, said, evidence, ledger }
    }

    /// The heading in our own words; without one, the citation.
    pub(crate) fn title(&self, own: &Citation) -> String {
        let text = own.to_string();
        self.titles.get(text.as_str()).map(|title| title.replace('\n', " ")).unwrap_or(text)
    }

    /// What our files say: the rendering, the reasons of its blocks, the point, or the ledger's sentence.
    pub(crate) fn prose(&self, own: &Citation) -> String {
        if let Some(said) = self.said.get(own.to_string().as_str()) {
            return said.join("\n\n");
        }
        let names_it = |(ranges, _): &&(Vec<Range>, &str)| ranges.iter().any(|range| range.contains(own));
        let said: Vec<&str> = self.ledger.iter().filter(names_it).map(|(_, what)| *what).collect();
        if said.is_empty() { NOT_RENDERED.to_owned() } else { said.join("\n\n") }
    }

    /// The ids of the evidence that would show it.
    pub(super) fn evidence(&self, own: &Citation) -> impl Iterator<Item = &str> {
        self.evidence.get(own.to_string().as_str()).into_iter().flatten().map(|id| id.as_str())
    }
}
