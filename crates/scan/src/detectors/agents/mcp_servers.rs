//! Reads the settings of programs that use MCP servers: one server an entry, with what starts it or where it is.
//!
//! Arguments and values of the environment may be secrets: only the package, the host and the names of variables are
//! kept.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::line_of_number;
use crate::found::{Found, Seen};
use crate::report::Kind;
use crate::tree::{Key, Node, jsonc, toml, yaml};

pub const DETECTOR: Detector = Detector {
    id: "mcp-servers",
    files: Files::Named(&[
        ".mcp.json",
        "mcp.json",
        "mcp.jsonc",
        "*mcp*.json",
        "claude_desktop_config.json",
        ".claude.json",
        ".claude/settings.json",
        ".claude/settings.local.json",
        ".vscode/settings.json",
        "*.code-workspace",
        ".gemini/settings.json",
        "gemini-extension.json",
        ".zed/settings.json",
        ".continue/config.json",
        ".continue/config.yaml",
        ".continue/mcpservers/*.yaml",
        ".codex/config.toml",
        "opencode.json",
        "opencode.jsonc",
        ".kilocode/mcp.json",
        "librechat.yaml",
        ".goose/config.yaml",
        "devcontainer.json",
        "plugin.json",
    ]),
    want: Want::Source,
    read,
};

/// Whose settings a file is, by a part of its path.
const CLIENTS: &[(&str, &str)] = &[
    (".cursor/", "Cursor"),
    (".vscode/", "VS Code"),
    (".code-workspace", "VS Code"),
    ("claude_desktop", "Claude Desktop"),
    (".claude", "Claude Code"),
    (".gemini/", "Gemini CLI"),
    ("gemini-extension", "Gemini CLI"),
    (".zed/", "Zed"),
    (".continue/", "Continue"),
    (".codex/", "Codex"),
    ("opencode", "opencode"),
    ("cline", "Cline"),
    (".roo/", "Roo Code"),
    (".kilocode/", "Kilo Code"),
    (".kiro/", "Kiro"),
    (".junie/", "Junie"),
    ("windsurf", "Windsurf"),
    (".amazonq/", "Amazon Q"),
    ("librechat", "LibreChat"),
    ("goose", "goose"),
    ("/.mcp.json", "Claude Code"),
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let marks = ["mcpServers", "mcp_servers", "\"servers\"", "context_servers", "\"mcp\"", "mcp.servers"];
    if !marks.iter().any(|mark| text.contains(mark)) {
        return;
    }
    let tree = match file.name.extension() {
        "toml" => toml(&text),
        "yaml" | "yml" => yaml(&text),
        _ => jsonc(&text),
    };
    let tree = match tree {
        Ok(tree) => tree,
        // Others may call their files so, too: only what is certainly ours is broken.
        Err(fault) if text.contains("mcpServers") => return found.malformed(fault),
        Err(_) => return,
    };
    let path = format!("/{}", file.name.lower_path());
    let client = CLIENTS.iter().find(|(part, _)| path.contains(part)).map(|(_, client)| *client);
    let is_mcp_file = file.name.lower_name().contains("mcp");
    let lists: [&[&str]; 8] = [
        &["mcpServers"],
        &["mcp_servers"],
        &["context_servers"],
        &["mcp", "servers"],
        &["mcp", "mcpServers"],
        &["mcp.servers"],
        &["settings", "mcp", "servers"],
        &["customizations", "vscode", "mcp", "servers"],
    ];
    for list in lists.iter().filter_map(|keys| tree.at(keys)) {
        servers(list, client, &text, found);
    }
    // Shorter keys, which others use for other things.
    for (key, is_ours) in [("servers", is_mcp_file), ("mcp", client == Some("opencode"))] {
        if let Some(list) = tree.get(key).filter(|_| is_ours) {
            servers(list, client, &text, found);
        }
    }
}

fn servers(list: &Node, client: Option<&str>, text: &str, found: &mut Found) {
    for (name, server) in list.entries() {
        report(name, &name.text, server, client, text, found);
    }
    // Continue writes a list.
    for server in list.items() {
        if let Some(name) = server.text("name") {
            let key = Key { line: server.line, text: name.into() };
            report(&key, name, server, client, text, found);
        }
    }
}

fn report(key: &Key, name: &str, server: &Node, client: Option<&str>, text: &str, found: &mut Found) {
    // Zed nests the command; opencode writes it as one list.
    let nested = server.get("command").filter(|command| command.is_table());
    let listed: Vec<&str> = server.list("command").iter().filter_map(Node::as_str).collect();
    let command = nested.and_then(|nested| nested.text("path").or(nested.text("command")));
    let command = command.or(server.text("command")).or(listed.first().copied());
    let url = ["url", "httpUrl", "serverUrl", "baseUrl"].iter().find_map(|key| server.text(key));
    if command.is_none() && url.is_none() && server.get("type").is_none() {
        return;
    }
    let arguments = nested.unwrap_or(server).list("args").iter().filter_map(Node::as_str);
    let arguments: Vec<&str> = listed.iter().copied().skip(1).chain(arguments).collect();
    let command = command.map(|path| path.rsplit(['/', '\\']).next().unwrap_or(path));
    let package = command.and_then(|command| package(command.trim_end_matches(".cmd"), &arguments));
    let host = url.map(without_secrets);
    let names = |key: &str| {
        let names: Vec<&str> = server.table(key).map(|(name, _)| &*name.text).collect();
        names.join(", ")
    };
    let (environment, headers) = (names("env"), names("headers"));
    let transport = server.text("type").or(server.text("transport"));
    let properties: Vec<(&str, &str)> = [
        ("command", command),
        ("package", package),
        ("url", host.as_deref()),
        ("transport", transport),
        ("env", Some(&*environment)),
        ("headers", Some(&*headers)),
        ("client", client),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)))
    .collect();
    let line = line_of_number(text, key.line);
    found.asset(Seen { kind: Kind::McpServer, name, line, confidence: Confidence::Certain, properties: &properties });
}

