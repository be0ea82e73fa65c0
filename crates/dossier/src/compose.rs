//! A definition and what is known → a paper.

use std::cell::RefCell;
use std::collections::BTreeSet;

use domain::citation::Citation;
use domain::{Answer, Kind};
use paper::{Block, Field, Inline, Paper, Source, State};
use reasoning::facts::ThingId;
use rulebook::mistake::Mistake;

use crate::annex::Unshown;
use crate::carried::{Point, evidence, evidence_or_gaps};
use crate::definition::{Definition, Section, Table};
use crate::duties::{Duties, Owing, touches};
use crate::fields::conclusion;
use crate::grounds::{Grounds, grounds};
use crate::held::Held;
use crate::library::{FIRST, UNCHECKED};
use crate::outline::Outline;
use crate::picture::picture;
use crate::said::{Said, plain, said};
use crate::sheet::row;
use crate::words::Words;
use crate::{Library, Matter, tables};

/// A paper about one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    pub thing: ThingId,
    /// Whether the law asks for it: yes, or open.
    pub owed: Answer,
    /// The provisions that ask for it.
    pub cites: Vec<String>,
    pub paper: Paper,
    pub grounds: Grounds,
    /// The files that it refers to.
    pub annexes: BTreeSet<String>,
}

/// Every paper that is owed or may be, in one language, as a draft. A paper that is not in that language is written
/// in the first one.
pub fn compose(library: &Library, matter: &Matter<'_>, language: &str) -> Result<Vec<Composed>, Vec<Mistake>> {
    let duties = Duties::of(matter);
    let held = Held::of(matter);
    let mut composed = Vec::new();
    for definition in &library.papers {
        let subjects = subjects(matter, definition).filter_map(|subject| {
            let (owed, cites) = owed(matter, &duties, definition, subject);
            (owed != Answer::No).then_some((subject, owed, cites))
        });
        let mut subjects = subjects.peekable();
        let language = if library.languages(&definition.id).any(|known| known == language) { language } else { FIRST };
        // Most papers are not owed: their words are not read.
        if subjects.peek().is_none() {
            continue;
        }
        let Some(words) = library.words(&definition.id, language).transpose()? else { continue };
        let form = library.form(language)?;
        for (thing, owed, cites) in subjects {
            let unshown = RefCell::default();
            let (duties, held, words, form) = (&duties, &held, &words, &form);
            let writer = Writer { matter, duties, held, definition, subject: thing, words, form, unshown };
            let paper = writer.paper(language);
            let unshown = writer.unshown.into_inner();
            let grounds = grounds(library, matter, duties, &paper, &unshown);
            composed.push(Composed { thing, owed, cites, paper, grounds, annexes: unshown.annexes });
        }
    }
    Ok(composed)
}

/// The things that have a paper of this kind: those that lie in no other such.
fn subjects(matter: &Matter<'_>, definition: &Definition) -> impl Iterator<Item = ThingId> {
    let things = matter.facts.things.iter().zip(0..).filter(|(thing, at)| {
        let outermost = definition.about.iter().filter(|kind| matter.outer(*at, **kind).is_some()).min();
        outermost == Some(&thing.kind)
    });
    things.map(|(_, at)| at)
}

/// Whether a paper is owed for a thing, and what says so.
fn owed(matter: &Matter<'_>, duties: &Duties<'_>, definition: &Definition, subject: ThingId) -> (Answer, Vec<String>) {
    let asks = |row: &&Owing<'_>| {
        let named = row.duty.document.as_ref().is_some_and(|document| definition.documents.contains(document));
        matter.is_in(row.thing, subject) && (named || holds(definition, row))
    };
    let asking: Vec<&Owing<'_>> = duties.rows().filter(asks).collect();
    let by_duty = asking.iter().fold(Answer::No, |so_far, row| so_far.or(row.duty.bound));
    let conditions = definition.when.iter().map(|id| matter.conclusion(id, subject));
    let mut cites: Vec<String> = asking.iter().map(|row| row.duty.provision().to_owned()).collect();
    cites.dedup();
    (conditions.fold(by_duty, |so_far, answer| so_far.and(answer)), cites)
}

fn holds(definition: &Definition, row: &Owing<'_>) -> bool {
    definition.holds.iter().any(|provision| provision.contains(&row.citation))
}

struct Writer<'w, 'm> {
    matter: &'w Matter<'m>,
    duties: &'w Duties<'m>,
    held: &'w Held<'m>,
    definition: &'w Definition,
    subject: ThingId,
    words: &'w Words,
    form: &'w paper::Words,
    unshown: RefCell<Unshown>,
}

