//! Recognises training data as rows of JSON: conversations, instructions, prompts with answers, texts with labels.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::{is_told, stem};
use crate::Place;
use crate::file::SourceFile;
use crate::found::{Found, Seen};
use crate::report::Kind;
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "rows", files: Files::Named(&["*.jsonl", "*.ndjson", "*.json"]), want: Want::Head, read };

/// A longer row is no row.
const ROW_BYTES_MAX: usize = 256 << 10;

fn read(file: &SourceFile, found: &mut Found) {
    let row = if file.name.extension() == "json" { first_of_list(file.bytes) } else { first_line(file.bytes) };
    let Some(row) = row.and_then(|row| std::str::from_utf8(row).ok()) else { return };
    if !row.trim_start().starts_with('{') || !row.contains('"') {
        return;
    }
    let Ok(row) = json(row) else { return };
    let is_told = is_told(file.name);
    let Some((format, task, is_sure)) = shape(&row) else { return };
    let is_list = file.name.extension() == "json";
    // Chats are test data of many programs, and text with a label is anything.
    let confidence = match (is_sure, is_told) {
        (true, true) => Confidence::Certain,
        (true, false) if found.place() < Place::Tests && !is_list => Confidence::Likely,
        (false, true) => Confidence::Likely,
        _ => return,
    };
    let model = row.at(&["body", "model"]).and_then(Node::as_str).unwrap_or_default();
    let rows = if file.is_complete() && !is_list {
        memchr::memchr_iter(b'\n', file.bytes.trim_ascii_end()).count() + 1
    } else {
        0
    };
    let (rows, size) = (rows.to_string(), file.size_bytes.to_string());
    let mut properties = vec![("format", format), ("task", task), ("size", &*size)];
    properties.extend((rows != "0").then_some(("rows", &*rows)));
    properties.extend((!model.is_empty()).then_some(("model", model)));
    found.asset(Seen { kind: Kind::Dataset, name: stem(file.name), line: None, confidence, properties: &properties });
}

fn first_line(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    bytes.get(..end).filter(|line| line.len() <= ROW_BYTES_MAX)
}

/// The first table of a list, however it is laid out.
fn first_of_list(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes.get(..ROW_BYTES_MAX).unwrap_or(bytes);
    let list = bytes.trim_ascii_start().strip_prefix(b"[")?.trim_ascii_start();
    if !list.starts_with(b"{") {
        return None;
    }
    let (mut level, mut in_text, mut is_escaped) = (0u32, false, false);
    for (at, byte) in list.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => level += 1,
            b'}' | b']' if !in_text => {
                level = level.saturating_sub(1);
                if level == 0 {
                    return list.get(..=at);
                }
            }
            _ => {}
        }
    }
    None
}

/// What a row is made for, and whether it can hardly be anything else.
fn shape(row: &Node) -> Option<(&'static str, &'static str, bool)> {
    let has = |key: &str| row.get(key).is_some();
    let any = |keys: &[&str]| keys.iter().any(|key| row.get(key).is_some());
    let is_chat = |key: &str, who: &str, what: &str| {
        let messages = row.list(key);
        !messages.is_empty()
            && messages.iter().all(|message| {
                message.get(who).is_some() && (message.get(what).is_some() || message.get("tool_calls").is_some())
            })
    };
    Some(if is_chat("messages", "role", "content") || is_chat("conversation", "role", "content") {
        ("chat", "conversation", true)
    } else if is_chat("conversations", "from", "value") || is_chat("conversations", "role", "content") {
        ("ShareGPT", "conversation", true)
    } else if has("chosen") && has("rejected") {
        ("preferences", "preference", true)
    } else if has("custom_id") && has("body") && has("url") {
        ("batch of requests", "inference", true)
    } else if has("instruction") && any(&["output", "response", "completion", "answer"]) {
        ("instructions", "instruction following", true)
    } else if has("prompt") && any(&["completion", "response", "answer", "canonical_solution"]) {
        ("prompts", "completion", true)
    } else if has("contents") && row.list("contents").iter().all(|part| part.get("parts").is_some()) {
        ("chat of Gemini", "conversation", true)
    } else if any(&["question", "query"]) && any(&["answer", "answers", "ground_truth", "reference_answer"]) {
        ("questions", "question answering", false)
    } else if any(&["text", "sentence", "content", "premise", "review"])
        && any(&["label", "labels", "sentiment", "target", "entities", "class"])
    {
        ("labels", "classification", false)
    } else if has("image") && any(&["caption", "label", "text"]) {
        ("captions", "images", false)
    } else if has("text") && row.entries().count() == 1 {
        ("texts", "language modelling", false)
    } else if has("input") && any(&["output", "expected_output", "expected", "ideal"]) {
        ("examples", "evaluation", false)
    } else {
        return None;
    })
}

#[test]
fn rows_are_known_by_their_keys() {
    use crate::detectors::tests::check_assets;
    let chat = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":\"yo\"}]}\n"
        .repeat(3);
    check_assets("data/train.jsonl", chat, &["dataset train format=chat task=conversation rows=3"]);
    let pairs = "{\"prompt\": \"a\", \"completion\": \"b\"}\n";
    check_assets("door.jsonl", pairs, &["dataset door format=prompts task=completion"]);
    check_assets("tests/door.jsonl", pairs, &[]);
    check_assets("a/reviews.jsonl", "{\"text\": \"a\", \"label\": 1}\n", &[]);
    check_assets("a/reviews_test.jsonl", "{\"text\": \"a\", \"label\": 1}\n", &["dataset reviews_test format=labels"]);
    let alpaca = "[\n  {\n    \"instruction\": \"Open } it\",\n    \"output\": \"Yes\"\n  },\n";
    check_assets("data/alpaca_train.json", alpaca, &["dataset alpaca_train format=instructions"]);
    check_assets("a/menu.json", "[{\"question\": \"Size?\", \"answer\": \"L\"}]", &[]);
    check_assets("log.jsonl", "{\"level\": \"info\", \"text\": \"up\"}\n", &[]);
}
