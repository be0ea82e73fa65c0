//! The official wording behind a citation, and its digest.
//!
//! No official wording stands in the repository; whoever holds the texts can compare. A citation's
//! *passage* is its text with all it contains, up to the next sibling: its own number and those of its
//! parts included; heads, notes, `▼` lines, footnotes and their calls left out; NFC; white space to one
//! space. Its digest is the SHA-256 of that.
//!
//! `law/texts.toml` says in which file each text of each act stands.

pub mod unit;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use domain::citation::{Citation, Label, Segment};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

use unit::{Continuation, Found, NotAUnit, Unit};

/// `law/texts.toml`, as far as it says where official texts stand.
#[derive(Clone, Debug, Deserialize)]
pub struct TextsToml {
    #[serde(default, rename = "act")]
    acts: Vec<Act>,
    /// Acts of which only the wording is compared; marque encodes none of them.
    #[serde(default, rename = "neighbour")]
    neighbours: Vec<Act>,
}

#[derive(Clone, Debug, Deserialize)]
struct Act {
    prefix: String,
    /// How the files of this act lay out a line without a number.
    #[serde(default)]
    continuation: Continuation,
    #[serde(rename = "text")]
    texts: Vec<Text>,
}

#[derive(Clone, Debug, Deserialize)]
struct Text {
    name: String,
    /// Where to look, the best place first. `{unit}` stands for `article-14` or `annex-3`.
    #[serde(default)]
    articles: Vec<Place>,
    #[serde(default)]
    annexes: Vec<Place>,
    /// An amendment held only as the amending act words it.
    #[serde(default)]
    changes: Vec<Change>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Place {
    File(String),
    /// Serves an older text too, unless `▼M` lines mark it as amended.
    Unamended {
        unamended: String,
    },
}

#[derive(Clone, Debug, Deserialize)]
struct Change {
    provision: Citation,
    file: String,
    /// Which of the file's quotations (`> ‘…’`) words it, counted from 1.
    quotation: usize,
}

/// A folder of official texts.
#[derive(Clone, Debug)]
pub struct OfficialTexts {
    dir: PathBuf,
    acts: BTreeMap<String, Act>,
}

#[derive(Debug, Error)]
pub enum OpenError {
    #[error("cannot open {} for official texts: it is not a folder", dir.display())]
    NotAFolder { dir: PathBuf },
    #[error("texts.toml names the act `{prefix}` twice")]
    TwoActs { prefix: String },
}

/// There is no passage for a citation.
#[derive(Debug, Error)]
#[error("{citation}: {why}")]
pub struct PassageError {
    pub citation: Citation,
    pub why: Box<NoPassage>,
}

#[derive(Debug, Error)]
pub enum NoPassage {
    #[error("texts.toml names no act with this prefix")]
    UnknownAct,
    #[error("the act has no text `{text}`; its texts are {}", known.join(", "))]
    UnknownText { text: String, known: Vec<String> },
    #[error("the text `{text}` is not held; looked for {}", tried.join(", "))]
    NotHeld { text: String, tried: Vec<String> },
    #[error("cannot read {file}: {error}")]
    Unreadable { file: String, error: io::Error },
    #[error("{file} does not hold its article or annex: {why}")]
    NoUnit { file: String, why: NotAUnit },
    #[error("it does not stand in {file}: {nearest} has {}", parts_in_words(parts))]
    Absent { file: String, nearest: Citation, parts: Vec<Segment> },
    #[error("in {file} it may mean {}", candidates_in_words(candidates))]
    Ambiguous { file: String, candidates: Vec<Citation> },
    #[error("it is deleted in the text `{text}` ({file})")]
    Deleted { file: String, text: String },
    #[error("the change of {provision} cannot be taken from {file}: {why}")]
    BadChange { provision: Citation, file: String, why: &'static str },
}

impl PassageError {
    /// The source is missing, and nothing is known to be wrong with the citation: not compared.
    pub fn is_not_held(&self) -> bool {
        matches!(*self.why, NoPassage::UnknownAct | NoPassage::NotHeld { .. })
    }
}

impl FromStr for TextsToml {
    type Err = toml::de::Error;

    fn from_str(text: &str) -> Result<TextsToml, toml::de::Error> {
        toml::from_str(text)
    }
}

impl OfficialTexts {
    pub fn open(dir: &Path, texts: &TextsToml) -> Result<OfficialTexts, OpenError> {
        if !dir.is_dir() {
            return Err(OpenError::NotAFolder { dir: dir.to_owned() });
        }
        let mut acts = BTreeMap::new();
        for act in texts.acts.iter().chain(&texts.neighbours) {
            if acts.insert(act.prefix.clone(), act.clone()).is_some() {
                return Err(OpenError::TwoActs { prefix: act.prefix.clone() });
            }
        }
        Ok(OfficialTexts { dir: dir.to_owned(), acts })
    }

