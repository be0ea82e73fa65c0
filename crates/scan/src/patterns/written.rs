//! The form of `detectors/*.toml`, and what the build makes of it: lists that a start need not take apart.
//!
//! Only the build script and the tests have it, so it uses nothing of this crate but the form of the lists.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::tables::{List, Tables, Text, WrittenRow, package_key};

/// The ecosystems whose package names a detector may list.
const ECOSYSTEMS: [&str; 11] =
    ["cargo", "composer", "gem", "go", "hex", "maven", "npm", "nuget", "pub", "pypi", "swift"];

/// A shorter text occurs by chance.
const TEXT_BYTES_MIN: usize = 8;

/// One detector as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub struct Written<'a> {
    pub id: Text<'a>,
    pub name: Text<'a>,
    /// Who runs or makes what is found.
    pub provider: Option<Text<'a>>,
    /// Where it differs from that of the file.
    pub kind: Option<Text<'a>>,
    #[serde(default)]
    pub paths: Vec<Text<'a>>,
    #[serde(default)]
    pub packages: BTreeMap<Text<'a>, Vec<Text<'a>>>,
    #[serde(default)]
    pub imports: BTreeMap<Text<'a>, Vec<Text<'a>>>,
    #[serde(default)]
    pub text: Vec<Text<'a>>,
    /// The same, in settings only.
    #[serde(default)]
    pub settings: Vec<Text<'a>>,
    #[serde(default)]
    pub hosts: Vec<Text<'a>>,
    #[serde(default)]
    pub keys: Vec<Text<'a>>,
    #[serde(default)]
    pub images: Vec<Text<'a>>,
    #[serde(default)]
    pub actions: Vec<Text<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
pub struct WrittenFile<'a> {
    pub kind: Text<'a>,
    /// One finding for each place of the tree is enough.
    #[serde(default)]
    pub once: bool,
    pub detector: Vec<Written<'a>>,
}

/// The lists of all files as bytes; each file is given by its name without the ending. The error names the file and the
/// detector.
pub fn packed<'a>(files: Vec<(&'a str, WrittenFile<'a>)>) -> Result<Vec<u8>, String> {
    let mut made = Made::default();
    let mut ids = BTreeSet::new();
    for (group, file) in files {
        for detector in file.detector {
            let id = detector.id.0.clone();
            let mistake = |fault| format!("detectors/{group}.toml: {id}: {fault}");
            if !ids.insert(id.clone()) {
                return Err(mistake("another detector has this id".to_owned()));
            }
            if file.once {
                made.tables.once.push(Text(id.clone()));
            }
            made.add(&file.kind, group, detector).map_err(mistake)?;
        }
    }
    let Made { mut tables, packages, modules, keys, images, actions } = made;
    let written = |names: Names| postcard::to_stdvec(&names.list).map_err(|error| error.to_string());
    [tables.keys, tables.images, tables.actions] = [written(keys)?, written(images)?, written(actions)?];
    for (found, list) in [(packages, &mut tables.packages), (modules, &mut tables.modules)] {
        for (of, names) in found {
            list.push((of, written(names)?));
        }
    }
    postcard::to_stdvec(&tables).map_err(|error| error.to_string())
}

#[derive(Default)]
struct Made<'a> {
    tables: Tables<'a, Vec<u8>>,
    packages: BTreeMap<Text<'a>, Names<'a>>,
    modules: BTreeMap<Text<'a>, Names<'a>>,
    keys: Names<'a>,
    images: Names<'a>,
    actions: Names<'a>,
}

/// A list in which a name is that of one detector, unless it is open: then it ends in `*`.
#[derive(Default)]
struct Names<'a> {
    list: List<'a>,
    rows: BTreeMap<Cow<'a, str>, u32>,
}

impl<'a> Names<'a> {
    /// Gives the name back if another detector has it already.
    fn add(&mut self, name: Cow<'a, str>, row: u32) -> Result<(), Cow<'a, str>> {
        if let Some(start) = name.strip_suffix('*') {
            // A shorter one would be open to everything.
            if start.len() < 2 {
                return Err(name);
            }
        } else {
            match self.rows.insert(name.clone(), row) {
                Some(known) if known != row => {
                    self.rows.insert(name.clone(), known);
                    return Err(name);
                }
                Some(_) => return Ok(()),
                None => {}
            }
        }
        self.list.push((Text(name), row));
        Ok(())
    }
}

impl<'a> Made<'a> {
    fn add(&mut self, kind: &Text<'a>, group: &'a str, written: Written<'a>) -> Result<(), String> {
        let row = u32::try_from(self.tables.rows.len()).map_err(|error| error.to_string())?;
        self.tables.paths.extend(written.paths.into_iter().map(|path| (path, row)));
        for (ecosystem, names) in written.packages {
            if !ECOSYSTEMS.contains(&&*ecosystem.0) {
                return Err(format!("unknown ecosystem {:?}", ecosystem.0));
            }
            let language = imported_by(&ecosystem.0);
            for Text(name) in names {
                // What is asked for by name is imported by the same name; a name of its own goes before.
                if let Some(language) = language {
                    let modules = self.modules.entry(Text(language.into())).or_default();
                    let _ = modules.add(name.clone(), row);
                }
                let key = Cow::Owned(package_key(&ecosystem.0, &name).into_owned());
                let added = self.packages.entry(ecosystem.clone()).or_default().add(key, row);
                added.map_err(|name| format!("another detector has the package {name:?}"))?;
            }
        }
        for (language, modules) in written.imports {
            for Text(module) in modules {
                let added = self.modules.entry(language.clone()).or_default().add(module, row);
                added.map_err(|name| format!("another detector has the module {name:?}"))?;
            }
        }
        for (list, found) in [(written.text, &mut self.tables.texts), (written.settings, &mut self.tables.settings)] {
            for text in list {
                if text.0.len() < TEXT_BYTES_MIN {
                    return Err(format!("{:?} is too short to be telling", text.0));
                }
                found.push((text, row));
            }
        }
        for host in written.hosts {
            if self.tables.hosts.iter().any(|(known, _)| *known == host) {
                return Err(format!("another detector has the host {:?}", host.0));
            }
            self.tables.hosts.push((host, row));
        }
        let lists =
            [(written.keys, &mut self.keys), (written.images, &mut self.images), (written.actions, &mut self.actions)];
        for (list, names) in lists {
            for Text(name) in list {
                names.add(name, row).map_err(|name| format!("another detector has {name:?}"))?;
            }
        }
        let kind = written.kind.unwrap_or_else(|| kind.clone());
        let (id, name, provider) = (written.id, written.name, written.provider);
        self.tables.rows.push(WrittenRow { id, name, kind, provider, group: Text(group.into()) });
        Ok(())
    }
}

/// The language in which a package is imported by its own name.
fn imported_by(ecosystem: &str) -> Option<&'static str> {
    match ecosystem {
        "npm" => Some("javascript"),
        "go" => Some("go"),
        "pub" => Some("dart"),
        _ => None,
    }
}
