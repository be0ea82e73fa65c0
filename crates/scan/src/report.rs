//! What a scan returns.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use inventory::{AssetKind, Confidence, Property};

use crate::Place;
use crate::patterns;
use crate::sheet::Sheet;

/// The result of one walk.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
    /// What was there and could not be read, or not wholly. Empty means: everything was looked at.
    pub not_read: Vec<NotRead>,
    /// What manifests, lockfiles and package databases say, one sheet a file and detector.
    pub sheets: Vec<Sheet>,
    /// Files that a file asks to be read too, relative to the root, each with the detector that shall read it.
    pub(crate) includes: Vec<(PathBuf, &'static str)>,
    /// Entries of image layers that take away what a lower layer has.
    pub(crate) whiteouts: Vec<PathBuf>,
    /// Files the walk came by, read or not.
    pub files: u64,
    /// Entries `.gitignore` names; a folder counts once.
    pub ignored: u64,
    pub bytes_read: u64,
}

/// One thing a detector saw, where it saw it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// Relative to the root. Exact, so that it can be opened; show it with [`crate::shown`].
    pub path: PathBuf,
    /// Counted from 1. None when the file as a whole is the evidence.
    pub line: Option<u32>,
    /// The id of the detector: stable, and the key of its test.
    pub detector: String,
    pub kind: Kind,
    /// What was found: a library, a format, a version, an SPDX id.
    pub name: String,
    /// The line that shows it, shortened, without control characters and without secrets.
    pub excerpt: String,
    pub place: Place,
    pub confidence: Confidence,
    /// Details: `provider`, `model`, `architecture`, `licence` …
    pub properties: Vec<Property>,
}

/// What sort of thing a finding is evidence of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A packaging or build world: cargo, npm, cmake, docker …
    Ecosystem,
    ManifestName,
    ManifestVersion,
    ManifestDescription,
    /// An SPDX id or expression where one could be recognised.
    Licence,
    SecurityPolicy,
    Changelog,
    Sbom,
    Ci,
    ReleaseTag,
    /// A library that trains, runs or orchestrates models.
    AiLibrary,
    /// A client of a model that runs elsewhere.
    HostedModelClient,
    /// A model itself, or a pointer to one.
    ModelFile,
    PromptFile,
    /// Instructions and tools for coding agents: they shape development, seldom the product.
    AgentConfig,
    /// Weights that change another model (LoRA and the like).
    Adapter,
    Tokenizer,
    /// A model somebody else runs, by name; the property `provider` says who.
    HostedModel,
    /// A model named by the code that fetches or runs it: `mistralai/Mistral-7B-v0.1`.
    ModelReference,
    Agent,
    /// A tool or function given to a model.
    Tool,
    McpServer,
    McpClient,
    /// A workflow with AI steps, made in a builder.
    Workflow,
    Dataset,
    VectorStore,
    InferenceServer,
    Infrastructure,
    Observability,
    /// The name of a variable that holds a provider's key. Never its value.
    KeyName,
    ModelCard,
    /// Where a program starts.
    EntryPoint,
    NetworkUse,
    FirmwareHint,
    /// Where and how to report a vulnerability, beyond the policy itself.
    VulnerabilityDisclosure,
    SupportPeriod,
    UpdateMechanism,
    SignedRelease,
    /// A step of continuous integration that looks for vulnerabilities or weaknesses.
    SecurityScan,
    DefaultCredential,
    ExposedSecret,
    Telemetry,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Ecosystem => "ecosystem",
            Kind::ManifestName => "manifest-name",
            Kind::ManifestVersion => "manifest-version",
            Kind::ManifestDescription => "manifest-description",
            Kind::Licence => "licence",
            Kind::SecurityPolicy => "security-policy",
            Kind::Changelog => "changelog",
            Kind::Sbom => "sbom",
            Kind::Ci => "ci",
            Kind::ReleaseTag => "release-tag",
            Kind::AiLibrary => "ai-library",
            Kind::HostedModelClient => "hosted-model-client",
            Kind::ModelFile => "model-file",
            Kind::PromptFile => "prompt-file",
            Kind::AgentConfig => "agent-config",
            Kind::Adapter => "adapter",
            Kind::Tokenizer => "tokenizer",
            Kind::HostedModel => "hosted-model",
            Kind::ModelReference => "model-reference",
            Kind::Agent => "agent",
            Kind::Tool => "tool",
            Kind::McpServer => "mcp-server",
            Kind::McpClient => "mcp-client",
            Kind::Workflow => "workflow",
            Kind::Dataset => "dataset",
            Kind::VectorStore => "vector-store",
            Kind::InferenceServer => "inference-server",
            Kind::Infrastructure => "infrastructure",
            Kind::Observability => "observability",
            Kind::KeyName => "key-name",
            Kind::ModelCard => "model-card",
            Kind::EntryPoint => "entry-point",
            Kind::NetworkUse => "network-use",
            Kind::FirmwareHint => "firmware-hint",
            Kind::VulnerabilityDisclosure => "vulnerability-disclosure",
            Kind::SupportPeriod => "support-period",
            Kind::UpdateMechanism => "update-mechanism",
            Kind::SignedRelease => "signed-release",
            Kind::SecurityScan => "security-scan",
            Kind::DefaultCredential => "default-credential",
            Kind::ExposedSecret => "exposed-secret",
            Kind::Telemetry => "telemetry",
        }
    }

    /// The AI asset a finding of this kind is.
    pub fn asset(self) -> Option<AssetKind> {
        Some(match self {
            Kind::ModelFile => AssetKind::ModelFile,
            Kind::Adapter => AssetKind::Adapter,
            Kind::Tokenizer => AssetKind::Tokenizer,
            Kind::HostedModel => AssetKind::HostedModel,
            Kind::ModelReference => AssetKind::ModelReference,
            Kind::HostedModelClient => AssetKind::HostedModelClient,
            Kind::AiLibrary => AssetKind::AiLibrary,
            Kind::Agent => AssetKind::Agent,
            Kind::Tool => AssetKind::Tool,
            Kind::McpServer => AssetKind::McpServer,
            Kind::McpClient => AssetKind::McpClient,
            Kind::AgentConfig => AssetKind::AgentConfig,
            Kind::Workflow => AssetKind::Workflow,
            Kind::PromptFile => AssetKind::Prompt,
            Kind::Dataset => AssetKind::Dataset,
            Kind::VectorStore => AssetKind::VectorStore,
            Kind::InferenceServer => AssetKind::InferenceServer,
            Kind::Infrastructure => AssetKind::Infrastructure,
            Kind::Observability => AssetKind::Observability,
            Kind::KeyName => AssetKind::KeyName,
            Kind::ModelCard => AssetKind::ModelCard,
            _ => return None,
        })
    }

    /// Whether it says how the product is made or kept: what the evidence checks ask for.
    pub fn is_signal(self) -> bool {
        self.is_paper()
            || matches!(
                self,
                Kind::VulnerabilityDisclosure
                    | Kind::SupportPeriod
                    | Kind::UpdateMechanism
                    | Kind::SignedRelease
                    | Kind::SecurityScan
                    | Kind::DefaultCredential
                    | Kind::ExposedSecret
                    | Kind::Telemetry
            )
    }

    /// Papers about a project rather than parts of it: `docs/SECURITY.md` speaks for the product.
    pub(crate) fn is_paper(self) -> bool {
        matches!(
            self,
            Kind::Licence | Kind::SecurityPolicy | Kind::Changelog | Kind::Sbom | Kind::Ci | Kind::ReleaseTag
        )
    }
}

