//! Text that can be set: no character without a glyph, no word wider than the page.

use paper::clean;

use crate::fonts::FONTS;

/// A code or an address is broken after so many characters without a sign to break at.
const LONGEST_CODE: usize = 24;

/// A word of letters alone may be longer: languages have such words, and tables hyphenate them.
const LONGEST_WORD: usize = 40;

/// An archival PDF takes no longer string in its properties.
const LONGEST_PROPERTY: usize = 2000;

/// Cleaned text. Characters that no face has are named by their code point, so that nothing is lost silently.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_naming = false;
    for c in clean::line(text).chars() {
        if is_settable(c) {
            if is_naming {
                out.push(']');
            }
            out.push(c);
            is_naming = false;
        } else if !is_ignorable(c) {
            out.push_str(if is_naming { " " } else { "[" });
            out.push_str(&format!("U+{:04X}", u32::from(c)));
            is_naming = true;
        }
    }
    if is_naming {
        out.push(']');
    }
    out
}

/// The same with places at which long words and addresses may break.
pub fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in shown(text).split_inclusive(' ') {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let longest = if word.chars().all(char::is_alphabetic) { LONGEST_WORD } else { LONGEST_CODE };
        if word.chars().nth(longest).is_some() {
            break_up(piece, &mut out);
        } else {
            out.push_str(piece);
        }
    }
    out
}

fn break_up(word: &str, out: &mut String) {
    let mut run = 0;
    for c in word.chars() {
        out.push(c);
        run += 1;
        let is_sign = matches!(c, '/' | '.' | '-' | '_' | ':' | '@' | '?' | '&' | '=' | '#' | '%' | ',' | ';');
        if (is_sign && run > 2) || run >= LONGEST_CODE / 2 {
            out.push('\u{200b}');
            run = 0;
        }
    }
}

/// For properties, which have a limit.
pub fn property(text: &str) -> String {
    short(text, LONGEST_PROPERTY)
}

pub fn short(text: &str, most: usize) -> String {
    let text = shown(text);
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text,
    }
}

fn is_settable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{200c}' | '\u{200d}' | '\u{ad}') || (!is_private(c) && FONTS.has(c))
}

/// They only choose between forms of the character before.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What they mean no reader can know, and an archival PDF refuses them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_glyph_is_named() {
        assert_eq!(shown("Zażółć Ελλάς Български"), "Zażółć Ελλάς Български");
        assert_eq!(shown("a中文b"), "a[U+4E2D U+6587]b");
        assert_eq!(shown("\u{e000}"), "[U+E000]");
    }

    #[test]
    fn long_words_may_break_and_short_ones_not() {
        assert_eq!(breakable("conformity assessment"), "conformity assessment");
        assert_eq!(breakable("https://example.org/product"), "https:\u{200b}//example.\u{200b}org/\u{200b}product");
        assert_eq!(breakable(&"a1".repeat(15)).matches('\u{200b}').count(), 2);
        assert_eq!(breakable("Cybersicherheitsanforderungen,"), "Cybersicherheitsanforderungen,");
        assert_eq!(breakable(&"a".repeat(60)).matches('\u{200b}').count(), 5);
    }

    #[test]
    fn what_is_too_long_says_so() {
        assert_eq!(short("abcdef", 3), "abc…");
        assert_eq!(short("abc", 3), "abc");
    }
}
