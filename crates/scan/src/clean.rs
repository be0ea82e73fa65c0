//! Text from a repository is written by strangers: it is made harmless before anybody sees it.
//!
//! Control characters could drive a terminal, bidirectional marks could reorder what a reader sees,
//! and a line that shows the use of an API may hold the key to it.

use std::fmt::Write;
use std::path::Path;

const EXCERPT_CHARS_MAX: usize = 120;

/// A path as text: `/` between the parts, everything that is not plain text escaped.
pub fn shown(path: &Path) -> String {
    // Nearly every path is plain, and is asked for with everything that is found there.
    if let Some(plain) = path.to_str().filter(|path| path.bytes().all(|byte| matches!(byte, b' '..=b'[' | b']'..=b'~')))
    {
        return plain.to_owned();
    }
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' if cfg!(windows) => text.push('/'),
                c if is_hostile(c) => text.extend(c.escape_unicode()),
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// One short line: white space collapsed, hostile characters dropped, secrets masked.
pub(crate) fn excerpt(text: &str) -> String {
    short(&mask_secrets(&one_line(text, 4 * EXCERPT_CHARS_MAX)), EXCERPT_CHARS_MAX)
}

/// A name from a manifest: like an excerpt, but never masked.
pub(crate) fn name(text: &str) -> String {
    short(&one_line(text, 4 * EXCERPT_CHARS_MAX), EXCERPT_CHARS_MAX)
}

fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn one_line(text: &str, chars_max: usize) -> String {
    let mut line = String::new();
    // A minified line may be megabytes long: stop early.
    for c in text.trim_start().chars().take(chars_max) {
        if c.is_whitespace() {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_hostile(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

fn short(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

/// Masks values given to something called a key, token, secret or password, and anything that looks
/// like a credential by its own shape.
fn mask_secrets(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    let mut value_expected = false;
    while !rest.is_empty() {
        let word_len = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        if word_len == 0 {
            let c = rest.chars().next().unwrap_or_default();
            // `api_key = "…"`, `token: …`: the value comes after these and nothing else.
            value_expected = value_expected && matches!(c, '=' | ':' | ' ' | '"' | '\'' | '(' | ']');
            masked.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (word, after) = rest.split_at(word_len);
        let is_given = matches!(after.trim_start().chars().next(), Some('=' | ':'))
            || after.starts_with("\":")
            || after.starts_with("\"]")
            || after.starts_with("']")
            || after.starts_with("':");
        if names_a_secret(word) && is_given {
            masked.push_str(word);
            value_expected = true;
        } else if (value_expected && !is_harmless_value(word)) || looks_like_a_secret(word) {
            masked.extend(word.chars().take(3));
            masked.push('…');
            value_expected = false;
        } else {
            masked.push_str(word);
            value_expected = false;
        }
        rest = after;
    }
    masked
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '!' | '$' | '%' | '~')
}

fn names_a_secret(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ["key", "token", "secret", "password", "passwd", "credential"].iter().any(|name| word.ends_with(name))
}

/// What commonly stands where a secret would, without being one.
fn is_harmless_value(word: &str) -> bool {
    matches!(word, "os" | "process" | "env" | "None" | "null" | "nil" | "true" | "false" | "self")
        || word.starts_with('$')
        || word.to_ascii_lowercase().contains("env")
}

fn looks_like_a_secret(word: &str) -> bool {
    const PREFIXES: [&str; 13] =
        ["sk-", "sk_", "pk_", "hf_", "ghp_", "gho_", "ghs_", "github_pat_", "xox", "AKIA", "AIza", "glpat-", "eyJ"];
    let long = word.len() >= 20;
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let mixed =
        word.bytes().any(|b| b.is_ascii_uppercase()) && word.bytes().any(|b| b.is_ascii_lowercase()) && digits >= 3;
    let hexadecimal = word.len() >= 32 && word.bytes().all(|b| b.is_ascii_hexdigit());
    (word.len() >= 12 && PREFIXES.iter().any(|prefix| word.starts_with(prefix))) || (long && mixed) || hexadecimal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_reaches_an_excerpt() {
        let cases = [
            (r#"c = OpenAI(api_key="hunter2")"#, r#"c = OpenAI(api_key="hun…")"#),
            ("OPENAI_API_KEY=abcdef", "OPENAI_API_KEY=abc…"),
            (r#"{"token": "abcdef"}"#, r#"{"token": "abc…"}"#),
            ("x = 'sk-proj-abcdefghijklmnop'", "x = 'sk-…'"),
            ("h('AbCdEf0123456789ghIJk')", "h('AbC…')"),
            ("api_key=os.environ[\"OPENAI_API_KEY\"]", "api_key=os.environ[\"OPENAI_API_KEY\"]"),
            ("model=\"gpt-4o-mini\"", "model=\"gpt-4o-mini\""),
            ("import openai", "import openai"),
        ];
        for (line, expected) in cases {
            assert_eq!(excerpt(line), expected);
        }
    }

    #[test]
    fn control_and_bidirectional_characters_do_not_reach_a_terminal() {
        assert_eq!(excerpt("a\u{1b}[31mb\u{202e}c\r\nd\0"), "a[31mbc d");
        assert_eq!(shown(Path::new("a\n\u{1b}b/ü")), "a\\u{a}\\u{1b}b/ü");
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let long = "ü".repeat(5000);
        assert_eq!(excerpt(&long).chars().count(), EXCERPT_CHARS_MAX + 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_name_that_is_not_text_is_shown_escaped() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"a\xff.py");
        assert_eq!(shown(Path::new(name)), "a\\xff.py");
    }
}
