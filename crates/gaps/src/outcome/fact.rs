//! Facts that somebody gave. What was only assumed proves nothing.

use domain::Values;
use reasoning::facts::ThingId;
use rulebook::Rulebook;

use super::{Judged, Outcome, meant};
use crate::check::FactLook;
use crate::seen::Seen;

pub(super) fn judge(look: &FactLook, rulebook: &Rulebook, seen: &Seen<'_>, thing: ThingId) -> Judged {
    let unknown = |because: String| Judged::new(Outcome::Unknown, because);
    let Some(name) = rulebook.find(&look.fact) else {
        return unknown(format!("the law files have no {}", look.fact));
    };
    let Some(thing) = meant(seen, rulebook.name(name).on, thing) else {
        return unknown(format!("it is open of what {} is asked", look.fact));
    };
    let mut given = seen.facts.thing(thing).given.iter().filter(|given| given.name == name);
    let Some(first) = given.next() else { return unknown(format!("nobody said {}", look.fact)) };
    let origin = format!("{}, {}", look.fact, first.origin);
    let mut values = first.values;
    for given in given {
        match values.narrow(given.values) {
            Some(narrowed) => values = narrowed,
            None => return unknown(format!("{} is contradicted", look.fact)),
        }
    }
    match (look.is, values) {
        (None, _) => Judged::new(Outcome::Pass, origin),
        (Some(wanted), Values::One(mask)) if mask == 1 || mask == 2 => {
            let outcome = if wanted == (mask == 2) { Outcome::Pass } else { Outcome::Fail };
            Judged::new(outcome, origin)
        }
        _ => unknown(format!("{} is open", look.fact)),
    }
}
