//! Names as the build wrote them, made a table of when somebody asks: a scan asks for those of the languages it meets.

use std::ops::Deref;
use std::sync::OnceLock;

use super::tables::{List, Text};
use crate::names::Names;

#[derive(Debug, Default)]
pub struct Listed {
    bytes: &'static [u8],
    names: OnceLock<Names>,
}

impl Listed {
    pub fn new(bytes: &'static [u8]) -> Listed {
        Listed { bytes, names: OnceLock::new() }
    }

    /// The detector that the first name belongs to.
    pub fn first_row(&self) -> u32 {
        self.list().first().map_or(0, |(_, row)| *row)
    }

    /// A test reads every list, so that none can be broken.
    pub fn list(&self) -> List<'static> {
        postcard::from_bytes(self.bytes).unwrap_or_default()
    }
}

impl Deref for Listed {
    type Target = Names;

    fn deref(&self) -> &Names {
        self.names.get_or_init(|| {
            let list = self.list();
            let mut names = Names::with_room_for(list.len());
            for (Text(name), row) in list {
                // Of two detectors with one name the build has said so.
                let _ = names.add(name, row as usize);
            }
            names
        })
    }
}
