//! Reports for a terminal: styled text. Whoever prints it strips the styles where there is no terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use domain::Answer;
use domain::citation::Citation;
use reasoning::verdict::{Conclusion, Duty, DutyState};

use crate::assessment::{Assessment, OpenConclusion, OpenQuestion};
use crate::summary;

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
const YES: Style = AnsiColor::Green.on_default().bold();
const NO: Style = AnsiColor::Blue.on_default();
const OPEN: Style = AnsiColor::Yellow.on_default().bold();
const WARN: Style = AnsiColor::Red.on_default().bold();

/// How many duties `assess` names in each state; `marque duties` lists all.
const DUTIES_MAX: usize = 12;
const QUESTIONS_MAX: usize = 5;
/// How many open conclusions of one thing are shown with what they hinge on.
const OPEN_MAX: usize = 6;

/// Text in a style.
pub fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The style of an answer.
pub fn answer_style(answer: Answer) -> Style {
    match answer {
        Answer::Yes => YES,
        Answer::No => NO,
        Answer::Unknown => OPEN,
    }
}

/// A paragraph, wrapped and indented.
pub fn wrapped(out: &mut String, indent: usize, style: Style, text: &str, width: usize) {
    let pad = " ".repeat(indent);
    for line in textwrap::wrap(text, width.saturating_sub(indent).max(20)) {
        let _ = writeln!(out, "{pad}{}", styled(style, &line));
    }
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n{}", styled(BOLD, text));
}

