//! Names, versions and addresses as the JavaScript package managers write them.

use std::borrow::Cow;

use inventory::{Component, Hash, Package};

use crate::git_source::{GitSource, without_login};
use crate::licence_text;
use crate::tree::Node;

/// A package of the npm registry. JSR publishes its packages there too, under the scope `@jsr`.
pub fn package(name: &str, version: Option<&str>) -> Package {
    if let Some((scope, name)) = name.strip_prefix("@jsr/").and_then(|name| name.split_once("__")) {
        return Package::new("jsr", &format!("@{scope}/{name}"), version);
    }
    Package::new("npm", name, version)
}

/// `@a/b@^1` is `@a/b` and `^1`; a name alone has no rest.
pub fn split(written: &str) -> (&str, Option<&str>) {
    let from = usize::from(written.starts_with('@'));
    match written.get(from..).and_then(|rest| rest.find('@')) {
        Some(at) => (written.get(..from + at).unwrap_or(written), written.get(from + at + 1..)),
        None => (written, None),
    }
}

/// Whether it is one version, not a range: `1.2.3`, `1.2.3-rc.1+b5`.
pub fn is_version(written: &str) -> bool {
    let core = written.split(['-', '+']).next().unwrap_or_default();
    let mut parts = 0;
    let all_numbers = core.split('.').all(|part| {
        parts += 1;
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    all_numbers && parts == 3 && written.chars().all(is_plain)
}

/// What a manifest asks for under a name. None if that is a folder of the same tree.
pub fn asked<'a>(name: &'a str, written: &'a str) -> Option<(Package, Cow<'a, str>)> {
    let written = written.trim();
    let is_own = ["workspace:", "link:", "portal:"].iter().any(|protocol| written.starts_with(protocol));
    let is_folder = written.strip_prefix("file:").unwrap_or(written);
    let is_folder = (written.starts_with("file:") || written.starts_with(['.', '/', '~']) && written.contains('/'))
        && !is_folder.ends_with(".tgz")
        && !is_folder.ends_with(".tar.gz");
    // `~1` is a range, `~/x` a folder.
    if is_own || is_folder {
        return None;
    }
    if let Some(alias) = written.strip_prefix("npm:") {
        // In Yarn and Deno `npm:^1` keeps the name.
        let (real, requirement) = match alias.starts_with(|c: char| c == '@' || c.is_ascii_alphabetic()) {
            true => split(alias),
            false => (name, Some(alias)),
        };
        return Some(pinned(package, real, requirement.unwrap_or_default()));
    }
    if let Some(alias) = written.strip_prefix("jsr:") {
        let (real, requirement) = if alias.starts_with('@') { split(alias) } else { (name, Some(alias)) };
        let jsr = |name: &str, version: Option<&str>| Package::new("jsr", name, version);
        return Some(pinned(jsr, real, requirement.unwrap_or_default()));
    }
    let shorthand = is_github_shorthand(written).then(|| format!("github:{written}"));
    if let Some(git) = GitSource::of_npm(shorthand.as_deref().unwrap_or(written)) {
        return Some((git.of_package(package(name, git.version())), Cow::Borrowed(written)));
    }
    Some(pinned(package, name, written))
}

/// `owner/repository#tag` is short for GitHub.
fn is_github_shorthand(written: &str) -> bool {
    let repository = written.split('#').next().unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    repository.matches('/').count() == 1 && !repository.starts_with(['/', '.']) && repository.chars().all(is_plain)
}

fn pinned<'a>(
    package: impl Fn(&str, Option<&str>) -> Package,
    name: &str,
    requirement: &'a str,
) -> (Package, Cow<'a, str>) {
    let requirement = requirement.trim();
    let version = requirement.trim_start_matches(['=', 'v', ' ']);
    let version = is_version(version).then_some(version);
    (package(name, version), Cow::Borrowed(requirement))
}

/// `sha512-… sha1-…`: one digest or several.
pub fn hashes(integrity: Option<&str>) -> Vec<Hash> {
    integrity.unwrap_or_default().split_whitespace().filter_map(Hash::integrity).collect()
}

/// The licence a manifest or lockfile states: a text, once an object with `type`, or a list of these.
pub fn licence(node: &Node) -> Option<String> {
    let one = |node: &Node| node.as_str().or_else(|| node.text("type")).map(str::to_owned);
    let list = |node: &Node| -> Vec<String> { node.items().iter().filter_map(one).collect() };
    let written = node.get("license").and_then(|node| one(node).or_else(|| Some(list(node).join(" OR "))));
    let written = written.or_else(|| Some(list(node.get("licenses")?).join(" OR ")))?;
    let written = written.trim();
    (!written.is_empty()).then(|| licence_text::spdx(written).unwrap_or_else(|| written.to_owned()))
}

/// A component by what a lockfile resolved it to: an address of the registry, a repository or another archive.
/// The version is that of the lockfile, else the commit.
pub fn resolved(name: &str, version: Option<&str>, address: Option<&str>) -> Component {
    // npm writes `false` for what came inside another package.
    let address = address.filter(|address| !matches!(*address, "" | "false" | "true"));
    let git = address.and_then(GitSource::of_npm);
    let known = version.filter(|version| !version.contains(['/', '#']));
    let package = package(name, known.or_else(|| git.as_ref()?.version()));
    let package = match &git {
        Some(git) => git.of_package(package),
        None => package,
    };
    let source = git.map(|git| git.vcs_url()).or_else(|| address.map(|address| without_login(address).into_owned()));
    Component { source, ..Component::new(package) }
}

#[test]
fn a_request_is_taken_apart() {
    let asked = |name, written| {
        asked(name, written)
            .map(|(package, requirement)| format!("{} {requirement}", package.purl().unwrap_or_default()))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(asked("a", "^1.2"), some("pkg:npm/a ^1.2"));
    assert_eq!(asked("a", "1.2.3-rc.1"), some("pkg:npm/a@1.2.3-rc.1 1.2.3-rc.1"));
    assert_eq!(asked("a", "npm:@b/c@=2.0.0"), some("pkg:npm/%40b/c@2.0.0 =2.0.0"));
    assert_eq!(asked("a", "npm:^2"), some("pkg:npm/a ^2"));
    assert_eq!(asked("@a/b", "jsr:^1"), some("pkg:jsr/%40a/b ^1"));
    assert_eq!(asked("a", "npm:@jsr/b__c@1"), some("pkg:jsr/%40b/c 1"));
    assert_eq!(
        asked("a", "o/r#v1.0"),
        some("pkg:npm/a@v1.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fo%2Fr.git%40v1.0 o/r#v1.0")
    );
    assert_eq!(asked("a", "~1.0"), some("pkg:npm/a ~1.0"));
    assert_eq!(asked("a", "catalog:"), some("pkg:npm/a catalog:"));
    for own in ["workspace:^", "link:../a", "file:../a", "./a"] {
        assert_eq!(asked("a", own), None, "{own}");
    }
    assert_eq!(split("@a/b"), ("@a/b", None));
    assert_eq!(split("a@npm:b@1"), ("a", Some("npm:b@1")));
}
