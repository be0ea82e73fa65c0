//! The steps of all procedures of a way, in one order and none twice.

use std::collections::HashMap;

use domain::Answer;
use reasoning::facts::ThingId;

use super::View;
use super::merge::merged;
use super::routes::holds;
use crate::procedure::{Procedure, Step};
use crate::shown::StepShown;

/// The steps of procedures, each with the thing that goes through it.
pub(super) fn steps(view: &View<'_>, taken: &[(usize, ThingId)]) -> Vec<StepShown> {
    let procedures: Vec<(&Procedure, ThingId)> =
        taken.iter().filter_map(|(at, thing)| Some((view.library.procedures.get(*at)?, *thing))).collect();
    let mut acts: Vec<&str> = procedures.iter().map(|(one, _)| one.act.as_str()).collect();
    acts.sort_unstable();
    acts.dedup();
    let mut distinct: Vec<&Procedure> = Vec::new();
    for (one, _) in &procedures {
        if !distinct.iter().any(|known| known.id == one.id) {
            distinct.push(one);
        }
    }
    let orders: Vec<Vec<&str>> =
        distinct.iter().map(|one| one.steps.iter().map(|step| step.id.as_str()).collect()).collect();
    // A library whose orders contradict is refused when it is loaded.
    let order = merged(&orders).unwrap_or_default();
    let mut by_id: HashMap<&str, &Step> = HashMap::new();
    let mut used: HashMap<&str, Vec<(&Procedure, ThingId, Answer)>> = HashMap::new();
    for (one, thing) in &procedures {
        for step in &one.steps {
            by_id.entry(&step.id).or_insert(step);
            let needed = holds(view, step.when, *thing);
            if needed != Answer::No {
                used.entry(&step.id).or_default().push((one, *thing, needed));
            }
        }
    }
    let mut shown: Vec<StepShown> = Vec::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for id in order {
        let (Some(step), Some(users)) = (by_id.get(id), used.get(id)) else { continue };
        let number = shown.len() + 1;
        numbers.insert(id, number);
        shown.push(one_step(view, step, users, &acts, &numbers, number));
    }
    shown
}

fn one_step(
    view: &View<'_>,
    step: &Step,
    users: &[(&Procedure, ThingId, Answer)],
    acts: &[&str],
    numbers: &HashMap<&str, usize>,
    number: usize,
) -> StepShown {
    let of_user = |act: &str| users.iter().any(|(one, _, _)| one.act == act);
    // A shared step names what each act asks for; what none of these procedures walks under is left out.
    let has_procedures = |act: &str| view.library.procedures.iter().any(|one| one.act == act);
    let foreign = |act: &str| has_procedures(act) && !of_user(act);
    let cites = step.cites.iter().filter(|cite| !foreign(cite.split(':').next().unwrap_or_default())).cloned();
    let who = step.who.iter().filter_map(|id| view.library.shared.actors.iter().find(|actor| actor.id == *id));
    let who = who.filter(|actor| actor.acts.is_empty() || actor.acts.iter().any(|act| of_user(act)));
    let mut names: Vec<String> = Vec::new();
    let mut procedures: Vec<String> = Vec::new();
    for (one, thing, _) in users {
        let name = &view.facts.thing(*thing).name;
        // What one thing takes stands together.
        if names.last() != Some(name) {
            names.push(name.clone());
        }
        if !procedures.contains(&one.id) {
            procedures.push(one.id.clone());
        }
    }
    let needed = users.iter().fold(Answer::No, |so_far, (_, _, needed)| so_far.or(*needed));
    let mut after: Vec<usize> = step.needs.iter().filter_map(|need| numbers.get(need.as_str()).copied()).collect();
    after.sort_unstable();
    StepShown {
        number,
        id: step.id.clone(),
        what: step.say.clone(),
        who: who.map(|actor| actor.title.clone()).collect(),
        cites: cites.collect(),
        joined: if acts.len() > 1 { step.joined.clone() } else { None },
        leaves: step.leaves.clone(),
        paper: step.paper.clone(),
        after,
        procedures,
        things: names,
        needed,
        later: step.later,
        evidence: Vec::new(),
    }
}
