//! A worked product with what its papers say besides, and what a paper then holds.

use std::path::Path;

use domain::{Answer, Day, Kind};
use dossier::{Annexes, Composed, FIRST, Library, Matter, compose};
use evidence::{Blob, Digest, Evidence, Registered};
use inventory::Inventory;
use paper::{Block, Inline};
use reasoning::facts::document;
use reasoning::verdict::{Extent, Verdict, verdict};
use reasoning::{LawChoice, Program, State};
use rulebook::Rulebook;

/// A key of marque.toml and its value.
pub type Said = (&'static str, &'static str);

/// What is written under a line of marque.toml.
pub type Under = (&'static str, &'static [Said]);

/// The papers of a case, and the verdict they were made from.
pub struct Worked {
    pub papers: Vec<Composed>,
    pub verdict: Verdict,
}

impl Worked {
    /// A case of docs/cases, with more facts under some of its lines and a piece of evidence for each of `points`.
    /// Facts that the case has already are replaced.
    pub fn of(case: &str, more: &[Under], points: &[&str]) -> Worked {
        let book = compiled_law::rulebook();
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cases").join(case).join("marque.toml");
        let text = with(std::fs::read_to_string(file).unwrap(), more);
        let facts = document(&book, Path::new("marque.toml"), &text).unwrap();
        let on: Day = "2028-10-02".parse().unwrap();
        let program = Program::new(&book, LawChoice::on(on));
        let verdict = verdict(&program, &facts, &mut State::default(), Extent::Plain);
        let evidence: Vec<Registered> = points.iter().zip(1..).map(|(point, entry)| registered(point, entry)).collect();
        let inventory = Inventory::default();
        let inventory = (!points.is_empty()).then_some((&inventory, "sha256:0"));
        let matter = Matter {
            rulebook: &book,
            facts: &facts,
            verdict: &verdict,
            evidence: &evidence,
            inventory,
            annexes: Annexes::default(),
            risks: None,
            on,
            issued: Some(on),
        };
        Worked { papers: papers(&book, &matter), verdict }
    }

    /// The only paper of this kind.
    pub fn only(&self, definition: &str) -> &Composed {
        let mut found = self.papers.iter().filter(|paper| paper.paper.id == definition);
        let paper = found.next().unwrap_or_else(|| panic!("{definition} is owed"));
        assert!(found.next().is_none(), "one {definition}");
        paper
    }

    /// Every point below these provisions that binds somebody.
    pub fn bound(&self, provisions: &[&str]) -> Vec<String> {
        let duties = self.verdict.duties.iter().filter(|duty| duty.bound == Answer::Yes);
        let points = duties.flat_map(|duty| {
            let own = duty.id.split('#').next().unwrap().to_owned();
            let points: Vec<String> = duty.points.iter().map(|point| point.citation.clone()).collect();
            if points.is_empty() { vec![own] } else { points }
        });
        let mut points: Vec<String> =
            points.filter(|point| provisions.iter().any(|in_| point.starts_with(in_))).collect();
        points.dedup();
        assert!(!points.is_empty());
        points
    }
}

fn with(mut text: String, more: &[Under]) -> String {
    for (line, said) in more {
        let at = text.find(&format!("{line}\n")).or_else(|| text.find(&format!("{line} "))).expect(line);
        let after = at + text[at..].find('\n').unwrap() + 1;
        let end = text[after..].find("\n[").map_or(text.len(), |end| after + end + 1);
        let kept =
            text[after..end].lines().filter(|own| !said.iter().any(|(key, _)| own.starts_with(&format!("{key} "))));
        let said: String = said.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
        let table: String = kept.map(|line| format!("{line}\n")).collect();
        text.replace_range(after..end, &format!("{said}{table}"));
    }
    text
}

fn registered(point: &str, entry: u64) -> Registered {
    let title = format!("carries {point}");
    let blob =
        Blob { digest: Digest::of(title.as_bytes()), length: title.len() as u64, media_type: "text/plain".to_owned() };
    Registered {
        entry,
        when: "2028-01-10T12:00:00Z".parse().unwrap(),
        who: "somebody".to_owned(),
        evidence: Evidence {
            id: entry.to_string(),
            kind: evidence::Kind::File,
            title,
            blob,
            source: Some("file.pdf".to_owned()),
            release: None,
            points: vec![point.parse().unwrap()],
            fresh_for: None,
            summary: None,
        },
        withdrawn: None,
    }
}

