//! What the files of one tree say of the same own package, put together.

use std::collections::HashMap;

use crate::sheet::Sheet;

/// Lockfiles of Yarn and Bun name the members of a workspace without their versions; their manifests know them.
pub fn join(sheets: &mut [Sheet]) {
    let mut versions: HashMap<String, Option<String>> = HashMap::new();
    for component in sheets.iter().filter(|sheet| sheet.detector == "package-json").flat_map(|sheet| &sheet.components)
    {
        if let (true, Some(version)) = (component.own, &component.package.version) {
            // Two packages of that name: which one is meant is not known.
            versions
                .entry(component.package.full_name())
                .and_modify(|known| *known = known.take().filter(|known| known == version))
                .or_insert_with(|| Some(version.clone()));
        }
    }
    let is_lock = |sheet: &&mut Sheet| {
        ["yarn-lock", "bun-lock", "bun-lockb", "package-lock"].iter().any(|id| sheet.detector == *id)
    };
    let locks = sheets.iter_mut().filter(is_lock);
    for component in locks.flat_map(|sheet| &mut sheet.components) {
        if component.own && component.package.version.is_none() {
            component.package.version = versions.get(&component.package.full_name()).cloned().flatten();
        }
    }
}

#[test]
fn a_member_of_a_workspace_gets_its_version_from_its_manifest() {
    let sheet = |path: &str, text: &str| {
        let report = crate::inspect(std::path::Path::new(path), text.as_bytes()).expect("sound");
        report.sheets.into_iter().next().expect("one sheet")
    };
    let lock = "__metadata:\n  version: 8\n\"door@workspace:.\":\n  resolution: \"door@workspace:.\"\n";
    let manifest = sheet("package.json", r#"{"name": "door", "version": "1.2.0"}"#);
    let mut sheets = [sheet("yarn.lock", lock), manifest];
    join(&mut sheets);
    assert_eq!(crate::detectors::tests::shown_sheet(&sheets[0]), ["3 pkg:npm/door@1.2.0 own"]);
    let other = sheet("other/package.json", r#"{"name": "door", "version": "3.0.0"}"#);
    let mut sheets = [sheet("yarn.lock", lock), sheets[1].clone(), other];
    join(&mut sheets);
    assert_eq!(crate::detectors::tests::shown_sheet(&sheets[0]), ["3 pkg:npm/door own"]);
}
