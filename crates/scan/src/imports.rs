//! Whether a name that was seen in a file is really imported there.
//!
//! Each language has its own way to say it; what counts is the text before the name in its line and the
//! character after it. No parser: a line that says it in an unusual way is missed, a line that only
//! talks about it does not count.

use crate::language::Language;

/// A place where the name of a module stands in a file.
pub struct Seen<'a> {
    pub bytes: &'a [u8],
    pub start: usize,
    pub end: usize,
    /// The name goes on: `langchain_*`, `@langchain/*`.
    pub open_ended: bool,
}

/// What may stand directly before the name of a module; it is searched for together with it.
pub fn lead_ins(language: Language) -> &'static [&'static str] {
    match language {
        Language::JavaScript => &["\"", "'", "\"npm:", "'npm:"],
        Language::Ruby => &["\"", "'"],
        Language::Go => &["\""],
        Language::Dart => &["package:"],
        _ => &[""],
    }
}

/// `google.genai` may also be written `from google import genai`.
pub fn other_spelling(language: Language, module: &str) -> Option<String> {
    match language {
        Language::Python | Language::Notebook => {
            module.rsplit_once('.').map(|(package, name)| format!("{package} import {name}"))
        }
        _ => None,
    }
}

pub fn is_import(language: Language, seen: &Seen) -> bool {
    match language {
        Language::Python => seen.is_python(seen.line_start()),
        Language::Notebook => seen.is_python(seen.cell_line_start()),
        Language::JavaScript => seen.is_javascript(),
        Language::Go => seen.is_go(),
        Language::Java => seen.is_statement(&["import"], &["static"], b".;{"),
        Language::CSharp => seen.is_csharp(),
        Language::Rust => seen.is_statement(&["use", "pub use", "pub(crate) use", "extern crate"], &["::"], b":;{"),
        Language::Php => seen.is_statement(&["use"], &["\\", "function"], b"\\;"),
        Language::Ruby => seen.is_ruby(),
        Language::Swift => seen.is_swift(),
        Language::C => seen.is_include(),
        Language::Dart => {
            let before = seen.before().trim_end_matches("package:").trim_end_matches(['"', '\'']);
            matches!(before.trim(), "import" | "export") && (seen.open_ended || seen.after() == Some(b'/'))
        }
        Language::R => seen.is_r(),
        Language::Julia => seen.is_list_statement(&["using", "import"]),
        Language::Settings => false,
    }
}

impl<'a> Seen<'a> {
    fn line_start(&self) -> usize {
        memchr::memrchr(b'\n', &self.bytes[..self.start]).map_or(0, |newline| newline + 1)
    }

    /// In a notebook each line of a cell is a JSON string.
    fn cell_line_start(&self) -> usize {
        let line = &self.bytes[self.line_start()..self.start];
        let quote = memchr::memrchr(b'"', line).map_or(0, |at| at + 1);
        let newline = memchr::memmem::rfind(line, b"\\n").map_or(0, |at| at + 2);
        self.line_start() + quote.max(newline)
    }

