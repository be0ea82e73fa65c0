//! Reads BAML: the clients of models that a program declares, and its functions, each of which is a prompt.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::hosted;
use crate::file::SourceFile;
use crate::found::{Found, Seen, line_in};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "baml", files: Files::Named(&["*.baml"]), want: Want::Source, read };

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    /// Without its quotes.
    Text(&'a str),
    Open,
    Close,
}

/// What the outermost braces belong to.
#[derive(Clone, Copy)]
enum Block<'a> {
    Client { provider: Option<&'a str>, model: Option<(&'a str, u32)> },
    Function(&'a str),
    Other,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let lines: Vec<&str> = text.lines().collect();
    let mut block = Block::Other;
    let mut depth = 0u32;
    let mut last = "";
    for (number, token) in tokens(&text) {
        match (token, &mut block) {
            (Token::Open, _) => depth = depth.saturating_add(1),
            (Token::Close, _) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    if let Block::Client { provider, model: Some((model, line)) } = block {
                        client(found, provider, model, line, &lines);
                    }
                    block = Block::Other;
                }
            }
            (Token::Word(name), _) if depth == 0 => match last {
                _ if name.starts_with("client<") => block = Block::Client { provider: None, model: None },
                "function" => block = Block::Function(name.split('(').next().unwrap_or(name)),
                _ => {}
            },
            (Token::Word(value) | Token::Text(value), Block::Client { provider, model }) => match last {
                "provider" => *provider = Some(value),
                // A variable of the environment names none.
                "model" | "model_id" if !value.starts_with("env.") => *model = Some((value, number)),
                _ => {}
            },
            // `client "openai/gpt-4o"`; a word is the name of a client.
            (Token::Text(model), Block::Function(_)) if last == "client" => {
                hosted::report(found, model, None, line_in(&lines, number));
            }
            (Token::Text(_), Block::Function(name)) if last == "prompt" => {
                let line = line_in(&lines, number);
                let properties = [("format", "BAML")];
                let confidence = Confidence::Certain;
                found.asset(Seen { kind: Kind::PromptFile, name, line, confidence, properties: &properties });
            }
            _ => {}
        }
        last = if let Token::Word(word) = token { word } else { "" };
    }
}

fn client(found: &mut Found, provider: Option<&str>, model: &str, line: u32, lines: &[&str]) {
    let line = line_in(lines, line);
    match provider {
        Some("ollama") => hosted::report(found, &format!("ollama/{model}"), None, line),
        // Whatever speaks like OpenAI.
        Some("openai-generic") | None => hosted::report(found, model, None, line),
        Some(provider) => hosted::report(found, model, hosted::of_node(provider), line),
    }
}

/// Words, texts and braces, each with the number of its line. A text may stand between `#"` and `"#`.
fn tokens(text: &str) -> impl Iterator<Item = (u32, Token<'_>)> {
    let mut rest = text;
    let mut number = 1u32;
    std::iter::from_fn(move || {
        loop {
            let first = rest.chars().next()?;
            let line = number;
            let (token, len) = if first == '{' || first == '}' {
                (Some(if first == '{' { Token::Open } else { Token::Close }), 1)
            } else if rest.starts_with("//") {
                (None, rest.find('\n').unwrap_or(rest.len()))
            } else if let Some((inner, len)) = quoted(rest) {
                (Some(Token::Text(inner)), len)
            } else if first.is_whitespace() {
                (None, first.len_utf8())
            } else {
                let end = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '"');
                let len = rest.find(end).unwrap_or(rest.len()).max(first.len_utf8());
                (rest.get(..len).map(Token::Word), len)
            };
            let (taken, following) = rest.split_at_checked(len)?;
            number = number.saturating_add(u32::try_from(taken.matches('\n').count()).unwrap_or(u32::MAX));
            rest = following;
            if let Some(token) = token {
                return Some((line, token));
            }
        }
    })
}

/// A text and its whole length: `"…"`, `#"…"#`, `##"…"##`.
fn quoted(text: &str) -> Option<(&str, usize)> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let inner = text.get(hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", text.get(..hashes)?);
    // What is never closed goes on to the end.
    let len = inner.find(&end).unwrap_or(inner.len());
    Some((inner.get(..len)?, (hashes + 1 + len + end.len()).min(text.len())))
}

#[test]
fn clients_name_models_and_functions_are_prompts() {
    use crate::detectors::tests::check_assets;
    let text = "// client<llm> Old { options { model \"gpt-3.5-turbo\" } }\nclient<llm> Door {\n  provider openai\n  options {\n    model \"gpt-4o\"\n    api_key env.OPENAI_API_KEY\n  }\n}\nclient<llm> Own {\n  provider ollama\n  options { model door:3b }\n}\nfunction Ask(x: string) -> string {\n  client \"anthropic/claude-3-5-haiku-latest\"\n  prompt #\"\n    provider \"x\" } {{ x }}\n  \"#\n}\nclass Answer {\n  model string\n  client \"openai/gpt-4o-mini\"\n}\n";
    check_assets(
        "baml_src/main.baml",
        text,
        &[
            "ai-library BAML",
            "hosted-model gpt-4o provider=OpenAI",
            "model-reference door:3b library=ollama",
            "hosted-model claude-3-5-haiku-latest provider=Anthropic",
            "prompt-file Ask format=BAML",
        ],
    );
    check_assets("a.baml", "client<llm> A { provider openai options { model env.MODEL } }\n", &["ai-library BAML"]);
    check_assets("a.baml", "function F() {\n prompt ##\"never closed", &["ai-library BAML", "prompt-file F"]);
}
