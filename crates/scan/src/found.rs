//! Where a detector puts what it found.

use std::path::{Path, PathBuf};

pub use inventory::Scope;
use inventory::{Component, Confidence, Package, Property};

use crate::clean;
use crate::file::FileName;
use crate::licence_text;
use crate::patterns::{Clues, Patterns, Row};
use crate::place::{self, Place};
use crate::report::{Finding, Kind, NotRead, Report, Why};
use crate::sheet::{At, Origin, Sheet, Wish};

/// The findings of one file. It fills in what every finding of the file shares.
pub struct Found<'a> {
    file: &'a FileName,
    patterns: &'a Patterns,
    place: Place,
    /// Every line that shows something, not only the first for each detector: the fixtures want it.
    everywhere: bool,
    /// What the pattern detectors saw.
    pub(crate) clues: Clues,
    /// The coded detector at work.
    pub(crate) detector: &'static str,
    pub(crate) findings: Vec<Finding>,
    sheets: Vec<Sheet>,
    includes: Vec<(PathBuf, &'static str)>,
    pub(crate) problems: Vec<Why>,
}

/// An AI asset or a signal as a detector sees it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    pub kind: Kind,
    pub name: &'a str,
    pub line: Option<Line<'a>>,
    pub confidence: Confidence,
    /// `provider`, `model`, `architecture`, `licence`, `base-model` …
    pub properties: &'a [(&'a str, &'a str)],
}

/// One line of a text, with its number counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub number: u32,
    pub text: &'a str,
}