    /// The line up to the name. Not text means: no code of ours.
    fn before(&self) -> &'a str {
        self.text_from(self.line_start())
    }

    fn text_from(&self, line_start: usize) -> &'a str {
        // Statements are short; a megabyte of minified line before a name is not looked at.
        let start = line_start.max(self.start.saturating_sub(400));
        let bytes = &self.bytes[start..self.start];
        // Behind the last byte that is not text.
        match bytes.utf8_chunks().last() {
            Some(chunk) if chunk.invalid().is_empty() => chunk.valid(),
            _ => "",
        }
    }

    fn after(&self) -> Option<u8> {
        self.bytes.get(self.end).copied()
    }

    fn line_after(&self) -> &'a [u8] {
        let rest = &self.bytes[self.end..];
        &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())]
    }

    /// The name ends here, or goes on in a way that still means it.
    fn ends(&self, goes_on: &[u8]) -> bool {
        self.open_ended || self.after().is_none_or(|byte| byte.is_ascii_whitespace() || goes_on.contains(&byte))
    }

    /// One of the words begins the line, perhaps one of the second words follows, then the name.
    fn is_statement(&self, words: &[&str], second: &[&str], goes_on: &[u8]) -> bool {
        let before = self.before().trim();
        let begins = words.iter().any(|word| {
            before.strip_prefix(word).is_some_and(|rest| {
                let rest = rest.trim_start();
                rest.is_empty() || second.contains(&rest)
            })
        });
        begins && !self.touches_word() && self.ends(goes_on)
    }

    /// `import a, b.c as d, name`.
    fn is_list_statement(&self, words: &[&str]) -> bool {
        let before = self.before().trim_start();
        words.iter().any(|word| before.strip_prefix(word).is_some_and(is_import_list)) && self.ends(b".,;:#")
    }

    fn touches_word(&self) -> bool {
        self.start > 0 && is_word(self.bytes[self.start - 1])
    }

    fn is_python(&self, line_start: usize) -> bool {
        let before = self.text_from(line_start).trim_start();
        let is_import = if before.trim_end() == "from" {
            !self.touches_word()
        } else if let Some(list) = before.strip_prefix("import") {
            is_import_list(list)
        } else {
            let call = before.trim_end_matches(['"', '\'', '\\']);
            call.len() < before.len() && (call.ends_with("import_module(") || call.ends_with("__import__("))
        };
        is_import && self.ends(b".,;#\"'\\)")
    }

    fn is_javascript(&self) -> bool {
        // The quote was searched for together with the name, perhaps with `npm:` between.
        let before = self.before();
        let before = before.strip_suffix("npm:").unwrap_or(before);
        let Some(quote) = before.chars().next_back() else { return false };
        let before = before.trim_end_matches(['"', '\'']).trim_end();
        let is_import = ["require(", "import(", "require.resolve("].iter().any(|call| before.ends_with(call))
            || ["from", "import"].iter().any(|word| {
                before.strip_suffix(word).is_some_and(|rest| {
                    rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '.')
                })
            });
        is_import
            && (self.open_ended
                || self.after().is_some_and(|byte| char::from(byte) == quote || byte == b'/' || byte == b'@'))
    }

    fn is_go(&self) -> bool {
        let before = self.before().trim_end_matches('"').trim();
        let alias = before.strip_prefix("import").unwrap_or(before).trim();
        let is_alias = alias.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        let rest = self.line_after();
        let Some(quote) = memchr::memchr(b'"', rest) else { return false };
        let (name_rest, after) = rest.split_at(quote);
        let name_goes_on = name_rest.is_empty() || name_rest[0] == b'/' || self.open_ended;
        let after = after[1..].trim_ascii();
        is_alias && name_goes_on && (after.is_empty() || after.starts_with(b"//") || after.starts_with(b";"))
    }

    fn is_csharp(&self) -> bool {
        let before = self.before().trim();
        let before = before.strip_prefix("global").unwrap_or(before).trim_start();
        let Some(rest) = ["using", "open", "Imports", "@using"].iter().find_map(|word| before.strip_prefix(word))
        else {
            return false;
        };
        let rest = rest.trim();
        (rest.is_empty() || rest == "static" || rest.ends_with('=')) && self.ends(b".;")
    }

    fn is_ruby(&self) -> bool {
        let before = self.before().trim_end_matches(['"', '\'']).trim_end_matches(['(', ' ']);
        matches!(before.trim(), "require" | "gem") && self.ends(b"\"'/")
    }

    fn is_swift(&self) -> bool {
        let before = self.before().trim();
        (before == "import" || before.ends_with(" import") || before.starts_with("import "))
            && !before.starts_with("//")
            && !self.touches_word()
            && self.ends(b".;")
    }

    fn is_include(&self) -> bool {
        let Some(directive) = self.before().trim_start().strip_prefix('#') else { return false };
        let directive = directive.trim_start();
        let Some(path) = directive.strip_prefix("include").or_else(|| directive.strip_prefix("import")) else {
            return false;
        };
        let path = path.trim_start();
        let opens = path.starts_with(['<', '"']);
        let folder_before = &path[path.len().min(1)..];
        let is_folder = self.bytes[..self.end].ends_with(b"/");
        opens && (folder_before.is_empty() || folder_before.ends_with('/')) && (is_folder || self.ends(b">\""))
    }

    fn is_r(&self) -> bool {
        let before = self.before().trim_end_matches(['"', '\'']).trim();
        let is_call =
            before.ends_with("library(") || before.ends_with("require(") || before.ends_with("requireNamespace(");
        (is_call && self.ends(b")\"',")) || (!self.touches_word() && self.bytes[self.end..].starts_with(b"::"))
    }
}

