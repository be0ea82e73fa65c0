//! Who runs models, and how their ids are built: `detectors/code/models.toml`.

use std::cell::RefCell;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::Deserialize;

use crate::{HashMap, HashSet};

mod constants;
mod ids;

use constants::{BEGINNINGS, CONSTANTS};
pub use ids::is_id;
use ids::{is_bedrock, is_number, is_voice};

/// The list as JSON.
const MODELS: &str = include_str!(concat!(env!("OUT_DIR"), "/models.json"));

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
        let empty = || Written { words: HashSet::default(), provider: Vec::new(), family: Vec::new() };
        Lexicon::new(serde_json::from_str(MODELS).unwrap_or_else(|_| empty()))
    });
    &LEXICON
}

impl Lexicon {
    fn new(written: Written) -> Lexicon {
        let mut routes = HashMap::default();
        for (row, provider) in written.provider.iter().enumerate() {
            routes.extend(provider.routes.iter().map(|route| (route.clone(), row)));
        }
        let mut ids = HashMap::default();
        let mut starts: HashMap<[u8; 2], Vec<(String, usize)>> = HashMap::default();
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
        // Names are short and each is looked up once: a table for each state would take longer to build than to ask.
        let aliases = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(aliases).ok();
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
        let mut text = String::with_capacity(64);
        text.push(' ');
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
        // Most names are none, which is found out without making them plain.
        if !BEGINNINGS.any_in(name.bytes().filter(u8::is_ascii_alphanumeric)) {
            return None;
        }
        let mut name = plain(name);
        if name.contains("dot") {
            name = name.replace("dot", "");
        }
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

/// The provider that one name speaks of. The files of a tree share most of their names: each is looked up once.
pub fn speaks_of(name: &str) -> Option<&'static Provider> {
    /// More than any file has; a hostile tree cannot make it grow.
    const NAMES_MAX: usize = 20_000;
    /// Longer ones come once.
    const NAME_BYTES_MAX: usize = 100;
    thread_local! {
        static KNOWN: RefCell<HashMap<Box<str>, Option<&'static Provider>>> = RefCell::default();
    }
    let look_up = || lexicon().named(std::iter::once(name));
    if name.len() > NAME_BYTES_MAX {
        return look_up();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(provider) = known.get(name) {
            return *provider;
        }
        if known.len() >= NAMES_MAX {
            known.clear();
        }
        let provider = look_up();
        known.insert(name.into(), provider);
        provider
    })
}

/// A text without marks, in small letters.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests;
