//! What a source file imports, statement by statement.
//!
//! Each language has its own way to say it. A keyword leads to the statement, and the statement is read
//! just as far as the names in it. No parser: an import written in an unusual way is missed, and a line
//! that only talks about one does not count.

use std::collections::HashSet;

use memchr::memmem;

use crate::file;
use crate::language::Language;

/// How far from its keyword a statement may begin or end. It also bounds the work on a hostile file that
/// is one line of keywords.
const STATEMENT_BYTES_MAX: usize = 400;

/// Calls `import` with each name that is imported, and the offset of the statement. A name may come up
/// more than once, longer and shorter.
pub fn each_import(language: Language, bytes: &[u8], mut import: impl FnMut(usize, &str)) {
    if language == Language::Elixir {
        elixir_calls(bytes, &mut import);
    }
    for keyword in keywords(language) {
        let mut last_statement = None;
        let mut done_until = 0;
        for at in memmem::find_iter(bytes, keyword) {
            if at < done_until || is_part_of_a_word(language, bytes, at) {
                continue;
            }
            if language == Language::JavaScript {
                let after = &bytes[at + keyword.len()..];
                if leads_to_a_text(after)
                    && let Some(name) = javascript(text_of(after))
                {
                    import(at, name);
                }
                continue;
            }
            let Some((start, statement)) = statement_around(language, bytes, at) else { continue };
            // Several keywords in one line are one statement.
            if last_statement.replace(start) == Some(start) {
                continue;
            }
            let mut found = |name: &str| import(start, name);
            match language {
                Language::Python | Language::Notebook => python(statement, &mut found),
                // A block without an end must not be read once for each line in it.
                Language::Go => done_until = go(bytes, start, &mut import),
                Language::Julia => list(after_word(statement, &["using", "import"]), &mut found),
                _ => {
                    if let Some(name) = single(language, statement) {
                        found(name);
                    }
                }
            }
        }
    }
}

/// What divides the parts of a name.
pub fn separator(language: Language) -> &'static str {
    match language {
        Language::JavaScript | Language::Go | Language::Ruby | Language::C | Language::Dart => "/",
        Language::Rust | Language::R => "::",
        Language::Php => "\\",
        _ => ".",
    }
}

/// The words without which there is no import.
fn keywords(language: Language) -> &'static [&'static [u8]] {
    match language {
        // `cimport` is Cython's.
        Language::Python => &[b"import", b"cimport", b"__import__"],
        Language::Notebook | Language::Go | Language::Java | Language::Swift => &[b"import"],
        Language::JavaScript => &[b"from", b"import", b"require"],
        Language::CSharp => &[b"using", b"open", b"Imports"],
        Language::Rust => &[b"use", b"extern"],
        Language::Php => &[b"use"],
        Language::Ruby => &[b"require", b"gem"],
        Language::C => &[b"include", b"import"],
        Language::Dart => &[b"import", b"export"],
        Language::R => &[b"library", b"require", b"::"],
        Language::Julia => &[b"using", b"import"],
        Language::Elixir => &[b"alias", b"import", b"use"],
        Language::Settings | Language::Data => &[],
    }
}

/// The line around a keyword, without the space before it; in a notebook, the line of the cell.
fn statement_around(language: Language, bytes: &[u8], keyword: usize) -> Option<(usize, &str)> {
    let before = &bytes[keyword.saturating_sub(STATEMENT_BYTES_MAX)..keyword];
    let after = &bytes[keyword..];
    let after = &after[..after.len().min(STATEMENT_BYTES_MAX)];
    let (start, end) = if language == Language::Notebook {
        // Each line of a cell is a JSON string, or a part of one.
        let quote = memchr::memrchr(b'"', before).map(|at| at + 1);
        let newline = memmem::rfind(before, b"\\n").map(|at| at + 2);
        (quote.max(newline), memchr::memchr3(b'"', b'\\', b'\n', after))
    } else {
        (memchr::memrchr(b'\n', before).map(|at| at + 1), memchr::memchr(b'\n', after))
    };
    let is_first = keyword <= STATEMENT_BYTES_MAX;
    let start = keyword - before.len() + start.or(is_first.then_some(0))?;
    let end = keyword + end.unwrap_or(after.len());
    let line = &bytes[start..end];
    let indent = line.len() - line.trim_ascii_start().len();
    Some((start + indent, text_of(&line[indent..])))
}

