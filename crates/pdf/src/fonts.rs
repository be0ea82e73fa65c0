//! The one typeface of the papers. It has Latin, Greek, Cyrillic and Hebrew; its licence is in `fonts/OFL.txt`.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

const FILES: [&[u8]; 4] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/LibertinusSerif-Regular.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/LibertinusSerif-Bold.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/LibertinusSerif-Italic.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/LibertinusSerif-BoldItalic.otf")),
];

pub struct Fonts {
    pub book: LazyHash<FontBook>,
    pub faces: Vec<Font>,
}

/// Read once in a process.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let faces: Vec<Font> = FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
});

impl Fonts {
    /// Whether the upright face has a glyph for it.
    pub fn has(&self, c: char) -> bool {
        self.faces.first().is_some_and(|face| face.info().coverage.contains(u32::from(c)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_official_language_can_be_written() {
        assert_eq!(FONTS.faces.len(), 4);
        let letters = "ÁÄÅÆČĎĐÉĖĒĚĢĦÍĪĮĶĻŁŃŇÑÓÖŐØŒŘŠȘŤȚÚÜŰŪŲŮÝŽẞß ΆΈΉΊΌΎΏΪΫΐΰς ЀЍЪЬЩЮЯ €§–—„“”‚‘’«»…•·";
        for c in letters.chars() {
            assert!(FONTS.has(c), "{c}");
        }
        assert!(!FONTS.has('中'));
    }
}
