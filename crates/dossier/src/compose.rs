//! A definition and what is known → a paper.

use domain::Answer;
use domain::citation::Citation;
use evidence::register::Registered;
use paper::{Block, Field, Gap, Inline, Paper, Source, State};
use reasoning::facts::ThingId;
use rulebook::mistake::Mistake;

use crate::definition::{Definition, Section};
use crate::duties::{Duties, Owing, touches};
use crate::fields::{Value, value};
use crate::grounds::{Grounds, grounds};
use crate::library::{FIRST, UNCHECKED};
use crate::words::{Piece, Stretch, Variable, Words};
use crate::{Library, Matter, tables};

/// A paper about one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    /// The id of its definition.
    pub definition: String,
    pub thing: ThingId,
    /// Whether the law asks for it: yes, or open.
    pub owed: Answer,
    /// The provisions that ask for it.
    pub cites: Vec<String>,
    pub paper: Paper,
    pub grounds: Grounds,
}

/// Every paper that is owed or may be, in one language, as a draft. A paper that is not in that language is written
/// in the first one.
pub fn compose(library: &Library, matter: &Matter<'_>, language: &str) -> Result<Vec<Composed>, Vec<Mistake>> {
    let duties = Duties::of(matter);
    let mut composed = Vec::new();
    for definition in &library.papers {
        let mut subjects = matter.facts.things.iter().zip(0..).filter(|(thing, at)| {
            let outermost = definition.about.iter().filter(|kind| matter.outer(*at, **kind).is_some()).min();
            outermost == Some(&thing.kind)
        });
        let mut words = None;
        for (_, subject) in subjects.by_ref() {
            let (owed, cites) = owed(matter, &duties, definition, subject);
            if owed == Answer::No {
                continue;
            }
            let language =
                if library.languages(&definition.id).any(|known| known == language) { language } else { FIRST };
            if words.is_none() {
                let read = library.words(&definition.id, language).transpose()?;
                words = read.map(|words| library.form(language).map(|form| (words, form))).transpose()?;
            }
            let Some((words, form)) = &words else { continue };
            let writer = Writer { matter, duties: &duties, definition, subject, words, form };
            let paper = writer.paper(language);
            let grounds = grounds(library, matter, &duties, &paper);
            composed.push(Composed { definition: definition.id.clone(), thing: subject, owed, cites, paper, grounds });
        }
    }
    Ok(composed)
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
    let mut cites: Vec<String> =
        asking.iter().map(|row| row.duty.id.split('#').next().unwrap_or_default().to_owned()).collect();
    cites.dedup();
    (conditions.fold(by_duty, |so_far, answer| so_far.and(answer)), cites)
}

fn holds(definition: &Definition, row: &Owing<'_>) -> bool {
    definition.holds.iter().any(|provision| provision.contains(&row.citation))
}

struct Writer<'w, 'm> {
    matter: &'w Matter<'m>,
    duties: &'w Duties<'m>,
    definition: &'w Definition,
    subject: ThingId,
    words: &'w Words,
    form: &'w paper::Words,
}

