//! `marque duties`

use std::path::Path;

use app::Failure;
use app::duties::{Filter, duties};
use documents::{markdown, terminal};
use domain::Day;
use reasoning::verdict::{Extent, verdict};
use reasoning::{Program, State};

use crate::Outcome;
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, path: &Path, role: Option<String>, due_before: Option<Day>) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json, Format::Markdown], "duties")?;
    let (book, choice) = super::asked_law(common)?;
    let program = Program::new(&book, choice);
    let filter = Filter { role, due_before };
    let mut lists = Vec::new();
    for product in super::products(common, &book, path)? {
        let verdict = verdict(&program, &product.facts, &mut State::default(), Extent::Plain);
        let duties = duties(&book, &verdict, &filter)?;
        match common.format {
            Format::Json => {
                lists.push(serde_json::json!({ "subject": verdict.subject, "on": verdict.on, "duties": duties }))
            }
            Format::Markdown => output::print(&markdown::duties(&verdict.subject, &duties))?,
            _ => output::print(&format!(
                "{} on {}: {} duties\n{}",
                verdict.subject,
                verdict.on,
                duties.len(),
                terminal::duties(&duties, output::width())
            ))?,
        }
    }
    if common.format == Format::Json {
        output::json(&lists)?;
    }
    Ok(Outcome::Fine)
}
