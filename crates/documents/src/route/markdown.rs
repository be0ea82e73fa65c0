//! The way to conformity as Markdown: every way with all its steps.

use std::fmt::Write;

use conformity::{Plan, Standing, sentence};
use domain::Answer;

use super::{ProductRoute, chosen, detail, marking, opening, outside, taken, things};
use crate::markdown::escape::{code, text};
use crate::words::harmless;

pub fn markdown(product: &ProductRoute) -> String {
    let product = &harmless(product);
    let plan = &product.plan;
    let mut out = String::new();
    let _ = writeln!(out, "# The way to conformity: {}\n", text(&plan.subject));
    let _ = writeln!(out, "On {}. Law files {}.\n", plan.on, code(&plan.law));
    if plan.routes.is_empty() {
        out.push_str("No way is certainly open. What settles it stands below.\n");
    }
    for (at, route) in plan.routes.iter().enumerate() {
        let _ = writeln!(out, "{}. {}", at + 1, text(&sentence(route)));
    }
    for one in &plan.chosen {
        let _ = writeln!(out, "\n{}", text(&chosen(one)));
    }
    if let Some(later) = &product.later {
        let _ = writeln!(
            out,
            "\nFor what is placed from {} it is another way: {}",
            later.on,
            text(&later.routes.join(" Or: "))
        );
    }
    ways(&mut out, plan);
    unsettled(&mut out, plan);
    shut(&mut out, plan);
    rest(&mut out, plan);
    out
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n{title}\n");
    }
    for line in lines {
        let _ = writeln!(out, "- {}", text(line));
    }
}

fn ways(out: &mut String, plan: &Plan) {
    for (at, route) in plan.routes.iter().enumerate() {
        let _ = writeln!(out, "\n## Way {}\n\n{}\n", at + 1, text(&sentence(route)));
        for join in &route.joins {
            let maybe = if join.holds == Answer::Unknown { "perhaps: " } else { "" };
            let said = format!("{}: {maybe}{} ({})", join.thing, join.said.say, join.said.cites.join(", "));
            let _ = writeln!(out, "{}\n", text(&said));
        }
        for step in &route.steps {
            let after = if step.later { "afterwards, " } else { "" };
            let joined = step.joined.as_ref().map(|joined| format!(" {} ({})", joined.say, joined.cites.join(", ")));
            let said = format!("{}{}", step.what, joined.unwrap_or_default());
            let who = text(&format!("{after}{}", step.who.join(" and ")));
            let _ = writeln!(out, "{}. **{who}**: {}", step.number, text(&said));
            let _ = writeln!(out, "   {}", text(&detail(step, things(route))));
        }
        list(out, "### CE marking", &marking(route));
    }
}

fn line(standing: &Standing) -> String {
    let cites = standing.cites.join(", ");
    format!("{}: {}. {} ({cites})", standing.thing, standing.title, standing.reason)
}

fn unsettled(out: &mut String, plan: &Plan) {
    let mut lines = Vec::new();
    for standing in plan.procedures.iter().filter(|standing| standing.open == Answer::Unknown) {
        let yes = standing.yes_if.iter().map(|set| format!(" Open if {set}."));
        let no = standing.no_if.iter().map(|set| format!(" Shut if {set}."));
        lines.push(format!("{}{}", line(standing), yes.chain(no).collect::<String>()));
    }
    list(out, "## Nobody can tell yet", &lines);
}

fn shut(out: &mut String, plan: &Plan) {
    let mut lines = Vec::new();
    for standing in plan.procedures.iter().filter(|standing| standing.open == Answer::No && !standing.outside) {
        let opens: String = standing.opens.iter().map(|one| format!(" It {}.", opening(one))).collect();
        lines.push(format!("{}{opens}", line(standing)));
    }
    lines.extend(
        outside(plan).iter().map(|(thing, act, reason)| format!("{thing}: no procedure of the {act}. {reason}")),
    );
    list(out, "## Shut", &lines);
}

fn rest(out: &mut String, plan: &Plan) {
    let mut lines = Vec::new();
    for standing in taken(plan) {
        let said = standing.body.iter().chain(&standing.notes);
        let said: String = said.map(|said| format!(" {} ({})", said.say, said.cites.join(", "))).collect();
        lines.push(format!("{}: {}.{said} Cost: {}.", standing.thing, standing.title, standing.costs.join("; ")));
    }
    list(out, "## Bodies, certificates and what drives the cost", &lines);
    let standards: Vec<String> = plan
        .statuses
        .iter()
        .map(|status| {
            let value = if status.value { "yes" } else { "no" };
            let of = plan.standards.iter().filter(|standard| standard.status == status.id);
            let names = of.map(|one| format!("{} {} ({}, as of {})", one.name, one.about, one.stage, one.as_of));
            let names: Vec<String> = names.collect();
            format!("{}: {value}, checked {}. {}", status.title, status.checked, names.join("; "))
        })
        .collect();
    list(out, "## Standards", &standards);
    let means = plan.marking_means.iter().map(|said| format!("{} ({})", said.say, said.cites.join(", ")));
    let assumed: Vec<String> = plan.assumptions.iter().cloned().chain(means).collect();
    list(out, "## What this rests on", &assumed);
}
