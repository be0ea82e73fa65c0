//! BSI TR-03183-2 v2.1.0 of 20 August 2025.

use std::borrow::Cow;

use super::{Judgement, Level, State};
use crate::iri::is_address;
use crate::licence::Licence;
use crate::{Component, HashAlgorithm, Inventory, Scope};

const CITATION: &str = "BSI TR-03183-2 v2.1.0, section 5.2";

/// A question to the document as a whole.
type OfDocument = (&'static str, Level, fn(&Inventory) -> bool);
/// A question to each component.
type OfComponent = (&'static str, Level, fn(&Component) -> bool);

const DOCUMENT: [OfDocument; 3] = [
    // Who publishes the product's bill of materials, with an address to write to: no tree says that.
    ("sbom.creator", Level::Required, |_| false),
    ("sbom.timestamp", Level::Required, |inventory| inventory.time.is_some()),
    // Every document written here has a number of its own.
    ("sbom.uri", Level::Additional, |_| true),
];

const COMPONENT: [OfComponent; 17] = [
    ("component.creator", Level::Required, |part| part.supplier.as_deref().is_some_and(reachable)),
    ("component.name", Level::Required, |part| !part.package.name.is_empty()),
    ("component.version", Level::Required, |part| part.package.version.is_some()),
    ("component.filename", Level::Required, |part| has(part, "filename")),
    ("component.dependencies", Level::Required, |part| part.depends_on.is_some()),
    // The declared licence is the author's word; which one the product is distributed under, somebody concludes.
    ("component.distribution-licences", Level::Required, |part| has(part, "licence-concluded")),
    ("component.hash", Level::Required, |part| {
        part.hashes.iter().any(|hash| hash.algorithm() == HashAlgorithm::Sha512)
    }),
    ("component.executable", Level::Required, |part| has(part, "executable")),
    ("component.archive", Level::Required, |part| has(part, "archive")),
    ("component.structured", Level::Required, |part| has(part, "structured")),
    ("component.source-uri", Level::Additional, |part| source(part, true) || has(part, "source-uri")),
    ("component.deployable-uri", Level::Additional, |part| source(part, false) || has(part, "deployable-uri")),
    ("component.identifiers", Level::Additional, |part| part.package.purl().is_some() || has(part, "cpe")),
    ("component.original-licences", Level::Additional, |part| {
        let licence = part.licence.as_deref().and_then(Licence::read);
        matches!(licence, Some(Licence::Id(_) | Licence::Expression(_)))
    }),
    ("component.effective-licence", Level::Optional, |part| has(part, "effectiveLicence")),
    ("component.source-hash", Level::Optional, |part| has(part, "source-hash")),
    ("component.security-txt", Level::Optional, |part| has(part, "security-txt")),
];

/// Takes an inventory; judges the document, the product and every component that is delivered with it.
pub(super) fn judge(inventory: &Inventory) -> Vec<Judgement<'_>> {
    let mut judged = Vec::with_capacity(DOCUMENT.len() + COMPONENT.len() * (inventory.components.len() + 1));
    for (field, level, met) in DOCUMENT {
        let state = if met(inventory) { State::Met } else { State::Missing };
        judged.push(Judgement { part: Cow::Borrowed(""), field, level, state, citation: CITATION });
    }
    for component in inventory.subject.iter().chain(&inventory.components) {
        let part = component.reference();
        // What only helps to build or test is no part of what is delivered.
        let delivered = component.scope != Some(Scope::Development);
        for (field, level, met) in COMPONENT {
            let state = match (delivered, delivered && met(component)) {
                (false, _) => State::NotApplicable,
                (true, true) => State::Met,
                (true, false) => State::Missing,
            };
            judged.push(Judgement { part: Cow::Owned(part.clone()), field, level, state, citation: CITATION });
        }
    }
    judged
}

/// An e-mail address, or the address of a page where there is none.
fn reachable(supplier: &str) -> bool {
    is_address(supplier) || supplier.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// True if a property says it, under its own name or that of the guideline's taxonomy.
fn has(part: &Component, name: &str) -> bool {
    part.properties.iter().any(|property| {
        property.name.strip_prefix("bsi:component:").unwrap_or(&property.name) == name && !property.value.is_empty()
    })
}

fn source(part: &Component, repository: bool) -> bool {
    let address = part.source.as_deref().filter(|source| is_address(source));
    address.is_some_and(|source| crate::cyclonedx::packages::is_repository(source) == repository)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Hash, Package};

    fn missing(inventory: &Inventory) -> Vec<String> {
        let found = super::super::check(inventory, super::super::Minimum::Bsi);
        found.into_iter().map(|missing| format!("{} {}", missing.component, missing.field)).collect()
    }

    #[test]
    fn what_is_not_said_is_missing_and_tools_are_not_asked_for() {
        let mut part = Component::new(Package::new("npm", "a", Some("1")));
        part.hashes = Hash::hex(HashAlgorithm::Sha512, &"a".repeat(128)).into_iter().collect();
        part.licence = Some("MIT".to_owned());
        part.supplier = Some("Example GmbH".to_owned());
        part.source = Some("https://registry.example.eu/a/-/a-1.tgz".to_owned());
        part.depends_on = Some(Vec::new());
        let mut tool = Component::new(Package::new("npm", "b", None));
        tool.scope = Some(Scope::Development);
        let inventory = Inventory {
            components: vec![part, tool],
            time: Some("2026-01-01T00:00:00Z".to_owned()),
            ..Inventory::default()
        };
        let expected = [
            " sbom.creator",
            "pkg:npm/a@1 component.creator",
            "pkg:npm/a@1 component.filename",
            "pkg:npm/a@1 component.distribution-licences",
            "pkg:npm/a@1 component.executable",
            "pkg:npm/a@1 component.archive",
            "pkg:npm/a@1 component.structured",
            "pkg:npm/a@1 component.source-uri",
        ];
        assert_eq!(missing(&inventory), expected);
    }

    #[test]
    fn every_field_of_the_guideline_is_judged_at_its_level() {
        let summary = include_str!("../../tests/schemas/bsi-tr-03183-2-v2.1.0.json");
        let summary: serde_json::Value = serde_json::from_str(summary).unwrap();
        let fields = summary["fields"].as_array().unwrap().iter();
        let asked: Vec<_> =
            fields.map(|field| (field["id"].as_str().unwrap(), field["level"].as_str().unwrap())).collect();
        let of_document = DOCUMENT.iter().map(|(name, level, _)| (*name, *level));
        let judged: Vec<_> = of_document
            .chain(COMPONENT.iter().map(|(name, level, _)| (*name, *level)))
            .map(|(name, level)| match level {
                Level::Required => (name, "required"),
                Level::Additional => (name, "additional"),
                Level::Optional => (name, "optional"),
            })
            .collect();
        assert_eq!(judged, asked);
    }

    #[test]
    fn a_creator_is_somebody_one_can_write_to() {
        assert!(reachable("security@example.com"));
        assert!(reachable("https://example.com/security"));
        assert!(!reachable("Example GmbH"));
        assert!(!reachable("@scope"));
    }
}
