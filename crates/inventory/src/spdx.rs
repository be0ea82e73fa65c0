//! SPDX 3.0.1 (JSON-LD) and 2.3 (JSON): a bill of materials out of an inventory; these and tag-value back.

mod graph;
mod model3;
pub(crate) mod read_v2;
pub(crate) mod read_v3;
pub(crate) mod tag_value;
mod v2;
mod v3;
mod v3_ai;

pub use v2::{spdx2, write_spdx2};
pub use v3::{spdx3, write_spdx3};

use crate::time::is_time;
use crate::{AssetKind, ComponentKind, Evidence, HashAlgorithm, Inventory};

/// The formats want a moment even where none is known.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

/// When the document says it was made, and what is to be said about that.
fn created(inventory: &Inventory) -> (&str, Option<&'static str>) {
    match inventory.time.as_deref().filter(|time| is_time(time)) {
        Some(time) => (time, None),
        None => {
            (NO_TIME, Some("The time of creation is not known: the format asks for one, and this stands for none."))
        }
    }
}

/// The number in a document's own address: the same inventory has the same.
fn number(inventory: &Inventory) -> serde_json::Result<String> {
    use sha2::{Digest, Sha256};
    Ok(crate::cyclonedx::uuid(&Sha256::digest(serde_json::to_vec(inventory)?)))
}

/// Where something was seen, in one sentence.
fn seen(evidence: &[Evidence]) -> Option<String> {
    let mut places = evidence.iter().map(|evidence| match evidence.line {
        Some(line) => format!("{}:{line}", evidence.path),
        None => evidence.path.clone(),
    });
    let first = places.next()?;
    Some(places.fold(format!("seen in {first}"), |text, place| text + ", " + &place))
}

/// The name of a digest: of SPDX 3, and of SPDX 2.
const HASHES: [(HashAlgorithm, &str, &str); 7] = [
    (HashAlgorithm::Md5, "md5", "MD5"),
    (HashAlgorithm::Sha1, "sha1", "SHA1"),
    (HashAlgorithm::Sha256, "sha256", "SHA256"),
    (HashAlgorithm::Sha384, "sha384", "SHA384"),
    (HashAlgorithm::Sha512, "sha512", "SHA512"),
    (HashAlgorithm::Blake2b256, "blake2b256", "BLAKE2b-256"),
    (HashAlgorithm::Blake3, "blake3", "BLAKE3"),
];

/// The purpose of a component: of SPDX 3, and of SPDX 2.
const PURPOSES: [(ComponentKind, &str, &str); 10] = [
    (ComponentKind::Library, "library", "LIBRARY"),
    (ComponentKind::Application, "application", "APPLICATION"),
    (ComponentKind::Framework, "framework", "FRAMEWORK"),
    (ComponentKind::Container, "container", "CONTAINER"),
    (ComponentKind::OperatingSystem, "operatingSystem", "OPERATING_SYSTEM"),
    (ComponentKind::Firmware, "firmware", "FIRMWARE"),
    (ComponentKind::Platform, "platform", "OTHER"),
    (ComponentKind::File, "file", "FILE"),
    (ComponentKind::MachineLearningModel, "model", "OTHER"),
    (ComponentKind::Data, "data", "OTHER"),
];

/// The purpose of an AI asset: of SPDX 3, and of SPDX 2.
fn asset_purpose(kind: AssetKind) -> (&'static str, &'static str) {
    match kind {
        AssetKind::ModelFile | AssetKind::Adapter | AssetKind::HostedModel | AssetKind::ModelReference => {
            ("model", "OTHER")
        }
        AssetKind::Dataset | AssetKind::Prompt => ("data", "OTHER"),
        AssetKind::AgentConfig | AssetKind::KeyName => ("configuration", "OTHER"),
        AssetKind::Tokenizer => ("file", "FILE"),
        AssetKind::ModelCard => ("documentation", "OTHER"),
        AssetKind::AiLibrary => ("framework", "FRAMEWORK"),
        AssetKind::HostedModelClient
        | AssetKind::VectorStore
        | AssetKind::Observability
        | AssetKind::Tool
        | AssetKind::McpClient => ("library", "LIBRARY"),
        AssetKind::InferenceServer | AssetKind::Agent | AssetKind::McpServer | AssetKind::Workflow => {
            ("application", "APPLICATION")
        }
        AssetKind::Infrastructure => ("platform", "OTHER"),
    }
}
