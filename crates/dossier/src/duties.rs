//! The duties of a verdict, each point a row, so that a section can be asked who owes it.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::citation::Citation;
use domain::{Answer, Kind};
use reasoning::facts::ThingId;
use reasoning::verdict::{Duty, DutyState, thing_label};

use crate::Matter;
use crate::definition::Section;

/// A duty or a point of one.
pub(crate) struct Owing<'m> {
    pub thing: ThingId,
    pub citation: Citation,
    /// What is to be done, in a sentence.
    pub what: &'m str,
    pub duty: &'m Duty,
}

/// Every point that binds or may bind, in the law's order.
pub(crate) struct Duties<'m> {
    rows: Vec<Owing<'m>>,
}

impl<'m> Duties<'m> {
    pub fn of(matter: &Matter<'m>) -> Duties<'m> {
        let mut rows: Vec<Owing<'m>> = Vec::new();
        let mut places = BTreeMap::new();
        for duty in
            matter.verdict.duties.iter().filter(|duty| duty.bound != Answer::No && duty.state != DutyState::Never)
        {
            let kind = Kind::from_str(&duty.kind).ok();
            let things = kind.into_iter().flat_map(|kind| matter.facts.of_kind(kind));
            let thing = things.into_iter().find(|thing| thing_label(matter.facts, *thing) == duty.thing);
            // What binds for one release is a matter of the product's papers.
            let thing = thing.map(|thing| match kind {
                Some(Kind::Release) => matter.outer(thing, Kind::Product).unwrap_or(thing),
                _ => thing,
            });
            let (Some(thing), Ok(own)) = (thing, duty.provision().parse::<Citation>()) else { continue };
            let points = duty.points.iter().filter_map(|point| {
                let citation = point.citation.parse().ok()?;
                Some(Owing { thing, citation, what: point.what.as_str(), duty })
            });
            let whole = Owing { thing, citation: own, what: duty.what.as_str(), duty };
            for row in duty.points.is_empty().then_some(whole).into_iter().chain(points) {
                let place = *places.entry((&duty.id, thing, row.citation.clone())).or_insert(rows.len());
                match rows.get_mut(place) {
                    // Two releases may owe the same: once is enough, and what binds for one binds.
                    Some(known) if known.duty.bound == Answer::Yes => {}
                    Some(known) => *known = row,
                    None => rows.push(row),
                }
            }
        }
        Duties { rows }
    }

    pub fn rows(&self) -> impl Iterator<Item = &Owing<'m>> {
        self.rows.iter()
    }

    /// What of the law asks for a section, at the things that `is_about` accepts.
    pub fn asking<'s>(
        &'s self,
        section: &'s Section,
        is_about: impl Fn(ThingId) -> bool + 's,
    ) -> impl Iterator<Item = &'s Owing<'m>> {
        let named = |row: &Owing<'_>| section.duties.is_empty() || section.duties.contains(&row.duty.id);
        let touched = move |row: &&Owing<'_>| touches(&section.cites, &row.citation) && named(row);
        self.rows.iter().filter(touched).filter(move |row| is_about(row.thing))
    }
}

/// Whether one of the citations contains this one or lies in it.
pub(crate) fn touches(cites: &[Citation], own: &Citation) -> bool {
    cites.iter().any(|cited| cited.contains(own) || own.contains(cited))
}
