//! The artwork that a section shows.

use paper::Block;
use reasoning::facts::ThingId;

use crate::definition::Picture;
use crate::fields::{Value, value};
use crate::said::plain;
use crate::words::Variable;
use crate::{Matter, ce_marking};

/// The artwork; nothing while the number that has to follow it is not known. `alt` are the words for who cannot see
/// it.
pub(crate) fn picture(
    matter: &Matter<'_>,
    picture: &Picture,
    at: ThingId,
    cites: &[String],
    alt: &[Block],
) -> Option<Block> {
    let number = match &picture.number {
        None => None,
        Some(name) => {
            let variable = Variable { name: name.clone(), selects: false };
            let Value::Known(fields) = value(matter, at, &variable, cites) else { return None };
            Some(fields.into_iter().next()?.text)
        }
    };
    let alt = alt.iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(plain(text)),
        _ => None,
    });
    Some(ce_marking::picture(picture.height_mm, number.as_deref(), alt.unwrap_or_default()))
}
