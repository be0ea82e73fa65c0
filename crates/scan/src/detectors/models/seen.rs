//! A model on its way into the findings: its format, its own name and what its header says.

use inventory::Confidence;

use crate::file::SourceFile;
use crate::found::{Found, Line, Seen};
use crate::report::Kind;

/// What a header says. Empty values are left out.
#[derive(Debug)]
pub struct Model<'a> {
    kind: Kind,
    name: Option<String>,
    confidence: Confidence,
    line: Option<Line<'a>>,
    properties: Vec<(&'static str, String)>,
}

impl<'a> Model<'a> {
    pub fn new(format: &str) -> Model<'a> {
        Model::of(Kind::ModelFile, format)
    }

    pub fn of(kind: Kind, format: &str) -> Model<'a> {
        Model {
            kind,
            name: None,
            confidence: Confidence::Certain,
            line: None,
            properties: vec![("format", format.to_owned())],
        }
    }

    /// The model's own name; the file's name stands in for a missing one.
    pub fn named(mut self, name: Option<&str>) -> Model<'a> {
        self.name = name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).or(self.name);
        self
    }

    pub fn with(mut self, name: &'static str, value: impl ToString) -> Model<'a> {
        let value = value.to_string();
        if !value.trim().is_empty() {
            self.properties.push((name, value.trim().to_owned()));
        }
        self
    }

    /// The same for what may not be there.
    pub fn with_some(self, name: &'static str, value: Option<impl ToString>) -> Model<'a> {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub fn sure(mut self, confidence: Confidence) -> Model<'a> {
        self.confidence = confidence;
        self
    }

    pub fn kind(mut self, kind: Kind) -> Model<'a> {
        self.kind = kind;
        self
    }

    pub fn line(mut self, line: Line<'a>) -> Model<'a> {
        self.line = Some(line);
        self
    }

    /// A model that is wholly in this file.
    pub fn report(self, file: &SourceFile, found: &mut Found) {
        self.with("size", file.size_bytes).report_beside(file, found);
    }

    /// A file that tells of a model and does not hold it.
    pub fn report_beside(self, file: &SourceFile, found: &mut Found) {
        let properties: Vec<(&str, &str)> = self.properties.iter().map(|(name, value)| (*name, &**value)).collect();
        found.asset(Seen {
            kind: self.kind,
            name: self.name.as_deref().unwrap_or(file.name.name()),
            line: self.line,
            confidence: self.confidence,
            properties: &properties,
        });
    }
}

/// A list of names as one value: each once, in the order they came.
pub fn joined<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if seen.len() < 12 && !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen.join(", ")
}

/// Whether a file is only the inside of a model archive that is reported itself: `net.pt!/net/data.pkl`.
pub fn is_inside_a_model(file: &SourceFile) -> bool {
    let Some((outer, _)) = file.name.lower_path().rsplit_once("!/") else { return false };
    let extension = outer.rsplit(['/', '.']).next().unwrap_or_default();
    matches!(
        extension,
        "pt" | "pth" | "ckpt" | "bin" | "dat" | "model" | "keras" | "npz" | "dlc" | "pt2" | "ptl" | "ts" | "weights"
    ) || matches!(file.name.lower_name(), "data.pkl" | "constants.pkl" | "attributes.pkl" | "bytecode.pkl")
}
