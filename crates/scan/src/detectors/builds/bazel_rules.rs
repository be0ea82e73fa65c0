//! The repository rules of Bazel: archives, Git repositories, Maven artifacts, Go modules, images.

use inventory::{Component, ComponentKind, Hash, HashAlgorithm, Package, Relation, Scope};

use super::calls::Call;
use crate::found::Found;
use crate::repository::{archive_package, fixed, git_package, is_version, name_and_version, vcs_url, without_login};
use crate::tree::Node;

/// Puts down what a call fetches.
pub fn read(call: &Call, found: &mut Found) {
    let scope = call.names.is_true("dev_dependency").then_some(Scope::Development);
    match call.last() {
        "install" | "maven_install" => {
            for artifact in call.names.list("artifacts") {
                maven(artifact.as_str().unwrap_or_default(), artifact.line, scope, found);
            }
        }
        "artifact" => {
            if let (Some(group), Some(artifact)) = (call.text("group"), call.text("artifact")) {
                let coordinate = format!("{group}:{artifact}:{}", call.text("version").unwrap_or_default());
                maven(&coordinate, call.line_of("artifact"), scope, found);
            }
        }
        "maven_jar" => maven(call.text("artifact").unwrap_or_default(), call.line_of("artifact"), scope, found),
        "go_repository" | "module" if call.text("importpath").or(call.text("path")).is_some() => {
            let path = call.text("importpath").or(call.text("path")).unwrap_or_default();
            let version = call.text("version").or(call.text("tag")).or(call.text("commit"));
            let package = Package::new("golang", path, version);
            found.component(component(package, scope, None, None), call.line_of("name"));
        }
        "pull" | "container_pull" | "oci_pull" => image(call, scope, found),
        _ if call.text("remote").is_some() => {
            if let Some(component) = git(call, scope) {
                found.component(component, call.line_of("name"));
            }
        }
        _ => {
            if let Some(component) = archive(call, scope) {
                found.component(component, call.line_of("name"));
            }
        }
    }
}

fn component(package: Package, scope: Option<Scope>, source: Option<String>, hash: Option<Hash>) -> Component {
    let hashes = hash.into_iter().collect();
    Component { scope, relation: Some(Relation::Direct), source, hashes, ..Component::new(package) }
}

/// `git_repository(name, remote, commit | tag | branch)`
pub fn git(call: &Call, scope: Option<Scope>) -> Option<Component> {
    let remote = call.text("remote")?;
    let revision = call.text("commit").or(call.text("tag"));
    let package = git_package(remote, call.text("name").unwrap_or_default(), revision);
    let source = vcs_url(remote, revision.and_then(fixed));
    let requirement = call.text("branch").map(str::to_owned);
    Some(Component { requirement, ..component(package, scope, Some(source), None) })
}

/// `http_archive(name, urls, sha256 | integrity, strip_prefix)`. A call is one if it names an address and a digest
/// or the folder inside: there are many wrappers around the rule.
pub fn archive(call: &Call, scope: Option<Scope>) -> Option<Component> {
    let urls = call.names.get("urls").or_else(|| call.names.get("url"))?;
    // Mirrors come first at times; the original tells more.
    let all = || urls.as_str().into_iter().chain(urls.items().iter().filter_map(Node::as_str));
    let is_origin = |url: &&str| url.contains("://github.com/") && !url.contains("mirror");
    let url = all().find(is_origin).or_else(|| all().next()).filter(|url| url.contains("://"))?;
    let prefix = call.text("strip_prefix");
    let digest = call.text("sha256").and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum));
    let digest = digest.or_else(|| Hash::integrity(call.text("integrity")?));
    if prefix.is_none() && digest.is_none() {
        return None;
    }
    let mut package = archive_package(url, call.text("name").unwrap_or_default());
    if package.version.is_none()
        && let Some((_, Some(version))) = prefix.map(name_and_version)
    {
        package.version = Some(version.to_owned()).filter(|version| is_version(version));
    }
    Some(component(package, scope, Some(without_login(url)), digest))
}

/// `group:artifact:version`, with packaging and classifier between.
fn maven(coordinate: &str, line: u32, scope: Option<Scope>, found: &mut Found) {
    let parts: Vec<&str> = coordinate.split(':').collect();
    let [group, artifact, between @ .., version] = &parts[..] else { return };
    if between.len() > 2 || group.is_empty() || artifact.is_empty() {
        return;
    }
    let package = Package::new("maven", &format!("{group}:{artifact}"), Some(version));
    found.wish(package, version, scope.unwrap_or(Scope::Runtime), line);
}

/// `oci.pull(image = "registry/name", digest, tag)`
fn image(call: &Call, scope: Option<Scope>, found: &mut Found) {
    let joined = || Some(format!("{}/{}", call.text("registry")?, call.text("repository")?));
    let Some(image) = call.text("image").map(str::to_owned).or_else(joined) else { return };
    let name = image.rsplit('/').next().unwrap_or(&image);
    let mut package = Package::new("oci", &name.to_lowercase(), call.text("digest"));
    package = package.with("repository_url", image.to_lowercase()).with("tag", call.text("tag").unwrap_or_default());
    let component = component(package, scope, Some(image.clone()), None);
    found.component(Component { kind: ComponentKind::Container, ..component }, call.line_of("name"));
}
