//! AI assets, and the AI systems they make up.

use serde::{Deserialize, Serialize};

use crate::{Evidence, Place};

/// What sort of AI asset it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssetKind {
    /// Weights in the tree, recognised by content, or a pointer to them.
    ModelFile,
    /// Weights that change another model (LoRA and the like).
    Adapter,
    Tokenizer,
    /// A model somebody else runs, named: `gpt-4o` of OpenAI.
    HostedModel,
    /// A model named by the code that fetches or runs it: `mistralai/Mistral-7B-v0.1`.
    ModelReference,
    /// A client of a hosted-model provider.
    HostedModelClient,
    /// A library that trains, runs or orchestrates models.
    AiLibrary,
    Agent,
    /// A tool or function given to a model.
    Tool,
    McpServer,
    McpClient,
    /// Instructions and tools for coding agents: they shape development, seldom the product.
    AgentConfig,
    /// A workflow with AI steps, made in a builder (n8n, Flowise …).
    Workflow,
    Prompt,
    Dataset,
    VectorStore,
    InferenceServer,
    Infrastructure,
    Observability,
    /// The name of a variable that holds a provider's key. Never its value.
    KeyName,
    ModelCard,
}

impl AssetKind {
    /// Every kind.
    pub const ALL: [AssetKind; 21] = [
        AssetKind::ModelFile,
        AssetKind::Adapter,
        AssetKind::Tokenizer,
        AssetKind::HostedModel,
        AssetKind::ModelReference,
        AssetKind::HostedModelClient,
        AssetKind::AiLibrary,
        AssetKind::Agent,
        AssetKind::Tool,
        AssetKind::McpServer,
        AssetKind::McpClient,
        AssetKind::AgentConfig,
        AssetKind::Workflow,
        AssetKind::Prompt,
        AssetKind::Dataset,
        AssetKind::VectorStore,
        AssetKind::InferenceServer,
        AssetKind::Infrastructure,
        AssetKind::Observability,
        AssetKind::KeyName,
        AssetKind::ModelCard,
    ];

    /// The kind of this name, as [`AssetKind::as_str`] gives it.
    pub fn from_name(name: &str) -> Option<AssetKind> {
        AssetKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            AssetKind::ModelFile => "model-file",
            AssetKind::Adapter => "adapter",
            AssetKind::Tokenizer => "tokenizer",
            AssetKind::HostedModel => "hosted-model",
            AssetKind::ModelReference => "model-reference",
            AssetKind::HostedModelClient => "hosted-model-client",
            AssetKind::AiLibrary => "ai-library",
            AssetKind::Agent => "agent",
            AssetKind::Tool => "tool",
            AssetKind::McpServer => "mcp-server",
            AssetKind::McpClient => "mcp-client",
            AssetKind::AgentConfig => "agent-config",
            AssetKind::Workflow => "workflow",
            AssetKind::Prompt => "prompt",
            AssetKind::Dataset => "dataset",
            AssetKind::VectorStore => "vector-store",
            AssetKind::InferenceServer => "inference-server",
            AssetKind::Infrastructure => "infrastructure",
            AssetKind::Observability => "observability",
            AssetKind::KeyName => "key-name",
            AssetKind::ModelCard => "model-card",
        }
    }
}

/// How sure a detector is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// By a name or a text that could mean something else.
    Possible,
    /// By a telling name or text.
    #[default]
    Likely,
    /// Parsed: a header, a manifest, a call with its argument.
    Certain,
}

/// A named detail: `provider`, `architecture`, `licence`, `base-model`, `quantisation`, `tensors` …
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Property {
    pub name: String,
    pub value: String,
}

impl Property {
    pub fn new(name: &str, value: impl Into<String>) -> Property {
        Property { name: name.to_owned(), value: value.into() }
    }
}

/// One AI asset, wherever it was seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Asset {
    /// Stable inside one inventory: kind, provider and name (for files, the path).
    pub reference: String,
    pub kind: AssetKind,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub provider: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub properties: Vec<Property>,
    pub confidence: Confidence,
    pub place: Place,
    pub evidence: Vec<Evidence>,
    /// The component it belongs to (the package of an SDK, the member whose folder it stands in).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub component: Option<String>,
}

impl Asset {
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|property| property.name == name).map(|property| &*property.value)
    }
}

/// Assets that are reached from one entry point and used together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct System {
    pub name: String,
    /// The entry point: a path, or none for a system that marque.toml names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entry: Option<String>,
    /// References of its assets, sorted.
    pub assets: Vec<String>,
    /// Why these are one system, in a sentence.
    pub why: String,
    /// Used to develop the product, not part of it.
    #[serde(default)]
    pub development_tool: bool,
}