/// The whole assessment.
pub fn assessment(assessment: &Assessment, width: usize) -> String {
    let verdict = &assessment.verdict;
    let mut out = String::new();
    let texts: Vec<String> = verdict
        .texts
        .iter()
        .filter(|text| matches!(text.act.as_str(), "cra" | "aia"))
        .map(|text| format!("{} {}", text.act, text.text))
        .collect();
    let _ = writeln!(
        out,
        "{}  {}",
        styled(BOLD, &verdict.subject),
        styled(DIM, &format!("on {} · texts: {} · {}", verdict.on, texts.join(", "), assessment.source))
    );
    for conflict in &verdict.conflicts {
        wrapped(&mut out, 0, WARN, &format!("contradiction: {conflict}"), width);
    }
    conclusions(&mut out, &verdict.conclusions, assessment, width);
    duties_overview(&mut out, &verdict.duties, width);
    if !assessment.questions.is_empty() {
        heading(&mut out, &format!("Open questions ({} matter most)", assessment.questions.len().min(QUESTIONS_MAX)));
        for question in assessment.questions.iter().take(QUESTIONS_MAX) {
            self::question(&mut out, question, width);
        }
    }
    if let Some(scan) = &assessment.scan {
        heading(&mut out, "What the scan saw");
        let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
        for finding in &scan.findings {
            let place = if finding.place == "product" { String::new() } else { format!(" ({})", finding.place) };
            let label = format!("{}{place}", finding.name);
            match kinds.iter_mut().find(|(kind, _)| *kind == finding.kind) {
                Some((_, names)) => names.push(label),
                None => kinds.push((&finding.kind, vec![label])),
            }
        }
        for (kind, names) in kinds {
            let shown: Vec<&str> = names.iter().take(8).map(String::as_str).collect();
            let more = names.len().saturating_sub(shown.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            wrapped(&mut out, 2, Style::new(), &format!("{kind}: {}{more}", shown.join(", ")), width);
        }
        for fact in &scan.suggested {
            let style = if fact.contradicts.is_some() { WARN } else { Style::new() };
            wrapped(&mut out, 2, style, &format!("fact: {}", fact.words()), width);
        }
        let not_read = match scan.not_read.len() {
            0 => "everything it looked for was read".to_owned(),
            count => format!("{count} could not be read, such as {}", scan.not_read[0]),
        };
        wrapped(
            &mut out,
            2,
            DIM,
            &format!("{} files, {not_read}. What it did not find is not proved absent.", scan.files),
            width,
        );
    }
    for reading in &verdict.readings {
        heading(&mut out, "Contested");
        let text = format!(
            "{}. Taken here: {}. If {} is right, {} answers change, such as {}",
            reading.title,
            reading.chosen,
            reading.other,
            reading.changes.len(),
            reading.changes.first().map_or("", String::as_str)
        );
        wrapped(&mut out, 2, Style::new(), &text, width);
    }
    notes(&mut out, assessment, width);
    if !assessment.steps.is_empty() {
        heading(&mut out, "Next");
        for step in &assessment.steps {
            let _ = writeln!(out, "  {}", styled(BOLD, &step.command));
            wrapped(&mut out, 6, Style::new(), &step.reason, width);
        }
    }
    out
}

fn notes(out: &mut String, assessment: &Assessment, width: usize) {
    let verdict = &assessment.verdict;
    let old: Vec<&reasoning::verdict::StatusUsed> =
        verdict.statuses.iter().filter(|status| status.age_days > 90).collect();
    if verdict.assumptions.is_empty() && old.is_empty() {
        return;
    }
    heading(out, "Taken as given");
    for assumption in &verdict.assumptions {
        wrapped(out, 2, DIM, assumption, width);
    }
    if let Some(oldest) = old.iter().max_by_key(|status| status.age_days) {
        let text = format!(
            "{} facts of the law (such as “{}”) were last checked on {}, {} days before this day",
            old.len(),
            oldest.title,
            oldest.checked,
            oldest.age_days
        );
        wrapped(out, 2, DIM, &text, width);
    }
}

fn conclusions(out: &mut String, all: &[Conclusion], assessment: &Assessment, width: usize) {
    let mut things: Vec<(&str, &str)> = Vec::new();
    for conclusion in all {
        if !things.contains(&(conclusion.kind.as_str(), conclusion.thing.as_str())) {
            things.push((&conclusion.kind, &conclusion.thing));
        }
    }
    let rank = |kind: &str| {
        ["product", "release", "ai-system", "model", "sector-act", "event", "organisation"]
            .iter()
            .position(|known| *known == kind)
    };
    things.sort_by_key(|(kind, _)| rank(kind));
    for (kind, thing) in things {
        let own: Vec<&Conclusion> =
            all.iter().filter(|conclusion| conclusion.kind == kind && conclusion.thing == thing).collect();
        if own.iter().all(|conclusion| !is_about_the_acts(conclusion) && conclusion.answer != Answer::Yes) {
            continue;
        }
        heading(out, &format!("{} “{thing}”", kind.replace('-', " ")));
        let told = |answer: Answer| {
            own.iter().copied().filter(move |conclusion| conclusion.answer == answer && conclusion.position.is_none())
        };
        for conclusion in
            own.iter().filter(|conclusion| conclusion.answer == Answer::Yes || conclusion.position.is_some())
        {
            self::conclusion(out, conclusion, width);
            if summary::is_without_effect(conclusion, all) {
                wrapped(out, 8, DIM, "without effect: the Regulation does not apply to the product", width);
            }
        }
        let open: Vec<&Conclusion> = told(Answer::Unknown).filter(|conclusion| is_about_the_acts(conclusion)).collect();
        let whole: Vec<&Conclusion> = open.iter().copied().filter(|part| !is_part(part, &open)).collect();
        let mut hinges_told: Vec<&OpenConclusion> = Vec::new();
        for conclusion in whole.iter().take(OPEN_MAX) {
            self::conclusion(out, conclusion, width);
            let hinges =
                assessment.hinges.iter().find(|open| open.id == conclusion.id && open.thing == conclusion.thing);
            // What hinges on the same replies is told once.
            if let Some(hinges) = hinges
                && !hinges_told.iter().any(|told| told.yes == hinges.yes && told.no == hinges.no)
            {
                hinges_told.push(hinges);
                for (word, sets) in [("yes if", &hinges.yes), ("no if", &hinges.no)] {
                    if let Some(set) = sets.first() {
                        wrapped(out, 8, DIM, &format!("{word} {}", set.join(" and ")), width);
                    }
                }
            }
        }
        if whole.len() > OPEN_MAX {
            let list: Vec<&str> = whole[OPEN_MAX..].iter().map(|conclusion| conclusion.title.as_str()).collect();
            wrapped(out, 2, DIM, &format!("Also open: {}.", list.join("; ")), width);
        }
        let no: Vec<&Conclusion> = told(Answer::No).filter(|conclusion| is_about_the_acts(conclusion)).collect();
        let whole: Vec<&Conclusion> = no.iter().copied().filter(|part| !is_part(part, &no)).collect();
        if !whole.is_empty() {
            let list: Vec<String> = whole
                .iter()
                .map(|conclusion| {
                    format!("{} ({})", conclusion.title, conclusion.cites.first().map_or("", String::as_str))
                })
                .collect();
            wrapped(out, 2, DIM, &format!("No: {}.", list.join("; ")), width);
        }
    }
}

/// Scope, role, class and route: what is worth naming even where it is open or does not hold.
fn is_about_the_acts(conclusion: &Conclusion) -> bool {
    matches!(conclusion.tier.as_str(), "scope" | "role" | "class" | "route")
}

/// Whether another of these, of the same tier, rests on a provision that contains this one's: one point of a list.
fn is_part(part: &Conclusion, all: &[&Conclusion]) -> bool {
    let Some(own) = part.cites.first().and_then(|cite| cite.parse::<Citation>().ok()) else { return false };
    all.iter().any(|whole| {
        let cite = whole.cites.first().and_then(|cite| cite.parse::<Citation>().ok());
        whole.id != part.id && whole.tier == part.tier && cite.is_some_and(|cite| cite != own && cite.contains(&own))
    })
}

fn conclusion(out: &mut String, conclusion: &Conclusion, width: usize) {
    let word = match conclusion.answer {
        Answer::Yes => "yes ",
        Answer::No => "no  ",
        Answer::Unknown => "open",
    };
    let from = match conclusion.from.as_slice() {
        [] => String::new(),
        [never] if never == "never" => ", but no date starts it here".to_owned(),
        days => format!(", from {}", days.join(" or ")),
    };
    let _ = writeln!(
        out,
        "  {}  {}{}  {}",
        styled(answer_style(conclusion.answer), word),
        conclusion.title,
        from,
        styled(DIM, &conclusion.cites.iter().take(3).cloned().collect::<Vec<_>>().join(", "))
    );
    if conclusion.answer != Answer::Unknown {
        wrapped(out, 8, DIM, &conclusion.reason, width);
    }
    for declared in &conclusion.declared {
        wrapped(out, 8, DIM, declared, width);
    }
    if let Some(position) = &conclusion.position {
        let text = format!(
            "position of {} on {}: {}, because {}",
            position.by, position.date, position.answer, position.reason
        );
        wrapped(out, 8, OPEN, &text, width);
    }
}

fn duties_overview(out: &mut String, duties: &[Duty], width: usize) {
    let of =
        |state: DutyState| duties.iter().filter(move |duty| duty.state == state && !duty.neighbour).collect::<Vec<_>>();
    let applies = of(DutyState::Applies);
    if !applies.is_empty() {
        heading(out, &format!("Duties that apply today ({})", applies.len()));
        let lines = once_each(&applies);
        for duty in lines.iter().take(DUTIES_MAX) {
            duty_line(out, duty, width);
        }
        if lines.len() > DUTIES_MAX {
            wrapped(out, 2, DIM, &format!("and {} more: marque duties", lines.len() - DUTIES_MAX), width);
        }
    }
    let later = of(DutyState::Later);
    if !later.is_empty() {
        heading(out, &format!("Duties that start later ({})", later.len()));
        let mut dates: Vec<(String, usize)> = Vec::new();
        for duty in &later {
            let from = duty.from.join(" or ");
            match dates.iter_mut().find(|(known, _)| *known == from) {
                Some((_, count)) => *count += 1,
                None => dates.push((from, 1)),
            }
        }
        dates.sort();
        for (from, count) in dates {
            wrapped(out, 2, Style::new(), &format!("{from}  {count} duties"), width);
        }
    }
    let never = of(DutyState::Never).len();
    if never > 0 {
        wrapped(out, 0, DIM, &format!("\n{never} duties never start for this one, because of a transition."), width);
    }
    let open = of(DutyState::Open);
    if !open.is_empty() {
        heading(out, &format!("Duties still open ({})", open.len()));
        let ids = once_each(&open);
        let list: Vec<&str> = ids.iter().map(|duty| duty.id.as_str()).take(DUTIES_MAX).collect();
        let more = if ids.len() > list.len() { " …" } else { "" };
        wrapped(out, 2, DIM, &format!("{}{more}", list.join(", ")), width);
    }
    let beside = |state: DutyState| duties.iter().filter(|duty| duty.neighbour && duty.state == state).count();
    let (applies, later, open) = (beside(DutyState::Applies), beside(DutyState::Later), beside(DutyState::Open));
    if applies + later + open > 0 {
        let text =
            format!("Under neighbouring acts: {applies} duties today, {later} later, {open} open. marque duties");
        wrapped(out, 0, DIM, &text, width);
    }
}

/// Each duty once, though it may bind for several releases or systems.
fn once_each<'d>(duties: &[&'d Duty]) -> Vec<&'d Duty> {
    let mut once: Vec<&Duty> = Vec::new();
    for duty in duties {
        if !once.iter().any(|known| known.id == duty.id) {
            once.push(duty);
        }
    }
    once
}

