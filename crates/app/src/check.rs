//! Everything wrong with a law folder: mistakes, cases that fail, passages whose digest differs.

mod official;

use std::path::Path;

use reasoning::cases::Case;
use rulebook::tree::line_start;
use rulebook::{Block, BlockId, BlockKind, LawFolder, Mistake, Rulebook};

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
    /// Citations of the crosswalk, the ledger, the report and the points of duties that stand in the texts.
    pub citations: usize,
    /// Paragraphs whose digest is the listed one, in each text of the acts that have a ledger.
    pub paragraphs: usize,
    /// Blocks whose source is not held.
    pub not_compared: Vec<String>,
    /// Citations whose source is not held.
    pub citations_not_compared: Vec<String>,
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
    let mut cases = Vec::new();
    for (path, source) in &law.cases {
        let outcome = reasoning::cases::run(&book, &folder.join(path), source);
        checked.cases += outcome.passed + outcome.failures.len();
        checked.failures.extend(outcome.failures);
        cases.extend(outcome.cases);
    }
    checked.failures.extend(untested(&book, folder, &law, &cases));
    checked.failures.extend(undated(&book, folder, &law));
    checked.failures.extend(unaccounted(&book, folder));
    if let Some(texts) = texts {
        checked.official = Some(official::compare(folder, &law, &book, texts, digests, &mut checked.failures)?);
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

/// Duties that no case binds or frees, and dates that no case stands before and on.
fn untested(book: &Rulebook, folder: &Path, law: &LawFolder, cases: &[Case]) -> Vec<Mistake> {
    let found = reasoning::tested::untested(book, cases);
    let at = |id: BlockId, message: String| mistake_at(folder, law, book.block(id), message);
    let never_bound = found.never_bound.iter().map(|id| {
        at(*id, format!("no case says that {} binds", book.block(*id).id)).help("name it in the `binds` of a case")
    });
    let never_free = found.never_free.iter().map(|id| {
        at(*id, format!("no case says that {} does not bind", book.block(*id).id))
            .help("name it in the `does-not-bind` of a case")
    });
    let undated = found.undated.iter().map(|(id, day)| {
        at(*id, format!("no case on {day} speaks of what {} starts", book.block(*id).id))
            .help("write a case for the day before and for the day itself")
    });
    never_bound.chain(never_free).chain(undated).collect()
}

/// Paragraphs that are neither encoded nor in the ledger.
fn unaccounted(book: &Rulebook, folder: &Path) -> Vec<Mistake> {
    let missing = book.unaccounted();
    let by_act = book.acts.iter().filter_map(|act| {
        let of_act = |paragraph: &&String| paragraph.starts_with(&format!("{}:", act.prefix));
        let paragraphs: Vec<String> = missing.iter().filter(of_act).cloned().collect();
        (!paragraphs.is_empty()).then_some((act, paragraphs))
    });
    by_act
        .map(|(act, paragraphs)| {
            let ledger = folder.join(&act.prefix).join("ledger.toml");
            let message = format!(
                "{} paragraphs of the {} are neither encoded nor named here: {}",
                paragraphs.len(),
                act.short,
                paragraphs.join(", ")
            );
            Mistake::at(&ledger, message).help("encode each, or add an [[entry]] that says for whom it is")
        })
        .collect()
}

fn mistake_at(folder: &Path, law: &LawFolder, block: &Block, message: String) -> Mistake {
    let source = law.files.get(&block.place.file).map_or("", String::as_str);
    let start = line_start(source, block.place.line);
    let length = source[start..].lines().next().map_or(0, str::len);
    Mistake::new(&folder.join(&block.place.file), source, start..start + length, message)
}
