//! Reading a folder of edited papers; writing a dossier, whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ::dossier::{Composed, Library};
use evidence::Digest;
use paper::{Words, docx, html, markdown};
use reasoning::Facts;

use super::contents::{Contents, Entry, FORMAT, overview, stem};
use super::{Dossier, Typesetter};
use crate::Failure;

/// The file by which a folder is known as a dossier.
const LIST: &str = "dossier.json";

/// Every file of the folders in a folder.
pub(super) fn papers(folder: &Path) -> Result<Vec<(PathBuf, String)>, Failure> {
    let help = "give a folder such as `papers/` of the project: a folder a paper, with paper.toml and en.ftl";
    let list = |folder: &Path| -> Result<Vec<PathBuf>, Failure> {
        let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
        let mut entries: Vec<PathBuf> = entries.map_err(|error| Failure::reading(folder, &error, help))?;
        entries.sort();
        Ok(entries)
    };
    let mut files = Vec::new();
    for paper in list(folder)?.into_iter().filter(|path| path.is_dir()) {
        for file in list(&paper)? {
            let text = fs::read_to_string(&file).map_err(|error| Failure::reading(&file, &error, help))?;
            files.push((file, text));
        }
    }
    if files.is_empty() {
        return Err(Failure::refused(format!("reading the papers of {}", folder.display()), "it has none", help));
    }
    Ok(files)
}

/// A dossier as files, by their names.
pub struct Files {
    pub contents: Contents,
    pub bytes: BTreeMap<String, Vec<u8>>,
}

/// Puts every paper into its forms. Without a typesetter there are no PDFs.
pub fn files(
    dossier: &Dossier,
    facts: &Facts,
    library: &Library,
    typesetter: Option<Typesetter<'_>>,
) -> Result<Files, Failure> {
    let mut bytes = BTreeMap::new();
    let mut papers = Vec::new();
    for composed in &dossier.papers {
        let words = library.form(&composed.paper.language).map_err(Failure::Mistakes)?;
        let namesakes = dossier
            .papers
            .iter()
            .filter(|other| other.paper.id == composed.paper.id && other.paper.language == composed.paper.language);
        let stem = stem(facts, composed, namesakes.count() > 1);
        let mut files = Vec::new();
        for (form, content) in forms(composed, &words, typesetter)? {
            let name = format!("{stem}.{form}");
            bytes.insert(name.clone(), content);
            files.push(name);
        }
        papers.push(entry(composed, facts, files));
    }
    bytes.extend(dossier.annexes.iter().map(|listed| (listed.name.clone(), listed.bytes.clone())));
    let words = library.form(::dossier::FIRST).map_err(Failure::Mistakes)?;
    bytes.insert("index.html".to_owned(), html::render(&overview(dossier, &papers), &words).into_bytes());
    let files = bytes.iter().map(|(name, content)| (name.clone(), Digest::of(content).to_string())).collect();
    let contents = Contents {
        format: FORMAT,
        subject: dossier.subject.clone(),
        on: dossier.on.to_string(),
        law: dossier.verdict.law.clone(),
        papers,
        files,
    };
    let list = serde_json::to_vec_pretty(&contents).map_err(|error| unwritable(LIST, &error))?;
    bytes.insert(LIST.to_owned(), list);
    Ok(Files { contents, bytes })
}

fn unwritable(name: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::refused(format!("writing {name}"), error.to_string(), "this is a fault of marque; nothing was changed")
}

fn forms(
    composed: &Composed,
    words: &Words,
    typesetter: Option<Typesetter<'_>>,
) -> Result<Vec<(&'static str, Vec<u8>)>, Failure> {
    let paper = &composed.paper;
    let mut forms = Vec::new();
    if let Some(typeset) = typesetter {
        forms.push(("pdf", typeset(paper, words).map_err(|error| unwritable(&format!("{}.pdf", paper.id), &error))?));
    }
    forms.push(("html", html::render(paper, words).into_bytes()));
    forms.push(("md", markdown::render(paper, words).into_bytes()));
    let docx = docx::render(paper, words).map_err(|error| unwritable(&format!("{}.docx", paper.id), &error))?;
    forms.push(("docx", docx));
    Ok(forms)
}

fn entry(composed: &Composed, facts: &Facts, files: Vec<String>) -> Entry {
    let paper = &composed.paper;
    Entry {
        id: composed.paper.id.clone(),
        thing: facts.thing(composed.thing).name.clone(),
        language: paper.language.clone(),
        title: paper.title.clone(),
        state: paper.state,
        owed: composed.owed.as_str().to_owned(),
        cites: composed.cites.clone(),
        gaps: paper.gaps().into_iter().cloned().collect(),
        fields: paper.fields().into_iter().cloned().collect(),
        files,
        annexes: composed.annexes.iter().cloned().collect(),
    }
}

/// Writes the files into a folder that is new, empty, or a dossier; what was there stays until all is written.
pub fn write(files: &Files, out: &Path) -> Result<(), Failure> {
    let refused =
        |why: &str, help: &str| Failure::refused(format!("writing the dossier to {}", out.display()), why, help);
    let there = fs::symlink_metadata(out).is_ok();
    if there {
        let mut entries = fs::read_dir(out).map_err(|error| refused(&error.to_string(), "give a folder"))?;
        if entries.next().is_some() && !out.join(LIST).is_file() {
            return Err(refused("it holds something else than a dossier", "give a new folder; nothing was changed"));
        }
    }
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let writing = |error: std::io::Error| Failure::writing(out, &error);
    fs::create_dir_all(parent).map_err(writing)?;
    let beside = tempfile::Builder::new().prefix(".dossier-").tempdir_in(parent).map_err(writing)?;
    let made = beside.path().join("new");
    fs::create_dir(&made).map_err(writing)?;
    for (name, content) in &files.bytes {
        fs::write(made.join(name), content).map_err(writing)?;
    }
    if there { exchange(&made, out, &beside.path().join("old")) } else { fs::rename(&made, out) }.map_err(writing)
}

/// Puts a folder where another is: in one step where the system and the disk can, so that there always is one of them.
fn exchange(new: &Path, out: &Path, aside: &Path) -> std::io::Result<()> {
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    fs::rename(out, aside)?;
    fs::rename(new, out).inspect_err(|_| {
        let _ = fs::rename(aside, out);
    })
}
