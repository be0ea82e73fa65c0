//! A CycloneDX document as an inventory: other tools' and our own.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::names::{
    AI, COMPONENT_KINDS, CONFIDENCES, FORMAT_SCOPES, HASHES, PLACES, PREFIX, RELATIONS, SCOPES, meaning, read,
};
use super::occurrence;
use crate::asset::Property;
use crate::json::{list, text, texts};
use crate::licence::together;
use crate::{Asset, AssetKind, Component, Hash, Inventory, NotRead, Package, Relation, System};

/// Takes a whole document; gives what it says.
pub(crate) fn inventory(document: &Value) -> Inventory {
    let mut reader = Reader::default();
    for component in list(document, "components") {
        reader.take(component);
    }
    let metadata = document.get("metadata").unwrap_or(&Value::Null);
    let subject = metadata.get("component").filter(|subject| subject.is_object());
    let subject = subject.map(|value| {
        // Some tools put the whole product into its own component.
        for inner in list(value, "components") {
            reader.take(inner);
        }
        let subject = component(value);
        reader.name(value, subject.reference());
        (text(value, "bom-ref").unwrap_or_default(), subject)
    });
    let not_read = properties(metadata).filter(|(name, _)| *name == "marque:not-read");
    let time = properties(metadata).find(|(name, _)| *name == "marque:time").map(|(_, value)| value);
    let mut inventory = Inventory {
        time: time.or_else(|| text(metadata, "timestamp")).map(str::to_owned),
        not_read: not_read
            .map(|(_, value)| {
                let (path, why) = value.split_once(": ").unwrap_or((value, ""));
                NotRead { path: path.to_owned(), why: why.to_owned() }
            })
            .collect(),
        ..Inventory::default()
    };
    reader.depend(document, subject, &mut inventory);
    inventory
}

/// What was found on the way, each with the reference the document gives it.
#[derive(Default)]
struct Reader<'a> {
    components: Vec<(&'a str, Component, bool)>,
    assets: Vec<Asset>,
    systems: Vec<(&'a str, System)>,
    /// The inventory's reference, by the document's.
    references: HashMap<&'a str, String>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, value: &'a Value) {
        let bom_ref = text(value, "bom-ref").unwrap_or_default();
        let kind = property(value, "marque:ai:kind").and_then(AssetKind::from_name);
        if let Some(kind) = kind {
            let asset = asset(value, kind);
            self.name(value, asset.reference.clone());
            self.assets.push(asset);
        } else if let Some(why) = property(value, "marque:ai:system:why") {
            self.systems.push((bom_ref, system(value, why)));
        } else if value.is_object() {
            let component = component(value);
            self.name(value, component.reference());
            // Only our own documents say where a component stands; those also say how it is related.
            let ours = property(value, "marque:place").is_some();
            self.components.push((bom_ref, component, ours));
        }
        for inner in list(value, "components") {
            self.take(inner);
        }
    }

    fn name(&mut self, value: &'a Value, reference: String) {
        if let Some(bom_ref) = text(value, "bom-ref") {
            self.references.entry(bom_ref).or_insert(reference);
        }
    }

    fn depend(self, document: &Value, subject: Option<(&str, Component)>, inventory: &mut Inventory) {
        let mut dependencies: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut direct: Option<HashSet<&str>> = None;
        for entry in list(document, "dependencies") {
            if let Some(of) = text(entry, "ref") {
                dependencies.entry(of).or_default().extend(texts(entry, "dependsOn"));
            }
        }
        let resolved = |on: &[&str]| -> Vec<String> {
            on.iter().filter_map(|reference| self.references.get(reference).cloned()).collect()
        };
        inventory.subject = subject.map(|(bom_ref, subject)| {
            let on = dependencies.get(bom_ref).map(|on| resolved(on));
            direct = dependencies.get(bom_ref).map(|on| on.iter().copied().collect());
            Component { depends_on: on, ..subject }
        });
        // A reference is of one thing: that all things share one must not multiply what it depends on.
        let mut needed = |of: &str| dependencies.remove(of).map(|on| resolved(&on));
        for (bom_ref, mut component, ours) in self.components {
            let unknown = component.depends_on.take();
            component.depends_on = match (needed(bom_ref), unknown) {
                (Some(known), unknown) => Some(known.into_iter().chain(unknown.into_iter().flatten()).collect()),
                (None, unknown) => unknown,
            };
            if !ours && let Some(direct) = &direct {
                let relation = if direct.contains(bom_ref) { Relation::Direct } else { Relation::Transitive };
                component.relation = Some(relation);
            }
            inventory.components.push(component);
        }
        for (bom_ref, mut system) in self.systems {
            system.assets.extend(needed(bom_ref).unwrap_or_default());
            system.assets.sort();
            inventory.systems.push(system);
        }
        inventory.assets = self.assets;
    }
}

