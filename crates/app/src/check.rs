//! Everything wrong with a law folder: mistakes, cases that fail, passages whose digest differs.

use std::collections::BTreeMap;
use std::path::Path;

use domain::citation::Citation;
use rulebook::official::{OfficialTexts, TextsToml};
use rulebook::{Block, BlockKind, LawFolder, Mistake, Rulebook};

use crate::Failure;

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    pub names: usize,
    pub blocks: usize,
    pub cases: usize,
    pub failures: Vec<Mistake>,
    /// Set if official texts were given.
    pub official: Option<Official>,
}

#[derive(Debug, Default)]
pub struct Official {
    pub matching: usize,
    /// Blocks whose source is not held.
    pub not_compared: Vec<String>,
    /// Digests that were missing and have been written.
    pub filled: usize,
}

/// Whether missing digests are to be written into the law files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digests {
    Compare,
    Fill,
}

/// Checks a law folder, and with `texts` every digest against the official texts.
pub fn check(folder: &Path, texts: Option<&Path>, digests: Digests) -> Result<Checked, Failure> {
    let law = LawFolder::read(folder).map_err(|mistake| Failure::Mistakes(vec![*mistake]))?;
    let book = rulebook::load(folder, &law).map_err(Failure::Mistakes)?;
    let mut checked = Checked { names: book.names.len(), blocks: book.blocks.len(), ..Checked::default() };
    for (path, source) in &law.cases {
        let outcome = reasoning::cases::run(&book, &folder.join(path), source);
        checked.cases += outcome.passed + outcome.failures.len();
        checked.failures.extend(outcome.failures);
    }
    checked.failures.extend(undated(&book, folder, &law));
    if let Some(texts) = texts {
        checked.official = Some(official(folder, &law, &book, texts, digests, &mut checked.failures)?);
    }
    Ok(checked)
}

/// Obligations that no application ever starts.
fn undated(book: &Rulebook, folder: &Path, law: &LawFolder) -> Vec<Mistake> {
    let undated = book
        .blocks
        .iter()
        .filter(|block| matches!(block.what, BlockKind::Obligation(_)) && block.applications.is_empty());
    undated
        .map(|block| {
            mistake_at(folder, law, block, format!("no application block says from when {} applies", block.id))
                .help("add its provision to an application block of the act")
        })
        .collect()
}

fn mistake_at(folder: &Path, law: &LawFolder, block: &Block, message: String) -> Mistake {
    let source = law.files.get(&block.place.file).map_or("", String::as_str);
    let start: usize = source.split_inclusive('\n').take(block.place.line as usize - 1).map(str::len).sum();
    let length = source[start..].lines().next().map_or(0, str::len);
    Mistake::new(&folder.join(&block.place.file), source, start..start + length, message)
}

/// The name of the newest text that a block belongs to: the one its digest is of.
fn text_of<'b>(book: &'b Rulebook, block: &Block) -> &'b str {
    let texts = &book.acts[block.act as usize].texts;
    let last = block.until.map_or(texts.len(), usize::from).saturating_sub(1);
    texts.get(last).map_or("", |text| text.name.as_str())
}

fn official(
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
            (Err(error), _) if error.is_not_held() => result.not_compared.push(error.to_string()),
            (Err(error), _) => failures.push(mistake_at(folder, law, block, error.to_string())),
        }
    }
    for (file, digests) in missing {
        result.filled += digests.len();
        fill(&folder.join(file), &law.files[file], digests)?;
    }
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

/// Writes a file in one step: the old one stays until the new one is complete.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        if let Ok(metadata) = std::fs::metadata(path) {
            file.as_file().set_permissions(metadata.permissions())?;
        } else {
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
            }
        }
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| Failure::writing(path, &error))
}
