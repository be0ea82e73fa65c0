//! Every provision that the law files name, for those who point at the law from outside.

use std::collections::BTreeSet;
use std::ops::Range;

use domain::citation::Citation;

use crate::mistake::did_you_mean;
use crate::model::Rulebook;
use crate::tree::{Fields, Reading};

/// Every provision that the law files name: encoded, in the ledger, or rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownProvisions(BTreeSet<Citation>);

impl KnownProvisions {
    pub fn of(rulebook: &Rulebook) -> KnownProvisions {
        let rendered = rulebook.provisions.iter().map(|provision| provision.citation.as_str());
        let listed = rulebook.ledger.paragraphs.iter().map(String::as_str);
        let known = rendered.chain(listed).filter_map(|text| text.parse().ok());
        KnownProvisions(known.chain(rulebook.encoded()).collect())
    }

    /// Whether the law has this place, or something that lies in it.
    pub fn has(&self, point: &Citation) -> bool {
        // What contains comes before what is contained.
        self.0.range(point..).next().is_some_and(|known| point.contains(known))
    }

    /// The citations under a key; each has to be in the law.
    pub fn points(&self, fields: &mut Fields<'_>, key: &'static str) -> Vec<Citation> {
        let texts = fields.texts(key);
        self.all(fields, texts)
    }

    /// What something rests on: `cites`, at least one.
    pub fn cites(&self, fields: &mut Fields<'_>) -> Vec<String> {
        let texts = fields.texts("cites");
        if texts.is_empty() {
            fields.missing("cites");
        }
        self.all(fields, texts).iter().map(Citation::to_string).collect()
    }

    fn all(&self, fields: &mut Fields<'_>, texts: Vec<(String, Range<usize>)>) -> Vec<Citation> {
        texts.into_iter().filter_map(|(text, span)| self.point(fields.reading, &text, span)).collect()
    }

    /// A citation as somebody wrote it, if it is in the law.
    pub fn point(&self, reading: &mut Reading, text: &str, span: Range<usize>) -> Option<Citation> {
        match text.parse::<Citation>() {
            Ok(point) if self.has(&point) => Some(point),
            Ok(point) => {
                let help = self.did_you_mean(&point);
                reading.mistake_with_help(span, format!("the law files know no {point}"), help);
                None
            }
            Err(error) => {
                reading.mistake(span, error.to_string());
                None
            }
        }
    }

    /// "did you mean …", if a provision is near.
    pub fn did_you_mean(&self, point: &Citation) -> Option<String> {
        let names: Vec<String> = self.0.iter().map(Citation::to_string).collect();
        did_you_mean(&point.to_string(), names.iter().map(String::as_str))
    }
}
