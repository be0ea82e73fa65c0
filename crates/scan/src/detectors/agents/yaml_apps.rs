//! Reads applications and flows in YAML: exports of Dify, prompt flows of Azure, assistants of Rasa, agents of Julep and
//! declarative agents of Semantic Kernel and the Agent Framework.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::{has, hosted};
use crate::file::SourceFile;
use crate::found::line_of_number;
use crate::found::{Found, Seen};
use crate::report::Kind;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector =
    Detector { id: "yaml-apps", files: Files::Named(&["*.yml", "*.yaml"]), want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    let name = file.name.lower_name();
    let read: fn(&SourceFile, &str, &Node, &mut Found) = if name == "flow.dag.yaml" || name == "flow.flex.yaml" {
        prompt_flow
    } else if name == "domain.yml" && has(file.bytes, "intents:") && has(file.bytes, "responses:") {
        rasa
    } else if has(file.bytes.get(..256).unwrap_or(file.bytes), "ChatCompletionAgent")
        || has(file.bytes.get(..256).unwrap_or(file.bytes), "kind: Prompt")
    {
        declared
    } else if has(file.bytes, "\nkind: app") && (has(file.bytes, "model_config:") || has(file.bytes, "\nworkflow:")) {
        dify
    } else {
        return;
    };
    let text = file.text();
    match yaml(&text) {
        Ok(tree) => read(file, &text, &tree, found),
        Err(fault) => found.malformed(fault),
    }
}

fn asset(found: &mut Found, kind: Kind, name: &str, builder: &str) {
    let confidence = Confidence::Certain;
    found.asset(Seen { kind, name, line: None, confidence, properties: &[("builder", builder)] });
}

fn folder<'a>(file: &SourceFile<'a>) -> &'a str {
    file.name.path().rsplit('/').nth(1).unwrap_or(file.name.name())
}

fn dify(file: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let name = tree.at(&["app", "name"]).and_then(Node::as_str).unwrap_or(file.name.name());
    let mode = tree.at(&["app", "mode"]).and_then(Node::as_str).unwrap_or_default();
    let kind = if mode.contains("agent") || mode == "chat" { Kind::Agent } else { Kind::Workflow };
    asset(found, kind, name, "Dify");
    let steps = tree.at(&["workflow", "graph", "nodes"]).map_or(&[][..], Node::items);
    let of_steps = steps.iter().filter_map(|step| step.at(&["data", "model"]));
    for model in tree.at(&["model_config", "model"]).into_iter().chain(of_steps) {
        // `langgenius/openai/openai` is the plug-in of a provider.
        let provider = model.text("provider").and_then(|provider| provider.rsplit('/').next());
        if let Some(name) = model.get("name") {
            let line = line_of_number(text, name.line);
            let written = name.as_str().unwrap_or_default();
            if provider == Some("ollama") {
                hosted::report(found, &format!("ollama/{written}"), None, line);
            } else {
                hosted::report(found, written, provider.and_then(hosted::of_node), line);
            }
        }
    }
}

fn prompt_flow(file: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    asset(found, Kind::Workflow, tree.text("name").unwrap_or(folder(file)), "prompt flow");
    for node in tree.list("nodes").iter().filter(|node| node.text("type") == Some("llm")) {
        let inputs = ["deployment_name", "model"].iter().find_map(|key| node.get("inputs")?.get(key));
        if let Some((model, written)) = inputs.and_then(|model| Some((model, model.as_str()?))) {
            let hint = node.text("connection").and_then(hosted::of_node);
            hosted::report(found, written, hint, line_of_number(text, model.line));
        }
    }
}

fn rasa(file: &SourceFile, _: &str, tree: &Node, found: &mut Found) {
    if tree.get("intents").is_some() && tree.get("responses").is_some() {
        asset(found, Kind::Agent, folder(file), "Rasa");
    }
}

/// An agent with its instructions and its model.
fn declared(_: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let is_agent = tree.text("type").is_some_and(|kind| kind.ends_with("_agent") || kind.ends_with("Agent"))
        || (tree.text("kind") == Some("Prompt") && tree.get("model").is_some());
    let Some(name) = tree.text("name").filter(|_| is_agent && tree.get("instructions").is_some()) else { return };
    asset(found, Kind::Agent, name, "Semantic Kernel");
    if let Some(model) = tree.get("model").and_then(|model| model.get("id")) {
        let hint = tree.at(&["model", "provider"]).and_then(Node::as_str).and_then(hosted::of_node);
        hosted::report(found, model.as_str().unwrap_or_default(), hint, line_of_number(text, model.line));
    }
}

#[test]
fn applications_name_their_models() {
    use crate::detectors::tests::check_assets;
    let dify = "app:\n  name: Door\n  mode: workflow\nkind: app\nversion: 0.1.5\nworkflow:\n  graph:\n    nodes:\n    - data:\n        type: llm\n        model:\n          name: gpt-4o\n          provider: langgenius/openai/openai\n";
    check_assets("a.yml", dify, &["workflow Door builder=Dify", "hosted-model gpt-4o provider=OpenAI"]);
    let flow = "inputs: {}\nnodes:\n- name: ask\n  type: llm\n  connection: azure_open_ai\n  inputs:\n    deployment_name: gpt-4o\n";
    check_assets(
        "flows/door/flow.dag.yaml",
        flow,
        &["workflow door builder=prompt flow", "hosted-model gpt-4o provider="],
    );
    let rasa = "version: \"3.1\"\nintents:\n  - greet\nresponses:\n  utter_greet:\n  - text: Hi\n";
    check_assets("door/domain.yml", rasa, &["agent door builder=Rasa"]);
    check_assets("k8s/a.yaml", "kind: app\nmodel_config: x\n", &[]);
    check_assets("domain.yml", "zones: []\n", &[]);
}
