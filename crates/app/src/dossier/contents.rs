//! What a dossier holds: the list that programs read, and the page that leads people through it.

use std::collections::BTreeMap;

use ::dossier::Composed;
use evidence::Digest;
use inventory::Inventory;
use paper::{Block, Field, Gap, Inline, Paper, State};
use reasoning::Facts;
use schemars::JsonSchema;
use serde::Serialize;

use super::Dossier;

/// The version of the JSON form.
pub const FORMAT: &str = "marque-dossier/1";

/// `dossier.json`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Contents {
    pub format: &'static str,
    pub subject: String,
    pub on: String,
    /// SHA-256 of the law files.
    pub law: String,
    pub papers: Vec<Entry>,
    /// Every file, with its digest.
    pub files: BTreeMap<String, String>,
}

/// One paper.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Entry {
    pub id: String,
    pub thing: String,
    pub language: String,
    pub title: String,
    pub state: State,
    /// yes, or unknown: whether the law asks for it.
    pub owed: String,
    pub cites: Vec<String>,
    pub gaps: Vec<Gap>,
    /// Where each value comes from, in the order of the paper.
    pub fields: Vec<Field>,
    pub files: Vec<String>,
    /// The lists that it refers to.
    pub annexes: Vec<String>,
}

/// What a paper lacks.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MissingPart {
    pub paper: String,
    pub gap: Gap,
}

/// The digest of what a product is made of.
pub(super) fn digest_of(inventory: &Inventory) -> String {
    Digest::of(&serde_json::to_vec(inventory).unwrap_or_default()).to_string()
}

/// The name that the files of a paper share.
pub(super) fn stem(facts: &Facts, composed: &Composed, several: bool) -> String {
    let thing = if several { format!("-{}", slug(&facts.thing(composed.thing).name)) } else { String::new() };
    format!("{}{thing}.{}", composed.paper.id, composed.paper.language)
}

/// Letters and digits, lower-case; everything else is one hyphen.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    slug.chars().take(60).collect()
}

/// Leads through a dossier: each paper with what it is about, what it lacks, what asks for it, and its files; then the
/// lists that go with them.
pub(super) fn overview(dossier: &Dossier, entries: &[Entry]) -> Paper {
    let text = |text: &str| vec![Inline::Text(text.to_owned())];
    let mut blocks = Vec::new();
    for (title, owed) in [("Owed", "yes"), ("Open whether owed", "unknown")] {
        let of_these = entries.iter().filter(|entry| entry.owed == owed);
        let rows: Vec<Vec<Vec<Inline>>> = of_these
            .map(|entry| {
                let missing = match entry.gaps.len() {
                    0 => text("nothing"),
                    gaps => vec![Inline::Strong(gaps.to_string())],
                };
                let mut links = Vec::new();
                for file in &entry.files {
                    let form = file.rsplit('.').next().unwrap_or_default().to_uppercase();
                    links.extend([Inline::Link { text: form, url: format!("./{file}") }, Inline::Text(" ".to_owned())]);
                }
                let cites = entry.cites.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
                vec![text(&entry.title), text(&entry.thing), text(&entry.language), missing, text(&cites), links]
            })
            .collect();
        if !rows.is_empty() {
            blocks.push(Block::Heading { level: 1, number: None, text: text(title), cites: Vec::new() });
            let head = ["Paper", "About", "Language", "Missing", "Asked for by", "Files"].map(text).to_vec();
            blocks.push(Block::Table { caption: None, head, rows });
        }
    }
    if !dossier.annexes.is_empty() {
        blocks.push(Block::Heading { level: 1, number: None, text: text("Lists"), cites: Vec::new() });
        let rows = dossier.annexes.iter().map(|listed| {
            let link = Inline::Link { text: listed.name.clone(), url: format!("./{}", listed.name) };
            vec![text(listed.title), vec![link], vec![Inline::Code(listed.digest.clone())]]
        });
        let head = ["List", "File", "Digest"].map(text).to_vec();
        blocks.push(Block::Table { caption: None, head, rows: rows.collect() });
    }
    Paper {
        id: "index".to_owned(),
        title: "Dossier".to_owned(),
        subtitle: Some(dossier.subject.clone()),
        language: ::dossier::FIRST.to_owned(),
        state: entries.iter().map(|entry| entry.state).min().unwrap_or(State::Draft),
        date: Some(dossier.on),
        blocks,
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_name_becomes_part_of_a_file_name() {
        assert_eq!(slug("Door Eye / 2"), "door-eye-2");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(slug("Tür"), "tür");
    }
}
