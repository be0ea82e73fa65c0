//! What is missing from one product: its duties against evidence, checks and what marque.toml says of points.

mod kept;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use documents::gaps::{CarryShown, CheckShown, Count, NextDate, PointShown, ProductGaps};
use domain::{Answer, Day};
use evidence::Register;
use gaps::{Check, Claim, DutyAssessed, PointAssessed, Seen, State};
use inventory::{Confidence, Place};
use reasoning::verdict::DutyState;
use reasoning::{LawChoice, Program, State as Evaluated};
use rulebook::{Rulebook, Theme};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Failure;
use crate::map::JOINED;
use crate::products::Product;

/// The version of the JSON form.
pub const FORMAT: &str = "marque-gaps/1";

/// What `marque gaps --format json` writes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Gaps {
    /// [`FORMAT`].
    pub format: &'static str,
    pub products: Vec<ProductGaps>,
}

/// A check as `marque checks` lists it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CheckListed {
    pub id: String,
    pub title: String,
    pub proves: Vec<String>,
    /// What a pass leaves open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaves: Option<String>,
    pub beyond: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fresh: Option<String>,
    pub say: String,
    pub command: String,
}

/// Every check.
pub fn checks(rulebook: &Rulebook) -> Vec<CheckListed> {
    let listed = gaps::built_in(rulebook).into_iter().map(|check| CheckListed {
        id: check.id,
        title: check.title,
        proves: check.proves.iter().map(ToString::to_string).collect(),
        leaves: check.leaves,
        beyond: check.beyond,
        fresh: check.fresh.map(|fresh| fresh.to_string()),
        say: check.after.say,
        command: check.after.command,
    });
    listed.collect()
}

/// What is missing. `report` is what a scan of its folder saw.
pub fn gaps(
    rulebook: &Rulebook,
    choice: &LawChoice,
    product: &Product,
    report: Option<scan::Report>,
    register: Option<&Register>,
) -> Result<ProductGaps, Failure> {
    let inventory = report.map(|report| crate::scan::inventory_of(&product.folder, speaking(report))).transpose()?;
    let program = Program::new(rulebook, choice.clone());
    let mut state = Evaluated::default();
    program.evaluate(&product.facts, &mut state);
    let nothing = Register::default();
    let seen = Seen {
        facts: &product.facts,
        inventory: inventory.as_ref(),
        has_history: has_history(&product.folder),
        register: register.unwrap_or(&nothing),
        on: choice.on,
    };
    let checks = gaps::built_in(rulebook);
    let assessed = gaps::assess(&program, &state, &checks, &seen, JOINED);
    let themes = Themes::of(rulebook);
    let mut points: Vec<(Order, PointShown)> = Vec::new();
    for duty in &assessed {
        // What a transition spares is no duty of this one.
        if duty.duty.state == DutyState::Never {
            continue;
        }
        for point in &duty.points {
            let shown = shown(rulebook, &themes, &checks, duty, point, choice.on);
            points.push((order(duty, point, &shown), shown));
        }
    }
    points.sort_by(|a, b| a.0.cmp(&b.0));
    let points: Vec<PointShown> = points.into_iter().map(|(_, point)| point).collect();
    Ok(ProductGaps {
        subject: product.facts.subject().to_owned(),
        source: product.path.display().to_string(),
        on: choice.on.to_string(),
        law: rulebook.digest.clone(),
        organisation: kept::organisation(&product.facts),
        pieces: register.map(|register| kept::pieces(register, &points)).unwrap_or_default(),
        evidence: register.map(|register| register.evidence.len()),
        not_read: inventory
            .iter()
            .flat_map(|inventory| &inventory.not_read)
            .map(|not_read| format!("{}: {}", not_read.path, not_read.why))
            .collect(),
        counts: counts(&points),
        dates: dates(&points, &assessed, choice.on),
        points,
    })
}

/// Without signals of tests, samples and other people's code, and without those that are merely possible.
pub(crate) fn speaking(mut report: scan::Report) -> scan::Report {
    report.findings.retain(|finding| {
        !finding.kind.is_signal()
            || finding.confidence >= Confidence::Likely
                && !matches!(finding.place, Place::Tests | Place::Examples | Place::Vendored)
    });
    report
}

/// Whether a folder lies in a repository, if it can be looked at.
fn has_history(folder: &Path) -> Option<bool> {
    let real = folder.canonicalize().ok()?;
    Some(real.ancestors().any(|above| above.join(".git").exists()))
}

/// The themes of the crosswalk with what belongs to each.
struct Themes<'r>(Vec<(&'r Theme, Vec<domain::citation::Range>)>);

impl<'r> Themes<'r> {
    fn of(rulebook: &'r Rulebook) -> Themes<'r> {
        let ranges = |theme: &Theme| theme.cra.iter().chain(&theme.aia).filter_map(|text| text.parse().ok()).collect();
        Themes(rulebook.crosswalk.themes.iter().map(|theme| (theme, ranges(theme))).collect())
    }

    fn title(&self, citation: &domain::citation::Citation) -> &'r str {
        let found = self.0.iter().find(|(_, ranges)| ranges.iter().any(|range| range.contains(citation)));
        found.map_or("Neighbouring acts", |(theme, _)| theme.title.as_str())
    }
}

/// Neighbours last; then by day, weight, state and place in the law.
type Order = (bool, u8, String, Reverse<u64>, State, domain::citation::Citation);

