//! What is proposed and what people wrote, joined: nothing that was not assessed has a level.

use std::collections::{BTreeMap, BTreeSet};

use domain::Answer;
use reasoning::ThingId;
use rulebook::Tier;

use crate::catalogue::Catalogue;
use crate::findings::{self, Asked};
use crate::fria::assessments;
use crate::scale::Scale;
use crate::seed::{Proposed, Subject, seed};
use crate::shown::{Depends, OverallShown, Register, Row, Score, State, Trigger};
use crate::threat::Threat;
use crate::written::{FILE_NAME, Risk, Written};

/// The register. `written` is none where there is no file.
pub fn register(catalogue: &Catalogue, subject: &Subject<'_>, written: Option<&Written>) -> Register {
    let empty = Written::empty(catalogue);
    let has_file = written.is_some();
    let written = written.unwrap_or(&empty);
    let proposed = seed(catalogue, subject);
    let joined = Joined::new(catalogue, &proposed, written);
    let rows = joined.rows();
    let depends = proposed
        .iter()
        .enumerate()
        .filter(|(at, proposed)| proposed.answer == Answer::Unknown && !joined.covered.contains(at));
    let depends = depends.map(|(_, proposed)| depends_on(&catalogue.threats[proposed.threat], proposed)).collect();
    let asked = Asked::new(catalogue, subject);
    let fria = assessments(catalogue, subject, &asked);
    let findings = findings::of(&asked, subject, catalogue, &rows, written, &fria);
    let overall = written.overall.iter();
    Register {
        subject: subject.facts.subject().to_owned(),
        file: FILE_NAME.to_owned(),
        written: has_file,
        scale: written.scale.clone(),
        classes: classes(subject),
        rows: rows.into_iter().map(|found| found.row).collect(),
        depends,
        findings,
        overall: overall
            .map(|overall| OverallShown { system: overall.system.clone(), accepted: overall.accepted.clone() })
            .collect(),
        fria,
    }
}

/// Threats that are certain, and that no row of the file is about.
pub fn unwritten(catalogue: &Catalogue, subject: &Subject<'_>, written: &Written) -> Vec<Proposed> {
    let proposed = seed(catalogue, subject);
    let covered = Joined::new(catalogue, &proposed, written).covered;
    let certain = proposed.into_iter().enumerate();
    certain
        .filter(|(at, proposed)| proposed.answer == Answer::Yes && !covered.contains(at))
        .map(|(_, proposed)| proposed)
        .collect()
}

/// A row with what is looked up for findings.
pub(crate) struct Found {
    pub row: Row,
    pub thing: Option<ThingId>,
    /// The catalogue asks to think of vulnerable groups.
    pub vulnerable: bool,
    /// It is about an attack, so about cybersecurity.
    pub is_attack: bool,
}

struct Joined<'j> {
    catalogue: &'j Catalogue,
    proposed: &'j [Proposed],
    written: &'j Written,
    /// The proposals of each threat.
    by_id: BTreeMap<&'j str, Vec<usize>>,
    /// For each written risk the proposals it is about.
    about: Vec<Vec<usize>>,
    covered: BTreeSet<usize>,
}

