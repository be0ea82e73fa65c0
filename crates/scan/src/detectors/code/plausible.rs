//! Whether an id that nobody knows could be the id of a model.

use super::lexicon::lexicon;

/// Whether an id that nobody knows could be one.
pub fn is_plausible(id: &str) -> bool {
    const WORDS: [&str; 30] = [
        "auto",
        "default",
        "none",
        "null",
        "string",
        "custom",
        "user",
        "model",
        "name",
        "text",
        "gpt",
        "openai",
        "anthropic",
        "azure",
        "local",
        "remote",
        "true",
        "false",
        "test",
        "unknown",
        "other",
        "chat",
        "embedding",
        "assistant",
        "system",
        "id",
        "dummy",
        "mock",
        "foo",
        "bar",
    ];
    let lower = id.to_ascii_lowercase();
    let has_digit = lower.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = lower.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_version =
        lower.trim_start_matches('v').bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    // `application/json`, `user-agent`, `gpt-*`.
    let is_media = ["application/", "text/", "image/", "audio/", "video/", "multipart/"]
        .iter()
        .any(|start| lower.starts_with(start));
    let is_placeholder = [
        "your",
        "my-model",
        "example",
        "placeholder",
        "some-",
        "changeme",
        "test-model",
        "custom-",
        "api-key",
        "apikey",
        "mock-",
        "fake-",
        "dummy-",
        "default-model",
        "-webui",
    ]
    .iter()
    .any(|part| lower.contains(part));
    // `docker-model-runner`, `openai-compatible`: who runs it, not what.
    let is_provider = !has_digit && !lower.contains('/') && lexicon().named(std::iter::once(id)).is_some();
    let is_file = lower.rsplit_once('.').is_some_and(|(_, end)| {
        matches!(
            end,
            "py" | "js"
                | "ts"
                | "json"
                | "yaml"
                | "yml"
                | "md"
                | "txt"
                | "png"
                | "jpg"
                | "html"
                | "csv"
                | "com"
                | "io"
                | "ai"
                | "org"
                | "net"
        )
    });
    lower.len() >= 3
        && has_letter
        && (has_digit || lower.contains(['-', '/', ':']))
        && !is_version
        && !is_media
        && !is_placeholder
        && !(lower.starts_with("model-") && lower.len() < 9)
        && !is_provider
        && !is_file
        && !WORDS.contains(&&*lower)
}
