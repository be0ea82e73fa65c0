//! Citations: the key everywhere.
//!
//! `cra:14(2)(c)` names one place in one act. Law files, evidence, verdicts and documents all point
//! with it, so there is one canonical spelling, one order (the order of the law) and one meaning of
//! "lies in". Nothing here knows an act: whether the place exists is a question for the official
//! text (`rulebook::official`).
//!
//! | written | place |
//! |---|---|
//! | `cra:14(2)(c)` | Article 14, paragraph 2, point (c) |
//! | `aia:43(1)/2(a)` | Article 43, paragraph 1, second subparagraph, point (a) |
//! | `aia:113/2` | Article 113, second subparagraph |
//! | `cra:annex-1.2(1)` | Annex I, Part II, point 1 |
//! | `aia:annex-8.2(3)` | Annex VIII, Section B (its second part), point 3 |
//! | `aia:annex-7(4.6)` | Annex VII, point 4.6 |
//!
//! The command line may write dots (`cra:14.2.c`, `cra:annex-1.2.1`), capitals, roman annex numbers
//! and the letter of a section (`aia:annex-VIII.b`); all are brought to the canonical spelling.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::as_text;

/// One place in one act, with everything it contains.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Citation {
    act: String,
    // Never empty: an article or an annex, then ever smaller parts.
    segments: Vec<Segment>,
}

/// One step from the act towards the cited place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    Article(Number),
    Annex(u32),
    /// The n-th part of an annex, whether the law calls it Part II, Class II, Section B or Section 2.
    Part(u32),
    /// The n-th subparagraph of what stands before it.
    Subparagraph(u32),
    /// A paragraph, or a numbered or lettered point.
    Point(Label),
    /// The 6 of point 4.6: point 4 contains it.
    Under(Number),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    Number(Number),
    /// `a`, `ba`, `iv`: whether letters are a roman number depends on where they stand.
    Letters(String),
}

/// A number of the law, with the letter of a later insertion: 4, 4a, 5.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    pub number: u32,
    pub suffix: String,
}

/// The id of a block: a citation, and a name where one citation needs several blocks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId {
    citation: Citation,
    name: Option<String>,
}

/// Provisions from one to another, both with all they contain; a single citation is a range too.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Range {
    from: Citation,
    to: Citation,
}

/// Several ranges, as `provisions`, `except` and `exception-to` list them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Provisions(pub Vec<Range>);

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CitationError {
    #[error("`{text}` names no act: write the act's prefix first, as in `cra:14(2)`")]
    NoAct { text: String },
    #[error("`{act}` in `{text}` is no act prefix: use small letters, digits and `-`, as in `ir-2025-2392`")]
    BadAct { text: String, act: String },
    #[error("`{text}` must go on with an article (`14`, `4a`) or an annex (`annex-3`), not with `{found}`")]
    BadUnit { text: String, found: String },
    #[error("`{text}` cannot be read from `{rest}` on: expected `(2)`, `(c)`, `.2` or `/2`")]
    BadSegment { text: String, rest: String },
    #[error(
        "`{label}` in `{text}` is no paragraph or point: expected a number (`2`, `1a`, `4.6`) or letters (`c`, `iv`)"
    )]
    BadLabel { text: String, label: String },
    #[error("`{label}` in `{text}` is no part of an annex: expected its number, as in `annex-1.2`")]
    BadPart { text: String, label: String },
    #[error("`{text}` counts subparagraphs of a subparagraph; only one `/` may stand between two points")]
    DoubleSubparagraph { text: String },
    #[error("`{name}` in `{text}` is no block name: use small letters, digits and `-` after `#`")]
    BadName { text: String, name: String },
    #[error("`{text}` names a block; a plain citation has no `#`")]
    UnexpectedName { text: String },
    #[error("`{text}` ends before it begins: `{to}` stands before `{from}` in the law")]
    Backwards { text: String, from: Citation, to: Citation },
    #[error("`{text}` reaches from one act into another")]
    TwoActs { text: String },
}

impl Citation {
    /// Reads a citation written without its prefix, as the headings of a law file do.
    pub fn parse_in(act: &str, local: &str) -> Result<Citation, CitationError> {
        read(act, local, &format!("{act}:{local}"))
    }

    pub fn act(&self) -> &str {
        &self.act
    }