impl<'m> Writer<'_, 'm> {
    fn paper(&self, language: &str) -> Paper {
        let mut outline = Outline::default();
        outline.extend(self.unchecked(language));
        self.definition.when.iter().for_each(|id| {
            self.conclusion(id, self.subject);
        });
        for section in &self.definition.sections {
            if section.group {
                outline.ungroup();
            }
            if section.group && section.cites.is_empty() {
                outline.group(self.heading(section, self.subject, &[]), self.lead(section, self.subject, &[]));
                continue;
            }
            let mut there = false;
            for at in self.things(section) {
                there |= self.section(section, at, &mut outline);
            }
            if section.group && there {
                outline.nest();
            }
        }
        outline.ungroup();
        self.rest(&mut outline);
        let name = &self.matter.facts.thing(self.subject).name;
        Paper {
            id: self.definition.id.clone(),
            title: self.words.plain("title").unwrap_or_else(|| self.definition.id.clone()),
            subtitle: Some(name.clone()),
            language: language.to_owned(),
            state: State::Draft,
            date: Some(self.matter.on),
            blocks: outline.done(),
        }
    }

    /// That nobody has compared these words with the official ones; a matter for drafts.
    fn unchecked(&self, language: &str) -> Option<Block> {
        let checked = self.definition.checked.iter().any(|checked| checked == language);
        let said = if checked || self.matter.issued.is_some() { None } else { self.words.plain(UNCHECKED) };
        said.map(|said| Block::Note(vec![Inline::Text(said)]))
    }

    fn open(&self) -> Block {
        Block::Note(vec![Inline::Text(self.form.open.clone())])
    }

    /// The things that a section is written for.
    fn things(&self, section: &Section) -> Vec<ThingId> {
        let Some(kind) = section.on else { return vec![self.subject] };
        let of_kind = self.matter.facts.of_kind(kind);
        of_kind
            .filter(|thing| self.matter.is_in(*thing, self.subject) || self.matter.is_in(self.subject, *thing))
            .collect()
    }

    /// What of the law asks for a section about a thing.
    fn asking<'s>(&'s self, section: &'s Section, at: ThingId) -> Vec<&'s Owing<'m>> {
        // What another act of the product bears on is anything in the product.
        let wider = if self.matter.facts.thing(at).kind == Kind::SectorAct { self.subject } else { at };
        let about = move |thing| self.matter.is_in(at, thing) || self.matter.is_in(thing, wider);
        self.duties.asking(section, about).collect()
    }

    /// Whether a section belongs into the paper.
    fn wanted(&self, section: &Section, at: ThingId, asking: &[&Owing<'_>]) -> Answer {
        let conditions = section.when.iter().map(|id| self.conclusion(id, at));
        let holds = conditions.fold(Answer::Yes, |so_far, answer| so_far.and(answer));
        if section.cites.is_empty() {
            return holds;
        }
        let asked = asking.iter().fold(Answer::No, |so_far, row| so_far.or(row.duty.bound));
        holds.and(asked)
    }

    /// Writes a section; whether it is there.
    fn section(&self, section: &Section, at: ThingId, outline: &mut Outline) -> bool {
        let asking = self.asking(section, at);
        let wanted = self.wanted(section, at, &asking);
        if wanted == Answer::No {
            return false;
        }
        let asks = |cited: &&Citation| asking.iter().any(|row| touches(std::slice::from_ref(cited), &row.citation));
        let cites: Vec<String> = section.cites.iter().filter(asks).map(Citation::to_string).collect();
        let heading = self.heading(section, at, &cites);
        let Some(body) = self.body(section, at, &asking, &cites, &heading) else { return false };
        if section.sheet {
            let (label, mut value) = row(&heading, &cites, body);
            if wanted == Answer::Unknown {
                value.push(Inline::Text(format!(" {}", self.form.open)));
            }
            outline.row(label, value);
            return true;
        }
        if !heading.is_empty() {
            outline.heading(heading, cites.clone());
        }
        if wanted == Answer::Unknown {
            outline.extend([self.open()]);
        }
        outline.extend(self.lead(section, at, &cites));
        outline.extend(body);
        true
    }

    fn heading(&self, section: &Section, at: ThingId, cites: &[String]) -> Vec<Inline> {
        match self.said(&section.id, at, cites).and_then(|said| said.blocks.into_iter().next()) {
            Some(Block::Paragraph(text)) => text,
            _ => Vec::new(),
        }
    }

    /// The sentences that lead to what the section holds.
    fn lead(&self, section: &Section, at: ThingId, cites: &[String]) -> Vec<Block> {
        self.said(&format!("{}.lead", section.id), at, cites).map(|said| said.blocks).unwrap_or_default()
    }

    /// What stands under the heading; nothing if the section is left out.
    fn body(
        &self,
        section: &Section,
        at: ThingId,
        asking: &[&Owing<'_>],
        cites: &[String],
        heading: &[Inline],
    ) -> Option<Vec<Block>> {
        let mut body = Vec::new();
        if let Some(said) = self.said(&format!("{}.text", section.id), at, cites) {
            if !said.complete && section.optional {
                return None;
            }
            let carried = if section.evidence {
                evidence(self.held, &section.cites, &mut self.unshown.borrow_mut())
            } else {
                Vec::new()
            };
            if said.complete || carried.is_empty() {
                body = if section.signature { vec![signature(said.blocks)] } else { said.blocks };
            }
            body.extend(carried);
        } else if section.table.is_none()
            || section.evidence && !(section.table == Some(Table::Risks) && self.matter.risks.is_some())
        {
            let points = self.points(section, at, asking, heading);
            body = evidence_or_gaps(self.held, &points, &mut self.unshown.borrow_mut());
        }
        if let Some(table) = section.table {
            let unshown = &mut self.unshown.borrow_mut();
            let table = tables::table(self.matter, self.held, table, at, asking, cites, unshown);
            if table.is_empty() && body.is_empty() {
                return None;
            }
            body.extend(table);
        }
        if let Some(artwork) = &section.picture {
            let alt = self.said(&format!("{}.alt", section.id), at, cites).map(|said| said.blocks).unwrap_or_default();
            body.extend(picture(self.matter, artwork, at, cites, &alt));
        }
        Some(body)
    }

    /// The points that a section has to show evidence for; what is missing is called by its heading.
    fn points(&self, section: &Section, at: ThingId, asking: &[&Owing<'_>], heading: &[Inline]) -> Vec<Point> {
        let heading = plain(heading);
        let mut seen = BTreeSet::new();
        let mut points = Vec::new();
        for row in asking {
            let finer = section.cites.iter().find(|cited| row.citation.contains(cited)).unwrap_or(&row.citation);
            let inner = (row.thing != at && self.matter.is_in(row.thing, at)).then_some(row.thing);
            if seen.insert((finer.clone(), inner)) {
                let what = if heading.is_empty() { row.what.trim_end_matches('.') } else { &heading };
                let what = match inner {
                    Some(inner) => format!("{what} ({})", self.matter.facts.thing(inner).name),
                    None => what.to_owned(),
                };
                points.push(Point { citation: finer.clone(), what });
            }
        }
        points
    }

    /// What the paper has to hold and no section speaks of, in the law's order.
    fn rest(&self, outline: &mut Outline) {
        let sections = &self.definition.sections;
        let mut last = None;
        for row in self.duties.rows() {
            let said = sections.iter().any(|section| touches(&section.cites, &row.citation));
            if said || !holds(self.definition, row) || !self.matter.is_in(row.thing, self.subject) {
                continue;
            }
            let cites = vec![row.citation.to_string()];
            if last != Some((&row.duty.id, row.thing)) {
                last = Some((&row.duty.id, row.thing));
                let mut text = vec![law(&row.duty.title, &cites)];
                if row.thing != self.subject {
                    text.push(Inline::Text(format!(": {}", self.matter.facts.thing(row.thing).name)));
                }
                outline.heading(text, vec![row.duty.provision().to_owned()]);
                if row.duty.bound == Answer::Unknown {
                    outline.extend([self.open()]);
                }
            }
            let point = Point { citation: row.citation.clone(), what: row.what.to_owned() };
            if self.held.carries(&point.citation) {
                outline.extend([Block::Paragraph(vec![Inline::Strong(point.what.clone())])]);
            }
            outline.extend(evidence_or_gaps(self.held, &[point], &mut self.unshown.borrow_mut()));
        }
    }

    fn said(&self, key: &str, at: ThingId, cites: &[String]) -> Option<Said> {
        let said = said(self.matter, self.words, key, at, cites)?;
        self.unshown.borrow_mut().fields.extend(said.chosen.iter().cloned());
        Some(said)
    }

    fn conclusion(&self, id: &str, at: ThingId) -> Answer {
        let (answer, field) = conclusion(self.matter, at, id);
        self.unshown.borrow_mut().fields.push(field);
        answer
    }
}

fn law(text: &str, cites: &[String]) -> Inline {
    let citation = cites.first().cloned().unwrap_or_default();
    Inline::Field(Field { text: text.to_owned(), source: Source::Law { citation } })
}

/// The first line says where and when, the others who.
fn signature(blocks: Vec<Block>) -> Block {
    let mut lines = blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    });
    let label = lines.next().unwrap_or_default();
    Block::Signature { label, lines: lines.collect() }
}
