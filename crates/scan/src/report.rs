//! What a scan returns.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Place;
use crate::patterns::Patterns;

/// The result of one walk.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
    /// What was there and could not be read, or not wholly. Empty means: everything was looked at.
    pub not_read: Vec<NotRead>,
    /// Files the walk came by, read or not.
    pub files: u64,
    /// Entries `.gitignore` names; a folder counts once.
    pub ignored: u64,
    pub bytes_read: u64,
}

/// One thing a detector saw, where it saw it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
}

/// What sort of thing a finding is evidence of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
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
    NetworkUse,
    FirmwareHint,
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
            Kind::NetworkUse => "network-use",
            Kind::FirmwareHint => "firmware-hint",
        }
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotRead {
    pub path: PathBuf,
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Why {
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("larger than the limit: {read_bytes} of {size_bytes} bytes were searched")]
    TooLarge { size_bytes: u64, read_bytes: u64 },
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
        self.not_read.extend(other.not_read);
        self.files += other.files;
        self.ignored += other.ignored;
        self.bytes_read += other.bytes_read;
    }

    /// Sorts, and keeps one finding per place where a detector asks for no more.
    pub(crate) fn finish(&mut self, patterns: &Patterns) {
        self.findings.sort_unstable();
        self.findings.dedup();
        self.not_read.sort_unstable();
        self.not_read.dedup();
        let mut seen = HashSet::new();
        self.findings.retain(|finding| {
            !patterns.is_once(&finding.detector) || seen.insert((finding.detector.clone(), finding.place))
        });
    }
}
