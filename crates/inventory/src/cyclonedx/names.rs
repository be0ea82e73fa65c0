//! The words of the format for ours, and the names of our properties.

use std::borrow::Cow;

use crate::{AssetKind, ComponentKind, Confidence, HashAlgorithm, Place, Relation, Scope};

/// Our properties of a component stand under this.
pub(crate) const PREFIX: &str = "marque:";
/// Our properties of an AI asset stand under this.
pub(crate) const AI: &str = "marque:ai:";
/// A property of the inventory whose name we use ourselves stands under this, behind one of the two.
const OTHERS: &str = "property:";

const RESERVED: [&str; 10] =
    ["own", "relation", "place", "requirement", "scope", "source", "depends-on", "name", "namespace", "ecosystem"];
const RESERVED_AI: [&str; 8] = ["kind", "provider", "model", "confidence", "place", "reference", "component", "system"];
const RESERVED_PREFIXES: [&str; 4] = [OTHERS, "ai:", "qualifier:", "system:"];

/// The name a property of the inventory gets under a prefix.
pub(crate) fn written<'a>(prefix: &str, name: &'a str) -> Cow<'a, str> {
    // The names of published taxonomies stay what they are.
    if prefix == PREFIX && (name.starts_with("cdx:") || name.starts_with("bsi:")) {
        return Cow::Borrowed(name);
    }
    let reserved: &[&str] = if prefix == AI { &RESERVED_AI } else { &RESERVED };
    if reserved.contains(&name) || RESERVED_PREFIXES.iter().any(|reserved| name.starts_with(reserved)) {
        return Cow::Owned(format!("{prefix}{OTHERS}{name}"));
    }
    Cow::Owned(format!("{prefix}{name}"))
}

/// The name of the inventory's property for one in a document, under a prefix; None for the ones we use ourselves.
pub(crate) fn read<'a>(prefix: &str, name: &'a str) -> Option<&'a str> {
    let Some(own) = name.strip_prefix(prefix) else {
        return (prefix == PREFIX).then_some(name);
    };
    let reserved: &[&str] = if prefix == AI { &RESERVED_AI } else { &RESERVED };
    if let Some(name) = own.strip_prefix(OTHERS) {
        return Some(name);
    }
    let ours = reserved.contains(&own) || RESERVED_PREFIXES.iter().any(|reserved| own.starts_with(reserved));
    (!ours).then_some(own)
}

/// A fixed set of words and what they stand for.
pub(crate) fn word<T: Copy + PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(of, _)| *of == value).map_or("", |(_, word)| word)
}

/// What a word stands for.
pub(crate) fn meaning<T: Copy>(table: &[(T, &'static str)], word: &str) -> Option<T> {
    table.iter().find(|(_, of)| *of == word).map(|(value, _)| *value)
}

pub(crate) const COMPONENT_KINDS: [(ComponentKind, &str); 10] = [
    (ComponentKind::Library, "library"),
    (ComponentKind::Application, "application"),
    (ComponentKind::Framework, "framework"),
    (ComponentKind::Container, "container"),
    (ComponentKind::OperatingSystem, "operating-system"),
    (ComponentKind::Firmware, "firmware"),
    (ComponentKind::Platform, "platform"),
    (ComponentKind::File, "file"),
    (ComponentKind::MachineLearningModel, "machine-learning-model"),
    (ComponentKind::Data, "data"),
];

/// Ours, kept in a property: the format's three say less.
pub(crate) const SCOPES: [(Scope, &str); 3] =
    [(Scope::Runtime, "runtime"), (Scope::Optional, "optional"), (Scope::Development, "development")];

/// The format's.
pub(crate) const FORMAT_SCOPES: [(Scope, &str); 3] =
    [(Scope::Runtime, "required"), (Scope::Optional, "optional"), (Scope::Development, "excluded")];

pub(crate) const RELATIONS: [(Relation, &str); 2] =
    [(Relation::Direct, "direct"), (Relation::Transitive, "transitive")];

pub(crate) const PLACES: [(Place, &str); 5] = [
    (Place::Product, "product"),
    (Place::Development, "development"),
    (Place::Examples, "examples"),
    (Place::Tests, "tests"),
    (Place::Vendored, "vendored"),
];

pub(crate) const CONFIDENCES: [(Confidence, &str); 3] =
    [(Confidence::Possible, "possible"), (Confidence::Likely, "likely"), (Confidence::Certain, "certain")];

pub(crate) const HASHES: [(HashAlgorithm, &str); 7] = [
    (HashAlgorithm::Md5, "MD5"),
    (HashAlgorithm::Sha1, "SHA-1"),
    (HashAlgorithm::Sha256, "SHA-256"),
    (HashAlgorithm::Sha384, "SHA-384"),
    (HashAlgorithm::Sha512, "SHA-512"),
    (HashAlgorithm::Blake2b256, "BLAKE2b-256"),
    (HashAlgorithm::Blake3, "BLAKE3"),
];

/// The type of component an AI asset is written as.
pub(crate) fn asset_type(kind: AssetKind) -> &'static str {
    match kind {
        AssetKind::ModelFile | AssetKind::Adapter | AssetKind::HostedModel | AssetKind::ModelReference => {
            "machine-learning-model"
        }
        AssetKind::Dataset | AssetKind::Prompt | AssetKind::AgentConfig | AssetKind::KeyName => "data",
        AssetKind::Tokenizer | AssetKind::ModelCard => "file",
        AssetKind::AiLibrary => "framework",
        AssetKind::HostedModelClient
        | AssetKind::VectorStore
        | AssetKind::Observability
        | AssetKind::Tool
        | AssetKind::McpClient => "library",
        AssetKind::InferenceServer | AssetKind::Agent | AssetKind::McpServer | AssetKind::Workflow => "application",
        AssetKind::Infrastructure => "platform",
    }
}

#[test]
fn a_property_comes_back_under_its_own_name() {
    for prefix in [PREFIX, AI] {
        for name in ["size", "own", "kind", "property:own", "conflict:licence", "ai:kind", "qualifier:x", "", "ü b"] {
            assert_eq!(read(prefix, &written(prefix, name)), Some(name), "{prefix} {name}");
        }
    }
    assert_eq!(written(PREFIX, "cdx:npm:package:path"), "cdx:npm:package:path");
    assert_eq!(written(PREFIX, "bsi:component:archive"), "bsi:component:archive");
    assert_eq!(read(PREFIX, "syft:location:0:path"), Some("syft:location:0:path"));
    assert_eq!(read(PREFIX, "marque:own"), None);
    assert_eq!(read(AI, "cdx:ai-ml:model:modality"), None);
}
