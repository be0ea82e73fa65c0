//! The law files against the official texts: every block's digest, every citation, every paragraph.

use std::collections::BTreeMap;
use std::path::Path;

use domain::citation::{Citation, Range as CitationRange};
use rulebook::official::{OfficialTexts, PassageError, TextsToml};
use rulebook::tree::Reading;
use rulebook::{Block, BlockKind, LawFolder, Mistake, Rulebook};

use super::{Digests, Official, mistake_at};
use crate::Failure;
use crate::replace::write_whole;

/// Compares, or with [`Digests::Fill`] writes what is missing.
pub(super) fn compare(
    folder: &Path,
    law: &LawFolder,
    book: &Rulebook,
    dir: &Path,
    digests: Digests,
    failures: &mut Vec<Mistake>,
) -> Result<Official, Failure> {
    let doing = || format!("comparing with the official texts in {}", dir.display());
    let texts: TextsToml = law
        .texts
        .parse()
        .map_err(|error: toml::de::Error| Failure::refused(doing(), error.to_string(), "mend texts.toml"))?;
    let texts = OfficialTexts::open(dir, &texts).map_err(|error| {
        Failure::refused(doing(), error.to_string(), "give the folder that holds the official texts")
    })?;
    let mut result = Official::default();
    let mut missing: BTreeMap<&str, Vec<(u32, String)>> = BTreeMap::new();
    for block in &book.blocks {
        let Ok(citation) = block.citation.parse::<Citation>() else { continue };
        match (texts.digest(&citation, text_of(book, block)), &block.digest) {
            (Ok(_), _) if block.not_compared.is_some() => {
                let message = format!("{} is marked not-compared, but its official text is held", block.id);
                failures.push(mistake_at(folder, law, block, message).help("remove `not-compared`"));
            }
            (Ok(found), Some(digest)) if found == *digest => result.matching += 1,
            (Ok(_), Some(_)) => failures.push(
                mistake_at(
                    folder,
                    law,
                    block,
                    format!("{}: the official passage is not the one that was read", block.id),
                )
                .help("read the passage again, mend the block, and delete its digest; `--fill` writes the new one"),
            ),
            (Ok(found), None) if digests == Digests::Fill => {
                missing.entry(&block.place.file).or_default().push((block.place.line, found));
            }
            (Ok(_), None) => failures.push(
                mistake_at(folder, law, block, format!("{} has no digest of the passage it renders", block.id))
                    .help("`marque law check --text DIR --fill` writes it"),
            ),
            (Err(error), _) if error.is_not_held() => {
                if block.not_compared.is_none() && block.not_encoded.is_none() {
                    let message =
                        format!("{}: the official text is not held, so nothing certain may rest on it", block.id);
                    let help = "say in `not-compared` which source was read";
                    failures.push(mistake_at(folder, law, block, message).help(help));
                }
                result.not_compared.push(format!("{}: {error}", block.id));
            }
            (Err(error), _) => failures.push(mistake_at(folder, law, block, error.to_string())),
        }
    }
    for (file, digests) in missing {
        result.filled += digests.len();
        fill(&folder.join(file), &law.files[file], digests)?;
    }
    let mut citations = cited(book);
    citations.sort();
    citations.dedup();
    for (citation, file, by) in citations {
        match stands(book, &texts, &citation) {
            Ok(()) => result.citations += 1,
            Err(error) if error.is_not_held() => result.citations_not_compared.push(format!("{error} (cited by {by})")),
            Err(error) => failures.push(Mistake::at(&folder.join(file), format!("{by}: {error}"))),
        }
    }
    compare_paragraphs(folder, law, book, &texts, digests, &mut result, failures)?;
    Ok(result)
}

/// Writes digests under the `id` line of each block.
fn fill(path: &Path, source: &str, mut digests: Vec<(u32, String)>) -> Result<(), Failure> {
    digests.sort_by_key(|(line, _)| std::cmp::Reverse(*line));
    let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
    for (start, digest) in digests {
        let start = start as usize - 1;
        let id = lines[start..].iter().position(|line| line.starts_with("id ") || line.starts_with("id="));
        if let Some(id) = id {
            let width = lines[start + id].find('=').unwrap_or(7).max(7);
            lines.insert(start + id + 1, format!("{:<width$}= \"{digest}\"", "digest"));
        }
    }
    let text = lines.join("\n") + "\n";
    write_whole(path, text.as_bytes())
}