/// What a launcher is told to run.
fn package<'a>(command: &str, arguments: &[&'a str]) -> Option<&'a str> {
    let plain = |skipped: usize| arguments.iter().skip(skipped).copied().find(|argument| !argument.starts_with('-'));
    let after = |flags: &[&str]| {
        let at = arguments.iter().position(|argument| flags.contains(argument))?;
        arguments.get(at + 1).copied()
    };
    match command {
        "npx" | "bunx" | "pnpx" => after(&["--package", "-p"]).or(plain(0)),
        "uvx" => after(&["--from"]).or(plain(0)),
        "pnpm" | "yarn" | "bun" | "pipx" | "npm" => match arguments.first() {
            Some(&("dlx" | "x" | "run" | "exec")) => plain(1),
            _ => None,
        },
        "uv" if arguments.first() == Some(&"tool") => plain(2),
        "python" | "python3" | "uv" => after(&["-m"]),
        "docker" | "podman" => image(arguments),
        "cmd" => package(arguments.get(1)?, arguments.get(2..)?),
        _ => None,
    }
}

/// The image of `docker run`: the first argument that is neither an option nor the value of one.
fn image<'a>(arguments: &[&'a str]) -> Option<&'a str> {
    const WITH_VALUE: [&str; 14] = [
        "-e",
        "--env",
        "-v",
        "--volume",
        "--mount",
        "-p",
        "--publish",
        "--name",
        "--network",
        "--env-file",
        "-w",
        "-u",
        "--entrypoint",
        "--platform",
    ];
    let mut arguments = arguments.iter().copied().skip_while(|argument| *argument != "run").skip(1);
    while let Some(argument) = arguments.next() {
        if WITH_VALUE.contains(&argument) {
            arguments.next();
        } else if !argument.starts_with('-') {
            return Some(argument);
        }
    }
    None
}

/// An address without what may be a password or a key.
pub fn without_secrets(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let host = host.rsplit('@').next().unwrap_or(host);
            let slash = if path.is_empty() { "" } else { "/" };
            format!("{scheme}://{host}{slash}{path}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check_assets, check_malformed};

    #[test]
    fn each_server_is_seen_with_what_runs_it_and_no_secret() {
        let text = "{\"mcpServers\": {\n\"files\": {\"command\": \"npx\", \"args\": [\"-y\", \"@example/files\", \"/data\"]},\n\"web\": {\"url\": \"https://me:pw@mcp.example.com/sse?key=1\", \"headers\": {\"Authorization\": \"x\"}},\n\"db\": {\"command\": \"docker\", \"args\": [\"run\", \"-i\", \"-e\", \"TOKEN\", \"mcp/postgres\"], \"env\": {\"TOKEN\": \"hunter2\"}}\n}}";
        check_assets(
            ".mcp.json",
            text,
            &[
                "mcp-server files command=npx package=@example/files client=Claude Code",
                "mcp-server web url=https://mcp.example.com/sse headers=Authorization",
                "mcp-server db command=docker package=mcp/postgres env=TOKEN",
            ],
        );
        let vs_code = "{ // ours\n\"servers\": {\"git\": {\"type\": \"stdio\", \"command\": \"uvx\", \"args\": [\"mcp-server-git\"]},},}";
        check_assets(
            ".vscode/mcp.json",
            vs_code,
            &["mcp-server git command=uvx package=mcp-server-git transport=stdio client=VS Code"],
        );
        let zed = r#"{"context_servers": {"a": {"command": {"path": "node", "args": ["a.js"]}}}}"#;
        check_assets(".zed/settings.json", zed, &["mcp-server a command=node client=Zed"]);
        let codex = "[mcp_servers.docs]\ncommand = \"python\"\nargs = [\"-m\", \"door\"]\n";
        let settings = "agent-config config.toml tool=Codex";
        check_assets(
            ".codex/config.toml",
            codex,
            &[settings, "mcp-server docs command=python package=door client=Codex"],
        );
        let list = "mcpServers:\n  - name: a\n    command: uvx\n    args: [b]\n";
        check_assets(".continue/mcpServers/a.yaml", list, &["mcp-server a command=uvx package=b client=Continue"]);
        let open = r#"{"mcp": {"a": {"type": "local", "command": ["bun", "x", "b"]}}}"#;
        check_assets("opencode.json", open, &["mcp-server a command=bun package=b"]);
    }

    #[test]
    fn other_settings_are_left_alone() {
        check_assets(".vscode/settings.json", r#"{"servers": {"a": {"command": "x"}}}"#, &[]);
        check_assets("plugin.json", r#"{"name": "door"}"#, &[]);
        check_malformed(".mcp.json", "{\"mcpServers\": {");
    }
}
