//! The coordinates of an artifact, and which versions are one version.

use inventory::{Package, Scope};

/// A version that can only be that one. Maven and Gradle write ranges in brackets; `[1.0]` is one version.
pub fn exact(version: &str) -> Option<&str> {
    let version = version.trim();
    let version = version.strip_suffix("!!").unwrap_or(version);
    // Gradle: a range and the version preferred within it.
    let version = version.split_once("!!").map_or(version, |(_, preferred)| preferred);
    let inner = version.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let version = inner.filter(|inner| !inner.contains(',')).unwrap_or(version);
    let is_one = !version.is_empty()
        && !version.starts_with("latest.")
        && !matches!(version, "LATEST" | "RELEASE")
        && !version.ends_with('+')
        && !version.contains(['[', ']', '(', ')', ',', '$', '{', '}', '@', ':', '"', '\''])
        && !version.contains(char::is_whitespace);
    is_one.then_some(version)
}

/// A group and an artifact as a package. None if either is no name, or still names a property.
pub fn package(group: &str, artifact: &str, version: &str) -> Option<Package> {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
    };
    (is_name(group) && is_name(artifact)).then(|| Package::new("maven", &format!("{group}:{artifact}"), exact(version)))
}

/// Adds what tells several files of one artifact apart. A jar without classifier is what is meant without a word.
pub fn with_file(package: Package, classifier: &str, kind: &str) -> Package {
    let is_plain = |text: &str| !text.contains('$');
    let package = if is_plain(classifier) { package.with("classifier", classifier) } else { package };
    match kind {
        "" | "jar" | "bundle" | "maven-plugin" | "eclipse-plugin" => package,
        kind if is_plain(kind) => package.with("type", kind),
        _ => package,
    }
}

/// What a Maven scope means.
pub fn scope(written: &str, optional: bool) -> Scope {
    match written {
        // Provided: what runs the product brings it.
        "test" | "provided" | "import" => Scope::Development,
        _ if optional => Scope::Optional,
        _ => Scope::Runtime,
    }
}

#[test]
fn one_version_is_told_from_many() {
    for (written, expected) in [
        ("1.0", Some("1.0")),
        ("[1.0]", Some("1.0")),
        ("1.0!!", Some("1.0")),
        ("[1,2[!!1.5", Some("1.5")),
        ("[1.0,2.0)", None),
        ("1.+", None),
        ("latest.release", None),
        ("${x}", None),
        ("", None),
    ] {
        assert_eq!(exact(written), expected, "{written}");
    }
}
