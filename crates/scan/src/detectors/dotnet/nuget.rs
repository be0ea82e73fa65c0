//! Reads .NET project files: name, version, licence, and the packages they ask for.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope};
use crate::report::Kind;
use crate::xml::{self, Event};

pub const DETECTOR: Detector = Detector {
    id: "nuget",
    files: Files::Named(&[
        "*.csproj",
        "*.fsproj",
        "*.vbproj",
        "*.nuspec",
        "packages.config",
        "directory.packages.props",
        "directory.build.props",
    ]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut element = "";
    for (number, event) in xml::events(&text) {
        match event {
            Event::Open { name, attributes } => {
                element = name;
                let package = match name {
                    "PackageReference" | "PackageVersion" => xml::attribute(attributes, "Include"),
                    "package" | "dependency" => xml::attribute(attributes, "id"),
                    _ => None,
                };
                if let Some(package) = package {
                    let line = Line { number, text: attributes };
                    found.dependency("nuget", package, Scope::Runtime, || Some(line));
                }
            }
            Event::Close { .. } => element = "",
            // A property that stands elsewhere is no text.
            Event::Text(value) if value.contains("$(") => {}
            Event::Text(value) => {
                let line = Some(Line { number, text: value });
                match element {
                    "AssemblyName" | "PackageId" | "id" => {
                        found.add(Kind::ManifestName, value, line);
                    }
                    "Version" | "VersionPrefix" | "version" => {
                        found.add(Kind::ManifestVersion, value, line);
                    }
                    "Description" | "description" => {
                        found.add(Kind::ManifestDescription, value, line);
                    }
                    "PackageLicenseExpression" | "license" => found.licence(value, line),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn packages_are_read_wherever_a_project_names_them() {
    let project = "\
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
  </ItemGroup>
</Project>
";
    crate::detectors::tests::check(
        "Door.csproj",
        project,
        &[
            "3 manifest-name Door product",
            "5 licence MIT product",
            "8 ai-library Semantic Kernel product",
            "9 ai-library ML.NET product",
        ],
    );
    let config = "<packages><package id=\"OpenAI\" version=\"2.0\" /></packages>";
    crate::detectors::tests::check("packages.config", config, &["1 hosted-model-client OpenAI product"]);
}
