//! Assessment results: how each point stands on a day, and what was observed.

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;
use rulebook::{Act, Rulebook};
use serde_json::{Value, json};

use super::observation::method;
use super::{Assessed, Found, Writing, catalog_links, document, line, marked, set_list, subjects};
use crate::gaps::{CheckShown, ProductGaps};
use crate::oscal::{metadata, property, uuid};

/// The assessment of a day: a result for each product. It takes at least one product and a day for which
/// [`super::has_day`] holds.
pub fn assessment_results(products: &[ProductGaps], rulebook: &Rulebook, on: Day, version: &str) -> Value {
    let mut writing = Writing::new(rulebook, version, on);
    let assessed: Vec<Assessed<'_>> = products.iter().map(|product| writing.assess(product, |_| true)).collect();
    let acts = writing.acts(&assessed);
    let how = uuid(&format!("how:{}:{version}", rulebook.digest));
    let mut resources = vec![how_assessed(&writing, &how)];
    resources.extend(writing.catalogs(&acts));
    resources.extend(assessed.iter().flat_map(|product| product.observations.resources.iter().cloned()));
    let mut results: Vec<Value> = assessed.iter().map(|product| result(&writing, product, &acts)).collect();
    // Ids are unique in a document: what the first result defines serves the others, too.
    if let Some(first) = results.first_mut() {
        first["local-definitions"]["assessment-assets"] = writing.assets();
    }
    let title = format!("Assessment of {} on {on}", subjects(products));
    let remarks =
        "Made by marque from the law files, the evidence in its log, checks and marque.toml. Not legal advice.";
    document(
        "assessment-results",
        json!({
            "metadata": metadata(&title, &on.to_string(), on, remarks),
            "import-ap": {
                "href": format!("#{how}"),
                "remarks": "Nobody wrote an assessment plan; the resource says how it was assessed.",
            },
            "local-definitions": { "activities": activities(products) },
            "results": results,
            "back-matter": { "resources": resources },
        }),
    )
}

fn how_assessed(writing: &Writing<'_>, uuid: &str) -> Value {
    json!({
        "uuid": uuid,
        "title": "How it was assessed",
        "description": "Each point of each duty that binds or may bind was held against the evidence in the log, \
            the checks and what marque.toml says of it. A point is met if evidence or checks carry it whole and no \
            check fails. What nobody can tell is not satisfied, and says so.",
        "props": [
            property("law-digest", &line(&writing.rulebook.digest)),
            property("marque-version", &line(writing.version)),
        ],
    })
}

/// What was done: evidence was looked through, and each check was made.
fn activities(products: &[ProductGaps]) -> Vec<Value> {
    let mut checks: BTreeMap<&str, &CheckShown> = BTreeMap::new();
    for check in products.iter().flat_map(|product| &product.points).flat_map(|point| &point.checks) {
        checks.entry(&check.id).or_insert(check);
    }
    let activity = |id: &str, title: &str, description: &str, method: &str| {
        json!({
            "uuid": uuid(&format!("activity:{id}")),
            "title": title,
            "description": description,
            "props": [{ "name": "method", "value": method }],
        })
    };
    let mut activities = vec![activity(
        "evidence",
        "Evidence against points",
        "The evidence in the log that is named for a point, or carried over to it by a row of the crosswalk.",
        "EXAMINE",
    )];
    for check in checks.into_values() {
        let leaves = check.leaves.as_ref().map(|leaves| format!("A pass leaves open {leaves}."));
        let description = leaves.unwrap_or_else(|| "A pass shows the whole point.".to_owned());
        activities.push(activity(
            &format!("check:{}", check.id),
            &marked(&check.title),
            &marked(&description),
            method(check),
        ));
    }
    activities
}

fn result(writing: &Writing<'_>, product: &Assessed<'_>, acts: &[&Act]) -> Value {
    let on = writing.on;
    let gaps = product.product;
    let log = match gaps.evidence {
        None => "There is no log of evidence yet.".to_owned(),
        Some(pieces) => format!("Pieces of evidence in the log: {pieces}."),
    };
    let mut result = json!({
        "uuid": uuid(&format!("result:{}:{on}", product.uuid)),
        "title": format!("{} on {on}", marked(&gaps.subject)),
        "description": format!("How each point stands that binds or may bind. {log}"),
        "start": writing.day(),
        "end": writing.day(),
        "local-definitions": { "components": [product.component()] },
        "reviewed-controls": reviewed(product, acts),
    });
    let not_read = gaps.not_read.iter().map(|path| property("not-read", &line(path))).collect();
    set_list(&mut result, "props", not_read);
    set_list(&mut result, "observations", product.observations.list.clone());
    set_list(&mut result, "findings", product.found.iter().flat_map(|found| found.findings.clone()).collect());
    result
}

/// The statements that were looked at; those that bind apart from those of which it is open.
fn reviewed(product: &Assessed<'_>, acts: &[&Act]) -> Value {
    let is_open = |found: &&Found<'_>| found.point.binds == "open";
    let bind = "Points of duties that bind on this day or later.";
    let may = "Points of duties of which it is open whether or from when they bind.";
    let mut selections: Vec<Value> = Vec::new();
    selections.extend(selection(bind, product.found.iter().filter(|found| !is_open(found))));
    selections.extend(selection(may, product.found.iter().filter(is_open)));
    if selections.is_empty() {
        let none = "The conditions of every duty were looked at: none binds, and none may.";
        selections.push(json!({ "description": none, "include-all": {} }));
    }
    json!({ "control-selections": selections, "links": catalog_links(acts) })
}

fn selection<'f>(description: &str, found: impl Iterator<Item = &'f Found<'f>>) -> Option<Value> {
    let mut controls: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (control, statement) in found.flat_map(|found| &found.statements) {
        controls.entry(control).or_default().insert(statement);
    }
    let include: Vec<Value> = controls
        .into_iter()
        .map(|(control, statements)| json!({ "control-id": control, "statement-ids": statements }))
        .collect();
    (!include.is_empty()).then(|| json!({ "description": description, "include-controls": include }))
}
