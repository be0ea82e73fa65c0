//! A folder of law files → a checked rulebook, or every mistake in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::citation::Citation;
use sha2::{Digest, Sha256};

use crate::decode::{self, BLOCK_KINDS, Known, NAME_KINDS, Raw, Stub, StubKind};
use crate::markdown::{Parts, parts};
use crate::mistake::{Mistake, did_you_mean};
use crate::model::*;
use crate::tree::{Entries, Fields, Reading, Tree};
use crate::{crosswalk, ledger, report, resolve};

/// The files of a law folder, read but not yet understood.
#[derive(Debug, Default)]
pub struct LawFolder {
    /// `texts.toml`.
    pub texts: String,
    /// Law files by path relative to the folder, with `/`.
    pub files: BTreeMap<String, String>,
    /// `.cases.toml` files likewise.
    pub cases: BTreeMap<String, String>,
    /// The ledgers and lists of paragraphs of the acts, the crosswalk and the report, likewise.
    pub tables: BTreeMap<String, String>,
}

impl LawFolder {
    /// Reads the folder. Errors name the file that could not be read.
    pub fn read(folder: &Path) -> Result<LawFolder, Box<Mistake>> {
        let texts_path = folder.join("texts.toml");
        let texts = read(&texts_path).map_err(|mistake| {
            let shown = folder.display();
            Box::new(mistake.help(format!("{shown} should be a law folder: texts.toml and one folder for each act")))
        })?;
        let mut law = LawFolder { texts, ..LawFolder::default() };
        for act in list(folder)? {
            if !act.is_dir() {
                continue;
            }
            for path in list(&act)? {
                let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                    return Err(Box::new(Mistake::at(&path, "the file's name is not UTF-8")));
                };
                let folder_name = act.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let relative = format!("{folder_name}/{name}");
                if name.ends_with(".md") {
                    law.files.insert(relative, read(&path)?);
                } else if name.ends_with(".cases.toml") {
                    law.cases.insert(relative, read(&path)?);
                } else if is_table(folder_name, name) {
                    law.tables.insert(relative, read(&path)?);
                }
            }
        }
        Ok(law)
    }
}

fn is_table(folder: &str, name: &str) -> bool {
    matches!(name, "ledger.toml" | "paragraphs.toml")
        || (matches!(folder, "crosswalk" | "report") && name.ends_with(".toml"))
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, Box<Mistake>> {
    let entries = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>());
    let mut entries =
        entries.map_err(|error| Box::new(Mistake::at(folder, format!("cannot list this folder: {error}"))))?;
    entries.sort();
    Ok(entries)
}

fn read(path: &Path) -> Result<String, Box<Mistake>> {
    std::fs::read_to_string(path)
        .map_err(|error| Box::new(Mistake::at(path, format!("cannot read this file: {error}"))))
}

struct File {
    relative: String,
    act: u8,
    parts: Parts,
    order: (u8, Citation),
}

