//! A component as the format has it.

use std::borrow::Cow;

use super::model::{
    Component, ComponentEvidence, Digits, ExternalReference, Hash, Identity, LicenceChoice, Method, NamedLicence,
    Organisation, Property,
};
use super::names::{COMPONENT_KINDS, FORMAT_SCOPES, HASHES, PREFIX, RELATIONS, SCOPES, word, written};
use super::occurrence;
use crate::iri::{is_address, uri_reference};
use crate::licence::Licence;
use crate::{HashAlgorithm, Package};

/// Takes a component and its references: the inventory's, which is its package-url if it has one, and the document's.
pub(super) fn component<'a>(
    component: &'a crate::Component,
    key: Cow<'a, str>,
    bom_ref: Cow<'a, str>,
) -> Component<'a> {
    let package = &component.package;
    // What cannot be told from the package-url stands in properties.
    let mut properties = Vec::with_capacity(4 + component.properties.len());
    let mut purl = key.starts_with("pkg:").then_some(key);
    if let Some(key) = purl.as_deref().filter(|_| !package.is_plain()) {
        let read_back = Package::from_purl(key);
        if read_back.as_ref() != Some(package) {
            identity_properties(package, &mut properties);
        }
        if read_back.is_none() {
            purl = None;
        }
    } else if purl.is_none() {
        identity_properties(package, &mut properties);
    }
    if component.own {
        properties.push(Property::new("marque:own", "true"));
    }
    if let Some(scope) = component.scope {
        properties.push(Property::new("marque:scope", word(&SCOPES, scope)));
    }
    if let Some(relation) = component.relation {
        properties.push(Property::new("marque:relation", word(&RELATIONS, relation)));
    }
    properties.push(Property::new("marque:place", component.place.as_str()));
    if let Some(requirement) = &component.requirement {
        properties.push(Property::new("marque:requirement", requirement));
    }
    let reference = component.source.as_deref().map(|source| source_reference(component, source));
    if let (Some(reference), Some(source)) = (&reference, &component.source)
        && reference.url != *source
    {
        properties.push(Property::new("marque:source", source));
    }
    properties.extend(
        component.properties.iter().map(|property| Property::new(written(PREFIX, &property.name), &property.value)),
    );
    Component {
        kind: word(&COMPONENT_KINDS, component.kind),
        evidence: evidence(component, purl.is_some()),
        bom_ref: Some(bom_ref),
        supplier: component.supplier.as_deref().map(|name| Organisation { name }),
        group: group(package),
        name: Cow::Borrowed(&package.name),
        version: package.version.as_deref(),
        description: component.description.as_deref(),
        scope: component.scope.map(|scope| word(&FORMAT_SCOPES, scope)),
        hashes: component.hashes.iter().map(hash).collect(),
        licenses: component.licence.as_deref().and_then(licence),
        purl,
        external_references: reference.into_iter().collect(),
        properties,
        ..Component::default()
    }
}

/// The package-url of a component, by its reference; None if it has none that its type's rules allow.
pub(crate) fn package_url<'a>(component: &crate::Component, key: &'a str) -> Option<&'a str> {
    let allowed = key.starts_with("pkg:") && (component.package.is_plain() || Package::from_purl(key).is_some());
    allowed.then_some(key)
}

/// The part of the name the format keeps beside it. A distribution is none: it says who built the package.
fn group(package: &Package) -> Option<&str> {
    let namespace = package.namespace.as_deref()?;
    (!matches!(&*package.ecosystem, "deb" | "rpm" | "apk" | "alpm" | "opkg" | "golang")).then_some(namespace)
}

fn identity_properties<'a>(package: &'a Package, properties: &mut Vec<Property<'a>>) {
    properties.push(Property::new("marque:ecosystem", &*package.ecosystem));
    properties.push(Property::new("marque:name", &package.name));
    if let Some(namespace) = &package.namespace {
        properties.push(Property::new("marque:namespace", namespace));
    }
    for (key, value) in &package.qualifiers {
        properties.push(Property::new(format!("marque:qualifier:{key}"), value));
    }
}

/// A digest as the format has it.
pub(super) fn hash(hash: &crate::Hash) -> Hash {
    Hash { alg: word(&HASHES, hash.algorithm()), content: Digits(*hash) }
}

