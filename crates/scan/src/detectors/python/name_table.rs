//! Dependencies as a table by name, the way of Poetry and Pipenv.

use inventory::Package;

use super::requirement;
use crate::found::{Found, Scope, lines};
use crate::git_source::GitSource;
use crate::tree::Node;

/// Reads such a table. `name = "^1"`, `name = { version = "^1", optional = true }`, or a list of these.
pub fn read(table: Option<&Node>, scope: Scope, text: &str, found: &mut Found) {
    for (name, node) in table.into_iter().flat_map(Node::entries) {
        found.dependency("pypi", &name.text, scope, || lines(text).nth(name.line.saturating_sub(1) as usize));
        // Poetry puts the language itself here.
        if name.text.eq_ignore_ascii_case("python") {
            continue;
        }
        let node = node.items().first().unwrap_or(node);
        let scope = if scope == Scope::Runtime && node.is_true("optional") { Scope::Optional } else { scope };
        if let Some((package, requirement)) = asked(&name.text, node) {
            found.wish(package, &requirement, scope, name.line);
        }
    }
}

/// None for a folder beside the manifest.
fn asked(name: &str, node: &Node) -> Option<(Package, String)> {
    if let Some(url) = node.text("git") {
        let revision = ["rev", "ref", "tag", "branch"].iter().find_map(|key| node.text(key));
        let git = GitSource::new(url, revision);
        return Some((git.of_package(Package::new("pypi", name, git.version())), git.vcs_url()));
    }
    if let Some(address) = node.text("url").or_else(|| node.text("file")).or_else(|| node.text("path")) {
        let version = requirement::of_file(address).map(|(_, version)| version);
        let is_own = version.is_none() && !address.contains("://");
        return (!is_own).then(|| (Package::new("pypi", name, version), address.to_owned()));
    }
    let requirement = node.as_str().or_else(|| node.text("version")).unwrap_or_default();
    // Without an operator a version is the only one.
    let is_plain = requirement.starts_with(|c: char| c.is_ascii_digit())
        && requirement.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '!'));
    let version = requirement::pin(requirement).or_else(|| is_plain.then_some(requirement));
    Some((Package::new("pypi", name, version), requirement.to_owned()))
}
