//! `marque what-if`

use std::path::Path;

use app::{Failure, what_if};

use crate::Outcome;
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, assignments: &[String], path: &Path) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "what-if")?;
    let (book, choice) = super::asked_law(common)?;
    for product in super::products(common, &book, path)? {
        let mut after = product.facts.clone();
        for assignment in assignments {
            after = what_if::apply(&book, &after, assignment)?;
        }
        let effect = what_if::effect(&book, &choice, &product.facts, &after);
        if common.format == Format::Json {
            output::json(&serde_json::json!({ "subject": product.facts.subject(), "changes": effect }))?;
        } else if effect.is_empty() {
            output::print(&format!("{}: nothing would change\n", product.facts.subject()))?;
        } else {
            output::print(&format!(
                "{}: {} answers would change\n  {}\n",
                product.facts.subject(),
                effect.len(),
                effect.join("\n  ")
            ))?;
        }
    }
    Ok(Outcome::Fine)
}