/// Identifiers we can read and the format's own list lacks: it is older, and has another opinion on some. They are
/// written as expressions, which the format does not hold against its list.
const UNLISTED: [&str; 20] = [
    "BSD-2-Clause-pos-unchanged",
    "BSD-3-Clause-OpenWebUI",
    "BSD-Source-Code-no-disclaimer",
    "BSD-Source-alt-GPL",
    "BSD-ask-to-endorse",
    "Brian-Gladman-3-Clause-no-conversion",
    "Bugroff",
    "CC-BY-NC-3.0-IGO",
    "FDK-MPEG-H",
    "GFDL-1.1-invariants",
    "GFDL-1.1-no-invariants",
    "GFDL-1.2-invariants",
    "GFDL-1.2-no-invariants",
    "GFDL-1.3-invariants",
    "GFDL-1.3-no-invariants",
    "Hippocratic-3.0-core",
    "Informatica",
    "MVT-1.1",
    "NOASSERTION",
    "atc-game",
];

/// The licence as declared, in the form it can be read as.
pub(super) fn licence(written: &str) -> Option<[LicenceChoice<'_>; 1]> {
    const DECLARED: &str = "declared";
    Some([match Licence::read(written)? {
        Licence::Id(expression) if UNLISTED.contains(&expression) => {
            LicenceChoice::Expression { expression, acknowledgement: DECLARED }
        }
        Licence::Id(id) => LicenceChoice::License(NamedLicence { id: Some(id), name: None, acknowledgement: DECLARED }),
        Licence::Expression(expression) => LicenceChoice::Expression { expression, acknowledgement: DECLARED },
        Licence::Name(name) => {
            LicenceChoice::License(NamedLicence { id: None, name: Some(name), acknowledgement: DECLARED })
        }
    }])
}

/// The digest of what is distributed stands beside its address too: that is where BSI TR-03183-2 looks for it.
fn source_reference<'a>(component: &'a crate::Component, source: &'a str) -> ExternalReference<'a> {
    let repository = is_repository(source);
    let sha512 = component.hashes.iter().filter(|hash| !repository && hash.algorithm() == HashAlgorithm::Sha512);
    ExternalReference {
        url: uri_reference(source),
        kind: if repository { "vcs" } else { "distribution" },
        hashes: sha512.map(hash).collect(),
    }
}

/// True for the address of a repository, as against that of a file or a registry.
pub(crate) fn is_repository(source: &str) -> bool {
    let path = source.split(['?', '#']).next().unwrap_or_default();
    source.starts_with("git+")
        || source.starts_with("git:")
        || source.starts_with("git@")
        || source.starts_with("ssh:")
        || source.starts_with("hg+")
        || source.starts_with("svn+")
        || (path.ends_with(".git") && (is_address(source) || !source.contains(' ')))
}

/// An exact version of a package somebody wrote down is certain; a name alone may be another's.
fn evidence(component: &crate::Component, purl: bool) -> Option<ComponentEvidence<'_>> {
    if component.evidence.is_empty() {
        return None;
    }
    let confidence = if component.package.version.is_some() { 1.0 } else { 0.5 };
    let field = if purl { "purl" } else { "name" };
    let methods = [Method { technique: "manifest-analysis", confidence }];
    Some(ComponentEvidence {
        identity: vec![Identity { field, confidence, methods }],
        occurrences: component.evidence.iter().map(occurrence::written).collect(),
    })
}

#[test]
fn a_repository_is_told_from_a_file() {
    for repository in ["git+https://h/x#abc", "https://h/x.git", "git@h:x/y.git", "ssh://git@h/x"] {
        assert!(is_repository(repository), "{repository}");
    }
    for file in ["https://registry.example.eu/a/-/a-1.tgz", "https://h/x.git.zip", "registry+https://h/index", "../x"] {
        assert!(!is_repository(file), "{file}");
    }
}

#[test]
fn every_licence_identifier_is_one_the_format_lists_or_known_not_to_be() {
    let schema = include_str!("../../tests/schemas/spdx.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let listed: Vec<&str> = schema["enum"].as_array().unwrap().iter().filter_map(|id| id.as_str()).collect();
    let known = spdx::identifiers::LICENSES.iter().map(|licence| licence.name);
    assert_eq!(known.filter(|id| !listed.contains(id)).collect::<Vec<_>>(), UNLISTED);
    let written = |id| serde_json::to_value(licence(id)).unwrap();
    let expression = serde_json::json!([{"expression": "BSD-3-Clause-OpenWebUI", "acknowledgement": "declared"}]);
    assert_eq!(written("BSD-3-Clause-OpenWebUI"), expression);
}
