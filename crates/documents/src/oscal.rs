//! The law and the crosswalk in OSCAL: a catalog for each act, and a mapping collection.
//!
//! A control is a paragraph, a statement part of it a point; ids are the act's prefix and the Akoma Ntoso id, so they
//! stay what they are as long as the citation does. Prose is our own rendering.

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;
use domain::citation::{Citation, Range};
use rulebook::{Act, BlockKind, Relation, Row, Rulebook};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::summary::act_of;

const OSCAL_VERSION: &str = "1.2.2";
/// The namespace of what OSCAL has no word for.
const NAMESPACE: &str = "urn:marque:oscal";
/// The text that no law file renders.
const NOT_RENDERED: &str = "Not rendered; read it in the Official Journal.";

/// The documents by file name: one catalog for each act that is cited, and `crosswalk.json`.
pub fn documents(rulebook: &Rulebook, day: Day) -> BTreeMap<String, Value> {
    let cited = cited(rulebook);
    let mut documents = BTreeMap::new();
    for act in &rulebook.acts {
        let own: Vec<Citation> = cited.iter().filter(|citation| citation.act() == act.prefix).cloned().collect();
        if !own.is_empty() {
            documents.insert(format!("{}.json", act.prefix), catalog(rulebook, act, &own, day));
        }
    }
    documents.insert("crosswalk.json".to_owned(), mappings(rulebook, &cited, day));
    documents
}

/// The id of a provision in a catalog.
pub fn id(citation: &Citation) -> String {
    format!("{}.{}", citation.act(), citation.akn())
}

/// Every provision that a catalog holds: the paragraphs listed, what blocks render, points, and what rows join.
fn cited(rulebook: &Rulebook) -> BTreeSet<Citation> {
    let points = rulebook.blocks.iter().filter_map(|block| match &block.what {
        BlockKind::Obligation(obligation) => Some(obligation.points.iter().map(|point| &point.citation)),
        _ => None,
    });
    let sides = rulebook.crosswalk.rows.iter().flat_map(|row| row.source.iter().chain(&row.target).chain(&row.by));
    let texts = rulebook
        .ledger
        .paragraphs
        .iter()
        .chain(rulebook.blocks.iter().map(|block| &block.citation))
        .chain(points.flatten())
        .chain(sides);
    texts
        .filter_map(|text| text.parse::<Citation>().ok())
        .filter(|citation| rulebook.act(citation.act()).is_some())
        .collect()
}

fn uuid(name: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{NAMESPACE}:{name}").as_bytes()).to_string()
}

fn metadata(rulebook: &Rulebook, title: &str, day: Day) -> Value {
    json!({
        "title": title,
        "last-modified": format!("{day}T00:00:00Z"),
        "version": rulebook.digest.get(..12).unwrap_or("none"),
        "oscal-version": OSCAL_VERSION,
        "remarks": "Our own rendering. Authentic is only the Official Journal.",
    })
}

/// The paragraph that a citation stands in: one that is listed, or else its first step below the article or annex.
fn paragraph(listed: &BTreeSet<Citation>, citation: &Citation) -> Citation {
    let holding = (1..=citation.depth()).map(|depth| citation.truncated(depth)).find(|whole| listed.contains(whole));
    holding.unwrap_or_else(|| {
        let in_part = citation.segments().get(1).is_some_and(|step| matches!(step, domain::citation::Segment::Part(_)));
        citation.truncated(if in_part { 3 } else { 2 })
    })
}

fn listed(rulebook: &Rulebook) -> BTreeSet<Citation> {
    rulebook.ledger.paragraphs.iter().filter_map(|text| text.parse().ok()).collect()
}

