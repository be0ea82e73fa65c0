//! Text without characters that break a form or deceive its reader.

/// One line of text: breaks become spaces, and what steers a reader's eye or no XML may hold becomes U+FFFD.
pub fn line(text: &str) -> String {
    text.chars().map(character).collect()
}

fn character(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c if is_hostile(c) => '\u{fffd}',
        c => c,
    }
}

/// Controls, marks that reorder text, invisible tags, and what is no character at all.
// The joiners U+200C and U+200D belong to how some languages are written.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether the text shows anything.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| character(c).is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_a_reader_is_shown_and_breaks_are_spaces() {
        assert_eq!(line("a\nb\tc\r\u{2028}d"), "a b c  d");
        assert_eq!(line("gpj.\u{202e}exe"), "gpj.\u{fffd}exe");
        assert_eq!(line("a\0b\u{1b}c\u{fffe}d\u{10ffff}"), "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}");
    }

    #[test]
    fn letters_of_every_script_stay() {
        for text in ["Ελληνικά", "български", "Zażółć", "größe", "עברית", "می\u{200c}خواهم"]
        {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn breaks_alone_are_blank() {
        assert!(is_blank(" \n\u{a0}"));
        assert!(!is_blank("\0"));
    }
}
