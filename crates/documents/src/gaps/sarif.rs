//! Gaps as SARIF 2.1.0: a failed check is a rule of its own, every other gap has its provision as rule.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{CheckShown, PointShown, ProductGaps, when};
use crate::sarif::{FINGERPRINT, SCHEMA, fingerprint, place, place_beside};
use crate::words::harmless;

/// The log of all gaps: one run, a result each.
pub fn sarif(products: &[ProductGaps], version: &str) -> Value {
    let mut results: Vec<(String, Value)> = Vec::new();
    let mut rules: BTreeMap<String, Value> = BTreeMap::new();
    for product in products {
        let product = &harmless(product);
        let mut checks: BTreeMap<&str, (&CheckShown, &PointShown)> = BTreeMap::new();
        for point in product.points.iter().filter(|point| point.is_gap()) {
            for check in point.checks.iter().filter(|check| check.outcome == "fail") {
                checks.entry(&check.id).or_insert((check, point));
            }
            rules.entry(point.citation.clone()).or_insert_with(|| {
                rule(&point.citation, &format!("{}: {}", point.citation, point.title), &point.what, &point.link)
            });
            results.push((point.citation.clone(), gap(product, point)));
        }
        for (check, point) in checks.into_values() {
            rules.entry(check.id.clone()).or_insert_with(|| rule(&check.id, &check.title, &check.title, &point.link));
            results.push((check.id.clone(), failed(product, check)));
        }
    }
    let index: BTreeMap<&String, usize> = rules.keys().zip(0..).collect();
    let results: Vec<Value> = results
        .into_iter()
        .map(|(rule, mut result)| {
            result["ruleIndex"] = index.get(&rule).copied().into();
            result["ruleId"] = rule.into();
            result
        })
        .collect();
    let rules: Vec<&Value> = rules.values().collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "marque", "semanticVersion": version, "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(id: &str, short: &str, full: &str, link: &str) -> Value {
    let mut rule = json!({
        "id": id,
        "shortDescription": { "text": short },
        "fullDescription": { "text": full },
        "help": { "text": "`marque gaps` says what is missing and what to do." },
    });
    if !link.is_empty() {
        rule["helpUri"] = link.into();
    }
    rule
}

/// What binds today and is not met is an error; what is open or comes later is for reading.
fn level(point: &PointShown) -> &'static str {
    match (point.binds.as_str(), point.state.as_str()) {
        ("today", "not-met") => "error",
        ("today", "stale" | "partly") | ("later", "not-met") => "warning",
        _ => "note",
    }
}

fn gap(product: &ProductGaps, point: &PointShown) -> Value {
    let key = [product.subject.as_str(), &point.duty, &point.kind, &point.thing];
    let text = format!("{} ({}, {}): {} Missing: {}", point.state, point.thing, when(point), point.what, point.missing);
    json!({
        "level": level(point),
        "message": { "text": text },
        "locations": [place(&product.source, None)],
        "partialFingerprints": { FINGERPRINT: fingerprint(&point.citation, key.into_iter()) },
    })
}

fn failed(product: &ProductGaps, check: &CheckShown) -> Value {
    let place = match &check.path {
        Some(path) => place_beside(&product.source, path, check.line),
        None => place(&product.source, None),
    };
    // Lines move; the file does not.
    let key = [product.subject.as_str(), check.path.as_deref().unwrap_or_default()];
    json!({
        "level": if check.beyond { "note" } else { "error" },
        "message": { "text": format!("Not so: {}. {}", check.title, check.because) },
        "locations": [place],
        "partialFingerprints": { FINGERPRINT: fingerprint(&check.id, key.into_iter()) },
    })
}
