//! The comparison as Markdown.

use std::fmt::Write;

use release::{Report, Walk};

use super::{answered, due, judged, moved, releases, told};
use crate::markdown::escape::cell;

/// The changes in a table for each kind, the walks, what follows, why the gate is shut.
pub fn report(report: &Report) -> String {
    let mut out = format!("# Changes of {}\n\n", cell(&report.subject));
    let _ = writeln!(out, "Release {}, compared on {}; law {}.\n", cell(&releases(report)), report.on, report.law);
    if report.blocks.is_empty() {
        out.push_str("Nothing stands in the way.\n");
    }
    for block in &report.blocks {
        let _ = writeln!(out, "- **Blocked**: {}", cell(block));
    }
    for same in report.changes.chunk_by(|one, next| one.change == next.change) {
        let Some(first) = same.first() else { continue };
        let _ = writeln!(out, "\n## {}: {}\n", cell(&first.change), cell(&first.title));
        if let Some(question) = &first.question {
            let _ = writeln!(out, "{} ({})\n", cell(question), first.cites.join(", "));
        }
        for change in same {
            let _ = writeln!(out, "- {}", cell(&moved(change)));
            for judgement in &change.judgements {
                let _ = writeln!(out, "  - {}", cell(&judged(judgement)));
            }
        }
    }
    report.walks.iter().for_each(|walk| self::walk(&mut out, walk));
    if !report.unused.is_empty() {
        out.push_str("\n## Answers that no change asks for\n\n");
        for unused in &report.unused {
            let _ = writeln!(out, "- {}", cell(&answered(unused)));
        }
    }
    if !report.not_compared.is_empty() {
        out.push_str("\n## Not compared\n\n");
        report.not_compared.iter().for_each(|line| {
            let _ = writeln!(out, "- {}", cell(line));
        });
    }
    out
}

fn walk(out: &mut String, walk: &Walk) {
    let _ = writeln!(out, "\n## {} under {}\n\n{} ({})\n", cell(&walk.on), walk.act, walk.title, walk.cites.join(", "));
    out.push_str("| limb | met | citation |\n|---|---|---|\n");
    for limb in &walk.limbs {
        let _ = writeln!(out, "| {} | {} | {} |", cell(&limb.title), limb.met, limb.cites.join(", "));
    }
    let _ = writeln!(out, "\n{}: {} ({})", walk.concludes, cell(&told(walk)), walk.reason_cites.join(", "));
    for conflict in &walk.conflicts {
        let _ = writeln!(out, "\nContradiction: {}", cell(conflict));
    }
    if let Some(entry) = walk.assessment {
        let _ = writeln!(out, "\nA new assessment is recorded: entry {entry} of the log.");
    }
    if !walk.follows.is_empty() {
        out.push('\n');
    }
    for follow in &walk.follows {
        let _ = writeln!(out, "- {} ({})", due(follow), follow.cites.join(", "));
    }
}