fn catalog(rulebook: &Rulebook, act: &Act, cited: &[Citation], day: Day) -> Value {
    let listed = listed(rulebook);
    let mut units: BTreeMap<Citation, BTreeMap<Citation, Vec<&Citation>>> = BTreeMap::new();
    for citation in cited {
        let own = paragraph(&listed, citation);
        // A whole article is a group if its paragraphs are controls.
        let is_group = citation.depth() == 1 && cited.iter().any(|other| citation.contains(other) && other != citation);
        if is_group {
            continue;
        }
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
                "title": title(rulebook, unit),
                "controls": paragraphs.iter().map(|(own, parts)| control(rulebook, own, parts)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let mut metadata = metadata(rulebook, &act.title, day);
    metadata["links"] = json!([{ "href": act.eli, "rel": "reference" }]);
    json!({ "catalog": {
        "uuid": uuid(&format!("catalog:{}:{}", act.prefix, rulebook.digest)),
        "metadata": metadata,
        "groups": groups,
    } })
}

fn control(rulebook: &Rulebook, own: &Citation, parts: &[&Citation]) -> Value {
    let items: Vec<Value> = parts
        .iter()
        .map(|part| json!({ "id": id(part), "name": "item", "prose": prose(rulebook, part), "props": props(rulebook, part) }))
        .collect();
    let mut statement =
        json!({ "id": format!("{}.statement", id(own)), "name": "statement", "prose": prose(rulebook, own) });
    if !items.is_empty() {
        statement["parts"] = Value::Array(items);
    }
    json!({
        "id": id(own),
        "title": title(rulebook, own),
        "props": props(rulebook, own),
        "parts": [statement],
    })
}

/// Its citation as marque writes it, and the ids of the evidence that would show it.
fn props(rulebook: &Rulebook, own: &Citation) -> Vec<Value> {
    let mut props = vec![json!({ "name": "label", "value": own.to_string() })];
    let text = own.to_string();
    let mut evidence: BTreeSet<&String> = BTreeSet::new();
    for block in &rulebook.blocks {
        if let BlockKind::Obligation(obligation) = &block.what {
            if block.citation == text {
                evidence.extend(&obligation.evidence);
            }
            evidence.extend(
                obligation.points.iter().filter(|point| point.citation == text).flat_map(|point| &point.evidence),
            );
        }
    }
    props.extend(evidence.iter().map(|value| json!({ "name": "evidence", "ns": NAMESPACE, "value": value })));
    props
}

/// The heading in our own words; without one, the citation.
fn title(rulebook: &Rulebook, own: &Citation) -> String {
    let text = own.to_string();
    let heading =
        rulebook.provisions.iter().find(|provision| provision.citation == text && !provision.title.is_empty());
    heading.map_or(text, |provision| provision.title.replace('\n', " "))
}

/// What our files say of a provision: the rendering, the reasons of its blocks, the point, or the ledger's sentence.
fn prose(rulebook: &Rulebook, own: &Citation) -> String {
    let text = own.to_string();
    let mut said: Vec<&str> = Vec::new();
    let renderings = rulebook.provisions.iter().filter(|provision| provision.citation == text);
    said.extend(renderings.map(|provision| provision.rendering.as_str()).filter(|rendering| !rendering.is_empty()));
    for block in &rulebook.blocks {
        if block.citation == text && !said.iter().any(|known| known.contains(block.reason.as_str())) {
            said.push(&block.reason);
        }
        if let BlockKind::Obligation(obligation) = &block.what {
            said.extend(
                obligation.points.iter().filter(|point| point.citation == text).map(|point| point.what.as_str()),
            );
        }
    }
    if said.is_empty() {
        let names_it = |text: &String| text.parse::<Range>().is_ok_and(|range| range.contains(own));
        let entries = rulebook.ledger.entries.iter().filter(|entry| entry.provisions.iter().any(names_it));
        said.extend(entries.map(|entry| entry.what.as_str()));
    }
    if said.is_empty() { NOT_RENDERED.to_owned() } else { said.join("\n\n") }
}

/// The rows, by the pair of acts or frameworks they join.
fn mappings(rulebook: &Rulebook, cited: &BTreeSet<Citation>, day: Day) -> Value {
    let listed = listed(rulebook);
    let mut by_pair: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for row in &rulebook.crosswalk.rows {
        for source in resources(&row.source) {
            for target in resources(&row.target) {
                let sides = (
                    items(rulebook, cited, &listed, &row.source, &source),
                    items(rulebook, cited, &listed, &row.target, &target),
                );
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
        "metadata": metadata(rulebook, "Crosswalk of the Cyber Resilience Act and the AI Act", day),
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
        Some(_) => format!("{prefix}.json"),
        None => format!("urn:marque:framework:{prefix}"),
    };
    json!({ "type": "catalog", "href": href })
}

/// One side of a row within one resource; a whole article stands for its paragraphs.
fn items(
    rulebook: &Rulebook,
    cited: &BTreeSet<Citation>,
    listed: &BTreeSet<Citation>,
    side: &[String],
    resource: &str,
) -> Vec<Value> {
    let mut ids: Vec<(&str, String)> = Vec::new();
    for text in side.iter().filter(|text| act_of(text) == resource) {
        let citation = text.parse::<Citation>().ok().filter(|_| rulebook.act(resource).is_some());
        let Some(citation) = citation else {
            let control = text.split_once(':').map_or(text.as_str(), |(_, control)| control);
            ids.push(("control", control.to_owned()));
            continue;
        };
        let below = || cited.iter().filter(|other| citation.contains(other) && **other != citation);
        if citation.depth() == 1 && below().next().is_some() {
            let controls: BTreeSet<Citation> = below().map(|other| paragraph(listed, other)).collect();
            ids.extend(controls.iter().map(|control| ("control", id(control))));
        } else if paragraph(listed, &citation) == citation {
            ids.push(("control", id(&citation)));
        } else {
            ids.push(("statement", id(&citation)));
        }
    }
    ids.dedup();
    ids.into_iter().map(|(sort, id)| json!({ "type": sort, "id-ref": id })).collect()
}

fn map(rulebook: &Rulebook, row: &Row, (sources, targets): (Vec<Value>, Vec<Value>), source: &str) -> Value {
    let theme = rulebook.crosswalk.themes.get(usize::from(row.theme)).map_or("", |theme| theme.id.as_str());
    let mut props = vec![json!({ "name": "theme", "ns": NAMESPACE, "value": theme })];
    let mut prop = |name: &str, value: &str| props.push(json!({ "name": name, "ns": NAMESPACE, "value": value }));
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
