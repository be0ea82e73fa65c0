//! The way to conformity of a product: which procedures, which steps, from when the CE marking.

use conformity::{Library, Plan, Route, plan, sentence};
use documents::route::{Later, ProductRoute};
use domain::citation::Citation;
use domain::{Answer, Day};
use evidence::{Register, State};
use reasoning::{LawChoice, Program};
use rulebook::Rulebook;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Failure;
use crate::products::Product;

/// The version of the JSON form.
pub const FORMAT: &str = "marque-route/1";

/// What `marque route --format json` writes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Routes {
    /// [`FORMAT`].
    pub format: &'static str,
    pub products: Vec<ProductRoute>,
}

/// The procedures, read against the law in use.
pub fn procedures(rulebook: &Rulebook) -> Result<Library, Failure> {
    conformity::built_in(rulebook).map_err(Failure::Mistakes)
}

/// The plan of a product. `register` is what its log of evidence holds.
pub fn route(
    rulebook: &Rulebook,
    choice: &LawChoice,
    library: &Library,
    product: &Product,
    register: Option<&Register>,
) -> ProductRoute {
    let plan_on = |day: Day| {
        let program = Program::new(rulebook, LawChoice { on: day, ..choice.clone() });
        plan(&program, &product.facts, library)
    };
    let mut found = plan_on(choice.on);
    if let Some(register) = register {
        for step in found.routes.iter_mut().flat_map(|route| &mut route.steps) {
            step.evidence = named_for(register, &step.cites, choice.on);
        }
    }
    let later = first_day(&found).filter(|day| *day > choice.on).and_then(|day| {
        let then = ways(&plan_on(day));
        (then != ways(&found)).then(|| Later { on: day.to_string(), routes: then })
    });
    ProductRoute { source: product.path.display().to_string(), plan: found, later }
}

/// Whether something chosen is shut.
pub fn shut(product: &ProductRoute) -> bool {
    product.plan.chosen.iter().any(|chosen| chosen.open == Answer::No)
}

/// Whether no way is certain, or a part of one is open.
pub fn unsettled(product: &ProductRoute) -> bool {
    let open = |route: &Route| !route.open.is_empty() || route.parts.iter().any(|part| part.open != Answer::Yes);
    let routes = &product.plan.routes;
    let needed = product.plan.procedures.iter().any(|standing| standing.open != Answer::No);
    if routes.is_empty() { needed } else { routes.iter().any(open) }
}

/// The first day on which a marking stands for all that a way is about.
fn first_day(plan: &Plan) -> Option<Day> {
    plan.routes.iter().filter_map(|route| route.for_all.as_ref()?.parse().ok()).min()
}

fn ways(plan: &Plan) -> Vec<String> {
    plan.routes.iter().map(sentence).collect()
}

/// Fresh evidence that names what a step rests on, a part of it, or what contains it.
fn named_for(register: &Register, cites: &[String], on: Day) -> Vec<u64> {
    let cites: Vec<Citation> = cites.iter().filter_map(|text| text.parse().ok()).collect();
    let fresh = register.evidence.iter().filter(|one| matches!(one.state(on), State::Fresh(_)));
    fresh.filter(|one| cites.iter().any(|cite| one.concerns(cite))).map(|one| one.entry).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_paper_that_a_step_leaves_is_one_of_the_papers() {
        let book = compiled_law::rulebook();
        let papers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../papers");
        let library = procedures(&book).unwrap();
        let steps = library.procedures.iter().flat_map(|one| &one.steps);
        let named: Vec<&String> = steps.filter_map(|step| step.paper.as_ref()).collect();
        assert!(named.len() > 20);
        for paper in named {
            assert!(papers.join(paper).join("paper.toml").is_file(), "{paper}");
        }
    }
}
