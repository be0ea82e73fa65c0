//! An inventory that has something of everything, and the judges the documents made of it stand before.

#![allow(dead_code, reason = "each test file takes what it needs")]

use inventory::{
    Asset, AssetKind, Component, ComponentKind, Confidence, Evidence, Hash, HashAlgorithm, Inventory, NotRead, Package,
    Place, Property, Relation, Scope, Signal, System, Tool,
};
use serde_json::Value;

pub const TOOL: Tool = Tool { name: "marque", version: "0.1.0" };

pub const ODD: &str = "odd \"name\" <&> \u{0}\u{7f} ünï \u{1f980} a\\b: c#d?e=f%g%20";

pub fn evidence(path: &str, line: Option<u32>) -> Evidence {
    let (detector, snippet) = ("a-detector".to_owned(), line.map(|_| "ab".repeat(32)).unwrap_or_default());
    Evidence { path: path.to_owned(), line, detector, snippet }
}

/// Every kind of everything, in the order an inventory has to be in.
pub fn rich() -> Inventory {
    let mut components = components();
    components.sort_by_key(Component::reference);
    let assets = assets();
    let some: Vec<String> = assets.iter().take(12).map(|asset| asset.reference.clone()).collect();
    let mut subject = Component::new(Package::new("npm", "@example/product", Some("1.2.3")));
    subject.kind = ComponentKind::Application;
    subject.own = true;
    subject.licence = Some("Apache-2.0 OR MIT".to_owned());
    let signal = |kind: &str, path: &str| Signal {
        kind: kind.to_owned(),
        name: path.to_owned(),
        properties: Vec::new(),
        evidence: evidence(path, None),
    };
    Inventory {
        subject: Some(subject),
        components,
        assets,
        systems: vec![
            System {
                name: "src/main.py".to_owned(),
                entry: Some("src/main.py".to_owned()),
                assets: {
                    let mut some = some;
                    some.sort();
                    some
                },
                why: "they are reached from one entry point".to_owned(),
                development_tool: false,
            },
            System {
                name: ODD.to_owned(),
                entry: None,
                assets: Vec::new(),
                why: String::new(),
                development_tool: true,
            },
        ],
        signals: vec![signal("security-policy", "SECURITY.md"), signal("security-txt", "a b/.well-known/security.txt")],
        not_read: vec![NotRead { path: "big file.bin".to_owned(), why: "too large: 3 GiB".to_owned() }],
        time: Some("2026-11-22T21:00:00Z".to_owned()),
    }
}

fn components() -> Vec<Component> {
    let mut components = Vec::new();
    let kinds = [
        ComponentKind::Library,
        ComponentKind::Application,
        ComponentKind::Framework,
        ComponentKind::Container,
        ComponentKind::OperatingSystem,
        ComponentKind::Firmware,
        ComponentKind::Platform,
        ComponentKind::File,
        ComponentKind::MachineLearningModel,
        ComponentKind::Data,
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        let mut part = Component::new(Package::new("npm", &format!("part-{at}"), Some("1.0.0")));
        part.kind = kind;
        part.scope = [Some(Scope::Runtime), Some(Scope::Optional), Some(Scope::Development), None][at % 4];
        part.relation = [Some(Relation::Direct), Some(Relation::Transitive), None][at % 3];
        part.place = [Place::Product, Place::Development, Place::Examples, Place::Tests, Place::Vendored][at % 5];
        part.own = at == 1;
        part.evidence = vec![evidence("package-lock.json", Some(at as u32 + 1)), evidence(ODD, None)];
        part.depends_on = match at {
            0 => Some(vec!["pkg:npm/part-1@1.0.0".to_owned(), "pkg:npm/part-2@1.0.0".to_owned()]),
            1 => Some(Vec::new()),
            2 => Some(vec!["pkg:npm/part-0@1.0.0".to_owned(), "pkg:npm/nowhere@1".to_owned()]),
            _ => None,
        };
        components.push(part);
    }
    let licences = ["MIT", "MIT OR Apache-2.0", "GPL-2.0", "GPL-2.0+", "LicenseRef-own", "see LICENSE", "our own"];
    let sources = [
        "https://registry.example.eu/a/-/a-1.tgz",
        "git+https://github.com/a/b#0123",
        "git@github.com:a/b.git",
        "ssh://git@github.com:a/b",
        "../a folder",
        "registry+https://github.com/rust-lang/crates.io-index",
        ODD,
    ];
    for (at, licence) in licences.iter().enumerate() {
        let mut part = Component::new(Package::new("cargo", &format!("licensed-{at}"), Some("0.1.0+build.1")));
        part.licence = Some((*licence).to_owned());
        part.source = Some(sources[at].to_owned());
        part.supplier = Some("Example GmbH".to_owned());
        part.description = Some(ODD.to_owned());
        part.hashes = hashes();
        part.properties = vec![Property::new("own", "a property of that name"), Property::new("cdx:x:y", "z")];
        components.push(part);
    }
    components.extend([
        Component::new(Package::new("golang", "example.com/Some/module/v2", Some("v2.0.0"))),
        Component::new(Package::new("maven", "org.example:artifact", Some("1"))),
        Component::new(Package::new("composer", "vendor/name", None)),
        Component::new(Package::new("github", "actions/checkout", Some("v4"))),
        Component::new(Package::new("pypi", "Some_Package.x", Some("1!2.0"))),
        Component::new(Package::new("swift", "no-namespace", Some("1"))),
        Component::new(Package::new("not a type", ODD, Some(ODD))),
        Component::new(
            Package { namespace: Some("debian".to_owned()), ..Package::new("deb", "libc6", Some("2:2.36-9+deb12u4")) }
                .with("arch", "amd64"),
        ),
    ]);
    let mut wanted = Component::new(Package::new("npm", "@scope/wanted", None));
    wanted.requirement = Some("^1.2 || >=3".to_owned());
    components.push(wanted);
    components
}