    /// From the article or annex down. Never empty.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    pub fn depth(&self) -> usize {
        self.segments.len()
    }

    pub fn article(&self) -> Option<&Number> {
        match self.segments.first() {
            Some(Segment::Article(number)) => Some(number),
            _ => None,
        }
    }

    pub fn annex(&self) -> Option<u32> {
        match self.segments.first() {
            Some(Segment::Annex(number)) => Some(*number),
            _ => None,
        }
    }

    /// The citation without its prefix: `14(2)(c)`.
    pub fn local(&self) -> String {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = self.write_local(&mut text);
        text
    }

    fn write_local(&self, out: &mut impl fmt::Write) -> fmt::Result {
        for (at, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Article(number) => write!(out, "{number}")?,
                Segment::Annex(number) => write!(out, "annex-{number}")?,
                Segment::Part(number) => write!(out, ".{number}")?,
                Segment::Subparagraph(number) => write!(out, "/{number}")?,
                Segment::Point(Label::Number(number)) => write!(out, "({number}")?,
                Segment::Point(Label::Letters(letters)) => write!(out, "({letters}")?,
                Segment::Under(number) => write!(out, ".{number}")?,
            }
            // A point stays open while 4.6 is being written.
            let is_point = matches!(segment, Segment::Point(_) | Segment::Under(_));
            if is_point && !matches!(self.segments.get(at + 1), Some(Segment::Under(_))) {
                out.write_char(')')?;
            }
        }
        Ok(())
    }

    /// The article or annex it stands in, as files name it: `article-14`, `article-04a`, `annex-3`.
    pub fn unit_stem(&self) -> String {
        match self.segments.first() {
            Some(Segment::Annex(number)) => format!("annex-{number}"),
            Some(Segment::Article(Number { number, suffix })) => {
                format!("article-{number:02}{suffix}")
            }
            _ => String::new(),
        }
    }

    /// What [`Citation::unit_stem`] names: `article-04a` is Article 4a.
    pub fn of_unit_stem(act: &str, stem: &str) -> Option<Citation> {
        let local = match stem.strip_prefix("article-") {
            Some(number) => number.trim_start_matches('0'),
            None => stem.starts_with("annex-").then_some(stem)?,
        };
        Citation::parse_in(act, local).ok()
    }

    /// The article or annex it stands in.
    pub fn unit(&self) -> Citation {
        self.truncated(1)
    }

    /// Its first `depth` steps, or all it has. An article or annex always remains.
    pub fn truncated(&self, depth: usize) -> Citation {
        let mut segments = self.segments.clone();
        segments.truncate(depth.max(1));
        Citation { act: self.act.clone(), segments }
    }

    /// What directly contains it; nothing for an article or annex.
    pub fn parent(&self) -> Option<Citation> {
        (self.depth() > 1).then(|| self.truncated(self.depth() - 1))
    }

    /// What stands one step further down, if such a step can follow.
    pub fn child(&self, step: Segment) -> Option<Citation> {
        let last = self.segments.last()?;
        let fits = match (&step, last) {
            (Segment::Article(_) | Segment::Annex(_), _) => false,
            (Segment::Part(_), last) => matches!(last, Segment::Annex(_)),
            (Segment::Subparagraph(_), last) => !matches!(last, Segment::Subparagraph(_)),
            (Segment::Under(_), last) => {
                matches!(last, Segment::Point(Label::Number(_)) | Segment::Under(_))
            }
            (Segment::Point(_), _) => true,
        };
        let mut child = self.clone();
        child.segments.push(step);
        fits.then_some(child)
    }

    /// A provision contains itself and all its parts.
    pub fn contains(&self, other: &Citation) -> bool {
        self.act == other.act && other.segments.starts_with(&self.segments)
    }

    /// The Akoma Ntoso id: `art_14__para_2__point_a`, `annex_I__part_II__point_1`.
    ///
    /// A number directly under an article counts as a paragraph. In an article of definitions it is
    /// a point, but that is known to the text only.
    pub fn akn(&self) -> String {
        self.path("__", ["art", "annex", "part", "subpara", "para", "point"])
    }

    /// The place within the act as ELI spells it: `art_14/par_2/pnt_a`, `anx_I/prt_II/pnt_1`.
    pub fn eli_path(&self) -> String {
        self.path("/", ["art", "anx", "prt", "sub", "par", "pnt"])
    }

    fn path(&self, between: &str, words: [&str; 6]) -> String {
        let [article, annex, part, subparagraph, paragraph, point] = words;
        let mut steps: Vec<String> = Vec::new();
        let mut in_article_itself = false;
        for segment in &self.segments {
            match segment {
                Segment::Article(number) => steps.push(format!("{article}_{number}")),
                Segment::Annex(number) => steps.push(format!("{annex}_{}", roman(*number))),
                Segment::Part(number) => steps.push(format!("{part}_{}", roman(*number))),
                Segment::Subparagraph(number) => steps.push(format!("{subparagraph}_{number}")),
                Segment::Point(Label::Number(number)) if in_article_itself => {
                    steps.push(format!("{paragraph}_{number}"));
                }
                Segment::Point(Label::Number(number)) => steps.push(format!("{point}_{number}")),
                Segment::Point(Label::Letters(letters)) => steps.push(format!("{point}_{letters}")),
                // Part of the same number. A dot is not allowed in these ids.
                Segment::Under(number) => {
                    if let Some(step) = steps.last_mut() {
                        step.push_str(&format!("-{number}"));
                    }
                }
            }
            in_article_itself = matches!(segment, Segment::Article(_));
        }
        steps.join(between)
    }
}

