//! What an MSBuild file says, as written: no condition is judged and no property is put in.

use crate::xml::{self, Event};

/// Deeper than any real project.
const DEPTH_MAX: usize = 100;

#[derive(Debug, Default)]
pub struct Project<'a> {
    /// In the order of the file.
    pub properties: Vec<Property<'a>>,
    pub items: Vec<Item<'a>>,
    /// Paths of other files that count as part of this one.
    pub imports: Vec<&'a str>,
}

#[derive(Debug)]
pub struct Property<'a> {
    pub name: &'a str,
    pub value: &'a str,
    /// Whether it holds only under a condition.
    pub conditional: bool,
    pub line: u32,
}

/// A reference to a package, of one of the kinds MSBuild knows.
#[derive(Debug, Default)]
pub struct Item<'a> {
    pub kind: &'a str,
    /// Several, parted by `;`.
    pub names: &'a str,
    pub version: &'a str,
    pub version_override: &'a str,
    pub private_assets: &'a str,
    pub line: u32,
    /// The tag, as evidence.
    pub tag: &'a str,
}

/// Why a file says nothing.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// Files called `.props` may be anything.
    NoProject,
    Broken(String),
}

pub fn read(text: &str) -> Result<Project<'_>, Fault> {
    let mut project = Project::default();
    let mut path: Vec<(&str, bool)> = Vec::new();
    let mut item: Option<Item> = None;
    for (line, event) in xml::events(text) {
        match event {
            Event::Open { name, attributes } => {
                if path.is_empty() && name != "Project" {
                    return Err(Fault::NoProject);
                }
                if path.len() >= DEPTH_MAX {
                    return Err(Fault::Broken(format!("line {line}: nested too deeply")));
                }
                let parent = path.last().map_or("", |(name, _)| name);
                let get = |name| xml::attribute(attributes, name).unwrap_or_default();
                match name {
                    "Import" => project.imports.push(get("Project")),
                    // `Sdk="Name/1.0"` and `<Sdk Name="…" Version="…"/>`.
                    "Sdk" if parent == "Project" => project.items.push(Item {
                        kind: "Sdk",
                        names: get("Name"),
                        version: get("Version"),
                        line,
                        tag: attributes,
                        ..Item::default()
                    }),
                    "Project" => sdks(get("Sdk"), line, &mut project),
                    "PackageReference"
                    | "PackageVersion"
                    | "GlobalPackageReference"
                    | "PackageDownload"
                    | "DotNetCliToolReference"
                        if parent == "ItemGroup" =>
                    {
                        let names = xml::attribute(attributes, "Include").unwrap_or_else(|| get("Update"));
                        item = Some(Item {
                            kind: name,
                            names,
                            version: get("Version"),
                            version_override: get("VersionOverride"),
                            private_assets: get("PrivateAssets"),
                            line,
                            tag: attributes,
                        });
                    }
                    _ => {}
                }
                let conditional = path.last().is_some_and(|(_, conditional)| *conditional)
                    || xml::attribute(attributes, "Condition").is_some();
                path.push((name, conditional));
            }
            Event::Close { name } => {
                if item.as_ref().is_some_and(|item| item.kind == name) {
                    project.items.extend(item.take());
                }
                // A stray end closes nothing.
                if let Some(depth) = path.iter().rposition(|(open, _)| *open == name) {
                    path.truncate(depth);
                }
            }
            Event::Text(value) => match (&path[..], &mut item) {
                ([.., (_, _), (field, _)], Some(item)) => match *field {
                    "Version" => item.version = value,
                    "VersionOverride" => item.version_override = value,
                    "PrivateAssets" => item.private_assets = value,
                    _ => {}
                },
                ([.., ("PropertyGroup", _), (name, conditional)], None) => {
                    project.properties.push(Property { name, value, conditional: *conditional, line });
                }
                _ => {}
            },
        }
    }
    match path.first() {
        None if text.trim().is_empty() => Err(Fault::NoProject),
        None => Ok(project),
        Some((name, _)) => Err(Fault::Broken(format!("no end of `{name}`"))),
    }
}

/// `Sdk="Microsoft.NET.Sdk;Example.Sdk/1.0"`.
fn sdks<'a>(written: &'a str, line: u32, project: &mut Project<'a>) {
    for sdk in written.split(';') {
        if let Some((name, version)) = sdk.split_once('/') {
            project.items.push(Item { kind: "Sdk", names: name, version, line, tag: written, ..Item::default() });
        }
    }
}

#[test]
fn items_are_read_with_attributes_and_elements() {
    let text = "<Project Sdk=\"A/1.0\"><PropertyGroup Condition=\"'$(X)' > '1'\"><V>2</V></PropertyGroup>\n\
                <ItemGroup><PackageReference Include=\"B\">\n<Version>3</Version></PackageReference></ItemGroup></Project>";
    let project = read(text).expect("it is sound");
    let items: Vec<_> = project.items.iter().map(|item| (item.kind, item.names, item.version, item.line)).collect();
    assert_eq!(items, [("Sdk", "A", "1.0", 1), ("PackageReference", "B", "3", 2)]);
    assert!(matches!(project.properties[..], [Property { name: "V", value: "2", conditional: true, line: 1 }]));
    assert_eq!(read("<x/>").err(), Some(Fault::NoProject));
    assert_eq!(read("").err(), Some(Fault::NoProject));
    assert!(matches!(read("<Project><ItemGroup>"), Err(Fault::Broken(_))));
    assert!(matches!(read(&format!("<Project>{}", "<a>".repeat(1000))), Err(Fault::Broken(_))));
}