/// The beginning of a stretch, as far as it is text.
fn text_of(bytes: &[u8]) -> &str {
    file::text_of(&bytes[..bytes.len().min(STATEMENT_BYTES_MAX)])
}

/// `reimport` is no import. In a notebook the `n` of `\n` may stand before one, in R the `::` follows a word.
fn is_part_of_a_word(language: Language, bytes: &[u8], at: usize) -> bool {
    let before = &bytes[..at];
    let is_word = before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    match language {
        Language::Notebook => is_word && !before.ends_with(b"\\n"),
        Language::R => is_word && !bytes[at..].starts_with(b"::"),
        _ => is_word,
    }
}

/// What follows one of the words at the beginning of a statement.
fn after_word<'a>(statement: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let rest = statement.strip_prefix(word)?;
        rest.starts_with([' ', '\t']).then(|| rest.trim_start())
    })
}

/// A name up to the first character that cannot be part of it.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || ";,{}()[]<>\"'#".contains(c)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ':', '\\'])
}

/// What stands in quotes at the beginning of a text.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].split_once(quote).map(|(inner, _)| inner)
}

/// `a, b.c as d`.
fn list(text: Option<&str>, found: &mut impl FnMut(&str)) {
    for part in text.into_iter().flat_map(|text| text.split(',')) {
        found(name(part.trim_start()).trim_end_matches(':'));
    }
}

fn python(statement: &str, found: &mut impl FnMut(&str)) {
    if let Some(rest) = after_word(statement, &["from"]) {
        let module = name(rest);
        found(module);
        // `from google import genai` is google.genai.
        if let Some((_, names)) = rest.split_once(" import ") {
            let names = names.trim_start_matches([' ', '(']).split(['#', ')']).next().unwrap_or_default();
            let mut full = format!("{module}.");
            for part in names.split(',') {
                full.truncate(module.len() + 1);
                full.push_str(name(part.trim_start()));
                found(&full);
            }
        }
    } else if let Some(names) = after_word(statement, &["import", "cimport"]) {
        list(Some(names), found);
    } else if let Some((_, call)) =
        statement.split_once("import_module(").or_else(|| statement.split_once("__import__("))
        && !statement.starts_with('#')
        && let Some(module) = quoted(call.trim_start())
    {
        found(module);
    }
}

/// Whether a text may follow. Most words `from` stand in prose, or before a parenthesis with something else in it.
fn leads_to_a_text(after: &[u8]) -> bool {
    let after = after.strip_prefix(b".resolve").unwrap_or(after);
    let next = after.iter().take(STATEMENT_BYTES_MAX).find(|byte| !matches!(byte, b'\t'..=b'\r' | b' ' | b'('));
    next.is_some_and(|byte| matches!(byte, b'"' | b'\'') || !byte.is_ascii())
}

/// What follows `from`, `import` or `require`, if it is a module.
fn javascript(after: &str) -> Option<&str> {
    let after = after.strip_prefix(".resolve").unwrap_or(after).trim_start();
    let module = quoted(after.strip_prefix('(').unwrap_or(after).trim_start())?;
    let Some(module) = module.strip_prefix("npm:") else { return Some(module) };
    // Deno writes the version into the name: `npm:@scope/name@1`.
    Some(match module.rfind('@') {
        Some(at) if at > 0 => &module[..at],
        _ => module,
    })
}

/// One import, or a block of them up to the closing parenthesis. Returns where it ends.
fn go(bytes: &[u8], start: usize, import: &mut impl FnMut(usize, &str)) -> usize {
    let statement = &bytes[start..];
    let Some(rest) = statement.strip_prefix(b"import") else { return 0 };
    let is_block = rest.trim_ascii_start().starts_with(b"(");
    let end = memchr::memchr(if is_block { b')' } else { b'\n' }, rest).unwrap_or(rest.len());
    let mut offset = start + b"import".len();
    for line in rest[..end].split(|byte| *byte == b'\n') {
        // An alias may stand before the path, a comment behind it.
        let code = text_of(line).trim_start_matches([' ', '\t', '(']);
        if !code.starts_with("//")
            && let Some(quote) = code.find('"')
            && let Some(path) = quoted(&code[quote..])
        {
            import(offset + line.len() - line.trim_ascii_start().len(), path);
        }
        offset += line.len() + 1;
    }
    offset
}

