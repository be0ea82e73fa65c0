//! `marque scan`, `marque watch` and `marque diff`

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use app::Failure;
use app::rescan::Form;
use inventory::{CycloneDxVersion, Inventory, Minimum};
use scan::Counters;

use crate::Outcome;
use crate::args::{Common, DiffGate, Format, List, Scan, Spec};
use crate::{output, progress};

pub fn run(common: &Common, args: &Scan) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json, Format::Cyclonedx, Format::Spdx], "scan")?;
    // A list is checked whatever the format is.
    let form = if args.check.is_some() { None } else { form(common.format, args.spec)? };
    let counters = Arc::new(Counters::default());
    let options =
        scan::Options { gitignore: !args.no_ignore, counters: Some(Arc::clone(&counters)), ..scan::Options::default() };
    let is_again = args.since.is_some() || args.save.is_some();
    if let Some(form) = form.filter(|_| is_again && args.merge.is_empty()) {
        let document = counted(common, &counters, || document(args, &options, form))?;
        let mut out = io::stdout().lock();
        output::finish(out.write_all(&document.text).and_then(|()| out.flush()))?;
        return Ok(if document.is_whole { Outcome::Fine } else { Outcome::NotAllRead });
    }
    let mut found = counted(common, &counters, || scanned(args, &options))?;
    let is_whole = found.not_read.is_empty();
    for path in &args.merge {
        found = inventory::merge(found, app::scan::read(path)?);
    }
    match (args.check, form) {
        (Some(list), _) => checked(common, &found, list)?,
        (None, Some(form)) => {
            let mut out = BufWriter::new(io::stdout().lock());
            output::finish(form.write(&found, &mut out).and_then(|()| out.flush()))?;
        }
        (None, None) => output::print(&documents::inventory::inventory(&found, output::width()))?,
    }
    // The process ends: the system takes its memory back at once, and not piece by piece.
    std::mem::forget(found);
    Ok(if is_whole { Outcome::Fine } else { Outcome::NotAllRead })
}

/// Does the work and shows how far it is, if somebody may be looking.
fn counted<T>(common: &Common, counters: &Counters, work: impl FnOnce() -> T) -> T {
    if !common.quiet && progress::is_wanted() { progress::shown(counters, &mut io::stderr(), work) } else { work() }
}

/// With a snapshot, if one is given or asked for.
fn scanned(args: &Scan, options: &scan::Options) -> Result<Inventory, Failure> {
    if args.since.is_none() && args.save.is_none() {
        return app::scan::scan(&args.path, options);
    }
    let (found, snapshot) = app::scan::scan_since(&args.path, options, &since(args)?)?;
    save(args, &snapshot)?;
    Ok(found)
}

/// The document itself, with a snapshot.
fn document(args: &Scan, options: &scan::Options, form: Form) -> Result<Arc<scan::Document>, Failure> {
    let since = since(args)?;
    let (document, snapshot) = app::rescan::document_since(&args.path, options, &since, form, args.save.is_some())?;
    snapshot.map_or(Ok(()), |snapshot| save(args, &snapshot))?;
    Ok(document)
}

fn since(args: &Scan) -> Result<scan::Snapshot, Failure> {
    Ok(args.since.as_deref().map(app::scan::load).transpose()?.unwrap_or_default())
}

fn save(args: &Scan, snapshot: &scan::Snapshot) -> Result<(), Failure> {
    args.save.as_deref().map_or(Ok(()), |path| app::scan::save(snapshot, path))
}

/// How the inventory is written; none for the terminal.
fn form(format: Format, spec: Option<Spec>) -> Result<Option<Form>, Failure> {
    Ok(Some(match (format, spec) {
        (Format::Cyclonedx, None | Some(Spec::CycloneDx17)) => Form::CycloneDx(CycloneDxVersion::V1_7),
        (Format::Cyclonedx, Some(Spec::CycloneDx16)) => Form::CycloneDx(CycloneDxVersion::V1_6),
        (Format::Spdx, None | Some(Spec::Spdx3)) => Form::Spdx3,
        (Format::Spdx, Some(Spec::Spdx2)) => Form::Spdx2,
        (Format::Cyclonedx | Format::Spdx, Some(spec)) => {
            return Err(Failure::refused(
                "writing the bill of materials",
                format!("{} is no version of that format", spec.as_str()),
                "CycloneDX has --spec 1.6 and 1.7, SPDX has --spec 2.3 and 3.0.1",
            ));
        }
        (Format::Json, _) => Form::Json,
        _ => return Ok(None),
    }))
}

/// What a published list asks for and the inventory does not say.
fn checked(common: &Common, found: &Inventory, list: List) -> Result<(), Failure> {
    let missing = inventory::check(
        found,
        match list {
            List::Bsi => Minimum::Bsi,
            List::G7 => Minimum::G7,
        },
    );
    if common.format == Format::Json {
        return output::json(&missing);
    }
    output::print(&documents::inventory::missing(&missing))
}

/// `marque diff`
pub fn diff(common: &Common, before: &Path, after: &Path, gate: Option<DiffGate>) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json, Format::Markdown], "diff")?;
    let difference = inventory::diff(&app::scan::scan_or_read(before)?, &app::scan::scan_or_read(after)?);
    match common.format {
        Format::Json => output::json(&difference)?,
        Format::Markdown => output::print(&documents::inventory::difference_markdown(&difference))?,
        _ => output::print(&documents::inventory::difference(&difference))?,
    }
    let stops = match gate {
        Some(DiffGate::Ai) => !difference.assets.added.is_empty() || !difference.systems.added.is_empty(),
        Some(DiffGate::Any) => !difference.is_empty(),
        None => false,
    };
    Ok(if stops { Outcome::Gate } else { Outcome::Fine })
}

/// `marque watch`: until it is stopped.
pub fn watch(common: &Common, path: &Path, every: Duration) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "watch")?;
    let options = scan::Options::default();
    let (mut last, mut snapshot) = app::scan::scan_since(path, &options, &scan::Snapshot::default())?;
    if !common.quiet {
        let (components, assets) = (last.components.len(), last.assets.len());
        eprintln!("marque: watching {}: {components} components, {assets} AI assets", path.display());
    }
    loop {
        thread::sleep(every);
        let (now, seen) = app::scan::scan_since(path, &options, &snapshot)?;
        let difference = inventory::diff(&last, &now);
        if !difference.is_empty() {
            match common.format {
                Format::Json => output::json(&difference)?,
                _ => output::print(&documents::inventory::difference(&difference))?,
            }
        }
        (last, snapshot) = (now, seen);
    }
}
