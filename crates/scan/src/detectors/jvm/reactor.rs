//! The Maven projects of a tree and what they take of each other: parents, properties, managed versions.

use std::collections::{HashMap, HashSet};

use super::model::{self, Entry};
use super::pom::Use;
use crate::join;
use crate::sheet::Sheet;

/// More generations than any project has.
const PARENTS_MAX: usize = 30;
/// More models that one project takes versions from than any has.
const SOURCES_MAX: usize = 200;

/// One project, as written.
#[derive(Debug, Default)]
pub struct Project {
    pub sheet: usize,
    pub folder: String,
    pub group: String,
    pub artifact: String,
    pub version: String,
    /// Group, artifact, version, where it stands, and the line.
    pub parent: Option<[String; 5]>,
    properties: HashMap<String, String>,
    pub entries: Vec<Entry>,
    managed: HashMap<Key, (String, String)>,
    managed_plugins: HashMap<(String, String), String>,
    imports: Vec<(String, String)>,
    pub chain: Vec<usize>,
}

/// Group, artifact, type and classifier.
type Key = (String, String, String, String);

#[derive(Debug, Default)]
pub struct Reactor {
    pub projects: Vec<Project>,
    by_path: HashMap<String, usize>,
    by_name: HashMap<(String, String), Vec<usize>>,
}

impl Project {
    fn new(at: usize, sheet: &Sheet) -> Project {
        let path = join::path(sheet);
        let mut project = Project { sheet: at, folder: join::folder(&path).to_owned(), ..Project::default() };
        for (name, value) in &sheet.settings {
            let fields: Vec<String> = value.split('\t').map(str::to_owned).collect();
            match &**name {
                model::PROJECT => {
                    if let Ok([group, artifact, version]) = <[String; 3]>::try_from(fields) {
                        (project.group, project.artifact, project.version) = (group, artifact, version);
                    }
                }
                model::PARENT => project.parent = <[String; 5]>::try_from(fields).ok(),
                model::PROPERTY => {
                    if let Some((name, value)) = value.split_once(' ') {
                        project.properties.insert(name.to_owned(), value.to_owned());
                    }
                }
                model::ARTIFACT => project.entries.extend(Entry::parse(value)),
                _ => {}
            }
        }
        project
    }
}