/// Something that was there and was not read, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotRead {
    pub path: PathBuf,
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error)]
pub enum Why {
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("larger than the limit: {read_bytes} of {size_bytes} bytes were searched")]
    TooLarge { size_bytes: u64, read_bytes: u64 },
    #[error("an archive beyond the limits of what is unpacked; the rest of it was not searched")]
    ArchiveTooLarge,
    #[error("not a regular file")]
    NotARegularFile,
    #[error("a link that leads out of the scanned folder")]
    LinkLeavesTheFolder,
    #[error("cannot be parsed: {0}")]
    Malformed(String),
    #[error("the detector {0} failed on it; this is a fault of marque")]
    DetectorFailed(String),
}

impl Report {
    pub(crate) fn unreadable(&mut self, path: &Path, error: &io::Error) {
        self.not_read.push(NotRead { path: path.to_path_buf(), why: Why::Unreadable(error.to_string()) });
    }

    pub(crate) fn absorb(&mut self, other: Report) {
        self.findings.extend(other.findings);
        self.sheets.extend(other.sheets);
        self.includes.extend(other.includes);
        self.whiteouts.extend(other.whiteouts);
        self.not_read.extend(other.not_read);
        self.files += other.files;
        self.ignored += other.ignored;
        self.bytes_read += other.bytes_read;
    }

    /// Sorts, and keeps one finding per place where a detector asks for no more.
    pub(crate) fn finish(&mut self) {
        self.findings.sort_unstable();
        self.findings.dedup();
        self.sheets.sort_by(|a, b| (&a.path, &a.detector).cmp(&(&b.path, &b.detector)));
        self.not_read.sort_unstable();
        self.not_read.dedup();
        self.findings = without_twins(std::mem::take(&mut self.findings));
        let mut seen = HashSet::new();
        self.findings.retain(|finding| {
            !patterns::at_hand().is_once(&finding.detector) || seen.insert((finding.detector.clone(), finding.place))
        });
    }
}

/// Two detectors that see the same model in the same line have seen it once; what each knows of it is kept.
fn without_twins(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut models = HashMap::new();
    for finding in findings {
        if matches!(finding.kind, Kind::HostedModel | Kind::ModelReference) {
            let key = (finding.path.clone(), finding.line, finding.kind, finding.name.clone());
            if let Some(known) = models.get(&key).and_then(|at: &usize| kept.get_mut(*at)) {
                known.confidence = known.confidence.max(finding.confidence);
                let is_new = |one: &Property| !known.properties.iter().any(|known| known.name == one.name);
                let more: Vec<Property> = finding.properties.into_iter().filter(is_new).collect();
                known.properties.extend(more);
                continue;
            }
            models.insert(key, kept.len());
        }
        kept.push(finding);
    }
    kept
}
