//! Any ledger, list of paragraphs, crosswalk or report gives a rulebook or mistakes with their places.
#![no_main]
use std::path::Path;

use rulebook::LawFolder;

const TEXTS: &str = "[[act]]\nprefix = \"cra\"\ntitle = \"t\"\nshort = \"s\"\ntext = [{ name = \"original\", in-force = 2024-12-10 }]\n";
const THEMES: &str = "[[theme]]\nid = \"scope\"\ntitle = \"t\"\nsummary = \"s\"\ncra = [\"cra:2\"]\naia = []\n";

libfuzzer_sys::fuzz_target!(|source: &str| {
    for path in [
        "cra/ledger.toml",
        "cra/paragraphs.toml",
        "crosswalk/themes.toml",
        "crosswalk/scope.toml",
        "report/mapping.toml",
    ] {
        let mut law = LawFolder { texts: TEXTS.into(), ..LawFolder::default() };
        law.files.insert("cra/article-02.md".into(), "# Article 2 Scope\n\n## 2(1) Scope\n\nIt applies.\n".into());
        law.tables.insert("crosswalk/themes.toml".into(), THEMES.into());
        law.tables.insert(path.into(), source.into());
        match rulebook::load(Path::new("law"), &law) {
            Ok(book) => drop(book.unaccounted()),
            Err(mistakes) => mistakes.iter().for_each(|mistake| drop(mistake.to_string())),
        }
    }
});
