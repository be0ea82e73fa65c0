//! Telling texts, and where they stand.

use aho_corasick::{AhoCorasick, MatchKind};

use super::PatternError;
use super::hits::Hit;

/// Telling texts, searched for wherever no comment is.
#[derive(Debug, Default)]
pub struct Texts {
    rows: Vec<usize>,
    /// Several small searches: for up to about fifty texts, leftmost first, vector instructions look for all
    /// of them at once, and two such passes are faster than one through an automaton.
    searches: Vec<AhoCorasick>,
}

const TEXTS_PER_SEARCH: usize = 42;

impl Texts {
    pub fn new(texts: Vec<(String, usize)>) -> Result<Texts, PatternError> {
        let mut searches = Vec::new();
        for texts in texts.chunks(TEXTS_PER_SEARCH) {
            // The limits of the builder are far beyond any list written by hand.
            let search =
                AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(texts.iter().map(|(text, _)| text));
            let fault = |error: aho_corasick::BuildError| PatternError::Toml {
                file: String::new(),
                message: error.to_string(),
            };
            searches.push(search.map_err(fault)?);
        }
        Ok(Texts { rows: texts.into_iter().map(|(_, row)| row).collect(), searches })
    }

    /// Where each text stands, and the detector it belongs to.
    pub fn find(&self, bytes: &[u8], hits: &mut Vec<Hit>) {
        for (search, rows) in self.searches.iter().zip(self.rows.chunks(TEXTS_PER_SEARCH)) {
            for hit in search.find_iter(bytes) {
                // `xaws_bedrock` is not `aws_bedrock`.
                let before = hit.start().checked_sub(1).map_or(b' ', |at| bytes[at]);
                if !before.is_ascii_alphanumeric() && before != b'_' {
                    hits.push(Hit::new(hit.start(), rows[hit.pattern().as_usize()]));
                }
            }
        }
    }
}
