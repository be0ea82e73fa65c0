//! The law and the crosswalk in OSCAL: a catalog for each act, and a mapping collection.
//!
//! A control is a paragraph, a statement part of it a point; ids are the act's prefix and the Akoma Ntoso id, so they
//! stay what they are as long as the citation does. Prose is our own rendering.

mod controls;
mod rendering;

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;
use domain::citation::Citation;
use rulebook::{Act, Relation, Row, Rulebook};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::summary::act_of;

pub(crate) use controls::Controls;
pub use controls::id;
pub(crate) use rendering::Rendering;

const OSCAL_VERSION: &str = "1.2.2";
/// The namespace of what OSCAL has no word for.
pub(crate) const NAMESPACE: &str = "urn:marque:oscal";

/// The documents by file name: one catalog for each act that is cited, and `crosswalk.json`.
pub fn documents(rulebook: &Rulebook, day: Day) -> BTreeMap<String, Value> {
    let controls = Controls::of(rulebook);
    let rendering = Rendering::of(rulebook);
    let mut documents = BTreeMap::new();
    for act in &rulebook.acts {
        if controls.of_act(&act.prefix).next().is_some() {
            documents.insert(catalog_name(&act.prefix), catalog(rulebook, act, &controls, &rendering, day));
        }
    }
    documents.insert("crosswalk.json".to_owned(), mappings(rulebook, &controls, day));
    documents
}

/// The name of the file that holds the catalog of an act.
pub(crate) fn catalog_name(prefix: &str) -> String {
    format!("{prefix}.json")
}

/// The UUID that a name always gets.
pub(crate) fn uuid(name: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{NAMESPACE}:{name}").as_bytes()).to_string()
}

/// A property that OSCAL has no word for.
pub(crate) fn property(name: &str, value: &str) -> Value {
    json!({ "name": name, "ns": NAMESPACE, "value": value })
}

/// The metadata of a document of a day.
pub(crate) fn metadata(title: &str, version: &str, day: Day, remarks: &str) -> Value {
    json!({
        "title": title,
        "last-modified": format!("{day}T00:00:00Z"),
        "version": version,
        "oscal-version": OSCAL_VERSION,
        "remarks": remarks,
    })
}

fn metadata_of_law(rulebook: &Rulebook, title: &str, day: Day) -> Value {
    let version = rulebook.digest.get(..12).unwrap_or("none");
    metadata(title, version, day, "Our own rendering. Authentic is only the Official Journal.")
}

