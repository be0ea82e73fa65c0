//! The texts and comments of SQL, where functions of a database ask models by name.

use crate::lexer::Piece;

/// A text ends at the end of its line at the latest: a quote that is misunderstood costs no more.
pub fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let line = || memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let (len, marks, is_comment) = match rest {
            [b'-', b'-', ..] => (line(), (2, 0), true),
            [b'/', b'*', inner @ ..] => match memchr::memmem::find(inner, b"*/") {
                Some(len) => (len + 4, (2, 2), true),
                None => (rest.len(), (2, 0), true),
            },
            [b'\'', inner @ ..] => match memchr::memchr2(b'\'', b'\n', inner) {
                Some(len) if inner.get(len) == Some(&b'\'') => (len + 2, (1, 1), false),
                Some(len) => (len + 1, (1, 0), false),
                None => (rest.len(), (1, 0), false),
            },
            [_, following @ ..] => {
                at += 1 + memchr::memchr3(b'\'', b'-', b'/', following).unwrap_or(following.len());
                continue;
            }
            [] => break,
        };
        let range = at..at + len;
        let inner = range.start + marks.0..(range.end - marks.1).max(range.start + marks.0);
        at = range.end;
        pieces.push(Piece { is_comment, range, inner, is_long: false });
    }
    pieces
}

#[test]
fn texts_and_comments_are_told_apart() {
    let shown = |text: &str| -> Vec<String> {
        let show = |piece: Piece| format!("{}{}", if piece.is_comment { "-" } else { "" }, &text[piece.inner]);
        pieces(text.as_bytes()).into_iter().map(show).collect()
    };
    assert_eq!(
        shown("SELECT a - 'b''c' / 2 -- 'd'\n, 'e' /* 'f'\n */ || 'g'"),
        ["b", "c", "- 'd'", "e", "- 'f'\n ", "g"]
    );
    assert_eq!(shown("'never\n'closed"), ["never", "closed"]);
    assert_eq!(shown("/* never"), ["- never"]);
    assert_eq!(shown("/*/"), ["-/"]);
    assert_eq!(shown(""), [] as [&str; 0]);
}
