//! Reads the projects of .NET and the MSBuild files they share: name, version, licence, the packages they ask for,
//! and the versions `Directory.Packages.props` gives to all.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::msbuild::{self, Fault, Item, Project};
use super::nuget_version;
use crate::Place;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Scope};
use crate::licence_text;
use crate::report::Kind;
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "msbuild-project",
    files: Files::Named(&["*.csproj", "*.fsproj", "*.vbproj", "*.props", "*.targets"]),
    want: Want::Whole,
    read,
};

/// More names than any one reference has.
const NAMES_MAX: usize = 1000;

/// The setting of a property: the name in lower case, a space, the value.
pub const PROPERTY: &str = "property";
/// Of a file that counts as part of this one.
pub const IMPORT: &str = "import";
/// Of a wish or component whose version is to be found: what it is, its number, and the version as written.
pub const WISHED: &str = "wished";
pub const LISTED: &str = "listed";
/// Of a project that says itself what it is called.
pub const NAMED: &str = "named";

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let project = match msbuild::read(&text) {
        Ok(project) => project,
        Err(Fault::NoProject) => return,
        Err(Fault::Broken(fault)) => return found.malformed(fault),
    };
    if is_project(file.name) || matches!(file.name.lower_name(), "directory.packages.props" | "directory.build.props") {
        findings(&project, found);
    }
    for (name, value) in properties(&project) {
        found.setting(PROPERTY, &format!("{name} {value}"));
    }
    for import in &project.imports {
        found.setting(IMPORT, import);
    }
    if is_project(file.name) {
        own(file.name, &project, found);
    }
    for item in &project.items {
        for name in item.names.split(';').take(NAMES_MAX) {
            read_item(item, name.trim(), found);
        }
    }
}

pub fn is_project(file: &FileName) -> bool {
    matches!(file.extension(), "csproj" | "fsproj" | "vbproj")
}

fn findings(project: &Project, found: &mut Found) {
    // A property that stands elsewhere is no text.
    for property in project.properties.iter().filter(|property| !property.value.contains("$(")) {
        let line = Some(Line { number: property.line, text: property.value });
        match property.name {
            "AssemblyName" | "PackageId" => found.add(Kind::ManifestName, property.value, line),
            "Version" | "VersionPrefix" => found.add(Kind::ManifestVersion, property.value, line),
            "Description" => found.add(Kind::ManifestDescription, property.value, line),
            "PackageLicenseExpression" => found.licence(property.value, line),
            _ => {}
        }
    }
    for item in project.items.iter().filter(|item| matches!(item.kind, "PackageReference" | "PackageVersion")) {
        let line = Line { number: item.line, text: item.tag };
        found.dependency("nuget", item.names, Scope::Runtime, || Some(line));
    }
}

/// The value of each property, its name in lower case. One that is set under conditions only, and to several
/// values, is not known.
fn properties<'a>(project: &Project<'a>) -> Vec<(String, &'a str)> {
    let mut known: Vec<(String, &str, bool, bool)> = Vec::new();
    let mut rows = std::collections::HashMap::new();
    for property in &project.properties {
        let name = property.name.to_ascii_lowercase();
        let row = *rows.entry(name.clone()).or_insert(known.len());
        match known.get_mut(row) {
            None => known.push((name, property.value, property.conditional, true)),
            Some((_, value, conditional, is_sure)) => {
                if !property.conditional {
                    (*value, *conditional, *is_sure) = (property.value, false, true);
                } else if *conditional && *value != property.value {
                    *is_sure = false;
                }
            }
        }
    }
    known.into_iter().filter(|(.., is_sure)| *is_sure).map(|(name, value, ..)| (name, value)).collect()
}

fn own(file: &FileName, project: &Project, found: &mut Found) {
    let get = |name: &str| project.properties.iter().find(|property| property.name == name);
    let plain = |name: &str| get(name).filter(|property| !property.value.contains("$("));
    let named = plain("PackageId").or(plain("AssemblyName"));
    // MSBuild takes the name of the file.
    let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    let name = named.map_or(stem, |property| property.value);
    if let Some(named) = named {
        found.setting(NAMED, named.value);
    }
    let version = plain("Version").or(plain("VersionPrefix")).map_or("", |property| property.value);
    let licence = plain("PackageLicenseExpression").map(|property| property.value);
    let component = Component {
        own: found.place() != Place::Vendored,
        licence: licence.map(|licence| licence_text::spdx(licence).unwrap_or_else(|| licence.to_owned())),
        description: plain("Description").map(|property| property.value.to_owned()),
        ..Component::new(Package::new("nuget", name, nuget_version::exact(version)))
    };
    found.component(component, named.map(|property| property.line));
}

