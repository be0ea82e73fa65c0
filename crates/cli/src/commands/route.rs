//! `marque route`

use app::Failure;
use app::evidence::{Settings, recorded};
use app::route::{FORMAT, Routes, procedures, route, shut, unsettled};

use super::scanned::{Scanned, scanned};
use crate::Outcome;
use crate::args::route::{Route, RouteGate};
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, args: &Route) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json, Format::Markdown], "route")?;
    let (book, choice) = super::asked_law(common)?;
    let library = procedures(&book)?;
    let settings = Settings::from_environment();
    let Scanned { products, not_all_read } = scanned(common, &book, &choice, &args.path, !args.no_scan)?;
    let mut found = Vec::new();
    for (product, _) in products {
        let register = recorded(settings.place(&product.folder).ok().as_ref())?;
        found.push(route(&book, &choice, &library, &product, register.as_ref()));
    }
    let gate = match args.gate {
        None => false,
        Some(RouteGate::Shut) => found.iter().any(shut),
        Some(RouteGate::Open) => found.iter().any(|product| shut(product) || unsettled(product)),
    };
    match common.format {
        Format::Json => output::json(&Routes { format: FORMAT, products: found })?,
        Format::Markdown => {
            let parts: Vec<String> = found.iter().map(documents::route::markdown).collect();
            output::print(&parts.join("\n---\n\n"))?;
        }
        _ => {
            let width = output::width();
            let parts: Vec<String> = found.iter().map(|one| documents::route::terminal(one, width)).collect();
            output::print(&parts.join("\n"))?;
            if !common.quiet {
                output::print("\nNot legal advice. `--on DAY` plans for another day.\n")?;
            }
        }
    }
    Ok(Outcome::of(not_all_read, gate))
}
