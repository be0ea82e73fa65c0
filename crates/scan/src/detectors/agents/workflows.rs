//! Reads workflows exported from builders: n8n, Flowise, Langflow. What has no AI step in it is none of ours.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::{has, hosted};
use crate::file::SourceFile;
use crate::found::line_of_number;
use crate::found::{Found, Seen};
use crate::report::Kind;
use crate::tree::{Node, json};

pub const DETECTOR: Detector = Detector { id: "workflows", files: Files::Named(&["*.json"]), want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    // Exports begin with what they are called and their nodes.
    let start = file.bytes.get(..16_384).unwrap_or(file.bytes);
    if !has(start, "\"nodes\"") {
        return;
    }
    let is_n8n = has(file.bytes, "n8n-nodes-langchain") || has(file.bytes, "n8n-nodes-base.openAi");
    let is_flowise = has(file.bytes, "\"inputAnchors\"") || has(file.bytes, "\"agentFlow\"");
    let is_langflow = has(file.bytes, "\"template\"") && has(file.bytes, "\"edges\"");
    if !is_n8n && !is_flowise && !is_langflow {
        return;
    }
    let text = file.text();
    let tree = match json(&text) {
        Ok(tree) => tree,
        Err(_) if !file.is_complete() => return,
        Err(fault) => return found.malformed(fault),
    };
    if is_n8n {
        // An export of several is a list.
        let many = if tree.items().is_empty() { std::slice::from_ref(&tree) } else { tree.items() };
        many.iter().for_each(|workflow| n8n(file, &text, workflow, found));
    } else {
        let flow = tree.get("data").filter(|data| data.get("nodes").is_some()).unwrap_or(&tree);
        let name = tree.text("name");
        if is_flowise && flow.list("nodes").iter().any(|node| node.at(&["data", "name"]).is_some()) {
            flowise(file, name, &text, flow, found);
        } else {
            langflow(file, name, &text, flow, found);
        }
    }
}

/// The workflow itself. `kinds` are the types of its AI steps.
fn report(file: &SourceFile, builder: &str, name: Option<&str>, kinds: &[&str], found: &mut Found) {
    let mut steps: Vec<&str> = Vec::new();
    for kind in kinds {
        if steps.len() < 12 && !steps.contains(kind) {
            steps.push(kind);
        }
    }
    let stem = file.name.name().trim_end_matches(".json");
    let name = name.filter(|name| !name.trim().is_empty()).unwrap_or(stem);
    let steps = steps.join(", ");
    let properties = [("builder", builder), ("steps", &*steps)];
    let confidence = Confidence::Certain;
    found.asset(Seen { kind: Kind::Workflow, name, line: None, confidence, properties: &properties });
}

fn model(text: &str, kind: &str, node: Option<&Node>, found: &mut Found) {
    // A chosen item of a list is a table around the value.
    let node = node.map(|node| node.get("value").unwrap_or(node));
    let Some((node, name)) = node.and_then(|node| Some((node, node.as_str()?))) else { return };
    let line = line_of_number(text, node.line);
    if kind.to_ascii_lowercase().contains("ollama") {
        hosted::report(found, &format!("ollama/{name}"), None, line);
    } else {
        hosted::report(found, name, hosted::of_node(kind), line);
    }
}

fn n8n(file: &SourceFile, text: &str, workflow: &Node, found: &mut Found) {
    let kind = |node: &Node| node.text("type").map(str::to_owned).unwrap_or_default();
    let nodes = || {
        let is_ai = |kind: &str| kind.contains("n8n-nodes-langchain.") || kind == "n8n-nodes-base.openAi";
        workflow.list("nodes").iter().filter(move |node| node.text("type").is_some_and(is_ai))
    };
    let kinds: Vec<String> = nodes().map(|node| kind(node).rsplit('.').next().unwrap_or_default().to_owned()).collect();
    if kinds.is_empty() {
        return;
    }
    report(file, "n8n", workflow.text("name"), &kinds.iter().map(String::as_str).collect::<Vec<_>>(), found);
    for (node, kind) in nodes().zip(&kinds) {
        if let Some(parameters) = node.get("parameters") {
            let name = ["model", "modelName", "modelId"].iter().find_map(|key| parameters.get(key));
            model(text, kind, name, found);
        }
        if let Some(name) = node.get("name").filter(|_| kind == "agent") {
            let properties = [("builder", "n8n")];
            let (confidence, line) = (Confidence::Certain, line_of_number(text, name.line));
            let name = name.as_str().unwrap_or(kind);
            found.asset(Seen { kind: Kind::Agent, name, line, confidence, properties: &properties });
        }
    }
}

