//! The way to conformity for a terminal: the ways in a sentence each, the steps, then what is shut.

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use conformity::{Plan, Standing, StepShown, sentence};
use domain::Answer;

use super::{ProductRoute, chosen, detail, heading, marking, opening, outside, own_steps, taken, things};
use crate::terminal::{BOLD, DIM, answer_style, styled, wrapped};
use crate::words::harmless;

const OPEN: Style = AnsiColor::Yellow.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();

pub fn terminal(product: &ProductRoute, width: usize) -> String {
    let product = &harmless(product);
    let plan = &product.plan;
    let mut out = String::new();
    let source = format!("on {} · {}", plan.on, product.source);
    let _ = writeln!(out, "{}  {}", styled(BOLD, &plan.subject), styled(DIM, &source));
    ways(&mut out, product, width);
    steps(&mut out, plan, width);
    open(&mut out, plan, width);
    shut(&mut out, plan, width);
    procedures(&mut out, plan, width);
    ground(&mut out, plan, width);
    out
}

fn title(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n{}", styled(BOLD, text));
}

fn ways(out: &mut String, product: &ProductRoute, width: usize) {
    let plan = &product.plan;
    let _ = writeln!(out);
    if plan.routes.is_empty() {
        wrapped(out, 2, OPEN, "No way is certainly open. What settles it stands below.", width);
    }
    for (at, route) in plan.routes.iter().enumerate() {
        let number = if plan.routes.len() > 1 { format!("way {}  ", at + 1) } else { String::new() };
        wrapped(out, 2, Style::new(), &format!("{number}{}", sentence(route)), width);
    }
    if plan.more_routes {
        wrapped(out, 2, DIM, "There are more ways; they differ only in which choices they combine.", width);
    }
    for one in &plan.chosen {
        let style = if one.open == Answer::No { BAD } else { DIM };
        wrapped(out, 2, style, &chosen(one), width);
    }
    let mut said = BTreeSet::new();
    for route in &plan.routes {
        for join in &route.joins {
            let maybe = if join.holds == Answer::Unknown { "perhaps: " } else { "" };
            let line = format!("{}: {maybe}{} ({})", join.thing, join.said.say, join.said.cites.join(", "));
            if said.insert(line.clone()) {
                wrapped(out, 2, Style::new(), &line, width);
            }
        }
    }
    let mut days: Vec<Vec<String>> = Vec::new();
    for (at, route) in plan.routes.iter().enumerate() {
        let lines = marking(route);
        // The ways rarely differ in this.
        if !lines.is_empty() && days.last() != Some(&lines) {
            title(out, &if at == 0 { "CE marking".to_owned() } else { format!("CE marking on way {}", at + 1) });
            for line in &lines {
                wrapped(out, 2, Style::new(), line, width);
            }
            days.push(lines);
        }
    }
    if let Some(later) = &product.later {
        let text = format!("For what is placed from {} it is another way: {}", later.on, later.routes.join(" Or: "));
        wrapped(out, 2, OPEN, &text, width);
    }
}

fn steps(out: &mut String, plan: &Plan, width: usize) {
    let Some(first) = plan.routes.first() else { return };
    title(out, &heading(1, plan.routes.len()));
    for one in &first.steps {
        step(out, one, things(first), width);
    }
    for (at, route) in plan.routes.iter().enumerate().skip(1) {
        let own = own_steps(first, route);
        if !own.is_empty() {
            title(out, &format!("Way {} has besides, or instead", at + 1));
        }
        for one in own {
            step(out, one, things(route), width);
        }
    }
}

fn step(out: &mut String, step: &StepShown, things: usize, width: usize) {
    let after = if step.later { "afterwards, " } else { "" };
    let who = format!("{after}{}", step.who.join(" and "));
    let _ = writeln!(out, "  {:>2}. {}", step.number, styled(BOLD, &who));
    let joined = step.joined.as_ref().map(|joined| format!(" {} ({})", joined.say, joined.cites.join(", ")));
    wrapped(out, 6, Style::new(), &format!("{}{}", step.what, joined.unwrap_or_default()), width);
    wrapped(out, 6, DIM, &detail(step, things), width);
}

fn line(out: &mut String, standing: &Standing, width: usize) {
    wrapped(out, 2, answer_style(standing.open), &format!("{}: {}", standing.thing, standing.title), width);
    wrapped(out, 4, DIM, &format!("{} ({})", standing.reason, standing.cites.join(", ")), width);
}

fn open(out: &mut String, plan: &Plan, width: usize) {
    let open: Vec<&Standing> = plan.procedures.iter().filter(|standing| standing.open == Answer::Unknown).collect();
    if open.is_empty() {
        return;
    }
    title(out, "Nobody can tell yet");
    for standing in open {
        line(out, standing, width);
        for set in &standing.yes_if {
            wrapped(out, 4, Style::new(), &format!("open if {set}"), width);
        }
        for set in &standing.no_if {
            wrapped(out, 4, Style::new(), &format!("shut if {set}"), width);
        }
        let command = format!("→ marque why \"{}/{}\"", standing.thing, standing.conclusion);
        wrapped(out, 4, Style::new(), &command, width);
    }
}

fn shut(out: &mut String, plan: &Plan, width: usize) {
    let shut: Vec<&Standing> =
        plan.procedures.iter().filter(|standing| standing.open == Answer::No && !standing.outside).collect();
    let outside = outside(plan);
    if shut.is_empty() && outside.is_empty() {
        return;
    }
    title(out, "Shut");
    for standing in shut {
        line(out, standing, width);
        for one in &standing.opens {
            wrapped(out, 4, Style::new(), &opening(one), width);
        }
    }
    for (thing, act, reason) in outside {
        wrapped(out, 2, DIM, &format!("{thing}: no procedure of the {act}. {reason}"), width);
    }
}

fn procedures(out: &mut String, plan: &Plan, width: usize) {
    let taken: Vec<&Standing> = taken(plan).collect();
    if taken.is_empty() {
        return;
    }
    title(out, "Bodies, certificates and what drives the cost");
    for standing in taken {
        wrapped(out, 2, BOLD, &format!("{}: {}", standing.thing, standing.title), width);
        for said in standing.body.iter().chain(&standing.notes) {
            wrapped(out, 4, Style::new(), &format!("{} ({})", said.say, said.cites.join(", ")), width);
        }
        wrapped(out, 4, DIM, &format!("cost: {}", standing.costs.join("; ")), width);
    }
}

fn ground(out: &mut String, plan: &Plan, width: usize) {
    if !plan.statuses.is_empty() {
        title(out, "Standards");
    }
    for status in &plan.statuses {
        let value = if status.value { "yes" } else { "no" };
        wrapped(
            out,
            2,
            Style::new(),
            &format!("{}: {value}, checked {} ({})", status.title, status.checked, status.id),
            width,
        );
        let written: Vec<String> = plan
            .standards
            .iter()
            .filter(|standard| standard.status == status.id)
            .map(|standard| {
                format!("{} {} ({}, as of {})", standard.name, standard.about, standard.stage, standard.as_of)
            })
            .collect();
        wrapped(out, 4, DIM, &written.join("; "), width);
    }
    if plan.assumptions.is_empty() && plan.marking_means.is_empty() {
        return;
    }
    title(out, "What this rests on");
    for text in &plan.assumptions {
        wrapped(out, 2, DIM, text, width);
    }
    for said in &plan.marking_means {
        wrapped(out, 2, DIM, &format!("{} ({})", said.say, said.cites.join(", ")), width);
    }
}
