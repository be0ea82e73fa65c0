//! The artwork that a section shows.

use paper::Block;
use reasoning::facts::ThingId;

use crate::definition::Section;
use crate::fields::{Value, value};
use crate::said::{plain, said};
use crate::words::{Variable, Words};
use crate::{Matter, ce_marking};

/// The artwork of a section, if it has one; nothing while the number that has to follow it is not known.
pub(crate) fn picture(
    matter: &Matter<'_>,
    words: &Words,
    section: &Section,
    at: ThingId,
    cites: &[String],
) -> Option<Block> {
    let picture = section.picture.as_ref()?;
    let number = match &picture.number {
        None => None,
        Some(name) => {
            let variable = Variable { name: name.clone(), selects: false };
            let Value::Known(fields) = value(matter, at, &variable, cites) else { return None };
            Some(fields.into_iter().next()?.text)
        }
    };
    let alt =
        said(matter, words, &format!("{}.alt", section.id), at, cites).map(|said| said.blocks).unwrap_or_default();
    let alt = alt.iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(plain(text)),
        _ => None,
    });
    Some(ce_marking::picture(picture.height_mm, number.as_deref(), alt.unwrap_or_default()))
}