/// Understands the folder. `root` is only for the paths in mistakes.
pub fn load(root: &Path, law: &LawFolder) -> Result<Rulebook, Vec<Mistake>> {
    let mut texts = Reading::new(&root.join("texts.toml"), law.texts.as_str());
    let acts = acts(&mut texts);
    let mut mistakes = texts.mistakes;
    if !mistakes.is_empty() {
        return Err(mistakes);
    }

    let mut found: Vec<(File, Reading)> = Vec::with_capacity(law.files.len());
    for (relative, source) in &law.files {
        let mut reading = Reading::new(&root.join(relative), source.as_str());
        let (folder, name) = relative.split_once('/').unwrap_or(("", relative));
        let Some(act) = acts.iter().position(|act| act.prefix == folder) else {
            let help = did_you_mean(folder, acts.iter().map(|act| act.prefix.as_str()));
            reading.mistake_with_help(0..0, format!("texts.toml has no act with the prefix `{folder}`"), help);
            mistakes.append(&mut reading.mistakes);
            continue;
        };
        match file_citation(folder, name) {
            Some(citation) => {
                let parts = parts(source);
                let order = (act as u8, citation);
                found.push((File { relative: relative.clone(), act: act as u8, parts, order }, reading));
            }
            None => {
                reading.mistake(0..0, format!("`{name}` is neither article-N.md nor annex-N.md"));
                mistakes.append(&mut reading.mistakes);
            }
        }
    }
    found.sort_by(|a, b| a.0.order.cmp(&b.0.order));
    let (files, mut readings): (Vec<File>, Vec<Reading>) = found.into_iter().unzip();

    let provisions = provisions(&files, &mut readings, &acts);
    let mut names: Vec<Name> = Vec::new();
    let mut stubs: Vec<Stub> = Vec::new();
    let mut bodies: Vec<(Entries, std::ops::Range<usize>)> = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let reading = &mut readings[at];
        if let Some(span) = &file.parts.unclosed {
            reading.mistake(span.clone(), "this block is never closed").help =
                Some("end it with ``` on a line of its own".into());
        }
        for (fence_at, fence) in file.parts.fences.iter().enumerate() {
            let entries = reading.toml(fence.body.clone());
            let place = place(file, reading, fence.body.start);
            let span = fence.kind_span.clone();

            let mut fields = Fields::new(reading, entries.clone(), span.clone(), format!("this {}", fence.kind));
            if NAME_KINDS.contains(&fence.kind.as_str()) {
                names.extend(decode::name(fields, &fence.kind, place));
            } else if let Some(kind) = StubKind::parse(&fence.kind) {
                let Some((id, id_span)) = decode::block_id(&mut fields) else { continue };
                let citation = id.citation().clone();
                if citation.act() != acts[file.act as usize].prefix {
                    let message = format!("`{id}` does not belong in the folder of {}", acts[file.act as usize].prefix);
                    fields.reading.mistake(id_span, message);
                    continue;
                }
                stubs.push(Stub { id: id.to_string(), id_span, citation, kind, file: at, fence: fence_at });
                bodies.push((entries, span));
            } else {
                let known = NAME_KINDS.into_iter().chain(BLOCK_KINDS);
                let help = did_you_mean(&fence.kind, known.clone())
                    .or_else(|| Some(format!("kinds of block: {}", known.collect::<Vec<_>>().join(", "))));
                reading.mistake_with_help(span, format!("there is no kind of block called `{}`", fence.kind), help);
            }
        }
    }
    let index = index(&names, &files, &mut readings);

    let mut raws: Vec<Raw> = Vec::with_capacity(stubs.len());
    for (stub, (entries, span)) in stubs.iter().zip(bodies) {
        let known = Known { acts: &acts, names: &names, index: &index, stubs: &stubs };
        let file = &files[stub.file];
        let fence = &file.parts.fences[stub.fence];
        let title = fence.heading.map(|at| heading_title(&file.parts.headings[at].text)).unwrap_or_default();
        let reading = &mut readings[stub.file];
        let place = place(file, reading, fence.body.start);
        if fence.reason.is_empty() {
            reading.mistake(fence.kind_span.clone(), "no paragraph stands above this block").help =
                Some("write, above the block, the sentence that people read as its reason".into());
        }
        let fields = Fields::new(reading, entries, span, format!("this {}", fence.kind));
        raws.extend(decode::block(fields, &known, stub, file.act, title, fence.reason.clone(), place));
    }
    mistakes.extend(readings.iter_mut().flat_map(|reading| std::mem::take(&mut reading.mistakes)));
    if !mistakes.is_empty() || raws.len() != stubs.len() {
        return Err(mistakes);
    }
    let known = Known { acts: &acts, names: &names, index: &index, stubs: &stubs };
    let tables = read_tables(root, law, &known, &provisions, &mut mistakes);
    let (blocks, order) = resolve::link(raws, &stubs, &mut readings, &names);
    mistakes.extend(readings.iter_mut().flat_map(|reading| std::mem::take(&mut reading.mistakes)));
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let (ledger, crosswalk, report) = tables;
    Ok(Rulebook { acts, names, blocks, provisions, order, digest: digest(law), index, ledger, crosswalk, report })
}