impl<'a> Found<'a> {
    pub(crate) fn new(file: &'a FileName, patterns: &'a Patterns, everywhere: bool) -> Found<'a> {
        let place = place::of(file);
        Found {
            file,
            patterns,
            place,
            everywhere,
            clues: Clues::default(),
            detector: "",
            findings: Vec::new(),
            sheets: Vec::new(),
            includes: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The sheet of the detector at work: what the file says of components.
    pub fn sheet(&mut self) -> &mut Sheet {
        let at = self.sheets.iter().position(|sheet| sheet.detector == self.detector).unwrap_or_else(|| {
            self.sheets.push(Sheet::new(PathBuf::from(self.file.path()), self.detector, self.place));
            self.sheets.len() - 1
        });
        &mut self.sheets[at]
    }

    /// A component this file lists, and the line that lists it.
    pub fn component(&mut self, component: Component, line: impl Into<Option<u32>>) -> At {
        self.sheet().add(component, line.into())
    }

    /// A dependency this file asks for. It is looked up in the lockfiles around, and is a component of its own if
    /// none knows it.
    pub fn wish(&mut self, package: Package, requirement: &str, scope: Scope, line: impl Into<Option<u32>>) {
        let wish = Wish { package, requirement: requirement.trim().to_owned(), scope, line: line.into() };
        self.sheet().wishes.push(wish);
    }

    /// One component needs another. Both are of this file.
    pub fn depends(&mut self, from: At, to: At) {
        self.sheet().edges.push((from, to));
    }

    /// What kind of file this is; a manifest if nothing is said.
    pub fn origin(&mut self, origin: Origin) {
        self.sheet().origin = origin;
    }

    /// What other files of the same family need to know.
    pub fn setting(&mut self, name: &str, value: &str) {
        self.sheet().settings.push((name.to_owned(), value.to_owned()));
    }

    /// Another file of the tree is to be read by this detector, whatever it is called: a path relative to the
    /// folder of this file. One that leads out of the tree is not read.
    pub fn include(&mut self, relative: &str) {
        self.include_for(relative, self.detector);
    }

    /// The same for another detector.
    pub fn include_for(&mut self, relative: &str, detector: &'static str) {
        let folder = Path::new(self.file.path()).parent().unwrap_or(Path::new(""));
        let mut path = PathBuf::new();
        for part in folder.join(relative).components() {
            match part {
                std::path::Component::Normal(part) => path.push(part),
                std::path::Component::CurDir => {}
                std::path::Component::ParentDir if path.pop() => {}
                _ => return,
            }
        }
        self.includes.push((path, detector));
    }

    /// An AI asset or a signal, with details.
    pub fn asset(&mut self, asset: Seen) {
        let (line, excerpt) = (asset.line.map(|line| line.number), asset.line.map_or("", |line| line.text));
        let before = self.findings.len();
        self.push(self.detector, asset.kind, asset.name, line, excerpt, self.place);
        if let Some(finding) = self.findings.get_mut(before) {
            finding.confidence = asset.confidence;
            finding.properties = asset.properties.iter().map(|(name, value)| property(name, value)).collect();
        }
    }

    /// Where things stand before a detector begins.
    pub(crate) fn mark(&self) -> (usize, usize, usize) {
        (self.findings.len(), self.sheets.len(), self.includes.len())
    }

    /// Takes back what was found since.
    pub(crate) fn undo(&mut self, (findings, sheets, includes): (usize, usize, usize)) {
        self.findings.truncate(findings);
        self.sheets.truncate(sheets);
        self.includes.truncate(includes);
    }

    pub(crate) fn into_report(mut self, path: &Path, bytes_read: u64) -> Report {
        for finding in &mut self.findings {
            // The exact path: the one the detectors saw may have lost what is not UTF-8.
            finding.path = path.to_path_buf();
        }
        self.sheets.retain(|sheet| !sheet.is_empty());
        for sheet in &mut self.sheets {
            sheet.path = path.to_path_buf();
        }
        let not_read = self.problems.into_iter().map(|why| NotRead { path: path.to_path_buf(), why }).collect();
        Report {
            findings: self.findings,
            not_read,
            sheets: self.sheets,
            includes: self.includes,
            whiteouts: Vec::new(),
            files: 1,
            ignored: 0,
            bytes_read,
        }
    }

    pub fn add(&mut self, kind: Kind, name: &str, line: Option<Line>) {
        let number = line.map(|line| line.number);
        let excerpt = line.map(|line| line.text).unwrap_or_default();
        self.push(self.detector, kind, name, number, excerpt, self.place);
    }

    /// Something the file as a whole shows, with a few words on what was seen.
    pub fn add_file(&mut self, kind: Kind, name: &str, seen: &str) {
        self.push(self.detector, kind, name, None, seen, self.place);
    }

    /// A package this file asks for. Only packages that some pattern names become findings, once for each
    /// detector; `line` is looked up only then.
    pub fn dependency<'t>(
        &mut self,
        ecosystem: &str,
        package: &str,
        scope: Scope,
        line: impl FnOnce() -> Option<Line<'t>>,
    ) {
        let patterns = self.patterns;
        let frameworks = patterns.frameworks(ecosystem, package);
        let rows: Vec<&Row> = patterns.package(ecosystem, package).into_iter().chain(frameworks).collect();
        if rows.is_empty() {
            return;
        }
        let place = match scope {
            Scope::Runtime | Scope::Optional => self.place,
            Scope::Development => self.place.max(Place::Development),
        };
        // Looking up the line of each of a hundred thousand aliases of one package would never end.
        let is_known =
            |row: &&Row| self.findings.iter().any(|finding| finding.detector == row.id && finding.place == place);
        let rows: Vec<&Row> = rows.into_iter().filter(|row| self.everywhere || !is_known(row)).collect();
        if rows.is_empty() {
            return;
        }
        let line = line();
        let number = line.map(|line| line.number);
        let excerpt = line.map_or(package, |line| line.text);
        for row in rows {
            self.push(&row.id, row.kind, &row.name, number, excerpt, place);
            self.property("provider", row.provider.as_deref());
            self.property("package", Some(package));
        }
    }

    /// A detail of the last finding, if it is known.
    pub(crate) fn property(&mut self, name: &str, value: Option<&str>) {
        if let (Some(finding), Some(value)) = (self.findings.last_mut(), value) {
            finding.properties.push(Property::new(name, clean::name(value)));
        }
    }

