//! Which language a file is written in, and where its comments are.

use std::ops::Range;

use memchr::memmem;
use serde::Deserialize;

use crate::file::FileName;

/// A language whose files are searched for imports or for telling text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Python,
    /// Python cells in JSON.
    #[serde(skip_deserializing)]
    Notebook,
    JavaScript,
    Go,
    /// Java, Kotlin, Scala, Groovy: they import alike.
    Java,
    /// C# and the other .NET languages.
    CSharp,
    Rust,
    Php,
    Ruby,
    Swift,
    /// C, C++, Objective-C, CUDA, Arduino sketches.
    C,
    Dart,
    R,
    Julia,
    /// Shell scripts, YAML, Dockerfiles, Terraform: no imports, but addresses and images.
    #[serde(skip_deserializing)]
    Settings,
}

impl Language {
    pub fn of(name: &FileName) -> Option<Language> {
        Some(match name.extension() {
            "py" | "pyw" | "pyx" => Language::Python,
            "ipynb" => Language::Notebook,
            "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" | "vue" | "svelte" | "astro" => {
                Language::JavaScript
            }
            "go" => Language::Go,
            "java" | "kt" | "kts" | "scala" | "groovy" => Language::Java,
            "cs" | "fs" | "vb" | "cshtml" | "razor" => Language::CSharp,
            "rs" => Language::Rust,
            "php" => Language::Php,
            "rb" => Language::Ruby,
            "swift" => Language::Swift,
            "c" | "h" | "cc" | "cpp" | "cxx" | "hh" | "hpp" | "hxx" | "m" | "mm" | "cu" | "ino" => Language::C,
            "dart" => Language::Dart,
            "r" | "rmd" => Language::R,
            "jl" => Language::Julia,
            "sh" | "bash" | "zsh" | "ps1" | "yml" | "yaml" | "tf" | "hcl" | "env" | "dockerfile" | "properties" => {
                Language::Settings
            }
            _ => {
                let name = name.lower_name();
                let is_settings = name.starts_with("dockerfile")
                    || name.starts_with("containerfile")
                    || name.starts_with(".env")
                    || (name.starts_with("appsettings") && name.ends_with(".json"));
                return is_settings.then_some(Language::Settings);
            }
        })
    }

    /// The language of a script, from the program its first line names.
    pub fn of_script(head: &[u8]) -> Option<Language> {
        let line = head.strip_prefix(b"#!")?.split(|byte| *byte == b'\n').next()?;
        let has = |program: &str| memmem::find(line, program.as_bytes()).is_some();
        if has("python") {
            Some(Language::Python)
        } else if has("node") || has("deno") || has("bun") {
            Some(Language::JavaScript)
        } else if has("ruby") {
            Some(Language::Ruby)
        } else if has("sh") {
            Some(Language::Settings)
        } else {
            None
        }
    }

