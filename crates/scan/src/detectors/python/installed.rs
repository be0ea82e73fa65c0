//! Reads the metadata of installed Python packages: `*.dist-info/METADATA`, `*.egg-info`.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::licence_text;
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "installed",
    files: Files::Named(&["*.dist-info/metadata", "*.egg-info/pkg-info", "egg-info/pkg-info", "*.egg-info"]),
    want: Want::Whole,
    read,
};

/// The headers that matter.
#[derive(Default)]
struct Metadata<'a> {
    name: Option<(u32, &'a str)>,
    version: Option<&'a str>,
    summary: Option<&'a str>,
    expression: Option<&'a str>,
    /// Of its first line; whether more lines follow.
    licence: Option<(&'a str, bool)>,
    /// The last part of each classifier for a licence.
    classifiers: Vec<&'a str>,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let metadata = headers(&text);
    let Some((line, name)) = metadata.name.filter(|(_, name)| !name.is_empty()) else {
        return found.malformed("it names no package");
    };
    // Beside its sources a package leaves the same when it is built or installed for editing.
    let is_egg = !file.name.lower_path().contains(".dist-info/");
    let is_site = |folder: &str| matches!(folder, "site-packages" | "dist-packages") || folder.ends_with(".egg");
    let own = is_egg && !file.name.lower_folders().any(|folder| is_site(folder) || folder == "egg-info");
    let component = Component {
        own,
        licence: metadata.licence(),
        description: metadata.summary.filter(|summary| *summary != "UNKNOWN").map(str::to_owned),
        ..Component::new(Package::new("pypi", name, metadata.version))
    };
    found.origin(Origin::Installed);
    found.component(component, line);
}

fn headers(text: &str) -> Metadata<'_> {
    let mut metadata = Metadata::default();
    let mut in_licence = false;
    for line in lines(text) {
        if line.text.trim().is_empty() {
            // The description follows.
            break;
        }
        if line.text.starts_with([' ', '\t']) {
            if let (true, Some((_, goes_on))) = (in_licence, &mut metadata.licence) {
                *goes_on = true;
            }
            continue;
        }
        let Some((key, value)) = line.text.split_once(':') else { continue };
        let value = value.trim();
        let key = key.to_ascii_lowercase();
        in_licence = key == "license";
        match &*key {
            "name" => metadata.name = metadata.name.or(Some((line.number, value))),
            "version" => metadata.version = metadata.version.or(Some(value)),
            "summary" => metadata.summary = Some(value).filter(|value| !value.is_empty()),
            "license-expression" => metadata.expression = Some(value),
            "license" => metadata.licence = Some((value, false)),
            "classifier" => {
                let licence = value.strip_prefix("License ::").and_then(|rest| rest.rsplit("::").next());
                metadata.classifiers.extend(licence.map(str::trim).filter(|last| *last != "OSI Approved"));
            }
            _ => {}
        }
    }
    metadata
}

impl Metadata<'_> {
    fn licence(&self) -> Option<String> {
        if let Some(expression) = self.expression.filter(|expression| !expression.is_empty()) {
            return Some(licence(expression));
        }
        let written = self.licence.filter(|(first, _)| !matches!(*first, "" | "UNKNOWN"));
        // One line is a name; several are the text itself.
        let named = written.filter(|(_, goes_on)| !goes_on).map(|(first, _)| first);
        let classified: Option<Vec<String>> = self.classifiers.iter().map(|last| licence_text::spdx(last)).collect();
        let classified = classified.filter(|all| !all.is_empty()).map(|all| all.join(" OR "));
        named
            .and_then(licence_text::spdx)
            .or(classified)
            .or_else(|| named.map(str::to_owned))
            .or_else(|| written.map(|(first, _)| licence(first)))
            .or_else(|| self.classifiers.first().map(|last| (*last).to_owned()))
    }
}

/// As an SPDX expression if it can be read as one, else as written.
pub fn licence(written: &str) -> String {
    licence_text::spdx(written).unwrap_or_else(|| written.trim().to_owned())
}

#[test]
fn an_installed_package_is_read() {
    let check = crate::detectors::tests::check_sheet;
    let metadata = |licence: &str| {
        format!("Metadata-Version: 2.1\r\nName: Left_Pad\r\nVersion: 1.3.0\r\n{licence}\r\n\r\nName: other\r\n")
    };
    let path = "lib/python3.11/site-packages/left_pad-1.3.0.dist-info/METADATA";
    for (licence, expected) in [
        ("License-Expression: MIT OR Apache-2.0\r\nLicense: x", " licence=MIT OR Apache-2.0"),
        ("License: MIT License", " licence=MIT"),
        ("License: Own\r\nClassifier: License :: OSI Approved :: MIT License", " licence=MIT"),
        ("License: Own words", " licence=Own words"),
        ("License: UNKNOWN", ""),
    ] {
        check(path, &metadata(licence), &[&*format!("2 pkg:pypi/left-pad@1.3.0{expected}")]);
    }
    let text = metadata("Summary: UNKNOWN");
    check("usr/lib/python3/dist-packages/a-1.egg-info", &text, &["2 pkg:pypi/left-pad@1.3.0"]);
    check("x/a-1.egg/EGG-INFO/PKG-INFO", &text, &["2 pkg:pypi/left-pad@1.3.0"]);
    check("src/a.egg-info/PKG-INFO", &text, &["2 pkg:pypi/left-pad@1.3.0 own"]);
    crate::detectors::tests::check_malformed(path, "Metadata-Version: 2.1\n");
}