impl Segment {
    /// Reads what stands between the brackets of a point: one step, or several for 4.6.
    pub fn point(label: &str) -> Option<Vec<Segment>> {
        let mut steps = Vec::new();
        Segment::push_point(label, &mut steps).map(|()| steps)
    }

    fn push_point(label: &str, steps: &mut Vec<Segment>) -> Option<()> {
        let mut labels = label.split('.');
        let first = point_label(labels.next()?)?;
        let is_number = matches!(first, Label::Number(_));
        steps.push(Segment::Point(first));
        for under in labels {
            steps.push(Segment::Under(number(under).filter(|_| is_number)?));
        }
        Some(())
    }

    /// Reads how the law calls the part of an annex: the 2 of Section 2, the II of Part II, the B of
    /// Section B.
    pub fn part(label: &str) -> Option<Segment> {
        let label = label.to_ascii_lowercase();
        arabic_or_roman(&label).or_else(|| section_number(&label)).map(Segment::Part)
    }
}

impl BlockId {
    pub fn new(citation: Citation, name: Option<String>) -> Result<BlockId, CitationError> {
        if let Some(name) = &name
            && !is_name(name)
        {
            let text = format!("{citation}#{name}");
            return Err(CitationError::BadName { text, name: name.clone() });
        }
        Ok(BlockId { citation, name })
    }

    pub fn citation(&self) -> &Citation {
        &self.citation
    }

    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

impl From<Citation> for BlockId {
    fn from(citation: Citation) -> BlockId {
        BlockId { citation, name: None }
    }
}

impl Range {
    pub fn new(from: Citation, to: Citation) -> Result<Range, CitationError> {
        let text = || format!("{from}..{}", to.local());
        if from.act != to.act {
            return Err(CitationError::TwoActs { text: format!("{from}..{to}") });
        }
        if from > to {
            return Err(CitationError::Backwards { text: text(), from, to });
        }
        Ok(Range { from, to })
    }

    pub fn first(&self) -> &Citation {
        &self.from
    }

    pub fn last(&self) -> &Citation {
        &self.to
    }

