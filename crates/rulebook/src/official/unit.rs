//! One article or annex of an official text, as a tree of its parts.
//!
//! The files carry the law's structure in its own marks: `2.` opens a paragraph, `(c)` a point, a
//! heading a part of an annex, and how far a line stands in tells what it belongs to. What stands
//! without a mark is a subparagraph of what it belongs to.

use domain::citation::{Citation, Segment, roman};
use serde::Deserialize;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// An article or annex.
#[derive(Debug)]
pub struct Unit {
    root: Item,
}

/// A paragraph, a point, a part of an annex, or the whole.
#[derive(Debug, Default)]
pub struct Item {
    /// From what contains it to here: several for a point 4.6 whose point 4 stands nowhere.
    steps: Vec<Segment>,
    /// As printed: `2.`, `(c)`. Empty where a heading carries it.
    label: String,
    subparagraphs: Vec<Vec<Piece>>,
}

/// What a subparagraph consists of.
#[derive(Clone, Copy, Debug)]
pub struct Pieces<'u>(&'u [Piece]);

#[derive(Debug)]
enum Piece {
    Words(String),
    Item(Item),
}

/// A place a citation leads to.
#[derive(Clone, Copy, Debug)]
pub enum Found<'u> {
    Item(&'u Item),
    Subparagraph(Pieces<'u>),
}

/// Where a line without a mark belongs that stands as far in as a point before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Continuation {
    /// To that point.
    #[default]
    Hanging,
    /// To what contains that point.
    Indented,
}

#[derive(Debug, PartialEq, Eq, Error)]
pub enum NotAUnit {
    #[error("no heading opens it")]
    NoHeading,
    #[error("several headings open it")]
    SeveralHeadings,
    #[error("it has no text")]
    Empty,
}

impl Unit {
    /// Reads the article or annex `step` from a file that holds it, alone or among others.
    pub fn read(source: &str, step: &Segment, continuation: Continuation) -> Result<Unit, NotAUnit> {
        let lines: Vec<&str> = source.lines().collect();
        let opens = |line: &&str| heading(line).is_some_and(|(_, title)| names(title, step));
        let mut openings = lines.iter().enumerate().filter(|(_, line)| opens(line));
        let (at, line) = openings.next().ok_or(NotAUnit::NoHeading)?;
        if openings.next().is_some() {
            return Err(NotAUnit::SeveralHeadings);
        }
        let level = heading(line).map_or(1, |(level, _)| level);
        let ends = |line: &&&str| heading(line).is_some_and(|(other, _)| other <= level);
        let end = lines[at + 1..].iter().position(|line| ends(&line));
        let body = &lines[at + 1..end.map_or(lines.len(), |end| at + 1 + end)];
        // What stands above the rule (the chapter, which text this is) was added by the editor.
        let rule = body.iter().position(|line| line.trim() == "---");
        let unit = Unit::of_lines(body[rule.map_or(0, |rule| rule + 1)..].iter().copied(), continuation);
        if unit.root.subparagraphs.is_empty() { Err(NotAUnit::Empty) } else { Ok(unit) }
    }

