//! What is claimed of a point, for and against, and how far it is met.

use serde_json::{Value, json};

use super::evidence::Evidence;
use super::targets::Targets;
use crate::gaps::{CarryShown, CheckShown, PointShown, when};
use crate::oscal::uuid;

/// The claims of all products, and what they rest on.
#[derive(Default)]
pub(super) struct Claims {
    pub claims: Vec<Value>,
    pub evidence: Evidence,
}

impl Claims {
    /// A requirement with the claims about it, and how far it is met.
    pub(super) fn of_point<'p>(&mut self, targets: &mut Targets<'p, '_>, point: &'p PointShown) -> Value {
        let target = targets.reference(point);
        let name = targets.name(point);
        let mut map = json!({ "requirement": point.citation });
        if let Some(claim) = self.for_it(targets, point, &name, &target) {
            map["claims"] = json!([claim]);
        }
        let failed = outcomes(point, "fail");
        if !failed.is_empty() {
            let evidence = failed.iter().map(|check| self.evidence.check(targets, check)).collect();
            let titles: Vec<&str> = failed.iter().map(|check| check.title.as_str()).collect();
            let predicate = format!("This does not hold: {}", titles.join("; "));
            map["counterClaims"] =
                json!([self.claim(&format!("against:{name}"), &target, &predicate, &because(&failed), evidence)]);
        }
        map["conformance"] = self.conformance(targets, point, &name);
        map
    }

    /// What speaks for it. What is old speaks for nothing any more.
    fn for_it(&mut self, targets: &Targets<'_, '_>, point: &PointShown, name: &str, target: &str) -> Option<Value> {
        let name = format!("for:{name}");
        if point.state == "not-applicable" {
            let why = point.claim.as_deref().unwrap_or_default();
            let evidence = vec![self.evidence.said(targets, &name, why)];
            return Some(self.claim(&name, target, "The requirement does not apply.", why, evidence));
        }
        let carries: Vec<&CarryShown> = point.evidence.iter().filter(|carry| carry.stale.is_none()).collect();
        let passed = outcomes(point, "pass");
        let mut evidence: Vec<String> =
            carries.iter().filter_map(|carry| self.evidence.piece(targets, carry.entry)).collect();
        evidence.extend(passed.iter().map(|check| self.evidence.check(targets, check)));
        if evidence.is_empty() {
            return None;
        }
        let mut reasons: Vec<String> = carries.iter().map(|carry| carried(carry)).collect();
        reasons.extend((!passed.is_empty()).then(|| because(&passed)));
        let predicate = if point.state == "met" { point.what.clone() } else { format!("In part: {}", point.what) };
        Some(self.claim(&name, target, &predicate, &reasons.join("; "), evidence))
    }

    fn claim(&mut self, name: &str, target: &str, predicate: &str, reasoning: &str, evidence: Vec<String>) -> Value {
        let reference = uuid(&format!("claim:{name}"));
        self.claims.push(json!({
            "bom-ref": reference,
            "target": target,
            "predicate": predicate,
            "reasoning": reasoning,
            "evidence": evidence,
        }));
        reference.into()
    }

    fn conformance(&mut self, targets: &Targets<'_, '_>, point: &PointShown, name: &str) -> Value {
        let rationale = match point.state.as_str() {
            "met" => "Evidence or checks carry the whole of it, and no check fails.".to_owned(),
            state => format!("{state} ({}): {}", when(point), point.why().unwrap_or_default()),
        };
        let mut conformance = json!({ "rationale": rationale });
        match point.state.as_str() {
            "met" => conformance["score"] = 1.into(),
            "not-met" => conformance["score"] = 0.into(),
            _ => {}
        }
        if let Some(strategy) = strategy(point) {
            conformance["mitigationStrategies"] =
                json!([self.evidence.said(targets, &format!("strategy:{name}"), &strategy)]);
        }
        conformance
    }
}

/// The checks of a point with an outcome; one that asks for more than the point shows nothing against it.
fn outcomes<'p>(point: &'p PointShown, outcome: &str) -> Vec<&'p CheckShown> {
    let counts = |check: &&CheckShown| check.outcome == outcome && !(check.beyond && outcome == "fail");
    point.checks.iter().filter(counts).collect()
}

fn because(checks: &[&CheckShown]) -> String {
    let said: Vec<String> = checks.iter().map(|check| format!("{}: {}", check.title, check.because)).collect();
    said.join("; ")
}

fn carried(carry: &CarryShown) -> String {
    let whole = if carry.whole { "carries the whole" } else { "carries a part" };
    let row = carry.row.as_ref().map(|row| format!(" by the row {row} of the crosswalk")).unwrap_or_default();
    format!("{} {whole}{row}", carry.title)
}

/// What somebody said is done about a gap.
fn strategy(point: &PointShown) -> Option<String> {
    if !point.is_gap() {
        return None;
    }
    let waiver = point.waived_until.as_ref().and(point.claim.clone());
    let owner = point.owner.as_ref().map(|owner| format!("{owner} sees to it"));
    let due = point.due.as_ref().map(|due| format!("to be met by {due}"));
    let said: Vec<String> = waiver.into_iter().chain(owner).chain(due).collect();
    (!said.is_empty()).then(|| said.join("; "))
}
