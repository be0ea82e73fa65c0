//! The words of a section with the values in their places.

use domain::Answer;
use paper::{Block, Field, Inline};
use reasoning::facts::ThingId;

use crate::Matter;
use crate::fields::{Value, value};
use crate::words::{Piece, Stretch, Variable, Words};

/// Words with their values.
pub(crate) struct Said {
    pub blocks: Vec<Block>,
    /// No value was missing.
    pub complete: bool,
    /// What chose between words, and is not shown.
    pub chosen: Vec<Field>,
}

/// The words under a key, for a thing; nothing if there are none. `cites` is what asks for them.
pub(crate) fn said(matter: &Matter<'_>, words: &Words, key: &str, at: ThingId, cites: &[String]) -> Option<Said> {
    let mut values: Vec<Vec<Inline>> = Vec::new();
    let (mut gaps, mut chosen) = (Vec::new(), Vec::new());
    let mut arguments: Vec<(Variable, Result<usize, String>)> = Vec::new();
    for variable in words.variables(key)? {
        let argument = match value(matter, at, variable, cites) {
            Value::Word(word, gap) => {
                gaps.extend(gap);
                chosen.push(word.clone());
                Err(word.text)
            }
            Value::Missing(gap) if variable.selects => {
                gaps.push(gap);
                Err(Answer::Unknown.as_str().to_owned())
            }
            Value::Missing(gap) => {
                values.push(vec![Inline::Gap(gap)]);
                Ok(values.len() - 1)
            }
            Value::Known(fields) => {
                values.push(fields.into_iter().map(Inline::Field).collect());
                Ok(values.len() - 1)
            }
        };
        arguments.push((variable.clone(), argument));
    }
    let stretches = words.stretches(key, &arguments);
    let mut blocks: Vec<Block> = stretches.into_iter().map(|stretch| block(stretch, &values)).collect();
    let mut complete = gaps.is_empty();
    if !gaps.is_empty() {
        blocks.push(Block::Paragraph(gaps.into_iter().map(Inline::Gap).collect()));
    }
    complete &= !blocks.iter().any(has_gap);
    Some(Said { blocks, complete, chosen })
}

fn block(stretch: Stretch, values: &[Vec<Inline>]) -> Block {
    match stretch {
        Stretch::List(items) => {
            Block::List { ordered: false, items: items.iter().map(|item| inlines(item, values)).collect() }
        }
        Stretch::Paragraph(pieces) => match pieces.as_slice() {
            [Piece::Value(only)] if values.get(*only).is_some_and(|values| values.len() > 1) => {
                let items = values.get(*only).into_iter().flatten().map(|value| vec![value.clone()]).collect();
                Block::List { ordered: false, items }
            }
            pieces => Block::Paragraph(inlines(pieces, values)),
        },
    }
}

fn inlines(pieces: &[Piece], values: &[Vec<Inline>]) -> Vec<Inline> {
    let mut text = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push(Inline::Text(words.clone())),
            Piece::Value(at) => {
                for (number, value) in values.get(*at).into_iter().flatten().enumerate() {
                    if number > 0 {
                        text.push(Inline::Text(", ".to_owned()));
                    }
                    text.push(value.clone());
                }
            }
        }
    }
    text
}

fn has_gap(block: &Block) -> bool {
    let in_text = |text: &Vec<Inline>| text.iter().any(|inline| matches!(inline, Inline::Gap(_)));
    match block {
        Block::Paragraph(text) => in_text(text),
        Block::List { items, .. } => items.iter().any(in_text),
        _ => false,
    }
}

/// Text as it is read, without its marks.
pub(crate) fn plain(text: &[Inline]) -> String {
    let shown = text.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) | Inline::Link { text, .. } => text.as_str(),
        Inline::Field(field) => &field.text,
        Inline::Gap(gap) => &gap.what,
    });
    shown.collect()
}