    pub(crate) fn patterns(&self) -> &'a Patterns {
        self.patterns
    }

    /// A licence as a manifest writes it.
    pub fn licence(&mut self, written: &str, line: Option<Line>) {
        if !written.trim().is_empty() {
            let id = licence_text::spdx(written);
            self.add(Kind::Licence, id.as_deref().unwrap_or(licence_text::NOT_RECOGNISED), line);
        }
    }

    /// What a parser made of the file. None if it is broken: then that is told, and nothing else can be.
    pub fn parsed<T>(&mut self, result: Result<T, impl std::fmt::Display>) -> Option<T> {
        result.map_err(|fault| self.malformed(fault)).ok()
    }

    /// The file is broken: what it would have said is unknown.
    pub fn malformed(&mut self, error: impl std::fmt::Display) {
        self.problems.push(Why::Malformed(clean::excerpt(&error.to_string())));
    }

    pub(crate) fn push(
        &mut self,
        detector: &str,
        kind: Kind,
        name: &str,
        line: Option<u32>,
        excerpt: &str,
        place: Place,
    ) {
        let name = clean::name(name);
        if name.is_empty() {
            return;
        }
        let place = if kind.is_paper() { place::of_paper(self.file) } else { place };
        self.findings.push(Finding {
            path: PathBuf::from(self.file.path()),
            line,
            detector: detector.to_owned(),
            kind,
            name,
            excerpt: clean::excerpt(excerpt),
            place,
            confidence: Confidence::default(),
            properties: Vec::new(),
        });
    }

    /// Whether the file lies among the code of others: its manifest then tells of them, and not of the product.
    pub fn is_vendored(&self) -> bool {
        self.place == Place::Vendored
    }

    pub(crate) fn place(&self) -> Place {
        self.place
    }

    pub(crate) fn is_everywhere(&self) -> bool {
        self.everywhere
    }
}

/// A detail, made harmless. A digest or the name of a model looks like a secret and is none.
fn property(name: &str, value: &str) -> Property {
    let is_plain = matches!(name, "sha256" | "md5" | "base-model" | "model" | "datasets" | "architecture" | "tags");
    Property::new(name, if is_plain { clean::name(value) } else { clean::excerpt(value) })
}

/// The lines of a text with their numbers.
pub fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines().zip(1..).map(|(text, number)| Line { number, text })
}

/// The first line that a test holds for.
pub fn line_where(text: &str, holds: impl Fn(&str) -> bool) -> Option<Line<'_>> {
    lines(text).find(|line| holds(line.text))
}

/// The line of that number.
pub fn line_of_number(text: &str, number: u32) -> Option<Line<'_>> {
    let before = usize::try_from(number.checked_sub(1)?).ok()?;
    let mut newlines = memchr::memchr_iter(b'\n', text.as_bytes());
    let start = before.checked_sub(1).map_or(Some(0), |last| newlines.nth(last).map(|at| at + 1))?;
    let text = text.get(start..)?.lines().next()?;
    Some(Line { number, text })
}

/// The line of that number, where so many are looked up that counting each time would never end.
pub fn line_in<'t>(lines: &[&'t str], number: u32) -> Option<Line<'t>> {
    let text = lines.get(usize::try_from(number.checked_sub(1)?).ok()?)?;
    Some(Line { number, text })
}

/// The first line that sets `key`: `key = …`, `"key": …`, `key.version = …`, `[table.key]`.
pub fn line_of_key<'t>(text: &'t str, key: &str) -> Option<Line<'t>> {
    line_where(text, |line| {
        let line = line.trim_start();
        let line = line.strip_prefix('[').map_or(line, |table| table.rsplit_once('.').map_or(table, |(_, last)| last));
        let line = line.trim_start_matches(['"', '\'', '{', ' ']);
        line.strip_prefix(key).is_some_and(|rest| {
            matches!(rest.trim_start_matches(['"', '\'', ' ']).chars().next(), Some('=' | ':' | '.' | ']'))
        })
    })
}

#[test]
fn a_line_is_found_by_its_number() {
    let line = |text, number| line_of_number(text, number).map(|line| line.text);
    for text in ["a\r\n\nb", "a\n\nb\n"] {
        assert_eq!([1, 2, 3].map(|number| line(text, number)), [Some("a"), Some(""), Some("b")]);
        assert_eq!([0, 4, 5].map(|number| line(text, number)), [None; 3]);
    }
    assert_eq!(line("", 1), None);
}

#[test]
fn a_key_is_found_in_the_line_that_sets_it() {
    let text = "a-b = 1\n[dependencies.b]\n  \"c\": 2,\nd.workspace = true\n";
    let number = |key| line_of_key(text, key).map(|line| line.number);
    assert_eq!(
        [number("a"), number("a-b"), number("b"), number("c"), number("d")],
        [None, Some(1), Some(2), Some(3), Some(4)]
    );
}
