//! Puts the .NET projects of a tree together: versions that stand in properties or in one central file, and one
//! spelling for each package.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Package, Relation};

use super::msbuild_project::{LISTED, NAMED, WISHED};
use super::solution::Solution;
use super::{deps_json, msbuild_project, nuget_version, packages_lock, project_assets};
use crate::join;
use crate::sheet::Sheet;

pub fn join(sheets: &mut [Sheet]) {
    let solution = Solution::new(sheets);
    // Where a lockfile stands, it knows the versions better.
    let locked: HashSet<String> = sheets.iter().filter(|sheet| is_lock(sheet)).map(project_folder).collect();
    for (row, file) in solution.files.iter().enumerate() {
        let Some(sheet) = sheets.get_mut(file.sheet) else { continue };
        let parts = solution.parts(row);
        own(sheet, &solution, &parts);
        listed(sheet, &solution, &parts);
        wished(sheet, &solution, &parts, locked.contains(join::folder(&file.path)));
        sheet.settings.clear();
    }
    projects_in_locks(sheets);
    spellings(sheets);
}

fn is_lock(sheet: &Sheet) -> bool {
    sheet.detector == packages_lock::DETECTOR.id || sheet.detector == project_assets::DETECTOR.id
}

/// A restore leaves its file in `obj` below the project.
fn project_folder(sheet: &Sheet) -> String {
    let path = join::path(sheet);
    let folder = join::folder(&path);
    folder.strip_suffix("/obj").unwrap_or(if folder == "obj" { "" } else { folder }).to_owned()
}

/// Name, version and licence of a project may stand in a file above it.
fn own(sheet: &mut Sheet, solution: &Solution, parts: &[usize]) {
    let name = sheet.setting(NAMED).is_none().then(|| {
        let names = ["$(PackageId)", "$(AssemblyName)"].into_iter();
        names.filter_map(|name| solution.value(parts, name)).find(|name| !name.contains(['$', ' ', '(']))
    });
    let Some(component) = sheet.components.iter_mut().find(|component| component.own) else { return };
    if let Some(name) = name.flatten() {
        component.package.name = name;
    }
    if component.package.version.is_none() {
        let versions = ["$(Version)", "$(VersionPrefix)-$(VersionSuffix)", "$(VersionPrefix)"].into_iter();
        let version = versions.filter_map(|version| solution.value(parts, version)).next();
        component.package.version = version.and_then(|version| nuget_version::exact(&version).map(str::to_owned));
    }
    if component.licence.is_none() {
        let licence = solution.value(parts, "$(PackageLicenseExpression)");
        component.licence = licence.map(|licence| crate::licence_text::spdx(&licence).unwrap_or(licence));
    }
}

/// The central versions.
fn listed(sheet: &mut Sheet, solution: &Solution, parts: &[usize]) {
    let written: Vec<(usize, String)> = numbered(sheet, LISTED);
    for (at, written) in written.into_iter().filter(|(_, written)| written.contains("$(")) {
        let value = solution.value(parts, &written);
        let version = value.as_deref().and_then(nuget_version::exact);
        if let (Some(version), Some(component)) = (version, sheet.components.get_mut(at)) {
            component.package.version = Some(version.to_owned());
            component.requirement = None;
        }
    }
}

/// What a project asks for becomes a component once its version is known and no lockfile knows it better.
fn wished(sheet: &mut Sheet, solution: &Solution, parts: &[usize], is_locked: bool) {
    let written: HashMap<usize, String> = numbered(sheet, WISHED).into_iter().collect();
    for (at, mut wish) in std::mem::take(&mut sheet.wishes).into_iter().enumerate() {
        let name = wish.package.name.clone();
        let version = match written.get(&at).map(|written| written.trim()) {
            None | Some("") => solution.central(parts, &name),
            Some(written) => solution.value(parts, written),
        };
        if let Some(exact) = version.as_deref().and_then(nuget_version::exact) {
            wish.package.version = Some(exact.to_owned());
        } else if let Some(version) = version
            && wish.requirement.is_empty()
        {
            wish.requirement = version;
        }
        if is_locked || wish.package.version.is_none() {
            sheet.wishes.push(wish);
            continue;
        }
        let component =
            Component { scope: Some(wish.scope), relation: Some(Relation::Direct), ..Component::new(wish.package) };
        sheet.add(component, wish.line);
    }
}

fn numbered(sheet: &Sheet, setting: &str) -> Vec<(usize, String)> {
    let settings = sheet.settings.iter().filter(|(name, _)| name == setting);
    settings
        .filter_map(|(_, value)| {
            let (at, written) = value.split_once(' ')?;
            Some((at.parse().ok()?, written.to_owned()))
        })
        .collect()
}

/// A lockfile names other projects of the tree without their version, and in lower case.
fn projects_in_locks(sheets: &mut [Sheet]) {
    let mut own: HashMap<String, Package> = HashMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.detector == msbuild_project::DETECTOR.id) {
        for component in sheet.components.iter().filter(|component| component.own) {
            own.entry(component.package.name.to_lowercase()).or_insert_with(|| component.package.clone());
        }
    }
    let is_list = |sheet: &&mut Sheet| is_lock(sheet) || sheet.detector == deps_json::DETECTOR.id;
    for component in sheets.iter_mut().filter(is_list).flat_map(|sheet| &mut sheet.components) {
        if component.own
            && let Some(package) = own.get(&component.package.name.to_lowercase())
        {
            component.package.name.clone_from(&package.name);
            // Without a version of its own a project is built as 1.0.0, which says nothing.
            component.package.version.clone_from(&package.version);
        }
    }
}

