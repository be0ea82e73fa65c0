//! Which language a file is written in, and where its comments are.

use std::ops::Range;

use memchr::memmem;
use serde::Deserialize;

use crate::file::FileName;
use crate::lexer::Piece;

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
    Elixir,
    /// Shell scripts, YAML, Dockerfiles, Terraform: no imports, but addresses and images.
    #[serde(skip_deserializing)]
    Settings,
    /// JSON and the like: no imports and no comments.
    #[serde(skip_deserializing)]
    Data,
}

impl Language {
    pub fn of(name: &FileName) -> Option<Language> {
        Some(match name.extension() {
            // What a lockfile lists is known from its own detector, and is long.
            "yaml" if name.lower_name() == "pnpm-lock.yaml" => return None,
            "py" | "pyw" | "pyx" => Language::Python,
            "ipynb" => Language::Notebook,
            "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" | "vue" | "svelte" | "astro" | "html"
            | "htm" => Language::JavaScript,
            "go" => Language::Go,
            "java" | "kt" | "kts" | "scala" | "sc" | "groovy" => Language::Java,
            "cs" | "csx" | "fs" | "fsx" | "vb" | "cshtml" | "razor" => Language::CSharp,
            "rs" => Language::Rust,
            "php" | "phtml" => Language::Php,
            "rb" | "rake" => Language::Ruby,
            "swift" => Language::Swift,
            "c" | "h" | "cc" | "cpp" | "cxx" | "hh" | "hpp" | "hxx" | "m" | "mm" | "cu" | "ino" => Language::C,
            "dart" => Language::Dart,
            "r" | "rmd" => Language::R,
            "jl" => Language::Julia,
            "ex" | "exs" | "livemd" => Language::Elixir,
            "sh" | "bash" | "zsh" | "fish" | "ps1" | "yml" | "yaml" | "tf" | "hcl" | "env" | "dockerfile"
            | "properties" | "pl" | "pm" | "mk" => Language::Settings,
            _ => {
                let name = name.lower_name();
                let is_settings = name.starts_with("dockerfile")
                    || name.starts_with("containerfile")
                    || name.starts_with(".env")
                    || matches!(name, "makefile" | "gnumakefile" | "justfile" | "procfile")
                    || (name.starts_with("appsettings") && name.ends_with(".json"));
                return is_settings.then_some(Language::Settings);
            }
        })
    }

    /// How a file is searched that holds settings or data, and is none of the above.
    pub fn of_data(name: &FileName) -> Option<Language> {
        const LOCKFILES: [&str; 3] = ["package-lock.json", "npm-shrinkwrap.json", "packages.lock.json"];
        match name.extension() {
            "json" | "jsonc" | "json5" | "sql" if !LOCKFILES.contains(&name.lower_name()) => Some(Language::Data),
            "toml" | "ini" | "cfg" | "conf" | "tfvars" | "nomad" | "bat" | "cmd" | "pbtxt" | "service" | "bicep" => {
                Some(Language::Settings)
            }
            _ => None,
        }
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
}

/// The stretches of a file that are comments or documentation, in order: what stands there is not said by the code.
pub fn quiet_ranges(language: Language, pieces: &[Piece]) -> Vec<Range<usize>> {
    // A text in three quotes is where Python keeps its documentation.
    let is_quiet = |piece: &&Piece| piece.is_comment || (language == Language::Python && piece.is_long);
    pieces.iter().filter(is_quiet).map(|piece| piece.range.clone()).collect()
}

/// The stretches of a file that are texts: an import in one is none.
pub fn text_ranges(pieces: &[Piece]) -> Vec<Range<usize>> {
    pieces.iter().filter(|piece| !piece.is_comment).map(|piece| piece.range.clone()).collect()
}

pub fn is_quiet(ranges: &[Range<usize>], at: usize) -> bool {
    let index = ranges.partition_point(|range| range.end <= at);
    ranges.get(index).is_some_and(|range| range.contains(&at))
}

/// Whether a place lies behind the beginning of one of the stretches: where a statement cannot begin.
pub fn is_inside(ranges: &[Range<usize>], at: usize) -> bool {
    let index = ranges.partition_point(|range| range.end <= at);
    ranges.get(index).is_some_and(|range| range.start < at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `X` stands for a place that counts, `o` for one that does not.
    fn check(language: Language, text: &str) {
        let ranges = quiet_ranges(language, &crate::lexer::pieces(language, text.as_bytes()));
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