fn order(duty: &DutyAssessed, point: &PointAssessed, shown: &PointShown) -> Order {
    let rank = match shown.binds.as_str() {
        "today" => 0,
        "later" => 1,
        _ => 2,
    };
    // What binds today does not press the more for having bound longer.
    let day = if rank == 0 { String::new() } else { duty.duty.from.first().cloned().unwrap_or_default() };
    (duty.duty.neighbour, rank, day, Reverse(shown.fine.unwrap_or(0.0) as u64), point.state, point.citation.clone())
}

fn shown(
    rulebook: &Rulebook,
    themes: &Themes<'_>,
    checks: &[Check],
    assessed: &DutyAssessed,
    point: &PointAssessed,
    on: Day,
) -> PointShown {
    let duty = &assessed.duty;
    let act = rulebook.act(point.citation.act());
    let fine = duty.fines.iter().filter(|fine| fine.holds != Answer::No).map(|fine| fine.amount).reduce(f64::max);
    let waiver_over = matches!(point.claim, Some(Claim::Waived { over: true, .. }));
    let mut found = PointShown {
        citation: point.citation.to_string(),
        duty: duty.id.clone(),
        duty_state: assessed.state.as_str().to_owned(),
        act: act.map(|act| act.short.clone()).unwrap_or_default(),
        neighbour: duty.neighbour,
        link: act.map(|act| act.eli.clone()).unwrap_or_default(),
        theme: themes.title(&assessed.citation).to_owned(),
        kind: duty.kind.clone(),
        thing: duty.thing.clone(),
        title: duty.title.clone(),
        what: point.what.clone(),
        state: point.state.as_str().to_owned(),
        bound: duty.bound,
        binds: match duty.state {
            DutyState::Applies => "today",
            DutyState::Later => "later",
            DutyState::Open | DutyState::Never => "open",
        }
        .to_owned(),
        from: duty.from.clone(),
        fine,
        missing: words::missing(checks, duty, point),
        steps: words::steps(checks, point),
        wanted: point.wanted.clone(),
        evidence: point.evidence.iter().map(carry_shown).collect(),
        checks: point.checks.iter().filter_map(|(at, judged, _)| Some(check_shown(checks.get(*at)?, judged))).collect(),
        claim: point.claim.as_ref().map(words::claim),
        waived_until: match &point.claim {
            Some(Claim::Waived { until, .. }) => Some(until.to_string()),
            _ => None,
        },
        owner: point.owner.clone(),
        due: point.due.map(|due| due.to_string()),
        overdue: false,
    };
    found.overdue = found.is_gap() && (waiver_over || point.due.is_some_and(|due| due < on));
    found
}

fn carry_shown(carry: &gaps::Carry) -> CarryShown {
    CarryShown {
        entry: carry.entry,
        title: carry.title.clone(),
        whole: carry.whole,
        stale: carry.stale.clone(),
        row: carry.row.clone(),
    }
}

fn check_shown(check: &Check, judged: &gaps::Judged) -> CheckShown {
    CheckShown {
        id: check.id.clone(),
        title: check.title.clone(),
        looks_at: check.look.as_str().to_owned(),
        outcome: judged.outcome.as_str().to_owned(),
        because: judged.because.clone(),
        leaves: check.leaves.clone(),
        beyond: check.beyond,
        path: judged.place.as_ref().map(|(path, _)| path.clone()),
        line: judged.place.as_ref().and_then(|(_, line)| *line),
    }
}

fn counts(points: &[PointShown]) -> Vec<Count> {
    let own = || points.iter().filter(|point| !point.neighbour);
    let count = |state: State| {
        let of = |binds: &str| own().filter(|point| point.state == state.as_str() && point.binds == binds).count();
        Count { state: state.as_str().to_owned(), today: of("today"), later: of("later"), open: of("open") }
    };
    State::ALL.into_iter().map(count).collect()
}

/// When gaps start to bind, are due, or stop being waived.
fn dates(points: &[PointShown], assessed: &[DutyAssessed], on: Day) -> Vec<NextDate> {
    let mut bind: BTreeMap<Day, usize> = BTreeMap::new();
    let mut due: BTreeMap<Day, usize> = BTreeMap::new();
    let mut waivers: BTreeMap<Day, usize> = BTreeMap::new();
    let day = |text: &String| text.parse::<Day>().ok().filter(|day| *day > on);
    for point in points.iter().filter(|point| point.is_gap() && !point.neighbour) {
        if let Some(from) = point.from.first().and_then(day).filter(|_| point.binds == "later") {
            *bind.entry(from).or_default() += 1;
        }
        if let Some(day) = point.due.as_ref().and_then(day) {
            *due.entry(day).or_default() += 1;
        }
    }
    for point in assessed.iter().flat_map(|duty| &duty.points) {
        if let Some(Claim::Waived { until, over: false, .. }) = &point.claim {
            *waivers.entry(*until).or_default() += 1;
        }
    }
    let said = [(bind, "start to bind and have a gap"), (due, "are due"), (waivers, "are waived until then")];
    let mut dates: Vec<(Day, String)> = Vec::new();
    for (days, what) in said {
        dates.extend(days.into_iter().map(|(day, count)| (day, format!("{count} points {what}"))));
    }
    dates.sort();
    dates.into_iter().map(|(day, what)| NextDate { day: day.to_string(), what }).collect()
}
