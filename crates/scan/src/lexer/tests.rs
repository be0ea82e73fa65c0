//! Snippets of all languages.

use super::*;

#[test]
fn texts_and_comments_are_told_apart_in_every_language() {
    use Language::*;
    let cases: &[(Language, &str, &[&str])] = &[
        (Python, "a = 'x' # 'y'\n'''z\n'z'''", &["x", "# 'y'", "z\n'z"]),
        (Python, "b'x\ny", &["x"]),
        (JavaScript, "`a ${b + `c ${d}` + \"e\"} f` + 'g'", &["a ", "c ", "", "e", " f", "g"]),
        (JavaScript, "a = /[/'\"]/ + 'b'; c / 'd' / e", &["b", "d"]),
        (JavaScript, "x // 'y'\n/* 'z' */ 'w'", &["// 'y'", "/* 'z' */", "w"]),
        (Go, "`a\\` + \"b\\\"\"", &["a\\", "b\\\""]),
        (Java, "\"\"\"\n a\"b \"\"\" + 'c'", &["\n a\"b ", "c"]),
        (CSharp, "@\"a\\\" + \"b\\\"\" + $@\"c\"\"d\"", &["a\\", "b\\\"", "c\"\"d"]),
        (Rust, "r#\"a\"b\"# 'c' <'d> \"e\" r\"f\\\"", &["a\"b", "e", "f\\"]),
        (C, "R\"x(a)b)x\" 'c' u8\"d\"", &["a)b", "c", "d"]),
        (Swift, "\"\"\"\na\n\"\"\" it's \"b\"", &["\na\n", "b"]),
        (Julia, "a' * \"b\" #= c\n'd' =# 'e'", &["b", "#= c\n'd' =#"]),
        (Php, "#[A('x')]\n# y\n'z'", &["x", "# y", "z"]),
        (Settings, "a#b \"c\" # d", &["c", "# d"]),
        (Data, "{\"a\": \"it's # b\"}", &["a", "it's # b"]),
    ];
    for (language, text, expected) in cases {
        let found: Vec<&str> = pieces(*language, text.as_bytes())
            .into_iter()
            .map(|piece| &text[if piece.is_comment { piece.range } else { piece.inner }])
            .collect();
        assert_eq!(found, *expected, "{language:?}: {text}");
    }
}

#[test]
fn what_does_not_end_ends_with_the_file() {
    for text in
        ["\"", "'", "`", "`${", "`${`${", "/*", "\"\"\"", "r#\"", "@\"", "R\"(", "R\"x", "/", "a = /x", "#=", "\\"]
    {
        for language in [Language::Python, Language::JavaScript, Language::Rust, Language::C, Language::CSharp] {
            for piece in pieces(language, text.as_bytes()) {
                assert!(piece.range.end <= text.len() && piece.inner.start <= piece.inner.end, "{language:?} {text}");
            }
        }
    }
}
