//! What manifests ask for, looked up in `node_modules` where no lockfile tells.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use inventory::Relation;

use crate::sheet::{Origin, Sheet};

/// A request that an installed package answers is no component of its own.
pub fn join(sheets: &mut [Sheet]) {
    let is_package_json = |sheet: &Sheet| sheet.detector == "package-json";
    let mut installed: HashMap<PathBuf, usize> = HashMap::new();
    for (at, sheet) in sheets.iter().enumerate() {
        if is_package_json(sheet) && sheet.origin == Origin::Installed {
            installed.extend(sheet.path.parent().map(|folder| (folder.to_owned(), at)));
        }
    }
    if installed.is_empty() {
        return;
    }
    let is_lock = |sheet: &&Sheet| {
        sheet.origin == Origin::Lock && sheet.components.iter().any(|component| component.package.ecosystem == "npm")
    };
    let locked: std::collections::HashSet<PathBuf> =
        sheets.iter().filter(is_lock).filter_map(|sheet| Some(sheet.path.parent()?.to_owned())).collect();
    for at in 0..sheets.len() {
        let Some(manifest) = sheets.get_mut(at).filter(|sheet| is_package_json(sheet)) else { continue };
        let folder = manifest.path.parent().unwrap_or(Path::new("")).to_owned();
        if folder.ancestors().any(|above| locked.contains(above)) {
            continue;
        }
        let wishes = std::mem::take(&mut manifest.wishes);
        let mut unanswered = Vec::new();
        for wish in wishes {
            let name = wish.package.full_name();
            let answer = folder.ancestors().find_map(|above| installed.get(&above.join("node_modules").join(&name)));
            match answer.and_then(|answer| sheets.get_mut(*answer)?.components.first_mut()) {
                Some(component) => {
                    component.relation = Some(Relation::Direct);
                    component.scope = Some(component.scope.map_or(wish.scope, |scope| scope.min(wish.scope)));
                }
                None => unanswered.push(wish),
            }
        }
        if let Some(manifest) = sheets.get_mut(at) {
            manifest.wishes = unanswered;
        }
    }
}

#[test]
fn an_installed_package_answers_a_request() {
    let sheet = |path: &str, text: &str| {
        let report = crate::inspect(Path::new(path), text.as_bytes()).expect("sound");
        report.sheets.into_iter().next().expect("one sheet")
    };
    let mut sheets = vec![
        sheet(
            "a/package.json",
            r#"{"dependencies": {"nail": "*", "absent": "1"}, "devDependencies": {"@x/pad": "^1"}}"#,
        ),
        sheet("a/node_modules/@x/pad/package.json", r#"{"name": "@x/pad", "version": "1.3.0"}"#),
        sheet("node_modules/nail/package.json", r#"{"name": "nail", "version": "2.0.0"}"#),
    ];
    join(&mut sheets);
    let shown: Vec<String> = sheets.iter().flat_map(crate::detectors::tests::shown_sheet).collect();
    assert_eq!(
        shown,
        [
            "1 wish pkg:npm/absent 1 runtime",
            "1 pkg:npm/%40x/pad@1.3.0 development direct",
            "1 pkg:npm/nail@2.0.0 runtime direct",
        ]
    );
}
