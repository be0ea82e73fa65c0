//! Adding evidence, and taking it back.

use std::path::{Path, PathBuf};

use domain::Moment;
use domain::citation::Citation;
use evidence::recognise::{Recognised, recognise};
use evidence::{Act, Blob, Evidence, Kind, Period, Signed};

use super::{Place, Settings, Writer, register};
use crate::Failure;

/// What is longer is better linked to: it is read into memory.
const LENGTH_MAX: u64 = 1 << 30;

/// Where a piece of evidence comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    File(PathBuf),
    Link(String),
    Statement(String),
}

/// What is said of evidence when it is added.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub title: Option<String>,
    pub kind: Option<Kind>,
    pub release: Option<String>,
    pub points: Vec<Citation>,
    pub fresh_for: Option<Period>,
}

impl Source {
    /// An address is a link, anything else a file.
    pub fn of(text: &str) -> Source {
        let scheme = text.split_once("://").map(|(scheme, _)| scheme);
        let is_scheme = |scheme: &str| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric())
        };
        if scheme.is_some_and(is_scheme) { Source::Link(text.to_owned()) } else { Source::File(PathBuf::from(text)) }
    }
}

/// Adds evidence: all of it, or nothing.
pub fn add(settings: &Settings, place: &Place, sources: &[Source], about: &About) -> Result<Vec<Signed>, Failure> {
    let mut pieces = Vec::new();
    for source in sources {
        pieces.push(piece(source, about)?);
    }
    let mut writer = Writer::new(settings, place)?;
    let mut acts = Vec::new();
    for (evidence, bytes) in pieces {
        writer.store.put(bytes)?;
        acts.push(Act::EvidenceAdded(evidence));
    }
    writer.append(acts)
}

/// Withdraws evidence by its id or the number of its entry. It stays in the log, with the reason.
pub fn withdraw(settings: &Settings, place: &Place, which: &str, why: &str) -> Result<Signed, Failure> {
    let doing = || format!("withdrawing evidence {which}");
    if why.trim().is_empty() {
        return Err(Failure::refused(doing(), "no reason is given", "say --why; it is kept in the log"));
    }
    let mut writer = Writer::new(settings, place)?;
    let register = register(&mut writer.store)?;
    let mut found = register.evidence.iter();
    let found = found.find(|piece| piece.evidence.id == which || piece.entry.to_string() == which);
    let Some(piece) = found else {
        return Err(Failure::refused(doing(), "there is none", "`marque evidence list` shows numbers and ids"));
    };
    if let Some(withdrawn) = &piece.withdrawn {
        let why = format!("{} withdrew it at {}: {}", withdrawn.who, withdrawn.when, withdrawn.why);
        return Err(Failure::refused(doing(), why, "nothing is left to do"));
    }
    let act = Act::EvidenceWithdrawn { id: piece.evidence.id.clone(), why: why.trim().to_owned() };
    let made = writer.append(vec![act])?;
    made.into_iter().next().ok_or_else(|| Failure::refused(doing(), "no entry was made", "this is a fault of marque"))
}

pub(crate) fn now() -> Moment {
    let now = jiff::Timestamp::now().as_second();
    // The clock of a machine is within the calendar.
    Moment::from_second(now).unwrap_or(Moment::START)
}

fn piece(source: &Source, about: &About) -> Result<(Evidence, Vec<u8>), Failure> {
    let (bytes, found, name, title) = match source {
        Source::File(path) => {
            let bytes = read(path)?;
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            let found = recognise(&bytes);
            (bytes, found, Some(name.clone()), name)
        }
        Source::Link(address) => {
            let found = Recognised { kind: Kind::Link, media_type: "text/uri-list", summary: None };
            (address.clone().into_bytes(), found, Some(address.clone()), address.clone())
        }
        Source::Statement(text) if text.trim().is_empty() => {
            return Err(Failure::refused("adding a statement", "it is empty", "say what is stated: --statement TEXT"));
        }
        Source::Statement(text) => {
            let found = Recognised { kind: Kind::Attestation, media_type: "text/plain", summary: None };
            let title = text.trim().lines().next().unwrap_or_default().chars().take(80).collect();
            (text.trim().as_bytes().to_vec(), found, None, title)
        }
    };
    let evidence = Evidence {
        id: uuid::Uuid::now_v7().to_string(),
        kind: about.kind.unwrap_or(found.kind),
        title: about.title.clone().unwrap_or(title),
        blob: Blob::of(&bytes, found.media_type),
        source: name,
        release: about.release.clone(),
        points: about.points.clone(),
        fresh_for: about.fresh_for,
        summary: found.summary,
    };
    Ok((evidence, bytes))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let help = "give a file that can be read, or an address such as https://…";
    let refused = |why: &str, help: &str| Failure::refused(format!("reading {}", path.display()), why, help);
    let metadata = std::fs::metadata(path).map_err(|error| Failure::reading(path, &error, help))?;
    if !metadata.is_file() {
        return Err(refused("it is no file", "pack a folder into an archive, and add that"));
    }
    if metadata.len() > LENGTH_MAX {
        return Err(refused(
            "it is longer than 1 GiB",
            "keep it elsewhere and add a link, or a statement of its digest",
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| Failure::reading(path, &error, help))?;
    if bytes.is_empty() { Err(refused("it is empty", "an empty file is evidence of nothing")) } else { Ok(bytes) }
}
