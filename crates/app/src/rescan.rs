//! A document of a folder that was scanned before: where nothing that counts has changed, it is the one of the last
//! time.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use inventory::{CycloneDxVersion, Inventory};
use scan::{Options, Rescan, Snapshot};

use crate::Failure;
use crate::products::FILE_NAME;
use crate::scan::{Document, FORMAT, TOOL, Time, assembled, refused};

/// How an inventory is written.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    Json,
    CycloneDx(CycloneDxVersion),
    Spdx2,
    Spdx3,
}

impl Form {
    pub fn write(self, inventory: &Inventory, mut to: impl Write) -> io::Result<()> {
        match self {
            Form::Json => {
                serde_json::to_writer_pretty(&mut to, &Document { format: FORMAT, inventory })?;
                writeln!(to)
            }
            Form::CycloneDx(version) => inventory::write_cyclonedx(inventory, version, &TOOL, to),
            Form::Spdx2 => inventory::write_spdx2(inventory, &TOOL, to),
            Form::Spdx3 => inventory::write_spdx3(inventory, &TOOL, to),
        }
    }
}

/// The document of a folder, and the snapshot for the next time, if it is wanted.
pub fn document_since(
    folder: &Path,
    options: &Options,
    since: &Snapshot,
    form: Form,
    is_wanted: bool,
) -> Result<(Arc<scan::Document>, Option<Snapshot>), Failure> {
    let time = Time::asked(folder);
    let failed = |error: scan::ScanError| refused(folder, &error.to_string());
    let mut rescan = Rescan::new(folder, options, since).map_err(failed)?;
    let time = time.told();
    let of = made_of(folder, time.as_deref(), form);
    if let Some(document) = of.as_ref().and_then(|of| rescan.document(of)) {
        return Ok((document, is_wanted.then(|| rescan.snapshot())));
    }
    let (report, mut snapshot) = rescan.report().map_err(failed)?;
    let inventory = assembled(folder, report, time)?;
    let mut text = Vec::new();
    form.write(&inventory, &mut text)
        .map_err(|error| Failure::refused("writing the inventory", error.to_string(), "this is a fault of marque"))?;
    let is_whole = inventory.not_read.is_empty();
    let document = Arc::new(scan::Document { of: of.clone().unwrap_or_default(), text, is_whole });
    if of.is_some() {
        snapshot.keep_document(Arc::clone(&document));
    }
    Ok((document, Some(snapshot)))
}

/// What a document is made of besides what the tree shows: the program, the form, the time, the folder's name and what
/// marque.toml says of names. None if the program cannot be told from another.
fn made_of(folder: &Path, time: Option<&str>, form: Form) -> Option<String> {
    let program = std::env::current_exe().ok()?.metadata().ok()?;
    let changed = program.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    let real = folder.canonicalize().ok()?;
    let names = std::fs::read_to_string(folder.join(FILE_NAME)).unwrap_or_default();
    let mut of = format!("{} {} {form:?} {time:?}", program.len(), changed.as_nanos());
    write!(of, " {:?}\n{names}", real.file_name()?).ok()?;
    Some(of)
}
