//! Looks for passwords that everybody knows, in the settings a product comes with: `POSTGRES_PASSWORD: postgres`.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use inventory::{Confidence, Place};

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Seen};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "default-credential", files: Files::If(is_settings), want: Want::Source, read };

fn is_settings(name: &FileName) -> bool {
    let file = name.lower_name();
    let is_settings = matches!(
        name.extension(),
        "yml" | "yaml" | "env" | "ini" | "conf" | "cfg" | "properties" | "toml" | "h" | "hpp" | "ino"
    ) || matches!(file, ".env" | "dockerfile" | "containerfile")
        || (file.starts_with("appsettings") && file.ends_with(".json"));
    // What is meant for tests, for a developer's machine, or to be filled in.
    let beside = ["test", "tests", "dev", "development", "ci", "local", "example", "sample", "template", "dist", "e2e"];
    is_settings && !file.split(['.', '-', '_']).any(|word| beside.contains(&word))
}

/// Nobody writes longer settings by hand.
const SETTINGS_BYTES_MAX: usize = 256 << 10;

/// Passwords that stand in the manuals.
const KNOWN: [&str; 26] = [
    "admin",
    "admin123",
    "administrator",
    "changeit",
    "changeme",
    "change_me",
    "change-me",
    "default",
    "guest",
    "letmein",
    "minioadmin",
    "mysql",
    "pass",
    "passw0rd",
    "password",
    "password1",
    "password123",
    "postgres",
    "qwerty",
    "root",
    "secret",
    "toor",
    "ubnt",
    "user",
    "12345678",
    "123456",
];

fn read(file: &SourceFile, found: &mut Found) {
    if matches!(found.place(), Place::Tests | Place::Examples | Place::Vendored | Place::Development) {
        return;
    }
    // What is longer is data; most files, and most lines of the others, name no password at all.
    static WORDS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(["pass", "_pwd", "://"]).ok());
    let Some(words) = &*WORDS else { return };
    if file.bytes.len() > SETTINGS_BYTES_MAX || !words.is_match(file.bytes) {
        return;
    }
    let text = file.text();
    let (mut number, mut end) = (1u32, 0);
    for word in words.find_iter(&*text) {
        if word.start() < end {
            continue;
        }
        let start = text.get(..word.start()).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes().get(end..start).unwrap_or_default()).count();
        number = number.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        end = start + line.len();
        if line.len() > 500 {
            continue;
        }
        let Some(name) = default_of(line) else { continue };
        // The value is known to everybody; it is left out all the same.
        let seen = format!("{name} is set to a well-known value");
        found.asset(Seen {
            kind: Kind::DefaultCredential,
            name: &name,
            line: Some(Line { number, text: &seen }),
            confidence: Confidence::Likely,
            properties: &[],
        });
    }
}

/// The name that is given a well-known password in a line.
fn default_of(line: &str) -> Option<String> {
    let line = line.trim();
    if line.starts_with("//") || (line.starts_with('#') && !line.starts_with("#define")) || line.starts_with(';') {
        return None;
    }
    if let Some(name) = in_address(line) {
        return Some(name);
    }
    let line =
        ["- ", "ENV ", "ARG ", "export ", "#define "].iter().find_map(|start| line.strip_prefix(start)).unwrap_or(line);
    let line = line.trim_start();
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'')))?;
    let (name, rest) = line.split_at(end);
    let name = name.trim_matches(['"', '\'']);
    if !names_a_password(name) {
        return None;
    }
    let value = rest.trim_start_matches([' ', '\t', ':', '=']);
    // `${NAME:-default}`: used where nobody says otherwise.
    let value = match value.trim_matches(['"', '\'']).strip_prefix("${") {
        Some(inside) => inside.split_once(":-")?.1.split('}').next()?,
        None => value,
    };
    let value = value.split(" #").next().unwrap_or(value).trim().trim_end_matches([',', ';']);
    let value = value.trim_matches(['"', '\'']).to_ascii_lowercase();
    KNOWN.contains(&&*value).then(|| name.to_owned())
}

fn names_a_password(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    ["password", "passwd", "_pass", "_pwd"].iter().any(|end| last.ends_with(end)) || last == "pass"
}

/// `postgres://postgres:postgres@host`.
fn in_address(line: &str) -> Option<String> {
    let (before, rest) = line.split_once("://")?;
    let (user, rest) = rest.split_once(':')?;
    let (password, host) = rest.split_once('@')?;
    // Whoever asks only the own machine offers nothing to others.
    let is_local = host.starts_with("localhost") || host.starts_with("127.0.0.1");
    let scheme: String = before.chars().rev().take_while(|c| c.is_ascii_alphanumeric() || *c == '+').collect();
    let scheme: String = scheme.chars().rev().collect();
    let is_known = KNOWN.contains(&password) && user.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_known && !is_local && !user.is_empty()).then(|| format!("password in a {scheme} address"))
}

#[test]
fn well_known_passwords_are_found_and_others_are_not() {
    let check = crate::detectors::tests::check;
    check(
        "docker-compose.yml",
        "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres # hi\n      MYSQL_ROOT_PASSWORD: ${PW:-root}\n      ADMIN_PASSWORD: ${PW}\n      password: \"\"\n      URL: postgres://door:postgres@db:5432/x\n      # ROOT_PASSWORD: root\n      password_file: secret\n      password: hunter2hunter2\n",
        &[
            "4 default-credential POSTGRES_PASSWORD product",
            "5 default-credential MYSQL_ROOT_PASSWORD product",
            "8 default-credential password in a postgres address product",
        ],
    );
    check(
        "src/web.h",
        "#define WEB_PASSWORD \"admin\"\n#define PASSWORD_LENGTH 8\n",
        &["1 default-credential WEB_PASSWORD product"],
    );
    check(
        "door.env",
        "- A_PASSWORD=admin\nexport B_PASSWORD='changeme'\n",
        &["1 default-credential A_PASSWORD product", "2 default-credential B_PASSWORD product"],
    );
    check("Dockerfile", "FROM scratch\nENV DB_PASS=secret\n", &["2 default-credential DB_PASS product"]);
    for path in ["docker-compose.test.yml", ".env.example", "tests/a.yml", ".github/workflows/x.yml"] {
        let report = crate::inspect(std::path::Path::new(path), b"X_PASSWORD: admin\n").expect("sound");
        assert!(report.findings.iter().all(|finding| finding.kind != Kind::DefaultCredential), "{path}");
    }
}
