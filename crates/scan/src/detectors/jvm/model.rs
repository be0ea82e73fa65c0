//! What `pom_xml` tells the join, as settings: one line of text each, its parts separated by tabs.

use std::fmt;

use inventory::Scope;

use super::coordinates;
use super::pom::{Artifact, Parent, Use};

/// Group, artifact and version of the project, those of its parent where it says nothing.
pub const PROJECT: &str = "project";
/// Group, artifact, version, where it stands, and the line.
pub const PARENT: &str = "parent";
/// A name, a space and the value.
pub const PROPERTY: &str = "property";
/// An [`Entry`].
pub const ARTIFACT: &str = "artifact";

/// The group of a plugin that names none.
const PLUGIN_GROUP: &str = "org.apache.maven.plugins";

/// An artifact a model names.
#[derive(Debug)]
pub struct Entry {
    pub what: Use,
    /// The wish it has become.
    pub wish: Option<usize>,
    pub group: String,
    pub artifact: String,
    pub version: String,
    pub kind: String,
    pub classifier: String,
    pub scope: String,
    pub optional: bool,
}

impl Entry {
    pub fn new(what: Use, artifact: &Artifact) -> Entry {
        let is_plugin = matches!(what, Use::Plugin | Use::ManagedPlugin) && artifact.group.is_empty();
        let group = if is_plugin { PLUGIN_GROUP } else { artifact.group };
        Entry {
            what,
            wish: None,
            group: field(group),
            artifact: field(artifact.artifact),
            version: field(artifact.version),
            kind: field(artifact.kind),
            classifier: field(artifact.classifier),
            scope: field(artifact.scope),
            optional: artifact.optional,
        }
    }

    /// A list of managed versions that stands in another model.
    pub fn is_import(&self) -> bool {
        self.what == Use::Managed && self.scope == "import"
    }

    /// What it is needed for. None if it is only managed, and needed only if something else asks for it.
    pub fn scope_of_wish(&self) -> Option<Scope> {
        match self.what {
            Use::Dependency => Some(coordinates::scope(&self.scope, self.optional)),
            Use::Plugin | Use::BuildDependency => Some(Scope::Development),
            Use::Managed => self.is_import().then_some(Scope::Development),
            Use::ManagedPlugin => None,
        }
    }

    pub fn parse(written: &str) -> Option<Entry> {
        let fields: Vec<&str> = written.split('\t').collect();
        let [what, wish, group, artifact, version, kind, classifier, scope, optional] = fields[..] else { return None };
        let what = match what {
            "dependency" => Use::Dependency,
            "managed" => Use::Managed,
            "plugin" => Use::Plugin,
            "managed-plugin" => Use::ManagedPlugin,
            _ => Use::BuildDependency,
        };
        Some(Entry {
            what,
            wish: wish.parse().ok(),
            group: group.to_owned(),
            artifact: artifact.to_owned(),
            version: version.to_owned(),
            kind: kind.to_owned(),
            classifier: classifier.to_owned(),
            scope: scope.to_owned(),
            optional: optional == "true",
        })
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let what = match self.what {
            Use::Dependency => "dependency",
            Use::Managed => "managed",
            Use::Plugin => "plugin",
            Use::ManagedPlugin => "managed-plugin",
            Use::BuildDependency => "build-dependency",
        };
        let Entry { group, artifact, version, kind, classifier, scope, optional, .. } = self;
        let wish = self.wish.map(|wish| wish.to_string()).unwrap_or_default();
        write!(f, "{what}\t{wish}\t{group}\t{artifact}\t{version}\t{kind}\t{classifier}\t{scope}\t{optional}")
    }
}

pub fn parent(parent: &Parent) -> String {
    let Artifact { group, artifact, version, line, .. } = parent.artifact;
    fields(&[group, artifact, version, parent.relative_path.unwrap_or("../pom.xml"), &line.to_string()])
}

pub fn fields(parts: &[&str]) -> String {
    parts.iter().map(|part| field(part)).collect::<Vec<_>>().join("\t")
}

/// No name and no version holds white space.
fn field(part: &str) -> String {
    part.split_whitespace().collect()
}
