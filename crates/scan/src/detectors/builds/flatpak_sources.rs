//! The modules of a Flatpak and the sources they are built from.

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::flatpak_part;
use crate::found::Found;
use crate::repository::{archive_package, fixed, git_package, name_and_version, stem, vcs_url, without_login};
use crate::tree::Node;

/// Reads modules and those inside them. One that is a text is a file that holds it.
pub fn modules(modules: &[Node], found: &mut Found) {
    // From the last to the first: they are shown in the order of the file.
    let mut next: Vec<&Node> = modules.iter().rev().collect();
    while let Some(module) = next.pop() {
        if let Some(path) = module.as_str() {
            found.include_for(path, flatpak_part::DETECTOR.id);
            continue;
        }
        if module.is_true("disabled") {
            continue;
        }
        sources(module.text("name").unwrap_or_default(), module.list("sources"), found);
        next.extend(module.list("modules").iter().rev());
    }
}

/// Reads the sources of a module. One that is a text is a file that lists more.
pub fn sources(module: &str, sources: &[Node], found: &mut Found) {
    for source in sources {
        if let Some(path) = source.as_str() {
            found.include_for(path, flatpak_part::DETECTOR.id);
            continue;
        }
        // Without an address it is a file of the tree.
        let Some(url) = source.get("url") else { continue };
        let component = url.as_str().and_then(|address| match source.text("type").unwrap_or_default() {
            "git" => Some(repository(address, module, source)),
            "archive" | "file" | "extra-data" => Some(archive(address, module, source)),
            _ => None,
        });
        if let Some(component) = component {
            found.component(component, url.line);
        }
    }
}

fn repository(url: &str, module: &str, source: &Node) -> Component {
    let commit = source.text("commit");
    let version = source.text("tag").or(commit).and_then(fixed);
    // A branch moves.
    let requirement = source.text("branch").filter(|_| version.is_none()).map(str::to_owned);
    let package = git_package(url, module, version);
    Component { requirement, source: Some(vcs_url(url, commit.or(version))), ..Component::new(package) }
}

fn archive(url: &str, module: &str, source: &Node) -> Component {
    let url = without_login(url);
    let hashes = ["sha512", "sha256", "sha1", "md5"].iter().filter_map(|name| {
        let algorithm = HashAlgorithm::of_name(name)?;
        Hash::hex(algorithm, source.text(name)?)
    });
    let hashes = hashes.collect();
    if let Some(package) = of_registry(&url) {
        return Component { hashes, source: Some(url), ..Component::new(package) };
    }
    let package = Some(archive_package(&url, "")).filter(|package| !package.name.is_empty());
    let package = package.unwrap_or_else(|| archive_package(&url, module));
    Component { hashes, ..Component::new(package) }
}

/// The package of a language, known by how its registry calls its files. Other addresses have none of these.
fn of_registry(url: &str) -> Option<Package> {
    let path = url.split(['?', '#']).next()?;
    let (folder, file) = path.rsplit_once('/')?;
    if file.ends_with(".crate") {
        let (name, version) = name_and_version(stem(file));
        return Some(Package::new("cargo", name, Some(version?)));
    }
    if let Some(parts) = file.strip_suffix(".whl") {
        let mut parts = parts.split('-');
        return Some(Package::new("pypi", parts.next()?, Some(parts.next()?)));
    }
    // `…/@scope/name/-/name-1.0.0.tgz`
    let name = folder.strip_suffix("/-")?;
    let (above, last) = name.rsplit_once('/')?;
    let version = file.strip_suffix(".tgz")?.strip_prefix(last)?.strip_prefix('-')?;
    let scope = above.rsplit('/').next().filter(|scope| scope.starts_with('@'));
    let name = scope.map_or_else(|| last.to_owned(), |scope| format!("{scope}/{last}"));
    Some(Package::new("npm", &name, Some(version)))
}