impl Writer<'_, '_> {
    fn paper(&self, language: &str) -> Paper {
        let mut blocks: Vec<Block> = self.unchecked(language).into_iter().collect();
        let mut number = 0;
        for section in &self.definition.sections {
            for at in self.things(section) {
                self.section(section, at, &mut number, &mut blocks);
            }
        }
        self.rest(&mut number, &mut blocks);
        let name = &self.matter.facts.thing(self.subject).name;
        Paper {
            id: self.definition.id.clone(),
            title: self.words.plain("title").unwrap_or_else(|| self.definition.id.clone()),
            subtitle: Some(name.clone()),
            language: language.to_owned(),
            state: State::Draft,
            date: Some(self.matter.on),
            blocks,
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

    /// Whether a section belongs into the paper.
    fn wanted(&self, section: &Section, at: ThingId) -> Answer {
        let conditions = section.when.iter().map(|id| self.matter.conclusion(id, at));
        let holds = conditions.fold(Answer::Yes, |so_far, answer| so_far.and(answer));
        if section.cites.is_empty() {
            return holds;
        }
        let about = |thing| self.matter.is_in(at, thing) || self.matter.is_in(thing, at);
        holds.and(self.duties.bind(&section.cites, about))
    }

    fn section(&self, section: &Section, at: ThingId, number: &mut usize, blocks: &mut Vec<Block>) {
        let wanted = self.wanted(section, at);
        if wanted == Answer::No {
            return;
        }
        let cites: Vec<String> = section.cites.iter().map(Citation::to_string).collect();
        let heading = self.said(&section.id, at, &cites).and_then(|said| said.blocks.into_iter().next());
        let heading = match heading {
            Some(Block::Paragraph(text)) => text,
            _ => Vec::new(),
        };
        let mut body = Vec::new();
        if let Some(said) = self.said(&format!("{}.text", section.id), at, &cites) {
            if !said.complete && section.optional {
                return;
            }
            let carried = if section.evidence { evidence(self.matter, &section.cites) } else { Vec::new() };
            if said.complete || carried.is_empty() {
                body = if section.signature { vec![signature(said.blocks)] } else { said.blocks };
            }
            body.extend(carried);
        } else if section.table.is_none() {
            body = evidence_or_gap(self.matter, &section.cites, text_of(&heading));
        }
        if let Some(table) = section.table {
            body.extend(tables::table(self.matter, table, at, &cites));
        }
        if !heading.is_empty() {
            *number += 1;
            blocks.push(Block::Heading { level: 1, number: Some(number.to_string()), text: heading, cites });
        }
        if wanted == Answer::Unknown {
            blocks.push(self.open());
        }
        blocks.extend(body);
    }

    /// What the paper has to hold and no section speaks of, in the law's order.
    fn rest(&self, number: &mut usize, blocks: &mut Vec<Block>) {
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
                *number += 1;
                let mut text = vec![law(&row.duty.title, &cites)];
                if row.thing != self.subject {
                    text.push(Inline::Text(format!(": {}", self.matter.facts.thing(row.thing).name)));
                }
                let number = Some(number.to_string());
                let cites = vec![row.duty.id.split('#').next().unwrap_or_default().to_owned()];
                blocks.push(Block::Heading { level: 1, number, text, cites });
                if row.duty.bound == Answer::Unknown {
                    blocks.push(self.open());
                }
            }
            blocks.extend(evidence_or_gap(self.matter, std::slice::from_ref(&row.citation), row.what.to_owned()));
        }
    }

    /// The words under a key, with the values in their places; nothing if there are none.
    fn said(&self, key: &str, at: ThingId, cites: &[String]) -> Option<Said> {
        let mut values: Vec<Vec<Inline>> = Vec::new();
        let mut gaps = Vec::new();
        let mut arguments: Vec<(Variable, Result<usize, String>)> = Vec::new();
        for variable in self.words.variables(key)? {
            let argument = match value(self.matter, at, variable, cites) {
                Value::Word(word, gap) => {
                    gaps.extend(gap);
                    Err(word)
                }
                Value::Missing(gap) if variable.selects => {
                    gaps.push(gap);
                    Err(Answer::Unknown.as_str().to_owned())
                }
                Value::Missing(gap) => {
                    values.push(vec![Inline::Gap(gap)]);
                    Ok(values.len() - 1)
                }
                Value::Known(fields) => {
                    values.push(fields.into_iter().map(Inline::Field).collect());
                    Ok(values.len() - 1)
                }
            };
            arguments.push((variable.clone(), argument));
        }
        let stretches = self.words.stretches(key, &arguments);
        let mut blocks: Vec<Block> = stretches.into_iter().map(|stretch| block(stretch, &values)).collect();
        let mut complete = gaps.is_empty();
        if !gaps.is_empty() {
            blocks.push(Block::Paragraph(gaps.into_iter().map(Inline::Gap).collect()));
        }
        complete &= !blocks.iter().any(has_gap);
        Some(Said { blocks, complete })
    }
}

