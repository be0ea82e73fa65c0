//! What the Gradle files of each folder say to those below it.

use std::collections::HashMap;

use super::{gradle, gradle_catalogue, gradle_properties};
use crate::join;
use crate::sheet::Sheet;

/// What the files of one folder say, and those in its folder `gradle`.
#[derive(Debug, Default)]
pub struct Folder {
    pub values: HashMap<String, String>,
    pub managed: HashMap<String, String>,
    pub group: Option<String>,
    pub version: Option<String>,
    /// Catalogues by name.
    pub catalogues: HashMap<String, Catalogue>,
}

#[derive(Debug, Default)]
pub struct Catalogue {
    pub sheet: usize,
    /// The wishes behind each name.
    pub entries: HashMap<String, Vec<usize>>,
}

pub type Folders = HashMap<String, Folder>;

/// Adds what one file says.
pub fn collect(path: &str, at: usize, sheet: &Sheet, folders: &mut Folders) {
    let folder = join::folder(path);
    let owner = match folder.rsplit_once('/') {
        Some((owner, "gradle")) => owner,
        None if folder == "gradle" => "",
        _ => folder,
    };
    let known = folders.entry(owner.to_owned()).or_default();
    let mut catalogue = Catalogue { sheet: at, ..Catalogue::default() };
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".versions.toml"));
    for (name, value) in &sheet.settings {
        let mut fields = value.split('\t');
        let first = fields.next().unwrap_or_default();
        let second = fields.next();
        match (&**name, second) {
            (gradle_properties::PROPERTY, _) if sheet.detector == gradle_properties::DETECTOR.id => {
                if let Some((name, value)) = value.split_once(' ') {
                    known.values.entry(name.to_owned()).or_insert_with(|| value.to_owned());
                }
            }
            (gradle_catalogue::ENTRY, _) if stem.is_some() => {
                let wishes = second.into_iter().chain(fields).filter_map(|wish| wish.parse().ok()).collect();
                catalogue.entries.insert(first.to_owned(), wishes);
            }
            (gradle_catalogue::VERSION, Some(version)) if stem.is_some() => {
                let name = format!("{}.{first}", stem.unwrap_or_default());
                known.values.entry(name).or_insert_with(|| version.to_owned());
            }
            (gradle::VARIABLE, Some(value)) => {
                known.values.entry(first.to_owned()).or_insert_with(|| value.to_owned());
            }
            (gradle::MANAGED, Some(version)) => {
                known.managed.entry(first.to_owned()).or_insert_with(|| version.to_owned());
            }
            (gradle::GROUP, _) => known.group = known.group.take().or(Some(value.clone())),
            (gradle::VERSION, None) => known.version = known.version.take().or(Some(value.clone())),
            _ => {}
        }
    }
    if let Some(stem) = stem {
        known.catalogues.insert(stem.to_owned(), catalogue);
    }
}