/// Elixir calls what it has not imported by its full name: `Bumblebee.load_model(…)`. A name that the file itself
/// gives to something else is not followed.
fn elixir_calls(bytes: &[u8], import: &mut impl FnMut(usize, &str)) {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let own = elixir_names(bytes);
    for dot in memchr::memchr_iter(b'.', bytes) {
        let before = &bytes[..dot];
        let start = dot - before.iter().rev().take(STATEMENT_BYTES_MAX).take_while(|byte| is_word(byte)).count();
        // The first part of a name, and no atom or attribute.
        let is_first = !matches!(bytes[..start].last(), Some(b'.' | b':' | b'@' | b'%'));
        if !is_first || !bytes[start].is_ascii_uppercase() || own.contains(text_of(&bytes[start..dot])) {
            continue;
        }
        let path = text_of(&bytes[start..]);
        let end = path.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(path.len());
        import(start, path[..end].trim_end_matches('.'));
    }
}

/// The modules of an Elixir file's own making, and the short names it has for others.
fn elixir_names(bytes: &[u8]) -> HashSet<&str> {
    let mut names = HashSet::new();
    for (keyword, skipped) in [(&b"alias "[..], 1), (b"defmodule ", 0)] {
        for at in memmem::find_iter(bytes, keyword) {
            let statement = text_of(&bytes[at + keyword.len()..]);
            let line_end = statement.find('\n').unwrap_or(statement.len());
            // `alias X.{` goes on to the closing brace.
            let is_open = statement[..line_end].contains('{') && !statement[..line_end].contains('}');
            let end = if is_open { statement.find('}').unwrap_or(statement.len()) } else { line_end };
            let words = statement[..end].split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            names.extend(words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())).skip(skipped));
        }
    }
    names
}

/// Languages that import one name with each statement.
fn single(language: Language, statement: &str) -> Option<&str> {
    match language {
        Language::Java => {
            let rest = after_word(statement, &["import"])?;
            Some(name(after_word(rest, &["static"]).unwrap_or(rest)))
        }
        Language::CSharp => {
            let statement = after_word(statement, &["global"]).unwrap_or(statement);
            let rest = after_word(statement, &["using", "open", "Imports", "@using"])?;
            let rest = after_word(rest, &["static"]).unwrap_or(rest);
            // `using Chat = OpenAI.Chat;`
            Some(name(rest.split_once('=').map_or(rest, |(_, name)| name.trim_start())))
        }
        Language::Rust => {
            let statement = after_word(statement, &["pub", "pub(crate)"]).unwrap_or(statement);
            let statement = after_word(statement, &["extern"]).unwrap_or(statement);
            Some(name(after_word(statement, &["use", "crate"])?.trim_start_matches(':')))
        }
        Language::Php => {
            let rest = after_word(statement, &["use"])?;
            Some(name(after_word(rest, &["function"]).unwrap_or(rest).trim_start_matches('\\')))
        }
        Language::Ruby => {
            let rest = statement.strip_prefix("require").or_else(|| statement.strip_prefix("gem"))?;
            quoted(rest.trim_start_matches([' ', '(']))
        }
        Language::Swift => {
            // `@testable import struct Module.Name`
            let attributes_end = statement.find("import")?;
            let is_attributes = statement[..attributes_end].split_whitespace().all(|word| {
                word.starts_with('@') || matches!(word, "public" | "internal" | "package" | "private" | "fileprivate")
            });
            let rest = after_word(&statement[attributes_end..], &["import"])?;
            let rest = after_word(rest, &["struct", "class", "enum", "func", "protocol", "typealias"]).unwrap_or(rest);
            is_attributes.then(|| name(rest))
        }
        Language::C => {
            let directive = statement.strip_prefix('#')?.trim_start();
            let path = directive.strip_prefix("include").or_else(|| directive.strip_prefix("import"))?;
            let path = path.trim_start().strip_prefix(['<', '"'])?;
            path.split_once(['>', '"']).map(|(path, _)| path)
        }
        Language::Dart => {
            let rest = after_word(statement, &["import", "export"])?;
            quoted(rest)?.strip_prefix("package:")
        }
        Language::R => {
            let call = ["library(", "require(", "requireNamespace("].iter().find_map(|call| {
                let (_, inside) = statement.split_once(call)?;
                Some(inside.trim_start_matches(['"', '\'', ' ']))
            });
            if let Some(inside) = call {
                return Some(name(inside));
            }
            let (before, _) = statement.split_once("::")?;
            let is_name = |c: char| c.is_alphanumeric() || c == '.' || c == '_';
            before.rsplit(|c| !is_name(c)).next()
        }
        Language::Elixir => Some(name(after_word(statement, &["alias", "import", "use"])?)),
        _ => None,
    }
}

