//! How ids look, whatever they mean.

/// Whether a text could be the id of a model at all.
pub fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    (2..=120).contains(&bytes.len())
        && bytes.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'@')
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'/' | b'@' | b'+' | b'-'))
        && !bytes.windows(2).any(|pair| pair == b"//")
}

/// `4o`, `70b`, `8x7b`, `v3p1`, `20240620`.
pub fn is_number(part: &str) -> bool {
    let mut letters = 0;
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    for byte in part.bytes() {
        if byte.is_ascii_digit() {
            letters = 0;
        } else {
            letters += 1;
        }
        if letters > 2 {
            return false;
        }
    }
    digits > 0 && part.len() <= 10
}

/// `anthropic.claude-3-haiku-20240307-v1:0`, `us.amazon.nova-pro-v1:0`.
pub fn is_bedrock(id: &str) -> bool {
    const REGIONS: [&str; 9] = ["us.", "eu.", "apac.", "ap.", "global.", "us-gov.", "jp.", "au.", "ca."];
    const MAKERS: [&str; 19] = [
        "anthropic.",
        "amazon.",
        "meta.",
        "mistral.",
        "cohere.",
        "ai21.",
        "stability.",
        "deepseek.",
        "qwen.",
        "openai.",
        "luma.",
        "twelvelabs.",
        "writer.",
        "nvidia.",
        "google.",
        "minimax.",
        "moonshot.",
        "moonshotai.",
        "zai.",
    ];
    // Asked of every text that may be an id; most have no dot.
    if !id.contains('.') {
        return false;
    }
    let id = REGIONS.iter().find_map(|region| id.strip_prefix(region)).unwrap_or(id);
    let Some(rest) = MAKERS.iter().find_map(|maker| id.strip_prefix(maker)) else { return false };
    let (name, version) = rest.split_once(':').unwrap_or((rest, "0"));
    name.contains('-')
        && (name.contains(|c: char| c.is_ascii_digit()) || name.starts_with("titan"))
        && !name.contains('/')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        // `amazon.aws-sdk.2.com` has more dots than an id.
        && name.matches('.').count() <= 2
        && !name.ends_with(".com")
        && version.starts_with(|c: char| c.is_ascii_digit())
}

/// A voice of Piper: `en_us-amy-medium`.
pub fn is_voice(id: &str) -> bool {
    let mut parts = id.split('-');
    let language = parts.next().is_some_and(|part| {
        part.len() == 5
            && part.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b'_' } else { byte.is_ascii_lowercase() })
    });
    language
        && parts.next().is_some()
        && matches!(parts.next(), Some("x_low" | "low" | "medium" | "high"))
        && parts.next().is_none()
}