/// What the crosswalk, the ledger, the report and the points of duties cite, with the file and the citing place.
fn cited(book: &Rulebook) -> Vec<(Citation, String, String)> {
    let mut cited: Vec<(Citation, String, String)> = Vec::new();
    let mut add = |text: &str, file: &str, by: String| {
        if let Ok(range) = text.parse::<CitationRange>() {
            for end in [range.first(), range.last()] {
                cited.push((end.clone(), file.to_owned(), by.clone()));
            }
        }
    };
    for block in &book.blocks {
        if let BlockKind::Obligation(obligation) = &block.what {
            for point in &obligation.points {
                add(&point.citation, &block.place.file, format!("point of {}", block.id));
            }
        }
    }
    for theme in &book.crosswalk.themes {
        for text in theme.cra.iter().chain(&theme.aia) {
            add(text, "crosswalk/themes.toml", format!("theme {}", theme.id));
        }
    }
    for row in &book.crosswalk.rows {
        let sides = row.source.iter().chain(&row.target).chain(&row.by);
        for text in sides.filter(|text| text.split(':').next().is_some_and(|prefix| book.act(prefix).is_some())) {
            add(text, &row.place.file, format!("row {}", row.id));
        }
    }
    for entry in &book.ledger.entries {
        for text in &entry.provisions {
            add(text, &entry.place.file, format!("line {}", entry.place.line));
        }
    }
    let report = &book.report;
    for saying in report.themes.iter().chain(&report.questions).chain(&report.actions) {
        for text in saying.differs.iter().flat_map(|difference| &difference.cites).chain(&saying.duties) {
            add(text, "report/mapping.toml", saying.id.clone());
        }
    }
    cited
}

/// Whether a citation stands in some text of its act, the newest asked first.
fn stands(book: &Rulebook, texts: &OfficialTexts, citation: &Citation) -> Result<(), PassageError> {
    let names = book.act(citation.act()).map(|act| act.texts.as_slice()).unwrap_or_default();
    let mut newest = None;
    for name in names.iter().rev() {
        match texts.passage(citation, &name.name) {
            Ok(_) => return Ok(()),
            Err(error) => newest = newest.or(Some(error)),
        }
    }
    newest.map_or(Ok(()), Err)
}

/// Every paragraph of the acts that have a ledger, in each of their texts.
fn compare_paragraphs(
    folder: &Path,
    law: &LawFolder,
    book: &Rulebook,
    texts: &OfficialTexts,
    digests: Digests,
    result: &mut Official,
    failures: &mut Vec<Mistake>,
) -> Result<(), Failure> {
    for act in &book.acts {
        if !law.tables.contains_key(&format!("{}/ledger.toml", act.prefix)) {
            continue;
        }
        let relative = format!("{}/paragraphs.toml", act.prefix);
        let path = folder.join(&relative);
        let source = law.tables.get(&relative).map(String::as_str);
        let mut reading = Reading::new(&path, source.unwrap_or_default());
        let listed = rulebook::paragraphs(&mut reading);
        let mut written = String::from(
            "# Every paragraph of the act with the digest of its official passage, by text.\n\
             # Written by `marque law check --text DIR --fill`, where this file is not there.\n",
        );
        for text in &act.texts {
            let found = match texts.paragraphs(&act.prefix, &text.name) {
                Ok(found) => found,
                Err(error) => {
                    failures.push(Mistake::at(&path, error.to_string()));
                    continue;
                }
            };
            written.push_str(&format!("\n[{}]\n", text.name));
            for (citation, digest) in &found {
                written.push_str(&format!("\"{citation}\" = \"{digest}\"\n"));
            }
            if source.is_some() {
                let listed = listed.get(&text.name).map(Vec::as_slice).unwrap_or_default();
                result.paragraphs += found.iter().filter(|paragraph| listed.contains(paragraph)).count();
                failures.extend(differences(&path, &text.name, listed, &found));
            }
        }
        if source.is_none() && digests == Digests::Fill {
            write_whole(&path, written.as_bytes())?;
            result.filled += 1;
        }
    }
    Ok(())
}

/// What the list and the official text do not say alike, a mistake each.
fn differences(path: &Path, text: &str, listed: &[(Citation, String)], found: &[(Citation, String)]) -> Vec<Mistake> {
    let of = |list: &[(Citation, String)], citation: &Citation| {
        list.iter().find(|(other, _)| other == citation).map(|(_, digest)| digest.clone())
    };
    let changed = found.iter().filter_map(|(citation, digest)| match of(listed, citation) {
        None => Some(format!("{citation} of the text `{text}` is not listed")),
        Some(known) if known != *digest => {
            Some(format!("{citation}: the official passage of the text `{text}` is not the one that was read"))
        }
        Some(_) => None,
    });
    let gone = listed
        .iter()
        .filter(|(citation, _)| of(found, citation).is_none())
        .map(|(citation, _)| format!("{citation} is listed, but the text `{text}` has no such paragraph"));
    changed
        .chain(gone)
        .map(|message| {
            Mistake::at(path, message).help("read it again, mend what rests on it, delete this file, and run `--fill`")
        })
        .collect()
}
/// The name of the newest text that a block belongs to: the one its digest is of.
fn text_of<'b>(book: &'b Rulebook, block: &Block) -> &'b str {
    let texts = &book.acts[block.act as usize].texts;
    let last = block.until.map_or(texts.len(), usize::from).saturating_sub(1);
    texts.get(last).map_or("", |text| text.name.as_str())
}