#[test]
fn a_name_counts_only_where_the_language_imports_it() {
    use Language::*;
    let cases: &[(Language, &str, &[&str])] = &[
        (Python, "import x", &["x"]),
        (Python, "    from x.y import z as a, b  # c", &["x.y", "x.y.z", "x.y.b"]),
        (Python, "import os, x.y as x", &["os", "x.y"]),
        (Python, "from .x import y", &[".x", ".x.y"]),
        (Python, "from x import (", &["x", "x."]),
        (Python, "from x cimport y", &["x"]),
        (Python, "importing = x", &[]),
        (Python, "s = 'import x'", &[]),
        (Python, "# import x", &[]),
        (Python, "m = __import__('x')", &["x"]),
        (Python, "m = importlib.import_module(\"x\")", &["x"]),
        (Notebook, r#"["import x\n", "import y"]"#, &["x", "y"]),
        (Notebook, r#"["text about import x\n"]"#, &[]),
        (Notebook, r#"["import os\nimport x\n"]"#, &["os", "x"]),
        (JavaScript, "import a from \"x\";", &["x"]),
        (JavaScript, "} from 'x/sub'", &["x/sub"]),
        (JavaScript, "var a=require('x'),b=require.resolve(\"y\")", &["x", "y"]),
        (JavaScript, "await import( \"x\" )", &["x"]),
        (JavaScript, "import a from \"npm:@x/y@4\"", &["@x/y"]),
        (JavaScript, "xfrom \"x\"; from(x)", &[]),
        (Go, "import \"x\"", &["x"]),
        (Go, "import (\n\ta \"x/v2\" // why\n\t// \"b\"\n\t\"c\"\n)\nvar d = \"e\"", &["x/v2", "c"]),
        (Go, "var a = \"import\"\n\"x\"", &[]),
        (Java, "import x.y.Z;", &["x.y.Z"]),
        (Java, "import static x.Y.z;", &["x.Y.z"]),
        (Java, "import x.y._", &["x.y._"]),
        (Java, "// import x;", &[]),
        (CSharp, "using X;", &["X"]),
        (CSharp, "global using static X.Y;", &["X.Y"]),
        (CSharp, "using Y = X.Z;", &["X.Z"]),
        (CSharp, "using (var a = new X())", &["new"]),
        (Rust, "use x::{y, z};", &["x"]),
        (Rust, "pub use ::x::y as z;", &["x::y"]),
        (Rust, "extern crate x;", &["x"]),
        (Rust, "let use_x = 1;", &[]),
        (Php, "use \\X\\Client;", &["X\\Client"]),
        (Ruby, "require \"x\"", &["x"]),
        (Ruby, "gem 'x', '~> 1'", &["x"]),
        (Ruby, "require_relative 'x'", &[]),
        (Swift, "@testable import X", &["X"]),
        (Swift, "import struct X.Y", &["X.Y"]),
        (Swift, "let a = \"import X\"", &[]),
        (C, "# include <x/y.h> // z", &["x/y.h"]),
        (C, "#import \"x.h\"", &["x.h"]),
        (C, "// #include <x.h>", &[]),
        (Dart, "import 'package:x/y.dart';", &["x/y.dart"]),
        (Dart, "import 'y.dart';", &[]),
        (R, "  library(\"x\")", &["x"]),
        (R, "y <- x::train()", &["x"]),
        (Julia, "using Y, X: z", &["Y", "X"]),
        (Elixir, "  alias X.Y.Z, as: W", &["X.Y.Z", "X.Y.Z"]),
        (Elixir, "alias X.{Y, Z}", &["X", "X"]),
        (Elixir, "Y.Z.f(X.g)", &["Y.Z.f", "X.g"]),
        (Elixir, "alias M.{\n  X,\n  Y\n}\nX.f()\nZ.f()", &["M", "Z.f", "M"]),
        (Elixir, "alias M.Q, as: X\nX.f(@y.z, 1.5, :a.f, %X.Y{})", &["M.Q", "M.Q"]),
        (Elixir, "defmodule X.Y do\n  X.f()", &[]),
        (Settings, "import x", &[]),
    ];
    for (language, text, expected) in cases {
        let mut found = Vec::new();
        each_import(*language, text.as_bytes(), |_, name| found.push(name.to_owned()));
        assert_eq!(found, *expected, "{language:?}: {text}");
    }
}
