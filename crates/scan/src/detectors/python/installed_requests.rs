//! What manifests ask for, looked up among the installed packages where no lockfile tells.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use inventory::Relation;

use crate::sheet::{Origin, Sheet};

/// A request that an installed package answers is no component of its own.
pub fn join(sheets: &mut [Sheet]) {
    let mut installed: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.detector == "installed") {
        if let Some(component) = sheet.components.first().filter(|component| !component.own) {
            installed.entry(component.package.name.clone()).or_default().push(at);
        }
    }
    if installed.is_empty() {
        return;
    }
    let is_lock = |sheet: &&Sheet| {
        sheet.origin == Origin::Lock && sheet.components.iter().any(|component| component.package.ecosystem == "pypi")
    };
    let locked: HashSet<PathBuf> =
        sheets.iter().filter(is_lock).filter_map(|sheet| Some(sheet.path.parent()?.to_owned())).collect();
    for at in 0..sheets.len() {
        let Some(manifest) = sheets.get_mut(at) else { continue };
        let folder = manifest.path.parent().unwrap_or(Path::new("")).to_owned();
        if manifest.wishes.is_empty() || folder.ancestors().any(|above| locked.contains(above)) {
            continue;
        }
        let wishes = std::mem::take(&mut manifest.wishes);
        let mut unanswered = Vec::new();
        for wish in wishes {
            let known = installed.get(&wish.package.name).filter(|_| wish.package.ecosystem == "pypi");
            let fits = |sheet: &&usize| {
                let version = sheets.get(**sheet).and_then(|sheet| sheet.components.first()?.package.version.clone());
                wish.package.version.is_none() || wish.package.version == version
            };
            let answers: Vec<usize> = known.into_iter().flatten().take(64).filter(fits).copied().collect();
            // An environment inside the project's folder is its own; else it is that of the whole image.
            let is_near = |at: &usize| sheets.get(*at).is_some_and(|sheet| sheet.path.starts_with(&folder));
            let near: Vec<usize> = answers.iter().copied().filter(is_near).collect();
            let answers = if near.is_empty() { answers } else { near };
            if answers.is_empty() {
                unanswered.push(wish);
                continue;
            }
            for answer in answers {
                let Some(component) = sheets.get_mut(answer).and_then(|sheet| sheet.components.first_mut()) else {
                    continue;
                };
                component.relation = Some(Relation::Direct);
                component.scope = Some(component.scope.map_or(wish.scope, |scope| scope.min(wish.scope)));
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
    let metadata = |version: &str| format!("Name: left-pad\nVersion: {version}\n");
    let mut sheets = vec![
        sheet("a/requirements.txt", "left_pad>=1\nabsent\n"),
        sheet("a/venv/lib/site-packages/left_pad-1.3.0.dist-info/METADATA", &metadata("1.3.0")),
        sheet("usr/lib/dist-packages/left_pad-1.0.dist-info/METADATA", &metadata("1.0")),
    ];
    join(&mut sheets);
    let shown: Vec<String> = sheets.iter().flat_map(crate::detectors::tests::shown_sheet).collect();
    let expected =
        ["2 wish pkg:pypi/absent  runtime", "1 pkg:pypi/left-pad@1.3.0 runtime direct", "1 pkg:pypi/left-pad@1.0"];
    assert_eq!(shown, expected);
}
