//! What a register lacks, and which provision asks for it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Answer, Kind};
use reasoning::ThingId;
use reasoning::facts::NONE;

use crate::catalogue::{Basis, Catalogue, Lack};
use crate::register::Found;
use crate::scale::Level;
use crate::seed::Subject;
use crate::shown::{Finding, FriaShown, State};
use crate::written::Written;

/// Who asks for what, answered once for each thing.
pub(crate) struct Asked<'a> {
    catalogue: &'a Catalogue,
    subject: &'a Subject<'a>,
    product: Option<ThingId>,
    /// For each basis the answer for each thing of its kind.
    answers: Vec<BTreeMap<ThingId, Answer>>,
}

/// Whether somebody asks, and which provisions do.
pub(crate) struct Ask<'a> {
    pub lack: Option<&'a Lack>,
    pub asked: Answer,
    pub cites: Vec<String>,
}

impl<'a> Asked<'a> {
    pub fn new(catalogue: &'a Catalogue, subject: &'a Subject<'a>) -> Asked<'a> {
        let of = |basis: &Basis| {
            let things = subject.facts.of_kind(basis.on);
            things.map(|thing| (thing, subject.program.meets(subject.state, &basis.condition, thing))).collect()
        };
        let answers = catalogue.bases.iter().map(of).collect();
        Asked { catalogue, subject, product: subject.facts.of_kind(Kind::Product).next(), answers }
    }

    /// Who asks for this of a thing; none is what belongs to no declared AI system, so to the product.
    pub fn of(&self, id: &str, thing: Option<ThingId>, is_attack: bool) -> Ask<'a> {
        let mut ask = Ask { lack: None, asked: Answer::No, cites: Vec::new() };
        let Some(lack) = self.catalogue.lacks.iter().find(|lack| lack.id == id) else { return ask };
        ask.lack = Some(lack);
        let mut open = Vec::new();
        for (basis, answers) in self.catalogue.bases.iter().zip(&self.answers) {
            let Some(cites) = lack.cites.get(&basis.id) else { continue };
            if basis.attacks && !is_attack {
                continue;
            }
            let holder = thing.or(self.product).map(|thing| self.subject.facts.thing(thing).within[basis.on as usize]);
            let Some(holder) = holder.filter(|holder| *holder != NONE) else { continue };
            match answers.get(&holder) {
                Some(Answer::Yes) => {
                    ask.asked = Answer::Yes;
                    ask.cites.extend(cites.iter().cloned());
                }
                Some(Answer::Unknown) => open.extend(cites.iter().cloned()),
                _ => {}
            }
        }
        // What is certain stands without what may be.
        if ask.asked == Answer::No && !open.is_empty() {
            (ask.asked, ask.cites) = (Answer::Unknown, open);
        }
        ask
    }
}

/// Every finding, in the order of the rows, then those about AI systems.
pub(crate) fn of(
    asked: &Asked<'_>,
    subject: &Subject<'_>,
    catalogue: &Catalogue,
    rows: &[Found],
    written: &Written,
    fria: &[FriaShown],
) -> Vec<Finding> {
    let mut found = Findings { asked, findings: Vec::new() };
    rows.iter().for_each(|row| found.of_row(row));
    let considered = rows.iter().map(|found| &found.row).filter(|row| row.misuse && row.state != State::Open);
    let considered: BTreeSet<&str> = considered.filter_map(|row| row.on.as_deref()).collect();
    let judged: BTreeSet<&str> = written.overall.iter().map(|overall| overall.system.as_str()).collect();
    for thing in subject.facts.of_kind(Kind::AiSystem) {
        let name = &subject.facts.thing(thing).name;
        if !considered.contains(name.as_str()) {
            found.add("misuse-not-considered", thing, name);
        }
        if !judged.contains(name.as_str()) {
            found.add("overall-not-judged", thing, name);
        }
        if !fria.iter().any(|shown| shown.system == *name && shown.is_begun()) {
            found.add("fria-missing", thing, name);
        }
    }
    // An assessment that nobody wrote lacks everything: that is one finding, not one for each question.
    for shown in fria.iter().filter(|shown| shown.is_begun()) {
        let Some(lack) = catalogue.lacks.iter().find(|lack| lack.id == "fria-gap") else { continue };
        for gap in shown.answers.iter().filter(|answer| answer.answer.is_none()) {
            found.findings.push(Finding {
                id: lack.id.clone(),
                what: format!("{} `{}`: {}", lack.what, gap.key, gap.question),
                risk: None,
                on: Some(shown.system.clone()),
                cites: gap.cites.clone(),
                asked: shown.due,
                above: false,
            });
        }
    }
    found.findings
}

struct Findings<'f> {
    asked: &'f Asked<'f>,
    findings: Vec<Finding>,
}

impl Findings<'_> {
    fn of_row(&mut self, found: &Found) {
        let row = &found.row;
        let Some(before) = row.before.filter(|_| row.state == State::Assessed) else {
            if row.state == State::Open {
                self.row("not-assessed", found, false);
            }
            return;
        };
        let is_above = before.level > Level::Acceptable;
        let is_planned = row.treatments.iter().any(|treatment| !treatment.done);
        if is_above && row.treatments.is_empty() {
            self.row("untreated", found, true);
        }
        if is_above && is_planned {
            self.row("treatment-planned", found, true);
        }
        match row.residual {
            None if is_above => self.row("residual-missing", found, true),
            Some(residual) if residual.level > Level::Acceptable && row.accepted.is_none() => {
                self.row("residual-not-accepted", found, true);
            }
            _ if row.accepted.is_none() => self.row("residual-not-judged", found, false),
            _ => {}
        }
        if found.vulnerable && row.groups.is_none() {
            self.row("groups-not-considered", found, false);
        }
    }

    fn row(&mut self, id: &str, found: &Found, above: bool) {
        let ask = self.asked.of(id, found.thing, found.is_attack);
        self.push(ask, Some(found.row.id.clone()), found.row.on.clone(), above);
    }

    fn add(&mut self, id: &str, thing: ThingId, name: &str) {
        let ask = self.asked.of(id, Some(thing), false);
        self.push(ask, None, Some(name.to_owned()), false);
    }

    fn push(&mut self, ask: Ask<'_>, risk: Option<String>, on: Option<String>, above: bool) {
        let Some(lack) = ask.lack.filter(|lack| lack.always || ask.asked != Answer::No) else { return };
        self.findings.push(Finding {
            id: lack.id.clone(),
            what: lack.what.clone(),
            risk,
            on,
            cites: ask.cites,
            asked: ask.asked,
            above,
        });
    }
}