/// The ledger, the crosswalk and the report.
fn read_tables(
    root: &Path,
    law: &LawFolder,
    known: &Known<'_>,
    provisions: &[Provision],
    mistakes: &mut Vec<Mistake>,
) -> (Ledger, Crosswalk, Report) {
    let open =
        |relative: &str| law.tables.get(relative).map(|source| Reading::new(&root.join(relative), source.as_str()));
    let mut ledger = Ledger::default();
    let mut listed: BTreeMap<&str, Vec<Citation>> = BTreeMap::new();
    for act in known.acts {
        let mut paragraphs: Vec<Citation> = Vec::new();
        if let Some(mut reading) = open(&format!("{}/paragraphs.toml", act.prefix)) {
            let by_text = ledger::paragraphs(&mut reading);
            paragraphs = by_text.into_values().flatten().map(|(citation, _)| citation).collect();
            paragraphs.sort();
            paragraphs.dedup();
            mistakes.append(&mut reading.mistakes);
        }
        let relative = format!("{}/ledger.toml", act.prefix);
        if let Some(mut reading) = open(&relative) {
            let entries = ledger::entries(&mut reading, &relative);
            for (at, text) in ledger::strangers(&entries, &paragraphs, &act.prefix) {
                reading.mistake_in_line(at.line, format!("{} has no paragraph {text}", act.short));
            }
            mistakes.append(&mut reading.mistakes);
            ledger.entries.extend(entries);
        }
        ledger.paragraphs.extend(paragraphs.iter().map(Citation::to_string));
        listed.insert(&act.prefix, paragraphs);
    }
    let exists = |citation: &Citation| match listed.get(citation.act()) {
        Some(paragraphs) if !paragraphs.is_empty() => ledger::is_listed(paragraphs, citation),
        _ => {
            let headings = provisions.iter().filter_map(|provision| provision.citation.parse::<Citation>().ok());
            headings
                .chain(known.stubs.iter().map(|stub| stub.citation.clone()))
                .any(|own| own.contains(citation) || citation.contains(&own))
        }
    };
    let mut crosswalk = Crosswalk::default();
    if let Some(mut reading) = open("crosswalk/themes.toml") {
        crosswalk.themes = crosswalk::themes(&mut reading);
        mistakes.append(&mut reading.mistakes);
    }
    let decoder = crosswalk::Decoder { known, exists: &exists };
    for (at, theme) in crosswalk.themes.iter().enumerate() {
        let relative = format!("crosswalk/{}.toml", theme.id);
        let Some(mut reading) = open(&relative) else { continue };
        let rows = crosswalk::rows(&mut reading, &relative, at as u8, &decoder);
        for row in rows {
            match crosswalk.rows.iter().find(|other| other.id == row.id) {
                Some(other) => {
                    let message =
                        format!("the row `{}` stands twice; also at {}:{}", row.id, other.place.file, other.place.line);
                    reading.mistake_in_line(row.place.line, message);
                }
                None => crosswalk.rows.push(row),
            }
        }
        mistakes.append(&mut reading.mistakes);
    }
    for relative in law.tables.keys().filter(|relative| relative.starts_with("crosswalk/")) {
        let stem = relative.trim_start_matches("crosswalk/").trim_end_matches(".toml");
        if stem != "themes" && !crosswalk.themes.iter().any(|theme| theme.id == stem) {
            let help = did_you_mean(stem, crosswalk.themes.iter().map(|theme| theme.id.as_str()));
            let mut mistake = Mistake::at(&root.join(relative), format!("crosswalk/themes.toml has no theme `{stem}`"));
            mistake.help = help;
            mistakes.push(mistake);
        }
    }
    let mut report = Report::default();
    if let Some(mut reading) = open("report/mapping.toml") {
        report = report::report(&mut reading, known, &crosswalk.themes);
        mistakes.append(&mut reading.mistakes);
    }
    (ledger, crosswalk, report)
}