fn papers(book: &Rulebook, matter: &Matter<'_>) -> Vec<Composed> {
    let library = Library::embedded(book).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    let papers = compose(&library, matter, FIRST).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    let kinds = [Kind::Product, Kind::AiSystem];
    papers.into_iter().filter(|paper| kinds.contains(&matter.facts.thing(paper.thing).kind)).collect()
}

/// The text of each section with the citations that ask for it; what has no heading belongs to the one above.
pub fn sections(composed: &Composed) -> Vec<(Vec<String>, String)> {
    let mut sections: Vec<(Vec<String>, String)> = Vec::new();
    for block in &composed.paper.blocks {
        if let Block::Heading { text, cites, .. } = block {
            sections.push((cites.clone(), format!("{}\n", shown(text))));
            continue;
        }
        let (_, section) = sections.last_mut().expect("a heading above");
        let mut add = |text: &[Inline]| section.push_str(&format!("{}\n", shown(text)));
        match block {
            Block::Paragraph(text) | Block::Note(text) => add(text),
            Block::List { items, .. } => items.iter().for_each(|item| add(item)),
            Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| add(cell)),
            other => panic!("these papers hold no {other:?}"),
        }
    }
    sections
}

fn shown(text: &[Inline]) -> String {
    let shown = text.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) | Inline::Link { text, .. } => text.clone(),
        Inline::Field(field) => field.text.clone(),
        Inline::Gap(gap) => format!("[{}]", gap.what),
    });
    shown.collect()
}

/// The headings of the first level, in order.
pub fn chapters(composed: &Composed) -> Vec<String> {
    let headings = composed.paper.blocks.iter().filter_map(|block| match block {
        Block::Heading { level: 1, text, .. } => Some(shown(text)),
        _ => None,
    });
    headings.collect()
}

/// Every point stands at a section, and each of `held` where its citation says.
pub fn assert_holds(composed: &Composed, points: &[String], held: &[(&str, &str)]) {
    let sections = sections(composed);
    for point in points {
        let asked = sections.iter().any(|(cites, _)| cites.contains(point));
        assert!(asked, "no section for {point}: {sections:#?}");
    }
    for (cite, words) in held {
        let there = sections.iter().any(|(cites, text)| cites.iter().any(|own| own == cite) && text.contains(words));
        assert!(there, "{cite} asks for {words:?}: {sections:#?}");
    }
}

/// Each key, and each point that only evidence can carry, is a gap with the citation that asks for it.
pub fn assert_gaps(composed: &Composed, keys: &[(&str, &str)], points: &[&str]) {
    let gaps = composed.paper.gaps();
    for (key, cite) in keys {
        let there = gaps
            .iter()
            .any(|gap| gap.remedy.starts_with(&format!("write {key} = ")) && gap.cites.iter().any(|own| own == cite));
        assert!(there, "{key} is asked for by {cite}: {gaps:#?}");
    }
    for point in points {
        let there = gaps.iter().any(|gap| {
            gap.remedy.ends_with(&format!("--points \"{point}\"")) && gap.cites.iter().any(|own| own == point)
        });
        assert!(there, "evidence for {point}: {gaps:#?}");
    }
}

/// What a doorbell's organisation says of itself.
pub const ORGANISATION: &[Said] = &[
    ("name", "\"Doorbells AB\""),
    ("postal-address", "\"1 Main Street, Exampletown\""),
    ("digital-contact", "\"hello@doorbells.example\""),
];

/// What is said of a product in more than one of its papers.
pub const PRODUCT: &[Said] = &[
    ("product-type", "\"Door Eye 2\""),
    ("product-identifiers", "[\"serial numbers DE2-1000 to DE2-9999\"]"),
    ("intended-purpose", "\"shows who is at the door\""),
    ("risky-circumstances", "[\"the doorbell is sold on without a reset\"]"),
    ("vulnerability-contact", "\"security@doorbells.example\""),
    ("disclosure-policy-address", "\"https://doorbells.example/disclosure\""),
    ("update-distribution", "\"signed images over TLS\""),
    ("support-period-end", "2034-12-31"),
    ("support-period", "6"),
    ("expected-use-time", "6"),
    ("automatic-updates-expected", "true"),
    ("made-for-integration", "\"no\""),
    ("separate-security-updates-feasible", "true"),
    ("data-transferable", "true"),
    ("agreed-with-business-user", "\"none\""),
    ("sbom-offered-to-users", "true"),
    ("declaration-online", "true"),
];
