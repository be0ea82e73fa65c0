//! What calls say of models, agents and servers: `detectors/code/calls.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::HashMap;

/// The list as JSON.
const CALLS: &str = include_str!(concat!(env!("OUT_DIR"), "/calls.json"));

/// What the argument of a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    Model,
    Hub,
    File,
    Library,
    Whisper,
    Dataset,
    Agent,
    Server,
    Client,
    Tool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub means: Means,
    /// Which argument says it, if it has no name.
    pub argument: Option<usize>,
    names: Vec<String>,
    /// Detectors, one of which must have seen something.
    #[serde(default)]
    needs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tools {
    decorators: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    call: Vec<Call>,
    tools: Tools,
}

pub struct Calls {
    calls: Vec<Call>,
    /// By the last part of the name: the parts before it, last first, and the call.
    by_last: HashMap<String, Vec<(Vec<String>, usize)>>,
    decorators: Vec<String>,
}

/// The calls in this binary. A test reads them, so that the list cannot be empty.
pub fn calls() -> &'static Calls {
    static LIST: LazyLock<Calls> = LazyLock::new(|| {
        let empty = || Written { call: Vec::new(), tools: Tools { decorators: Vec::new() } };
        Calls::new(serde_json::from_str(CALLS).unwrap_or_else(|_| empty()))
    });
    &LIST
}

impl Calls {
    fn new(written: Written) -> Calls {
        let mut by_last: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::default();
        for (row, call) in written.call.iter().enumerate() {
            for name in &call.names {
                let mut parts = name.rsplit('.').map(str::to_owned);
                let last = parts.next().unwrap_or_default();
                by_last.entry(last).or_default().push((parts.collect(), row));
            }
        }
        for list in by_last.values_mut() {
            list.sort_by_key(|(before, _)| std::cmp::Reverse(before.len()));
        }
        Calls { calls: written.call, by_last, decorators: written.tools.decorators }
    }

    /// The calls that a path may be, the longest name first. `has` says whether a detector has seen something.
    pub fn find(&self, path: &[&str], has: impl Fn(&str) -> bool) -> Vec<&Call> {
        let Some((last, before)) = path.split_last() else { return Vec::new() };
        let Some(candidates) = self.by_last.get(*last) else { return Vec::new() };
        let is = |parts: &[String]| {
            parts.len() <= before.len() && parts.iter().zip(before.iter().rev()).all(|(part, name)| part == name)
        };
        // Of `load` and `hub.load` the longer name counts.
        let longest = candidates.iter().find(|(parts, _)| is(parts)).map_or(0, |(parts, _)| parts.len());
        let candidates = candidates.iter().filter(|(parts, _)| parts.len() == longest && is(parts));
        let calls = candidates.filter_map(|(_, row)| self.calls.get(*row));
        calls.filter(|call| call.needs.is_empty() || call.needs.iter().any(|need| has(need))).collect()
    }

    /// Whether what is written before a function makes it a tool.
    pub fn is_tool(&self, path: &[&str]) -> bool {
        let is = |decorator: &&str| self.decorators.iter().any(|known| known == decorator);
        path.last().is_some_and(is)
    }
}

#[test]
fn the_calls_are_well_formed_and_need_what_there_is() {
    let written: Written = serde_json::from_str(CALLS).expect("the list is well-formed");
    let patterns = crate::patterns::built_in().expect("they are sound");
    for need in written.call.iter().flat_map(|call| &call.needs) {
        assert!(patterns.has_detector(need), "{need} is no detector");
    }
    let calls = Calls::new(written);
    let means = |path: &[&str], has: &str| -> Vec<Means> {
        calls.find(path, |need| need == has).iter().map(|call| call.means).collect()
    };
    assert_eq!(means(&["AutoModel", "from_pretrained"], ""), [Means::Hub]);
    assert_eq!(means(&["LLM"], "vllm"), [Means::Hub]);
    assert_eq!(means(&["LLM"], "crewai"), []);
    assert_eq!(means(&["x", "torch", "load"], ""), [Means::File]);
    assert!(calls.is_tool(&["mcp", "tool"]));
    assert!(!calls.is_tool(&["property"]));
}
