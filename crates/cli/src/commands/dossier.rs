//! `marque dossier` and `marque papers`

use std::fmt::Write;
use std::path::Path;

use app::Failure;
use app::dossier::{self, Dossier, MissingPart, Purpose, Standing, Typesetter};
use app::evidence::{Place, Settings};
use app::products::Product;
use documents::terminal::{BOLD, DIM, styled};
use domain::Answer;
use evidence::PaperState;

use crate::Outcome;
use crate::args::dossier::{Dossier as Args, Forms, OfProduct, Papers, Step};
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, args: &Args) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "dossier")?;
    let purpose = if args.issue { Purpose::Issue } else { Purpose::Draft };
    let settings = Settings::from_environment();
    if args.issue {
        // Before anything is read: there is a log that can keep what is issued.
        let place = settings.place(&args.path)?;
        settings.who(&place)?;
    }
    let Made { library, product, place, dossier } = make(common, &args.path, &args.forms, purpose, &settings)?;
    let missing = dossier.missing();
    if args.issue && !missing.is_empty() {
        eprint!("{}", lacking(&missing));
        return Ok(Outcome::Gate);
    }
    let files = dossier::files(&dossier, &product.facts, &library, typesetter())?;
    if let (true, Some(place)) = (args.issue, &place) {
        dossier::issue(&settings, place, &dossier, &product.facts, &files)?;
    }
    dossier::write(&files, &args.out)?;
    match common.format {
        Format::Json => output::json(&files.contents)?,
        _ => output::print(&written(&dossier, &product, &args.out, purpose))?,
    }
    Ok(if dossier.inventory.not_read.is_empty() { Outcome::Fine } else { Outcome::NotAllRead })
}

pub fn papers(common: &Common, command: &Papers) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "papers")?;
    match command {
        Papers::List(args) => list(common, args),
        Papers::Review(step) => advance(common, step, PaperState::Reviewed),
        Papers::Approve(step) => advance(common, step, PaperState::Approved),
    }
}

struct Made {
    library: dossier::Library,
    product: Product,
    place: Option<Place>,
    dossier: Dossier,
}

fn make(common: &Common, path: &Path, forms: &Forms, purpose: Purpose, settings: &Settings) -> Result<Made, Failure> {
    let (book, choice) = super::asked_law(common)?;
    let library = dossier::library(&book, forms.papers.as_deref())?;
    let mut product = one(super::products(common, &book, path)?, path)?;
    let place = settings.place(&product.folder).ok();
    let dossier = dossier::dossier(&book, &choice, &library, &mut product, place.as_ref(), &forms.language, purpose)?;
    Ok(Made { library, product, place, dossier })
}

/// The product of the folder itself, or the only one in it.
fn one(mut products: Vec<Product>, path: &Path) -> Result<Product, Failure> {
    let own = products.iter().position(|product| product.folder == path);
    match (own, products.len()) {
        (Some(at), _) => Ok(products.swap_remove(at)),
        (None, 1) => Ok(products.swap_remove(0)),
        _ => Err(Failure::refused(
            format!("writing the papers of {}", path.display()),
            format!("there are {} products in it", products.len()),
            "give the folder of one of them",
        )),
    }
}

#[cfg(feature = "pdf")]
fn typesetter() -> Option<Typesetter<'static>> {
    Some(&|paper, words| pdf::render(paper, words).map_err(|error| error.to_string()))
}

#[cfg(not(feature = "pdf"))]
fn typesetter() -> Option<Typesetter<'static>> {
    None
}

fn written(dossier: &Dossier, product: &Product, out: &Path, purpose: Purpose) -> String {
    let mut text = String::new();
    let done = if purpose == Purpose::Issue { "Issued" } else { "Drafts" };
    let title = format!("{done} for {}, {}", dossier.subject, dossier.on);
    let _ = writeln!(text, "{}\n", styled(BOLD, &title));
    let titles = dossier.papers.iter().map(|composed| composed.paper.title.chars().count());
    let width = titles.max().unwrap_or_default().min(48);
    for composed in &dossier.papers {
        let gaps = match composed.paper.gaps().len() {
            0 => "complete".to_owned(),
            1 => "1 thing missing".to_owned(),
            gaps => format!("{gaps} things missing"),
        };
        let open = if composed.owed == Answer::Yes { "" } else { ", open whether owed" };
        let about = &product.facts.thing(composed.thing).name;
        let about = styled(DIM, &format!("{about}, {}", composed.paper.language));
        let _ = writeln!(text, "  {:width$}  {gaps}{open}  {about}", composed.paper.title);
    }
    let _ = writeln!(text, "\nStart with {}", out.join("index.html").display());
    text
}

/// What holds up the issue of papers, each with what asks for it and what to do.
fn lacking(missing: &[MissingPart]) -> String {
    let mut text = String::from("marque: nothing was issued, because something is missing\n");
    let mut last = "";
    for part in missing {
        if part.paper != last {
            let _ = writeln!(text, "\n{}", part.paper);
            last = &part.paper;
        }
        let _ = writeln!(text, "  {} ({})\n    {}", part.gap.what, part.gap.cites.join(", "), part.gap.remedy);
    }
    text
}

fn list(common: &Common, args: &OfProduct) -> Result<Outcome, Failure> {
    let settings = Settings::from_environment();
    let Made { product, place, dossier, .. } = make(common, &args.path, &args.forms, Purpose::Draft, &settings)?;
    let standings = dossier::standings(&dossier, &product.facts, place.as_ref())?;
    match common.format {
        Format::Json => output::json(&standings)?,
        _ => output::print(&listed(&standings))?,
    }
    Ok(Outcome::Fine)
}

fn listed(standings: &[Standing]) -> String {
    let mut text = String::new();
    for standing in standings {
        let state = format!("{:?}", standing.state).to_lowercase();
        let stale = if standing.stale.is_empty() { "" } else { ", stale" };
        let _ = writeln!(text, "{}  {state}{stale}", styled(BOLD, &standing.paper.to_string()));
        if let Some(since) = &standing.since {
            let since = format!("  {} by {}, entry {}", since.when, since.who, since.entry);
            let _ = writeln!(text, "{}", styled(DIM, &since));
        }
        if standing.gaps > 0 {
            let _ = writeln!(text, "  {} things missing", standing.gaps);
        }
        for why in &standing.stale {
            let _ = writeln!(text, "  {why}");
        }
        for edition in &standing.superseded {
            let _ = writeln!(text, "  superseded: {} by {}, entry {}", edition.when, edition.who, edition.entry);
        }
    }
    text
}

fn advance(common: &Common, step: &Step, state: PaperState) -> Result<Outcome, Failure> {
    let settings = Settings::from_environment();
    let Made { product, place, dossier, .. } =
        make(common, &step.product.path, &step.product.forms, Purpose::Draft, &settings)?;
    let place = place.map_or_else(|| settings.place(&product.folder), Ok)?;
    let made = dossier::advance(&settings, &place, &dossier, &product.facts, &step.paper, state)?;
    match common.format {
        Format::Json => output::json(&made)?,
        _ if common.quiet => {}
        _ => {
            for signed in &made {
                output::print(&format!("{:>5}  {state}  {}\n", signed.entry.number, step.paper))?;
            }
        }
    }
    Ok(Outcome::Fine)
}
