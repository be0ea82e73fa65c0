//! The elements of an SPDX 3 document that are written. The field names are the format's.

use std::borrow::Cow;

use serde::Serialize;

use crate::digest::Hex;

#[derive(Debug, Serialize)]
pub(super) struct Graph<'a> {
    #[serde(rename = "@context")]
    pub context: &'static str,
    #[serde(rename = "@graph")]
    pub graph: Vec<Element<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Element<'a> {
    CreationInfo(CreationInfo<'a>),
    Package(Box<Package<'a>>),
    Relationship(Relationship<'a>),
    Licence(Licence<'a>),
    Named(Named<'a>),
    Collection(Collection<'a>),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreationInfo<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(rename = "@id")]
    pub id: &'static str,
    pub spec_version: &'static str,
    pub created: &'a str,
    pub created_by: [String; 1],
    pub created_using: [String; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<&'static str>,
}

/// An agent, an organisation or a tool.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub spdx_id: String,
    pub creation_info: &'static str,
    pub name: Cow<'a, str>,
}

/// The document, or the bill of materials in it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Collection<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub spdx_id: String,
    pub creation_info: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub root_element: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub element: Vec<String>,
    pub profile_conformance: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Relationship<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub spdx_id: String,
    pub creation_info: &'static str,
    pub from: String,
    pub relationship_type: &'static str,
    pub to: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completeness: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Licence<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub spdx_id: String,
    pub creation_info: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(rename = "simplelicensing_licenseExpression", skip_serializing_if = "Option::is_none")]
    pub expression: Option<&'a str>,
    #[serde(rename = "simplelicensing_licenseText", skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Hash {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub algorithm: &'static str,
    #[serde(rename = "hashValue")]
    pub value: Hex,
}

#[derive(Debug, Serialize)]
pub(super) struct Entry<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub key: &'a str,
    pub value: &'a str,
}

impl<'a> Entry<'a> {
    pub(super) fn new(key: &'a str, value: &'a str) -> Entry<'a> {
        Entry { kind: "DictionaryEntry", key, value }
    }
}

/// A package of any of the three profiles.
#[derive(Debug, Default, Serialize)]
pub(super) struct Package<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(rename = "spdxId")]
    pub spdx_id: String,
    #[serde(rename = "creationInfo")]
    pub creation_info: &'static str,
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(rename = "verifiedUsing", skip_serializing_if = "Vec::is_empty")]
    pub verified_using: Vec<Hash>,
    #[serde(rename = "suppliedBy", skip_serializing_if = "Option::is_none")]
    pub supplied_by: Option<String>,
    #[serde(rename = "releaseTime", skip_serializing_if = "Option::is_none")]
    pub release_time: Option<&'a str>,
    #[serde(rename = "software_primaryPurpose")]
    pub purpose: &'static str,
    #[serde(rename = "software_packageVersion", skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    #[serde(rename = "software_packageUrl", skip_serializing_if = "Option::is_none")]
    pub package_url: Option<String>,
    #[serde(rename = "software_downloadLocation", skip_serializing_if = "Option::is_none")]
    pub download_location: Option<Cow<'a, str>>,
    #[serde(rename = "software_sourceInfo", skip_serializing_if = "Option::is_none")]
    pub source_info: Option<String>,
    #[serde(rename = "ai_autonomyType", skip_serializing_if = "Option::is_none")]
    pub autonomy: Option<&'static str>,
    #[serde(rename = "ai_useSensitivePersonalInformation", skip_serializing_if = "Option::is_none")]
    pub uses_personal: Option<&'static str>,
    #[serde(rename = "ai_domain", skip_serializing_if = "Vec::is_empty")]
    pub domain: Vec<&'a str>,
    #[serde(rename = "ai_typeOfModel", skip_serializing_if = "Vec::is_empty")]
    pub type_of_model: Vec<&'a str>,
    #[serde(rename = "ai_hyperparameter", skip_serializing_if = "Vec::is_empty")]
    pub hyperparameters: Vec<Entry<'a>>,
    #[serde(rename = "ai_metric", skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<Entry<'a>>,
    #[serde(rename = "ai_informationAboutTraining", skip_serializing_if = "Option::is_none")]
    pub training: Option<String>,
    #[serde(rename = "ai_limitation", skip_serializing_if = "Option::is_none")]
    pub limitation: Option<String>,
    #[serde(rename = "dataset_datasetType", skip_serializing_if = "Vec::is_empty")]
    pub dataset_types: Vec<&'static str>,
    #[serde(rename = "dataset_hasSensitivePersonalInformation", skip_serializing_if = "Option::is_none")]
    pub has_personal: Option<&'static str>,
}
