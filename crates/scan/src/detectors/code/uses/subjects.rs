//! Agents, servers and tools that are being made, and what they are called.

use super::Uses;
use crate::detectors::code::calls::{Means, calls};
use crate::detectors::code::context::Context;
use crate::detectors::code::lexicon::is_id;
use crate::detectors::code::reading::{Frame, Spot};
use crate::language::Language;
use crate::report::Kind;

impl<'a> Uses<'a, '_> {
    /// The name of an agent, a server or a tool that is being made.
    pub(super) fn name_subject(&mut self, text: &'a str, spot: Spot<'a>, frames: &[Frame<'a>]) {
        // Only where agents are to be expected anything makes one.
        if !self.context.is_agentic || text.len() > 100 || text.contains('\n') || text.starts_with("You ") {
            return;
        }
        for (depth, (frame, info)) in frames.iter().rev().zip(self.infos.iter_mut().rev()).take(3).enumerate() {
            if info.makes.is_some() {
                let by_place = depth == 0
                    && spot.argument.is_some()
                    && info.calls.iter().any(|call| {
                        matches!(call.means, Means::Agent | Means::Server | Means::Client | Means::Tool)
                            && call.argument == spot.argument
                    });
                let by_key = spot.argument.is_none()
                    && depth < 2
                    && spot.key.is_some_and(|key| {
                        matches!(key, "name" | "Name" | "role" | "id" | "agent_name" | "agentName" | "AgentName")
                    });
                // A name of its own goes before a role.
                let is_better = info.name.is_none() || matches!(spot.key, Some("name" | "Name"));
                if (by_place || by_key) && is_better {
                    info.name = Some(text);
                }
                return;
            }
            if frame.opener == b'(' && !frame.path.is_empty() {
                return;
            }
        }
    }

    /// Languages that write attributes in brackets.
    pub(super) fn has_attributes(&self) -> bool {
        matches!(self.language, Language::CSharp | Language::Rust | Language::Php)
    }

    pub(super) fn end_unnamed(&mut self) {
        if let Some((kind, name, at, class)) = self.unnamed.take() {
            self.collected.named(kind, name, at, vec![("class", class.to_owned())]);
        }
    }

    pub(super) fn begin_tool(&mut self, path: &[&'a str]) {
        if self.context.is_agentic && calls().is_tool(path) {
            self.tool = Some(None);
        }
    }

    pub(super) fn end_tool(&mut self, name: &'a str, at: usize) {
        if let Some(given) = self.tool.take() {
            self.collected.named(Kind::Tool, given.unwrap_or(name), at, Vec::new());
        }
    }
}

/// A model that a library has built in: `keras.applications.ResNet50(…)`, `torchvision.models.resnet18(…)`.
pub(super) fn architecture<'a>(path: &[&'a str], context: &Context) -> Option<&'a str> {
    let [.., before, name] = *path else { return None };
    let is_model = name.contains(|c: char| c.is_ascii_digit()) && is_id(name);
    let is_known = match before {
        "applications" => context.has("tensorflow") || context.has("keras"),
        "models" => context.has("torchvision"),
        _ => before.starts_with("resnet") || before.starts_with("mobilenet"),
    };
    (is_model && is_known && context.has_ai).then_some(name)
}