impl Reactor {
    pub fn new<'a>(sheets: impl Iterator<Item = (usize, &'a Sheet)>) -> Reactor {
        let mut reactor = Reactor::default();
        for (at, sheet) in sheets {
            let project = Project::new(at, sheet);
            let row = reactor.projects.len();
            reactor.by_path.insert(join::path(sheet), row);
            let name = (project.group.clone(), project.artifact.clone());
            reactor.by_name.entry(name).or_default().push(row);
            reactor.projects.push(project);
        }
        for row in 0..reactor.projects.len() {
            let chain = reactor.chain(row);
            if let Some(project) = reactor.projects.get_mut(row) {
                project.chain = chain;
            }
        }
        for row in 0..reactor.projects.len() {
            reactor.manage(row);
        }
        reactor
    }

    /// A project and its parents.
    fn chain(&self, row: usize) -> Vec<usize> {
        let mut chain = vec![row];
        let mut at = row;
        while let Some(parent) = self.parent(at)
            && chain.len() < PARENTS_MAX
            && !chain.contains(&parent)
        {
            chain.push(parent);
            at = parent;
        }
        chain
    }

    pub fn parent(&self, row: usize) -> Option<usize> {
        let project = self.projects.get(row)?;
        let [group, artifact, version, relative, _] = project.parent.as_ref()?;
        let by_path = (!relative.is_empty()).then(|| join::resolve(&project.folder, relative)).flatten();
        let by_path = by_path.and_then(|path| {
            let in_folder = || self.by_path.get(&join::within(&path, "pom.xml"));
            self.by_path.get(&path).or_else(in_folder).copied()
        });
        // Maven looks elsewhere if the file it finds there is another project.
        let by_path = by_path.filter(|row| self.projects.get(*row).is_some_and(|found| found.artifact == *artifact));
        by_path.or_else(|| {
            let same = self.by_name.get(&(group.clone(), artifact.clone()))?;
            let is_version = |row: &&usize| self.projects.get(**row).is_some_and(|found| found.version == *version);
            same.iter().find(is_version).or(same.first()).copied()
        })
    }

    /// Sorts out which versions a project gives to others.
    fn manage(&mut self, row: usize) {
        let mut managed = HashMap::new();
        let mut plugins = HashMap::new();
        let mut imports = Vec::new();
        let entries = self.projects.get(row).map(|project| project.entries.iter()).into_iter().flatten();
        for entry in entries {
            let (Some(group), Some(artifact)) = (self.value(row, &entry.group), self.value(row, &entry.artifact))
            else {
                continue;
            };
            if entry.is_import() {
                imports.push((group, artifact));
            } else if entry.what == Use::Managed {
                let key = (group, artifact, kind(&entry.kind), entry.classifier.clone());
                managed.entry(key).or_insert_with(|| (entry.version.clone(), entry.scope.clone()));
            } else if entry.what == Use::ManagedPlugin {
                plugins.entry((group, artifact)).or_insert_with(|| entry.version.clone());
            }
        }
        if let Some(project) = self.projects.get_mut(row) {
            (project.managed, project.managed_plugins, project.imports) = (managed, plugins, imports);
        }
    }

    /// A value with its properties put in. None if one is not known.
    pub fn value(&self, row: usize, written: &str) -> Option<String> {
        join::put_in(written, ("${", '}'), &|name| self.property(row, name))
    }

    fn property(&self, row: usize, name: &str) -> Option<&str> {
        let project = self.projects.get(row)?;
        let of_parent = |at: usize| project.parent.as_ref().and_then(|parent| parent.get(at)).map(|text| &**text);
        let own = name.strip_prefix("project.").or_else(|| name.strip_prefix("pom."));
        let value = match own {
            Some("version") => Some(&*project.version),
            Some("groupId") => Some(&*project.group),
            Some("artifactId") => Some(&*project.artifact),
            Some("parent.groupId") => of_parent(0),
            Some("parent.artifactId") => of_parent(1),
            Some("parent.version") => of_parent(2),
            _ => None,
        };
        let mut chain = project.chain.iter().filter_map(|row| self.projects.get(*row));
        value
            .filter(|value| !value.is_empty())
            .or_else(|| chain.find_map(|project| project.properties.get(name).map(|value| &**value)))
            .or_else(|| (name == "version").then_some(&*project.version))
    }

    /// The version and the scope that a project and those it takes from give to a dependency.
    pub fn managed(
        &self,
        sources: &[(usize, usize)],
        entry: &Entry,
        group: &str,
        artifact: &str,
    ) -> Option<(String, String)> {
        let key = (group.to_owned(), artifact.to_owned(), kind(&entry.kind), entry.classifier.clone());
        sources.iter().find_map(|(row, context)| {
            let (version, scope) = self.projects.get(*row)?.managed.get(&key)?;
            Some((self.value(*context, version).unwrap_or_default(), scope.clone()))
        })
    }

    pub fn managed_plugin(&self, row: usize, group: &str, artifact: &str) -> Option<String> {
        let key = (group.to_owned(), artifact.to_owned());
        let chain = &self.projects.get(row)?.chain;
        let version = chain.iter().find_map(|row| self.projects.get(*row)?.managed_plugins.get(&key))?;
        self.value(row, version)
    }

    /// Where a project finds managed versions, nearest first: itself and its parents, then the lists they import.
    /// Each with the project whose properties count there.
    pub fn sources(&self, row: usize) -> Vec<(usize, usize)> {
        let mut sources: Vec<(usize, usize)> = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting = std::collections::VecDeque::from([row]);
        while let Some(context) = waiting.pop_front() {
            if !seen.insert(context) || sources.len() > SOURCES_MAX {
                continue;
            }
            for row in self.projects.get(context).map_or(&[][..], |project| &project.chain) {
                sources.push((*row, context));
                let imports = self.projects.get(*row).map_or(&[][..], |project| &project.imports);
                for name in imports.iter().take(SOURCES_MAX) {
                    waiting.extend(self.by_name.get(name).and_then(|same| same.first()));
                }
            }
        }
        sources
    }
}

fn kind(written: &str) -> String {
    if written.is_empty() { "jar".to_owned() } else { written.to_owned() }
}
