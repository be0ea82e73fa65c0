//! The register of risks of a product: catalogue, scan, facts and what people wrote in `risks.toml`.

use std::path::{Path, PathBuf};

use reasoning::{LawChoice, Program, State};
use risk::written::FILE_NAME;
use risk::{Catalogue, Register, Subject, Written};
use rulebook::Rulebook;
use schemars::JsonSchema;
use serde::Serialize;

use crate::assess::undeclared;
use crate::products::Product;
use crate::suggest::suggest;
use crate::{Failure, replace};

/// The version of the JSON form of `risk`.
pub const FORMAT: &str = "marque-risk/1";

/// What `risk --format json` writes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Registers {
    /// [`FORMAT`].
    pub format: String,
    pub registers: Vec<Register>,
    /// Whether every file of the tree was read.
    pub all_read: bool,
}

/// Threats added to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeded {
    pub path: PathBuf,
    pub added: usize,
}

/// The catalogue, read against the law in use.
pub fn catalogue(rulebook: &Rulebook) -> Result<Catalogue, Failure> {
    risk::built_in(rulebook).map_err(Failure::Mistakes)
}

/// The register of each product, or that of a folder where none is declared.
pub fn registers(
    rulebook: &Rulebook,
    choice: &LawChoice,
    catalogue: &Catalogue,
    products: Vec<Product>,
    folder: &Path,
) -> Result<Registers, Failure> {
    let mut registers = Vec::new();
    let mut all_read = true;
    for known in all(rulebook, choice, products, folder)? {
        let written = known.written(catalogue)?;
        all_read &= known.inventory.not_read.is_empty();
        registers.push(known.with_subject(rulebook, choice, |subject| {
            risk::register(catalogue, subject, written.as_ref().map(|(written, _)| written))
        }));
    }
    Ok(Registers { format: FORMAT.to_owned(), registers, all_read })
}

/// Adds a row to `risks.toml` for each threat that has none; what stands there stays as it is.
pub fn seed(
    rulebook: &Rulebook,
    choice: &LawChoice,
    catalogue: &Catalogue,
    products: Vec<Product>,
    folder: &Path,
) -> Result<Vec<Seeded>, Failure> {
    // Every file is read before one is written.
    let mut texts = Vec::new();
    for known in all(rulebook, choice, products, folder)? {
        let written = known.written(catalogue)?;
        let (written, source) = match written {
            Some((written, source)) => (written, Some(source)),
            None => (Written::empty(catalogue), None),
        };
        let new =
            known.with_subject(rulebook, choice, |subject| risk::register::unwritten(catalogue, subject, &written));
        let text = risk::append::appended(source.as_deref(), catalogue, &new);
        // A list written as `risk = [ … ]` cannot be added to.
        Written::read(catalogue, &known.product.facts, &known.path(), &text).map_err(|_| {
            Failure::refused(
                format!("adding to {}", known.path().display()),
                "it could not be read any more with the new rows",
                "write each risk as a [[risk]] table of its own, and fewer than a thousand; nothing was changed",
            )
        })?;
        texts.push((known.path(), text, new.len()));
    }
    let mut seeded = Vec::new();
    for (path, text, added) in texts {
        if added > 0 {
            replace::write_whole(&path, text.as_bytes())?;
        }
        seeded.push(Seeded { path, added });
    }
    Ok(seeded)
}

/// The register of one product, from what is known of it already.
pub(crate) fn of_product(
    program: &Program<'_>,
    state: &State,
    product: &Product,
    inventory: &inventory::Inventory,
) -> Result<Register, Failure> {
    let catalogue = catalogue(program.rulebook)?;
    let written = read(&catalogue, product)?;
    let subject = Subject { program, state, facts: &product.facts, inventory };
    Ok(risk::register(&catalogue, &subject, written.as_ref().map(|(written, _)| written)))
}

/// The scale in use: that of the file, if there is one that says so.
pub fn scale(catalogue: &Catalogue, product: Option<&Product>) -> Result<risk::Scale, Failure> {
    let Some(product) = product else { return Ok(catalogue.scale.clone()) };
    let written = read(catalogue, product)?;
    Ok(written.map_or_else(|| catalogue.scale.clone(), |(written, _)| written.scale))
}

/// A product with what a scan of its folder shows.
struct Known {
    product: Product,
    inventory: inventory::Inventory,
}

fn all(rulebook: &Rulebook, choice: &LawChoice, products: Vec<Product>, folder: &Path) -> Result<Vec<Known>, Failure> {
    if products.is_empty() {
        let report = crate::scan::report(folder)?;
        let mut product = undeclared(rulebook, folder, &report);
        product.folder = folder.to_owned();
        return Ok(vec![known(rulebook, choice, product, report)?]);
    }
    let with_scan = products.into_iter().map(|product| {
        let report = crate::scan::report(&product.folder)?;
        known(rulebook, choice, product, report)
    });
    with_scan.collect()
}

fn known(
    rulebook: &Rulebook,
    choice: &LawChoice,
    mut product: Product,
    report: scan::Report,
) -> Result<Known, Failure> {
    suggest(rulebook, choice, &mut product, &report);
    let inventory = crate::scan::inventory_of(&product.folder, report)?;
    Ok(Known { product, inventory })
}

/// What people wrote beside the facts, with its text.
fn read(catalogue: &Catalogue, product: &Product) -> Result<Option<(Written, String)>, Failure> {
    let path = product.folder.join(FILE_NAME);
    let source = match std::fs::read_to_string(&path) {
        Ok(source) => source,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::reading(&path, &error, "it should be a file in UTF-8")),
    };
    let written = Written::read(catalogue, &product.facts, &path, &source).map_err(Failure::Mistakes)?;
    Ok(Some((written, source)))
}

impl Known {
    fn path(&self) -> PathBuf {
        self.product.folder.join(FILE_NAME)
    }

    fn written(&self, catalogue: &Catalogue) -> Result<Option<(Written, String)>, Failure> {
        read(catalogue, &self.product)
    }

    fn with_subject<T>(&self, rulebook: &Rulebook, choice: &LawChoice, ask: impl FnOnce(&Subject<'_>) -> T) -> T {
        let program = Program::new(rulebook, choice.clone());
        let mut state = State::default();
        program.evaluate(&self.product.facts, &mut state);
        let (facts, inventory) = (&self.product.facts, &self.inventory);
        ask(&Subject { program: &program, state: &state, facts, inventory })
    }
}

#[cfg(test)]
mod tests {
    use risk::trigger::Trigger;

    #[test]
    fn every_signal_that_brings_a_threat_is_one_that_a_scan_gives() {
        let book = compiled_law::rulebook();
        let catalogue = super::catalogue(&book).unwrap_or_else(|failure| panic!("{failure}"));
        let given = ["default-credential", "exposed-secret", "telemetry", "update-mechanism", "signed-release", "ci"];
        let mut asked: Vec<&str> = Vec::new();
        for trigger in catalogue.threats.iter().flat_map(|threat| &threat.triggers) {
            if let Trigger::Signal { kinds } = trigger {
                asked.extend(kinds.iter().map(String::as_str));
            }
        }
        assert!(asked.iter().all(|kind| given.contains(kind)), "{asked:?}");
        let known = [
            scan::Kind::DefaultCredential,
            scan::Kind::ExposedSecret,
            scan::Kind::Telemetry,
            scan::Kind::UpdateMechanism,
            scan::Kind::SignedRelease,
            scan::Kind::Ci,
        ];
        assert!(known.iter().all(|kind| kind.is_signal()) && known.map(scan::Kind::as_str) == given);
    }
}
