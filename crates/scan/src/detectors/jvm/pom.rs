//! What a Maven project model says, as written: nothing is inherited and no property is put in.

use crate::tree::Fault;
use crate::xml::{self, Event};

/// Deeper than any real manifest.
const DEPTH_MAX: usize = 100;

#[derive(Debug, Default)]
pub struct Pom<'a> {
    pub project: Artifact<'a>,
    pub description: Option<(&'a str, u32)>,
    pub licences: Vec<(&'a str, u32)>,
    pub url: &'a str,
    pub parent: Option<Parent<'a>>,
    /// Of the project and of the profiles that are active by default; the last of a name counts.
    pub properties: Vec<(&'a str, &'a str)>,
    pub artifacts: Vec<(Use, Artifact<'a>)>,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Artifact<'a> {
    pub group: &'a str,
    pub artifact: &'a str,
    pub version: &'a str,
    pub kind: &'a str,
    pub classifier: &'a str,
    pub scope: &'a str,
    pub optional: bool,
    /// The line of its name.
    pub line: u32,
    pub version_line: u32,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Parent<'a> {
    pub artifact: Artifact<'a>,
    /// None: where Maven looks by itself. Empty: nowhere.
    pub relative_path: Option<&'a str>,
}

/// What an artifact is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Dependency,
    /// Only says which version a dependency has.
    Managed,
    Plugin,
    ManagedPlugin,
    /// What a plugin or a compiler run needs.
    BuildDependency,
}

/// Reads a model. A document that does not end is a fault.
pub fn read(text: &str) -> Result<Pom<'_>, Fault> {
    let mut pom = Pom::default();
    let mut reader = Reader::default();
    for (line, event) in xml::events(text) {
        match event {
            Event::Open { name, .. } => {
                if reader.path.len() >= DEPTH_MAX {
                    return Err(Fault { line, message: "nested too deeply".to_owned() });
                }
                reader.path.push(name);
                reader.open(&mut pom);
            }
            Event::Close { name } => {
                // A stray end closes nothing.
                if let Some(depth) = reader.path.iter().rposition(|open| *open == name) {
                    while reader.path.len() > depth {
                        reader.close(&mut pom);
                        reader.path.pop();
                    }
                }
            }
            Event::Text(value) => reader.text(value, line, &mut pom),
        }
    }
    if reader.path.is_empty() {
        Ok(pom)
    } else {
        let line = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
        Err(Fault { line, message: format!("no end of `{}`", reader.path.first().copied().unwrap_or_default()) })
    }
}

#[derive(Default)]
struct Reader<'a> {
    path: Vec<&'a str>,
    dependency: Artifact<'a>,
    plugin: Artifact<'a>,
    profile: Vec<(&'a str, &'a str)>,
    profile_is_active: bool,
}

impl<'a> Reader<'a> {
    fn open(&mut self, pom: &mut Pom<'a>) {
        match self.path[..] {
            [.., "dependency"] | [.., "annotationProcessorPaths", _] => self.dependency = Artifact::default(),
            [.., "plugins", "plugin"] | [.., "extensions", "extension"] if !self.is_configuration() => {
                self.plugin = Artifact::default();
            }
            ["project", "profiles", "profile"] => {
                self.profile.clear();
                self.profile_is_active = false;
            }
            ["project", "parent"] => pom.parent = Some(Parent::default()),
            ["project", "parent", "relativePath"] => {
                if let Some(parent) = &mut pom.parent {
                    parent.relative_path = Some("");
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, pom: &mut Pom<'a>) {
        let (artifact, what) = match self.path[..] {
            [.., "annotationProcessorPaths", _] => (self.dependency, Use::BuildDependency),
            [.., "dependency"] if self.is_configuration() => return,
            [.., "plugin", "dependencies", "dependency"] => (self.dependency, Use::BuildDependency),
            [.., "dependencyManagement", "dependencies", "dependency"] => (self.dependency, Use::Managed),
            [.., "dependencies", "dependency"] => (self.dependency, Use::Dependency),
            [.., "plugin" | "extension"] if self.is_configuration() => return,
            [.., "pluginManagement", "plugins", "plugin"] => (self.plugin, Use::ManagedPlugin),
            [.., "plugins", "plugin"] | [.., "extensions", "extension"] => (self.plugin, Use::Plugin),
            ["project", "profiles", "profile"] => {
                if self.profile_is_active {
                    pom.properties.append(&mut self.profile);
                }
                return;
            }
            _ => return,
        };
        if !artifact.artifact.is_empty() {
            pom.artifacts.push((what, artifact));
        }
    }

    fn text(&mut self, value: &'a str, line: u32, pom: &mut Pom<'a>) {
        match self.path[..] {
            ["project", "description"] => pom.description = pom.description.or(Some((value, line))),
            ["project", "url"] => pom.url = value,
            ["project", "licenses", "license", "name"] => pom.licences.push((value, line)),
            ["project", "properties", name] => pom.properties.push((name, value)),
            ["project", "profiles", "profile", "properties", name] => self.profile.push((name, value)),
            ["project", "profiles", "profile", "activation", "activeByDefault"] => {
                self.profile_is_active = value == "true";
            }
            ["project", "parent", "relativePath"] => {
                if let Some(parent) = &mut pom.parent {
                    parent.relative_path = Some(value);
                }
            }
            ["project", "parent", field] => {
                if let Some(parent) = &mut pom.parent {
                    parent.artifact.set(field, value, line);
                }
            }
            ["project", field] => pom.project.set(field, value, line),
            [.., "dependency", field] | [.., "annotationProcessorPaths", _, field] => {
                self.dependency.set(field, value, line);
            }
            [.., "plugins", "plugin", field] | [.., "extensions", "extension", field] if !self.is_configuration() => {
                self.plugin.set(field, value, line);
            }
            _ => {}
        }
    }

    /// The configuration of a plugin may use the same words for other things.
    fn is_configuration(&self) -> bool {
        self.path.contains(&"configuration")
    }
}

impl<'a> Artifact<'a> {
    fn set(&mut self, field: &str, value: &'a str, line: u32) {
        match field {
            "groupId" => self.group = value,
            "artifactId" => (self.artifact, self.line) = (value, line),
            "version" => (self.version, self.version_line) = (value, line),
            "type" | "packaging" => self.kind = value,
            "classifier" => self.classifier = value,
            "scope" => self.scope = value,
            "optional" => self.optional = value == "true",
            _ => {}
        }
    }
}