fn flowise(file: &SourceFile, name: Option<&str>, text: &str, flow: &Node, found: &mut Found) {
    let nodes = || flow.list("nodes").iter().filter_map(|node| node.get("data"));
    let kinds: Vec<&str> = nodes().filter_map(|data| data.text("name")).filter(|name| *name != "stickyNote").collect();
    if kinds.is_empty() {
        return;
    }
    report(file, "Flowise", name, &kinds, found);
    for data in nodes() {
        let Some(inputs) = data.get("inputs") else { continue };
        let kind = data.text("name").unwrap_or_default();
        model(text, kind, inputs.get("modelName").or(inputs.get("model")), found);
        for (key, of) in [
            ("llmModelConfig", "llmModel"),
            ("agentModelConfig", "agentModel"),
            ("conditionAgentModelConfig", "conditionAgentModel"),
        ] {
            let Some(config) = inputs.get(key) else { continue };
            let kind = config.text("llmModel").or(config.text(of)).or(inputs.text(of)).unwrap_or_default();
            model(text, kind, config.get("modelName").or(config.get("model")), found);
        }
    }
}

fn langflow(file: &SourceFile, name: Option<&str>, text: &str, flow: &Node, found: &mut Found) {
    let parts = || {
        flow.list("nodes").iter().filter_map(|node| {
            let data = node.get("data")?;
            Some((data.text("type")?, data.at(&["node", "template"])?))
        })
    };
    let kinds: Vec<&str> = parts().map(|(kind, _)| kind).collect();
    if kinds.is_empty() {
        return;
    }
    report(file, "Langflow", name, &kinds, found);
    for (kind, template) in parts() {
        let name = ["model_name", "model", "model_id"].iter().find_map(|key| template.get(key));
        model(text, kind, name.and_then(|field| field.get("value")), found);
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn a_workflow_names_its_steps_and_models() {
        let n8n = "{\"name\": \"door\", \"nodes\": [\n{\"name\": \"Agent\", \"type\": \"@n8n/n8n-nodes-langchain.agent\", \"parameters\": {}},\n{\"type\": \"@n8n/n8n-nodes-langchain.lmChatOpenAi\", \"parameters\": {\"model\": {\"__rl\": true, \"value\": \"gpt-4o-mini\"}}},\n{\"type\": \"n8n-nodes-base.set\"}]}";
        check_assets(
            "flows/a.json",
            n8n,
            &[
                "workflow door builder=n8n steps=agent, lmChatOpenAi",
                "ai-library n8n AI nodes",
                "agent Agent builder=n8n",
                "hosted-model gpt-4o-mini provider=OpenAI",
            ],
        );
        let flowise = "{\"description\": \"x\", \"nodes\": [\n{\"data\": {\"name\": \"chatAnthropic\", \"inputAnchors\": [], \"inputs\": {\"modelName\": \"claude-3-haiku-20240307\"}}},\n{\"data\": {\"name\": \"llmAgentflow\", \"inputs\": {\"llmModel\": \"chatOllama\", \"llmModelConfig\": {\"modelName\": \"llama3.2\", \"llmModel\": \"chatOllama\"}}}}], \"edges\": []}";
        check_assets(
            "Door Chat.json",
            flowise,
            &[
                "workflow Door Chat builder=Flowise steps=chatAnthropic, llmAgentflow",
                "hosted-model claude-3-haiku-20240307 provider=Anthropic",
                "model-reference llama3.2 library=ollama",
            ],
        );
        let langflow = "{\"name\": \"door\", \"data\": {\"nodes\": [{\"data\": {\"type\": \"ChatOpenAI\", \"node\": {\"template\":\n{\"model_name\": {\"value\": \"gpt-4o\"}}}}}], \"edges\": []}}";
        check_assets(
            "a.json",
            langflow,
            &["workflow door builder=Langflow steps=ChatOpenAI", "hosted-model gpt-4o provider=OpenAI"],
        );
    }

    #[test]
    fn graphs_of_other_things_are_none() {
        check_assets("a.json", r#"{"nodes": [{"type": "n8n-nodes-base.set"}], "edges": []}"#, &[]);
        check_assets("a.json", r#"{"nodes": [{"id": 1}], "edges": [], "template": "x"}"#, &[]);
    }
}
