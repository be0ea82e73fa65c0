//! `marque init`

use std::path::Path;

use app::Failure;
use app::assess::{assess, undeclared};

use crate::Outcome;
use crate::args::Common;
use crate::output;

pub fn run(common: &Common, path: &Path) -> Result<Outcome, Failure> {
    let (book, choice) = super::asked_law(common)?;
    app::products::folder(path)?;
    let report = app::scan::report(path)?;
    let mut product = undeclared(&book, path, &report);
    app::suggest::suggest(&book, &choice, &mut product, &report);
    let assessment = assess(&book, &choice, &product, Some(&report));
    let scan = assessment.scan.unwrap_or_default();
    let text = app::init::text(product.facts.subject(), &scan, &assessment.questions);
    let written = app::init::write(path, &text)?;
    if !common.quiet {
        let seen = scan.unassigned.len();
        output::print(&format!(
            "Wrote {}: {} questions that matter, {seen} AI assets to assign.\nNext: marque ask {}\n",
            written.display(),
            assessment.questions.len(),
            path.display()
        ))?;
    }
    Ok(Outcome::Fine)
}