/// NuGet does not tell upper from lower case; a package has the spelling of those who know it best.
fn spellings(sheets: &mut [Sheet]) {
    let mut best: HashMap<String, (u8, String)> = HashMap::new();
    for sheet in sheets.iter() {
        let rank = if is_lock(sheet) || sheet.detector == deps_json::DETECTOR.id { 0 } else { 1 };
        let listed = sheet.components.iter().map(|component| (&component.package, rank));
        let wished = sheet.wishes.iter().map(|wish| (&wish.package, 2));
        for (package, rank) in listed.chain(wished).filter(|(package, _)| package.ecosystem == "nuget") {
            let seen = (rank, package.name.clone());
            let known = best.entry(package.name.to_lowercase()).or_insert_with(|| seen.clone());
            if seen < *known {
                *known = seen;
            }
        }
    }
    for sheet in sheets {
        let listed = sheet.components.iter_mut().map(|component| &mut component.package);
        let wished = sheet.wishes.iter_mut().map(|wish| &mut wish.package);
        for package in listed.chain(wished).filter(|package| package.ecosystem == "nuget") {
            if let Some((_, name)) = best.get(&package.name.to_lowercase()) {
                package.name.clone_from(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_joined;

    #[test]
    fn versions_stand_in_one_place_for_all() {
        let packages =
            "<Project><Import Project=\"eng\\Versions.props\"/><PropertyGroup><B>2.1.0</B></PropertyGroup><ItemGroup>
<PackageVersion Include=\"Example.A\" Version=\"1.0.0\" />
<PackageVersion Include=\"Example.B\" Version=\"$(B)\" />
<PackageVersion Include=\"Example.C\" Version=\"$(CVersion)\" />
<PackageVersion Include=\"Example.D\" Version=\"1.0\" Condition=\"'$(X)' == '1'\" />
<PackageVersion Include=\"Example.D\" Version=\"2.0\" Condition=\"'$(X)' != '1'\" />
</ItemGroup></Project>";
        let project = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>
<PackageReference Include=\"example.a\" />
<PackageReference Include=\"Example.B\" VersionOverride=\"3.0.0\" />
<PackageReference Include=\"Example.C\" PrivateAssets=\"all\" />
<PackageReference Include=\"Example.D\" />
<PackageReference Include=\"Example.E\" Version=\"$(EVersion)\" />
<PackageReference Include=\"Example.F\" Version=\"$(Nowhere)\" />
</ItemGroup></Project>";
        check_joined(
            super::join,
            &[
                ("Directory.Packages.props", packages),
                ("eng/Versions.props", "<Project><PropertyGroup><cversion>4.0.0</cversion></PropertyGroup></Project>"),
                (
                    "src/Directory.Build.props",
                    "<Project><PropertyGroup><Version>0.9.0</Version><EVersion>5.0.0</EVersion></PropertyGroup></Project>",
                ),
                ("src/Door/Door.csproj", project),
            ],
            &[
                "Directory.Packages.props 2 pkg:nuget/Example.A@1.0.0",
                "Directory.Packages.props 3 pkg:nuget/Example.B@2.1.0",
                "Directory.Packages.props 4 pkg:nuget/Example.C@4.0.0",
                "Directory.Packages.props 5 pkg:nuget/Example.D@1.0",
                "Directory.Packages.props 6 pkg:nuget/Example.D@2.0",
                "src/Door/Door.csproj - pkg:nuget/Door@0.9.0 own",
                "src/Door/Door.csproj 2 pkg:nuget/Example.A@1.0.0 runtime direct",
                "src/Door/Door.csproj 3 pkg:nuget/Example.B@3.0.0 runtime direct",
                "src/Door/Door.csproj 4 pkg:nuget/Example.C@4.0.0 development direct",
                "src/Door/Door.csproj 6 pkg:nuget/Example.E@5.0.0 runtime direct",
                "src/Door/Door.csproj 5 wish pkg:nuget/Example.D  runtime",
                "src/Door/Door.csproj 7 wish pkg:nuget/Example.F $(Nowhere) runtime",
            ],
        );
    }

    #[test]
    fn a_lockfile_knows_better() {
        check_joined(
            super::join,
            &[
                (
                    "Door/Door.csproj",
                    "<Project><ItemGroup><PackageReference Include=\"EXAMPLE.A\" Version=\"1.0.0\" /></ItemGroup></Project>",
                ),
                (
                    "Door/packages.lock.json",
                    r#"{"version":1,"dependencies":{"net8.0":{
"Example.A":{"type":"Direct","resolved":"1.0.1"},
"window":{"type":"Project"}}}}"#,
                ),
                ("Window/Window.csproj", "<Project><PropertyGroup><Version>2.0.0</Version></PropertyGroup></Project>"),
            ],
            &[
                "Door/Door.csproj - pkg:nuget/Door own",
                "Door/Door.csproj 1 wish pkg:nuget/Example.A@1.0.0 1.0.0 runtime",
                "Door/packages.lock.json 2 pkg:nuget/Example.A@1.0.1 direct",
                "Door/packages.lock.json 3 pkg:nuget/Window@2.0.0 own",
                "Window/Window.csproj - pkg:nuget/Window@2.0.0 own",
            ],
        );
    }
}
