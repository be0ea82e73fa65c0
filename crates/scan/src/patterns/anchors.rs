//! Short texts where something telling may begin: an address, the name of a key, the id of a model.
//!
//! One search finds them all, whatever the number of providers; what stands there is looked up in tables.

use aho_corasick::{AhoCorasick, MatchKind};

use super::PatternError;

/// What may begin or stand at an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    /// `https://…`
    Address,
    /// A word in capitals: `OPENAI_API_KEY`.
    Word,
    /// The id of a model.
    Model,
    /// What is told to a model.
    Prompt,
}

const ANCHORS: &[(&str, Anchor)] = &[
    ("://", Anchor::Address),
    ("_KEY", Anchor::Word),
    ("_TOKEN", Anchor::Word),
    ("_MODEL", Anchor::Word),
    ("_BASE_", Anchor::Word),
    ("_ENDPOINT", Anchor::Word),
    ("_HOST", Anchor::Word),
    ("_URL", Anchor::Word),
    ("_CONNECTION_STRING", Anchor::Word),
    ("FAL_KEY", Anchor::Word),
    ("HF_TOKEN", Anchor::Word),
    ("gpt-", Anchor::Model),
    ("gpt4", Anchor::Model),
    ("GPT4", Anchor::Model),
    ("claude-", Anchor::Model),
    ("gemini-", Anchor::Model),
    ("gemma", Anchor::Model),
    ("text-embedding-", Anchor::Model),
    ("istral-", Anchor::Model),
    ("ixtral-", Anchor::Model),
    ("llama", Anchor::Model),
    ("Llama", Anchor::Model),
    ("qwen", Anchor::Model),
    ("Qwen", Anchor::Model),
    ("deepseek", Anchor::Model),
    ("DeepSeek", Anchor::Model),
    ("command-r", Anchor::Model),
    ("grok-", Anchor::Model),
    ("amazon.", Anchor::Model),
    ("whisper-", Anchor::Model),
    ("dall-e-", Anchor::Model),
    ("MiniLM", Anchor::Model),
    ("stable-diffusion", Anchor::Model),
    ("phi-", Anchor::Model),
    ("Phi-", Anchor::Model),
    ("kimi-", Anchor::Model),
    ("glm-", Anchor::Model),
    ("You are ", Anchor::Prompt),
];

/// What a search found, each with its offset.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Anchored<'b> {
    /// The host with its port, and what follows.
    pub addresses: Vec<(usize, &'b str, &'b str)>,
    pub words: Vec<(usize, &'b str)>,
    /// Where the id of a model may stand.
    pub models: Vec<usize>,
    pub prompts: Vec<usize>,
}

#[derive(Debug)]
pub struct Search(AhoCorasick);

/// Longer words are no names.
const WORD_BYTES_MAX: usize = 64;
/// A file with more of them is looked at as a whole anyway.
const PLACES_MAX: usize = 4000;
const ADDRESS_BYTES_MAX: usize = 200;

impl Search {
    pub fn new() -> Result<Search, PatternError> {
        let texts = ANCHORS.iter().map(|(text, _)| text);
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(texts);
        search.map(Search).map_err(|error| PatternError::Toml { file: String::new(), message: error.to_string() })
    }

    pub fn find<'b>(&self, bytes: &'b [u8]) -> Anchored<'b> {
        let mut found = Anchored::default();
        let mut word_end = 0;
        for hit in self.0.find_iter(bytes) {
            match ANCHORS.get(hit.pattern().as_usize()).map(|(_, anchor)| *anchor) {
                Some(Anchor::Address) => {
                    let (host, rest) = address(bytes.get(hit.end()..).unwrap_or_default());
                    if !host.is_empty() {
                        found.addresses.push((hit.end(), host, rest));
                    }
                }
                // One word may hold several anchors.
                Some(Anchor::Word) if hit.start() >= word_end => {
                    let (start, word) = word_around(bytes, hit.start());
                    word_end = start + word.len().max(1);
                    found.words.push((start, word));
                }
                Some(Anchor::Model) if found.models.len() < PLACES_MAX => found.models.push(hit.start()),
                Some(Anchor::Prompt) if found.prompts.len() < PLACES_MAX => found.prompts.push(hit.start()),
                _ => {}
            }
        }
        found
    }
}

/// A host that an address begins with, and the rest of the address. The name of a host may have holes:
/// `{region}.example.com`.
fn address(after: &[u8]) -> (&str, &str) {
    let after = &after[..after.len().min(ADDRESS_BYTES_MAX)];
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-:_${}<>%".contains(byte);
    let host_len = after.iter().take_while(|byte| is_host(byte)).count();
    let (host, rest) = after.split_at(host_len);
    let is_rest = |byte: &u8| byte.is_ascii_graphic() && !b"\"'`<>\\".contains(byte);
    let rest = &rest[..rest.iter().take_while(|byte| is_rest(byte)).count()];
    let text = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
    (text(host), text(rest))
}

/// The word a place lies in.
fn word_around(bytes: &[u8], at: usize) -> (usize, &str) {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let before = &bytes[at.saturating_sub(WORD_BYTES_MAX)..at];
    let start = at - before.iter().rev().take_while(|byte| is_word(byte)).count();
    let after = &bytes[at..bytes.len().min(at + WORD_BYTES_MAX)];
    let end = at + after.iter().take_while(|byte| is_word(byte)).count();
    (start, std::str::from_utf8(&bytes[start..end]).unwrap_or_default())
}

#[test]
fn what_stands_at_an_anchor_is_cut_out() {
    let search = Search::new().expect("the list is sound");
    let found = search.find(b"a = 'https://{r}.x.com:80/v1/y' + MY_API_KEY_NAME; \"http://z\"");
    assert_eq!(found.addresses, [(13, "{r}.x.com:80", "/v1/y"), (59, "z", "")]);
    assert_eq!(found.words, [(34, "MY_API_KEY_NAME")]);
    assert!(found.models.is_empty() && found.prompts.is_empty());
    let found = search.find("ü_KEYü :// 'gpt-4o' You are ü".as_bytes());
    assert_eq!(found.words, [(2, "_KEY")]);
    assert_eq!((found.models, found.prompts, found.addresses.len()), (vec![14], vec![22], 0));
}
