//! The words, texts and marks of a source file.

use crate::lexer::Piece;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    Word(&'a str),
    /// Without its quotes, escapes as written.
    Text {
        inner: &'a str,
        is_long: bool,
    },
    Number,
    /// One byte, or what stands for several: `.` for all that leads to a part (`::`, `->`, `?.`), `=` for all that
    /// gives a value (`:=`, `<-`), `>` for `=>`, `|` for all that gives a second choice (`||`, `??`, `?:`), `~` for
    /// all that compares, and a space for what means nothing here.
    Mark(u8),
    Newline,
}

/// The tokens of a file with their offsets. Comments are left out.
pub fn tokens<'a>(text: &'a str, pieces: &'a [Piece]) -> Tokens<'a> {
    Tokens { text, pieces, at: 0 }
}

pub struct Tokens<'a> {
    text: &'a str,
    /// Those that are still to come.
    pieces: &'a [Piece],
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((piece, rest)) = self.pieces.split_first()
                && piece.range.start <= self.at
            {
                self.pieces = rest;
                // A line that ends in a comment ends.
                self.at = piece.range.end.max(self.at);
                if !piece.is_comment
                    && let Some(inner) = self.text.get(piece.inner.clone())
                {
                    return Some((piece.inner.start, Token::Text { inner, is_long: piece.is_long }));
                }
                continue;
            }
            let end = self.pieces.first().map_or(self.text.len(), |piece| piece.range.start);
            let bytes = self.text.as_bytes();
            let start = self.at;
            let byte = *bytes.get(start)?;
            let token = match byte {
                b'\n' => Token::Newline,
                b' ' | b'\t' | b'\r' => {
                    let stretch = bytes.get(start..end).unwrap_or_default();
                    self.at += stretch.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count().max(1);
                    continue;
                }
                b'0'..=b'9' => {
                    let stretch = bytes.get(start..end).unwrap_or_default();
                    let len = stretch.iter().take_while(|byte| is_word(**byte) || **byte == b'.').count().max(1);
                    self.at += len;
                    return Some((start, Token::Number));
                }
                _ if is_word(byte) => {
                    let stretch = bytes.get(start..end).unwrap_or_default();
                    let len = stretch.iter().take_while(|byte| is_word(**byte)).count().max(1);
                    self.at += len;
                    let word = self.text.get(start..self.at).unwrap_or_default();
                    // `f"…"`, `r'…'`, `u8"…"`: the letters belong to the text.
                    if self.at == end && len <= 3 && self.begins_a_text() && is_prefix(word) {
                        continue;
                    }
                    return Some((start, Token::Word(word)));
                }
                _ => {
                    let (mark, len) = self.mark(bytes, start);
                    self.at += len;
                    return Some((start, Token::Mark(mark)));
                }
            };
            self.at += 1;
            return Some((start, token));
        }
    }
}

impl Tokens<'_> {
    fn mark(&self, bytes: &[u8], at: usize) -> (u8, usize) {
        let rest = bytes.get(at..).unwrap_or_default();
        let before = || bytes.get(..at).unwrap_or_default();
        match rest {
            [b'=', b'=', b'=', ..] | [b'!', b'=', b'=', ..] => (b'~', 3),
            [b'|', b'|', b'=', ..] | [b'?', b'?', b'=', ..] => (b'=', 3),
            [b'.', b'.', b'.', ..] => (b' ', 3),
            [b'=', b'=', ..] | [b'!', b'=', ..] => (b'~', 2),
            [b'=', b'>', ..] => (b'>', 2),
            // `"a" -> "b"` is an entry of a table in Scala.
            [b'-', b'>', ..] if matches!(before().trim_ascii_end().last(), Some(b'"')) => (b'>', 2),
            [b'-', b'>', ..] | [b':', b':', ..] | [b'?', b'.', ..] | [b'!', b'.', ..] => (b'.', 2),
            [b':', b'=', ..] | [b'<', b'-', ..] => (b'=', 2),
            [b'|', b'|', ..] | [b'?', b'?', ..] => (b'|', 2),
            // `name?: Type`, or a second choice.
            [b'?', b':', ..] => (if before().last().is_some_and(|byte| is_word(*byte)) { b':' } else { b'|' }, 2),
            [b'&', b'&', ..] => (b'&', 2),
            [b'|', b'>', ..] | [b'<' | b'>' | b'+' | b'-' | b'*', b'=', ..] | [b'.', b'.', ..] | [b'<', b'<', ..] => {
                (b' ', 2)
            }
            _ => (rest.first().copied().unwrap_or(b' '), 1),
        }
    }

    fn begins_a_text(&self) -> bool {
        self.pieces.first().is_some_and(|piece| !piece.is_comment && piece.range.start == self.at)
    }
}

/// The bytes of words: each byte of a file is asked for.
const IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] =
            byte >= 128 || (byte as u8).is_ascii_alphanumeric() || byte == b'_' as usize || byte == b'$' as usize;
        byte += 1;
    }
    table
};

fn is_word(byte: u8) -> bool {
    IS_WORD[usize::from(byte)]
}

fn is_prefix(word: &str) -> bool {
    word == "u8" || word.bytes().all(|byte| b"rRbBfFuULcs$".contains(&byte))
}

#[test]
fn marks_that_mean_the_same_are_one() {
    use crate::language::Language;
    let marks = |text: &str| -> String {
        let pieces = crate::lexer::pieces(Language::JavaScript, text.as_bytes());
        let mark = |(_, token)| match token {
            Token::Mark(mark) => Some(char::from(mark)),
            _ => None,
        };
        tokens(text, &pieces).filter_map(mark).collect()
    };
    assert_eq!(marks("a::b->c?.d := e || f ?? g"), "...=||");
    assert_eq!(marks("a?: b; a ?: b; a == b; a !== b; a => b; \"a\" -> b"), ":;|;~;~;>;>");
}

#[test]
fn words_texts_and_marks_come_in_order() {
    use crate::language::Language;
    let text = "a.b = f\"c\" # d\n  1.5 + 'ü'";
    let pieces = crate::lexer::pieces(Language::Python, text.as_bytes());
    let found: Vec<Token> = tokens(text, &pieces).map(|(_, token)| token).collect();
    let short = |inner| Token::Text { inner, is_long: false };
    assert_eq!(
        found,
        [
            Token::Word("a"),
            Token::Mark(b'.'),
            Token::Word("b"),
            Token::Mark(b'='),
            short("c"),
            Token::Newline,
            Token::Number,
            Token::Mark(b'+'),
            short("ü"),
        ]
    );
}
