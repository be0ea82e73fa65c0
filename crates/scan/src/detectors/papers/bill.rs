//! What the formats of bills of materials have in common: entries, and who depends on whom by reference.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use inventory::{Component, ComponentKind, Hash, HashAlgorithm, Package, Place, Property, Relation};
use packageurl::PackageUrl;

use crate::found::{Found, Scope};
use crate::licence_text;
use crate::sheet::{At, Origin};

/// One entry, whatever the format.
#[derive(Debug, Default)]
pub struct Entry {
    /// What the rest of the file calls it.
    pub reference: String,
    pub line: u32,
    /// It is what the bill is about, not what that is made of.
    pub is_subject: bool,
    pub kind: ComponentKind,
    pub group: String,
    pub name: String,
    pub version: String,
    pub purl: String,
    pub cpe: String,
    /// Each an id, an expression or a name.
    pub licences: Vec<String>,
    pub hashes: Vec<Hash>,
    pub scope: Option<Scope>,
    pub source: String,
    pub supplier: String,
    pub description: String,
}

/// A bill as far as it has been read.
#[derive(Debug, Default)]
pub struct Bill {
    pub entries: Vec<Entry>,
    /// Who needs whom, by reference.
    pub needs: Vec<(String, String)>,
    /// The file says of every entry what it needs.
    pub is_complete: bool,
    /// The licences the file says entries have, where it says so elsewhere: reference, expression.
    pub licences: Vec<(String, String)>,
    pub subjects: HashSet<String>,
    /// How an entry is needed, where an edge says it.
    pub scopes: HashMap<String, Scope>,
}

impl Bill {
    pub fn report(mut self, found: &mut Found) {
        found.origin(Origin::BillOfMaterials);
        let by_reference: HashMap<String, Vec<usize>> =
            self.entries.iter().enumerate().fold(HashMap::new(), |mut map, (at, entry)| {
                map.entry(entry.reference.clone()).or_default().push(at);
                map
            });
        for (reference, licence) in std::mem::take(&mut self.licences) {
            for at in by_reference.get(&reference).into_iter().flatten() {
                if let Some(entry) = self.entries.get_mut(*at) {
                    entry.licences.push(licence.clone());
                }
            }
        }
        let direct: HashSet<&str> = {
            let is_subject = |reference: &str| {
                let of_entry = by_reference.get(reference).into_iter().flatten();
                self.subjects.contains(reference) || of_entry.into_iter().any(|at| self.entries[*at].is_subject)
            };
            self.needs.iter().filter(|(from, _)| is_subject(from)).map(|(_, to)| &**to).collect()
        };
        // A bill that came with somebody else's part is about that part.
        let is_ours = found.place() != Place::Vendored;
        let mut listed: Vec<Option<At>> = Vec::new();
        for entry in &self.entries {
            let is_subject = entry.is_subject || self.subjects.contains(&entry.reference);
            let relation = match (is_subject || direct.is_empty(), direct.contains(&*entry.reference)) {
                (true, _) => None,
                (_, true) => Some(Relation::Direct),
                _ => Some(Relation::Transitive),
            };
            let scope = entry.scope.or_else(|| self.scopes.get(&entry.reference).copied());
            let component = component(entry);
            let component =
                component.map(|component| Component { own: is_subject && is_ours, relation, scope, ..component });
            listed.push(component.map(|component| found.component(component, entry.line)));
        }
        let at = |reference: &str| by_reference.get(reference)?.first().and_then(|at| *listed.get(*at)?);
        let mut edges: Vec<(At, At)> = self
            .needs
            .iter()
            .filter_map(|(from, to)| Some((at(from)?, at(to)?)))
            .filter(|(from, to)| from != to)
            .collect();
        edges.sort_unstable();
        edges.dedup();
        for (from, to) in edges {
            found.depends(from, to);
        }
        found.sheet().edges_complete = self.is_complete;
    }
}

/// None for an entry without a name.
fn component(entry: &Entry) -> Option<Component> {
    let text = |value: &str| Some(value.trim()).filter(|value| !value.is_empty()).map(str::to_owned);
    let package = package_of(&entry.purl).or_else(|| {
        let mut package = Package::new("generic", text(&entry.name)?.as_str(), Some(&entry.version));
        package.namespace = text(&entry.group);
        Some(package)
    })?;
    let mut licences: Vec<String> = Vec::new();
    for licence in entry.licences.iter().map(|licence| licence.trim()) {
        let known = licence_text::spdx(licence).unwrap_or_else(|| licence.to_owned());
        if !licence.is_empty() && !licences.contains(&known) {
            licences.push(known);
        }
    }
    Some(Component {
        kind: entry.kind,
        licence: (!licences.is_empty()).then(|| joined(&licences)),
        hashes: entry.hashes.clone(),
        source: text(&entry.source),
        supplier: text(&entry.supplier),
        description: text(&entry.description),
        properties: text(&entry.cpe).map(|cpe| Property::new("cpe", cpe)).into_iter().collect(),
        ..Component::new(package)
    })
}

