//! The words, texts and signs of a Starlark or Meson file.

/// More than any file has; what follows is not read.
const TOKENS_MAX: usize = 1_000_000;

#[derive(Debug)]
pub struct Token {
    pub line: u32,
    pub sort: Sort,
}

#[derive(Debug)]
pub enum Sort {
    Word(String),
    Text(String),
    Sign(char),
}

pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1u32);
    while tokens.len() < TOKENS_MAX
        && let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        let begins = line;
        let len = match c {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => {
                let (inside, len) = string(rest, c);
                line +=
                    u32::try_from(memchr::memchr_iter(b'\n', rest.as_bytes().get(..len).unwrap_or_default()).count())
                        .unwrap_or_default();
                tokens.push(Token { line: begins, sort: Sort::Text(inside) });
                len
            }
            c if c.is_alphanumeric() || c == '_' => {
                let is_part = |c: char| {
                    c.is_alphanumeric() || c == '_' || (c == '.' && rest.starts_with(|c: char| c.is_ascii_digit()))
                };
                let len = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                tokens.push(Token { line, sort: Sort::Word(rest.get(..len).unwrap_or_default().to_owned()) });
                len
            }
            c => {
                if c == '\n' {
                    line += 1;
                } else if !c.is_whitespace() {
                    tokens.push(Token { line, sort: Sort::Sign(c) });
                }
                c.len_utf8()
            }
        };
        at += len;
    }
    tokens
}

/// A string that begins at `rest`, and how long it is.
fn string(rest: &str, quote: char) -> (String, usize) {
    let triple = [quote; 3].iter().collect::<String>();
    if let Some(inside) = rest.strip_prefix(&triple) {
        let end = inside.find(&triple).unwrap_or(inside.len());
        return (inside.get(..end).unwrap_or_default().to_owned(), (end + 6).min(rest.len()));
    }
    let mut inside = String::new();
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => {
                escaped = false;
                inside.push(c);
            }
            '\\' => escaped = true,
            // A string that is not closed ends with its line.
            '\n' => return (inside, at),
            c if c == quote => return (inside, at + 1),
            c => inside.push(c),
        }
    }
    (inside, rest.len())
}
