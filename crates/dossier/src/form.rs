//! The words of the form itself, such as "Draft" and "What is missing": one catalogue a language, for all papers.

use std::path::Path;

use rulebook::mistake::Mistake;
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};

use crate::words::Words;

/// Reads a catalogue of the form, which has a message for each of its words and nothing else.
pub(crate) fn read(path: &Path, source: &str) -> Result<paper::Words, Vec<Mistake>> {
    let words = Words::read(path, source)?;
    let mut mistakes = Vec::new();
    let mut messages = Vec::new();
    for key in words.keys() {
        let text = words.plain(key).unwrap_or_default();
        if words.variables(key).is_some_and(|variables| !variables.is_empty()) {
            mistakes.push(Mistake::at(path, format!("`{key}` speaks of a value, but a form has none")));
        } else if text.trim().is_empty() {
            mistakes.push(Mistake::at(path, format!("`{key}` says nothing")));
        }
        messages.push((key.to_owned(), text));
    }
    match paper::Words::deserialize(MapDeserializer::<_, Error>::new(messages.into_iter())) {
        Ok(form) if mistakes.is_empty() => Ok(form),
        Ok(_) => Err(mistakes),
        Err(error) => {
            mistakes.push(Mistake::at(path, error.to_string()));
            Err(mistakes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = include_str!("../../../papers/words/en.ftl");

    fn why(source: &str) -> String {
        let mistakes = read(Path::new("en.ftl"), source).expect_err("a mistake");
        mistakes.iter().map(|mistake| mistake.message.as_str()).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn the_english_catalogue_says_what_the_form_says_without_one() {
        assert_eq!(read(Path::new("en.ftl"), ENGLISH), Ok(paper::Words::english()));
    }

    #[test]
    fn a_word_that_is_missing_or_that_no_form_has_is_refused() {
        assert!(why(&ENGLISH.replace("table = Table\n", "")).contains("`table`"));
        assert!(why(&format!("{ENGLISH}footer = Footer\n")).contains("`footer`"));
    }

    #[test]
    fn a_word_that_says_nothing_or_speaks_of_a_value_is_refused() {
        assert!(why(&ENGLISH.replace("table = Table", "table = { \"\" }")).contains("`table` says nothing"));
        assert!(why(&ENGLISH.replace("table = Table", "table = { $product }")).contains("`table` speaks of a value"));
    }
}
