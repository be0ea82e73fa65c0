//! What is missing from a point and what to do about it, in words.

use documents::gaps::Step;
use gaps::{Check, Claim, Judged, Missing, Outcome, PointAssessed};
use reasoning::verdict::Duty;

/// A reader is given no more steps for one point.
const STEPS_MAX: usize = 3;

/// The checks of a point with an outcome.
fn with<'p>(
    checks: &'p [Check],
    point: &'p PointAssessed,
    outcome: Outcome,
) -> impl Iterator<Item = (&'p Check, &'p Judged)> {
    let of = move |(at, judged, _): &'p (usize, Judged, bool)| Some((checks.get(*at)?, judged));
    point.checks.iter().filter_map(of).filter(move |(_, judged)| judged.outcome == outcome)
}

/// What is missing; nothing if the point is met.
pub(super) fn missing(checks: &[Check], duty: &Duty, point: &PointAssessed) -> String {
    let Some(missing) = point.missing else {
        return match &point.claim {
            Some(Claim::Waived { until, over: false, .. }) => format!("put off until {until}"),
            _ => String::new(),
        };
    };
    let wanted = if point.wanted.is_empty() { String::new() } else { format!(": {}", point.wanted.join(", ")) };
    match missing {
        Missing::WhetherItBinds => "an answer whether it binds".to_owned(),
        Missing::WhatStartsIt => format!("nothing is due before it starts ({})", duty.when),
        Missing::AFailedCheck => {
            let failed = with(checks, point, Outcome::Fail).filter(|(check, _)| !check.beyond);
            let said = failed.map(|(check, judged)| format!("not so: {} ({})", check.title, judged.because));
            said.collect::<Vec<_>>().join("; ")
        }
        Missing::TheRest => {
            let passed = with(checks, point, Outcome::Pass).filter_map(|(check, _)| check.leaves.clone());
            let partly = point.evidence.iter().filter(|carry| carry.stale.is_none() && !carry.whole);
            let partly = partly.map(|carry| format!("what evidence {} does not carry", carry.entry));
            let left: Vec<String> = passed.chain(partly).collect();
            format!("the rest: {}", left.join("; "))
        }
        Missing::SomethingFresh => {
            let old = point.evidence.iter().filter_map(|carry| {
                carry.stale.as_ref().map(|stale| format!("evidence {}, {}: {stale}", carry.entry, carry.title))
            });
            let checked = with(checks, point, Outcome::Stale).map(|(_, judged)| judged.because.clone());
            let said: Vec<String> = old.chain(checked).collect();
            format!("something fresh; {}", said.join("; "))
        }
        Missing::WhatACheckCouldNotTell => {
            let open: Vec<&str> =
                with(checks, point, Outcome::Unknown).map(|(check, _)| check.title.as_str()).collect();
            format!("nothing carries it{wanted}. Not to be told from here: {}", open.join("; "))
        }
        Missing::Everything => format!("nothing carries it{wanted}"),
    }
}

/// What to do, the nearest first.
pub(super) fn steps(checks: &[Check], point: &PointAssessed) -> Vec<Step> {
    let Some(missing) = point.missing else { return Vec::new() };
    let after =
        |(check, _): (&Check, &Judged)| Step { say: check.after.say.clone(), command: check.after.command.clone() };
    let mut steps: Vec<Step> = match missing {
        Missing::WhetherItBinds => vec![Step {
            command: format!("marque why \"{}\"", point.citation),
            say: "Answer what is open about it.".to_owned(),
        }],
        Missing::WhatStartsIt => Vec::new(),
        Missing::AFailedCheck => {
            with(checks, point, Outcome::Fail).filter(|(check, _)| !check.beyond).map(after).collect()
        }
        _ => with(checks, point, Outcome::Stale).chain(with(checks, point, Outcome::Unknown)).map(after).collect(),
    };
    let keeps = !matches!(missing, Missing::WhetherItBinds | Missing::WhatStartsIt);
    steps.truncate(STEPS_MAX - usize::from(keeps));
    if keeps {
        steps.push(Step {
            command: format!("marque evidence add FILE --points \"{}\"", point.citation),
            say: "Keep what shows it.".to_owned(),
        });
    }
    steps
}

/// What somebody wrote about a point, and what that counts for.
pub(super) fn claim(claim: &Claim) -> String {
    match claim {
        Claim::NotApplicable { why, counts: true } => format!("does not apply: {why}"),
        Claim::NotApplicable { why, counts: false } => {
            format!("said not to apply: {why}. The law lets nobody leave it out for a reason, so this is a claim only")
        }
        Claim::Waived { until, why, over: false } => format!("waived until {until}: {why}. It is not met"),
        Claim::Waived { until, why, over: true } => format!("was waived until {until}, which is over: {why}"),
    }
}
