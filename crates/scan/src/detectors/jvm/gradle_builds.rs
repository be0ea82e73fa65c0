//! Puts the build files, properties and catalogues of Gradle together.

use std::collections::HashMap;

use inventory::{Component, Package, Scope};

use super::gradle_folders::{Folder, Folders, collect};
use super::{coordinates, gradle, gradle_catalogue, gradle_lockfile, gradle_properties};
use crate::sheet::{Sheet, Wish};
use crate::{Place, join};

pub fn join(sheets: &mut [Sheet]) {
    let mut of_gradle: Vec<(String, usize)> = (0..)
        .zip(&*sheets)
        .filter(|(_, sheet)| {
            let readers = [gradle::DETECTOR.id, gradle_catalogue::DETECTOR.id, gradle_properties::DETECTOR.id];
            readers.iter().any(|id| sheet.detector == *id)
        })
        .map(|(at, sheet)| (join::path(sheet), at))
        .collect();
    // Of two files that name one value the first by path counts, however the walk went.
    of_gradle.sort();
    let mut folders = Folders::new();
    for (path, at) in &of_gradle {
        if let Some(sheet) = sheets.get(*at) {
            collect(path, *at, sheet, &mut folders);
        }
    }
    let mut used: HashMap<(usize, usize), Scope> = HashMap::new();
    for (path, at) in &of_gradle {
        let found = sheets.get(*at).filter(|sheet| sheet.detector == gradle::DETECTOR.id).map(|sheet| {
            let build = Build::new(path, sheet, &folders);
            let wishes = build.wishes(sheet);
            let more = build.references(sheet, sheets, &mut used);
            (wishes, more, build.own(sheet))
        });
        if let (Some((wishes, more, own)), Some(sheet)) = (found, sheets.get_mut(*at)) {
            sheet.wishes = wishes;
            sheet.wishes.extend(more);
            if let Some((component, line)) = own {
                sheet.add(component, line);
            }
            sheet.settings.clear();
        }
    }
    release(sheets, &used);
}

/// What build files take from a catalogue is theirs. A lockfile beside them knows it better than the catalogue.
fn release(sheets: &mut [Sheet], used: &HashMap<(usize, usize), Scope>) {
    let is_locked = sheets.iter().any(|sheet| sheet.detector == gradle_lockfile::DETECTOR.id);
    for (at, sheet) in
        sheets.iter_mut().enumerate().filter(|(_, sheet)| sheet.detector == gradle_catalogue::DETECTOR.id)
    {
        for (number, wish) in std::mem::take(&mut sheet.wishes).into_iter().enumerate() {
            match used.get(&(at, number)) {
                // A library only tests name is for tests.
                Some(scope) if !is_locked => sheet.wishes.push(Wish { scope: *scope, ..wish }),
                Some(_) => {}
                None => sheet.wishes.push(wish),
            }
        }
    }
}

/// One build file among the others.
struct Build<'a> {
    folder: &'a str,
    /// Its own variables come first.
    own: HashMap<&'a str, &'a str>,
    folders: &'a Folders,
}

impl<'a> Build<'a> {
    fn new(path: &'a str, sheet: &'a Sheet, folders: &'a Folders) -> Build<'a> {
        let variables = sheet.settings.iter().filter(|(name, _)| name == gradle::VARIABLE);
        let own = variables.filter_map(|(_, value)| value.split_once('\t')).collect();
        Build { folder: join::folder(path), own, folders }
    }

    fn above(&self) -> impl Iterator<Item = &'a Folder> {
        join::upwards(self.folder).filter_map(|folder| self.folders.get(folder))
    }

    fn variable(&self, name: &str) -> Option<&str> {
        let of_folder = |folder: &'a Folder| folder.values.get(name).map(|value| &**value);
        self.own.get(name).copied().or_else(|| self.above().find_map(of_folder)).or_else(|| match name {
            "group" => self.above().find_map(|folder| folder.group.as_deref()),
            "version" => self.above().find_map(|folder| folder.version.as_deref()),
            _ => None,
        })
    }

    fn value(&self, written: &str) -> Option<String> {
        join::put_in(written, ("${", '}'), &|name| self.variable(name))
    }

    /// The version that stands elsewhere for an artifact asked for without one.
    fn managed(&self, name: &str) -> Option<String> {
        let version = self.above().find_map(|folder| folder.managed.get(name))?;
        self.value(version)
    }

    /// Its wishes with all values put in; those that still have no name are left out.
    fn wishes(&self, sheet: &Sheet) -> Vec<Wish> {
        let mut wishes: Vec<Option<Wish>> = sheet.wishes.iter().cloned().map(Some).collect();
        for (_, value) in sheet.settings.iter().filter(|(name, _)| name == gradle::ASKED) {
            let fields: Vec<&str> = value.split('\t').collect();
            let [at, group, artifact, version] = fields[..] else { continue };
            let Some(slot) = at.parse().ok().and_then(|at: usize| wishes.get_mut(at)) else { continue };
            let named = self.value(group).and_then(|group| {
                let artifact = self.value(artifact)?;
                let version = match version {
                    "" => self.managed(&format!("{group}:{artifact}")),
                    version => self.value(version),
                };
                coordinates::package(&group, &artifact, &version.unwrap_or_default())
            });
            *slot = match (slot.take(), named) {
                (Some(wish), Some(package)) => {
                    let qualifiers = wish.package.qualifiers.clone();
                    Some(Wish { package: Package { qualifiers, ..package }, ..wish })
                }
                _ => None,
            };
        }
        wishes.into_iter().flatten().collect()
    }

