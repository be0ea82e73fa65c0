//! `marque risk`

use std::path::Path;

use app::products::Product;
use app::{Failure, risk};
use rulebook::Rulebook;

use crate::Outcome;
use crate::args::risk::{Risk, RiskCommand, RiskGate};
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, args: &Risk) -> Result<Outcome, Failure> {
    let (book, choice) = super::asked_law(common)?;
    let catalogue = risk::catalogue(&book)?;
    match &args.command {
        Some(RiskCommand::Scale { path }) => {
            super::only(common, &[Format::Terminal, Format::Json], "risk scale")?;
            let products = declared(common, &book, path)?;
            let scale = risk::scale(&catalogue, products.first())?;
            match common.format {
                Format::Json => output::json(&scale)?,
                _ => output::print(&documents::risk::scale(&scale))?,
            }
            return Ok(Outcome::Fine);
        }
        Some(RiskCommand::Threats) => {
            super::only(common, &[Format::Terminal], "risk threats")?;
            output::print(&documents::risk::threats(&catalogue, output::width()))?;
            return Ok(Outcome::Fine);
        }
        None => {}
    }
    super::only(common, &[Format::Terminal, Format::Json, Format::Markdown], "risk")?;
    if args.seed {
        let products = declared(common, &book, &args.path)?;
        for seeded in risk::seed(&book, &choice, &catalogue, products, &args.path)? {
            if !common.quiet {
                eprintln!("marque: {} rows added to {}", seeded.added, seeded.path.display());
            }
        }
    }
    let products = declared(common, &book, &args.path)?;
    let found = risk::registers(&book, &choice, &catalogue, products, &args.path)?;
    match common.format {
        Format::Json => output::json(&found)?,
        Format::Markdown => {
            let parts: Vec<String> = found.registers.iter().map(documents::risk::register_markdown).collect();
            output::print(&parts.join("\n---\n\n"))?;
        }
        _ => {
            let parts: Vec<String> =
                found.registers.iter().map(|register| documents::risk::register(register, output::width())).collect();
            output::print(&parts.join("\n"))?;
        }
    }
    let stops = found.registers.iter().any(|register| match args.gate {
        Some(RiskGate::Above) => register.is_above(),
        Some(RiskGate::Open) => register.is_open(),
        None => false,
    });
    Ok(Outcome::of(!found.all_read, stops))
}

/// The products that are declared; none in a folder without marque.toml.
fn declared(common: &Common, book: &Rulebook, path: &Path) -> Result<Vec<Product>, Failure> {
    if common.facts.is_none() {
        app::products::folder(path)?;
        if app::products::find(path).is_empty() {
            return Ok(Vec::new());
        }
    }
    super::products(common, book, path)
}