fn duty_line(out: &mut String, duty: &Duty, width: usize) {
    let clock = duty.clock.as_ref().map(|clock| format!(", {clock}")).unwrap_or_default();
    let text = format!("{}  {} ({}{clock})", duty.id, duty.title, duty.when);
    wrapped(out, 2, Style::new(), &text, width);
}

/// All duties, each with what, who, when, evidence and fine.
pub fn duties(duties: &[Duty], width: usize) -> String {
    let mut out = String::new();
    let mut state = None;
    for duty in duties {
        if state != Some((duty.neighbour, duty.state)) {
            state = Some((duty.neighbour, duty.state));
            let title = match duty.state {
                DutyState::Applies => "Apply today",
                DutyState::Later => "Start later",
                DutyState::Open => "Open",
                DutyState::Never => "Never start for this one",
            };
            let title =
                if duty.neighbour { format!("Neighbouring acts: {}", title.to_lowercase()) } else { title.to_owned() };
            heading(&mut out, &title);
        }
        let from = if duty.from.is_empty() { String::new() } else { format!("from {}", duty.from.join(" or ")) };
        let _ = writeln!(
            out,
            "  {}  {}  {}",
            styled(BOLD, &duty.id),
            duty.title,
            styled(DIM, &format!("{} · {} · {from}", duty.who.join(", "), duty.thing))
        );
        wrapped(&mut out, 6, Style::new(), &duty.what, width);
        for point in &duty.points {
            let shown =
                if point.evidence.is_empty() { String::new() } else { format!(" [{}]", point.evidence.join(", ")) };
            wrapped(
                &mut out,
                8,
                Style::new(),
                &format!("{} {}{shown}", summary::label(duty, point), point.what),
                width,
            );
        }
        let mut details = vec![duty.when.clone()];
        details.extend(duty.clock.clone());
        if !duty.to.is_empty() {
            details.push(format!("to {}", duty.to.join(" and ")));
        }
        details.extend(duty.language.as_ref().map(|language| format!("in a language {}", language.replace('-', " "))));
        if !duty.evidence.is_empty() {
            details.push(format!("shown by {}", duty.evidence.join(", ")));
        }
        for fine in &duty.fines {
            if fine.holds != Answer::No {
                let maybe = if fine.holds == Answer::Unknown { "perhaps " } else { "" };
                details.push(if fine.amount == 0.0 {
                    format!("{maybe}no fine ({})", fine.id)
                } else {
                    format!(
                        "{maybe}fine up to EUR {} or {} % of turnover, the {} ({})",
                        thousands(fine.amount),
                        fine.percent,
                        fine.whichever,
                        fine.id
                    )
                });
            }
        }
        wrapped(&mut out, 6, DIM, &details.join(" · "), width);
    }
    if out.is_empty() {
        out.push_str("No duty fits.\n");
    }
    out
}

/// 15000000 → "15 000 000".
pub fn thousands(amount: f64) -> String {
    let digits = format!("{amount:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// One question with its options.
pub fn question(out: &mut String, question: &OpenQuestion, width: usize) {
    let _ = writeln!(
        out,
        "  {}  {}",
        styled(OPEN, &question.id),
        styled(
            DIM,
            &format!(
                "{} “{}” · {} · {}",
                question.kind,
                question.thing,
                question.answer_type,
                question.cites.join(", ")
            )
        )
    );
    wrapped(out, 6, Style::new(), &question.question, width);
    if !question.options.is_empty() {
        let ids: Vec<&str> = question.options.iter().map(|option| option.id.as_str()).collect();
        wrapped(out, 6, DIM, &ids.join(", "), width);
    }
    if let Some(close) = &question.close {
        wrapped(out, 6, DIM, &format!("if what you named is all, write {close}"), width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        assert_eq!(thousands(15_000_000.0), "15 000 000");
        assert_eq!(thousands(750_000.0), "750 000");
        assert_eq!(thousands(0.0), "0");
    }
}
