//! The products of a folder with what a scan of each shows.

use std::path::Path;

use app::Failure;
use app::assess::undeclared;
use app::products::{self, Product};
use app::scan::report;
use app::suggest::suggest;
use reasoning::LawChoice;
use rulebook::Rulebook;

use crate::args::Common;

/// Products, each with the report of its scan.
pub struct Scanned {
    pub products: Vec<(Product, Option<scan::Report>)>,
    /// A facts file was broken; it costs its product, and the others are still judged.
    pub not_all_read: bool,
}

/// Every product of a folder, or the one that no marque.toml declares. With `--facts` nothing is scanned.
pub fn scanned(
    common: &Common,
    book: &Rulebook,
    choice: &LawChoice,
    path: &Path,
    wanted: bool,
) -> Result<Scanned, Failure> {
    let mut products = Vec::new();
    if let Some(facts) = &common.facts {
        products.push((products::load(book, facts, facts)?, None));
        return Ok(Scanned { products, not_all_read: false });
    }
    products::folder(path)?;
    let files = products::find(path);
    if files.is_empty() {
        let report = report(path)?;
        let mut product = undeclared(book, path, &report);
        if wanted {
            suggest(book, choice, &mut product, &report);
        }
        products.push((product, wanted.then_some(report)));
    }
    let mut found = Vec::new();
    let mut mistakes = Vec::new();
    for file in &files {
        match products::load(book, file, file) {
            Ok(product) => found.push(product),
            Err(Failure::Mistakes(more)) => mistakes.extend(more),
            Err(other) => return Err(other),
        }
    }
    products::without_outside(&mut found);
    for mut product in found {
        let report = if wanted { Some(report(&product.folder)?) } else { None };
        if let Some(report) = &report {
            suggest(book, choice, &mut product, report);
        }
        products.push((product, report));
    }
    if mistakes.is_empty() {
        return Ok(Scanned { products, not_all_read: false });
    }
    if products.is_empty() {
        return Err(Failure::Mistakes(mistakes));
    }
    eprintln!("marque: {}", Failure::Mistakes(mistakes));
    Ok(Scanned { products, not_all_read: true })
}
