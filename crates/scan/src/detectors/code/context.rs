//! What the imports, addresses and keys of a file say of everything in it.

use super::hub::after_scheme;
use super::lexicon::{Provider, lexicon};
use crate::HashSet;
use crate::patterns::{Clues, Patterns};
use crate::report::Kind;

pub struct Context<'p> {
    pub patterns: &'p Patterns,
    detectors: HashSet<&'p str>,
    /// Whether anything here has to do with AI.
    pub has_ai: bool,
    /// Whether agents, tools and prompts are to be expected.
    pub is_agentic: bool,
    /// Whether ids name their provider before a slash: `groq/llama-3.3-70b`.
    pub has_routes: bool,
    /// Whether ids are those of the Hugging Face hub.
    pub has_hub: bool,
    /// Who runs the models of this file, if it speaks of one only.
    pub provider: Option<&'static Provider>,
}

/// Libraries that send a request to the provider that the id names.
const ROUTERS: [&str; 20] = [
    "litellm",
    "crewai",
    "dspy",
    "pydantic-ai",
    "any-llm-clients",
    "aisuite",
    "google-adk",
    "instructor",
    "openrouter-client",
    "mastra",
    "agno",
    "openai-agents",
    "browser-use",
    "stagehand",
    "embedchain",
    "letta",
    "mem0",
    "github-models-action",
    "inference-actions",
    "vercel-ai-gateway",
];

const HUB: [&str; 25] = [
    "langchain-hugging-face",
    "transformers",
    "transformers-js",
    "sentence-transformers",
    "diffusers",
    "hugging-face-hub",
    "hugging-face-datasets",
    "peft",
    "trl",
    "optimum",
    "unsloth",
    "vllm",
    "sglang",
    "fastembed",
    "candle",
    "text-generation-inference",
    "text-embeddings-inference",
    "flair",
    "setfit",
    "mlx",
    "rust-bert",
    "neural-compressor",
    "intel-extension-for-transformers",
    "faster-whisper",
    "lmdeploy",
];

impl<'p> Context<'p> {
    pub fn new(patterns: &'p Patterns, clues: &Clues) -> Context<'p> {
        let rows: Vec<_> = clues.detectors.iter().filter_map(|row| patterns.row(*row)).collect();
        let detectors: HashSet<&str> = rows.iter().map(|row| &*row.id).collect();
        let has = |ids: &[&str]| ids.iter().any(|id| detectors.contains(id));
        let runs_models = |kind| matches!(kind, Kind::HostedModelClient | Kind::InferenceServer);
        let mut providers: Vec<&str> = Vec::new();
        for row in rows.iter().filter(|row| runs_models(row.kind)) {
            providers.extend(row.provider.as_deref().filter(|provider| !providers.contains(provider)));
        }
        // Many speak the language of OpenAI; who uses its library for another speaks of both.
        if providers.len() > 1 {
            providers.retain(|provider| *provider != "OpenAI");
        }
        let provider = match *providers {
            [provider] => lexicon().provider(provider),
            _ => None,
        };
        let is_agentic = |group: &str| matches!(group, "agent-frameworks" | "hosted-model-clients" | "mcp");
        Context {
            patterns,
            has_ai: !rows.is_empty(),
            is_agentic: rows.iter().any(|row| is_agentic(&row.group) || row.kind == Kind::InferenceServer),
            has_routes: has(&ROUTERS),
            has_hub: has(&HUB) || clues.hub,
            provider,
            detectors,
        }
    }

    /// Whether a detector has seen something in the file.
    pub fn has(&self, detector: &str) -> bool {
        self.detectors.contains(detector)
    }

    /// Who runs what an address leads to.
    pub fn provider_at(&self, address: &str) -> Option<&'static Provider> {
        let after = after_scheme(address)?;
        let end = after.find('/').unwrap_or(after.len());
        let row = self.patterns.row(self.patterns.host(&after[..end], &after[end..])?)?;
        lexicon().provider(row.provider.as_deref()?)
    }
}
