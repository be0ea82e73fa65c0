//! Reads ESP-IDF's `idf_component.yml`: what a component asks for, and what it is. Those in `managed_components`
//! were put there by the component manager.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::esp_lock::qualified;
use super::generic;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::licence_text;
use crate::repository::{exact, git_package};
use crate::sheet::Origin;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector = Detector {
    id: "esp-component",
    files: Files::Named(&["idf_component.yml", "idf_component.yaml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(yaml(&text)) else { return };
    let mut folders = file.name.path().rsplit('/').skip(1);
    let folder = folders.next().unwrap_or_default();
    let is_managed = folders.next() == Some("managed_components");
    let own = !is_managed && !found.is_vendored();
    // The file does not say its name; the folder does.
    if let Some(version) = manifest.get("version")
        && let Some(written) = version.as_str()
        && !matches!(folder, "" | "main" | "components")
    {
        let name = if is_managed { folder.replacen("__", "/", 1) } else { folder.to_owned() };
        if is_managed {
            found.origin(Origin::Installed);
        }
        let component = Component {
            own,
            licence: manifest.text("license").and_then(licence_text::declared),
            description: manifest.text("description").map(str::to_owned),
            ..Component::new(generic(&name, Some(written)))
        };
        found.component(component, version.line);
    }
    if own {
        for (name, asked) in manifest.table("dependencies") {
            wish(&name.text, asked, name.line, found);
        }
    }
}

fn wish(name: &str, asked: &Node, line: u32, found: &mut Found) {
    // A folder beside this one.
    if asked.get("path").is_some() && asked.get("git").is_none() {
        return;
    }
    let requirement = asked.as_str().or(asked.text("version")).unwrap_or_default();
    let pinned = exact(requirement);
    let package = match (name, asked.text("git")) {
        ("idf", _) => {
            let tag = pinned.map(|version| format!("v{version}"));
            Package::new("github", "espressif/esp-idf", tag.as_deref())
        }
        (_, Some(url)) => git_package(url, name, Some(requirement).filter(|text| !text.is_empty())),
        _ => generic(&qualified(name), pinned),
    };
    found.wish(package, requirement, Scope::Runtime, line);
}

#[test]
fn wishes_and_managed_components_are_read() {
    let manifest = "\
dependencies:
  idf: \">=5.0\"
  espressif/led_strip: \"^2.0.0\"
  button:
    version: \"==3.2.0\"
  door:
    git: https://github.com/example/door.git
    version: v1.0
  beside:
    path: ../beside
";
    crate::detectors::tests::check_sheet(
        "main/idf_component.yml",
        manifest,
        &[
            "2 wish pkg:github/espressif/esp-idf >=5.0 runtime",
            "3 wish pkg:generic/espressif/led_strip ^2.0.0 runtime",
            "4 wish pkg:generic/espressif/button@3.2.0 ==3.2.0 runtime",
            "6 wish pkg:github/example/door@v1.0 v1.0 runtime",
        ],
    );
    crate::detectors::tests::check_sheet(
        "managed_components/espressif__led_strip/idf_component.yml",
        "version: \"2.5.3\"\ndescription: Strips\nlicense: Apache-2.0\ndependencies:\n  idf: \">=4.4\"\n",
        &["1 pkg:generic/espressif/led_strip@2.5.3 licence=Apache-2.0"],
    );
}
