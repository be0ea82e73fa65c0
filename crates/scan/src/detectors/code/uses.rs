//! Goes through the code of one file and notes which models, agents, tools and prompts it names.

use super::addresses::model_address;
use super::calls::{Call, Means, calls};
use super::collected::Collected;
use super::context::Context;
use super::embedded;
use super::hub::{after_scheme, hub_address};
use super::keys::{self, Strength};
use super::lexicon::{Provider, is_id, lexicon};
use super::reading::{Frame, Spot, Visitor};
use super::resolve::{Position, Reference, resolve};
use crate::HashMap;
use crate::language::Language;
use crate::report::Kind;
use inventory::Confidence;

mod habit;
mod places;
mod subjects;

use habit::Habit;
use subjects::architecture;

/// What is known of an open bracket.
#[derive(Default)]
struct Info<'a> {
    calls: Vec<&'static Call>,
    habit: Habit,
    /// What the call makes: an agent, a server, a client, a tool.
    makes: Option<Kind>,
    /// What it is called.
    name: Option<&'a str>,
    /// Whose words a message holds.
    role: Option<&'a str>,
}

/// A name that stands where a model is expected.
struct Wanted<'a> {
    name: &'a str,
    at: Position,
}

pub struct Uses<'a, 'c> {
    context: &'c Context<'c>,
    pub collected: Collected,
    infos: Vec<Info<'a>>,
    /// What calls do with what they are given, each looked up once.
    habits: HashMap<&'a str, Habit>,
    /// Which client a variable holds.
    clients: HashMap<&'a str, &'static Provider>,
    /// Texts given to a name; the first counts.
    constants: Vec<(&'a str, &'a str, usize)>,
    wanted: Vec<Wanted<'a>>,
    definition: Option<&'a str>,
    /// A function that comes next is a tool, of this name if one is given.
    tool: Option<Option<&'a str>>,
    /// What was made and not named; a table of fields may follow that names it.
    unnamed: Option<(Kind, &'a str, usize, &'a str)>,
    /// Ids of hosted models in a file that shows nothing else of AI.
    listed: Vec<(&'a str, usize)>,
    language: Language,
    /// Ids that stand anywhere: many of them are a list.
    mentioned: Vec<(Reference, usize)>,
}

/// More ids without a place of their own are a catalogue, and say nothing of what is used.
const MENTIONED_MAX: usize = 60;

impl<'a, 'c> Uses<'a, 'c> {
    pub fn new(context: &'c Context<'c>, language: Language) -> Uses<'a, 'c> {
        Uses {
            context,
            language,
            unnamed: None,
            listed: Vec::new(),
            collected: Collected::default(),
            infos: Vec::new(),
            habits: HashMap::default(),
            clients: HashMap::default(),
            constants: Vec::new(),
            wanted: Vec::new(),
            definition: None,
            tool: None,
            mentioned: Vec::new(),
        }
    }

    /// What was found, once the whole file has been read.
    pub fn finish(mut self) -> Collected {
        self.end_unnamed();
        let mut ids: Vec<&str> = self.listed.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        // One id may be a word; two are a list of models.
        if (2..=MENTIONED_MAX).contains(&ids.len()) {
            for (id, at) in std::mem::take(&mut self.listed) {
                let provider = lexicon().find(id).and_then(|known| known.provider).map(str::to_owned);
                let (kind, confidence) = (Kind::HostedModel, Confidence::Possible);
                let reference = Reference { kind, name: id.to_owned(), provider, confidence, details: Vec::new() };
                self.collected.add(reference, at);
            }
        }
        let mut constants = HashMap::default();
        if !self.wanted.is_empty() {
            for (name, text, at) in std::mem::take(&mut self.constants) {
                constants.entry(name).or_insert((text, at));
            }
        }
        for wanted in std::mem::take(&mut self.wanted) {
            if let Some((text, at)) = constants.get(wanted.name)
                && let Some(reference) = resolve(self.context, text, &wanted.at, || None)
            {
                self.collected.add(reference, *at);
            }
        }
        if self.mentioned.len() <= MENTIONED_MAX {
            for (reference, at) in std::mem::take(&mut self.mentioned) {
                self.collected.add(reference, at);
            }
        }
        self.collected
    }

