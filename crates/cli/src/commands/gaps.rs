//! `marque gaps` and `marque checks`

use app::Failure;
use app::evidence::{Settings, recorded};
use app::gaps::{CheckListed, FORMAT, Gaps, gaps};
use documents::gaps::{self as shown, PointShown, ProductGaps};
use domain::Day;
use rulebook::Rulebook;

use super::scanned::{Scanned, scanned};
use crate::Outcome;
use crate::args::{By, Common, Format, GapGate, Gaps as Arguments};
use crate::output;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const FORMATS: [Format; 7] = [
    Format::Terminal,
    Format::Json,
    Format::Markdown,
    Format::Sarif,
    Format::OscalAr,
    Format::OscalPoam,
    Format::Cyclonedx,
];

pub fn run(common: &Common, args: &Arguments) -> Result<Outcome, Failure> {
    super::only(common, &FORMATS, "gaps")?;
    let (book, choice) = super::asked_law(common)?;
    if matches!(common.format, Format::OscalAr | Format::OscalPoam) && !shown::has_day(choice.on) {
        return Err(Failure::refused(
            format!("writing what is missing on {}", choice.on),
            "OSCAL cannot name that day",
            "choose a day from 2000 to 2999 with `--on`",
        ));
    }
    let settings = Settings::from_environment();
    let Scanned { products, mut not_all_read } = scanned(common, &book, &choice, &args.path, !args.no_scan)?;
    let mut found = Vec::new();
    for (product, report) in products {
        let register = recorded(settings.place(&product.folder).ok().as_ref())?;
        let product = gaps(&book, &choice, &product, report, register.as_ref())?;
        not_all_read |= !product.not_read.is_empty();
        found.push(product);
    }
    let fails = |product: &ProductGaps| args.gate.is_some_and(|gate| product.points.iter().any(|at| stops(gate, at)));
    let gate = found.iter().any(fails);
    print(common, args.by, found, &book, choice.on)?;
    Ok(Outcome::of(not_all_read, gate))
}

fn stops(gate: GapGate, point: &PointShown) -> bool {
    let binds = point.binds == "today";
    match gate {
        GapGate::NotMet => binds && point.state == "not-met",
        GapGate::Any => binds && point.is_gap(),
        GapGate::Overdue => point.overdue,
    }
}

fn print(common: &Common, by: By, products: Vec<ProductGaps>, book: &Rulebook, on: Day) -> Result<(), Failure> {
    let by = match by {
        By::Theme => shown::By::Theme,
        By::Act => shown::By::Act,
        By::Date => shown::By::Date,
        By::Owner => shown::By::Owner,
    };
    let joined = |parts: Vec<String>, between: &str| output::print(&parts.join(between));
    match common.format {
        Format::Json => output::json(&Gaps { format: FORMAT, products }),
        Format::Sarif => output::json(&shown::sarif(&products, VERSION)),
        Format::OscalAr => output::json(&shown::assessment_results(&products, book, on, VERSION)),
        Format::OscalPoam => output::json(&shown::plan_of_action(&products, book, on, VERSION)),
        Format::Cyclonedx => output::json(&shown::cyclonedx(&products, book, VERSION)),
        Format::Markdown => joined(products.iter().map(|product| shown::markdown(product, by)).collect(), "\n---\n\n"),
        _ => {
            let width = output::width();
            joined(products.iter().map(|product| shown::terminal(product, by, width)).collect(), "\n")?;
            if common.quiet { Ok(()) } else { output::print("\nNot legal advice. `marque checks` lists the checks.\n") }
        }
    }
}

/// `marque checks`
pub fn checks(common: &Common) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "checks")?;
    let book = app::law::rulebook(common.law.as_deref())?;
    let checks = app::gaps::checks(&book);
    match common.format {
        Format::Json => output::json(&checks)?,
        _ => output::print(&checks.iter().map(line).collect::<String>())?,
    }
    Ok(Outcome::Fine)
}

fn line(check: &CheckListed) -> String {
    let part = if check.leaves.is_some() { "part of " } else { "" };
    format!("{:<28}  {}\n{:30}{part}{}\n", check.id, check.title, "", check.proves.join(", "))
}