    /// Wishes for what it names by catalogue or variable.
    fn references(&self, sheet: &Sheet, sheets: &[Sheet], used: &mut HashMap<(usize, usize), Scope>) -> Vec<Wish> {
        let mut more = Vec::new();
        for (_, value) in sheet.settings.iter().filter(|(name, _)| name == gradle::REFERENCE) {
            let fields: Vec<&str> = value.split('\t').collect();
            let [name, scope, line] = fields[..] else { continue };
            let scope = if scope == "development" { Scope::Development } else { Scope::Runtime };
            let line: Option<u32> = line.parse().ok();
            if let Some(coordinates) = self.value(&format!("${{{name}}}")).filter(|value| value.contains(':')) {
                let mut parts = coordinates.splitn(3, ':');
                let (group, artifact) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                let version = parts.next().unwrap_or_default();
                more.extend(coordinates::package(group, artifact, version).map(|package| Wish {
                    package,
                    requirement: version.to_owned(),
                    scope,
                    line,
                }));
                continue;
            }
            let Some((catalogue, entry)) = name.split_once('.') else { continue };
            let Some(catalogue) = self.above().find_map(|folder| folder.catalogues.get(catalogue)) else { continue };
            for at in catalogue.entries.get(entry).into_iter().flatten() {
                let wish = sheets.get(catalogue.sheet).and_then(|sheet| sheet.wishes.get(*at));
                more.extend(wish.map(|wish| Wish { scope, line, ..wish.clone() }));
                let widest = used.entry((catalogue.sheet, *at)).or_insert(scope);
                *widest = (*widest).min(scope);
            }
        }
        more
    }

    /// The project itself. Gradle calls it by its folder, the root as `settings.gradle` says.
    fn own(&self, sheet: &Sheet) -> Option<(Component, Option<u32>)> {
        let file = sheet.path.file_name()?.to_string_lossy();
        let (name, line) = match sheet.setting(gradle::NAME).and_then(|value| value.split_once('\t')) {
            Some((name, line)) => (name, line.parse().ok()),
            None if file.starts_with("build.gradle") && !self.is_root() => (self.folder.rsplit('/').next()?, None),
            None => return None,
        };
        let known = |name| self.variable(name).and_then(|value| self.value(value));
        let (group, version) = (known("group"), known("version").unwrap_or_default());
        if line.is_none() && group.is_none() {
            return None;
        }
        let package = group.and_then(|group| coordinates::package(&group, name, &version));
        let package = package.unwrap_or_else(|| Package::new("generic", name, coordinates::exact(&version)));
        Some((Component { own: sheet.place != Place::Vendored, ..Component::new(package) }, line))
    }

    fn is_root(&self) -> bool {
        self.folder.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_joined;

    #[test]
    fn variables_properties_and_catalogues_are_put_in() {
        let root = "\
ext { hingeVersion = '1.1' }
ext.libraries = [window: \"eu.example:window:${hingeVersion}\"]
allprojects { group = 'eu.example'
  version = '0.1' }
";
        let app = "\
def own = \"1.2\"
dependencies {
    implementation \"eu.example:a:$own\"
    implementation \"eu.example:b:${rootProject.ext.hingeVersion}\"
    implementation 'eu.example:c:' + hingeVersion
    implementation \"eu.example:d:$fromProperties\"
    implementation \"eu.example:e:${unknown}\"
    implementation libraries.window
    implementation(libs.left.pad)
    testImplementation(libs.bundles.checks)
    implementation \"eu.example:f:${libs.versions.pad.get()}\"
    constraints { implementation 'eu.example:g:7' }
    implementation 'eu.example:g'
}
";
        let catalogue = "[versions]\npad = \"3.0\"\n[libraries]\nleft-pad = { module = \"g:left-pad\", version.ref = \"pad\" }\n\
                         check = \"g:check:1\"\n[bundles]\nchecks = [\"check\"]\n";
        check_joined(
            super::join,
            &[
                ("app/build.gradle", app),
                ("build.gradle", root),
                ("gradle.properties", "fromProperties=1.4\npassword=x y\n"),
                ("gradle/libs.versions.toml", catalogue),
                ("settings.gradle", "rootProject.name = 'door'\n"),
            ],
            &[
                "app/build.gradle - pkg:maven/eu.example/app@0.1 own",
                "app/build.gradle 3 wish pkg:maven/eu.example/a@1.2 ${own} runtime",
                "app/build.gradle 4 wish pkg:maven/eu.example/b@1.1 ${hingeVersion} runtime",
                "app/build.gradle 5 wish pkg:maven/eu.example/c@1.1 ${hingeVersion} runtime",
                "app/build.gradle 6 wish pkg:maven/eu.example/d@1.4 ${fromProperties} runtime",
                "app/build.gradle 7 wish pkg:maven/eu.example/e ${unknown} runtime",
                "app/build.gradle 11 wish pkg:maven/eu.example/f@3.0 ${libs.versions.pad} runtime",
                "app/build.gradle 13 wish pkg:maven/eu.example/g@7  runtime",
                "app/build.gradle 8 wish pkg:maven/eu.example/window@1.1 1.1 runtime",
                "app/build.gradle 9 wish pkg:maven/g/left-pad@3.0 3.0 runtime",
                "app/build.gradle 10 wish pkg:maven/g/check@1 1 development",
                "gradle/libs.versions.toml 4 wish pkg:maven/g/left-pad@3.0 3.0 runtime",
                "gradle/libs.versions.toml 5 wish pkg:maven/g/check@1 1 development",
                "settings.gradle 1 pkg:maven/eu.example/door@0.1 own",
            ],
        );
    }
}
