//! What the pattern detectors saw in one file: where the reading of its code begins.

use crate::lexer::Piece;

/// What was seen outside of comments. Empty for a file that has nothing to do with AI.
#[derive(Clone, Debug, Default)]
pub struct Clues {
    /// Detectors of AI assets, in the order of the file, each once.
    pub detectors: Vec<usize>,
    /// Where something looks like the id of a model.
    pub models: Vec<usize>,
    /// Where something looks like words to a model.
    pub prompts: Vec<usize>,
    /// The texts and comments of the file, if they were looked for.
    pub pieces: Vec<Piece>,
    /// Whether a page of the Hugging Face hub is named.
    pub hub: bool,
}

impl Clues {
    pub fn any(&self) -> bool {
        !self.detectors.is_empty() || !self.models.is_empty() || !self.prompts.is_empty() || self.hub
    }
}
