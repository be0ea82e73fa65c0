//! Recorded evidence by kind, format and counts. The newest piece speaks: an old success does not outweigh a new
//! failure.

use domain::Day;
use evidence::{Period, Registered};

use super::{Judged, Outcome};
use crate::check::EvidenceLook;
use crate::seen::{Seen, Standing};

pub(super) fn judge(look: &EvidenceLook, fresh: Option<Period>, seen: &Seen<'_>) -> Judged {
    let mut fitting: Vec<_> = seen.evidence().filter(|(piece, _)| fits(look, piece)).collect();
    // What counts comes before what does not, the newest first.
    fitting.sort_by_key(|(piece, standing)| {
        (is_old(piece, standing, fresh, seen.on).is_some(), std::cmp::Reverse(piece.entry))
    });
    let Some((piece, standing)) = fitting.into_iter().next() else {
        return Judged::new(Outcome::Unknown, "no such evidence was recorded");
    };
    let named = format!("evidence {}, {}", piece.entry, piece.evidence.title);
    if let Some(fault) = fault(look, piece) {
        return Judged::new(Outcome::Fail, format!("{named}: {fault}"));
    }
    match is_old(piece, &standing, fresh, seen.on) {
        Some(why) => Judged::new(Outcome::Stale, format!("{named}: {why}")),
        None => Judged::new(Outcome::Pass, named),
    }
}

fn fits(look: &EvidenceLook, piece: &Registered) -> bool {
    let format = piece.evidence.summary.as_ref().map(|summary| summary.format.as_str());
    look.kind.is_none_or(|kind| kind == piece.evidence.kind)
        && look.format.as_deref().is_none_or(|wanted| format.is_some_and(|format| format.starts_with(wanted)))
}

fn is_old(piece: &Registered, standing: &Standing, fresh: Option<Period>, on: Day) -> Option<String> {
    if let Standing::Stale(why) = standing {
        return Some(why.clone());
    }
    let last = fresh?.last_day(piece.when.day());
    (last < on).then(|| format!("it counts for this until {last}"))
}

/// A count that is not what it has to be. One that was not made is no fault of zero, and no success above it.
fn fault(look: &EvidenceLook, piece: &Registered) -> Option<String> {
    let count = |name: &String| piece.evidence.summary.as_ref().and_then(|summary| summary.counts.get(name)).copied();
    let bad = look.none.iter().find_map(|name| count(name).filter(|count| *count > 0).map(|count| (name, count)));
    let missing = look.some.iter().find(|name| count(name).unwrap_or(0) == 0).map(|name| (name, 0));
    bad.or(missing).map(|(name, count)| format!("{name}: {count}"))
}
