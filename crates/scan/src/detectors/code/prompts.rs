//! Words to a model, as they stand in code and settings.

/// Whether a text may be one, wherever it stands.
pub fn may_be_one(text: &str) -> bool {
    let text = text.trim_start();
    text.len() >= 12 && text.contains(' ') && (text.len() > 200 || speaks_to_a_model(text))
}

/// What a text that is given to a name is called as a prompt, if it is one.
pub fn name_of<'a>(key: Option<&'a str>, role: Option<&str>, text: &str) -> Option<&'a str> {
    if !may_be_one(text) {
        return None;
    }
    let text = text.trim_start();
    let is_certain = speaks_to_a_model(text);
    let is_system = matches!(role, Some("system" | "developer" | "SYSTEM" | "System"));
    let Some(key) = key else {
        return (is_system && is_certain).then_some(SYSTEM);
    };
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    if matches!(&*plain, "content" | "text" | "message" | "messagecontent") {
        // Without a role a text may be said to anybody.
        return is_system.then_some(SYSTEM);
    }
    let is_prompt = plain.contains("prompt") && !NOT_PROMPTS.iter().any(|part| plain.contains(part));
    let is_instruction = matches!(
        &*plain,
        "instructions"
            | "instruction"
            | "systeminstruction"
            | "systemmessage"
            | "system"
            | "preamble"
            | "backstory"
            | "persona"
            | "agentinstructions"
    ) || plain.ends_with("instructions")
        || plain.ends_with("systemmessage");
    // `prompt: "Your name?"` asks a person.
    let says_so =
        (is_prompt && (is_certain || (text.len() > 200 && plain.contains("system")))) || (is_instruction && is_certain);
    says_so.then_some(if matches!(&*plain, "system" | "systemprompt" | "systemmessage") { SYSTEM } else { key })
}

/// `SystemMessage`, `CreateSystemMessage`, `SystemChatMessage`.
pub fn is_of_the_system(call: &str) -> bool {
    let call = call.to_ascii_lowercase();
    call.contains("system") && ["message", "prompt", "instruction", "default"].iter().any(|part| call.contains(part))
}

const SYSTEM: &str = "system prompt";

const NOT_PROMPTS: [&str; 6] = ["prompts_dir", "promptpath", "promptfile", "promptid", "promptfor", "prompttype"];

/// How one speaks to a model, and seldom to a person.
fn speaks_to_a_model(text: &str) -> bool {
    const STARTS: [&str; 20] = [
        "You are a ",
        "You are an ",
        "You are the ",
        "You are ",
        "You're a ",
        "You're an ",
        "You will be given",
        "You will be provided",
        "Act as ",
        "As an AI",
        "As an expert",
        "Your task is to",
        "Your job is to",
        "Your role is",
        "I want you to act",
        "Given the following",
        "Given a ",
        "Use the following",
        "Answer the question",
        "Summarize the following",
    ];
    let text = text.trim_start_matches(['#', '*', '<', '>', '-', '\n', ' ']);
    let text = text.strip_prefix("\\n").unwrap_or(text);
    text.starts_with(['Y', 'A', 'I', 'G', 'U', 'S'])
        && STARTS.iter().any(|start| text.starts_with(start))
        && !is_said_to_a_person(text)
}

/// `You are not logged in.`
fn is_said_to_a_person(text: &str) -> bool {
    const PARTS: [&str; 12] = [
        "You are not ",
        "You are about to",
        "You are now ",
        "You are already",
        "You are trying",
        "You are using",
        "You are logged",
        "You are currently",
        "You are receiving",
        "You are on ",
        "You are in ",
        "You are running",
    ];
    PARTS.iter().any(|part| text.starts_with(part)) && text.len() < 300
}

#[test]
fn what_is_said_to_a_model_is_told_from_what_is_said_to_a_person() {
    assert_eq!(name_of(Some("SYSTEM_PROMPT"), None, "You are a helpful door. Open."), Some(SYSTEM));
    assert_eq!(name_of(Some("RAG_PROMPT"), None, "Use the following pieces: {context}"), Some("RAG_PROMPT"));
    assert_eq!(name_of(Some("content"), Some("system"), "You are a door assistant."), Some(SYSTEM));
    assert_eq!(name_of(Some("content"), Some("user"), "You are a door assistant."), None);
    assert_eq!(name_of(Some("instructions"), None, "You are a door. Open it."), Some("instructions"));
    assert_eq!(name_of(Some("message"), None, "You are not logged in."), None);
    assert_eq!(name_of(Some("prompt"), None, "Your name, please?"), None);
    assert_eq!(name_of(Some("title"), None, "You are a winner of our door"), None);
}
