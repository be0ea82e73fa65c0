//! Ids that are some, and names that are none.

use super::*;

#[test]
fn the_list_is_well_formed_and_no_id_is_in_it_twice() {
    let written: Written = serde_json::from_str(MODELS).expect("the list is well-formed");
    let mut ids = HashSet::default();
    for id in written.family.iter().flat_map(|family| &family.ids) {
        assert!(ids.insert(id), "{id} is there twice");
        assert_eq!(*id, id.to_lowercase());
    }
    for start in written.family.iter().flat_map(|family| &family.starts) {
        assert_eq!(*start, start.to_lowercase());
    }
    let mut routes = HashSet::default();
    for route in written.provider.iter().flat_map(|provider| &provider.routes) {
        assert!(routes.insert(route), "{route} leads to two providers");
    }
}

#[test]
fn ids_are_known_by_how_they_are_built() {
    let hosted = [
        ("gpt-4o", "OpenAI"),
        ("gpt-4o-mini-2024-07-18", "OpenAI"),
        ("gpt-3.5-turbo-16k", "OpenAI"),
        ("gpt-35-turbo", "OpenAI"),
        ("gpt-5.1-codex-mini", "OpenAI"),
        ("text-embedding-3-large", "OpenAI"),
        ("claude-sonnet-4-5", "Anthropic"),
        ("claude-3-5-sonnet@20240620", "Anthropic"),
        ("claude-v2", "Anthropic"),
        ("gemini-2.5-flash-preview-04-17", "Google"),
        ("gemini-pro", "Google"),
        ("mistral-large-latest", "Mistral AI"),
        ("command-r-plus-08-2024", "Cohere"),
        ("grok-4-fast-non-reasoning", "xAI"),
        ("deepseek-chat", "DeepSeek"),
        ("voyage-large-2-instruct", "Voyage AI"),
        ("anthropic.claude-v2", "Amazon Bedrock"),
        ("us.anthropic.claude-3-7-sonnet-20250219-v1:0", "Amazon Bedrock"),
        ("amazon.titan-embed-text-v2:0", "Amazon Bedrock"),
        ("meta.llama3-1-70b-instruct-v1:0", "Amazon Bedrock"),
    ];
    for (id, provider) in hosted {
        let known = lexicon().find(id).unwrap_or_else(|| panic!("{id} is not known"));
        assert_eq!((known.provider, known.is_open, known.is_loose), (Some(provider), false, false), "{id}");
    }
    for id in [
        "llama-3.1-8b-instruct",
        "llama3:8b-instruct-q4_K_M",
        "Meta-Llama-3.1-70B-Instruct",
        "qwen2.5-coder:7b",
        "mixtral-8x7b-32768",
        "phi-3.5-mini",
        "deepseek-r1:14b",
        "nomic-embed-text:latest",
        "all-MiniLM-L6-v2",
        "bge-m3",
        "gemma-3-27b",
        "yolov8n-seg",
    ] {
        let known = lexicon().find(id).unwrap_or_else(|| panic!("{id} is not known"));
        assert!(known.is_open && !known.is_loose, "{id}");
    }
    assert!(lexicon().find("en_US-amy-medium").is_some_and(|known| known.is_open));
    for id in ["mistral", "llava", "o1", "gpt4", "sonar"] {
        assert!(lexicon().find(id).is_some_and(|known| known.is_loose), "{id}");
    }
}

#[test]
fn names_that_only_begin_like_ids_are_none() {
    for id in [
        "gpt-tokenizer",
        "gpt-researcher",
        "gpt-engineer",
        "claude-code",
        "claude-desktop",
        "gemini-cli",
        "llama-index",
        "llama-parse",
        "llama-cpp-python",
        "mistral-client",
        "whisper-node",
        "qwen-agent",
        "deepseek-client",
        "command-router",
        "grok-pattern",
        "amazon.com",
        "amazon.aws.s3",
        "phi-node",
        "T-1000",
        "anthropic.claude",
        "meta.json",
        "google.cloud-storage",
        "titleModel",
        "gpt-4o is great",
        "llama-stack-client",
        "gpt4all",
    ] {
        assert_eq!(lexicon().find(id), None, "{id}");
    }
}

#[test]
fn a_constant_stands_for_an_id() {
    let cases = [
        ("ChatModelGPT4o", Some("gpt-4o")),
        ("GPT4oMini", Some("gpt-4o-mini")),
        ("GPT3Dot5Turbo", Some("gpt-3.5-turbo")),
        ("GPT_4O", Some("gpt-4o")),
        ("gpt4_o", Some("gpt-4o")),
        ("CLAUDE_3_7_SONNET_LATEST", Some("claude-3-7-sonnet-latest")),
        ("ModelClaude3_7SonnetLatest", Some("claude-3-7-sonnet-latest")),
        ("EmbeddingModelTextEmbedding3Small", Some("text-embedding-3-small")),
        ("Completions", None),
    ];
    for (name, id) in cases {
        assert_eq!(lexicon().constant(name), id, "{name}");
    }
}

#[test]
fn a_name_speaks_of_a_provider() {
    let named = |path: &[&str]| lexicon().named(path.iter().copied()).map(|provider| &*provider.name);
    assert_eq!(named(&["AzureChatOpenAI"]), Some("Azure OpenAI"));
    assert_eq!(named(&["OpenAiChatModel", "builder", "modelName"]), Some("OpenAI"));
    assert_eq!(named(&["groq_client", "chat"]), Some("Groq"));
    assert_eq!(named(&["ChatGoogleGenerativeAI"]), Some("Google"));
    assert_eq!(named(&["LITE_LLM_MODEL"]), None);
    assert_eq!(named(&["client", "chat", "completions", "create"]), None);
}
