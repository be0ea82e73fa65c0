//! Papers about a project: licences, policies, bills of materials, and other signals.

use super::Detector;

mod bill;
mod ci_steps;
mod cyclonedx;
mod cyclonedx_xml;
mod default_credential;
mod exposed_secret;
mod goreleaser;
mod licence_file;
mod sbom;
mod security_policy;
mod security_txt;
mod spdx;
mod spdx_graph;
mod spdx_tags;
mod support_period;

pub use cyclonedx_xml::NAMESPACE as CYCLONEDX_XML_NAMESPACE;
/// The detector that reads CycloneDX as XML.
pub const CYCLONEDX_XML: &str = cyclonedx_xml::DETECTOR.id;

pub const DETECTORS: &[&Detector] = &[
    &ci_steps::DETECTOR,
    &cyclonedx::DETECTOR,
    &cyclonedx_xml::DETECTOR,
    &default_credential::DETECTOR,
    &exposed_secret::DETECTOR,
    &goreleaser::DETECTOR,
    &licence_file::DETECTOR,
    &sbom::DETECTOR,
    &security_policy::DETECTOR,
    &security_txt::DETECTOR,
    &spdx::DETECTOR,
    &spdx_graph::DETECTOR,
    &spdx_tags::DETECTOR,
    &support_period::DETECTOR,
];
