//! What a paper has to hold: `papers/NAME/paper.toml`.

use std::collections::BTreeSet;

use domain::Kind;
use domain::citation::Citation;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Reading};
use rulebook::{BlockKind, FactType, Rulebook, Tier, What};

/// One paper, as data.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The name of its folder.
    pub id: String,
    /// The kinds of thing of which there is one paper each. A thing that lies in another of these has none of its own.
    pub about: Vec<Kind>,
    /// The papers that duties of the law ask for and this one is.
    pub documents: Vec<String>,
    /// What it has to hold: every point of these that binds, with a section or without.
    pub holds: Vec<Citation>,
    /// Conclusions without which nobody owes it, beyond the duties.
    pub when: Vec<String>,
    /// Whether somebody has compared a language with the official one.
    pub checked: Vec<String>,
    pub sections: Vec<Section>,
}

/// A stretch of a paper under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The message that has its heading, and as `.text` its words.
    pub id: String,
    /// What of the law asks for it: it is left out where none of this binds.
    pub cites: Vec<Citation>,
    /// The duties among them, where others share their citation.
    pub duties: Vec<String>,
    /// Once for every thing of this kind; without one it is about the whole paper.
    pub on: Option<Kind>,
    /// Conclusions that have to hold besides.
    pub when: Vec<String>,
    pub table: Option<Table>,
    /// It is left out if what it says is not given.
    pub optional: bool,
    /// Evidence that carries one of its citations does in place of its words.
    pub evidence: bool,
    /// Its lines are those of a signature.
    pub signature: bool,
    /// It is a row of a sheet: its heading is the label, its words are the value.
    pub sheet: bool,
    pub picture: Option<Picture>,
    /// The sections that follow stand under its heading, up to the next such. It may hold no more than that heading,
    /// which is then left out if nothing follows.
    pub group: bool,
}

/// The artwork of the CE marking.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// How high it is at least.
    pub height_mm: f64,
    /// The fact whose text follows it.
    pub number: Option<String>,
}

/// A table that is made from what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    AiSystems,
    Components,
    AiAssets,
    /// The register of risks, with what it lacks.
    Risks,
    /// What the points of the section ask for, with the evidence that carries each.
    Requirements,
    /// What the points of the section ask for, by when and to whom.
    Reports,
    /// All evidence that was added and not withdrawn.
    Evidence,
}

impl Table {
    const ALL: [(&str, Table); 7] = [
        ("ai-systems", Table::AiSystems),
        ("components", Table::Components),
        ("ai-assets", Table::AiAssets),
        ("risks", Table::Risks),
        ("requirements", Table::Requirements),
        ("reports", Table::Reports),
        ("evidence", Table::Evidence),
    ];
}

impl Definition {
    /// Reads a definition; its mistakes are added to those of `reading`.
    /// `known` are the citations of the rulebook's duties.
    pub fn read(rulebook: &Rulebook, known: &BTreeSet<Citation>, id: &str, reading: &mut Reading) -> Definition {
        let mut fields = reading.root("this paper");
        let about = kinds(&mut fields, "for");
        if about.is_empty() {
            fields.missing("for");
        }
        let documents = fields.texts("documents");
        for (document, span) in &documents {
            let mut known = known_documents(rulebook);
            if !known.any(|known| known == document) {
                let help = did_you_mean(document, known_documents(rulebook));
                let message = format!("no duty of the law asks for `{document}`");
                fields.reading.mistake_with_help(span.clone(), message, help);
            }
        }
        let holds = citations(known, &mut fields, "holds");
        let when = conclusions(rulebook, &mut fields);
        let checked = texts(&mut fields, "checked");
        let sections = fields.tables("section");
        let sections = sections.into_iter().map(|(entries, span)| {
            section(rulebook, known, Fields::new(fields.reading, entries, span, "this section"))
        });
        let sections = sections.collect();
        fields.done();
        let documents = documents.into_iter().map(|(document, _)| document).collect();
        Definition { id: id.to_owned(), about, documents, holds, when, checked, sections }
    }
}