/// Words with their values.
struct Said {
    blocks: Vec<Block>,
    /// No value was missing.
    complete: bool,
}

fn block(stretch: Stretch, values: &[Vec<Inline>]) -> Block {
    match stretch {
        Stretch::List(items) => {
            Block::List { ordered: false, items: items.iter().map(|item| inlines(item, values)).collect() }
        }
        Stretch::Paragraph(pieces) => match pieces.as_slice() {
            [Piece::Value(only)] if values.get(*only).is_some_and(|values| values.len() > 1) => {
                let items = values.get(*only).into_iter().flatten().map(|value| vec![value.clone()]).collect();
                Block::List { ordered: false, items }
            }
            pieces => Block::Paragraph(inlines(pieces, values)),
        },
    }
}

fn inlines(pieces: &[Piece], values: &[Vec<Inline>]) -> Vec<Inline> {
    let mut text = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push(Inline::Text(words.clone())),
            Piece::Value(at) => {
                for (number, value) in values.get(*at).into_iter().flatten().enumerate() {
                    if number > 0 {
                        text.push(Inline::Text(", ".to_owned()));
                    }
                    text.push(value.clone());
                }
            }
        }
    }
    text
}

fn has_gap(block: &Block) -> bool {
    let in_text = |text: &Vec<Inline>| text.iter().any(|inline| matches!(inline, Inline::Gap(_)));
    match block {
        Block::Paragraph(text) => in_text(text),
        Block::List { items, .. } => items.iter().any(in_text),
        _ => false,
    }
}

fn text_of(text: &[Inline]) -> String {
    let shown = text.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) | Inline::Link { text, .. } => text.as_str(),
        Inline::Field(field) => &field.text,
        Inline::Gap(gap) => &gap.what,
    });
    shown.collect()
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

/// What carries the points, as a list, or the gap that nothing does.
fn evidence_or_gap(matter: &Matter<'_>, points: &[Citation], what: String) -> Vec<Block> {
    let carried = evidence(matter, points);
    if !carried.is_empty() {
        return std::iter::once(Block::Paragraph(vec![Inline::Strong(what)])).chain(carried).collect();
    }
    let point = points.first().map(Citation::to_string).unwrap_or_default();
    let remedy = format!("marque evidence add FILE --point \"{point}\"");
    vec![Block::Paragraph(vec![Inline::Gap(Gap { what, cites: vec![point], remedy })])]
}

fn evidence(matter: &Matter<'_>, points: &[Citation]) -> Vec<Block> {
    let items: Vec<Vec<Inline>> =
        matter.carrying(points).into_iter().map(|(registered, stale)| item(registered, stale, points)).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::List { ordered: false, items }] }
}

/// A piece of evidence by title, file and digest; a gap beside it if its time is over.
fn item(registered: &Registered, stale: bool, points: &[Citation]) -> Vec<Inline> {
    let evidence = &registered.evidence;
    let digest = evidence.blob.digest.to_string();
    let source = Source::Evidence { id: evidence.id.clone(), digest: digest.clone() };
    let mut text = vec![Inline::Field(Field { text: evidence.title.clone(), source })];
    if let Some(file) = evidence.source.as_ref().filter(|file| **file != evidence.title) {
        text.extend([Inline::Text(", ".to_owned()), Inline::Code(file.clone())]);
    }
    text.extend([Inline::Text(", ".to_owned()), Inline::Code(digest)]);
    if stale {
        let what = format!("fresh evidence in place of \"{}\"", evidence.title);
        let cites = points.iter().map(Citation::to_string).collect();
        text.push(Inline::Text(" ".to_owned()));
        text.push(Inline::Gap(Gap { what, cites, remedy: "add a newer one and withdraw this".to_owned() }));
    }
    text
}
