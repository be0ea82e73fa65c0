//! `marque scan`, `marque watch` and `marque diff`

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use app::Failure;
use inventory::{CycloneDxVersion, Inventory, Minimum};
use scan::Counters;

use crate::Outcome;
use crate::args::{Common, DiffGate, Format, List, Scan, Spec};
use crate::{output, progress};

pub fn run(common: &Common, args: &Scan) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json, Format::Cyclonedx, Format::Spdx], "scan")?;
    let counters = Arc::new(Counters::default());
    let options =
        scan::Options { gitignore: !args.no_ignore, counters: Some(Arc::clone(&counters)), ..scan::Options::default() };
    let mut found = if !common.quiet && progress::is_wanted() {
        progress::shown(&counters, &mut io::stderr(), || scanned(args, &options))?
    } else {
        scanned(args, &options)?
    };
    let is_whole = found.not_read.is_empty();
    for path in &args.merge {
        found = inventory::merge(found, app::scan::read(path)?);
    }
    match args.check {
        Some(list) => checked(common, &found, list)?,
        None => write(common, args.spec, &found)?,
    }
    Ok(if is_whole { Outcome::Fine } else { Outcome::NotAllRead })
}

/// With a snapshot, if one is given or asked for.
fn scanned(args: &Scan, options: &scan::Options) -> Result<Inventory, Failure> {
    if args.since.is_none() && args.save.is_none() {
        return app::scan::scan(&args.path, options);
    }
    let since = args.since.as_deref().map(app::scan::load).transpose()?.unwrap_or_default();
    let (found, snapshot) = app::scan::scan_since(&args.path, options, &since)?;
    if let Some(path) = &args.save {
        app::scan::save(&snapshot, path)?;
    }
    Ok(found)
}

fn write(common: &Common, spec: Option<Spec>, found: &Inventory) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = match (common.format, spec) {
        (Format::Cyclonedx, None | Some(Spec::CycloneDx17)) => {
            inventory::write_cyclonedx(found, CycloneDxVersion::V1_7, &app::scan::TOOL, &mut out)
        }
        (Format::Cyclonedx, Some(Spec::CycloneDx16)) => {
            inventory::write_cyclonedx(found, CycloneDxVersion::V1_6, &app::scan::TOOL, &mut out)
        }
        (Format::Spdx, None | Some(Spec::Spdx3)) => inventory::write_spdx3(found, &app::scan::TOOL, &mut out),
        (Format::Spdx, Some(Spec::Spdx2)) => inventory::write_spdx2(found, &app::scan::TOOL, &mut out),
        (Format::Cyclonedx | Format::Spdx, Some(spec)) => {
            return Err(Failure::refused(
                "writing the bill of materials",
                format!("{} is no version of that format", spec.as_str()),
                "CycloneDX has --spec 1.6 and 1.7, SPDX has --spec 2.3 and 3.0.1",
            ));
        }
        (Format::Json, _) => {
            let document = app::scan::Document { format: app::scan::FORMAT, inventory: found };
            serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from).and_then(|()| writeln!(out))
        }
        _ => return output::print(&documents::inventory::inventory(found, output::width())),
    };
    output::finish(written.and_then(|()| out.flush()))
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
