//! Where a detector puts what it found.

use std::path::PathBuf;

use crate::clean;
use crate::file::FileName;
use crate::licence_text;
use crate::patterns::Patterns;
use crate::place::Place;
use crate::report::{Finding, Kind, Why};

/// The findings of one file. It fills in what every finding of the file shares.
pub struct Found<'a> {
    file: &'a FileName,
    patterns: &'a Patterns,
    place: Place,
    /// Every line that shows something, not only the first for each detector: the fixtures want it.
    everywhere: bool,
    /// The coded detector at work.
    pub(crate) detector: &'static str,
    pub(crate) findings: Vec<Finding>,
    pub(crate) problems: Vec<Why>,
}

/// One line of a text, with its number counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub number: u32,
    pub text: &'a str,
}

/// Whether a dependency ends up in what is built, or only helps to build and test it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Runtime,
    Development,
}

impl<'a> Found<'a> {
    pub(crate) fn new(file: &'a FileName, patterns: &'a Patterns, everywhere: bool) -> Found<'a> {
        let place = place::of(file);
        Found { file, patterns, place, everywhere, detector: "", findings: Vec::new(), problems: Vec::new() }
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
        let Some(row) = patterns.package(ecosystem, package) else { return };
        let place = match scope {
            Scope::Runtime => self.place,
            Scope::Development => self.place.max(Place::Development),
        };
        // Looking up the line of each of a hundred thousand aliases of one package would never end.
        let is_known = |finding: &Finding| finding.detector == row.id && finding.place == place;
        if !self.everywhere && self.findings.iter().any(is_known) {
            return;
        }
        let line = line();
        let number = line.map(|line| line.number);
        let excerpt = line.map_or(package, |line| line.text);
        self.push(&row.id, row.kind, &row.name, number, excerpt, place);
    }

    /// A licence as a manifest writes it.
    pub fn licence(&mut self, written: &str, line: Option<Line>) {
        if !written.trim().is_empty() {
            let id = licence_text::spdx(written);
            self.add(Kind::Licence, id.as_deref().unwrap_or(licence_text::NOT_RECOGNISED), line);
        }
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
        });
    }

    pub(crate) fn place(&self) -> Place {
        self.place
    }

    pub(crate) fn is_everywhere(&self) -> bool {
        self.everywhere
    }
}

/// The lines of a text with their numbers.
pub fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines().zip(1..).map(|(text, number)| Line { number, text })
}

/// The first line that a test holds for.
pub fn line_where(text: &str, holds: impl Fn(&str) -> bool) -> Option<Line<'_>> {
    lines(text).find(|line| holds(line.text))
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
fn a_key_is_found_in_the_line_that_sets_it() {
    let text = "a-b = 1\n[dependencies.b]\n  \"c\": 2,\nd.workspace = true\n";
    let number = |key| line_of_key(text, key).map(|line| line.number);
    assert_eq!(
        [number("a"), number("a-b"), number("b"), number("c"), number("d")],
        [None, Some(1), Some(2), Some(3), Some(4)]
    );
}