impl<'j> Joined<'j> {
    fn new(catalogue: &'j Catalogue, proposed: &'j [Proposed], written: &'j Written) -> Joined<'j> {
        let mut by_id: BTreeMap<&'j str, Vec<usize>> = BTreeMap::new();
        for (at, proposed) in proposed.iter().enumerate() {
            by_id.entry(&catalogue.threats[proposed.threat].id).or_default().push(at);
        }
        let about = written.risks.iter().map(|risk| {
            let of_threat = by_id.get(risk.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let exact: Vec<usize> = of_threat.iter().copied().filter(|at| proposed[*at].on == risk.on).collect();
            // A risk without `on` can only mean the one AI system there is.
            if exact.is_empty() && risk.on.is_none() && of_threat.len() == 1 { of_threat.to_vec() } else { exact }
        });
        let about: Vec<Vec<usize>> = about.collect();
        let covered = about.iter().flatten().copied().collect();
        Joined { catalogue, proposed, written, by_id, about, covered }
    }

    /// What people wrote, in their order, then what is certain and was not written.
    fn rows(&self) -> Vec<Found> {
        let risks = self.written.risks.iter().zip(&self.about);
        let written = risks.map(|(risk, about)| self.of_risk(risk, about.first().map(|at| &self.proposed[*at])));
        let open = self.proposed.iter().enumerate();
        let open = open.filter(|(at, proposed)| proposed.answer == Answer::Yes && !self.covered.contains(at));
        let open = open.map(|(_, proposed)| {
            let threat = &self.catalogue.threats[proposed.threat];
            let mut found = blank(&threat.id, Some(threat));
            add_proposed(&mut found, proposed);
            found
        });
        written.chain(open).collect()
    }

    fn of_risk(&self, risk: &Risk, proposed: Option<&Proposed>) -> Found {
        let threat = self.catalogue.threat(&risk.id);
        let mut found = blank(&risk.id, threat);
        if let Some(proposed) = proposed {
            add_proposed(&mut found, proposed);
        } else if threat.is_some() {
            found.row.on.clone_from(&risk.on);
            let elsewhere = self.by_id.get(risk.id.as_str()).into_iter().flatten().map(|at| &self.proposed[*at]);
            let elsewhere = elsewhere.filter(|proposed| proposed.answer == Answer::Yes);
            let elsewhere: Vec<String> = elsewhere.filter_map(|proposed| proposed.on.clone()).collect();
            found.row.trigger = if elsewhere.is_empty() { Trigger::Gone } else { Trigger::Elsewhere(elsewhere) };
        } else {
            found.row.on.clone_from(&risk.on);
        }
        let scale = &self.written.scale;
        let row = &mut found.row;
        if let Some(title) = &risk.title {
            row.title.clone_from(title);
        }
        row.asset.clone_from(&risk.asset);
        if !risk.harms.is_empty() {
            row.harms = owned(&risk.harms);
        }
        row.groups.clone_from(&risk.groups);
        row.misuse |= risk.misuse;
        row.before = risk.before.map(|pair| score(scale, pair));
        row.treatments.clone_from(&risk.treatments);
        row.residual = risk.residual.as_ref().map(|residual| score(scale, residual.after));
        row.accepted = risk.residual.as_ref().and_then(|residual| residual.accepted.clone());
        let is_planned = risk.treatments.iter().any(|treatment| !treatment.done);
        row.now = if is_planned { row.before } else { row.residual.or(row.before) };
        row.not_relevant.clone_from(&risk.not_relevant);
        row.line = Some(risk.line);
        row.state = match (&risk.not_relevant, risk.before) {
            (Some(_), _) => State::NotRelevant,
            (None, Some(_)) => State::Assessed,
            (None, None) => State::Open,
        };
        if threat.is_none() {
            found.is_attack =
                row.harms.iter().any(|harm| matches!(harm.as_str(), "confidentiality" | "integrity" | "availability"));
        }
        found
    }
}

fn blank(id: &str, threat: Option<&Threat>) -> Found {
    let row = Row {
        id: id.to_owned(),
        title: threat.map(|threat| threat.title.clone()).unwrap_or_default(),
        on: None,
        asset: None,
        state: State::Open,
        trigger: Trigger::Own,
        why: Vec::new(),
        more: 0,
        stride: threat.map(|threat| owned(&threat.stride)).unwrap_or_default(),
        harms: threat.map(|threat| owned(&threat.harms)).unwrap_or_default(),
        ids: threat.map(|threat| threat.ids.clone()).unwrap_or_default(),
        misuse: threat.is_some_and(|threat| threat.misuse),
        groups: None,
        before: None,
        treatments: Vec::new(),
        suggestions: threat.map(|threat| threat.treatments.clone()).unwrap_or_default(),
        residual: None,
        accepted: None,
        now: None,
        not_relevant: None,
        line: None,
    };
    Found {
        row,
        thing: None,
        vulnerable: threat.is_some_and(|threat| threat.vulnerable_groups),
        is_attack: threat.is_some_and(|threat| !threat.stride.is_empty()),
    }
}

fn add_proposed(found: &mut Found, proposed: &Proposed) {
    found.thing = proposed.thing;
    found.row.on.clone_from(&proposed.on);
    found.row.trigger = if proposed.answer == Answer::Yes { Trigger::Triggered } else { Trigger::Open };
    found.row.why.clone_from(&proposed.why);
    found.row.more = proposed.more;
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn score(scale: &Scale, (likelihood, impact): (u32, u32)) -> Score {
    let product = likelihood * impact;
    Score { likelihood, impact, product, level: scale.level(product) }
}

fn depends_on(threat: &Threat, proposed: &Proposed) -> Depends {
    Depends { id: threat.id.clone(), title: threat.title.clone(), on: proposed.on.clone(), open: proposed.why.clone() }
}

/// The classes that are certain, with their things.
fn classes(subject: &Subject<'_>) -> Vec<String> {
    let (program, facts) = (subject.program, subject.facts);
    let names = program.rulebook.names.iter().enumerate().filter(|(_, name)| name.tier() == Some(Tier::Class));
    let shown = names.flat_map(|(at, name)| {
        let yes = facts
            .of_kind(name.on)
            .filter(move |thing| program.conclusion(subject.state, at as rulebook::NameId, *thing) == Answer::Yes);
        yes.map(|thing| format!("{} ({})", name.title, facts.thing(thing).name))
    });
    shown.collect()
}

#[cfg(test)]
mod tests;