    pub fn of_lines<'l>(lines: impl Iterator<Item = &'l str>, continuation: Continuation) -> Unit {
        let mut builder = Builder::new(continuation);
        for line in lines {
            builder.line(line);
        }
        Unit { root: builder.finish() }
    }

    /// Every place that `steps` (from the unit down) may mean, each with its fullest citation.
    pub fn find(&self, unit: &Citation, steps: &[Segment]) -> Vec<(Citation, Found<'_>)> {
        let mut found = Vec::new();
        self.root.find(unit.clone(), steps, &mut found);
        found
    }

    /// All that can be cited below the unit, in the order of the text.
    pub fn outline(&self, unit: &Citation) -> Vec<Citation> {
        let mut outline = Vec::new();
        self.root.outline(unit, &mut outline);
        outline
    }

    /// Replaces a provision by its new wording, or inserts it where its number belongs.
    pub fn put(&mut self, provision: &Citation, new: Unit) -> Result<(), &'static str> {
        let Some((parent, steps)) = provision.parent().zip(provision.segments().get(1..)) else {
            return Err("only a paragraph or point can be changed");
        };
        let mut pieces = new.root.subparagraphs.into_iter().flatten();
        let (Some(Piece::Item(new)), None) = (pieces.next(), pieces.next()) else {
            return Err("the new wording is not one numbered item");
        };
        if !steps.ends_with(&new.steps) {
            return Err("the new wording bears another number");
        }
        let within = &steps[..steps.len() - 1];
        let container = self.root.subparagraphs_mut(within).ok_or("what should contain it is not there")?;
        let siblings = container.last_mut().ok_or("what should contain it has no text")?;
        let number = |piece: &Piece| match piece {
            Piece::Item(item) => item.steps.iter().try_fold(parent.clone(), |at, step| at.child(step.clone())),
            Piece::Words(_) => None,
        };
        match siblings.iter().position(|piece| number(piece).as_ref() == Some(provision)) {
            Some(at) => siblings[at] = Piece::Item(new),
            None => {
                let follows = |piece: &Piece| number(piece).is_some_and(|sibling| sibling > *provision);
                let at = siblings.iter().position(follows).unwrap_or(siblings.len());
                siblings.insert(at, Piece::Item(new));
            }
        }
        Ok(())
    }
}

impl Item {
    fn children(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.subparagraphs.iter().enumerate().flat_map(|(at, pieces)| {
            pieces.iter().filter_map(move |piece| match piece {
                Piece::Item(item) => Some((at, item)),
                Piece::Words(_) => None,
            })
        })
    }

    fn find<'u>(&'u self, at: Citation, steps: &[Segment], found: &mut Vec<(Citation, Found<'u>)>) {
        let (only, steps) = match steps {
            [] => return found.push((at, Found::Item(self))),
            [Segment::Subparagraph(number), rest @ ..] => {
                let Some(index) = (*number as usize).checked_sub(1) else { return };
                let Some(pieces) = self.subparagraphs.get(index) else { return };
                if rest.is_empty() {
                    let at = at.child(Segment::Subparagraph(*number)).unwrap_or(at);
                    return found.push((at, Found::Subparagraph(Pieces(pieces))));
                }
                (Some(index), rest)
            }
            steps => (None, steps),
        };
        for (index, item) in self.children() {
            let Some(rest) = steps.strip_prefix(item.steps.as_slice()) else { continue };
            if only.is_none_or(|only| only == index) {
                let full = self.child(&at, index, item, true);
                item.find(full.unwrap_or_else(|| at.clone()), rest, found);
            }
        }
    }

    /// The citation of a child, with its subparagraph where there are several and it is wanted; none where
    /// its number cannot stand in that place of a citation.
    fn child(&self, at: &Citation, index: usize, item: &Item, in_full: bool) -> Option<Citation> {
        let subparagraph = Segment::Subparagraph(index as u32 + 1);
        let subparagraph = (in_full && self.subparagraphs.len() > 1).then_some(&subparagraph);
        subparagraph.into_iter().chain(&item.steps).try_fold(at.clone(), |at, step| at.child(step.clone()))
    }

    fn outline(&self, at: &Citation, outline: &mut Vec<Citation>) {
        let mut children = self.children().peekable();
        for index in 0..self.subparagraphs.len() {
            if self.subparagraphs.len() > 1 {
                outline.extend(at.child(Segment::Subparagraph(index as u32 + 1)));
            }
            while let Some((_, item)) = children.next_if(|(of, _)| *of == index) {
                let namesakes = self.children().filter(|(_, other)| other.steps == item.steps).count();
                let Some(child) = self.child(at, index, item, namesakes > 1) else { continue };
                outline.push(child.clone());
                item.outline(&child, outline);
            }
        }
    }

