//! What the files inside one jar say together.

use std::collections::{HashMap, HashSet};

use super::{embedded_pom, manifest_mf, pom_properties};
use crate::join;
use crate::sheet::Sheet;

/// A manifest counts only where Maven left nothing; a model inside a jar gives licence and description.
pub fn join(sheets: &mut [Sheet]) {
    let mut by_maven: HashSet<String> = HashSet::new();
    let mut properties: HashMap<String, usize> = HashMap::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let path = join::path(sheet);
        let is_properties = sheet.detector == pom_properties::DETECTOR.id;
        if is_properties || sheet.detector == embedded_pom::DETECTOR.id {
            by_maven.extend(archive(&path).map(str::to_owned));
        }
        if is_properties {
            properties.insert(join::folder(&path).to_owned(), at);
        }
    }
    for at in 0..sheets.len() {
        let Some(sheet) = sheets.get_mut(at) else { continue };
        let path = join::path(sheet);
        if sheet.detector == manifest_mf::DETECTOR.id && archive(&path).is_some_and(|jar| by_maven.contains(jar)) {
            sheet.components.clear();
        } else if sheet.detector == embedded_pom::DETECTOR.id
            && let Some(beside) = properties.get(join::folder(&path))
            && let Some(model) = sheet.components.pop()
            && let Some(component) = sheets.get_mut(*beside).and_then(|sheet| sheet.components.first_mut())
        {
            component.licence = component.licence.take().or(model.licence);
            component.description = component.description.take().or(model.description);
        }
    }
}

/// The innermost archive a path leads into.
fn archive(path: &str) -> Option<&str> {
    path.rsplit_once("!/").map(|(archive, _)| archive)
}

#[test]
fn what_maven_left_in_a_jar_counts_more_than_its_manifest() {
    let manifest = "Implementation-Title: hinge\nImplementation-Version: 1.0\n";
    let folder = "app.jar!/BOOT-INF/lib/hinge-1.0.jar!/META-INF/";
    crate::detectors::tests::check_joined(
        super::join,
        &[
            ("app.jar!/META-INF/MANIFEST.MF", "Implementation-Title: door\nImplementation-Version: 2.0\n"),
            (&format!("{folder}MANIFEST.MF"), manifest),
            (
                &format!("{folder}maven/eu.example/hinge/pom.properties"),
                "groupId=eu.example\nartifactId=hinge\nversion=1.0\n",
            ),
            (
                &format!("{folder}maven/eu.example/hinge/pom.xml"),
                "<project><groupId>eu.example</groupId><artifactId>hinge</artifactId><version>${revision}</version>\
                 <licenses><license><name>MIT</name></license></licenses></project>",
            ),
        ],
        &[
            "app.jar!/META-INF/MANIFEST.MF 1 pkg:generic/door@2.0",
            &format!("{folder}maven/eu.example/hinge/pom.properties 2 pkg:maven/eu.example/hinge@1.0 licence=MIT"),
        ],
    );
}