    /// The official passage of a citation in one text of its act.
    pub fn passage(&self, citation: &Citation, text: &str) -> Result<String, PassageError> {
        self.find(citation, text).map_err(|why| not_found(citation, why))
    }

    /// `sha256:` and the digest of the passage in hexadecimal, as blocks carry it.
    pub fn digest(&self, citation: &Citation, text: &str) -> Result<String, PassageError> {
        self.passage(citation, text).map(|passage| digest_of(&passage))
    }

    /// All that can be cited in an article or annex, itself included, in the order of the text.
    pub fn outline(&self, unit: &Citation, text: &str) -> Result<Vec<Citation>, PassageError> {
        let (found, _) = self.unit(unit, text).map_err(|why| not_found(unit, why))?;
        let unit = unit.unit();
        let parts = found.outline(&unit);
        Ok(std::iter::once(unit).chain(parts).collect())
    }

    /// The digest of every paragraph of an act in one text, in the law's order: a numbered paragraph or point of
    /// an article, of an annex or of its part; the whole where nothing is numbered. Deleted ones are left out.
    pub fn paragraphs(&self, prefix: &str, text: &str) -> Result<Vec<(Citation, String)>, PassageError> {
        let mut digests = Vec::new();
        for unit in self.units(prefix, text) {
            let outline = match self.outline(&unit, text) {
                Ok(outline) => outline,
                Err(error) if error.is_not_held() => continue,
                Err(error) => return Err(error),
            };
            let is_numbered = |step: &Segment| matches!(step, Segment::Point(Label::Number(_)));
            let paragraphs: Vec<&Citation> = outline
                .iter()
                .filter(|citation| match &citation.segments()[1..] {
                    [step] | [Segment::Part(_), step] => is_numbered(step),
                    _ => false,
                })
                .collect();
            let whole_parts = outline.iter().filter(|citation| {
                matches!(citation.segments()[1..], [Segment::Part(_)])
                    && !paragraphs.iter().any(|paragraph| citation.contains(paragraph))
            });
            let mut chosen: Vec<&Citation> = paragraphs.iter().copied().chain(whole_parts).collect();
            if chosen.is_empty() {
                chosen.push(&unit);
            }
            for citation in chosen {
                match self.digest(citation, text) {
                    Ok(digest) => digests.push((citation.clone(), digest)),
                    Err(error) if matches!(*error.why, NoPassage::Deleted { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        digests.sort();
        digests.dedup();
        Ok(digests)
    }

    /// The articles and annexes of a text for which a file is there.
    fn units(&self, prefix: &str, text: &str) -> Vec<Citation> {
        let act = self.acts.get(prefix);
        let Some(text) = act.and_then(|act| act.texts.iter().find(|known| known.name == text)) else {
            return Vec::new();
        };
        let mut units = Vec::new();
        for place in text.articles.iter().chain(&text.annexes) {
            let (Place::File(pattern) | Place::Unamended { unamended: pattern }) = place;
            let Some((folder, end)) = pattern.split_once("{unit}") else { continue };
            let Ok(entries) = std::fs::read_dir(self.dir.join(folder)) else { continue };
            for entry in entries.flatten() {
                let name = entry.file_name();
                let stem = name.to_str().and_then(|name| name.strip_suffix(end));
                units.extend(stem.and_then(|stem| Citation::of_unit_stem(prefix, stem)));
            }
        }
        units.sort();
        units.dedup();
        units
    }

    fn find(&self, citation: &Citation, text: &str) -> Result<String, NoPassage> {
        let (unit, file) = self.unit(citation, text)?;
        let (at, steps) = (citation.unit(), &citation.segments()[1..]);
        match unit.find(&at, steps).as_slice() {
            [] => {
                let (nearest, parts) = nearest(&unit, &at, steps);
                Err(NoPassage::Absent { file, nearest, parts })
            }
            [(_, found)] if found.is_deleted() => Err(NoPassage::Deleted { file, text: text.to_owned() }),
            [(_, found)] => Ok(found.passage()),
            several => {
                let candidates = several.iter().map(|(citation, _)| citation.clone()).collect();
                Err(NoPassage::Ambiguous { file, candidates })
            }
        }
    }

    /// The article or annex of a citation, and the file it stands in.
    fn unit(&self, citation: &Citation, text: &str) -> Result<(Unit, String), NoPassage> {
        let act = self.acts.get(citation.act()).ok_or(NoPassage::UnknownAct)?;
        let text = act.texts.iter().find(|known| known.name == text).ok_or_else(|| NoPassage::UnknownText {
            text: text.to_owned(),
            known: act.texts.iter().map(|text| text.name.clone()).collect(),
        })?;
        let places = if citation.annex().is_some() { &text.annexes } else { &text.articles };
        let mut tried = Vec::new();
        for place in places {
            let (Place::File(pattern) | Place::Unamended { unamended: pattern }) = place;
            let file = pattern.replace("{unit}", &citation.unit_stem());
            let Some(source) = self.read(&file)? else {
                tried.push(file);
                continue;
            };
            let is_amended = source.lines().any(|line| line.starts_with("▼M"));
            if is_amended && matches!(place, Place::Unamended { .. }) {
                tried.push(format!("{file} (amended)"));
                continue;
            }
            let mut unit = Unit::read(&source, &citation.segments()[0], act.continuation)
                .map_err(|why| NoPassage::NoUnit { file: file.clone(), why })?;
            let of_unit = |change: &&Change| change.provision.unit() == citation.unit();
            for change in text.changes.iter().filter(of_unit) {
                self.apply(change, &mut unit, act.continuation)?;
            }
            return Ok((unit, file));
        }
        Err(NoPassage::NotHeld { text: text.name.clone(), tried })
    }

    fn apply(&self, change: &Change, unit: &mut Unit, continuation: Continuation) -> Result<(), NoPassage> {
        let bad = |why| NoPassage::BadChange { provision: change.provision.clone(), file: change.file.clone(), why };
        let source = self.read(&change.file)?.ok_or_else(|| bad("the file is not there"))?;
        let quotation = quotation(&source, change.quotation).ok_or_else(|| bad("it has no such quotation"))?;
        let new = Unit::of_lines(quotation.iter().map(String::as_str), continuation);
        unit.put(&change.provision, new).map_err(bad)
    }

    /// The file, if it is there.
    fn read(&self, file: &str) -> Result<Option<String>, NoPassage> {
        match std::fs::read_to_string(self.dir.join(file)) {
            Ok(source) => Ok(Some(source)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(NoPassage::Unreadable { file: file.to_owned(), error }),
        }
    }
}

fn not_found(citation: &Citation, why: NoPassage) -> PassageError {
    PassageError { citation: citation.clone(), why: Box::new(why) }
}

/// `sha256:` and the digest of a passage in hexadecimal.
pub fn digest_of(passage: &str) -> String {
    let mut text = String::from("sha256:");
    for byte in Sha256::digest(passage.as_bytes()) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The lines of the n-th quotation among the lines that start with `>`, without its marks.
fn quotation(source: &str, wanted: usize) -> Option<Vec<String>> {
    let mut count = 0;
    let mut lines: Vec<String> = Vec::new();
    for line in source.lines().filter_map(|line| line.strip_prefix('>')) {
        let line = line.strip_prefix(' ').unwrap_or(line);
        let opened = line.strip_prefix('‘');
        count += usize::from(opened.is_some());
        if count < wanted || (lines.is_empty() && opened.is_none()) {
            continue;
        }
        let line = opened.unwrap_or(line);
        let closed = line.trim_end().trim_end_matches([';', '.']).strip_suffix('’');
        lines.push(closed.unwrap_or(line).to_owned());
        if closed.is_some() {
            return Some(lines);
        }
    }
    None
}

/// The last place on the way to a citation that exists, and what there is to choose from.
fn nearest(unit: &Unit, at: &Citation, steps: &[Segment]) -> (Citation, Vec<Segment>) {
    let last = (0..steps.len()).rev().find_map(|depth| unit.find(at, &steps[..depth]).into_iter().next());
    last.map_or_else(|| (at.clone(), Vec::new()), |(citation, found)| (citation, Found::parts(&found)))
}

fn parts_in_words(parts: &[Segment]) -> String {
    const SHOWN_MAX: usize = 12;
    let words: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Segment::Part(number) => format!(".{number}"),
            Segment::Subparagraph(number) => format!("/{number}"),
            Segment::Point(Label::Number(number)) => format!("({number})"),
            Segment::Point(Label::Letters(letters)) => format!("({letters})"),
            Segment::Under(number) => format!(".{number}"),
            Segment::Article(_) | Segment::Annex(_) => String::new(),
        })
        .collect();
    match words.as_slice() {
        [] => "no parts".to_owned(),
        [shown @ .., last] if words.len() > SHOWN_MAX => {
            format!("{} … {last}", shown[..SHOWN_MAX - 1].join(" "))
        }
        all => all.join(" "),
    }
}

fn candidates_in_words(candidates: &[Citation]) -> String {
    candidates.iter().map(Citation::to_string).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests;