    fn subparagraphs_mut(&mut self, within: &[Segment]) -> Option<&mut Vec<Vec<Piece>>> {
        if within.is_empty() {
            return Some(&mut self.subparagraphs);
        }
        let items = self.subparagraphs.iter_mut().flatten().filter_map(|piece| match piece {
            Piece::Item(item) => Some(item),
            Piece::Words(_) => None,
        });
        items
            .filter_map(|item| {
                let rest = within.strip_prefix(item.steps.as_slice())?;
                item.subparagraphs_mut(rest)
            })
            .next()
    }

    /// The editors' mark where the law has taken a point out and keeps its number free.
    fn is_deleted(&self) -> bool {
        matches!(self.subparagraphs.as_slice(), [only]
            if matches!(only.as_slice(), [Piece::Words(words)] if words == "[deleted]"))
    }

    fn collect<'u>(&'u self, words: &mut Vec<&'u str>) {
        if self.is_deleted() {
            return;
        }
        words.push(&self.label);
        for pieces in &self.subparagraphs {
            collect(pieces, words);
        }
    }
}

fn collect<'u>(pieces: &'u [Piece], words: &mut Vec<&'u str>) {
    for piece in pieces {
        match piece {
            Piece::Words(text) => words.push(text),
            Piece::Item(item) => item.collect(words),
        }
    }
}

impl Found<'_> {
    /// The passage. Empty where the law has taken the provision out.
    pub fn passage(&self) -> String {
        let mut words = Vec::new();
        match self {
            Found::Item(item) => item.collect(&mut words),
            Found::Subparagraph(Pieces(pieces)) => collect(pieces, &mut words),
        }
        normalised(&words.join(" "))
    }

    pub fn is_deleted(&self) -> bool {
        matches!(self, Found::Item(item) if item.is_deleted())
    }

    /// What it consists of, for those who looked for something else in it.
    pub fn parts(&self) -> Vec<Segment> {
        let Found::Item(item) = self else { return Vec::new() };
        let subparagraphs = item.subparagraphs.len() as u32;
        let counted = (1..=subparagraphs).map(Segment::Subparagraph).filter(|_| subparagraphs > 1);
        counted.chain(item.children().filter_map(|(_, item)| item.steps.last().cloned())).collect()
    }
}

/// Composed characters, single spaces; no calls of footnotes and no rules of tables.
fn normalised(text: &str) -> String {
    let mut without_notes = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        without_notes.push_str(before);
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    without_notes.push_str(rest);
    let composed: String = without_notes.nfc().collect();
    let words = composed.split(|c: char| c.is_whitespace() || c == '|').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

// ---------------------------------------------------------------------------------------------
// Lines to items

/// How an item is marked. Items of one mark that stand equally far in are siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Heading,
    /// `2.`, and `4.6.` one deeper.
    Numbered(usize),
    /// `(2)`
    BracketedNumber,
    /// `(c)`, `(iv)`
    BracketedLetters,
}

struct Builder {
    continuation: Continuation,
    // The unit itself, then what is open in it, outermost first.
    open: Vec<Open>,
}

struct Open {
    indent: i32,
    mark: Mark,
    /// All its steps, where a point 4.6 follows under 4.
    number: Vec<Segment>,
    item: Item,
}

impl Builder {
    fn new(continuation: Continuation) -> Builder {
        let root = Open { indent: i32::MIN, mark: Mark::Heading, number: Vec::new(), item: Item::default() };
        Builder { continuation, open: vec![root] }
    }

    fn finish(mut self) -> Item {
        self.close_to(1);
        self.open.pop().map(|open| open.item).unwrap_or_default()
    }

    fn line(&mut self, line: &str) {
        let text = line.trim();
        let indent = line.chars().take_while(|c| *c == ' ').count() as i32;
        // Notes, the marks of amendments, and footnotes are not the law's text.
        let is_footnote = text.starts_with("[^") && text.contains("]:");
        let is_rule_of_a_table = text.trim_matches(['|', '-', ':', ' ']).is_empty();
        if is_rule_of_a_table || text.starts_with(['>', '▼']) || is_footnote {
            return;
        }
        if let Some((level, title)) = heading(line) {
            // A heading opens before the margin, the deeper the less far.
            return self.heading(level as i32 - 10, title);
        }
        match marked(text) {
            Some((mark, label, number, rest)) => {
                self.open_item(indent, mark, label, number);
                if !rest.is_empty() {
                    self.words(rest);
                }
            }
            None => {
                match self.continuation {
                    Continuation::Hanging => self.close_while(|open| open.indent > indent),
                    Continuation::Indented => self.close_while(|open| open.indent >= indent),
                }
                self.words(text);
            }
        }
    }