fn component(value: &Value) -> Component {
    let mut component = Component::new(package(value));
    component.kind = meaning(&COMPONENT_KINDS, text(value, "type").unwrap_or_default()).unwrap_or_default();
    let scope = property(value, "marque:scope").and_then(|scope| meaning(&SCOPES, scope));
    component.scope = scope.or_else(|| meaning(&FORMAT_SCOPES, text(value, "scope")?));
    component.own = property(value, "marque:own") == Some("true");
    component.relation = property(value, "marque:relation").and_then(|relation| meaning(&RELATIONS, relation));
    component.place = property(value, "marque:place").and_then(|place| meaning(&PLACES, place)).unwrap_or_default();
    component.licence = licence(value);
    component.hashes = hashes(list(value, "hashes"));
    component.source = source(value, &mut component.hashes);
    let supplier = ["supplier", "manufacturer"].iter().find_map(|key| text(value.get(key)?, "name"));
    component.supplier =
        supplier.or_else(|| text(value, "publisher")).or_else(|| text(value, "author")).map(str::to_owned);
    component.description = value.get("description").and_then(Value::as_str).map(str::to_owned);
    component.requirement =
        property(value, "marque:requirement").or_else(|| text(value, "versionRange")).map(str::to_owned);
    for (name, value) in properties(value) {
        if name == "marque:depends-on" {
            component.depends_on.get_or_insert_default().push(value.to_owned());
        } else if let Some(name) = read(PREFIX, name) {
            component.properties.push(Property::new(name, value));
        }
    }
    if let Some(cpe) = text(value, "cpe") {
        component.properties.push(Property::new("cpe", cpe));
    }
    component.evidence = evidence(value);
    component
}

fn package(value: &Value) -> Package {
    let version = text(value, "version").map(str::to_owned);
    if let Some(ecosystem) = property(value, "marque:ecosystem") {
        let qualifiers = properties(value)
            .filter_map(|(name, value)| Some((name.strip_prefix("marque:qualifier:")?.to_owned(), value.to_owned())));
        return Package {
            ecosystem: ecosystem.to_owned().into(),
            namespace: property(value, "marque:namespace").map(str::to_owned),
            name: property(value, "marque:name").unwrap_or_default().to_owned(),
            version,
            qualifiers: qualifiers.collect(),
        };
    }
    if let Some(package) = text(value, "purl").and_then(Package::from_purl) {
        let version = package.version.or(version);
        return Package { version, ..package };
    }
    Package {
        ecosystem: "generic".into(),
        namespace: text(value, "group").map(str::to_owned),
        name: text(value, "name").unwrap_or("unnamed").to_owned(),
        version,
        qualifiers: Vec::new(),
    }
}

fn licence(value: &Value) -> Option<String> {
    let given = list(value, "licenses");
    let said = |acknowledgement: &str| {
        let of_kind = given.iter().filter(|choice| {
            let inner = choice.get("license").unwrap_or(choice);
            text(inner, "acknowledgement").unwrap_or("declared") == acknowledgement
        });
        let written = of_kind.filter_map(|choice| {
            let inner = choice.get("license").unwrap_or(&Value::Null);
            text(choice, "expression").or_else(|| text(inner, "id")).or_else(|| text(inner, "name"))
        });
        together(written)
    };
    said("declared").or_else(|| said("concluded"))
}

fn hashes(given: &[Value]) -> Vec<Hash> {
    let read = |value: &Value| Hash::hex(meaning(&HASHES, text(value, "alg")?)?, text(value, "content")?);
    given.iter().filter_map(read).collect()
}

/// The address it came from; the digests that stand beside that address are added to the component's.
fn source(value: &Value, known: &mut Vec<Hash>) -> Option<String> {
    let references = list(value, "externalReferences");
    let found = ["distribution", "source-distribution", "vcs"]
        .iter()
        .find_map(|kind| references.iter().find(|reference| text(reference, "type") == Some(kind)))?;
    if text(found, "type") == Some("distribution") {
        for hash in hashes(list(found, "hashes")) {
            if !known.contains(&hash) {
                known.push(hash);
            }
        }
    }
    property(value, "marque:source").or_else(|| text(found, "url")).map(str::to_owned)
}

fn evidence(value: &Value) -> Vec<crate::Evidence> {
    let occurrences = value.get("evidence").map_or(&[][..], |evidence| list(evidence, "occurrences"));
    occurrences.iter().filter_map(occurrence::read).collect()
}

fn asset(value: &Value, kind: AssetKind) -> Asset {
    let mut asset = Asset {
        reference: property(value, "marque:ai:reference")
            .or_else(|| text(value, "bom-ref"))
            .unwrap_or_default()
            .to_owned(),
        kind,
        name: property(value, "marque:ai:model").or_else(|| raw(value, "name")).unwrap_or_default().to_owned(),
        provider: property(value, "marque:ai:provider").map(str::to_owned),
        properties: Vec::new(),
        confidence: property(value, "marque:ai:confidence")
            .and_then(|confidence| meaning(&CONFIDENCES, confidence))
            .unwrap_or_default(),
        place: property(value, "marque:ai:place").and_then(|place| meaning(&PLACES, place)).unwrap_or_default(),
        evidence: evidence(value),
        component: property(value, "marque:ai:component").map(str::to_owned),
    };
    let own = properties(value).filter_map(|(name, value)| Some(Property::new(read(AI, name)?, value)));
    asset.properties.extend(own);
    asset
}

fn system(value: &Value, why: &str) -> System {
    let unknown = properties(value).filter(|(name, _)| *name == "marque:ai:system:asset");
    System {
        name: raw(value, "name").unwrap_or_default().to_owned(),
        entry: property(value, "marque:ai:system:entry").map(str::to_owned),
        assets: unknown.map(|(_, asset)| asset.to_owned()).collect(),
        why: why.to_owned(),
        development_tool: property(value, "marque:ai:system:development-tool") == Some("true"),
    }
}

fn raw<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

fn properties(value: &Value) -> impl Iterator<Item = (&str, &str)> {
    let given = list(value, "properties").iter();
    given.filter_map(|property| Some((raw(property, "name")?, raw(property, "value")?)))
}

fn property<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    properties(value).find(|(given, _)| *given == name).map(|(_, value)| value)
}
