//! Reads agents that are declared in JSON: cards of A2A, Microsoft's declarative agents, plug-ins for chats, AutoGen,
//! LangGraph, Vapi and others.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::hosted;
use super::mcp_servers::without_secrets;
use crate::file::SourceFile;
use crate::found::line_of_number;
use crate::found::{Found, Seen};
use crate::report::Kind;
use crate::tree::{Node, json, jsonc};

pub const DETECTOR: Detector =
    Detector { id: "declared-agents", files: Files::Named(&["*.json"]), want: Want::Head, read };

/// Reads one form, given the file, its text and its tree.
type Read = fn(&SourceFile, &str, &Node, &mut Found);

/// Cheap signs, each with what it may be.
const MARKS: &[(&str, Read)] = &[
    ("\"skills\"", agent_card),
    ("declarative-agent", declarative_agent),
    ("\"name_for_model\"", chat_plugin),
    ("\"graphs\"", langgraph),
    ("\"component_type\"", autogen),
    ("\"firstMessage\"", vapi),
];

fn read(file: &SourceFile, found: &mut Found) {
    let start = file.bytes.get(..32_768).unwrap_or(file.bytes);
    let Some((_, read)) = MARKS.iter().find(|(mark, _)| super::has(start, mark)) else { return };
    let text = file.text();
    if let Ok(tree) = if file.name.lower_name() == "langgraph.json" { jsonc(&text) } else { json(&text) } {
        read(file, &text, &tree, found);
    }
}

fn agent(found: &mut Found, text: &str, name: &Node, properties: &[(&str, Option<&str>)]) {
    let properties: Vec<(&str, &str)> = properties
        .iter()
        .filter_map(|(name, value)| Some((*name, value.map(str::trim).filter(|value| !value.is_empty())?)))
        .collect();
    let line = line_of_number(text, name.line);
    if let Some(name) = name.as_str() {
        let confidence = Confidence::Certain;
        found.asset(Seen { kind: Kind::Agent, name, line, confidence, properties: &properties });
    }
}

/// Agent2Agent: who the agent is, where it is reached and what it can do.
fn agent_card(_: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let has_interface =
        ["url", "supportedInterfaces", "additionalInterfaces"].iter().any(|key| tree.get(key).is_some());
    let is_card =
        has_interface && tree.get("skills").is_some_and(|skills| matches!(skills.value, crate::tree::Value::List(_)));
    let Some(name) = tree.get("name").filter(|_| is_card && tree.get("capabilities").is_some_and(Node::is_table))
    else {
        return;
    };
    let skills: Vec<&str> =
        tree.list("skills").iter().filter_map(|skill| skill.text("name").or(skill.text("id"))).take(12).collect();
    let url = tree.text("url").map(without_secrets);
    let properties = [
        ("protocol", Some("A2A")),
        ("protocol-version", tree.text("protocolVersion")),
        ("version", tree.text("version")),
        ("url", url.as_deref()),
        ("skills", Some(&*skills.join(", "))),
        ("organisation", tree.at(&["provider", "organization"]).and_then(Node::as_str)),
        ("description", tree.text("description")),
    ];
    agent(found, text, name, &properties);
}

/// Microsoft 365 Copilot.
fn declarative_agent(_: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let Some(name) = tree.get("name").filter(|_| tree.get("instructions").is_some()) else { return };
    let abilities: Vec<&str> = tree.list("capabilities").iter().filter_map(|ability| ability.text("name")).collect();
    let properties = [
        ("platform", Some("Microsoft 365 Copilot")),
        ("capabilities", Some(&*abilities.join(", "))),
        ("description", tree.text("description")),
    ];
    agent(found, text, name, &properties);
}

/// `ai-plugin.json`: a service offered to a chat as a tool.
fn chat_plugin(_: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let Some(name) = tree.get("name_for_model").filter(|_| tree.get("description_for_model").is_some()) else { return };
    let Some(shown) = name.as_str() else { return };
    let url = tree.at(&["api", "url"]).and_then(Node::as_str).map(without_secrets).unwrap_or_default();
    let properties = [("protocol", "ChatGPT plug-in"), ("url", &*url)];
    let line = line_of_number(text, name.line);
    found.asset(Seen { kind: Kind::Tool, name: shown, line, confidence: Confidence::Certain, properties: &properties });
}