fn digest(law: &LawFolder) -> String {
    let mut hash = Sha256::new();
    for (path, source) in std::iter::once((&"texts.toml".to_owned(), &law.texts)).chain(&law.files).chain(&law.tables) {
        for part in [path, source] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn place(file: &File, reading: &Reading, at: usize) -> Place {
    Place { file: file.relative.clone(), line: reading.line_at(at) as u32 }
}

/// `article-04a.md` → `cra:4a`; `annex-3.md` → `cra:annex-3`.
fn file_citation(act: &str, name: &str) -> Option<Citation> {
    Citation::of_unit_stem(act, name.strip_suffix(".md")?)
}

fn heading_title(heading: &str) -> String {
    heading.split_once(' ').map(|(_, title)| title.trim().to_owned()).unwrap_or_default()
}

fn provisions(files: &[File], readings: &mut [Reading], acts: &[Act]) -> Vec<Provision> {
    let mut provisions = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let prefix = &acts[file.act as usize].prefix;
        let unit = file.order.1.to_string();
        let title = file.parts.title.clone();
        if title.is_empty() {
            readings[at].mistake(0..0, "the file has no level-1 heading");
        }
        provisions.push(Provision {
            citation: unit,
            title,
            rendering: String::new(),
            place: Place { file: file.relative.clone(), line: 1 },
        });
        for heading in &file.parts.headings {
            let first = heading.text.split(' ').next().unwrap_or_default();
            if let Ok(citation) = Citation::parse_in(prefix, first) {
                provisions.push(Provision {
                    citation: citation.to_string(),
                    title: heading_title(&heading.text),
                    rendering: heading.prose.clone(),
                    place: place(file, &readings[at], heading.span.start),
                });
            }
        }
    }
    provisions
}

fn index(names: &[Name], files: &[File], readings: &mut [Reading]) -> BTreeMap<String, NameId> {
    let mut index: BTreeMap<String, NameId> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        for id in std::iter::once(&name.id).chain(&name.aliases) {
            if let Some(other) = index.insert(id.clone(), at as NameId) {
                let other = &names[other as usize].place;
                let Some(file) = files.iter().position(|file| file.relative == name.place.file) else { continue };
                let message = format!("the id `{id}` stands twice; also at {}:{}", other.file, other.line);
                readings[file].mistake_in_line(name.place.line, message);
            }
        }
    }
    index
}

fn acts(reading: &mut Reading) -> Vec<Act> {
    let mut root = reading.root("texts.toml");
    let mut acts = Vec::new();
    for node in root.list("act") {
        let Tree::Table(entries) = node.value else { continue };
        let mut fields = Fields::new(root.reading, entries, node.span, "this act");
        let prefix = fields.required_text("prefix").map(|(text, _)| text).unwrap_or_default();
        let title = fields.required_text("title").map(|(text, _)| text).unwrap_or_default();
        let short = fields.required_text("short").map(|(text, _)| text).unwrap_or_default();
        let eli = fields.text("eli").map(|(text, _)| text).unwrap_or_default();
        let neighbour = fields.bool("neighbour").unwrap_or(false);
        let mut texts = Vec::new();
        for node in fields.list("text") {
            let Tree::Table(entries) = node.value else { continue };
            let mut text = Fields::new(fields.reading, entries, node.span, "this text");
            let name = text.required_text("name").map(|(name, _)| name).unwrap_or_default();
            match text.date("in-force") {
                Some(in_force) => texts.push(ActText { name, in_force }),
                None => text.missing("in-force"),
            }
        }
        if texts.is_empty() {
            fields.missing("text");
        }
        acts.push(Act { prefix, title, short, eli, neighbour, texts });
    }
    acts
}
