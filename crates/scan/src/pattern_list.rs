//! The detector files in this binary. A test holds the list against the folder.

/// The name of each file and its content.
pub const PATTERN_FILES: &[(&str, &str)] = &[
    ("agent-config.toml", include_str!("../../../detectors/agent-config.toml")),
    ("agent-frameworks.toml", include_str!("../../../detectors/agent-frameworks.toml")),
    ("ai-infrastructure.toml", include_str!("../../../detectors/ai-infrastructure.toml")),
    ("ai-libraries.toml", include_str!("../../../detectors/ai-libraries.toml")),
    ("changelogs.toml", include_str!("../../../detectors/changelogs.toml")),
    ("ci.toml", include_str!("../../../detectors/ci.toml")),
    ("ecosystems.toml", include_str!("../../../detectors/ecosystems.toml")),
    ("embedded-models.toml", include_str!("../../../detectors/embedded-models.toml")),
    ("firmware-hints.toml", include_str!("../../../detectors/firmware-hints.toml")),
    ("hosted-model-clients.toml", include_str!("../../../detectors/hosted-model-clients.toml")),
    ("inference-servers.toml", include_str!("../../../detectors/inference-servers.toml")),
    ("mcp.toml", include_str!("../../../detectors/mcp.toml")),
    ("network-use.toml", include_str!("../../../detectors/network-use.toml")),
    ("observability.toml", include_str!("../../../detectors/observability.toml")),
    ("prompts.toml", include_str!("../../../detectors/prompts.toml")),
    ("vector-stores.toml", include_str!("../../../detectors/vector-stores.toml")),
];
