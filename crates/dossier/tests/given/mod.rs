//! A worked product with all that one paper says, and what is left if a piece is taken out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;
use std::sync::LazyLock;

use domain::citation::Citation;
use domain::{Answer, Day};
use dossier::{Annexes, Composed, FIRST, Library, Matter, compose};
use evidence::register::Registered;
use evidence::{Blob, Digest, Evidence, Kind};
use paper::{Block, Gap, Inline, Source};
use reasoning::verdict::{Extent, Verdict, verdict};
use reasoning::{LawChoice, Program, State};
use rulebook::Rulebook;

/// A case of docs/cases and what a paper of it says.
pub struct Given {
    pub case: &'static str,
    /// Words of its marque.toml, and what stands in their place.
    pub changes: &'static [(&'static str, &'static str)],
    pub on: &'static str,
    pub paper: &'static str,
    /// The thing that the paper is about.
    pub thing: &'static str,
    /// The line behind which a text stands, its fact, and the point under which the paper shows it.
    pub texts: &'static [(&'static str, &'static str, &'static str)],
    /// The points that evidence carries.
    pub evidence: &'static [&'static str],
    /// What the law asks for: every duty in these that binds.
    pub holds: &'static [&'static str],
}

static LAW: LazyLock<(Rulebook, Library)> = LazyLock::new(|| {
    let book = compiled_law::rulebook();
    let library = Library::embedded(&book).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    (book, library)
});

/// The text of each section or row with what asks for it.
pub type Shown = Vec<(Vec<String>, String)>;

fn text_of(fact: &str) -> String {
    if fact.ends_with("-number") { "0123".to_owned() } else { format!("the {fact}") }
}

impl Given {
    fn marque_toml(&self, without: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cases").join(self.case).join("marque.toml");
        let mut text = std::fs::read_to_string(path).unwrap();
        for (from, to) in self.changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        for (line, fact, _) in self.texts.iter().filter(|(_, fact, _)| *fact != without) {
            assert!(text.contains(line), "{line}");
            text = text.replacen(line, &format!("{line}\n{fact} = \"{}\"", text_of(fact)), 1);
        }
        text
    }

    fn evidence(&self, without: &str) -> Vec<Registered> {
        let points = self.evidence.iter().zip(1..).filter(|(point, _)| **point != without);
        points.map(|(point, entry)| registered(point, entry)).collect()
    }

    /// The paper without one fact or one piece of evidence.
    pub fn composed(&self, without: &str) -> (Composed, Verdict) {
        let (book, library) = &*LAW;
        let text = self.marque_toml(without);
        let facts = reasoning::facts::document(book, Path::new("marque.toml"), &text).unwrap();
        let on: Day = self.on.parse().unwrap();
        let program = Program::new(book, LawChoice::on(on));
        let verdict = verdict(&program, &facts, &mut State::default(), Extent::Plain);
        let evidence = self.evidence(without);
        let matter = Matter {
            rulebook: book,
            facts: &facts,
            verdict: &verdict,
            evidence: &evidence,
            inventory: None,
            annexes: Annexes::default(),
            risks: None,
            on,
            issued: Some(on),
        };
        let papers = compose(library, &matter, FIRST).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
        let mut wanted = papers
            .into_iter()
            .filter(|composed| composed.paper.id == self.paper && facts.thing(composed.thing).name == self.thing);
        (wanted.next().unwrap_or_else(|| panic!("no {} for {}", self.paper, self.thing)), verdict)
    }