pub fn hashes() -> Vec<Hash> {
    let digests = [
        (HashAlgorithm::Md5, 32),
        (HashAlgorithm::Sha1, 40),
        (HashAlgorithm::Sha256, 64),
        (HashAlgorithm::Sha384, 96),
        (HashAlgorithm::Sha512, 128),
        (HashAlgorithm::Blake2b256, 64),
        (HashAlgorithm::Blake3, 64),
    ];
    digests.into_iter().filter_map(|(algorithm, length)| Hash::hex(algorithm, &"0f".repeat(length / 2))).collect()
}

fn assets() -> Vec<Asset> {
    let mut assets: Vec<Asset> = AssetKind::ALL
        .into_iter()
        .enumerate()
        .map(|(at, kind)| Asset {
            reference: format!("{}:{at}", kind.as_str()),
            kind,
            name: format!("{} {at}", kind.as_str()),
            provider: (at % 2 == 1).then(|| "Some Provider".to_owned()),
            properties: vec![Property::new("kind", "another"), Property::new("licence", "MIT")],
            confidence: [Confidence::Possible, Confidence::Likely, Confidence::Certain][at % 3],
            place: Place::Product,
            evidence: vec![evidence("src/main.py", Some(7)), evidence(ODD, None)],
            component: (at == 6).then(|| "pkg:npm/part-0@1.0.0".to_owned()),
        })
        .collect();
    let model = |reference: &str, kind, name: &str, properties: &[(&str, &str)]| Asset {
        reference: reference.to_owned(),
        kind,
        name: name.to_owned(),
        provider: None,
        properties: properties.iter().map(|(name, value)| Property::new(name, *value)).collect(),
        confidence: Confidence::Certain,
        place: Place::Product,
        evidence: vec![evidence("models/a.gguf", None)],
        component: None,
    };
    let sha256 = "ab".repeat(32);
    assets.extend([
        model("set", AssetKind::Dataset, "squad", &[("rows", "100"), ("url", "https://example.com/a b")]),
        model(
            "file",
            AssetKind::ModelFile,
            "models/a.gguf",
            &[
                ("architecture", "llama"),
                ("task", "text-generation"),
                ("approach", "supervised"),
                ("base-model", "mistralai/Mistral-7B-v0.1"),
                ("base-model", "an own one"),
                ("dataset", "squad"),
                ("dataset", "elsewhere"),
                ("metric:accuracy", "0.9"),
                ("limitation", "only English"),
                ("quantisation", "q4_k_m"),
                ("parameters", "7B"),
                ("context-length", "4096"),
                ("language", "en,de"),
                ("language", "English"),
                ("modality", "text"),
                ("sha256", &sha256),
                ("sha1", "no digest"),
                ("licence", "llama2"),
                ("version", "1"),
                ("intended-use", "chat"),
                ("evaluation-data", "squad"),
            ],
        ),
        model(
            "hub",
            AssetKind::ModelReference,
            "mistralai/Mistral-7B-v0.1",
            &[("revision", "26bca36bde8333b5d7f72e9ed20ccda6a618af24")],
        ),
        model("odd", AssetKind::Prompt, ODD, &[(ODD, ODD), ("", "")]),
    ]);
    assets
}

/// What an inventory should never be, and a document still has to be valid for.
pub fn broken() -> Inventory {
    let mut inventory = rich();
    inventory.components.extend(inventory.components.clone());
    inventory.assets.extend(inventory.assets.clone());
    inventory.systems.extend(inventory.systems.clone());
    let mut nameless = Component::new(Package::new("npm", "", None));
    nameless.licence = Some("(((".to_owned());
    nameless.source = Some(String::new());
    inventory.components.push(nameless);
    if let Some(asset) = inventory.assets.first_mut() {
        asset.name = String::new();
        asset.reference = String::new();
    }
    inventory.time = Some("yesterday".to_owned());
    inventory.subject = inventory.components.first().cloned();
    inventory
}

/// The judge for one of the schemas beside the tests.
pub fn judge(name: &str) -> jsonschema::Validator {
    let read = |name: &str| -> Value {
        let path = format!("{}/tests/schemas/{name}", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    };
    let mut registry = jsonschema::Registry::new();
    for other in ["spdx.schema.json", "jsf-0.82.schema.json", "cryptography-defs.schema.json"] {
        registry = registry.add(format!("http://cyclonedx.org/schema/{other}"), read(other)).unwrap();
    }
    let registry = registry.prepare().unwrap();
    jsonschema::options().with_registry(&registry).should_validate_formats(true).build(&read(name)).unwrap()
}

pub fn assert_valid(judge: &jsonschema::Validator, document: &Value, what: &str) {
    let errors: Vec<String> =
        judge.iter_errors(document).take(5).map(|error| format!("{}: {error:.400}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}
