//! Instructions, skills and sub-agents for coding agents. They shape how a product is made, seldom the product.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::front_matter::{fields, line};
use super::hosted;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Seen};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "agent-instructions", files: Files::Named(NAMES), want: Want::Head, read };

/// The pattern, whose it is and what it holds, in the order of `NAMES`.
const TOOLS: &[(&str, &str, &str)] = &[
    ("agents.md", "any", "instructions"),
    ("agents.override.md", "any", "instructions"),
    ("claude.md", "Claude Code", "instructions"),
    ("claude.local.md", "Claude Code", "instructions"),
    ("gemini.md", "Gemini CLI", "instructions"),
    ("qwen.md", "Qwen Code", "instructions"),
    ("warp.md", "Warp", "instructions"),
    ("crush.md", "Crush", "instructions"),
    (".cursorrules", "Cursor", "rules"),
    (".cursor/rules/*.mdc", "Cursor", "rules"),
    (".cursor/rules/*.md", "Cursor", "rules"),
    (".cursor/rules/*/*.mdc", "Cursor", "rules"),
    (".cursor/commands/*.md", "Cursor", "command"),
    (".cursor/agents/*.md", "Cursor", "sub-agent"),
    (".windsurfrules", "Windsurf", "rules"),
    (".windsurf/rules/*.md", "Windsurf", "rules"),
    (".windsurf/workflows/*.md", "Windsurf", "command"),
    (".clinerules", "Cline", "rules"),
    (".clinerules/*.md", "Cline", "rules"),
    (".roorules", "Roo Code", "rules"),
    (".roomodes", "Roo Code", "modes"),
    (".roo/rules/*.md", "Roo Code", "rules"),
    (".roo/rules-*/*.md", "Roo Code", "rules"),
    (".kilocode/rules/*.md", "Kilo Code", "rules"),
    (".kiro/steering/*.md", "Kiro", "rules"),
    (".kiro/specs/*/*.md", "Kiro", "specification"),
    (".junie/guidelines.md", "Junie", "instructions"),
    (".augment-guidelines", "Augment", "instructions"),
    (".augment/rules/*.md", "Augment", "rules"),
    (".trae/rules/*.md", "Trae", "rules"),
    (".amazonq/rules/*.md", "Amazon Q", "rules"),
    (".continue/rules/*.md", "Continue", "rules"),
    (".continuerules", "Continue", "rules"),
    (".goosehints", "goose", "instructions"),
    (".rules", "Zed", "instructions"),
    (".aider.conf.yml", "Aider", "settings"),
    (".github/copilot-instructions.md", "GitHub Copilot", "instructions"),
    (".github/instructions/*.instructions.md", "GitHub Copilot", "instructions"),
    (".github/chatmodes/*.chatmode.md", "GitHub Copilot", "mode"),
    (".github/agents/*.md", "GitHub Copilot", "sub-agent"),
    (".github/skills/*/skill.md", "GitHub Copilot", "skill"),
    ("copilot-setup-steps.yml", "GitHub Copilot", "settings"),
    (".claude/agents/*.md", "Claude Code", "sub-agent"),
    (".claude/agents/*/*.md", "Claude Code", "sub-agent"),
    (".claude/commands/*.md", "Claude Code", "command"),
    (".claude/commands/*/*.md", "Claude Code", "command"),
    (".claude/rules/*.md", "Claude Code", "rules"),
    (".claude/output-styles/*.md", "Claude Code", "rules"),
    (".claude/settings.json", "Claude Code", "settings"),
    (".claude-plugin/plugin.json", "Claude Code", "plug-in"),
    (".claude-plugin/marketplace.json", "Claude Code", "plug-in"),
    ("skill.md", "any", "skill"),
    (".codex/agents.md", "Codex", "instructions"),
    (".codex/prompts/*.md", "Codex", "command"),
    (".codex/config.toml", "Codex", "settings"),
    (".gemini/settings.json", "Gemini CLI", "settings"),
    (".gemini/commands/*.toml", "Gemini CLI", "command"),
    (".opencode/agent/*.md", "opencode", "sub-agent"),
    (".opencode/command/*.md", "opencode", "command"),
    (".agents/*.md", "any", "sub-agent"),
    (".openhands/microagents/*.md", "OpenHands", "instructions"),
    (".continue/config.yaml", "Continue", "settings"),
    (".continue/config.json", "Continue", "settings"),
];

