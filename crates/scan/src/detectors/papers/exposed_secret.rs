//! Looks for credentials in files: only forms that nothing else has, and never the value itself in what is reported.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use inventory::{Confidence, Place};

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Seen};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "exposed-secret", files: Files::EveryText, want: Want::Nothing, read };

/// How a credential begins, whose it is, and what follows.
struct Form {
    begins: &'static str,
    name: &'static str,
    /// How many characters follow, at least and at most.
    len: (usize, usize),
    /// Which, besides letters and digits.
    also: &'static str,
}

const fn form(begins: &'static str, name: &'static str, len: (usize, usize), also: &'static str) -> Form {
    Form { begins, name, len, also }
}

const PRIVATE_KEY: &str = "-----BEGIN ";

const FORMS: &[Form] = &[
    form(PRIVATE_KEY, "private key", (0, 0), ""),
    form("AKIA", "AWS access key", (16, 16), ""),
    form("ASIA", "AWS access key", (16, 16), ""),
    form("ghp_", "GitHub token", (36, 36), ""),
    form("gho_", "GitHub token", (36, 36), ""),
    form("ghs_", "GitHub token", (36, 36), ""),
    form("ghu_", "GitHub token", (36, 36), ""),
    form("github_pat_", "GitHub token", (82, 82), "_"),
    form("glpat-", "GitLab token", (20, 20), "_-"),
    form("xoxb-", "Slack token", (40, 90), "-"),
    form("xoxp-", "Slack token", (40, 90), "-"),
    form("xoxa-", "Slack token", (40, 90), "-"),
    form("xoxr-", "Slack token", (40, 90), "-"),
    form("xoxs-", "Slack token", (40, 90), "-"),
    form("AIza", "Google API key", (35, 35), "_-"),
    form("sk-proj-", "OpenAI API key", (40, 200), "_-"),
    form("sk-svcacct-", "OpenAI API key", (40, 200), "_-"),
    form("sk-ant-api03-", "Anthropic API key", (60, 120), "_-"),
    form("hf_", "Hugging Face token", (34, 34), ""),
    form("sk_live_", "Stripe key", (24, 120), ""),
    form("rk_live_", "Stripe key", (24, 120), ""),
    form("npm_", "npm token", (36, 36), ""),
    form("pypi-AgEIcHlwaS5vcmc", "PyPI token", (60, 300), "_-"),
    form("dop_v1_", "DigitalOcean token", (64, 64), ""),
];

/// In the middle of every key that OpenAI gave out before those of projects.
const OPENAI_MIDDLE: &str = "T3BlbkFJ";

static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let patterns = FORMS.iter().map(|form| form.begins).chain([OPENAI_MIDDLE]);
    // The vector instructions before it find the few places that are looked at.
    let kind = Some(AhoCorasickKind::ContiguousNFA);
    AhoCorasick::builder().kind(kind).match_kind(MatchKind::LeftmostFirst).build(patterns).ok()
});

/// One is bad enough: a file full of them is a list of something.
const FINDINGS_MAX: usize = 10;

fn read(file: &SourceFile, found: &mut Found) {
    let Some(search) = &*SEARCH else { return };
    if !is_searched(file.name, found.place()) {
        return;
    }
    let bytes = file.bytes;
    let (mut counted, mut line, mut findings) = (0, 1u32, 0);
    for hit in search.find_iter(bytes) {
        let name = match FORMS.get(hit.pattern().as_usize()) {
            Some(form) if form.begins == PRIVATE_KEY => is_private_key(bytes.get(hit.start()..)).then_some(form.name),
            Some(form) => is_credential(bytes, hit.start(), hit.end(), form).then_some(form.name),
            None => is_old_openai_key(bytes, hit.start()).then_some("OpenAI API key"),
        };
        let Some(name) = name else { continue };
        let newlines = memchr::memchr_iter(b'\n', bytes.get(counted..hit.start()).unwrap_or_default()).count();
        line = line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        counted = hit.start();
        // Not a character of the line: it is the secret.
        found.asset(Seen {
            kind: Kind::ExposedSecret,
            name,
            line: Some(Line { number: line, text: "the value is not shown" }),
            confidence: Confidence::Likely,
            properties: &[],
        });
        findings += 1;
        if findings == FINDINGS_MAX {
            return;
        }
    }
}

/// Tests and examples are full of credentials that open nothing.
fn is_searched(name: &FileName, place: Place) -> bool {
    let beside = ["example", "sample", "test", "unittest", "fixture", "mock", "template", "dummy", "fake", "spec"];
    !matches!(place, Place::Tests | Place::Examples | Place::Vendored)
        && !name.lower_path().split(['/', '.', '_', '-']).any(|word| beside.contains(&word.trim_end_matches('s')))
}

fn is_credential(bytes: &[u8], start: usize, end: usize, form: &Form) -> bool {
    if start
        .checked_sub(1)
        .and_then(|at| bytes.get(at))
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    {
        return false;
    }
    let rest = bytes.get(end..).unwrap_or_default();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || form.also.as_bytes().contains(byte);
    let len = rest.iter().take(form.len.1 + 1).take_while(|byte| is_part(byte)).count();
    let continues = rest.get(len).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    len >= form.len.0 && len <= form.len.1 && !continues && is_random(rest.get(..len).unwrap_or_default())
}