/// What stands between `import` and a later name of the same statement.
fn is_import_list(list: &str) -> bool {
    list.starts_with([' ', '\t'])
        && list.ends_with([' ', '\t', ','])
        && list.chars().all(|c| c.is_alphanumeric() || " \t_.,".contains(c))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[test]
fn a_name_counts_only_where_the_language_imports_it() {
    use Language::*;
    let cases = [
        (Python, "import X", true),
        (Python, "    from X.y import z", true),
        (Python, "import os, X as x", true),
        (Python, "import Xray", false),
        (Python, "import aX", false),
        (Python, "from y import X", false),
        (Python, "s = 'import X'", false),
        (Python, "m = importlib.import_module(\"X\")", true),
        (Notebook, r#"["import X\n", "y"]"#, true),
        (Notebook, r#"["text about X\n"]"#, false),
        (Notebook, r#"["import os\nimport X\n"]"#, true),
        (JavaScript, "import a from \"X\";", true),
        (JavaScript, "} from 'X/sub'", true),
        (JavaScript, "const a = require('X')", true),
        (JavaScript, "await import(\"X\")", true),
        (JavaScript, "import a from \"npm:X@4\"", true),
        (JavaScript, "import a from \"X-ray\"", false),
        (JavaScript, "const a = \"X\"", false),
        (Go, "import \"X\"", true),
        (Go, "\tx \"X/v2\" // why", true),
        (Go, "\t\"X\",", false),
        (Go, "\t\"Xray\"", false),
        (Java, "import X.y.Z;", true),
        (Java, "import static X.Y.z;", true),
        (Java, "import a.X.y;", false),
        (Java, "// import X;", false),
        (CSharp, "using X;", true),
        (CSharp, "global using X.Y;", true),
        (CSharp, "using Y = X.Z;", true),
        (CSharp, "using (var a = new X())", false),
        (Rust, "use X::y;", true),
        (Rust, "pub use ::X::y;", true),
        (Rust, "use crate::X;", false),
        (Rust, "let X = 1;", false),
        (Php, "use X\\Client;", true),
        (Ruby, "require \"X\"", true),
        (Ruby, "gem 'X', '~> 1'", true),
        (Ruby, "puts \"X\"", false),
        (Swift, "import X", true),
        (Swift, "@testable import X", true),
        (Swift, "import Xray", false),
        (C, "#include <X>", true),
        (C, "# include \"lib/X\"", true),
        (C, "#include \"aX\"", false),
        (C, "#include \"X.inc\"", false),
        (Dart, "import 'package:X/x.dart';", true),
        (R, "library(X)", true),
        (R, "X::train()", true),
        (R, "aX::train()", false),
        (Julia, "using Y, X", true),
        (Settings, "X", false),
    ];
    for (language, line, expected) in cases {
        let start = line.find('X').expect("every case names X");
        let seen = Seen { bytes: line.as_bytes(), start, end: start + 1, open_ended: false };
        assert_eq!(is_import(language, &seen), expected, "{language:?}: {line}");
    }
}
