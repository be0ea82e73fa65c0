//! Reads the agents and tasks of CrewAI, which stand in YAML beside the code.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::hosted;
use crate::file::SourceFile;
use crate::found::line_of_number;
use crate::found::{Found, Seen};
use crate::report::Kind;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector = Detector {
    id: "crews",
    files: Files::Named(&[
        "*agents.yaml",
        "*agents.yml",
        "*tasks.yaml",
        "*tasks.yml",
        "*agent.yaml",
        "crew.yaml",
        "config/*.yaml",
    ]),
    want: Want::Head,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let has_agents = text.contains("role:") && text.contains("goal:") && text.contains("backstory:");
    let has_tasks = text.contains("description:") && text.contains("expected_output:");
    if !has_agents && !has_tasks {
        return;
    }
    let tree = match yaml(&text) {
        Ok(tree) => tree,
        // Others list tasks, too.
        Err(fault) if has_agents => return found.malformed(fault),
        Err(_) => return,
    };
    let is_agent = |node: &Node| node.get("role").is_some() && node.get("goal").is_some();
    let is_task = |node: &Node| node.get("description").is_some() && node.get("expected_output").is_some();
    let members = || {
        let sections = ["agents", "tasks"].into_iter().flat_map(|key| tree.table(key));
        tree.entries().chain(sections)
    };
    let (agents, tasks) =
        (members().filter(|(_, node)| is_agent(node)).count(), members().filter(|(_, node)| is_task(node)).count());
    if agents + tasks == 0 {
        return;
    }
    let counts = [agents.to_string(), tasks.to_string()];
    let properties: Vec<(&str, &str)> = [("agents", &counts[0], agents), ("tasks", &counts[1], tasks)]
        .into_iter()
        .filter(|(.., count)| *count > 0)
        .map(|(name, count, _)| (name, count.as_str()))
        .collect();
    let properties = [&[("library", "CrewAI")], &properties[..]].concat();
    let name = file.name.name();
    let confidence = Confidence::Certain;
    found.asset(Seen { kind: Kind::AgentConfig, name, line: None, confidence, properties: &properties });
    for (key, agent) in members().filter(|(_, node)| is_agent(node)) {
        let role = agent.text("role").unwrap_or_default().trim().trim_matches('"');
        let goal = agent.text("goal").unwrap_or_default().trim().trim_matches('"');
        let properties = [("library", "CrewAI"), ("role", role), ("goal", goal)];
        let line = line_of_number(&text, key.line);
        found.asset(Seen { kind: Kind::Agent, name: &key.text, line, confidence, properties: &properties });
        for key in ["llm", "function_calling_llm"] {
            if let Some((model, node)) = agent.get(key).and_then(|node| Some((node.as_str()?, node))) {
                hosted::report(found, model, None, line_of_number(&text, node.line));
            }
        }
    }
}

#[test]
fn each_agent_is_seen_with_its_model() {
    use crate::detectors::tests::{check_assets, check_malformed};
    let agents = "researcher:\n  role: >\n    Senior Researcher\n  goal: Find things\n  backstory: You are x\n  llm: openai/gpt-4o\nwriter:\n  role: Writer\n  goal: Write\n  backstory: y\n";
    check_assets(
        "src/config/agents.yaml",
        agents,
        &[
            "agent-config agents.yaml library=CrewAI agents=2",
            "agent researcher library=CrewAI role=Senior Researcher goal=Find things",
            "hosted-model gpt-4o provider=OpenAI",
            "agent writer role=Writer",
        ],
    );
    let tasks = "research:\n  description: Look\n  expected_output: A list\n";
    check_assets("src/config/tasks.yaml", tasks, &["agent-config tasks.yaml library=CrewAI tasks=1"]);
    check_assets("ansible/tasks.yaml", "- name: install\n  description: expected_output:\n", &[]);
    check_malformed("agents.yaml", "a:\n  role: r\n  goal: g\n  backstory: [\n");
}
