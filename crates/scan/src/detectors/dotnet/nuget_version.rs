//! Which versions NuGet writes are one version.

use inventory::Package;

/// A version that can only be that one. NuGet takes the least that fits, so that `1.0` is 1.0; `[1.0,2.0)` and
/// `1.*` can be many.
pub fn exact(written: &str) -> Option<&str> {
    let written = written.trim();
    let inner = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let version = inner.map_or(written, str::trim);
    let is_one = version.starts_with(|c: char| c.is_ascii_digit())
        && version.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_'));
    is_one.then_some(version)
}

/// A package with its version if that can only be one. None if the name is none.
pub fn package(name: &str, version: &str) -> Option<Package> {
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    is_name.then(|| Package::new("nuget", name, exact(version)))
}

#[test]
fn one_version_is_told_from_many() {
    for (written, expected) in [
        ("1.0.0-rc.1", Some("1.0.0-rc.1")),
        ("[1.0]", Some("1.0")),
        ("1.*", None),
        ("*", None),
        ("[1.0,2.0)", None),
        ("(,1.0]", None),
        ("$(X)", None),
        ("", None),
    ] {
        assert_eq!(exact(written), expected, "{written}");
    }
}
