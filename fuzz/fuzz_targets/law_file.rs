//! Any law file gives a rulebook or mistakes with their places; a rulebook survives its compact form.
#![no_main]
use std::path::Path;

use rulebook::LawFolder;

const TEXTS: &str = "[[act]]\nprefix = \"cra\"\ntitle = \"t\"\nshort = \"s\"\ntext = [{ name = \"original\", in-force = 2024-12-10 }]\n";

libfuzzer_sys::fuzz_target!(|source: &str| {
    let mut law = LawFolder { texts: TEXTS.into(), ..LawFolder::default() };
    law.files.insert("cra/article-02.md".into(), source.into());
    match rulebook::load(Path::new("law"), &law) {
        Ok(book) => {
            let bytes = book.to_bytes().unwrap();
            assert_eq!(rulebook::Rulebook::from_bytes(&bytes).unwrap().blocks.len(), book.blocks.len());
        }
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            mistakes.iter().for_each(|mistake| drop(mistake.to_string()));
        }
    }
});
