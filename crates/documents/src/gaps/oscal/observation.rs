//! What was observed: pieces of evidence, and what checks saw.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::{Writing, line, marked, moment, origins, set_list};
use crate::gaps::{CarryShown, CheckShown, PieceShown, PointShown, ProductGaps};
use crate::oscal::{property, uuid};
use crate::sarif::{beside, uri};

/// The observations of a product, each once.
pub(super) struct Observations<'p> {
    pub list: Vec<Value>,
    /// The bytes of the evidence, for the back matter.
    pub resources: Vec<Value>,
    source: &'p str,
    product: String,
    pieces: HashMap<u64, &'p PieceShown>,
    written: HashSet<String>,
}

impl<'p> Observations<'p> {
    pub(super) fn new(product: &'p ProductGaps, uuid: &str) -> Observations<'p> {
        Observations {
            list: Vec::new(),
            resources: Vec::new(),
            source: &product.source,
            product: uuid.to_owned(),
            pieces: product.pieces.iter().map(|piece| (piece.entry, piece)).collect(),
            written: HashSet::new(),
        }
    }

    /// What a point rests on, as references to observations.
    pub(super) fn of_point(&mut self, writing: &Writing<'_>, point: &PointShown) -> Vec<Value> {
        let mut related = Vec::new();
        for carry in &point.evidence {
            if let Some(piece) = self.pieces.get(&carry.entry).copied() {
                let uuid = self.piece(writing, piece);
                related.push(json!({ "observation-uuid": uuid, "remarks": marked(&carries(carry)) }));
            }
        }
        for check in &point.checks {
            let uuid = self.check(writing, check);
            related.push(json!({ "observation-uuid": uuid }));
        }
        related
    }

    /// Whether it is the first time that this is observed.
    fn is_new(&mut self, uuid: &str) -> bool {
        self.written.insert(uuid.to_owned())
    }

    fn observation(&self, uuid: &str, title: &str, description: &str, method: &str) -> Value {
        json!({
            "uuid": uuid,
            "title": marked(title),
            "description": marked(description),
            "methods": [method],
            "origins": origins(),
            "subjects": [{ "subject-uuid": self.product, "type": "component" }],
        })
    }

    fn piece(&mut self, writing: &Writing<'_>, piece: &PieceShown) -> String {
        let entry = piece.entry.to_string();
        let name = json!(["evidence", self.product, entry, piece.digest]).to_string();
        let observed = uuid(&name);
        if !self.is_new(&observed) {
            return observed;
        }
        let description =
            format!("{}, recorded by {} on {} as entry {entry} of the log", piece.kind, piece.who, piece.added);
        let mut value = self.observation(&observed, &piece.title, &description, "EXAMINE");
        let bytes = uuid(&format!("{name}:bytes"));
        value["relevant-evidence"] =
            json!([{ "href": format!("#{bytes}"), "description": format!("SHA-256 {}", line(&piece.digest)) }]);
        let mut props = vec![property("evidence-kind", &line(&piece.kind)), property("log-entry", &entry)];
        props.extend(piece.release.as_ref().map(|release| property("release", &line(release))));
        value["props"] = Value::Array(props);
        let day = piece.added.split_once('T').and_then(|(day, _)| moment(day));
        value["collected"] = day.map_or_else(|| writing.day(), |_| piece.added.clone()).into();
        if let Some(last) = piece.fresh_until.as_deref().and_then(moment) {
            value["expires"] = last.replace("T00:00:00Z", "T23:59:59Z").into();
        }
        self.list.push(value);
        self.resources.push(resource(&bytes, piece));
        observed
    }

    fn check(&mut self, writing: &Writing<'_>, check: &CheckShown) -> String {
        let seen = [&check.id, &check.outcome, &check.because].map(String::as_str);
        let observed = uuid(&json!(["check", self.product, seen, check.path, check.line]).to_string());
        if !self.is_new(&observed) {
            return observed;
        }
        let mut value = self.observation(&observed, &check.title, &check.because, method(check));
        value["props"] = json!([property("check", &line(&check.id)), property("outcome", &line(&check.outcome))]);
        value["collected"] = writing.day().into();
        if let Some(path) = &check.path {
            let at = check.line.map_or_else(|| path.clone(), |line| format!("{path}, line {line}"));
            value["relevant-evidence"] =
                json!([{ "href": uri(&beside(self.source, path)), "description": marked(&at) }]);
        }
        let beyond = check.beyond.then(|| "It asks for more than the point does.".to_owned());
        let leaves = check.leaves.as_ref().map(|leaves| format!("A pass leaves open {leaves}."));
        let remarks: Vec<String> = beyond.into_iter().chain(leaves).collect();
        if !remarks.is_empty() {
            value["remarks"] = marked(&remarks.join(" ")).into();
        }
        self.list.push(value);
        observed
    }
}

/// A check of the product tests; one of what somebody said or recorded examines.
pub(super) fn method(check: &CheckShown) -> &'static str {
    if matches!(check.looks_at.as_str(), "fact" | "evidence") { "EXAMINE" } else { "TEST" }
}

/// How a piece carries a point.
fn carries(carry: &CarryShown) -> String {
    let mut said = if carry.whole { "for the whole point" } else { "for a part of the point" }.to_owned();
    if let Some(row) = &carry.row {
        said.push_str(&format!("; by the row {row} of the crosswalk"));
    }
    if let Some(stale) = &carry.stale {
        said.push_str(&format!("; it counts no more: {stale}"));
    }
    said
}

/// The bytes of a piece, as they lie in a bundle of evidence.
fn resource(uuid: &str, piece: &PieceShown) -> Value {
    let mut links = vec![json!({
        "href": format!("blobs/sha256/{}", uri(&piece.digest)),
        "media-type": line(&piece.media_type),
        "hashes": [{ "algorithm": "SHA-256", "value": line(&piece.digest) }],
    })];
    let mut value = json!({
        "uuid": uuid,
        "title": marked(&piece.title),
        "description": "The bytes are in the store of evidence; `marque evidence bundle` writes them.",
    });
    if let Some(source) = &piece.source {
        if piece.kind == "link" {
            links.push(json!({ "href": inventory::uri_reference(source) }));
        } else {
            value["remarks"] = format!("File: {}", marked(source)).into();
        }
    }
    set_list(&mut value, "rlinks", links);
    value
}
