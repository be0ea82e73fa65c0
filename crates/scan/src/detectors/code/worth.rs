//! Whether a file that imports nothing of AI is worth reading: some word in it must be the id of a model, or some text
//! given to something called a prompt.

use super::lexicon::lexicon;
use crate::patterns::Clues;

/// How far before its words a prompt may be named.
const NAME_BYTES_MAX: usize = 120;

/// `clues` are those of these bytes.
pub fn is_worth_reading(bytes: &[u8], clues: &Clues) -> bool {
    if !clues.detectors.is_empty() || clues.hub {
        return true;
    }
    let mut done_until = 0;
    let is_model = clues.models.iter().any(|at| {
        if *at < done_until {
            return false;
        }
        let (end, word) = word_around(bytes, *at);
        done_until = end;
        let name = word.rsplit('/').next().unwrap_or(word);
        let inner = name.split_once(':').map_or(name, |(_, inner)| inner);
        [word, name, inner].into_iter().any(|id| lexicon().find(id).is_some_and(|known| !known.is_loose))
    });
    is_model || clues.prompts.iter().any(|at| is_prompt(bytes, *at))
}

/// The word of an id around a place, and where it ends.
fn word_around(bytes: &[u8], at: usize) -> (usize, &str) {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"._:/@+-".contains(byte);
    let before = bytes.get(at.saturating_sub(80)..at).unwrap_or_default();
    let start = at - before.iter().rev().take_while(|byte| is_part(byte)).count();
    let after = bytes.get(at..bytes.len().min(at + 80)).unwrap_or_default();
    let end = at + after.iter().take_while(|byte| is_part(byte)).count();
    let word = std::str::from_utf8(bytes.get(start..end).unwrap_or_default()).unwrap_or_default();
    (end, word.trim_end_matches(['.', ':', '/', '-']))
}

/// Whether what is said at a place is given to something called a prompt or an instruction.
fn is_prompt(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(NAME_BYTES_MAX)..at).unwrap_or_default();
    let before = before.to_ascii_lowercase();
    [&b"prompt"[..], b"instruction", b"system", b"backstory", b"persona"]
        .iter()
        .any(|name| memchr::memmem::find(&before, name).is_some())
}

#[test]
fn a_word_that_only_begins_like_an_id_is_not_worth_it() {
    let worth = |text: &str, at: usize, is_prompt: bool| {
        let places = vec![at];
        let clues = if is_prompt {
            Clues { prompts: places, ..Clues::default() }
        } else {
            Clues { models: places, ..Clues::default() }
        };
        is_worth_reading(text.as_bytes(), &clues)
    };
    assert!(worth("m = 'gpt-4o'", 5, false));
    assert!(worth("m: openai/gpt-4o.", 10, false));
    assert!(!worth("the gpt-engineer", 4, false));
    assert!(worth("SYSTEM_PROMPT = 'You are a door'", 17, true));
    assert!(!worth("message = 'You are a winner'", 11, true));
}