    /// `place` is where the names stand that may speak of a provider, if nobody has looked at them yet.
    fn add(&mut self, text: &'a str, at: usize, position: Position, place: Option<(Spot<'a>, &[Frame<'a>])>) {
        let context = self.context;
        let named = || place.and_then(|(spot, frames)| self.named_beside(spot, frames));
        let Some(reference) = resolve(context, text, &position, named) else {
            // Data may come from anywhere: in it a list of ids is no evidence by itself.
            let is_code = self.language != Language::Data;
            let is_listed = is_code && !self.context.has_ai && self.listed.len() <= MENTIONED_MAX;
            if is_listed && lexicon().find(text).is_some_and(|known| !known.is_open && !known.is_loose) {
                self.listed.push((text, at));
            }
            return;
        };
        if reference.confidence == Confidence::Possible {
            if self.mentioned.len() <= MENTIONED_MAX {
                self.mentioned.push((reference, at));
            }
        } else {
            self.collected.add(reference, at);
        }
    }
}

/// Bytes that stand in no id and in no path.
const IS_FOREIGN: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b" \t\n\x0c\r<>(){}|;,\"'`*^~#";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Whether a text may be an id or a path at all: most texts of a program are words.
fn may_name(text: &str) -> bool {
    (2..=200).contains(&text.len()) && !text.bytes().any(|byte| IS_FOREIGN[usize::from(byte)])
}

impl<'a> Visitor<'a> for Uses<'a, '_> {
    fn text(&mut self, text: &'a str, at: usize, is_long: bool, spot: Spot<'a>, frames: &[Frame<'a>]) {
        // Documentation stands for itself.
        if is_long && spot == Spot::default() && frames.len() == 1 {
            return;
        }
        if self.tool == Some(None)
            && spot.argument == Some(0)
            && frames.last().is_some_and(|frame| calls().is_tool(&frame.path))
        {
            self.tool = Some(Some(text).filter(|text| is_id(text)));
        }
        if self.tool.is_some()
            && spot.key == Some("name")
            && frames.last().is_some_and(|frame| calls().is_tool(&frame.path))
        {
            self.tool = Some(Some(text).filter(|text| is_id(text)));
        }
        if let Some(info) = self.infos.last_mut()
            && matches!(spot.key, Some("role" | "Role" | "\"role\""))
        {
            info.role = Some(text);
        }
        if let Some(name) = self.prompt(text, spot, frames) {
            self.collected.named(Kind::PromptFile, name, at, vec![("in", "code".to_owned())]);
            return;
        }
        self.name_subject(text, spot, frames);
        let bodies = if self.context.has_ai { embedded::models(text) } else { Vec::new() };
        if text.len() > 200 || memchr::memchr2(b' ', b'\n', text.as_bytes()).is_some() {
            for (id, offset) in bodies {
                let position = Position {
                    strength: Some(Strength::Strict),
                    named: self.named(spot, frames),
                    ..Position::default()
                };
                self.add(id, at + offset, position, None);
            }
            return;
        }
        if after_scheme(text).is_some() {
            if let Some(provider) = self.context.provider_at(text)
                && let Some(variable) = frames.last().and_then(|frame| frame.variable)
            {
                self.clients.insert(variable, provider);
            }
            if self.context.has_ai
                && let Some(reference) = hub_address(text).or_else(|| model_address(self.context, text))
            {
                self.collected.add(reference, at);
            }
            if !text.contains("huggingface.co") && !text.contains("tfhub.dev") {
                return;
            }
        }
        for (id, offset) in bodies {
            let position = Position { strength: Some(Strength::Strict), ..Position::default() };
            self.add(id, at + offset, position, None);
        }
        if !may_name(text) {
            return;
        }
        if let Some(key) = spot.key
            && frames.len() < 4
        {
            self.constants.push((key, text, at));
        }
        if self.context.has_ai
            && spot.key.is_some_and(keys::names_a_dataset)
            && text.matches('/').count() == 1
            && !["data/", "datasets/", "dataset/"].iter().any(|folder| text.starts_with(folder))
            && let Some(reference) = super::hub::dataset(text, Confidence::Likely)
        {
            return self.collected.add(reference, at);
        }
        // A word alone is an id only where one is expected.
        let is_word = text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        if is_word && !self.expects_an_id(spot, frames) {
            return;
        }
        let position = self.position(spot, frames);
        self.add(text, at, position, Some((spot, frames)));
    }

    fn name(&mut self, path: &[&'a str], at: usize, spot: Spot<'a>, frames: &[Frame<'a>]) {
        let Some(last) = path.last().copied() else { return };
        // `Role: openai.ChatMessageRoleSystem`.
        if matches!(spot.key, Some("role" | "Role"))
            && last.to_ascii_lowercase().ends_with("system")
            && let Some(info) = self.infos.last_mut()
        {
            info.role = Some("system");
        }
        // `[KernelFunction]` before a method.
        if self.has_attributes() && frames.last().is_some_and(|frame| frame.opener == b'[') && calls().is_tool(path) {
            return self.begin_tool(path);
        }
        let position = self.position(spot, frames);
        let is_told = position.means.is_some() || position.strength == Some(Strength::Strict);
        if self.context.has_ai
            && (path.len() > 1 || is_told)
            && let Some(id) = lexicon().constant(last)
        {
            let named = self.named_beside(spot, frames).or_else(|| self.path_names(path));
            self.add(id, at, Position { named, ..position }, None);
        } else if is_told && path.len() <= 3 && self.wanted.len() < 10_000 {
            let named = self.named_beside(spot, frames);
            self.wanted.push(Wanted { name: last, at: Position { named, ..position } });
        }
    }

    fn open(&mut self, frames: &[Frame<'a>]) {
        let Some(frame) = frames.last() else { return };
        if let Some((_, _, _, class)) = &self.unnamed {
            // `new Agent() { Name = "x" }`: the fields say what the call did not.
            if frame.opener == b'{' && frame.path.last() == Some(class) {
                self.unnamed = None;
            } else {
                self.end_unnamed();
            }
        }
        let parent = frames.len().checked_sub(2).and_then(|row| frames.get(row));
        let mut info = Info { habit: self.habit(frame), ..Info::default() };
        if !frame.path.is_empty() {
            let is_attribute = self.has_attributes() && parent.is_some_and(|parent| parent.opener == b'[');
            if frame.opener != b'[' && (self.context.has_ai || frame.path.len() > 1) {
                info.calls = calls().find(&frame.path, |detector| self.context.has(detector));
            }
            if is_attribute && calls().is_tool(&frame.path) {
                self.begin_tool(&frame.path);
            } else if let [name] = *frame.path
                && matches!(self.language, Language::Java | Language::CSharp)
                && frame.opener == b'('
                && !is_attribute
                && !calls().is_tool(&frame.path)
            {
                self.end_tool(name, frame.at);
            }
            let makes = info.calls.iter().find_map(|call| match call.means {
                Means::Agent => Some(Kind::Agent),
                Means::Server => Some(Kind::McpServer),
                Means::Client => Some(Kind::McpClient),
                Means::Tool => Some(Kind::Tool),
                _ => None,
            });
            let is_defined = frame.path.last().copied() == self.definition;
            info.makes = makes.filter(|_| self.context.is_agentic && !is_defined);
            if frame.opener == b'('
                && let Some(name) = architecture(&frame.path, self.context)
            {
                self.collected.named(Kind::ModelReference, name, frame.at, Vec::new());
            }
            if let Some(variable) = frame.variable
                && frame.opener == b'('
                && let Some(provider) = self.path_names(&frame.path)
            {
                self.clients.entry(variable).or_insert(provider);
            }
        }
        self.infos.push(info);
    }

    fn close(&mut self, frame: &Frame<'a>, _: &[Frame<'a>]) {
        let Some(info) = self.infos.pop() else { return };
        let Some(kind) = info.makes else { return };
        let class = frame.path.last().copied().unwrap_or_default();
        let own = info.name;
        let around = frame.variable.or(self.definition).filter(|name| !matches!(*name, "self" | "main" | "return"));
        let name = match kind {
            // A tool without a name has one elsewhere.
            Kind::Tool => own,
            Kind::McpServer => own.or(around).or(Some("MCP server")),
            Kind::McpClient => own.or(Some("MCP client")),
            _ => own.or(around).or(Some(class)),
        };
        let Some(name) = name else { return };
        if own.is_some() || frame.opener != b'(' {
            self.collected.named(kind, name, frame.at, vec![("class", class.to_owned())]);
        } else {
            self.end_unnamed();
            self.unnamed = Some((kind, name, frame.at, class));
        }
    }

    fn inherit(&mut self, name: &'a str, base: &'a str, at: usize) {
        if !self.context.is_agentic {
            return;
        }
        let kind = match base {
            "BaseTool" | "StructuredTool" | "DynamicTool" | "McpTool" | "FunctionTool" | "Tool" | "ToolInterface" => {
                Kind::Tool
            }
            "Agent" | "BaseAgent" | "AIAgent" | "AIChatAgent" | "ChatAgent" | "RoutedAgent" | "LlmAgent"
            | "AssistantAgent" | "ConversableAgent" | "AgentInterface" => Kind::Agent,
            "ServerHandler" | "McpAgent" => Kind::McpServer,
            _ => return,
        };
        self.collected.named(kind, name, at, vec![("class", base.to_owned())]);
    }

    fn define(&mut self, name: &'a str, at: usize) {
        self.definition = Some(name);
        self.end_tool(name, at);
    }

    fn decorate(&mut self, path: &[&'a str], _: usize) {
        self.begin_tool(path);
    }
}
