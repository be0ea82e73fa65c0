//! The register of risks, its scale and the catalogue, for a terminal and as Markdown.

mod markdown;
mod matrix;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use domain::Answer;
use risk::shown::{Finding, Register, Row, State, Trigger};
use risk::{Catalogue, Level, Scale};

use crate::terminal::{BOLD, DIM, styled, wrapped};
use crate::words::clean;

pub use markdown::register as register_markdown;
pub use matrix::matrix;

const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const RED: Style = AnsiColor::Red.on_default().bold();

/// More open points than these are only counted.
const SHOWN_MAX: usize = 40;

fn level_style(level: Option<Level>) -> Style {
    match level {
        Some(Level::Acceptable) => GREEN,
        Some(Level::Elevated) => YELLOW,
        Some(Level::High) => RED,
        None => DIM,
    }
}

/// The whole register: matrix, table, open points.
pub fn register(register: &Register, width: usize) -> String {
    let mut out = String::new();
    let file = if register.written { "" } else { " (not there yet: `marque risk --seed` begins it)" };
    let _ = writeln!(
        out,
        "{}  {}",
        styled(BOLD, &clean(&register.subject)),
        styled(DIM, &format!("{}{file}", register.file))
    );
    for class in &register.classes {
        wrapped(&mut out, 0, DIM, &format!("for information: {}", clean(class)), width);
    }
    let open = register.rows.iter().filter(|row| row.state == State::Open).count();
    let assessed = register.rows.iter().filter(|row| row.state == State::Assessed).count();
    let _ = writeln!(
        out,
        "{} risks: {assessed} assessed, {open} open, {} not relevant",
        register.rows.len(),
        register.rows.len() - assessed - open
    );
    if assessed > 0 {
        out.push('\n');
        out.push_str(&matrix(&register.scale, &register.rows));
    }
    if !register.rows.is_empty() {
        let _ = writeln!(out, "\n{}", styled(BOLD, "Risks"));
        register.rows.iter().for_each(|row| self::row(&mut out, row, width));
    }
    if !register.depends.is_empty() {
        let _ = writeln!(out, "\n{}", styled(BOLD, "May be there, by what nobody said"));
        // The same threat to several AI systems is one line.
        for same in register.depends.chunk_by(|one, next| one.id == next.id && one.open == next.open) {
            let Some(first) = same.first() else { continue };
            let on: Vec<&str> = same.iter().filter_map(|depends| depends.on.as_deref()).collect();
            let on = (!on.is_empty()).then(|| on.join(", "));
            let what = format!("{}{}: depends on {}", first.id, of(on.as_deref()), first.open.join(", "));
            wrapped(&mut out, 2, DIM, &clean(&what), width);
        }
    }
    findings(&mut out, &register.findings, width);
    for fria in &register.fria {
        let due = match fria.due {
            Answer::Yes => "due",
            Answer::No => "not due",
            Answer::Unknown => "open whether it is due",
        };
        let answered = fria.answers.iter().filter(|answer| answer.answer.is_some()).count();
        let of = format!("Fundamental rights impact assessment of “{}”", clean(&fria.system));
        let _ = writeln!(out, "\n{} ({due}): {answered} of {} answered", styled(BOLD, &of), fria.answers.len());
    }
    out
}

fn row(out: &mut String, row: &Row, width: usize) {
    let level = row.now.map(|now| now.level);
    let state = match (row.state, row.now) {
        (State::Assessed, Some(now)) => format!("{:>3} {}", now.product, now.level.as_str()),
        (state, _) => format!("  - {}", state.as_str()),
    };
    let asset = row.asset.as_ref().map(|asset| format!(", {asset}")).unwrap_or_default();
    let _ = writeln!(
        out,
        "  {}  {}{}  {}",
        styled(level_style(level), &format!("{state:<16}")),
        styled(BOLD, &row.id),
        clean(&format!("{}{asset}", of(row.on.as_deref()))),
        styled(DIM, &trigger(&row.trigger)),
    );
    wrapped(out, 20, Style::new(), &clean(&row.title), width);
    if row.state == State::Open && !row.why.is_empty() {
        let more = if row.more > 0 { format!("; {} more", row.more) } else { String::new() };
        wrapped(out, 20, DIM, &clean(&format!("because of {}{more}", row.why.join("; "))), width);
    }
    if let Some(why) = &row.not_relevant {
        wrapped(out, 20, DIM, &clean(&format!("not relevant: {why}")), width);
    }
    if let (Some(before), Some(after)) = (row.before, row.residual) {
        let by = row.accepted.as_ref().map(|by| format!(", accepted by {} on {}", by.by, by.on)).unwrap_or_default();
        wrapped(
            out,
            20,
            DIM,
            &clean(&format!("{} before treatment, {} after{by}", before.product, after.product)),
            width,
        );
    }
}

