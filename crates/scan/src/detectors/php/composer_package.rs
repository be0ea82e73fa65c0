//! A package as `composer.lock` and `installed.json` write it.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package, Scope};

use crate::found::Found;
use crate::licence_text;
use crate::repository::vcs_url;
use crate::sheet::At;
use crate::tree::{Node, Value};

/// Whether a requirement is for PHP itself, one of its extensions or a library of the system.
pub fn is_platform(name: &str) -> bool {
    // Everything else has a vendor.
    !name.contains('/')
}

/// The licence of a manifest: one, or a list to choose from.
pub fn licence(package: &Node) -> Option<String> {
    let licence = package.get("license")?;
    match &licence.value {
        Value::List(list) => {
            licence_text::declared(&list.iter().filter_map(Node::as_str).collect::<Vec<_>>().join(" OR "))
        }
        _ => licence_text::declared(licence.as_str()?),
    }
}

/// Packages of one file, and who of them needs whom.
#[derive(Default)]
pub struct Packages<'n, 'a> {
    by_name: HashMap<String, At>,
    all: Vec<(At, &'n Node<'a>)>,
}

impl<'n, 'a> Packages<'n, 'a> {
    pub fn add(&mut self, package: &'n Node<'a>, scope: Option<Scope>, found: &mut Found) {
        let Some(name) = package.get("name") else { return };
        let Some(written) = name.as_str().filter(|name| !name.is_empty()) else { return };
        let version = package.text("version");
        let source = package.get("source");
        let repository = source.and_then(|source| source.text("url"));
        let reference = source.and_then(|source| source.text("reference"));
        let vcs = repository.filter(|url| !url.is_empty()).map(|url| vcs_url(url, reference));
        let dist = package.get("dist");
        let is_path = dist.and_then(|dist| dist.text("type")) == Some("path");
        let mut identity = Package::new("composer", written, version);
        // `dev-main` says nothing; the commit does.
        if let Some(vcs) = &vcs
            && version.is_some_and(|version| version.starts_with("dev-") || version.ends_with("-dev"))
        {
            identity = identity.with("vcs_url", vcs.clone());
        }
        let archive =
            dist.and_then(|dist| dist.text("url")).filter(|url| !is_path && !url.is_empty()).map(str::to_owned);
        let shasum = dist.and_then(|dist| dist.text("shasum"));
        let component = Component {
            scope,
            own: is_path,
            licence: licence(package),
            hashes: shasum.and_then(|sum| Hash::hex(HashAlgorithm::Sha1, sum)).into_iter().collect(),
            source: archive.or(vcs),
            description: package.text("description").filter(|text| !text.is_empty()).map(str::to_owned),
            ..Component::new(identity)
        };
        let at = found.component(component, name.line);
        self.by_name.insert(written.to_lowercase(), at);
        self.all.push((at, package));
    }

    /// Who needs whom, once all are there.
    pub fn link(self, found: &mut Found) {
        let mut providers = self.by_name.clone();
        for (at, package) in &self.all {
            for (name, _) in package.table("replace").chain(package.table("provide")) {
                providers.entry(name.text.to_lowercase()).or_insert(*at);
            }
        }
        for (from, package) in &self.all {
            for (name, _) in package.table("require").filter(|(name, _)| !is_platform(&name.text)) {
                if let Some(to) = providers.get(&name.text.to_lowercase()).filter(|to| *to != from) {
                    found.depends(*from, *to);
                }
            }
        }
    }
}
