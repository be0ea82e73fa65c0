//! `marque timeline`

use std::path::Path;

use app::Failure;
use app::timeline::{calendar, timeline};
use reasoning::verdict::{Extent, verdict};
use reasoning::{Program, State};

use crate::Outcome;
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, path: &Path, ics: Option<&Path>) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "timeline")?;
    let (book, choice) = super::asked_law(common)?;
    let program = Program::new(&book, choice);
    let products = super::products(common, &book, path)?;
    if ics.is_some() && products.len() > 1 {
        return Err(Failure::refused("writing one calendar", "there are several products", "name one with --facts"));
    }
    for product in products {
        let verdict = verdict(&program, &product.facts, &mut State::default(), Extent::Plain);
        let entries = timeline(&verdict);
        if let Some(ics) = ics {
            app::replace::write_whole(ics, calendar(&verdict, &entries).as_bytes())?;
        }
        if common.format == Format::Json {
            output::json(&entries)?;
            continue;
        }
        let mut text = format!("{}\n", verdict.subject);
        for entry in &entries {
            let open = if entry.certain { "" } else { " (open whether it binds, or from when)" };
            text.push_str(&format!("  {}  {} duties{open}\n", entry.date, entry.duties.len()));
            let mut ids = entry.duties.clone();
            ids.truncate(8);
            let more = if entry.duties.len() > ids.len() { ", …" } else { "" };
            text.push_str(&format!("              {}{more}\n", ids.join(", ")));
        }
        output::print(&text)?;
    }
    Ok(Outcome::Fine)
}
