//! Short texts where something telling may begin: an address, the name of a key, the id of a model.
//!
//! One search finds them all, whatever the number of providers; what stands there is looked up in tables.

use memchr::memmem;

/// What may stand at an anchor, besides an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A word in capitals: `OPENAI_API_KEY`.
    Word,
    /// The id of a model.
    Model,
    /// What is told to a model.
    Prompt,
}

pub const ANCHORS: &[(&str, Anchor)] = &[
    ("_KEY", Anchor::Word),
    ("_TOKEN", Anchor::Word),
    ("_MODEL", Anchor::Word),
    ("_BASE_", Anchor::Word),
    ("_ENDPOINT", Anchor::Word),
    ("_HOST", Anchor::Word),
    ("_URL", Anchor::Word),
    ("_CONNECTION_STRING", Anchor::Word),
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

/// Longer words are no names.
const WORD_BYTES_MAX: usize = 64;
/// A file with more of them is looked at as a whole anyway.
const PLACES_MAX: usize = 4000;
const ADDRESS_BYTES_MAX: usize = 200;

impl<'b> Anchored<'b> {
    /// What addresses a file holds; the rest is found with the telling texts.
    pub fn addresses(bytes: &'b [u8]) -> Anchored<'b> {
        let mut found = Anchored::default();
        for at in memmem::find_iter(bytes, b"://") {
            let (host, rest) = address(bytes.get(at + 3..).unwrap_or_default());
            if !host.is_empty() {
                found.addresses.push((at + 3, host, rest));
            }
        }
        found
    }

    pub fn add(&mut self, anchor: Anchor, bytes: &'b [u8], at: usize) {
        match anchor {
            Anchor::Word => self.words.push(word_around(bytes, at)),
            Anchor::Model => self.models.push(at),
            Anchor::Prompt => self.prompts.push(at),
        }
    }

    /// Brings everything into the order of the file. One word may hold several anchors.
    pub fn sort(&mut self) {
        self.words.sort_unstable();
        self.words.dedup_by_key(|(start, _)| *start);
        for places in [&mut self.models, &mut self.prompts] {
            places.sort_unstable();
            places.truncate(PLACES_MAX);
        }
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
    let found = Anchored::addresses(b"a = 'https://{r}.x.com:80/v1/y' + \"http://z\" ://");
    assert_eq!(found.addresses, [(13, "{r}.x.com:80", "/v1/y"), (42, "z", "")]);
    let mut found = Anchored::default();
    for (bytes, at) in [("MY_API_KEY_MODEL", 10), ("MY_API_KEY_MODEL", 6), ("ü_KEYü", 2)] {
        found.add(Anchor::Word, bytes.as_bytes(), at);
    }
    found.sort();
    assert_eq!(found.words, [(0, "MY_API_KEY_MODEL"), (2, "_KEY")]);
}
