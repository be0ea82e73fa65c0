//! The detector files in this binary. A test holds the list against the folder.

/// The name of each file and its content.
pub const PATTERN_FILES: &[(&str, &str)] = &[
    ("agent-config.toml", include_str!("../../../detectors/agent-config.toml")),
    ("ai-libraries.toml", include_str!("../../../detectors/ai-libraries.toml")),
    ("changelogs.toml", include_str!("../../../detectors/changelogs.toml")),
    ("ci.toml", include_str!("../../../detectors/ci.toml")),
    ("ecosystems.toml", include_str!("../../../detectors/ecosystems.toml")),
    ("embedded-models.toml", include_str!("../../../detectors/embedded-models.toml")),
    ("firmware-hints.toml", include_str!("../../../detectors/firmware-hints.toml")),
    ("hosted-model-clients.toml", include_str!("../../../detectors/hosted-model-clients.toml")),
    ("network-use.toml", include_str!("../../../detectors/network-use.toml")),
    ("prompts.toml", include_str!("../../../detectors/prompts.toml")),
    ("security-scans.toml", include_str!("../../../detectors/security-scans.toml")),
    ("signed-releases.toml", include_str!("../../../detectors/signed-releases.toml")),
    ("telemetry.toml", include_str!("../../../detectors/telemetry.toml")),
    ("update-mechanisms.toml", include_str!("../../../detectors/update-mechanisms.toml")),
    ("vulnerability-disclosure.toml", include_str!("../../../detectors/vulnerability-disclosure.toml")),
];
