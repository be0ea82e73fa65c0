//! Recognises prompts that stand in files of their own: formats for prompts, and texts in folders of prompts that read
//! like instructions to a model. Templates of pages and questions of command-line programs are none.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::front_matter::front_matter;
use super::hosted;
use crate::file::{FileName, SourceFile};
use crate::found::line_of_number;
use crate::found::{Found, Line, Seen};
use crate::report::Kind;
use crate::tree::{Node, json, yaml};

pub const DETECTOR: Detector = Detector { id: "prompts", files: Files::If(is_candidate), want: Want::Head, read };

const FOLDERS: &[&str] = &[
    "prompts",
    "prompt",
    "prompt_templates",
    "prompt-templates",
    "prompttemplates",
    "system_prompts",
    "system-prompts",
    "llm_prompts",
];

const TEMPLATES: &[&str] =
    &["j2", "jinja", "jinja2", "mustache", "hbs", "handlebars", "liquid", "tmpl", "gotmpl", "tpl"];

fn is_candidate(name: &FileName) -> bool {
    let file = name.lower_name();
    let extension = name.extension();
    if matches!(extension, "prompt" | "prompty") || file == "skprompt.txt" {
        return true;
    }
    let is_text = matches!(extension, "md" | "txt" | "yml" | "yaml" | "json" | "xml" | "mdx" | "")
        || TEMPLATES.contains(&extension);
    // Those of coding agents are theirs.
    let is_tool =
        name.lower_folders().any(|folder| matches!(folder, ".github" | ".codex" | ".claude" | "node_modules"));
    is_text
        && (is_formatted(file)
            || is_called_so(file)
            || (!is_tool && name.lower_folders().any(|folder| FOLDERS.contains(&folder))))
}

/// `x.prompt.yml`, `x.prompt.md`.
fn is_formatted(file: &str) -> bool {
    file.rsplit('.').nth(1) == Some("prompt") && file.matches('.').count() > 1
}

/// `system_prompt_v2.txt`, `rag-prompt.md`.
fn is_called_so(file: &str) -> bool {
    let stem = file.split('.').next().unwrap_or(file);
    let words: Vec<&str> = stem.split(['_', '-']).collect();
    words.last() == Some(&"prompt")
        || words.starts_with(&["system", "prompt"])
        || words.starts_with(&["prompt", "template"])
}

fn read(file: &SourceFile, found: &mut Found) {
    if file.bytes.is_empty() || super::is_hypertext(file.bytes) {
        return;
    }
    let text = file.text();
    let name = file.name.lower_name();
    let extension = file.name.extension();
    let is_format = matches!(extension, "prompt" | "prompty") || is_formatted(name);
    match extension {
        "yml" | "yaml" => from_tree(file, &text, yaml(&text).ok(), is_format, found),
        "json" => from_tree(file, &text, json(&text).ok(), is_format, found),
        _ => {
            let settings = front_matter(&text).and_then(|front| yaml(front).ok()).filter(Node::is_table);
            let reads_so = reads_like_one(&text, TEMPLATES.contains(&extension));
            let is_prompt = is_format || name == "skprompt.txt" || reads_so.is_some();
            if is_prompt && !text.trim().is_empty() {
                let confidence = if is_format { Confidence::Certain } else { reads_so.unwrap_or_default() };
                from_front_matter(file, &text, settings.as_ref(), confidence, found);
            }
        }
    }
}

/// How surely a text speaks to a model; none if it does not.
fn reads_like_one(text: &str, is_template: bool) -> Option<Confidence> {
    const SPEECH: &[&str] = &[
        "you are a",
        "you are an",
        "you are the",
        "you're a",
        "you will be given",
        "your task",
        "your role",
        "your job is",
        "act as",
        "<|im_start|>",
        "<|system|>",
        "[inst]",
        "### instruction",
        "<system>",
        "role: system",
        "as an ai",
        "respond with",
        "respond only",
        "answer the question",
        "answer the following",
        "do not make up",
        "step by step",
        "return only",
        "output format",
        "json format",
        "the user",
        "the following context",
        "given the following",
        "summarize the",
        "summarise the",
        "extract the",
        "classify the",
        "translate the",
        "rewrite the",
        "provide a",
        "language model",
        "assistant",
        "the context",
        "using context",
        "conversation",
    ];
    // A document about prompts quotes them; the beginning is what counts.
    let start: String = text.chars().take(6000).collect::<String>().to_lowercase();
    let marks = SPEECH.iter().filter(|mark| start.contains(**mark)).count();
    let has_places = start.contains("{{") || start.contains("{%") || has_brace_place(&start) || start.contains("{{$");
    match (marks, has_places) {
        (1.., true) | (3.., _) => Some(Confidence::Likely),
        (1.., false) => Some(Confidence::Possible),
        (0, true) if is_template => Some(Confidence::Possible),
        _ => None,
    }
}