    fn comment_style(self) -> Comments {
        match self {
            Language::Python => Comments::Python,
            Language::Notebook => Comments::None,
            Language::Ruby | Language::R | Language::Julia | Language::Settings => Comments::Hash,
            Language::Php => Comments::SlashAndHash,
            Language::JavaScript | Language::Go => Comments::SlashAndBacktick,
            Language::Rust => Comments::SlashAndLifetime,
            Language::Java | Language::CSharp | Language::Swift | Language::C | Language::Dart => Comments::Slash,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Comments {
    None,
    /// `#`, and texts in three quotes: where Python keeps its documentation.
    Python,
    Hash,
    Slash,
    SlashAndHash,
    SlashAndBacktick,
    /// `'` may open a lifetime, which nothing closes.
    SlashAndLifetime,
}

/// The stretches of a file that are comments or documentation, in order.
///
/// Good enough to keep an import in a comment from counting; not a parser. A string ends at the end of
/// its line at the latest, so that a quote it misunderstands costs no more than that line.
pub fn quiet_ranges(language: Language, bytes: &[u8]) -> Vec<Range<usize>> {
    let style = language.comment_style();
    if style == Comments::None {
        return Vec::new();
    }
    let hash = matches!(style, Comments::Python | Comments::Hash | Comments::SlashAndHash);
    let slash = !matches!(style, Comments::Python | Comments::Hash);
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end_of_line = || memchr::memchr(b'\n', rest).map_or(bytes.len(), |len| at + len);
        match rest[0] {
            // `$#` and `a#b` are no comments in a shell; `#[…]` is an attribute in PHP.
            b'#' if hash
                && (at == 0 || bytes[at - 1].is_ascii_whitespace() || style == Comments::Python)
                && !(style == Comments::SlashAndHash && rest.starts_with(b"#[")) =>
            {
                let end = end_of_line();
                ranges.push(at..end);
                at = end;
            }
            b'/' if slash && rest.starts_with(b"//") => {
                let end = end_of_line();
                ranges.push(at..end);
                at = end;
            }
            b'/' if slash && rest.starts_with(b"/*") => {
                let end = memmem::find(&rest[2..], b"*/").map_or(bytes.len(), |len| at + len + 4);
                ranges.push(at..end);
                at = end;
            }
            quote @ (b'"' | b'\'') if style == Comments::Python && rest.starts_with(&[quote; 3]) => {
                let end = memmem::find(&rest[3..], &[quote; 3]).map_or(bytes.len(), |len| at + len + 6);
                ranges.push(at..end);
                at = end;
            }
            b'\'' if style == Comments::SlashAndLifetime => {
                // `'x'`, `'\n'`, or a lifetime.
                at += match rest {
                    [_, b'\\', _, b'\'', ..] => 4,
                    [_, _, b'\'', ..] => 3,
                    _ => 1,
                };
            }
            b'`' if style == Comments::SlashAndBacktick => {
                at += string_len(rest, b'`', false, language == Language::JavaScript);
            }
            quote @ (b'"' | b'\'') => at += string_len(rest, quote, true, true),
            _ => {
                // Most of a file is neither quote nor comment.
                at += 1;
            }
        }
    }
    ranges
}

/// How long a string is that begins here, with its quotes.
fn string_len(rest: &[u8], quote: u8, one_line: bool, escapes: bool) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' if escapes && rest.get(at + 1) != Some(&b'\n') => at += 1,
            b'\n' if one_line => return at,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    rest.len()
}

pub fn is_quiet(ranges: &[Range<usize>], at: usize) -> bool {
    let index = ranges.partition_point(|range| range.end <= at);
    ranges.get(index).is_some_and(|range| range.contains(&at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `X` stands for a place that counts, `o` for one that does not.
    fn check(language: Language, text: &str) {
        let ranges = quiet_ranges(language, text.as_bytes());
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'X' => assert!(!is_quiet(&ranges, at), "{language:?}: {text}"),
                b'o' => assert!(is_quiet(&ranges, at), "{language:?}: {text}"),
                _ => {}
            }
        }
    }

    #[test]
    fn comments_are_quiet_and_code_is_not() {
        check(Language::Python, "X # o\nX \"# X\" X '''o\no''' X \"\"\"o");
        check(Language::C, "X // o\nX \"// X\" /* o \n o */ X '\"' X");
        check(Language::JavaScript, "X `// X\n/* X */` X // o\n\"X\nX // o");
        check(Language::Go, "`\\` X // o");
        check(Language::Rust, "X<'a> X 'b' '\\'' X '\"' X // o");
        check(Language::Settings, "X # o\nX${#X} a#X \"#X\" # o");
        check(Language::Php, "X # o\n#[X]\n// o");
        check(Language::Notebook, "X # X");
    }

    #[test]
    fn a_script_without_extension_is_known_by_its_first_line() {
        assert_eq!(Language::of_script(b"#!/usr/bin/env python3\n"), Some(Language::Python));
        assert_eq!(Language::of_script(b"#!/bin/sh -e\n"), Some(Language::Settings));
        assert_eq!(Language::of_script(b"\x7fELF"), None);
    }
}