    /// All is said where the law asks for it; whatever is left out is a gap that names the fact and the point.
    pub fn is_whole(&self) {
        let (composed, verdict) = self.composed("");
        assert_eq!(composed.owed, Answer::Yes);
        assert_eq!(composed.paper.gaps(), Vec::<&Gap>::new());
        let shown = shown(&composed);
        let stands = |point: &str, words: &str| {
            let found = shown.iter().any(|(cites, text)| cites.iter().any(|own| own == point) && text.contains(words));
            assert!(found, "{point} asks for {words:?}: {shown:#?}");
        };
        self.texts.iter().for_each(|(_, fact, point)| stands(point, &text_of(fact)));
        self.evidence.iter().for_each(|point| stands(point, &document(point)));
        for point in bound(&verdict, self.holds) {
            let touched = |own: &String| point.contains(&own.parse::<Citation>().unwrap());
            assert!(shown.iter().any(|(cites, _)| cites.iter().any(touched)), "{point} is nowhere: {shown:#?}");
        }
        for (_, fact, point) in self.texts {
            let (composed, _) = self.composed(fact);
            let gaps = composed.paper.gaps();
            assert!(gaps.iter().any(|gap| gap.cites.iter().any(|cite| cite == point)), "{fact}: {gaps:?}");
            assert!(gaps.iter().all(|gap| gap.remedy.contains(fact)), "{fact}: {gaps:?}");
        }
        for point in self.evidence {
            let (composed, _) = self.composed(point);
            let gaps: Vec<_> = composed.paper.gaps().into_iter().map(|gap| gap.cites.clone()).collect();
            assert_eq!(gaps, [[(*point).to_owned()]], "{point}");
        }
    }
}

fn bound(verdict: &Verdict, holds: &[&str]) -> Vec<Citation> {
    let holds: Vec<Citation> = holds.iter().map(|text| text.parse().unwrap()).collect();
    let duties = verdict.duties.iter().filter(|duty| duty.bound == Answer::Yes);
    let points = duties.flat_map(|duty| {
        let own = vec![duty.id.split('#').next().unwrap_or_default().to_owned()];
        let points: Vec<String> = duty.points.iter().map(|point| point.citation.clone()).collect();
        if points.is_empty() { own } else { points }
    });
    let points = points.map(|text| text.parse::<Citation>().unwrap());
    let points: Vec<_> = points.filter(|point| holds.iter().any(|held| held.contains(point))).collect();
    assert!(!points.is_empty(), "nothing of {holds:?} binds");
    points
}

fn document(point: &str) -> String {
    format!("document on {point}")
}

fn registered(point: &str, entry: u64) -> Registered {
    let evidence = Evidence {
        id: entry.to_string(),
        kind: Kind::File,
        title: document(point),
        blob: Blob { digest: Digest::of(point.as_bytes()), length: 1, media_type: "text/plain".to_owned() },
        source: None,
        release: None,
        points: vec![point.parse().unwrap()],
        fresh_for: None,
        summary: None,
    };
    let when = "2026-11-22T10:00:00Z".parse().unwrap();
    Registered { entry, when, who: "somebody".to_owned(), evidence, withdrawn: None }
}

pub fn shown(composed: &Composed) -> Shown {
    let mut shown: Shown = vec![(Vec::new(), String::new())];
    for block in &composed.paper.blocks {
        let text = match block {
            Block::Heading { cites, text, .. } => {
                shown.push((cites.clone(), String::new()));
                plain(text)
            }
            Block::Paragraph(text) | Block::Note(text) => plain(text),
            Block::List { items, .. } => items.iter().map(|item| plain(item)).collect::<Vec<_>>().join("\n"),
            Block::Definitions(rows) => {
                let rows = rows.iter().map(|(label, value)| (laws(label), plain(value)));
                shown.extend(rows);
                String::new()
            }
            Block::Picture { alt, .. } => alt.clone(),
            other => panic!("{other:?}"),
        };
        let (_, section) = shown.last_mut().unwrap();
        section.push_str(&text);
        section.push('\n');
    }
    shown
}

fn laws(label: &[Inline]) -> Vec<String> {
    let laws = label.iter().filter_map(|inline| match inline {
        Inline::Field(field) => match &field.source {
            Source::Law { citation } => Some(citation.clone()),
            _ => None,
        },
        _ => None,
    });
    laws.collect()
}

fn plain(text: &[Inline]) -> String {
    let shown = text.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) | Inline::Link { text, .. } => text.clone(),
        Inline::Field(field) => field.text.clone(),
        Inline::Gap(gap) => format!("[{}]", gap.what),
    });
    shown.collect()
}