fn catalog(rulebook: &Rulebook, act: &Act, controls: &Controls, rendering: &Rendering<'_>, day: Day) -> Value {
    let mut units: BTreeMap<Citation, BTreeMap<Citation, Vec<&Citation>>> = BTreeMap::new();
    for citation in controls.of_act(&act.prefix).filter(|citation| !controls.is_group(citation)) {
        let own = controls.paragraph(citation);
        let parts = units.entry(citation.unit()).or_default().entry(own.clone()).or_default();
        if *citation != own {
            parts.push(citation);
        }
    }
    let groups: Vec<Value> = units
        .iter()
        .map(|(unit, paragraphs)| {
            json!({
                "id": format!("{}.group", id(unit)),
                "class": if unit.annex().is_some() { "annex" } else { "article" },
                "title": rendering.title(unit),
                "controls": paragraphs.iter().map(|(own, parts)| control(rendering, own, parts)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let mut metadata = metadata_of_law(rulebook, &act.title, day);
    metadata["links"] = json!([{ "href": act.eli, "rel": "reference" }]);
    json!({ "catalog": {
        "uuid": uuid(&format!("catalog:{}:{}", act.prefix, rulebook.digest)),
        "metadata": metadata,
        "groups": groups,
    } })
}

fn control(rendering: &Rendering<'_>, own: &Citation, parts: &[&Citation]) -> Value {
    let items: Vec<Value> = parts
        .iter()
        .map(|part| json!({ "id": id(part), "name": "item", "prose": rendering.prose(part), "props": props(rendering, part) }))
        .collect();
    let mut statement =
        json!({ "id": controls::statement_id(own), "name": "statement", "prose": rendering.prose(own) });
    if !items.is_empty() {
        statement["parts"] = Value::Array(items);
    }
    json!({
        "id": id(own),
        "title": rendering.title(own),
        "props": props(rendering, own),
        "parts": [statement],
    })
}

/// Its citation as marque writes it, and the ids of the evidence that would show it.
fn props(rendering: &Rendering<'_>, own: &Citation) -> Vec<Value> {
    let mut props = vec![json!({ "name": "label", "value": own.to_string() })];
    props.extend(rendering.evidence(own).map(|value| property("evidence", value)));
    props
}

/// The rows, by the pair of acts or frameworks they join.
fn mappings(rulebook: &Rulebook, controls: &Controls, day: Day) -> Value {
    let mut by_pair: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for row in &rulebook.crosswalk.rows {
        for source in resources(&row.source) {
            for target in resources(&row.target) {
                let sides =
                    (items(rulebook, controls, &row.source, &source), items(rulebook, controls, &row.target, &target));
                by_pair.entry((source.clone(), target)).or_default().push(map(rulebook, row, sides, &source));
            }
        }
    }
    let mappings: Vec<Value> = by_pair
        .into_iter()
        .map(|((source, target), maps)| {
            json!({
                "uuid": uuid(&format!("mapping:{source}:{target}")),
                "source-resource": resource(rulebook, &source),
                "target-resource": resource(rulebook, &target),
                "maps": maps,
            })
        })
        .collect();
    json!({ "mapping-collection": {
        "uuid": uuid(&format!("crosswalk:{}", rulebook.digest)),
        "metadata": metadata_of_law(rulebook, "Crosswalk of the Cyber Resilience Act and the AI Act", day),
        "provenance": {
            "method": "human",
            "matching-rationale": "semantic",
            "status": "complete",
            "mapping-description": "Each row joins provisions of two acts, or a provision and a control, under a stated condition.",
        },
        "mappings": mappings,
    } })
}

/// The acts or frameworks of one side.
fn resources(side: &[String]) -> BTreeSet<String> {
    side.iter().map(|text| act_of(text).to_owned()).collect()
}

fn resource(rulebook: &Rulebook, prefix: &str) -> Value {
    let href = match rulebook.act(prefix) {
        Some(_) => catalog_name(prefix),
        None => format!("urn:marque:framework:{prefix}"),
    };
    json!({ "type": "catalog", "href": href })
}

/// One side of a row within one resource.
fn items(rulebook: &Rulebook, controls: &Controls, side: &[String], resource: &str) -> Vec<Value> {
    let mut ids: Vec<(&str, String)> = Vec::new();
    for text in side.iter().filter(|text| act_of(text) == resource) {
        let citation = text.parse::<Citation>().ok().filter(|_| rulebook.act(resource).is_some());
        let Some(citation) = citation else {
            let control = text.split_once(':').map_or(text.as_str(), |(_, control)| control);
            ids.push(("control", control.to_owned()));
            continue;
        };
        if controls.is_group(&citation) || controls.paragraph(&citation) == citation {
            ids.extend(controls.controls(&citation).iter().map(|control| ("control", id(control))));
        } else {
            ids.push(("statement", id(&citation)));
        }
    }
    ids.dedup();
    ids.into_iter().map(|(sort, id)| json!({ "type": sort, "id-ref": id })).collect()
}

fn map(rulebook: &Rulebook, row: &Row, (sources, targets): (Vec<Value>, Vec<Value>), source: &str) -> Value {
    let theme = rulebook.crosswalk.themes.get(usize::from(row.theme)).map_or("", |theme| theme.id.as_str());
    let mut props = vec![property("theme", theme)];
    let mut prop = |name: &str, value: &str| props.push(property(name, value));
    row.evidence.iter().for_each(|evidence| prop("evidence", evidence));
    row.by.iter().for_each(|by| prop("deemed-by", by));
    row.effect.iter().for_each(|effect| prop("effect", effect));
    row.attested.iter().for_each(|attested| prop("attested", attested.trim()));
    let mut remarks = format!("Shared: {}\n\nDifferent: {}", row.why.shares, row.why.differs);
    if let Some(open) = &row.open {
        remarks.push_str(&format!("\n\nOpen: {open}"));
    }
    let mut map = json!({
        "uuid": uuid(&format!("row:{}:{source}:{}", row.id, targets.first().map_or(String::new(), Value::to_string))),
        "relationship": row.how.as_str(),
        "sources": sources,
        "targets": targets,
        "qualifiers": [{
            "subject": "both", "predicate": "has-requirement", "category": "restricted", "description": row.why.when,
        }],
        "props": props,
        "remarks": remarks,
    });
    if row.how == Relation::DeemedBy {
        map["ns"] = json!(NAMESPACE);
    }
    map
}

#[cfg(test)]
mod tests;
