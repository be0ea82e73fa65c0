//! The dossier of a product: every paper that is owed, the lists that go with them, and a page that leads through all.

mod annexes;
mod contents;
mod folder;
mod issue;

use std::path::Path;

use ::dossier::{Annex, Annexes, Composed, Matter, compose};
use domain::{Answer, Day};
use inventory::Inventory;
use paper::{Paper, Words};
use reasoning::verdict::{Extent, Verdict, verdict};
use reasoning::{LawChoice, Program, State};
use rulebook::Rulebook;

use crate::evidence::{Place, recorded};
use crate::products::Product;
use crate::{Failure, risk, suggest};
use annexes::What;

pub use ::dossier::{FIRST, Library};
pub use annexes::Listed;
pub use contents::{Contents, Entry, FORMAT, MissingPart};
pub use folder::{Files, files, write};
pub use issue::{Standing, Step, advance, issue, standings};

/// Makes a PDF of a paper.
pub type Typesetter<'t> = &'t dyn Fn(&Paper, &Words) -> Result<Vec<u8>, String>;

/// What a dossier is made of, in memory.
pub struct Dossier {
    pub subject: String,
    pub on: Day,
    pub verdict: Verdict,
    pub inventory: Inventory,
    /// The lists that go with the papers.
    pub annexes: Vec<Listed>,
    pub papers: Vec<Composed>,
}

/// The papers of the repository, or of a folder of edited ones.
pub fn library(rulebook: &Rulebook, folder: Option<&Path>) -> Result<Library, Failure> {
    let Some(folder) = folder else { return Library::embedded(rulebook).map_err(Failure::Mistakes) };
    let library = Library::of(rulebook, folder::papers(folder)?).map_err(Failure::Mistakes)?;
    let mistakes = library.check(rulebook);
    if mistakes.is_empty() { Ok(library) } else { Err(Failure::Mistakes(mistakes)) }
}

/// Scans the folder of a product and writes its papers, in every one of the languages they are in.
pub fn dossier(
    rulebook: &Rulebook,
    choice: &LawChoice,
    library: &Library,
    product: &mut Product,
    place: Option<&Place>,
    languages: &[String],
    purpose: Purpose,
) -> Result<Dossier, Failure> {
    let evidence = recorded(place)?.map(|register| register.evidence).unwrap_or_default();
    let inventory = crate::scan::scan_seen(&product.folder.clone(), |report| {
        suggest::suggest(rulebook, choice, product, report);
    })?;
    let program = Program::new(rulebook, choice.clone());
    let mut state = State::default();
    let verdict = verdict(&program, &product.facts, &mut state, Extent::Plain);
    let risks = risk::of_product(&program, &state, product, &inventory)?;
    let digest = contents::digest_of(&inventory);
    let annexes = annexes::of(&inventory, &evidence)?;
    let annex = |of: What| annexes.iter().filter(move |listed| listed.what == of).map(Listed::annex);
    let bills: Vec<Annex> = annex(What::Components).collect();
    let list = annex(What::Evidence).next();
    let matter = Matter {
        rulebook,
        facts: &product.facts,
        verdict: &verdict,
        evidence: &evidence,
        inventory: Some((&inventory, digest.as_str())),
        annexes: Annexes { bills: &bills, evidence: list.as_ref() },
        risks: Some(&risks),
        on: choice.on,
        issued: (purpose == Purpose::Issue).then_some(choice.on),
    };
    let papers = papers(library, &matter, languages, purpose)?;
    let subject = product.facts.subject().to_owned();
    Ok(Dossier { subject, on: choice.on, verdict, inventory, annexes, papers })
}

/// What papers are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Draft,
    /// To be issued on the day of the verdict: only what is owed.
    Issue,
}

fn papers(
    library: &Library,
    matter: &Matter<'_>,
    languages: &[String],
    purpose: Purpose,
) -> Result<Vec<Composed>, Failure> {
    let mut papers: Vec<Composed> = Vec::new();
    for language in languages {
        for mut composed in compose(library, matter, language).map_err(Failure::Mistakes)? {
            // A paper that is not in a language stands once, in the first one.
            let is = |known: &Composed| {
                (&known.paper.id, known.thing, &known.paper.language)
                    == (&composed.paper.id, composed.thing, &composed.paper.language)
            };
            if papers.iter().any(is) || purpose == Purpose::Issue && composed.owed != Answer::Yes {
                continue;
            }
            if purpose == Purpose::Issue {
                composed.paper.state = paper::State::Issued;
            }
            papers.push(composed);
        }
    }
    Ok(papers)
}

impl Dossier {
    /// The papers that may not be issued yet: what each lacks, in order. Those of which it is open whether they are
    /// owed hold nothing up.
    pub fn missing(&self) -> Vec<MissingPart> {
        let owed = self.papers.iter().filter(|composed| composed.owed == Answer::Yes);
        let missing = owed.flat_map(|composed| {
            let gaps = composed.paper.gaps();
            gaps.into_iter()
                .map(|gap| MissingPart { paper: composed.paper.id.clone(), gap: gap.clone() })
                .collect::<Vec<_>>()
        });
        missing.collect()
    }
}
