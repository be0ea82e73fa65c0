//! Agents, their tools, MCP servers, workflows, prompts, instructions for coding agents.

use super::Detector;

mod agent_instructions;
mod baml;
mod chosen_models;
mod crew_training;
mod crews;
mod declared_agents;
pub mod front_matter;
mod hosted;
mod mcp_manifest;
mod mcp_servers;
mod promptfoo;
mod prompts;
mod workflows;
mod yaml_apps;

pub const DETECTORS: &[&Detector] = &[
    &agent_instructions::DETECTOR,
    &baml::DETECTOR,
    &chosen_models::DETECTOR,
    &crew_training::DETECTOR,
    &crews::DETECTOR,
    &declared_agents::DETECTOR,
    &mcp_manifest::DETECTOR,
    &mcp_servers::DETECTOR,
    &promptfoo::DETECTOR,
    &prompts::DETECTOR,
    &workflows::DETECTOR,
    &yaml_apps::DETECTOR,
];

/// Whether a text stands anywhere: the cheap check before a file is parsed.
fn has(bytes: &[u8], text: &str) -> bool {
    memchr::memmem::find(bytes, text.as_bytes()).is_some()
}

/// A page, or a template of one.
fn is_hypertext(bytes: &[u8]) -> bool {
    let start = bytes.get(..1024).unwrap_or(bytes).to_ascii_lowercase();
    ["<html", "<!doctype", "<body", "<div", "<svg"].iter().any(|mark| has(&start, mark))
}