fn joined(licences: &[String]) -> String {
    let part = |licence: &String| match licence.contains(" OR ") && licences.len() > 1 {
        true => format!("({licence})"),
        false => licence.clone(),
    };
    licences.iter().map(part).collect::<Vec<_>>().join(" AND ")
}

/// The package a package-url names.
pub fn package_of(purl: &str) -> Option<Package> {
    let purl = PackageUrl::from_str(purl.trim()).ok()?;
    let version = purl.version().map(str::to_owned);
    let (namespace, name) = match (purl.ty(), purl.namespace()) {
        // Here the identity is one path.
        ("golang", Some(namespace)) => (None, format!("{namespace}/{}", purl.name())),
        (_, namespace) => (namespace.map(str::to_owned), purl.name().to_owned()),
    };
    let qualifiers = purl.qualifiers().iter().filter(|(key, value)| says_something(purl.ty(), key, value));
    let mut qualifiers: Vec<(String, String)> =
        qualifiers.map(|(key, value)| (key.to_string(), value.to_string())).collect();
    qualifiers.sort();
    let name = if purl.ty() == "pypi" { Package::new("pypi", &name, None).name } else { name };
    Some(Package { ecosystem: Cow::Owned(purl.ty().to_owned()), namespace, name, version, qualifiers })
}

/// What a tool adds for itself, or what goes without saying, would make one package two.
fn says_something(ecosystem: &str, key: &str, value: &str) -> bool {
    !matches!(
        (ecosystem, key, value),
        (_, "package-id", _) | ("maven", "type", "jar") | ("golang", "type" | "goos" | "goarch" | "cgo", _)
    )
}

/// A digest under the name a bill gives its algorithm: `SHA-256`, `sha256`, `SHA256`.
pub fn hash(algorithm: &str, value: &str) -> Option<Hash> {
    let algorithm = algorithm.to_ascii_lowercase().replace(['-', '_'], "");
    let algorithm = match &*algorithm {
        "md5" => HashAlgorithm::Md5,
        "sha1" => HashAlgorithm::Sha1,
        "sha256" => HashAlgorithm::Sha256,
        "sha384" => HashAlgorithm::Sha384,
        "sha512" => HashAlgorithm::Sha512,
        "blake2b256" => HashAlgorithm::Blake2b256,
        "blake3" => HashAlgorithm::Blake3,
        _ => return None,
    };
    Hash::hex(algorithm, value)
}

/// What CycloneDX and SPDX call the sorts of parts. None for what is no part of software.
pub fn kind(word: &str) -> Option<ComponentKind> {
    Some(match word.to_ascii_lowercase().replace('_', "-").as_str() {
        "application" | "install" => ComponentKind::Application,
        "framework" => ComponentKind::Framework,
        "container" => ComponentKind::Container,
        "operating-system" | "operatingsystem" => ComponentKind::OperatingSystem,
        "firmware" => ComponentKind::Firmware,
        "platform" | "device" | "device-driver" | "devicedriver" => ComponentKind::Platform,
        "file" | "archive" => ComponentKind::File,
        "machine-learning-model" | "model" => ComponentKind::MachineLearningModel,
        "data" => ComponentKind::Data,
        "cryptographic-asset" => return None,
        _ => ComponentKind::Library,
    })
}

/// What SPDX writes where nothing is known, or nothing is there.
pub fn said(value: &str) -> Option<&str> {
    Some(value.trim()).filter(|value| !matches!(*value, "" | "NOASSERTION" | "NONE"))
}

/// `Organization: Example (mail@example.org)` is Example.
pub fn supplier(written: &str) -> Option<&str> {
    let written = said(written)?;
    let name =
        ["Organization:", "Person:", "Tool:"].iter().find_map(|word| written.strip_prefix(word)).unwrap_or(written);
    Some(name.split(" (").next().unwrap_or(name).trim())
}

#[test]
fn a_package_url_is_taken_apart_as_it_was_made() {
    for purl in [
        "pkg:npm/%40a/b@1.0.0",
        "pkg:golang/example.com/door/v2@v2.1.0",
        "pkg:maven/g.h/a@1",
        "pkg:deb/debian/door@1:2.0-3%2Bb1?arch=amd64&distro=debian-12",
        "pkg:pypi/left-pad@1",
    ] {
        assert_eq!(package_of(purl).and_then(|package| package.purl()).as_deref(), Some(purl));
    }
    assert_eq!(package_of("npm/a"), None);
    assert_eq!(joined(&["A OR B".to_owned(), "C".to_owned()]), "(A OR B) AND C");
}
