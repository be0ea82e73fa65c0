//! Telling texts and anchors, and where they stand.

use std::borrow::Cow;

use super::anchors::{Anchor, Anchored};
use super::hits::Hit;
use super::search::Search;

/// What a text is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// It shows what this detector is about, wherever no comment is.
    Detector(usize),
    Anchor(Anchor),
}

#[derive(Debug, Default)]
pub struct Texts {
    targets: Vec<Target>,
    search: Search,
}

impl Texts {
    pub fn new(texts: Vec<(Cow<'static, str>, Target)>) -> Texts {
        let (texts, targets) = texts.into_iter().unzip();
        Texts { targets, search: Search::new(texts) }
    }

    pub fn find<'b>(&self, bytes: &'b [u8], hits: &mut Vec<Hit<'b>>, anchored: &mut Anchored<'b>) {
        self.search.each(bytes, |text, at| match self.targets.get(text) {
            Some(Target::Detector(row)) => {
                // `xaws_bedrock` is not `aws_bedrock`.
                let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
                if !before.is_ascii_alphanumeric() && before != b'_' {
                    hits.push(Hit::new(at, *row));
                }
            }
            Some(Target::Anchor(anchor)) => anchored.add(*anchor, bytes, at),
            None => {}
        });
    }
}
