//! The duties of a verdict, filtered by role and by the day they start.

use domain::Day;
use reasoning::verdict::{Duty, DutyState, Verdict};
use rulebook::Rulebook;
use rulebook::mistake::did_you_mean;

use crate::Failure;

/// Which duties are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub role: Option<String>,
    /// Only those that apply before this day, or on it.
    pub due_before: Option<Day>,
}

/// The duties that the filter lets through, those that apply first.
pub fn duties(rulebook: &Rulebook, verdict: &Verdict, filter: &Filter) -> Result<Vec<Duty>, Failure> {
    if let Some(role) = &filter.role {
        let mut roles: Vec<&str> = rulebook
            .blocks
            .iter()
            .filter_map(|block| match &block.what {
                rulebook::BlockKind::Obligation(obligation) => Some(&obligation.who),
                _ => None,
            })
            .flatten()
            .map(|who| rulebook.name(*who).id.as_str())
            .collect();
        roles.sort_unstable();
        roles.dedup();
        if !roles.contains(&role.as_str()) {
            return Err(Failure::refused(
                format!("listing the duties of `{role}`"),
                "there is no such role",
                did_you_mean(role, roles.iter().copied()).unwrap_or_else(|| format!("roles: {}", roles.join(", "))),
            ));
        }
    }
    let mut duties: Vec<Duty> = verdict
        .duties
        .iter()
        .filter(|duty| filter.role.as_ref().is_none_or(|role| duty.who.contains(role)))
        .filter(|duty| {
            filter.due_before.is_none_or(|before| {
                duty.state != DutyState::Never
                    && duty.from.iter().any(|from| from.parse::<Day>().is_ok_and(|from| from <= before))
            })
        })
        .cloned()
        .collect();
    duties.sort_by(|a, b| (a.neighbour, a.state, a.from.first()).cmp(&(b.neighbour, b.state, b.from.first())));
    Ok(duties)
}
