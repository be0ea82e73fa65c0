//! The crosswalk and the report as shown: what `marque map` writes.

use std::collections::BTreeMap;
use std::fmt::Write;

use domain::Answer;
use schemars::JsonSchema;
use serde::Serialize;

use crate::terminal::{BOLD, DIM, answer_style, styled, wrapped};

/// When a duty starts that no date starts.
pub const NEVER: &str = "never";

/// What `marque map --format json` writes.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Mapped {
    /// The version of this form.
    pub format: String,
    /// The product it was asked for, if one was.
    pub subject: Option<String>,
    pub on: String,
    pub themes: Vec<ThemeShown>,
}

/// One theme: its rows, and for a product under both acts what evidence for the one carries of the other.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ThemeShown {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub rows: Vec<RowShown>,
    pub reuse: Vec<ReuseShown>,
}

/// One row of the crosswalk.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RowShown {
    pub id: String,
    pub source: Vec<String>,
    /// The source stands in this relation to the target.
    pub how: String,
    pub target: Vec<String>,
    /// The provision that deems the target met.
    pub by: Vec<String>,
    /// The source that gives the pair, where a side is a control of a standard or framework.
    pub attested: Option<String>,
    pub effect: Option<String>,
    pub shares: String,
    pub differs: String,
    pub when: String,
    pub open: Option<String>,
    /// What serves both sides.
    pub evidence: Vec<String>,
    /// For a product: of which of its things the row holds.
    pub holds: Vec<HoldsFor>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct HoldsFor {
    pub thing: String,
    pub answer: Answer,
}

/// What evidence for one act carries of the points that bind under the other.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReuseShown {
    pub thing: String,
    /// The act whose evidence serves.
    pub from: String,
    /// The act whose points are counted.
    pub to: String,
    /// How many points bind.
    pub points: usize,
    pub carried: Vec<CarriedShown>,
    pub remaining: Vec<PointShown>,
}

#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CarriedShown {
    pub citation: String,
    pub what: String,
    /// Whether the evidence carries the whole point or a part of it.
    pub whole: bool,
    /// The rows that carry it.
    pub rows: Vec<String>,
    pub evidence: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PointShown {
    pub citation: String,
    pub what: String,
}

/// What `marque map --report --format json` writes.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reported {
    /// The version of this form.
    pub format: String,
    /// The product it was asked for, if one was.
    pub subject: Option<String>,
    pub on: String,
    pub themes: Vec<SayingShown>,
    pub questions: Vec<SayingShown>,
    pub actions: Vec<SayingShown>,
}

/// One passage of the report: what it says, what marque does about it, where the law says otherwise.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SayingShown {
    pub id: String,
    pub title: String,
    pub says: String,
    pub does: Vec<DoesShown>,
    pub differs: Vec<DiffersShown>,
    /// Of an action, for a product.
    pub status: Option<ActionStatus>,
}

#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DoesShown {
    pub run: String,
    pub shows: String,
}

#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DiffersShown {
    pub says: String,
    pub law: String,
    pub cites: Vec<String>,
    /// Wrong, inaccurate or overtaken.
    pub severity: String,
}

/// Where an action stands for a product. What is due is not what is done: no evidence is weighed here.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ActionStatus {
    /// What it needs to know and what is known: `high-risk (face match): yes`.
    pub decided: Vec<String>,
    pub open: Vec<String>,
    /// The duties it serves that bind or may bind.
    pub duties: Vec<DutyServed>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DutyServed {
    pub id: String,
    pub thing: String,
    /// "applies today", "from" a day, "open", or "never" where no date starts it.
    pub when: String,
}

/// The themes for a terminal. With a product, rows that do not hold for it are left out and counted.
pub fn themes(mapped: &Mapped, width: usize) -> String {
    let mut out = String::new();
    if let Some(subject) = &mapped.subject {
        let _ = writeln!(out, "{}  {}", styled(BOLD, subject), styled(DIM, &format!("on {}", mapped.on)));
    }
    for theme in &mapped.themes {
        let _ = writeln!(out, "\n{}", styled(BOLD, &theme.title));
        wrapped(&mut out, 0, DIM, &theme.summary, width);
        let out_of_place =
            |row: &&RowShown| !row.holds.is_empty() && row.holds.iter().all(|held| held.answer == Answer::No);
        for row in
            theme.rows.iter().filter(|row| mapped.subject.is_none() || !(out_of_place(row) || row.holds.is_empty()))
        {
            self::row(&mut out, row, width);
        }
        let hidden = theme.rows.iter().filter(|row| out_of_place(row) || row.holds.is_empty()).count();
        if mapped.subject.is_some() && hidden > 0 {
            let _ = writeln!(out, "  {}", styled(DIM, &format!("{hidden} further rows do not hold for it")));
        }
        for reuse in &theme.reuse {
            self::reuse(&mut out, reuse, width);
        }
    }
    out
}

