//! `marque why`

use std::path::Path;

use app::Failure;
use app::explain::{Explanation, explain};
use documents::explanation::Explainer;
use reasoning::{Program, State};

use crate::Outcome;
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, what: &str, path: &Path) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Markdown], "why")?;
    let (book, choice) = super::asked_law(common)?;
    let program = Program::new(&book, choice);
    let mut state = State::default();
    for product in super::products(common, &book, path)? {
        program.evaluate(&product.facts, &mut state);
        let explainer = Explainer { program: &program, facts: &product.facts, width: output::width() };
        for explanation in explain(&program, &product.facts, &state, what)? {
            let text = match &explanation {
                Explanation::Conclusion { trace, hinges, counterfactuals } => {
                    explainer.conclusion(trace, hinges, counterfactuals)
                }
                Explanation::Block { trace, hinges, dates } => explainer.block(trace, hinges, dates),
            };
            output::print(&format!("{text}\n"))?;
        }
    }
    Ok(Outcome::Fine)
}
