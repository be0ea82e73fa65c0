//! The way to conformity, as `marque route` shows it.

mod markdown;
mod terminal;

use std::collections::HashSet;

use conformity::{Opening, Plan, Route, Standing, StepShown};
use domain::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use markdown::markdown;
pub use terminal::terminal;

/// The plan of one product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProductRoute {
    /// The path of the facts file.
    pub source: String,
    #[serde(flatten)]
    pub plan: Plan,
    /// The plan is another one for what is placed on the first day of the marking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Later>,
}

/// What the ways are on a later day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Later {
    pub on: String,
    pub routes: Vec<String>,
}

/// What stands for a day that never comes.
const NEVER: &str = "never";

/// What a way is called among several.
fn heading(number: usize, of: usize) -> String {
    if of == 1 { "Steps".to_owned() } else { format!("Steps of way {number}") }
}

/// The steps of a way that the first does not have.
fn own_steps<'r>(first: &Route, route: &'r Route) -> Vec<&'r StepShown> {
    route.steps.iter().filter(|step| !first.steps.iter().any(|known| known.id == step.id)).collect()
}

/// Where a step is from and what it leaves.
fn detail(step: &StepShown, things: usize) -> String {
    let mut parts = vec![step.cites.join(", ")];
    if !step.after.is_empty() {
        let after: Vec<String> = step.after.iter().map(ToString::to_string).collect();
        parts.push(format!("after {}", after.join(", ")));
    }
    if !step.leaves.is_empty() {
        parts.push(format!("leaves {}", step.leaves.join(", ")));
    }
    parts.extend(step.paper.iter().map(|paper| format!("paper {paper}")));
    if step.things.len() < things {
        parts.push(format!("for {}", step.things.join(", ")));
    }
    if step.needed == Answer::Unknown {
        parts.push("whether it is needed is open".to_owned());
    }
    if !step.evidence.is_empty() {
        let entries: Vec<String> = step.evidence.iter().map(ToString::to_string).collect();
        parts.push(format!("named for it in the log: {}", entries.join(", ")));
    }
    parts.join(" · ")
}

/// How many things a way is about.
fn things(route: &Route) -> usize {
    let mut names: Vec<&str> = route.parts.iter().map(|part| part.thing.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// From when the marking may be affixed.
fn marking(route: &Route) -> Vec<String> {
    let mut lines = Vec::new();
    match route.earliest.as_slice() {
        [] => {}
        [never] if never == NEVER => lines.push("Never, for the versions and days declared.".to_owned()),
        days => lines.push(format!("{} at the earliest.", possible(days))),
    }
    for day in &route.marking {
        let from = match day.days.as_slice() {
            [] => "no day is known".to_owned(),
            [never] if never == NEVER => NEVER.to_owned(),
            days => format!("from {}", possible(days)),
        };
        let bodies = day.bodies_since.as_ref().map(|since| format!("; bodies can be notified since {since}"));
        lines.push(format!(
            "{}, for the {}: {from}{} ({})",
            day.thing,
            day.act,
            bodies.unwrap_or_default(),
            day.cites.join(", ")
        ));
    }
    if let Some(day) = route.for_all.as_ref().filter(|_| route.marking.len() > 1) {
        lines.push(format!("It stands for all of these from {day}."));
    }
    lines
}

/// Days of which it is open which it is, or which differ by version.
fn possible(days: &[String]) -> String {
    let known: Vec<&str> = days.iter().map(String::as_str).filter(|day| *day != NEVER).collect();
    let never = if known.len() < days.len() { ", or never (it is open, or versions differ)" } else { "" };
    format!("{}{never}", known.join(" or "))
}

/// What would open a shut procedure.
fn opening(opening: &Opening) -> String {
    let statuses: Vec<String> = opening
        .statuses
        .iter()
        .map(|status| format!("{} ({}, checked {})", status.title, status.id, status.checked))
        .collect();
    let with = opening.with.join(", or ");
    match (statuses.is_empty(), with.is_empty()) {
        (false, true) => format!("opens once this is so: {}", statuses.join("; ")),
        (false, false) => format!("opens once this is so: {}; and with {with}", statuses.join("; ")),
        (true, false) => format!("opens with {with}"),
        (true, true) => "opens as soon as nothing is said against it".to_owned(),
    }
}

/// The procedures that a way of this plan takes.
fn taken(plan: &Plan) -> impl Iterator<Item = &Standing> {
    let parts = plan.routes.iter().flat_map(|route| &route.parts);
    let taken: HashSet<(&str, &str)> = parts.map(|part| (part.procedure.as_str(), part.thing.as_str())).collect();
    plan.procedures.iter().filter(move |one| taken.contains(&(one.procedure.as_str(), one.thing.as_str())))
}

/// Things outside an act: the thing, the act and the reason, each once.
fn outside(plan: &Plan) -> Vec<(&str, &str, &str)> {
    let mut found: Vec<(&str, &str, &str)> = Vec::new();
    for standing in plan.procedures.iter().filter(|standing| standing.outside) {
        let row = (standing.thing.as_str(), standing.act.as_str(), standing.reason.as_str());
        if found.last() != Some(&row) {
            found.push(row);
        }
    }
    found
}

/// What is said of a choice that somebody made.
fn chosen(chosen: &conformity::Chosen) -> String {
    let cites = chosen.cites.join(", ");
    let (name, thing) = (&chosen.title, &chosen.thing);
    match chosen.open {
        Answer::Yes => format!("chosen for {thing}: {name}. It is open ({cites})."),
        Answer::No => format!("chosen for {thing}, but shut: {name}. {} ({cites})", chosen.reason),
        Answer::Unknown => format!("chosen for {thing}: {name}. Whether it is open, nobody can tell yet ({cites})."),
    }
}

#[cfg(test)]
mod tests;