/// `sk-` and twenty characters, the middle, and twenty more.
fn is_old_openai_key(bytes: &[u8], middle: usize) -> bool {
    let before = middle.checked_sub(23).and_then(|start| bytes.get(start..middle)).unwrap_or_default();
    let after = bytes.get(middle + OPENAI_MIDDLE.len()..middle + OPENAI_MIDDLE.len() + 20).unwrap_or_default();
    let is_part = |part: &[u8]| part.iter().all(u8::is_ascii_alphanumeric);
    let Some(key) = before.strip_prefix(b"sk-") else { return false };
    after.len() == 20 && is_part(key) && is_part(after) && is_random(&[key, after].concat())
}

/// A block with a body, not encrypted.
fn is_private_key(block: Option<&[u8]>) -> bool {
    let block = block.unwrap_or_default();
    let block = String::from_utf8_lossy(block.get(..block.len().min(600)).unwrap_or_default());
    let Some((title, body)) = block.strip_prefix(PRIVATE_KEY).and_then(|rest| rest.split_once("-----")) else {
        return false;
    };
    let is_key = matches!(title, "PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" | "DSA PRIVATE KEY")
        || matches!(title, "OPENSSH PRIVATE KEY" | "PGP PRIVATE KEY BLOCK");
    if !is_key || body.contains("ENCRYPTED") {
        return false;
    }
    // In a string of a program the lines end in `\n`, and quotes stand around them.
    let body = body.replace("\\n", "\n").replace("\\r", "");
    let body: String = body
        .lines()
        .map(|line| line.trim_matches([' ', '\t', '"', '\'', '+', ',', '\\', '\r']))
        .take_while(|line| !line.starts_with("-----"))
        .filter(|line| !line.contains(':'))
        .collect();
    let is_base64 = body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
    body.len() >= 64 && is_base64 && is_random(body.as_bytes())
}

/// Whether a value looks drawn by lot. What people write in its place does not.
fn is_random(value: &[u8]) -> bool {
    let lower = String::from_utf8_lossy(value).to_ascii_lowercase();
    let placeholders = ["example", "xxxx", "your", "placeholder", "dummy", "fake", "redacted", "changeme"];
    let rows = ["12345678", "01234567", "abcdefgh", "aaaaaa", "000000", "......", "foobar", "secret", "deadbeef"];
    let enough = if value.len() < 24 { 3.0 } else { 3.4 };
    !placeholders.iter().chain(&rows).any(|word| lower.contains(word)) && entropy(value) >= enough
}

/// Bits for each character (Shannon).
fn entropy(value: &[u8]) -> f64 {
    let mut counts = [0u32; 256];
    for byte in value {
        counts[usize::from(*byte)] += 1;
    }
    let len = value.len().max(1) as f64;
    let share = |count: &u32| f64::from(*count) / len;
    counts.iter().filter(|count| **count > 0).map(|count| -share(count) * share(count).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect;
    use std::path::Path;

    /// A value that looks drawn by lot; put together here, so that no file holds one.
    fn value(len: usize) -> String {
        let letters = b"Qz7Wk2Rm9Xb4Tn6Vc8Lp3Jh5Gd1Fs0YtKeNuMaBiCo";
        (0..len).map(|at| char::from(letters[(at * 17 + at / 7) % letters.len()])).collect()
    }

    fn found(path: &str, text: &str) -> Vec<String> {
        let report = inspect(Path::new(path), text.as_bytes()).expect("sound");
        let secrets = report.findings.into_iter().filter(|finding| finding.kind == Kind::ExposedSecret);
        secrets
            .map(|finding| {
                assert_eq!(finding.excerpt, "the value is not shown");
                assert_eq!(finding.properties, []);
                format!("{} {}", finding.line.unwrap_or(0), finding.name)
            })
            .collect()
    }

    #[test]
    fn credentials_are_known_by_their_form_and_never_shown() {
        let github = format!("ghp_{}", value(36));
        let text = format!(
            "a = 1\ntoken = \"{github}\"\nkey: AIza{}\nopenai=sk-{}{OPENAI_MIDDLE}{}\n{PRIVATE_KEY}RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n",
            value(35),
            value(20),
            value(20),
            value(128),
        );
        let expected = ["2 GitHub token", "3 Google API key", "4 OpenAI API key", "5 private key"];
        assert_eq!(found("src/settings.py", &text), expected);
        for path in ["tests/a.py", "docs/a.md", "vendor/a.go", "config.example.yml", "src/a_test.go"] {
            assert_eq!(found(path, &text), [""; 0], "{path}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        let texts = [
            format!("AKIAIOSFODNN7{}", "EXAMPLE"),
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".to_owned(),
            format!("x_ghp_{}", value(36)),
            format!("ghp_{}", value(37)),
            format!("hf_{}", "model_name_that_is_long_enough_here"),
            format!("{PRIVATE_KEY}PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----"),
            format!("{PRIVATE_KEY}ENCRYPTED PRIVATE KEY-----\n{}\n", value(128)),
            format!("if text.startswith(\"{PRIVATE_KEY}PRIVATE KEY-----\"):"),
            format!("sk-proj-{}", "your-key-goes-here-and-it-is-rather-long-is-it-not"),
        ];
        for text in texts {
            assert_eq!(found("src/a.py", &text), [""; 0], "{text}");
        }
    }
}