const NAMES: &[&str] = &{
    let mut names = [""; TOOLS.len()];
    let mut at = 0;
    while at < TOOLS.len() {
        names[at] = TOOLS[at].0;
        at += 1;
    }
    names
};

/// The most precise pattern, for one file may fit several: `.codex/agents.md`, `agents.md`.
fn tool(name: &FileName) -> Option<(&'static str, &'static str)> {
    let fits = |pattern: &str| {
        let mut parts = name.lower_path().rsplit('/');
        pattern.rsplit('/').all(|pattern| parts.next().is_some_and(|part| crate::paths::part_matches(pattern, part)))
    };
    let fitting = TOOLS.iter().filter(|(pattern, ..)| fits(pattern));
    fitting.max_by_key(|(pattern, ..)| pattern.len()).map(|(_, tool, role)| (*tool, *role))
}

fn read(file: &SourceFile, found: &mut Found) {
    let Some((tool, role)) = tool(file.name) else { return };
    let text = file.text();
    let fields = fields(&text);
    let value = |key: &str| fields.as_ref().and_then(|fields| fields.text(key));
    // Rules and commands are called by their file; a skill by its front matter, else by its folder.
    let folder = file.name.path().rsplit('/').nth(1).filter(|_| role == "skill");
    let name = value("name").or(folder).unwrap_or(file.name.name());
    let model = value("model").or(value("models"));
    let tools = value("tools").or(value("allowed-tools"));
    let tool = Some(tool).filter(|tool| *tool != "any");
    let properties: Vec<(&str, &str)> = [
        ("use", Some("development")),
        ("role", Some(role)),
        ("tool", tool),
        ("model", model),
        ("tools", tools),
        ("description", value("description")),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)))
    .collect();
    let name_line = fields.as_ref().and_then(|fields| fields.get("name")).and_then(|node| line(&text, node));
    let confidence = Confidence::Certain;
    found.asset(Seen { kind: Kind::AgentConfig, name, line: name_line, confidence, properties: &properties });
    // A full name of a model; `sonnet` is a choice of the tool.
    let chosen = fields.as_ref().and_then(|fields| fields.get("model"));
    let chosen = chosen.and_then(|node| Some((node, node.as_str()?)));
    if let Some((node, model)) = chosen.filter(|(_, model)| model.contains(|c: char| c.is_ascii_digit())) {
        hosted::report(found, model, None, line(&text, node));
    }
}

#[test]
fn instructions_are_known_by_their_place() {
    use crate::detectors::tests::check_assets;
    let cases: &[(&str, &str, &[&str])] = &[
        ("CLAUDE.md", "# Rules\n", &["agent-config CLAUDE.md use=development role=instructions tool=Claude Code"]),
        ("crates/x/AGENTS.md", "", &["agent-config AGENTS.md role=instructions"]),
        (
            ".cursor/rules/base.mdc",
            "---\nalwaysApply: true\n---\nx\n",
            &["agent-config base.mdc role=rules tool=Cursor"],
        ),
        (".github/copilot-instructions.md", "x", &["agent-config copilot-instructions.md tool=GitHub Copilot"]),
        (
            ".claude/skills/pdf/SKILL.md",
            "---\nname: pdf-door\ndescription: Opens\n---\n",
            &["agent-config pdf-door role=skill description=Opens"],
        ),
        (
            ".claude/agents/a.md",
            "---\nname: reviewer\nmodel: sonnet\n---\n",
            &["agent-config reviewer role=sub-agent tool=Claude Code model=sonnet"],
        ),
        (
            ".claude/agents/a.md",
            "---\nname: r\nmodel: claude-sonnet-4-5\n---\n",
            &["agent-config r model=claude-sonnet-4-5", "hosted-model claude-sonnet-4-5 provider=Anthropic"],
        ),
        (
            ".aider.conf.yml",
            "model: gpt-4o\n",
            &["agent-config .aider.conf.yml tool=Aider", "hosted-model gpt-4o provider=OpenAI"],
        ),
        ("docs/agents.rst", "x", &[]),
        ("src/agent.py", "x", &[]),
    ];
    for (path, text, expected) in cases {
        check_assets(path, text, expected);
    }
}
