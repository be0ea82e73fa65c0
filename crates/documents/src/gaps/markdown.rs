//! Gaps as Markdown.

use std::fmt::Write;

use super::{By, ProductGaps, grouped, when};
use crate::markdown::escape::{code, text};
use crate::words::harmless;

/// A table of counts, then the gaps by group.
pub fn markdown(product: &ProductGaps, by: By) -> String {
    let product = &harmless(product);
    let mut out = String::new();
    let _ = writeln!(out, "# What is missing: {}\n", text(&product.subject));
    let _ = writeln!(out, "On {}. Law files {}.\n", product.on, code(&product.law));
    out.push_str("| points | bind today | bind later | open |\n|---|---:|---:|---:|\n");
    for count in &product.counts {
        let _ = writeln!(out, "| {} | {} | {} | {} |", count.state, count.today, count.later, count.open);
    }
    if !product.dates.is_empty() {
        out.push('\n');
    }
    for date in &product.dates {
        let _ = writeln!(out, "- {}: {}", date.day, text(&date.what));
    }
    for (group, points) in grouped(&product.points, by) {
        let _ = writeln!(out, "\n## {}\n", text(&group));
        for point in points {
            let _ = writeln!(
                out,
                "- **{}** [{}]({}) ({}; {}): {}",
                point.state,
                code(&point.citation),
                point.link,
                text(&point.thing),
                when(point),
                text(&point.what)
            );
            let _ = writeln!(out, "  - missing: {}", text(&point.missing));
            if let Some(claim) = &point.claim {
                let _ = writeln!(out, "  - {}", text(claim));
            }
            if let Some(owner) = &point.owner {
                let _ = writeln!(out, "  - owner: {}", text(owner));
            }
            if let Some(due) = &point.due {
                let _ = writeln!(out, "  - due: {due}");
            }
            for step in &point.steps {
                let _ = writeln!(out, "  - {} {}", code(&step.command), text(&step.say));
            }
        }
    }
    out
}
