//! Signals of a scan.

use inventory::{Inventory, Signal};

use super::{Judged, Outcome};
use crate::check::SignalLook;
use crate::seen::Seen;

pub(super) fn judge(look: &SignalLook, seen: &Seen<'_>) -> Judged {
    let Some(inventory) = seen.inventory else {
        return Judged::new(Outcome::Unknown, "the tree was not scanned");
    };
    let fits = |signal: &&Signal| {
        look.kinds.contains(&signal.kind)
            && (look.detectors.is_empty() || look.detectors.contains(&signal.evidence.detector))
            && (look.names.is_empty() || look.names.contains(&signal.name))
            && look.property.as_deref().is_none_or(|name| detail(signal, name).is_some())
    };
    let mut found = inventory.signals.iter().filter(fits).peekable();
    match found.peek().copied() {
        Some(first) if look.bad => {
            let more = found.count().saturating_sub(1);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            at(first, Outcome::Fail, format!("{}{more}", first.name))
        }
        Some(first) => match &look.unexpired {
            Some(property) => unexpired(found, property, seen),
            None => at(first, Outcome::Pass, first.name.clone()),
        },
        None if look.bad && inventory.not_read.is_empty() => {
            Judged::new(Outcome::Pass, "every file was read, and none shows it")
        }
        None if look.bad => Judged::new(Outcome::Unknown, "not every file was read"),
        None => missing(look, inventory),
    }
}

fn at(signal: &Signal, outcome: Outcome, because: String) -> Judged {
    Judged::new(outcome, because).at(&signal.evidence.path, signal.evidence.line)
}

fn nothing() -> Judged {
    Judged::new(Outcome::Unknown, "the scan saw nothing of it")
}

fn detail<'s>(signal: &'s Signal, name: &str) -> Option<&'s str> {
    signal.properties.iter().find(|property| property.name == name).map(|property| property.value.as_str())
}

/// The file that would hold it was read: it is not there. Otherwise it may be anywhere.
fn missing(look: &SignalLook, inventory: &Inventory) -> Judged {
    let holder = inventory.signals.iter().find(|signal| look.held_by.contains(&signal.evidence.detector));
    match holder {
        Some(holder) => at(holder, Outcome::Fail, format!("{} does not say it", holder.evidence.path)),
        None => nothing(),
    }
}

/// One that still holds is enough. A moment that cannot be read tells nothing.
fn unexpired<'s>(found: impl Iterator<Item = &'s Signal>, property: &str, seen: &Seen<'_>) -> Judged {
    let mut over = None;
    let mut unclear = None;
    for signal in found {
        let Some(until) = detail(signal, property) else {
            over.get_or_insert_with(|| at(signal, Outcome::Fail, format!("it has no {property}")));
            continue;
        };
        match until.get(..10).and_then(|day| day.parse::<domain::Day>().ok()) {
            Some(day) if day >= seen.on => return at(signal, Outcome::Pass, format!("it holds until {day}")),
            Some(day) => {
                over.get_or_insert_with(|| at(signal, Outcome::Fail, format!("it ended on {day}")));
            }
            None => {
                unclear.get_or_insert_with(|| at(signal, Outcome::Unknown, format!("its {property} cannot be read")));
            }
        }
    }
    unclear.or(over).unwrap_or_else(nothing)
}