    fn heading(&mut self, indent: i32, title: &str) {
        let mut words = title.split_whitespace();
        let first = words.next().unwrap_or_default();
        let part = match first {
            "Part" | "Class" | "Section" => words.next().and_then(|label| Segment::part(label.trim_end_matches('.'))),
            _ => None,
        };
        let point = || first.strip_suffix('.').and_then(Segment::point);
        match part.map(|part| vec![part]).or_else(point) {
            Some(number) => self.open_item(indent, Mark::Heading, "", number),
            None => self.close_while(|open| open.indent >= indent),
        }
    }

    fn open_item(&mut self, indent: i32, mark: Mark, label: &str, number: Vec<Segment>) {
        self.close_while(|open| open.indent > indent);
        let sibling = self.open.iter().position(|open| open.indent == indent && open.mark == mark);
        if let Some(sibling) = sibling {
            self.close_to(sibling);
        }
        let above = self.open.last().map(|open| open.number.as_slice()).unwrap_or_default();
        let below = number.strip_prefix(above).filter(|below| !above.is_empty() && !below.is_empty());
        let steps = below.unwrap_or(&number).to_vec();
        let item = Item { steps, label: label.to_owned(), subparagraphs: Vec::new() };
        self.open.push(Open { indent, mark, number, item });
    }

    /// Adds to what is open: as a subparagraph, or to its last one if it only goes on.
    fn words(&mut self, text: &str) {
        let Some(Open { item, .. }) = self.open.last_mut() else { return };
        let goes_on = text.starts_with(|c: char| c.is_lowercase() || matches!(c, ';' | '|')) || text.starts_with("— ");
        let text = text.to_owned();
        match item.subparagraphs.last_mut() {
            Some(last) if goes_on => last.push(Piece::Words(text)),
            _ => item.subparagraphs.push(vec![Piece::Words(text)]),
        }
    }

    fn close_while(&mut self, wanted: impl Fn(&Open) -> bool) {
        let keep = self.open.iter().rposition(|open| !wanted(open)).unwrap_or(0);
        self.close_to(keep + 1);
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length.max(1) {
            let Some(Open { item, .. }) = self.open.pop() else { return };
            let Some(Open { item: container, .. }) = self.open.last_mut() else { return };
            match container.subparagraphs.last_mut() {
                Some(last) => last.push(Piece::Item(item)),
                None => container.subparagraphs.push(vec![Piece::Item(item)]),
            }
        }
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    (level > 0 && title.starts_with(' ')).then(|| (level, title.trim()))
}

/// Whether a heading such as `Article 14 — Reporting` opens this unit.
fn names(title: &str, step: &Segment) -> bool {
    let name = match step {
        Segment::Article(number) => format!("Article {number}"),
        Segment::Annex(number) => format!("Annex {}", roman(*number)),
        _ => return false,
    };
    let rest = title.strip_prefix(&name);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The mark that opens a line, as printed, with the steps it means and the words after it.
fn marked(text: &str) -> Option<(Mark, &str, Vec<Segment>, &str)> {
    let (label, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim_start();
    if let Some(inner) = label.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        let number = Segment::point(inner)?;
        let is_number = inner.starts_with(|c: char| c.is_ascii_digit());
        let mark = if is_number { Mark::BracketedNumber } else { Mark::BracketedLetters };
        return Some((mark, label, number, rest));
    }
    let inner = label.strip_suffix('.')?;
    let number = inner.starts_with(|c: char| c.is_ascii_digit()).then(|| Segment::point(inner))??;
    Some((Mark::Numbered(number.len()), label, number, rest))
}