fn row(out: &mut String, row: &RowShown, width: usize) {
    let by = if row.by.is_empty() { String::new() } else { format!(" {}", row.by.join(", ")) };
    let effect = row.effect.as_ref().map(|effect| format!(" · {effect}")).unwrap_or_default();
    let _ = writeln!(
        out,
        "\n  {} {}{} {}{}  {}",
        styled(BOLD, &row.source.join(", ")),
        row.how,
        by,
        styled(BOLD, &row.target.join(", ")),
        effect,
        styled(DIM, &row.id)
    );
    for held in &row.holds {
        let _ = writeln!(out, "    {} for {}", styled(answer_style(held.answer), &held.answer.to_string()), held.thing);
    }
    wrapped(out, 4, anstyle::Style::new(), &format!("Shared: {}", row.shares), width);
    wrapped(out, 4, anstyle::Style::new(), &format!("Different: {}", row.differs), width);
    wrapped(out, 4, anstyle::Style::new(), &format!("Where: {}", row.when), width);
    if let Some(open) = &row.open {
        wrapped(out, 4, anstyle::Style::new(), &format!("Open: {open}"), width);
    }
    if !row.evidence.is_empty() {
        wrapped(out, 4, DIM, &format!("serves both: {}", row.evidence.join(", ")), width);
    }
    if let Some(attested) = &row.attested {
        wrapped(out, 4, DIM, &format!("pair read in: {attested}"), width);
    }
}

fn reuse(out: &mut String, reuse: &ReuseShown, width: usize) {
    let _ = writeln!(
        out,
        "\n  {}",
        styled(
            BOLD,
            &format!(
                "{}: evidence for {} carries {} of {} points of {}",
                reuse.thing,
                reuse.from,
                reuse.carried.len(),
                reuse.points,
                reuse.to
            )
        )
    );
    for carried in &reuse.carried {
        let extent = if carried.whole { "whole" } else { "in part" };
        let text = format!(
            "{} ({extent}; {}) {} — by {}",
            carried.citation,
            carried.evidence.join(", "),
            carried.what,
            carried.rows.join(", ")
        );
        wrapped(out, 4, anstyle::Style::new(), &text, width);
    }
    if !reuse.remaining.is_empty() {
        let _ = writeln!(out, "    {}", styled(BOLD, "remains"));
        for point in &reuse.remaining {
            wrapped(out, 4, DIM, &format!("{} {}", point.citation, point.what), width);
        }
    }
}

/// The report for a terminal.
pub fn report(reported: &Reported, width: usize) -> String {
    let mut out = String::new();
    if let Some(subject) = &reported.subject {
        let _ = writeln!(out, "{}  {}", styled(BOLD, subject), styled(DIM, &format!("on {}", reported.on)));
    }
    let parts =
        [("Themes", &reported.themes), ("Key questions", &reported.questions), ("Calls to action", &reported.actions)];
    for (title, sayings) in parts {
        let _ = writeln!(out, "\n{}", styled(BOLD, title));
        for saying in sayings {
            self::saying(&mut out, saying, width);
        }
    }
    out
}

fn saying(out: &mut String, saying: &SayingShown, width: usize) {
    let _ = writeln!(out, "\n  {}", styled(BOLD, &saying.title));
    wrapped(out, 4, anstyle::Style::new(), &format!("The report: {}", saying.says), width);
    for differs in &saying.differs {
        let text = format!("{}: {} — {} [{}]", differs.severity, differs.says, differs.law, differs.cites.join(", "));
        wrapped(out, 4, anstyle::Style::new(), &text, width);
    }
    for does in &saying.does {
        wrapped(out, 4, anstyle::Style::new(), &format!("→ {}: {}", does.run, does.shows), width);
    }
    let Some(status) = &saying.status else { return };
    for (word, list) in [("decided", &status.decided), ("open", &status.open)] {
        if !list.is_empty() {
            wrapped(out, 4, DIM, &format!("{word}: {}", list.join("; ")), width);
        }
    }
    let mut by_day: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for duty in status.duties.iter().filter(|duty| duty.when != NEVER) {
        let ids = by_day.entry(&duty.when).or_default();
        if !ids.contains(&duty.id.as_str()) {
            ids.push(&duty.id);
        }
    }
    for (when, ids) in by_day {
        wrapped(out, 4, DIM, &format!("duties, {when}: {}", ids.join(", ")), width);
    }
}