fn trigger(trigger: &Trigger) -> String {
    match trigger {
        Trigger::Triggered => String::new(),
        Trigger::Own => "(own)".to_owned(),
        Trigger::Open => "(open whether it is there)".to_owned(),
        Trigger::Gone => "(no longer triggered)".to_owned(),
        Trigger::Elsewhere(systems) => clean(&format!("(it is there for {}: name one in `on`)", systems.join(", "))),
    }
}

fn of(on: Option<&str>) -> String {
    on.map(|on| format!(" / {on}")).unwrap_or_default()
}

/// One finding for each row that nobody assessed would only repeat the table.
fn findings(out: &mut String, findings: &[Finding], width: usize) {
    if findings.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", styled(BOLD, &format!("Open ({})", findings.len())));
    let (unassessed, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.id == "not-assessed");
    for finding in others.iter().take(SHOWN_MAX) {
        let style = if finding.above { RED } else { YELLOW };
        wrapped(out, 2, style, &clean(&told(finding)), width);
    }
    if others.len() > SHOWN_MAX {
        let _ = writeln!(out, "  … and {} more; --format json lists all", others.len() - SHOWN_MAX);
    }
    if let Some(first) = unassessed.first() {
        let mut cites: Vec<&str> = unassessed.iter().flat_map(|finding| &finding.cites).map(String::as_str).collect();
        cites.sort_unstable();
        cites.dedup();
        let many = if unassessed.len() == 1 {
            format!("{}{} has not been assessed", first.risk.as_deref().unwrap_or_default(), of(first.on.as_deref()))
        } else {
            format!("{} risks have not been assessed", unassessed.len())
        };
        let cites = if cites.is_empty() { String::new() } else { format!("  {}", cites.join(", ")) };
        wrapped(out, 2, YELLOW, &clean(&format!("{many}{cites}")), width);
    }
}

/// A finding in one line.
fn told(finding: &Finding) -> String {
    let risk = finding.risk.clone().unwrap_or_default();
    let on = finding.on.as_ref().map(|on| format!("“{on}”")).unwrap_or_default();
    let subject = [risk, on].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" of ");
    let asked = match finding.asked {
        Answer::Yes => format!("  {}", finding.cites.join(", ")),
        Answer::Unknown => format!("  {}, if it binds: that is open", finding.cites.join(", ")),
        Answer::No => String::new(),
    };
    format!("{subject}: {}{asked}", finding.what)
}

/// The scale as `risks.toml` writes it, with the matrix it makes.
pub fn scale(scale: &Scale) -> String {
    let mut out = String::new();
    let list = |levels: &[String]| levels.iter().map(|level| format!("{level:?}")).collect::<Vec<_>>().join(", ");
    let _ = writeln!(out, "[scale]\nlikelihood = [{}]", list(&scale.likelihood));
    let _ = writeln!(out, "impact     = [{}]", list(&scale.impact));
    let _ =
        writeln!(out, "accept     = {}   # products up to this are acceptable without further treatment", scale.accept);
    let _ = writeln!(out, "high       = {}   # products from this on are high\n", scale.high);
    out.push_str(&matrix(scale, &[]));
    out
}

/// Every threat of the catalogue.
pub fn threats(catalogue: &Catalogue, width: usize) -> String {
    let mut out = String::new();
    for threat in &catalogue.threats {
        let ids = if threat.ids.is_empty() { String::new() } else { format!("  {}", threat.ids.join(", ")) };
        let _ = writeln!(out, "{}  {}{}", styled(BOLD, &threat.id), threat.on, styled(DIM, &ids));
        wrapped(&mut out, 2, Style::new(), &threat.title, width);
        let kinds: Vec<&str> = threat.stride.iter().chain(&threat.harms).copied().collect();
        wrapped(&mut out, 2, DIM, &kinds.join(", "), width);
        for treatment in &threat.treatments {
            wrapped(&mut out, 4, DIM, &format!("{} ({})", treatment.what, treatment.points.join(", ")), width);
        }
    }
    let _ = writeln!(out, "\n{}", styled(BOLD, "Ids were read in"));
    for source in &catalogue.sources {
        let what = format!(
            "{}: {}, {} at {}, read {}",
            source.title, source.repository, source.document, source.commit, source.read
        );
        wrapped(&mut out, 2, DIM, &what, width);
    }
    out
}