/// `langgraph.json`: each graph by its name and where it is built.
fn langgraph(file: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    if file.name.lower_name() != "langgraph.json" {
        return;
    }
    for (name, graph) in tree.table("graphs") {
        let Some(path) = graph.as_str().or(graph.text("path")) else { continue };
        let properties = [("library", "LangGraph"), ("source", path)];
        let line = line_of_number(text, name.line);
        found.asset(Seen {
            kind: Kind::Agent,
            name: &name.text,
            line,
            confidence: Confidence::Certain,
            properties: &properties,
        });
    }
}

/// AutoGen Studio exports a component with its participants, tools and model clients.
fn autogen(_: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    walk(tree, text, found, 0);
}

fn walk(node: &Node, text: &str, found: &mut Found, level: usize) {
    if level > 24 {
        return;
    }
    let provider = node.text("provider").filter(|provider| provider.starts_with("autogen"));
    if let Some((provider, config)) = provider.zip(node.get("config")) {
        match node.text("component_type") {
            Some("agent" | "team") => {
                let properties = [
                    ("library", Some("AutoGen")),
                    ("class", provider.rsplit('.').next()),
                    ("description", config.text("description")),
                ];
                if let Some(name) = config.get("name").or(node.get("label")) {
                    agent(found, text, name, &properties);
                }
            }
            Some("model") => {
                if let Some(model) = config.get("model") {
                    let line = line_of_number(text, model.line);
                    hosted::report(found, model.as_str().unwrap_or_default(), hosted::of_node(provider), line);
                }
            }
            _ => {}
        }
    }
    let parts = node.entries().map(|(_, part)| part).chain(node.items());
    parts.for_each(|part| walk(part, text, found, level + 1));
}

/// Assistants for the telephone.
fn vapi(_: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let Some(model) = tree.get("model").and_then(|model| model.get("model")) else { return };
    let Some(name) = tree.get("name").filter(|_| tree.get("voice").is_some()) else { return };
    agent(found, text, name, &[("platform", Some("Vapi"))]);
    let hint = tree.at(&["model", "provider"]).and_then(Node::as_str).and_then(hosted::provider);
    hosted::report(found, model.as_str().unwrap_or_default(), hint, line_of_number(text, model.line));
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn agents_are_known_by_what_their_file_declares() {
        let card = r#"{"name": "door agent", "description": "Opens.", "url": "https://a.example", "version": "1", "skills": [{"id": "open"}], "capabilities": {}}"#;
        check_assets(
            ".well-known/agent-card.json",
            card,
            &["agent door agent protocol=A2A version=1 url=https://a.example skills=open"],
        );
        let copilot = "{\"$schema\": \"https://x/declarative-agent/v1.2/schema.json\",\n\"name\": \"Door\", \"instructions\": \"Open.\", \"capabilities\": [{\"name\": \"WebSearch\"}]}";
        check_assets(
            "appPackage/declarativeAgent.json",
            copilot,
            &["agent Door platform=Microsoft 365 Copilot capabilities=WebSearch"],
        );
        let plugin = r#"{"name_for_model": "door", "description_for_model": "Opens.", "api": {"url": "https://a.example/openapi.json"}}"#;
        check_assets(
            "ai-plugin.json",
            plugin,
            &["tool door protocol=ChatGPT plug-in url=https://a.example/openapi.json"],
        );
        let graph = r#"{"dependencies": ["."], "graphs": {"door": "./src/door.py:graph"}}"#;
        check_assets("langgraph.json", graph, &["agent door library=LangGraph source=./src/door.py:graph"]);
        let team = "{\"provider\": \"autogen_agentchat.agents.AssistantAgent\", \"component_type\": \"agent\",\n\"config\": {\"name\": \"door\",\n\"model_client\": {\"provider\": \"autogen_ext.models.openai.OpenAIChatCompletionClient\", \"component_type\": \"model\",\n\"config\": {\"model\": \"gpt-4o\"}}}}";
        check_assets(
            "team.json",
            team,
            &["agent door library=AutoGen class=AssistantAgent", "hosted-model gpt-4o provider=OpenAI"],
        );
    }

    #[test]
    fn other_json_is_left_alone() {
        check_assets("cv.json", r#"{"name": "a", "url": "https://a.example", "skills": ["knots"]}"#, &[]);
        check_assets("a.json", r#"{"graphs": {"a": "b"}}"#, &[]);
        check_assets("a.json", "{\"skills\":", &[]);
    }
}
