//! Gaps as CycloneDX 1.7 declarations: what is claimed of each requirement of the acts, and by what evidence.
//!
//! A score stands only where it is certain: 1 for what is met, 0 for what is not. Nothing measured confidence.

mod claims;
mod evidence;
mod standards;
mod targets;

use rulebook::Rulebook;
use serde_json::{Value, json};
use uuid::Uuid;

use self::claims::Claims;
use self::targets::Targets;
use super::ProductGaps;
use super::names::Names;
use crate::words::harmless;

const SCHEMA: &str = "http://cyclonedx.org/schema/bom-1.7.schema.json";
/// The reference of whoever determined conformance.
const ASSESSOR: &str = "assessor";

/// The declarations for some products, with the acts as standards. What is made of the same is the same.
pub fn cyclonedx(products: &[ProductGaps], rulebook: &Rulebook, version: &str) -> Value {
    let products: Vec<ProductGaps> = products.iter().map(harmless).collect();
    let mut metadata = json!({
        "tools": { "components": [{ "type": "application", "name": "marque", "version": version }] },
        "properties": properties(&products, rulebook),
    });
    if let Some(first) = products.first() {
        metadata["timestamp"] = moment(&first.on).into();
    }
    let mut names = Names::default();
    let mut claims = Claims::default();
    let mut attestations = Vec::new();
    let (mut components, mut organisations) = (Vec::new(), Vec::new());
    for product in &products {
        let uuid = names.uuid(&["product", &product.subject]);
        let component = json!({ "type": "application", "bom-ref": uuid, "name": product.subject });
        if products.len() == 1 {
            metadata["component"] = component;
        } else {
            components.push(component);
        }
        let mut targets = Targets::new(product, &uuid, &mut names);
        let map: Vec<Value> = product.points.iter().map(|point| claims.of_point(&mut targets, point)).collect();
        organisations.append(&mut targets.organisations);
        components.append(&mut targets.components);
        attestations.push(json!({
            "summary": format!("How each point stands on {} that binds {} or may bind it, as held against the \
                evidence in the log, checks and what marque.toml says. Not legal advice.", product.on, product.subject),
            "assessor": ASSESSOR,
            "map": map,
        }));
    }
    let mut document = json!({
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "version": 1,
        "metadata": metadata,
        "declarations": {
            "assessors": [assessor(&products)],
            "attestations": attestations,
            "claims": claims.claims,
            "evidence": claims.evidence.list,
            "targets": { "organizations": organisations, "components": components },
        },
        "definitions": { "standards": standards::standards(&products, rulebook) },
    });
    let number = Uuid::new_v5(&Uuid::NAMESPACE_URL, document.to_string().as_bytes());
    document["serialNumber"] = format!("urn:uuid:{number}").into();
    document
}

/// The organisation assesses itself: all that marque reads is what it says and keeps.
fn assessor(products: &[ProductGaps]) -> Value {
    let mut assessor = json!({ "bom-ref": ASSESSOR, "thirdParty": false });
    let mut named = products.iter().map(|product| product.organisation.as_ref());
    if let Some(Some(first)) = named.next()
        && named.all(|other| other == Some(first))
    {
        assessor["organization"] = json!({ "name": first });
    }
    assessor
}

fn properties(products: &[ProductGaps], rulebook: &Rulebook) -> Vec<Value> {
    let property = |name: &str, value: &str| json!({ "name": format!("marque:{name}"), "value": value });
    let not_read = products.iter().flat_map(|product| &product.not_read).map(|path| property("not-read", path));
    std::iter::once(property("law-digest", &rulebook.digest)).chain(not_read).collect()
}

fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests;
