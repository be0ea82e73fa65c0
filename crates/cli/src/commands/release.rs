//! `marque release`

use app::Failure;
use app::evidence::Settings;

use crate::Outcome;
use crate::args::release::Release;
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, args: &Release) -> Result<Outcome, Failure> {
    let (book, choice) = super::asked_law(common)?;
    let settings = Settings::from_environment();
    let (old, new, record) = match args {
        Release::Save { path, out } => {
            app::release::save(&book, &choice, &settings, path, out)?;
            if !common.quiet {
                eprintln!("marque: {} written", out.display());
            }
            return Ok(Outcome::Fine);
        }
        Release::Compare { old, new, record } => (old, new, *record),
    };
    super::only(common, &[Format::Terminal, Format::Json, Format::Markdown], "release compare")?;
    let report = app::release::compare(&book, &choice, &settings, old, new)?;
    match common.format {
        Format::Json => output::json(&report)?,
        Format::Markdown => output::print(&documents::release::report_markdown(&report))?,
        _ => output::print(&documents::release::report(&report, output::width()))?,
    }
    if record {
        let entry = app::release::record(&settings, new, &report)?;
        if !common.quiet {
            eprintln!("marque: recorded as entry {}", entry.entry.number);
        }
    }
    Ok(Outcome::of(!report.not_compared.is_empty(), !report.blocks.is_empty()))
}
