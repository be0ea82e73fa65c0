//! Conan's references: `name/version@user/channel#revision%time`.

use inventory::Package;

use crate::repository::is_version;

/// A reference taken apart.
pub struct Reference<'a> {
    /// Without a version if a range was asked for.
    pub package: Package,
    /// As written: `1.2.3`, `[>=1.2 <2]`.
    pub version: &'a str,
}

pub fn reference(written: &str) -> Option<Reference<'_>> {
    let written = written.trim();
    // The time a lockfile adds, then the package and its revision, then the recipe's.
    let written = written.split('%').next().unwrap_or(written);
    let written = written.split(':').next().unwrap_or(written);
    let (identity, revision) = written.split_once('#').unwrap_or((written, ""));
    let (name, rest) = identity.split_once('/')?;
    let (version, user) = rest.split_once('@').unwrap_or((rest, ""));
    let (user, channel) = user.split_once('/').unwrap_or((user, ""));
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '.' | '-'));
    if !is_name || version.is_empty() {
        return None;
    }
    // `cci.20230920` and `system` are versions too; what is computed or a range is none.
    let is_pinned =
        is_version(version) || version.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_'));
    let none = |part: &&str| !part.is_empty() && *part != "_" && *part != "None";
    let mut package = Package::new("conan", name, Some(version).filter(|_| is_pinned));
    for (key, value) in [("user", user), ("channel", channel), ("rrev", revision)] {
        if let Some(value) = Some(value).filter(none).filter(|value| *value != "0") {
            package = package.with(key, value);
        }
    }
    Some(Reference { package, version })
}

#[test]
fn a_reference_is_taken_apart() {
    let shown = |written| {
        reference(written).map(|found| format!("{} {}", found.package.purl().unwrap_or_default(), found.version))
    };
    assert_eq!(shown("zlib/1.2.11").as_deref(), Some("pkg:conan/zlib@1.2.11 1.2.11"));
    assert_eq!(
        shown("left-pad/1.0@acme/stable#aa:bb#cc%1700000000.1").as_deref(),
        Some("pkg:conan/left-pad@1.0?channel=stable&rrev=aa&user=acme 1.0")
    );
    assert_eq!(shown("door/1.0@#aa%1.0").as_deref(), Some("pkg:conan/door@1.0?rrev=aa 1.0"));
    assert_eq!(shown("door/[>=1.2 <2]").as_deref(), Some("pkg:conan/door [>=1.2 <2]"));
    assert_eq!(shown("door/cci.20230920@_/_").as_deref(), Some("pkg:conan/door@cci.20230920 cci.20230920"));
    for written in ["", "door", "/1.0", "a b/1.0", "door/", "${x}/1"] {
        assert_eq!(shown(written), None, "{written}");
    }
}
