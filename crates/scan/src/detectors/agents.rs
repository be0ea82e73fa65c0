//! Agents, their tools, MCP servers, prompts, instructions for coding agents.

use super::Detector;

pub const DETECTORS: &[&Detector] = &[];
