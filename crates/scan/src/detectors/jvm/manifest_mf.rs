//! Reads `META-INF/MANIFEST.MF` of a jar: what a library calls itself if Maven did not make it.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::coordinates;
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::licence_text;
use crate::sheet::Origin;

/// In a source tree the file says what a library shall become; only in an archive it is there.
pub const DETECTOR: Detector = Detector {
    id: "manifest-mf",
    files: Files::NamedIf(&["meta-inf/manifest.mf"], |file| archive(file).is_some()),
    want: Want::Whole,
    read,
};

/// The name of the archive it stands at the root of.
fn archive(file: &FileName) -> Option<&str> {
    let (archive, inside) = file.path().rsplit_once("!/")?;
    (inside.eq_ignore_ascii_case("META-INF/MANIFEST.MF")).then(|| archive.rsplit('/').next().unwrap_or(archive))
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let attributes = attributes(&text);
    let get = |name: &str| {
        let found = attributes.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value, line)| (&**value, *line)).filter(|(value, _)| !value.is_empty() && !value.contains("${"))
    };
    // `org.example.door;singleton:=true`
    let symbolic = get("Bundle-SymbolicName").map(|(name, line)| (name.split(';').next().unwrap_or(name).trim(), line));
    let module = get("Automatic-Module-Name");
    let title = get("Implementation-Title");
    let group_named = get("Implementation-Vendor-Id").map(|(group, _)| group);
    let (from_file, file_version) = of_file_name(archive(file.name).unwrap_or_default());

    let versions = ["Implementation-Version", "Bundle-Version", "Specification-Version"];
    let version = file_version.or_else(|| versions.into_iter().find_map(get).map(|(version, _)| version));
    let Some(version) = version.and_then(coordinates::exact) else { return };
    let dotted = [symbolic, module, title].into_iter().flatten().find(|(name, _)| name.contains('.'));
    // The file name is the artifact wherever it holds the version too.
    let named = file_version.and(from_file).map(|name| (name, None));
    let is_word = |name: &str| !name.contains(char::is_whitespace);
    let titled = title.filter(|(title, _)| is_word(title)).map(|(title, line)| (title, Some(line)));
    let from_name = symbolic.or(module).map(|(name, line)| (name, Some(line)));
    let Some((name, line)) = named.or(titled).or(from_name) else { return };
    let line = line.or_else(|| title.or(symbolic).or(module).map(|(_, line)| line));

    // A group is known if the jar names it, or names itself `group.artifact`.
    let artifact = name.rsplit_once(':').map_or(name, |(_, artifact)| artifact);
    let of_title = name.rsplit_once(':').map(|(group, _)| group);
    let of_dotted = dotted.and_then(|(dotted, _)| dotted.strip_suffix(artifact)?.strip_suffix('.'));
    let group = of_title.or(group_named).or(of_dotted);
    let package = group
        .and_then(|group| coordinates::package(group, artifact, version))
        .unwrap_or_else(|| Package::new("generic", artifact, Some(version)));
    found.origin(Origin::Installed);
    let component = Component {
        licence: get("Bundle-License").and_then(|(licence, _)| licence_text::spdx(licence)),
        supplier: get("Implementation-Vendor").or(get("Bundle-Vendor")).map(|(vendor, _)| vendor.to_owned()),
        ..Component::new(package)
    };
    found.component(component, line);
}

/// The main attributes: those up to the first empty line. A line that begins with a space continues the last.
fn attributes(text: &str) -> Vec<(&str, String, u32)> {
    let mut attributes: Vec<(&str, String, u32)> = Vec::new();
    for line in crate::found::lines(text) {
        if line.text.is_empty() {
            break;
        }
        if let Some(more) = line.text.strip_prefix(' ') {
            if let Some((_, value, _)) = attributes.last_mut() {
                value.push_str(more);
            }
        } else if let Some((name, value)) = line.text.split_once(':') {
            attributes.push((name.trim(), value.trim_start().to_owned(), line.number));
        }
    }
    attributes
}

/// `door-core-1.2.jar` is the artifact `door-core` of version `1.2`.
fn of_file_name(name: &str) -> (Option<&str>, Option<&str>) {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut dashes = stem.match_indices('-').map(|(at, _)| at);
    let version = dashes.find(|at| stem.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit));
    match version.and_then(|at| Some((stem.get(..at)?, stem.get(at + 1..)?))) {
        Some((artifact, version)) if !artifact.is_empty() => (Some(artifact), Some(version)),
        _ => (Some(stem), None),
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_sheet;

    #[test]
    fn a_jar_without_maven_is_known_by_its_manifest_and_its_name() {
        check_sheet(
            "lib/door-core-1.2.0.jar!/META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\r\nBundle-SymbolicName: eu.example.door-\r\n core;singleton:=true\r\n\
             Bundle-Version: 1.2.0.v2\r\nBundle-License: MIT\r\n\r\nName: x\r\nImplementation-Title: no\r\n",
            &["2 pkg:maven/eu.example/door-core@1.2.0 licence=MIT"],
        );
        check_sheet(
            "app.jar!/META-INF/MANIFEST.MF",
            "Implementation-Title: door\nImplementation-Version: 2.0\nImplementation-Vendor-Id: eu.example\n",
            &["1 pkg:maven/eu.example/door@2.0"],
        );
        check_sheet(
            "app.jar!/META-INF/MANIFEST.MF",
            "Implementation-Title: door\nImplementation-Version: 2.0\n",
            &["1 pkg:generic/door@2.0"],
        );
        check_sheet("app.jar!/META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n", &[]);
        check_sheet("src/META-INF/MANIFEST.MF", "Implementation-Title: a\nImplementation-Version: 2.0\n", &[]);
    }
}
