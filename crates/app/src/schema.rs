//! JSON Schemas: of `marque.toml`, made from the rulebook (editors complete and check with it), and of what
//! marque writes, made from its types.

use domain::Kind;
use rulebook::{FactType, Rulebook, What};
use serde_json::{Map, Value, json};

/// The documents that have a schema.
pub const DOCUMENTS: [&str; 14] = [
    "facts",
    "assessment",
    "batch-line",
    "checks",
    "evidence",
    "gaps",
    "keys",
    "map",
    "release-comparison",
    "report",
    "risk",
    "route",
    "terms",
    "verification",
];

/// The schema of a document by name.
pub fn schema(rulebook: &Rulebook, document: &str) -> Option<Value> {
    Some(match document {
        "facts" => facts(rulebook),
        "assessment" => schemars::schema_for!(crate::assess::Assessments).to_value(),
        "batch-line" => schemars::schema_for!(crate::batch::Line).to_value(),
        "checks" => schemars::schema_for!(Vec<crate::gaps::CheckListed>).to_value(),
        "evidence" => schemars::schema_for!(crate::evidence::Listing).to_value(),
        "gaps" => schemars::schema_for!(crate::gaps::Gaps).to_value(),
        "keys" => schemars::schema_for!(crate::keys::Listing).to_value(),
        "map" => schemars::schema_for!(Vec<documents::crosswalk::Mapped>).to_value(),
        "release-comparison" => schemars::schema_for!(release::Report).to_value(),
        "report" => schemars::schema_for!(Vec<documents::crosswalk::Reported>).to_value(),
        "risk" => schemars::schema_for!(crate::risk::Registers).to_value(),
        "route" => schemars::schema_for!(crate::route::Routes).to_value(),
        "terms" => schemars::schema_for!(crate::terms::Terms).to_value(),
        "verification" => schemars::schema_for!(crate::evidence::Verified).to_value(),
        _ => return None,
    })
}

/// The schema of a facts document (JSON Schema, draft 2020-12).
pub fn facts(rulebook: &Rulebook) -> Value {
    let mut properties = Map::new();
    for kind in Kind::ALL {
        let table = thing(rulebook, kind);
        let schema = match kind {
            Kind::Organisation | Kind::Product => table,
            _ => json!({ "oneOf": [table, { "type": "array", "items": thing(rulebook, kind) }] }),
        };
        properties.insert(kind.to_string(), schema);
    }
    let lists: Map<String, Value> =
        Kind::ALL.into_iter().map(|kind| (kind.to_string(), json!({ "type": "boolean" }))).collect();
    properties.insert(
        "complete".into(),
        json!({ "description": "Lists that name all there is.", "type": "object", "properties": lists, "additionalProperties": false }),
    );
    let conclusions: Vec<&str> = rulebook
        .names
        .iter()
        .filter(|name| matches!(name.what, What::Conclusion { .. }))
        .map(|name| name.id.as_str())
        .collect();
    let position = json!({
        "type": "object",
        "properties": {
            "conclusion": { "enum": conclusions }, "thing": { "type": "string" }, "answer": { "enum": ["yes", "no"] },
            "by": { "type": "string" }, "reason": { "type": "string" }, "date": {},
        },
        "required": ["conclusion", "answer", "by", "reason", "date"],
        "additionalProperties": false,
    });
    properties.insert("position".into(), json!({ "type": "array", "items": position }));
    properties.insert("point".into(), json!({ "type": "array", "items": point() }));
    properties.insert("modification".into(), json!({ "type": "array", "items": modification() }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "marque.toml",
        "description": "What is known about a product, for a verdict under the Cyber Resilience Act and the AI Act.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// What somebody says about points of the law.
fn point() -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    json!({
        "description": "Why a point of the law does not apply or is put off, who sees to it, and by when.",
        "type": "object",
        "properties": {
            "cites": { "oneOf": [text(), { "type": "array", "items": text(), "minItems": 1 }] },
            "on": text(), "not-applicable": text(), "waived-until": {}, "waiver": text(), "owner": text(), "due": {},
        },
        "required": ["cites"],
        "dependentRequired": { "waived-until": ["waiver"], "waiver": ["waived-until"] },
        "anyOf": [
            { "required": ["not-applicable"] }, { "required": ["waived-until"] }, { "required": ["owner"] },
            { "required": ["due"] },
        ],
        "not": { "required": ["not-applicable", "waived-until"] },
        "additionalProperties": false,
    })
}

/// What somebody says about changes since the release before.
fn modification() -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    json!({
        "description": "Whether a change that `marque release compare` names makes the modification substantial, and why.",
        "type": "object",
        "properties": {
            "change": text(), "of": text(), "act": text(), "release": text(),
            "substantial": { "type": "boolean" }, "why": text(), "assessed-in": text(), "by": text(),
        },
        "required": ["change", "substantial", "why"],
        "additionalProperties": false,
    })
}

fn thing(rulebook: &Rulebook, kind: Kind) -> Value {
    let mut properties = Map::new();
    properties.insert("name".into(), json!({ "type": "string", "minLength": 1 }));
    if kind == Kind::AiSystem {
        properties.insert("assets".into(), json!({ "type": "array", "items": { "type": "string" } }));
        properties.insert("model".into(), json!({ "type": "array", "items": thing(rulebook, Kind::Model) }));
    }
    if kind == Kind::Product {
        properties.insert("outside".into(), json!({ "type": "array", "items": { "type": "string" } }));
    }
    for name in rulebook.names.iter().filter(|name| name.on == kind) {
        let ids = || name.options().iter().map(|option| option.id.clone()).collect::<Vec<_>>();
        let value = match &name.what {
            What::Fact(FactType::Choice(_)) => {
                let list = json!({ "type": "array", "items": { "enum": ids() }, "minItems": 1 });
                json!({ "oneOf": [
                    { "enum": ids() }, { "const": "unknown" },
                    { "type": "object", "properties": { "not": list, "in": list }, "additionalProperties": false },
                ] })
            }
            What::Fact(FactType::AnyOf(_)) => {
                let list = json!({ "type": "array", "items": { "enum": ids() }, "minItems": 1 });
                json!({ "oneOf": [
                    list, { "enum": ["none", "unknown"] },
                    { "type": "object", "properties": { "only": list, "has": list, "not": list }, "additionalProperties": false },
                ] })
            }
            What::Fact(FactType::Number { .. }) => json!({ "type": ["number", "string"] }),
            What::Fact(FactType::Date) => json!({}),
            What::Fact(FactType::Text { several: false }) => json!({ "type": "string", "minLength": 1 }),
            What::Fact(FactType::Text { several: true }) => {
                let text = json!({ "type": "string", "minLength": 1 });
                json!({ "oneOf": [text, { "type": "array", "items": text, "minItems": 1 }] })
            }
            What::Fact(FactType::YesNo) | What::Conclusion { .. } => {
                json!({ "enum": [true, false, "yes", "no", "unknown"] })
            }
            What::Reading { .. } | What::Status(_) => continue,
        };
        let mut schema = value;
        let cites = name.cites.join(", ");
        let help = if name.help.is_empty() { String::new() } else { format!(" {}", name.help) };
        schema["description"] = json!(format!("{}{help} [{cites}]", name.title));
        for id in std::iter::once(&name.id).chain(&name.aliases) {
            properties.insert(id.clone(), schema.clone());
        }
    }
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if kind == Kind::Product {
        schema["required"] = json!(["name"]);
    }
    schema
}