/// `{question}`: a place to be filled.
fn has_brace_place(text: &str) -> bool {
    text.split('{').skip(1).take(200).any(|rest| {
        let name = rest.split('}').next().unwrap_or_default();
        (2..40).contains(&name.len())
            && rest.len() > name.len()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

fn report(
    file: &SourceFile,
    name: Option<&str>,
    line: Option<Line>,
    confidence: Confidence,
    details: &[(&str, Option<&str>)],
    found: &mut Found,
) {
    let name = name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(file.name.name());
    let properties: Vec<(&str, &str)> =
        details.iter().filter_map(|(name, value)| Some((*name, value.filter(|value| !value.is_empty())?))).collect();
    found.asset(Seen { kind: Kind::PromptFile, name, line, confidence, properties: &properties });
}

/// Prompty, Genkit's dotprompt, or plain text.
fn from_front_matter(
    file: &SourceFile,
    text: &str,
    settings: Option<&Node>,
    confidence: Confidence,
    found: &mut Found,
) {
    let value = |key: &str| settings.and_then(|settings| settings.text(key));
    let format = match file.name.extension() {
        "prompty" => Some("Prompty"),
        "prompt" if settings.is_some() => Some("dotprompt"),
        _ if file.name.lower_name() == "skprompt.txt" => Some("Semantic Kernel"),
        _ => None,
    };
    // The folder of a Semantic Kernel prompt is its name.
    let folder = file.name.path().rsplit('/').nth(1).filter(|_| file.name.lower_name() == "skprompt.txt");
    let details = [("format", format), ("description", value("description"))];
    report(file, value("name").or(folder), None, confidence, &details, found);
    let Some(settings) = settings else { return };
    let model = settings.get("model").filter(|model| !model.is_table());
    let nested = settings.at(&["model", "configuration"]);
    let nested = nested.and_then(|of| ["azure_deployment", "model", "name"].iter().find_map(|key| of.get(key)));
    if let Some((node, written)) = model.or(nested).and_then(|node| Some((node, node.as_str()?))) {
        let kind = settings.at(&["model", "configuration", "type"]).and_then(Node::as_str);
        hosted::report(found, written, kind.and_then(hosted::of_node), super::front_matter::line(text, node));
    }
}

/// A prompt as data: GitHub Models, LangChain, lists of messages.
fn from_tree(file: &SourceFile, text: &str, tree: Option<Node>, is_format: bool, found: &mut Found) {
    let Some(tree) = tree else { return };
    let has_roles = |list: &Node| {
        list.items().iter().any(|message| message.get("role").is_some() && message.get("content").is_some())
    };
    let messages = ["messages", "prompt", "chat"].iter().find_map(|key| tree.get(key).filter(|list| has_roles(list)));
    let is_langchain = tree.text("_type").is_some_and(|kind| kind.contains("prompt"));
    let texts = ["system", "system_prompt", "prompt", "template", "instructions", "systemPrompt"];
    let speaks = texts.iter().find_map(|key| reads_like_one(tree.text(key)?, false));
    let confidence = match (is_format || messages.is_some() || is_langchain || has_roles(&tree), speaks) {
        (true, _) => Confidence::Certain,
        (false, Some(confidence)) => confidence,
        _ => return,
    };
    let format = if is_langchain { Some("LangChain") } else { None };
    report(
        file,
        tree.text("name"),
        None,
        confidence,
        &[("format", format), ("description", tree.text("description"))],
        found,
    );
    if let Some((node, written)) = tree.get("model").and_then(|node| Some((node, node.as_str()?))) {
        hosted::report(found, written, None, line_of_number(text, node.line));
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn prompts_are_known_by_format_or_by_how_they_read() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("prompts/system.md", "You are a loan officer assistant. {{ customer }}\n", &["prompt-file system.md"]),
            (
                "prompts/sum.prompt.yml",
                "name: Summarize\nmodel: openai/gpt-4o-mini\nmessages:\n  - role: system\n    content: You summarise.\n",
                &["prompt-file Summarize", "hosted-model gpt-4o-mini provider=OpenAI"],
            ),
            ("app/prompts/rag.j2", "Answer using context: {{ context }}\n", &["prompt-file rag.j2"]),
            (
                "src/door.prompty",
                "---\nname: Door\nmodel:\n  api: chat\n  configuration:\n    type: azure_openai\n    azure_deployment: gpt-4o\n---\nsystem:\nOpen.\n",
                &["prompt-file Door format=Prompty", "hosted-model gpt-4o provider=Azure OpenAI"],
            ),
            (
                "prompts/menu.prompt",
                "---\nmodel: googleai/gemini-1.5-flash\n---\nSuggest a dish.\n",
                &["prompt-file menu.prompt format=dotprompt", "hosted-model gemini-1.5-flash provider=Google"],
            ),
            (
                "plugins/Writer/skprompt.txt",
                "Write a poem about {{$input}}.\n",
                &["prompt-file Writer format=Semantic Kernel"],
            ),
            ("assets/system_prompt_v2.txt", "You are an assistant.\n", &["prompt-file system_prompt_v2.txt"]),
        ];
        for (path, text, expected) in cases {
            check_assets(path, text, expected);
        }
    }

    #[test]
    fn other_texts_are_none() {
        let cases = [
            ("templates/page.html.j2", "<html>{{ title }}</html>\n"),
            ("prompts/page.j2", "<!doctype html>\n<p>You are a {{ guest }}</p>\n"),
            ("prompts/README.md", "# Doors\nHow to open them.\n"),
            ("docs/prompting.md", "You are a reader.\n"),
            ("src/prompts/index.js", "You are a\n"),
            ("prompts/questions.json", "[{\"type\": \"text\", \"message\": \"Name?\"}]"),
        ];
        for (path, text) in cases {
            check_assets(path, text, &[]);
        }
    }
}