fn section(rulebook: &Rulebook, known: &BTreeSet<Citation>, mut fields: Fields<'_>) -> Section {
    let id = fields.required_text("id").map(|(id, _)| id).unwrap_or_default();
    let cites = citations(known, &mut fields, "cites");
    let duties = duties(rulebook, &mut fields);
    let on = kinds(&mut fields, "on").into_iter().next();
    let when = conclusions(rulebook, &mut fields);
    let table = fields.text("table").and_then(|(name, span)| {
        let found = Table::ALL.iter().find(|(known, _)| *known == name).map(|(_, table)| *table);
        if found.is_none() {
            let known: Vec<&str> = Table::ALL.iter().map(|(known, _)| *known).collect();
            fields.reading.mistake(span, format!("there is no table `{name}`: {}", known.join(", ")));
        }
        found
    });
    let optional = fields.bool("optional").unwrap_or(false);
    let evidence = fields.bool("evidence").unwrap_or(false);
    let signature = fields.bool("signature").unwrap_or(false);
    let group = fields.bool("group").unwrap_or(false);
    let sheet = fields.bool("sheet").unwrap_or(false);
    let picture = picture(rulebook, &mut fields);
    fields.done();
    Section { id, cites, duties, on, when, table, optional, evidence, signature, group, sheet, picture }
}

fn picture(rulebook: &Rulebook, fields: &mut Fields<'_>) -> Option<Picture> {
    let height = fields.number("height-mm");
    let number = fields.text("number");
    let (name, span) = fields.text("picture")?;
    if name != "ce-marking" {
        fields.reading.mistake(span, format!("there is no picture `{name}`: ce-marking"));
        return None;
    }
    let Some(height_mm) = height.filter(|height| *height > 0.0) else {
        fields.reading.mistake(span, "`height-mm` says how high the picture is at least");
        return None;
    };
    let number = number.and_then(|(id, span)| {
        let is_text = |at| matches!(&rulebook.name(at).what, What::Fact(FactType::Text { .. }));
        if !rulebook.find(&id).is_some_and(is_text) {
            fields.reading.mistake(span, format!("`{id}` is no fact that is a text"));
            return None;
        }
        Some(id)
    });
    Some(Picture { height_mm, number })
}

fn citations(duties: &BTreeSet<Citation>, fields: &mut Fields<'_>, name: &'static str) -> Vec<Citation> {
    let mut citations = Vec::new();
    for (text, span) in fields.texts(name) {
        match text.parse::<Citation>() {
            Ok(citation) if duties.iter().any(|duty| duty.contains(&citation) || citation.contains(duty)) => {
                citations.push(citation)
            }
            Ok(citation) => {
                fields.reading.mistake(span, format!("the law files hold no duty at {citation}"));
            }
            Err(error) => {
                fields.reading.mistake(span, error.to_string());
            }
        }
    }
    citations
}

fn duties(rulebook: &Rulebook, fields: &mut Fields<'_>) -> Vec<String> {
    let ids = || {
        let duties = rulebook.blocks.iter().filter(|block| matches!(block.what, BlockKind::Obligation(_)));
        duties.map(|block| block.id.as_str())
    };
    let mut names = Vec::new();
    for (text, span) in fields.texts("duties") {
        if ids().any(|known| known == text) {
            names.push(text);
        } else {
            let help = did_you_mean(&text, ids());
            fields.reading.mistake_with_help(span, format!("the law files hold no duty `{text}`"), help);
        }
    }
    names
}

fn texts(fields: &mut Fields<'_>, name: &'static str) -> Vec<String> {
    fields.texts(name).into_iter().map(|(text, _)| text).collect()
}

fn kinds(fields: &mut Fields<'_>, name: &'static str) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for (text, span) in fields.texts(name) {
        match text.parse::<Kind>() {
            Ok(kind) => kinds.push(kind),
            Err(()) => {
                let help = did_you_mean(&text, Kind::ALL.map(Kind::as_str));
                fields.reading.mistake_with_help(span, format!("there is no kind of thing called `{text}`"), help);
            }
        }
    }
    kinds
}

fn conclusions(rulebook: &Rulebook, fields: &mut Fields<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for (text, span) in fields.texts("when") {
        if is_shown(rulebook, &text) {
            names.push(text);
        } else {
            let known = rulebook.names.iter().filter(|name| is_shown(rulebook, &name.id)).map(|name| name.id.as_str());
            let help = did_you_mean(&text, known);
            fields.reading.mistake_with_help(span, format!("a verdict has no conclusion `{text}`"), help);
        }
    }
    names
}

/// Whether a verdict shows this conclusion.
pub(crate) fn is_shown(rulebook: &Rulebook, id: &str) -> bool {
    let name = rulebook.find(id).map(|at| rulebook.name(at));
    name.is_some_and(|name| matches!(&name.what, What::Conclusion { tier, .. } if *tier != Tier::Step))
}

fn known_documents(rulebook: &Rulebook) -> impl Iterator<Item = &str> {
    rulebook.blocks.iter().filter_map(|block| match &block.what {
        BlockKind::Obligation(obligation) => obligation.document.as_deref(),
        _ => None,
    })
}
