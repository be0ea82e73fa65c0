//! Two releases compared, for a terminal and as Markdown.

mod markdown;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use domain::Answer;
use release::{Change, Follow, Judgement, Report, Shown, Unused, Walk};

use crate::terminal::{BOLD, DIM, styled, wrapped};
use crate::words::clean;

pub use markdown::report as report_markdown;

const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const RED: Style = AnsiColor::Red.on_default().bold();

/// More changes of one kind that need no judgement are only counted.
const NAMED_MAX: usize = 8;

fn style(answer: Answer) -> Style {
    match answer {
        Answer::No => GREEN,
        Answer::Unknown => YELLOW,
        Answer::Yes => RED,
    }
}

/// The changes, the walks, what follows, why the gate is shut.
pub fn report(report: &Report, width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}  {} on {}", styled(BOLD, &clean(&report.subject)), clean(&releases(report)), report.on);
    if report.before.other_law.is_some() || report.after.other_law.is_some() {
        wrapped(&mut out, 0, DIM, "saved under other law files: both sides are judged by those in use now", width);
    }
    changes(&mut out, report, width);
    report.walks.iter().for_each(|walk| self::walk(&mut out, walk, width));
    if !report.unused.is_empty() {
        let _ = writeln!(out, "\n{}", styled(BOLD, "Answers that no change asks for"));
        for unused in &report.unused {
            wrapped(&mut out, 2, YELLOW, &clean(&answered(unused)), width);
        }
    }
    if !report.not_compared.is_empty() {
        let _ = writeln!(out, "\n{}", styled(BOLD, &format!("Not compared ({})", report.not_compared.len())));
        for line in report.not_compared.iter().take(NAMED_MAX) {
            wrapped(&mut out, 2, DIM, &clean(line), width);
        }
    }
    out.push('\n');
    if report.blocks.is_empty() {
        let _ = writeln!(out, "{}", styled(GREEN, "Nothing stands in the way."));
    }
    for block in &report.blocks {
        wrapped(&mut out, 0, RED, &format!("Blocked: {}", clean(block)), width);
    }
    out
}

/// From which release to which.
fn releases(report: &Report) -> String {
    let named = |release: &Option<String>| release.clone().unwrap_or_else(|| "unnamed".to_owned());
    format!("{} → {}", named(&report.before.release), named(&report.after.release))
}

/// An answer that no change asks for, with its place.
fn answered(unused: &Unused) -> String {
    let of = unused.of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
    format!("{}{of}, marque.toml:{}", unused.change, unused.line)
}

/// What follows, and whether that is certain.
fn due(follow: &Follow) -> String {
    let open = if follow.holds == Answer::Unknown { " (if it applies: that is open)" } else { "" };
    format!("{}{open}", follow.say)
}

fn changes(out: &mut String, report: &Report, width: usize) {
    if report.changes.is_empty() {
        let _ = writeln!(out, "Nothing changed.");
        return;
    }
    let open = report.open().count();
    let _ = writeln!(out, "{} changes, {open} open", report.changes.len());
    for same in report.changes.chunk_by(|one, next| one.change == next.change) {
        let Some(first) = same.first() else { continue };
        let _ = writeln!(out, "\n{}  {}", styled(BOLD, &first.change), clean(&first.title));
        let is_noted = first.strength == "notes";
        for (at, change) in same.iter().enumerate() {
            if is_noted && at == NAMED_MAX {
                let left = format!("… and {} more; --format json lists all", same.len() - NAMED_MAX);
                let _ = writeln!(out, "  {}", styled(DIM, &left));
                break;
            }
            self::change(out, change, is_noted && at > 0, width);
        }
        if same.iter().any(Change::is_open) {
            if let Some(question) = &first.question {
                wrapped(out, 2, YELLOW, &clean(question), width);
            }
            wrapped(out, 2, DIM, &first.cites.join(", "), width);
        }
    }
}

fn change(out: &mut String, change: &Change, is_told: bool, width: usize) {
    wrapped(out, 2, Style::new(), &clean(&moved(change)), width);
    // The same reason for each would only repeat it.
    for judgement in change.judgements.iter().filter(|_| !is_told) {
        wrapped(out, 4, style(judgement.substantial), &clean(&judged(judgement)), width);
    }
}

/// What changed, with its place on both sides.
fn moved(change: &Change) -> String {
    let side = |shown: &Shown| {
        let line = shown.line.map(|line| format!(":{line}")).unwrap_or_default();
        let path = shown.path.as_ref().map(|path| format!(" ({path}{line})")).unwrap_or_default();
        format!("{}{path}", shown.said)
    };
    let told = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{} → {}", side(before), side(after)),
        (None, Some(after)) => format!("new: {}", side(after)),
        (Some(before), None) => format!("gone: {}", side(before)),
        (None, None) => String::new(),
    };
    format!("{}: {told}", change.of)
}

fn judged(judgement: &Judgement) -> String {
    let said = match judgement.substantial {
        Answer::Yes => "substantial",
        Answer::No => "not substantial",
        Answer::Unknown => "open",
    };
    let by = judgement.answer.as_ref().map(|answer| {
        let by = answer.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        let assessed = answer.assessed_in.as_ref().map(|at| format!(", assessed in {at}")).unwrap_or_default();
        format!(" [answered{by}, marque.toml:{}{assessed}]", answer.line)
    });
    let cites = if judgement.cites.is_empty() { String::new() } else { format!("  {}", judgement.cites.join(", ")) };
    let Judgement { act, on, why, .. } = judgement;
    format!("{said} under {act} for {on}: {why}{}{cites}", by.unwrap_or_default())
}

/// The answer; the reason of a rule says what holds if the rule does, so an open one has none yet.
fn told(walk: &Walk) -> String {
    match walk.substantial {
        Answer::Unknown => "unknown, while a limb or a fact it rests on is open".to_owned(),
        answer => format!("{answer}. {}", walk.reason),
    }
}

fn walk(out: &mut String, walk: &Walk, width: usize) {
    let of = format!("{}  {}", walk.act, clean(&walk.on));
    let _ = writeln!(out, "\n{}  {}", styled(BOLD, &of), styled(DIM, &walk.cites.join(", ")));
    wrapped(out, 2, DIM, &walk.title, width);
    if !walk.possible {
        let reason = format!("not asked: {} is no, whatever changed. {}", walk.concludes, walk.reason);
        wrapped(out, 2, GREEN, &format!("{}  {}", clean(&reason), walk.reason_cites.join(", ")), width);
        return;
    }
    for limb in &walk.limbs {
        let line = format!("{:<8}{}  {}", limb.met.as_str(), limb.title, limb.cites.join(", "));
        wrapped(out, 2, style(limb.met), &line, width);
    }
    let answer = format!("{}: {}", walk.concludes, told(walk));
    wrapped(out, 2, style(walk.substantial), &format!("{}  {}", clean(&answer), walk.reason_cites.join(", ")), width);
    for conflict in &walk.conflicts {
        wrapped(out, 4, RED, &clean(&format!("contradiction: {conflict}")), width);
    }
    if let Some(entry) = walk.assessment {
        wrapped(out, 2, GREEN, &format!("a new assessment is recorded: entry {entry} of the log"), width);
    }
    if !walk.follows.is_empty() {
        let _ = writeln!(out, "  {}", styled(BOLD, "What follows"));
    }
    for follow in &walk.follows {
        wrapped(out, 4, Style::new(), &format!("{}  {}", due(follow), follow.cites.join(", ")), width);
    }
}

#[cfg(test)]
mod tests;
