//! `marque evidence` and `marque verify`

use std::path::Path;

use app::Failure;
use app::evidence::{About, Filter, Listing, Settings, Source, Verified};
use documents::evidence as shown;
use evidence::{Act, Signed};
use serde_json::json;

use crate::Outcome;
use crate::args::evidence::{Add, Evidence, Known, List, Product};
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, command: &Evidence) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "evidence")?;
    match command {
        Evidence::Add(args) => add(common, args),
        Evidence::List(args) if args.head => head(common, args),
        Evidence::List(args) => list(common, args),
        Evidence::Withdraw { id, why, product } => {
            let (settings, place) = place(product)?;
            let signed = app::evidence::withdraw(&settings, &place, id, why)?;
            made(common, &[signed]).map(|()| Outcome::Fine)
        }
        Evidence::Verify { known, product } => {
            let (_, place) = place(product)?;
            verified(common, &app::evidence::verify(&place, &known.expectation())?)
        }
        Evidence::Bundle { out, product } => {
            let (_, place) = place(product)?;
            let head = app::evidence::bundle(&place, out)?;
            match common.format {
                Format::Json => output::json(&json!({ "head": head.to_string() }))?,
                _ if common.quiet => output::print(&format!("{head}\n"))?,
                _ => output::print(&format!(
                    "Sealed into {}. Its head, to keep elsewhere:\n{head}\nTo check it: marque verify {}\n",
                    out.display(),
                    out.display()
                ))?,
            }
            Ok(Outcome::Fine)
        }
    }
}

/// `marque verify`
pub fn verify(common: &Common, bundle: &Path, known: &Known) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "verify")?;
    verified(common, &app::evidence::verify_bundle(bundle, &known.expectation())?)
}

pub fn place(product: &Product) -> Result<(Settings, app::evidence::Place), Failure> {
    let settings = Settings::from_environment();
    let place = settings.place(&product.product)?;
    Ok((settings, place))
}

fn add(common: &Common, args: &Add) -> Result<Outcome, Failure> {
    if args.what.len() > 1 && args.title.is_some() {
        return Err(Failure::refused("adding evidence", "one title is given for several", "add them one by one"));
    }
    let (settings, place) = place(&args.product)?;
    let points = if args.points.is_empty() {
        Vec::new()
    } else {
        app::evidence::points(&app::law::rulebook(common.law.as_deref())?, &args.points)?
    };
    let about = About {
        title: args.title.clone(),
        kind: args.kind,
        release: args.release.clone(),
        points,
        fresh_for: args.fresh_for,
    };
    let stated = args.statement.iter().cloned().map(Source::Statement);
    let sources: Vec<Source> = args.what.iter().map(|what| Source::of(what)).chain(stated).collect();
    made(common, &app::evidence::add(&settings, &place, &sources, &about)?)?;
    Ok(Outcome::Fine)
}

/// Shows the entries that were made.
fn made(common: &Common, entries: &[Signed]) -> Result<(), Failure> {
    if common.format == Format::Json {
        return output::json(&entries);
    }
    let mut text = String::new();
    for Signed { entry, .. } in entries {
        let number = entry.number;
        match &entry.act {
            Act::EvidenceAdded(evidence) => text.push_str(&shown::added(number, evidence)),
            Act::EvidenceWithdrawn { id, .. } => text.push_str(&format!("{number:>5}  withdrawn  {id}\n")),
            Act::KeyIntroduced { .. } | Act::KeyRotated { .. } | Act::PaperMoved(_) => {}
        }
    }
    if common.quiet { Ok(()) } else { output::print(&text) }
}

fn list(common: &Common, args: &List) -> Result<Outcome, Failure> {
    let (_, place) = place(&args.product)?;
    let point = match &args.point {
        Some(text) => Some(app::law::parse_citation(&app::law::rulebook(common.law.as_deref())?, text)?),
        None => None,
    };
    let filter = Filter { release: args.release.clone(), point };
    let on = common.on.unwrap_or_else(super::today);
    let found = app::evidence::list(&place, &filter, on)?;
    match common.format {
        Format::Json => output::json(&Listing::from(found))?,
        _ => {
            output::print(&shown::list(&found.evidence, on, &found.head))?;
            // The process ends: giving back the memory of ten thousand pieces takes as long as starting does.
            std::mem::forget(found);
        }
    }
    Ok(Outcome::Fine)
}

fn head(common: &Common, args: &List) -> Result<Outcome, Failure> {
    let (_, place) = place(&args.product)?;
    let (head, envelope) = app::evidence::head(&place)?;
    match common.format {
        Format::Json => output::json(&envelope)?,
        _ => output::print(&format!("{head}\n"))?,
    }
    Ok(Outcome::Fine)
}

fn verified(common: &Common, verified: &Verified) -> Result<Outcome, Failure> {
    match common.format {
        Format::Json => output::json(verified)?,
        _ => output::print(&shown::verification(&verified.verification, output::width()))?,
    }
    Ok(if verified.verification.faults.is_empty() { Outcome::Fine } else { Outcome::Gate })
}
