//! Gaps for a terminal: a summary that fits a screen, then each gap.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{By, PointShown, ProductGaps, grouped, when};
use crate::terminal::{BOLD, DIM, styled, wrapped};
use crate::words::harmless;

const BAD: Style = AnsiColor::Red.on_default().bold();
const OPEN: Style = AnsiColor::Yellow.on_default().bold();
const DATES_MAX: usize = 8;

/// The summary, then the gaps by group.
pub fn terminal(product: &ProductGaps, by: By, width: usize) -> String {
    let product = &harmless(product);
    let mut out = String::new();
    summary(&mut out, product, width);
    for (group, points) in grouped(&product.points, by) {
        let _ = writeln!(out, "\n{}", styled(BOLD, &group));
        for point in points {
            gap(&mut out, point, by, width);
        }
    }
    out
}

fn summary(out: &mut String, product: &ProductGaps, width: usize) {
    let source = format!("on {} · {}", product.on, product.source);
    let _ = writeln!(out, "{}  {}", styled(BOLD, &product.subject), styled(DIM, &source));
    let _ = writeln!(out, "\n  {:<15}{:>13}{:>13}{:>13}", "points", "bind today", "bind later", "open");
    for count in &product.counts {
        let name = format!("{:<15}", count.state);
        let _ = writeln!(
            out,
            "  {}{:>13}{:>13}{:>13}",
            styled(style(&count.state), &name),
            count.today,
            count.later,
            count.open
        );
    }
    let neighbours = product.points.iter().filter(|point| point.neighbour && point.is_gap()).count();
    if neighbours > 0 {
        wrapped(out, 2, DIM, &format!("and {neighbours} gaps under neighbouring acts, shown last"), width);
    }
    for date in product.dates.iter().take(DATES_MAX) {
        wrapped(out, 2, Style::new(), &format!("{}  {}", date.day, date.what), width);
    }
    let evidence = match product.evidence {
        None => "no log of evidence yet: `marque key new` begins it".to_owned(),
        Some(1) => "1 piece of evidence".to_owned(),
        Some(pieces) => format!("{pieces} pieces of evidence"),
    };
    wrapped(out, 2, DIM, &evidence, width);
    if let Some(first) = product.not_read.first() {
        let count = product.not_read.len();
        wrapped(out, 2, OPEN, &format!("{count} could not be read, such as {first}"), width);
    }
}

fn style(state: &str) -> Style {
    match state {
        "not-met" => BAD,
        "unknown" | "stale" | "partly" | "waived" => OPEN,
        _ => DIM,
    }
}

fn gap(out: &mut String, point: &PointShown, by: By, width: usize) {
    let when = if by == By::Date { String::new() } else { format!(" · {}", when(point)) };
    let detail = format!("{}{when}", point.thing);
    let _ = writeln!(
        out,
        "  {}  {}  {}",
        styled(style(&point.state), &point.state),
        styled(BOLD, &point.citation),
        styled(DIM, &detail)
    );
    wrapped(out, 4, Style::new(), &point.what, width);
    wrapped(out, 4, DIM, &format!("missing: {}", point.missing), width);
    if let Some(claim) = &point.claim {
        wrapped(out, 4, OPEN, claim, width);
    }
    let who = [
        point.owner.as_ref().map(|owner| format!("owner: {owner}")),
        point.due.as_ref().map(|due| format!("due {due}{}", if point.overdue { ", which is over" } else { "" })),
    ];
    let who: Vec<String> = who.into_iter().flatten().collect();
    if !who.is_empty() {
        wrapped(out, 4, Style::new(), &who.join(" · "), width);
    }
    for step in &point.steps {
        wrapped(out, 4, Style::new(), &format!("→ {} {}", step.command, step.say), width);
    }
}
