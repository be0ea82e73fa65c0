//! Releases: saving one, and comparing two.

mod captured;

use std::path::{Path, PathBuf};

use evidence::{Kind, Signed};
use reasoning::{LawChoice, Program};
use release::{Report, Saved, Side};
use rulebook::Rulebook;

use crate::evidence::{About, Settings, Source};
use crate::products::FILE_NAME;
use crate::replace::write_whole;
use crate::{Failure, risk};

/// What is recorded is called so in the log.
const RECORD: &str = "release-comparison.json";

/// Writes one release to a file.
pub fn save(
    rulebook: &Rulebook,
    choice: &LawChoice,
    settings: &Settings,
    folder: &Path,
    out: &Path,
) -> Result<(), Failure> {
    let saved = captured::folder(rulebook, choice, settings, folder)?;
    let json = serde_json::to_vec(&saved).map_err(|error| fault("writing the release", &error))?;
    write_whole(out, &json)
}

/// Compares two releases, each a folder or a file that [`save`] wrote.
pub fn compare(
    rulebook: &Rulebook,
    choice: &LawChoice,
    settings: &Settings,
    before: &Path,
    after: &Path,
) -> Result<Report, Failure> {
    let catalogue = release::built_in(rulebook).map_err(Failure::Mistakes)?;
    let threats = risk::catalogue(rulebook)?;
    let (old, new) = (load(rulebook, choice, settings, before)?, load(rulebook, choice, settings, after)?);
    let (old, new) = (side(rulebook, &old, before)?, side(rulebook, &new, after)?);
    let program = Program::new(rulebook, choice.clone());
    release::compare(&program, &catalogue, &threats, &old, &new).map_err(Failure::Mistakes)
}

/// Adds a comparison to the log of the later release, which has to be a folder.
pub fn record(settings: &Settings, folder: &Path, report: &Report) -> Result<Signed, Failure> {
    if !folder.is_dir() {
        let help = "give the folder of the later release: its log keeps the comparison";
        return Err(Failure::refused(format!("recording in {}", folder.display()), "it is a file", help));
    }
    let place = settings.place(folder)?;
    let json = serde_json::to_vec_pretty(report).map_err(|error| fault("recording the comparison", &error))?;
    let beside = tempfile::tempdir().map_err(|error| Failure::writing(&std::env::temp_dir(), &error))?;
    let path = beside.path().join(RECORD);
    write_whole(&path, &json)?;
    let before = report.before.release.as_deref().unwrap_or("the release before");
    // No provision asks for this record, so it carries no point: least of all that of a new assessment.
    let about = About {
        title: Some(format!("Comparison with {before}")),
        kind: Some(Kind::File),
        release: report.after.release.clone(),
        ..About::default()
    };
    let made = crate::evidence::add(settings, &place, &[Source::File(path)], &about)?;
    let none = || Failure::refused("recording the comparison", "no entry was made", "this is a fault of marque");
    made.into_iter().next().ok_or_else(none)
}

fn load(rulebook: &Rulebook, choice: &LawChoice, settings: &Settings, path: &Path) -> Result<Saved, Failure> {
    if path.is_dir() {
        return captured::folder(rulebook, choice, settings, path);
    }
    let help = "give the folder of a release, or what `marque release save` wrote";
    let bytes = std::fs::read(path).map_err(|error| Failure::reading(path, &error, help))?;
    Saved::read(&bytes).map_err(|why| Failure::refused(format!("reading {}", path.display()), why, help))
}

/// The facts of a release. In a file that was saved, what the law files no longer know is said in the report.
fn side<'s>(rulebook: &Rulebook, saved: &'s Saved, path: &Path) -> Result<Side<'s>, Failure> {
    let file = if path.is_dir() { path.join(FILE_NAME) } else { PathBuf::from(path) };
    let side = Side::read(rulebook, saved, &file);
    if path.is_dir() && !side.mistakes.is_empty() {
        return Err(Failure::Mistakes(side.mistakes));
    }
    if side.facts.product().is_none() {
        let help = "a comparison of releases is about a [product]";
        return Err(Failure::refused(format!("reading {}", file.display()), "it names no product", help));
    }
    Ok(side)
}

fn fault(doing: &str, error: &serde_json::Error) -> Failure {
    Failure::refused(doing, error.to_string(), "this is a fault of marque")
}
