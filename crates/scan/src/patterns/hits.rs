//! Where the detectors match in a file.

use super::anchors::Anchored;
use super::template::{is_setting_in_a_comment, is_template};
use super::{Patterns, images, installs, names_a_key, package_key};
use crate::file::SourceFile;
use crate::imports;
use crate::language::{self, Language};
use crate::lexer::{self, Piece};

/// A place where a detector matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit<'b> {
    pub at: usize,
    pub row: usize,
    /// An import rather than a text: in a text it is none.
    pub is_import: bool,
    /// The name of a key that stands here.
    pub key: Option<&'b str>,
    /// The tag of an image.
    pub version: Option<&'b str>,
}

impl Hit<'_> {
    pub fn new(at: usize, row: usize) -> Self {
        Hit { at, row, is_import: false, key: None, version: None }
    }
}

impl Patterns {
    /// Where detectors match, in the order of the file, and its texts and comments, if they had to be looked for.
    pub fn hits_in<'b>(
        &self,
        language: Language,
        file: &SourceFile<'b>,
        anchored: &mut Anchored<'b>,
    ) -> (Vec<Hit<'b>>, Vec<Piece>) {
        let bytes = file.bytes;
        let mut hits = Vec::new();
        self.texts.find(bytes, &mut hits, anchored);
        if matches!(language, Language::Settings | Language::Data) {
            self.settings.find(bytes, &mut hits, anchored);
        }
        anchored.sort();
        for (at, host, rest) in &anchored.addresses {
            let row = self.host(host, rest).or_else(|| self.package_of_address(host, rest));
            hits.extend(row.map(|row| Hit::new(*at, row)));
        }
        for (at, word) in &anchored.words {
            if let Some(row) = self.key(word) {
                hits.push(Hit { key: Some(*word).filter(|word| names_a_key(word)), ..Hit::new(*at, row) });
            }
        }
        if matches!(language, Language::Settings | Language::Data) {
            images::each_image(bytes, |at, name, version| {
                hits.extend(self.image(name).map(|row| Hit { version, ..Hit::new(at, row) }));
            });
            images::each_action(bytes, |at, name| {
                hits.extend(self.actions.find(&name.to_ascii_lowercase(), Some("/")).map(|row| Hit::new(at, row)));
            });
        }
        if matches!(language, Language::Settings | Language::Notebook) {
            installs::each_install(bytes, |ecosystem, at, name| {
                let row =
                    self.packages.get(ecosystem).and_then(|names| names.find(&package_key(ecosystem, name), None));
                hits.extend(row.map(|row| Hit::new(at, row)));
            });
        }
        let names = match language {
            Language::Notebook => self.modules.get(&Language::Python),
            language => self.modules.get(&language),
        };
        if let Some(names) = names {
            imports::each_import(language, bytes, |at, name| {
                let row = match language {
                    Language::C => names.find_header(name),
                    language => names.find(name, Some(imports::separator(language))),
                };
                let wider = names.wider(name, Some(imports::separator(language)));
                let wider = wider.filter(|wider| Some(*wider) != row && self.is_framework(*wider));
                hits.extend(row.into_iter().chain(wider).map(|row| Hit { is_import: true, ..Hit::new(at, row) }));
            });
        }
        if hits.is_empty() {
            return (hits, Vec::new());
        }
        hits.sort_unstable();
        let pieces = lexer::pieces(language, bytes);
        let quiet = language::quiet_ranges(language, &pieces);
        let texts = language::text_ranges(&pieces);
        let is_template = is_template(file.name);
        hits.retain(|hit| {
            let is_said = is_template && is_setting_in_a_comment(bytes, hit.at);
            (is_said || !language::is_quiet(&quiet, hit.at))
                && !(hit.is_import && language != Language::Notebook && language::is_inside(&texts, hit.at))
        });
        (hits, pieces)
    }

    /// The package that a page loads from a network of copies: `https://cdn.jsdelivr.net/npm/x@1/…`.
    fn package_of_address(&self, host: &str, rest: &str) -> Option<usize> {
        let path = match host {
            "cdn.jsdelivr.net" => rest.strip_prefix("/npm/")?,
            "unpkg.com" | "esm.sh" | "esm.run" | "cdn.skypack.dev" => rest.strip_prefix('/')?,
            "ga.jspm.io" => rest.strip_prefix("/npm:")?,
            _ => return None,
        };
        let scope_len = if path.starts_with('@') { path.find('/')? + 1 } else { 0 };
        let name_len = path[scope_len..].find(['@', '/', '?', '+']).unwrap_or(path.len() - scope_len);
        self.packages.get("npm")?.find(&path[..scope_len + name_len], None)
    }
}