    /// Whether the whole of `citation` lies between the two ends.
    ///
    /// `14` does not lie in `12(1)..14(2)`, although the range reaches into it.
    pub fn contains(&self, citation: &Citation) -> bool {
        let place = citation.segments.as_slice();
        let down_to = |depth: usize| &place[..depth.min(place.len())];
        let reaches_over_the_end = place.len() < self.to.depth() && citation.contains(&self.to);
        citation.act == self.from.act
            && order_of_paths(down_to(self.from.depth()), &self.from.segments).is_ge()
            && order_of_paths(down_to(self.to.depth()), &self.to.segments).is_le()
            && !reaches_over_the_end
    }
}

impl From<Citation> for Range {
    fn from(citation: Citation) -> Range {
        Range { from: citation.clone(), to: citation }
    }
}

impl Provisions {
    pub fn contains(&self, citation: &Citation) -> bool {
        self.0.iter().any(|range| range.contains(citation))
    }
}

// ---------------------------------------------------------------------------------------------
// Order

impl Ord for Citation {
    fn cmp(&self, other: &Citation) -> Ordering {
        let acts = self.act.cmp(&other.act);
        acts.then_with(|| order_of_paths(&self.segments, &other.segments))
    }
}

impl PartialOrd for Citation {
    fn partial_cmp(&self, other: &Citation) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Range {
    fn cmp(&self, other: &Range) -> Ordering {
        self.from.cmp(&other.from).then_with(|| self.to.cmp(&other.to))
    }
}

impl PartialOrd for Range {
    fn partial_cmp(&self, other: &Range) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn order_of_paths(mine: &[Segment], theirs: &[Segment]) -> Ordering {
    let mut under_letters = false;
    for (mine, theirs) in mine.iter().zip(theirs) {
        let order = order(mine, theirs, under_letters);
        if order != Ordering::Equal {
            return order;
        }
        if let Segment::Point(label) = mine {
            under_letters = matches!(label, Label::Letters(_));
        }
    }
    // What contains comes before what is contained.
    mine.len().cmp(&theirs.len())
}

/// The order of two parts of the same whole.
fn order(mine: &Segment, theirs: &Segment, under_letters: bool) -> Ordering {
    match (mine, theirs) {
        (Segment::Article(a), Segment::Article(b)) => a.cmp(b),
        (Segment::Annex(a), Segment::Annex(b)) => a.cmp(b),
        (Segment::Part(a), Segment::Part(b)) => a.cmp(b),
        (Segment::Subparagraph(a), Segment::Subparagraph(b)) => a.cmp(b),
        (Segment::Under(a), Segment::Under(b)) => a.cmp(b),
        (Segment::Point(a), Segment::Point(b)) => order_of_labels(a, b, under_letters),
        _ => rank(mine).cmp(&rank(theirs)),
    }
}

/// The order of parts of different kinds: articles before annexes; points, when cited without their
/// subparagraph, as belonging to the first, which most do.
fn rank(segment: &Segment) -> u8 {
    match segment {
        Segment::Article(_) => 0,
        Segment::Annex(_) => 1,
        Segment::Subparagraph(1) => 2,
        Segment::Under(_) => 3,
        Segment::Point(_) => 4,
        Segment::Subparagraph(_) => 5,
        Segment::Part(_) => 6,
    }
}

fn order_of_labels(mine: &Label, theirs: &Label, under_letters: bool) -> Ordering {
    match (mine, theirs) {
        (Label::Number(a), Label::Number(b)) => a.cmp(b),
        (Label::Number(_), Label::Letters(_)) => Ordering::Less,
        (Label::Letters(_), Label::Number(_)) => Ordering::Greater,
        // Letters below a letter are roman: (a)(ix) comes after (a)(v), while (2)(i) stands between
        // (2)(h) and (2)(j). Deciding by place rather than by the two labels keeps the order whole:
        // otherwise (c) < (h) < (i) as letters and (i) < (c) as roman would run in a circle.
        (Label::Letters(a), Label::Letters(b)) if under_letters => roman_key(a).cmp(&roman_key(b)),
        (Label::Letters(a), Label::Letters(b)) => a.cmp(b),
    }
}

/// The value of a roman label and the letter of a later insertion (`iia`); what is not roman comes last.
fn roman_key(letters: &str) -> (u32, &str) {
    let numeral = letters.len() - letters.trim_start_matches(['i', 'v', 'x']).len();
    let (numeral, suffix) = letters.split_at(numeral);
    match roman_value(numeral) {
        Some(value) => (value, suffix),
        None => (u32::MAX, letters),
    }
}

const ROMAN: [(u32, &str); 9] =
    [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

/// Annexes and their parts are counted in roman numbers: 4 is `IV`.
pub fn roman(mut number: u32) -> String {
    let mut text = String::new();
    for (value, letters) in ROMAN {
        while number >= value {
            text.push_str(letters);
            number -= value;
        }
    }
    text
}

/// Only numerals as the law writes them (`iiii` is none), and only up to xxxix: `c` is a letter.
fn roman_value(text: &str) -> Option<u32> {
    (1..40).find(|number| roman(*number).eq_ignore_ascii_case(text))
}

// ---------------------------------------------------------------------------------------------
// Writing

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number, self.suffix)
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.act)?;
        self.write_local(f)
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{}#{name}", self.citation),
            None => write!(f, "{}", self.citation),
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{}..{}", self.from, self.to.local()) }
    }
}

as_text!(Citation, BlockId, Range);

// ---------------------------------------------------------------------------------------------
// Reading

impl FromStr for Citation {
    type Err = CitationError;

    fn from_str(text: &str) -> Result<Citation, CitationError> {
        let (act, local) = text.trim().split_once(':').ok_or_else(|| CitationError::NoAct { text: text.to_owned() })?;
        read(act, local, text)
    }
}

