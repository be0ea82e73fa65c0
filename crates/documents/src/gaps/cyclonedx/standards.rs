//! The acts as standards: each provision a requirement, in our own words.

use std::collections::BTreeSet;

use domain::citation::Citation;
use rulebook::{Act, Rulebook};
use serde_json::{Value, json};

use crate::gaps::ProductGaps;
use crate::gaps::acts::spoken_of;
use crate::oscal::{Controls, Rendering};

/// The acts that are spoken of.
pub(super) fn standards(products: &[ProductGaps], rulebook: &Rulebook) -> Vec<Value> {
    let (controls, rendering) = (Controls::of(rulebook), Rendering::of(rulebook));
    let points = products.iter().flat_map(|product| &product.points);
    spoken_of(rulebook, points).into_iter().map(|act| standard(act, &controls, &rendering)).collect()
}

fn standard(act: &Act, controls: &Controls, rendering: &Rendering<'_>) -> Value {
    let mut all: BTreeSet<Citation> = controls.of_act(&act.prefix).cloned().collect();
    let units: Vec<Citation> = all.iter().map(Citation::unit).collect();
    all.extend(units);
    let requirements: Vec<Value> = all.iter().map(|citation| requirement(act, rendering, &all, citation)).collect();
    json!({
        "bom-ref": act.prefix,
        "name": act.short,
        "description": format!("{}. Our own rendering; authentic is only the Official Journal.", act.title),
        "owner": "European Union",
        "requirements": requirements,
        "externalReferences": link(act),
    })
}

fn requirement(act: &Act, rendering: &Rendering<'_>, all: &BTreeSet<Citation>, citation: &Citation) -> Value {
    let mut requirement = json!({
        "bom-ref": citation.to_string(),
        "identifier": citation.to_string(),
        "title": rendering.title(citation),
        "descriptions": [rendering.prose(citation)],
    });
    let mut above = (1..citation.depth()).rev().map(|depth| citation.truncated(depth));
    if let Some(parent) = above.find(|parent| all.contains(parent)) {
        requirement["parent"] = parent.to_string().into();
    } else {
        // What stands in it is found in the same place.
        requirement["externalReferences"] = link(act);
    }
    requirement
}

fn link(act: &Act) -> Value {
    json!([{ "type": "website", "url": act.eli }])
}
