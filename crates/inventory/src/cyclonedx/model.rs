//! The parts of a CycloneDX document that are written. The field names are the format's.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// A whole document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bom<'a, Components, Dependencies> {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub bom_format: &'static str,
    pub spec_version: &'static str,
    pub serial_number: String,
    pub version: u32,
    pub metadata: Metadata<'a>,
    pub components: Components,
    #[serde(skip_serializing_if = "<[Service]>::is_empty")]
    pub services: &'a [Service<'a>],
    pub dependencies: Dependencies,
    pub compositions: Vec<Composition<'a>>,
}

/// A list whose members are made when their turn comes.
pub(super) struct OneByOne<Make>(pub Make);

impl<Make: Fn() -> List, List: IntoIterator<Item: Serialize>> Serialize for OneByOne<Make> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Metadata<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<&'a str>,
    pub tools: Tools<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<Component<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Tools<'a> {
    pub components: Vec<Component<'a>>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Component<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(rename = "bom-ref", skip_serializing_if = "Option::is_none")]
    pub bom_ref: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Organisation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'a str>,
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hashes: Vec<Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licenses: Option<[LicenceChoice<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purl: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pedigree: Option<Pedigree<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_references: Vec<ExternalReference<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<ComponentEvidence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_card: Option<ModelCard<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Data<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Organisation<'a> {
    pub name: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct Hash {
    pub alg: &'static str,
    pub content: Digits,
}

/// A digest, written as its digits.
#[derive(Debug)]
pub(super) struct Digits(pub crate::Hash);

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.value())
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LicenceChoice<'a> {
    License(NamedLicence<'a>),
    #[serde(untagged)]
    Expression {
        expression: &'a str,
        acknowledgement: &'static str,
    },
}

#[derive(Debug, Serialize)]
pub(super) struct NamedLicence<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    pub acknowledgement: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct Pedigree<'a> {
    pub ancestors: Vec<Component<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct ExternalReference<'a> {
    pub url: Cow<'a, str>,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hashes: Vec<Hash>,
}

#[derive(Debug, Serialize)]
pub(super) struct ComponentEvidence<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identity: Vec<Identity>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub occurrences: Vec<Occurrence<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Identity {
    pub field: &'static str,
    pub confidence: f64,
    pub methods: [Method; 1],
}

#[derive(Debug, Serialize)]
pub(super) struct Method {
    pub technique: &'static str,
    pub confidence: f64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Occurrence<'a> {
    pub location: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_context: Option<String>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ModelCard<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_parameters: Option<ModelParameters<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantitative_analysis: Option<QuantitativeAnalysis<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub considerations: Option<Considerations<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property<'a>>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ModelParameters<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approach: Option<Approach>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub architecture_family: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_architecture: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub datasets: Vec<DatasetChoice<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Approach {
    #[serde(rename = "type")]
    pub kind: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum DatasetChoice<'a> {
    Reference {
        #[serde(rename = "ref")]
        reference: Cow<'a, str>,
    },
    Data(Data<'a>),
}

#[derive(Debug, Serialize)]
pub(super) struct Data<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct QuantitativeAnalysis<'a> {
    pub performance_metrics: Vec<Metric<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Metric<'a> {
    #[serde(rename = "type")]
    pub kind: &'a str,
    pub value: &'a str,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Considerations<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub use_cases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub technical_limitations: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Property<'a> {
    pub name: Cow<'a, str>,
    pub value: Cow<'a, str>,
}

impl<'a> Property<'a> {
    pub(super) fn new(name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Property<'a> {
        Property { name: name.into(), value: value.into() }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Service<'a> {
    #[serde(rename = "bom-ref")]
    pub bom_ref: Cow<'a, str>,
    pub name: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dependency<'a> {
    #[serde(rename = "ref")]
    pub reference: Cow<'a, str>,
    pub depends_on: Vec<Cow<'a, str>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Composition<'a> {
    pub aggregate: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assemblies: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<Cow<'a, str>>,
}
