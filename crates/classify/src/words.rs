//! From characters to plain words: lower case, no accents, no endings.

/// A word as written, and what stands before it.
#[derive(Clone, Debug, PartialEq)]
pub struct RawWord {
    /// Lower case, ASCII where a plain letter exists, without possessive `'s`.
    pub text: String,
    /// A full stop, a semicolon or a line break came before it.
    pub starts_sentence: bool,
    /// A comma, a dash, a bracket or a colon came before it.
    pub starts_clause: bool,
    /// Joined to a neighbour by a hyphen: the "on" of "on-demand" is no preposition.
    pub hyphenated: bool,
}

/// Splits a text into at most `limit` words.
pub fn split(text: &str, limit: usize) -> Vec<RawWord> {
    let mut words: Vec<RawWord> = Vec::new();
    let mut current = String::new();
    let (mut sentence, mut clause, mut after_hyphen) = (true, false, false);
    let mut characters = text.chars().peekable();
    let mut before_gap = ' ';
    while let Some(character) = characters.next() {
        if character == '\'' || character == '\u{2019}' {
            continue; // don't → dont, Alzheimer's → alzheimers; the plural ending goes later
        }
        if character.is_alphanumeric() {
            // A word nobody would write costs memory and matches nothing.
            if current.len() < LONGEST {
                plain_letter(character, &mut current);
            }
            continue;
        }
        let spaced = characters.peek().is_none_or(|next| next.is_whitespace());
        if !current.is_empty() {
            let text = std::mem::take(&mut current);
            let before_hyphen = HYPHENS.contains(&character) && !spaced;
            let hyphenated = after_hyphen || before_hyphen;
            words.push(RawWord { text, starts_sentence: sentence, starts_clause: clause, hyphenated });
            if words.len() == limit {
                return words;
            }
            (sentence, clause, after_hyphen) = (false, false, before_hyphen);
            before_gap = character;
        }
        match character {
            '!' | '?' | ';' | '\n' | '\r' => sentence = true,
            // Not in "802.11", "X.509" or "AVA_VAN.3".
            '.' if spaced => sentence = true,
            ',' | ':' | '(' | ')' | '[' | ']' | '\u{2013}' | '\u{2014}' | '\u{2026}' => clause = true,
            // A dash between blanks, not the hyphen of "end-to-end".
            '-' if spaced && before_gap.is_whitespace() => clause = true,
            _ => {}
        }
    }
    if !current.is_empty() {
        let hyphenated = after_hyphen;
        words.push(RawWord { text: current, starts_sentence: sentence, starts_clause: clause, hyphenated });
    }
    words
}

const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
const LONGEST: usize = 40;

fn plain_letter(character: char, out: &mut String) {
    for lower in character.to_lowercase() {
        match lower {
            'à' | 'á' | 'â' | 'ã' | 'å' => out.push('a'),
            'ä' | 'æ' => out.push_str("ae"),
            'ç' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' => out.push('o'),
            'ö' | 'ø' | 'œ' => out.push_str("oe"),
            'ù' | 'ú' | 'û' => out.push('u'),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            // Full-width forms of Latin letters and digits.
            '\u{ff10}'..='\u{ff5e}' => {
                out.extend(char::from_u32(u32::from(lower) - 0xfee0).map(|plain| plain.to_ascii_lowercase()));
            }
            other => out.push(other),
        }
    }
}

/// Takes the endings of English verbs and plurals off, so that `manages` and `managing` are one word.
///
/// Words and terms pass through it alike, so a stem need not be a word. British and American spelling
/// come out the same.
pub fn stem(word: &str) -> String {
    if let Some((_, root)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return (*root).to_owned();
    }
    let mut stem = word.to_owned();
    if !word.is_ascii() || word.len() < 4 {
        return stem;
    }
    if let Some(root) = singular(&stem) {
        stem = root;
    }
    for ending in ["ing", "ed"] {
        if let Some(root) = stem.strip_suffix(ending)
            && root.len() >= 3
            && root.contains(['a', 'e', 'i', 'o', 'u', 'y'])
            && !stem.ends_with("eed")
        {
            stem = undouble(root).to_owned();
            break;
        }
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    for (british, american) in BRITISH {
        if stem.contains(british) {
            stem = stem.replace(british, american);
        }
    }
    match stem.strip_suffix("is") {
        Some(root) if root.len() >= 4 => format!("{root}iz"),
        _ => stem,
    }
}

/// Whether a word looks like a form of a verb rather than the noun of the same stem.
pub fn is_verbal(word: &str) -> bool {
    (word.ends_with("ing") || word.ends_with("ed")) && stem(word) != word
}

/// Forms that the endings would get wrong: another word would come out, or none.
const IRREGULAR: &[(&str, &str)] = &[
    ("ads", "ad"),
    ("building", "building"),
    ("buildings", "building"),
    ("children", "child"),
    ("clothing", "clothing"),
    ("cvs", "cv"),
    ("housing", "housing"),
    ("kids", "kid"),
    ("men", "man"),
    ("mice", "mouse"),
    ("news", "news"),
    ("pcs", "pc"),
    ("training", "training"),
    ("tvs", "tv"),
    ("women", "woman"),
];

const BRITISH: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("olour", "olor"),
    ("aviour", "avior"),
    ("efenc", "efens"),
    ("icenc", "icens"),
    ("centr", "center"),
    ("fibr", "fiber"),
    ("atalogu", "atalog"),
    ("programm", "program"),
    ("ll", "l"),
];

fn singular(word: &str) -> Option<String> {
    if let Some(root) = word.strip_suffix("ies").filter(|root| root.len() >= 2) {
        return Some(format!("{root}y"));
    }
    if let Some(root) = word.strip_suffix("es")
        && root.len() >= 3
        && ["s", "x", "z", "ch", "sh"].iter().any(|end| root.ends_with(end))
    {
        return Some(root.to_owned());
    }
    let root = word.strip_suffix('s')?;
    let kept = ["s", "u", "i"].iter().any(|end| root.ends_with(end));
    (!kept).then(|| root.to_owned())
}

fn undouble(root: &str) -> &str {
    match root.as_bytes() {
        [.., a, b] if a == b && !b"lsz".contains(b) => &root[..root.len() - 1],
        _ => root,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        split(text, 100).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn one_stem_for_all_forms_of_a_verb() {
        for form in ["manage", "manages", "managed", "managing"] {
            assert_eq!(stem(form), "manag");
        }
        assert_eq!(stem("recognises"), stem("recognizing"));
        assert_eq!(stem("batteries"), stem("battery"));
        assert_eq!(stem("uses"), "use");
        assert_eq!(stem("switches"), "switch");
    }

    #[test]
    fn a_full_stop_inside_a_number_ends_no_sentence() {
        let words = split("Evaluated at AVA_VAN.3. Small", 100);
        let starts: Vec<_> = words.iter().filter(|word| word.starts_sentence).map(|word| word.text.as_str()).collect();
        assert_eq!(starts, ["evaluated", "small"]);
    }

    #[test]
    fn accents_and_full_width_letters_become_plain() {
        assert_eq!(words("Café Türschloss ＷＩＦＩ"), ["cafe", "tuerschloss", "wifi"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert!(words(&"x".repeat(100_000))[0].len() <= LONGEST);
    }
}
