//! The register as Markdown.

use std::fmt::Write;

use domain::Answer;
use risk::shown::{Register, Row, State};

use super::{of, told, trigger};
use crate::markdown::escape::cell;

/// The register: scale, table, what is done, open points, rights assessments.
pub fn register(register: &Register) -> String {
    let mut out = format!("# Risks of {}\n\n", cell(&register.subject));
    let scale = &register.scale;
    let _ = writeln!(
        out,
        "Likelihood: {}. Impact: {}. Products up to {} are accepted without further treatment; from {} on they are high.\n",
        cell(&scale.likelihood.join(", ")),
        cell(&scale.impact.join(", ")),
        scale.accept,
        scale.high
    );
    if !register.rows.is_empty() {
        out.push_str("| risk | of | before | after | state |\n|---|---|---|---|---|\n");
        register.rows.iter().for_each(|row| self::row(&mut out, row));
    }
    for row in register.rows.iter().filter(|row| !row.treatments.is_empty()) {
        let _ = writeln!(out, "\n## {}{}\n", cell(&row.id), cell(&of(row.on.as_deref())));
        for treatment in &row.treatments {
            let state = if treatment.done { "done" } else { "planned" };
            let points =
                if treatment.points.is_empty() { String::new() } else { format!(" ({})", treatment.points.join(", ")) };
            let evidence = treatment.evidence.as_ref().map(|evidence| format!(", evidence: {evidence}"));
            let due = treatment.due.as_ref().map(|due| format!(", due {due}"));
            let rest = format!("{}{}", evidence.unwrap_or_default(), due.unwrap_or_default());
            let _ = writeln!(out, "- {}{points}: {state}{}", cell(&treatment.what), cell(&rest));
        }
        if let Some(accepted) = &row.accepted {
            let _ = writeln!(
                out,
                "\nWhat remains was accepted by {} on {}: {}",
                cell(&accepted.by),
                accepted.on,
                cell(&accepted.why)
            );
        }
    }
    if !register.findings.is_empty() {
        out.push_str("\n## Open\n\n");
        register.findings.iter().for_each(|finding| {
            let _ = writeln!(out, "- {}", cell(&told(finding)));
        });
    }
    for fria in &register.fria {
        let due = if fria.due == Answer::Yes { "" } else { " (not known to be due)" };
        let _ = writeln!(out, "\n## Fundamental rights impact assessment of {}{due}\n", cell(&fria.system));
        for answer in &fria.answers {
            let given = answer.answer.as_deref().unwrap_or("not answered");
            let _ = writeln!(out, "- {} ({}) {}", answer.question, answer.cites.join(", "), cell(given));
        }
    }
    out
}

fn row(out: &mut String, row: &Row) {
    let score = |score: Option<risk::shown::Score>| {
        score.map_or_else(|| "–".to_owned(), |score| format!("{} ({})", score.product, score.level.as_str()))
    };
    let state = match (row.state, &row.not_relevant) {
        (State::NotRelevant, Some(why)) => format!("not relevant: {why}"),
        (state, _) => format!("{} {}", state.as_str(), trigger(&row.trigger)),
    };
    let _ = writeln!(
        out,
        "| {}: {} | {} | {} | {} | {} |",
        cell(&row.id),
        cell(&row.title),
        cell(row.on.as_deref().unwrap_or_default()),
        score(row.before),
        score(row.residual),
        cell(state.trim())
    );
}