impl FromStr for BlockId {
    type Err = CitationError;

    fn from_str(text: &str) -> Result<BlockId, CitationError> {
        match text.trim().split_once('#') {
            None => Ok(BlockId::from(text.parse::<Citation>()?)),
            Some((citation, name)) => BlockId::new(citation.parse()?, Some(name.to_owned())),
        }
    }
}

impl FromStr for Range {
    type Err = CitationError;

    fn from_str(text: &str) -> Result<Range, CitationError> {
        let Some((from, to)) = text.split_once("..") else {
            return Ok(Range::from(text.parse::<Citation>()?));
        };
        let from: Citation = from.parse()?;
        let to = match to.contains(':') {
            true => to.parse()?,
            false => read(&from.act, to.trim(), text)?,
        };
        Range::new(from, to)
    }
}

/// `text` is what the reader of an error typed.
fn read(act: &str, local: &str, text: &str) -> Result<Citation, CitationError> {
    let act = act.trim().to_ascii_lowercase();
    let text = || text.to_owned();
    if act.is_empty() {
        return Err(CitationError::NoAct { text: text() });
    }
    if !is_name(&act) {
        return Err(CitationError::BadAct { text: text(), act });
    }
    if local.contains('#') {
        return Err(CitationError::UnexpectedName { text: text() });
    }
    let local = local.trim().to_ascii_lowercase();
    let (head, mut rest) = split_head(&local);
    let unit = match head.strip_prefix("annex-") {
        Some(annex) => arabic_or_roman(annex).map(Segment::Annex),
        None => number(head).map(Segment::Article),
    };
    let Some(unit) = unit else {
        return Err(CitationError::BadUnit { text: text(), found: head.to_owned() });
    };
    // Four steps are most.
    let mut segments = Vec::with_capacity(4);
    segments.push(unit);
    while let Some(mark) = rest.chars().next() {
        let bad_segment = || CitationError::BadSegment { text: text(), rest: rest.to_owned() };
        let after_mark = &rest[mark.len_utf8()..];
        let (label, after) = match mark {
            '(' => after_mark.split_once(')').ok_or_else(bad_segment)?,
            '.' | '/' => split_head(after_mark),
            _ => return Err(bad_segment()),
        };
        let bad_label = || CitationError::BadLabel { text: text(), label: label.to_owned() };
        match mark {
            '.' if matches!(segments.as_slice(), [Segment::Annex(_)]) => {
                let bad_part = || CitationError::BadPart { text: text(), label: label.to_owned() };
                segments.push(Segment::part(label).ok_or_else(bad_part)?);
            }
            '/' => {
                if matches!(segments.last(), Some(Segment::Subparagraph(_))) {
                    return Err(CitationError::DoubleSubparagraph { text: text() });
                }
                segments.push(Segment::Subparagraph(count(label).ok_or_else(bad_label)?));
            }
            _ => Segment::push_point(label, &mut segments).ok_or_else(bad_label)?,
        }
        rest = after;
    }
    Ok(Citation { act, segments })
}

/// Up to the mark that opens the next step.
fn split_head(text: &str) -> (&str, &str) {
    text.split_at(text.find(['(', '.', '/', ')']).unwrap_or(text.len()))
}

/// No act counts further than this; it keeps a slip of the keyboard from becoming a citation.
const COUNT_MAX: u32 = 399;

fn count(text: &str) -> Option<u32> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten().filter(|number| (1..=COUNT_MAX).contains(number))
}

fn number(text: &str) -> Option<Number> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (digits, suffix) = text.split_at(digits);
    let is_suffix = suffix.len() <= 3 && suffix.bytes().all(|byte| byte.is_ascii_lowercase());
    Some(Number { number: count(digits)?, suffix: is_suffix.then(|| suffix.to_owned())? })
}

fn point_label(text: &str) -> Option<Label> {
    let is_letters = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_letters {
        return Some(Label::Letters(text.to_owned()));
    }
    number(text).map(Label::Number)
}

fn arabic_or_roman(text: &str) -> Option<u32> {
    count(text).or_else(|| roman_value(text))
}

/// Section B is the second part. Asked only for what is no roman number; C is a section and no hundred.
fn section_number(text: &str) -> Option<u32> {
    match text.as_bytes() {
        [letter @ b'a'..=b'h'] => Some(u32::from(letter - b'a') + 1),
        _ => None,
    }
}

fn is_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().next().is_some_and(|byte| byte != b'-') && text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests;