fn read_item(item: &Item, name: &str, found: &mut Found) {
    let written = if item.version_override.is_empty() { item.version } else { item.version_override };
    // The name may be a property too, but hardly ever is.
    let Some(package) = nuget_version::package(name, written) else { return };
    if item.kind == "PackageVersion" || item.kind == "GlobalPackageReference" {
        found.origin(Origin::Lock);
        let is_global = item.kind == "GlobalPackageReference";
        let requirement = (package.version.is_none() && !written.is_empty()).then(|| written.trim().to_owned());
        let component = Component {
            scope: is_global.then_some(Scope::Development),
            relation: is_global.then_some(Relation::Direct),
            requirement,
            ..Component::new(package)
        };
        let at = found.component(component, item.line);
        found.setting(LISTED, &format!("{} {written}", at.0));
        return;
    }
    let is_private = item.private_assets.split(';').any(|assets| assets.trim().eq_ignore_ascii_case("all"));
    let is_development = is_private || item.kind != "PackageReference";
    let scope = if is_development { Scope::Development } else { Scope::Runtime };
    let wish = found.sheet().wishes.len();
    found.wish(package, written, scope, item.line);
    found.setting(WISHED, &format!("{wish} {written}"));
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check, check_malformed, check_sheet};

    const PROJECT: &str = "\
<Project Sdk=\"Microsoft.NET.Sdk\">
  <PropertyGroup>
    <AssemblyName>Door</AssemblyName>
    <Version>$(Major).2</Version>
    <PackageLicenseExpression>MIT</PackageLicenseExpression>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include=\"microsoft.semantickernel\" Version=\"1.20.0\" />
    <PackageReference Include=\"Microsoft.ML\"/>
    <!-- <PackageReference Include=\"OpenAI\"/> -->
    <PackageReference Include=\"Example.Analyzer\" Version=\"[1.0]\" PrivateAssets=\"All\" />
    <PackageReference Include=\"Example.Range\">
      <Version>[1.0,2.0)</Version>
      <PrivateAssets>none</PrivateAssets>
    </PackageReference>
    <DotNetCliToolReference Include=\"Example.Tool\" Version=\"2.0.*\" />
    <PackageReference Update=\"Example.A;Example.B\" version='3.0' />
  </ItemGroup>
</Project>
";

    #[test]
    fn packages_are_read_wherever_a_project_names_them() {
        check(
            "Door.csproj",
            PROJECT,
            &[
                "3 manifest-name Door product",
                "5 licence MIT product",
                "8 ai-library Semantic Kernel product",
                "9 ai-library ML.NET product",
            ],
        );
        check_sheet(
            "src/Other.csproj",
            PROJECT,
            &[
                "3 pkg:nuget/Door own licence=MIT",
                "8 wish pkg:nuget/microsoft.semantickernel@1.20.0 1.20.0 runtime",
                "9 wish pkg:nuget/Microsoft.ML  runtime",
                "11 wish pkg:nuget/Example.Analyzer@1.0 [1.0] development",
                "12 wish pkg:nuget/Example.Range [1.0,2.0) runtime",
                "16 wish pkg:nuget/Example.Tool 2.0.* development",
                "17 wish pkg:nuget/Example.A@3.0 3.0 runtime",
                "17 wish pkg:nuget/Example.B@3.0 3.0 runtime",
            ],
        );
        check_malformed("Door.csproj", "<Project><ItemGroup>");
        check_sheet("door.props", "key=value", &[]);
    }

    #[test]
    fn central_versions_are_components() {
        check_sheet(
            "Directory.Packages.props",
            "<Project>\n<ItemGroup>\n<PackageVersion Include=\"Example.A\" Version=\"1.0.0\" />\n\
             <PackageVersion Include=\"Example.B\"><Version>1.*</Version></PackageVersion>\n\
             <GlobalPackageReference Include=\"Example.C\" Version=\"2.0.0\" />\n</ItemGroup>\n</Project>",
            &[
                "3 pkg:nuget/Example.A@1.0.0",
                "4 pkg:nuget/Example.B requires=1.*",
                "5 pkg:nuget/Example.C@2.0.0 development direct",
            ],
        );
    }
}
