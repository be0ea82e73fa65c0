//! The products of a path: every `marque.toml` in it, or a facts file, read against the rulebook.

use std::path::{Path, PathBuf};

use documents::assessment::SuggestedFact;
use domain::Kind;
use reasoning::Facts;
use reasoning::facts::{Shape, read};
use rulebook::Rulebook;
use rulebook::tree::{Key, Node, Reading, Tree, from_json, line_start};

use crate::Failure;

/// The name of the file that declares a product.
pub const FILE_NAME: &str = "marque.toml";

/// One product's facts and where they stand.
#[derive(Clone, Debug)]
pub struct Product {
    /// The facts file.
    pub path: PathBuf,
    /// The folder it describes.
    pub folder: PathBuf,
    pub facts: Facts,
    /// What a scan of the folder shows of them, if one was asked.
    pub suggested: Vec<SuggestedFact>,
}

/// Refuses a path that is not a folder that can be listed.
pub fn folder(path: &Path) -> Result<(), Failure> {
    let doing = format!("assessing {}", path.display());
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Failure::refused(doing, "there is no such path", "give the folder of a repository, such as `.`"))
        }
        Err(error) => Err(Failure::refused(doing, error.to_string(), "give a folder that may be read")),
        Ok(metadata) if metadata.is_file() => Err(Failure::refused(
            doing,
            "this is a file, not a folder",
            format!("give the folder it lies in, or `--facts {}` if it is a file of facts", path.display()),
        )),
        Ok(_) => std::fs::read_dir(path)
            .map(drop)
            .map_err(|error| Failure::refused(doing, error.to_string(), "give a folder that may be read")),
    }
}

/// Every `marque.toml` in a folder, outer ones first. Ignored folders are not looked into.
pub fn find(root: &Path) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(root).hidden(true).require_git(false).build();
    let mut found: Vec<PathBuf> = walk
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name() == FILE_NAME && entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .collect();
    found.sort_by_key(|path| (path.components().count(), path.clone()));
    found
}

/// Leaves out the products that lie in what another product says is `outside` it: samples, fixtures.
pub fn without_outside(products: &mut Vec<Product>) {
    let mut outside: Vec<PathBuf> = Vec::new();
    for product in products.iter() {
        let own = product.facts.of_kind(Kind::Product).flat_map(|at| &product.facts.thing(at).assets);
        outside.extend(own.map(|path| product.folder.join(path.trim_start_matches("./"))));
    }
    products.retain(|product| !outside.iter().any(|folder| product.folder.starts_with(folder)));
}

/// Reads a file of facts: TOML, or JSON if its name ends so.
pub fn load(rulebook: &Rulebook, path: &Path, shown: &Path) -> Result<Product, Failure> {
    let source = std::fs::read_to_string(path)
        .map_err(|error| Failure::reading(path, &error, "give a file of facts in UTF-8; `marque init` writes one"))?;
    let mut reading = Reading::new(shown, source);
    let entries = if path.extension().is_some_and(|extension| extension == "json") {
        json_entries(&mut reading)
    } else {
        reading.whole()
    };
    let facts = read(rulebook, &mut reading, entries, Shape::Document);
    if !reading.mistakes.is_empty() {
        return Err(Failure::Mistakes(reading.mistakes));
    }
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    Ok(Product { path: shown.to_owned(), folder, facts, suggested: Vec::new() })
}

fn json_entries(reading: &mut Reading) -> Vec<(Key, Node)> {
    match serde_json::from_str::<serde_json::Value>(&reading.source) {
        Ok(value) => match from_json(&value, &(0..0)).value {
            Tree::Table(entries) => entries,
            _ => {
                reading.mistake(0..0, "the facts should be a JSON object");
                Vec::new()
            }
        },
        Err(error) => {
            let at = line_start(&reading.source, error.line() as u32);
            let at = (at + error.column().saturating_sub(1)).min(reading.source.len());
            reading.mistake(at..at, format!("not JSON: {error}"));
            Vec::new()
        }
    }
}
