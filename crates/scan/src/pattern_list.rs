//! The detector files in this binary. A test holds the list against the folder.

/// The name of each file and its content.
pub const PATTERN_FILES: &[(&str, &str)] = &[
    ("ai-libraries.toml", include_str!("../../../detectors/ai-libraries.toml")),
    ("changelogs.toml", include_str!("../../../detectors/changelogs.toml")),
    ("ci.toml", include_str!("../../../detectors/ci.toml")),
    ("ecosystems.toml", include_str!("../../../detectors/ecosystems.toml")),
    ("firmware-hints.toml", include_str!("../../../detectors/firmware-hints.toml")),
    ("hosted-model-clients.toml", include_str!("../../../detectors/hosted-model-clients.toml")),
    ("network-use.toml", include_str!("../../../detectors/network-use.toml")),
];
