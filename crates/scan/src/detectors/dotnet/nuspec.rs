//! Reads `*.nuspec`: what a NuGet package is, and what it asks for.

use inventory::Component;

use super::super::{Detector, Files, Want};
use super::nuget_version;
use crate::Place;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Scope};
use crate::licence_text;
use crate::report::Kind;
use crate::sheet::Origin;
use crate::xml::{self, Event};

pub const DETECTOR: Detector = Detector { id: "nuspec", files: Files::Named(&["*.nuspec"]), want: Want::Whole, read };

#[derive(Default)]
struct Package<'a> {
    id: (&'a str, u32),
    version: (&'a str, u32),
    description: (&'a str, u32),
    licence: (&'a str, u32),
    dependencies: Vec<(&'a str, &'a str, u32)>,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut package = Package::default();
    let mut path: Vec<&str> = Vec::new();
    for (line, event) in xml::events(&text) {
        match event {
            Event::Open { name, attributes } => {
                if path.len() > 100 {
                    return found.malformed(format!("line {line}: nested too deeply"));
                }
                path.push(name);
                let get = |name| xml::attribute(attributes, name).unwrap_or_default();
                if name == "dependency" {
                    package.dependencies.push((get("id"), get("version"), line));
                }
            }
            Event::Close { name } => {
                if let Some(depth) = path.iter().rposition(|open| *open == name) {
                    path.truncate(depth);
                }
            }
            Event::Text(value) => match path[..] {
                [_, "metadata", "id"] => package.id = (value, line),
                [_, "metadata", "version"] => package.version = (value, line),
                [_, "metadata", "description"] => package.description = (value, line),
                [_, "metadata", "license"] => package.licence = (value, line),
                _ => {}
            },
        }
    }
    if !path.is_empty() {
        return found.malformed("no end of the document");
    }
    report(file.name, &package, found);
}

fn report(file: &FileName, package: &Package, found: &mut Found) {
    // `$id$` is put in by the build.
    let is_known = |value: &str| !value.is_empty() && !value.contains('$');
    let installed = is_installed(file);
    let licence = Some(package.licence.0).filter(|licence| is_known(licence));
    if let Some(identity) = nuget_version::package(package.id.0, package.version.0) {
        let component = Component {
            own: !installed && found.place() != Place::Vendored,
            licence: licence.map(|licence| licence_text::spdx(licence).unwrap_or_else(|| licence.to_owned())),
            description: Some(package.description.0).filter(|text| is_known(text)).map(str::to_owned),
            ..Component::new(identity)
        };
        found.component(component, package.id.1);
    }
    if installed {
        found.origin(Origin::Installed);
        return;
    }
    for (kind, (value, number)) in [
        (Kind::ManifestName, package.id),
        (Kind::ManifestVersion, package.version),
        (Kind::ManifestDescription, package.description),
    ] {
        if is_known(value) {
            found.add(kind, value, Some(Line { number, text: value }));
        }
    }
    if let Some(licence) = licence {
        found.licence(licence, Some(Line { number: package.licence.1, text: licence }));
    }
    for (id, version, number) in &package.dependencies {
        found.dependency("nuget", id, Scope::Runtime, || Some(Line { number: *number, text: id }));
        if let Some(package) = nuget_version::package(id, version) {
            found.wish(package, version, Scope::Runtime, *number);
        }
    }
}

/// Whether it is that of an unpacked package: in an archive, or in a folder that restores packages.
fn is_installed(file: &FileName) -> bool {
    let path = file.lower_path();
    let stem = file.lower_name().strip_suffix(".nuspec").unwrap_or_default();
    let folder = file.lower_folder();
    // `packages/id.1.0/id.nuspec` and `.nuget/packages/id/1.0/id.nuspec`.
    let is_versioned = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let by_folder = folder.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.')).is_some_and(is_versioned)
        || (is_versioned(folder) && file.lower_folders().rev().nth(1) == Some(stem));
    path.contains(".nupkg!/") || path.contains(".nuget/packages/") || by_folder
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check, check_malformed, check_sheet};

    const NUSPEC: &str = "\
<?xml version=\"1.0\"?>
<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata>
<id>Example.Door</id>
<version>1.2.0</version>
<license type=\"expression\">MIT</license>
<dependencies><group targetFramework=\"net8.0\">
<dependency id=\"Example.Hinge\" version=\"2.0.0\" />
<dependency id=\"Example.Pane\" version=\"[1.0,2.0)\" />
</group></dependencies></metadata></package>";

    #[test]
    fn a_package_of_ours_asks_and_one_that_is_there_is_there() {
        check_sheet(
            "Example.Door.nuspec",
            NUSPEC,
            &[
                "3 pkg:nuget/Example.Door@1.2.0 own licence=MIT",
                "7 wish pkg:nuget/Example.Hinge@2.0.0 2.0.0 runtime",
                "8 wish pkg:nuget/Example.Pane [1.0,2.0) runtime",
            ],
        );
        check(
            "Example.Door.nuspec",
            NUSPEC,
            &["3 manifest-name Example.Door product", "4 manifest-version 1.2.0 product", "5 licence MIT product"],
        );
        for path in [
            "packages/Example.Door.1.2.0/Example.Door.nuspec",
            "x/example.door/1.2.0/example.door.nuspec",
            "a.nupkg!/x.nuspec",
        ] {
            check_sheet(path, NUSPEC, &["3 pkg:nuget/Example.Door@1.2.0 licence=MIT"]);
        }
        check_sheet(
            "a.nuspec",
            "<package><metadata><id>$id$</id><version>$version$</version></metadata></package>",
            &[],
        );
        check_malformed("a.nuspec", "<package><metadata>");
    }
}
