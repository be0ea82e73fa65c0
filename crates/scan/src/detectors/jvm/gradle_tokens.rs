//! The words, texts and marks of a Gradle build file, in Groovy or Kotlin.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A name, with the dots in it, or a number.
    Word(&'a str),
    /// What stands in quotes, as written. In single quotes Groovy puts nothing in.
    Text(&'a str, bool),
    Mark(char),
    /// The end of a line.
    End,
}

/// Each token with its line, counted from 1. Comments are left out.
pub fn tokens(text: &str) -> impl Iterator<Item = (u32, Token<'_>)> {
    Tokens { rest: text, line: 1 }
}

struct Tokens<'a> {
    rest: &'a str,
    line: u32,
}

impl<'a> Tokens<'a> {
    /// Takes `len` bytes off the front.
    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        let newlines = memchr::memchr_iter(b'\n', taken.as_bytes()).count();
        self.line = self.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.rest = rest;
        taken
    }

    fn word(&mut self) -> &'a str {
        let bytes = self.rest.as_bytes();
        let mut len = 0;
        while let Some(byte) = bytes.get(len) {
            let follows = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
            // A dot belongs to a name if a name follows.
            if follows(byte) || (*byte == b'.' && len > 0 && bytes.get(len + 1).is_some_and(follows)) {
                len += 1;
            } else {
                break;
            }
        }
        self.take(len)
    }

    /// A text that begins with `quote`, once or three times.
    fn text(&mut self, quote: char) -> Token<'a> {
        let puts_in = quote == '"';
        let three = if quote == '"' { "\"\"\"" } else { "'''" };
        if self.rest.starts_with(three) {
            self.take(3);
            let len = self.rest.find(three).unwrap_or(self.rest.len());
            let text = self.take(len);
            self.take(3);
            return Token::Text(text, puts_in);
        }
        self.take(1);
        let mut escaped = false;
        // A quote that nothing answers ends with its line.
        let end = self.rest.find(|c: char| {
            let ends = (c == quote && !escaped) || c == '\n';
            escaped = c == '\\' && !escaped;
            ends
        });
        let text = self.take(end.unwrap_or(self.rest.len()));
        if self.rest.starts_with(quote) {
            self.take(1);
        }
        Token::Text(text, puts_in)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (u32, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = self.line;
            let first = self.rest.chars().next()?;
            let token = match first {
                '\n' | ';' => {
                    self.take(1);
                    Token::End
                }
                '/' if self.rest.starts_with("//") => {
                    self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
                    continue;
                }
                '/' if self.rest.starts_with("/*") => {
                    self.take(self.rest.find("*/").map_or(self.rest.len(), |end| end + 2));
                    continue;
                }
                '"' | '\'' => self.text(first),
                c if c.is_alphanumeric() || c == '_' => Token::Word(self.word()),
                c if c.is_whitespace() => {
                    self.take(c.len_utf8());
                    continue;
                }
                c => {
                    self.take(c.len_utf8());
                    Token::Mark(c)
                }
            };
            return Some((line, token));
        }
    }
}

#[test]
fn words_texts_and_marks_are_told_apart() {
    let found: Vec<_> = tokens("a.b(\"x $y\") // no\n/* no\n*/ 'it\\'s' {}\n\"open\n\"\"\"two\nlines\"\"\"").collect();
    assert_eq!(
        found,
        [
            (1, Token::Word("a.b")),
            (1, Token::Mark('(')),
            (1, Token::Text("x $y", true)),
            (1, Token::Mark(')')),
            (1, Token::End),
            (3, Token::Text("it\\'s", false)),
            (3, Token::Mark('{')),
            (3, Token::Mark('}')),
            (3, Token::End),
            (4, Token::Text("open", true)),
            (4, Token::End),
            (5, Token::Text("two\nlines", true)),
        ]
    );
}

#[test]
fn broken_text_ends_without_harm() {
    for text in ["\"", "'''", "/*", "é\u{300}x", "\\", "a.", ".."] {
        assert!(tokens(text).count() < 6, "{text}");
    }
}
