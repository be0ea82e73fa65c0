//! A part of a product.

use serde::{Deserialize, Serialize};

use crate::asset::Property;
use crate::{Evidence, Hash, Package, Place};

/// What sort of part it is. The words are CycloneDX's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComponentKind {
    #[default]
    Library,
    Application,
    Framework,
    Container,
    OperatingSystem,
    Firmware,
    Platform,
    File,
    /// A model named in another tool's bill of materials; a scan of ours makes it an asset.
    MachineLearningModel,
    Data,
}

impl ComponentKind {
    pub fn as_str(self) -> &'static str {
        match self {
            ComponentKind::Library => "library",
            ComponentKind::Application => "application",
            ComponentKind::Framework => "framework",
            ComponentKind::Container => "container",
            ComponentKind::OperatingSystem => "operating-system",
            ComponentKind::Firmware => "firmware",
            ComponentKind::Platform => "platform",
            ComponentKind::File => "file",
            ComponentKind::MachineLearningModel => "machine-learning-model",
            ComponentKind::Data => "data",
        }
    }
}

/// What a dependency is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// It is part of what runs.
    Runtime,
    /// It may be left out of what runs.
    Optional,
    /// It only helps to build or test.
    Development,
}

/// Whether the product asked for it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    Direct,
    Transitive,
}

/// A part of a product, with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Component {
    pub package: Package,
    #[serde(default)]
    pub kind: ComponentKind,
    /// A member of the product itself (a workspace member, the product's own image), not somebody else's.
    #[serde(default)]
    pub own: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scope: Option<Scope>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub relation: Option<Relation>,
    /// The declared licence: an SPDX expression where it can be read as one, else as written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub licence: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hashes: Vec<Hash>,
    /// Where it came from: a registry file, a repository with its revision.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supplier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<String>,
    /// The requirement as written, where no exact version could be known from it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub requirement: Option<String>,
    #[serde(default)]
    pub place: Place,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub properties: Vec<Property>,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// References of the components it depends on. None: not known. Empty: it depends on none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub depends_on: Option<Vec<String>>,
}

impl Component {
    pub fn new(package: Package) -> Component {
        Component {
            package,
            kind: ComponentKind::Library,
            own: false,
            scope: None,
            relation: None,
            licence: None,
            hashes: Vec::new(),
            source: None,
            supplier: None,
            description: None,
            requirement: None,
            place: Place::Product,
            properties: Vec::new(),
            evidence: Vec::new(),
            depends_on: None,
        }
    }

    /// The key it is known by inside one inventory: its package-url, else a name of our own making.
    pub fn reference(&self) -> String {
        self.package.purl().unwrap_or_else(|| {
            let version = self.package.version.as_deref().unwrap_or_default();
            format!("{}:{}@{version}", self.package.ecosystem, self.package.full_name())
        })
    }
}
