//! The MSBuild files of a tree and what they take of each other: properties and central versions.

use std::collections::{HashMap, HashSet};

use super::msbuild_project::{self, IMPORT, LISTED, PROPERTY};
use super::nuget_version;
use crate::join;
use crate::sheet::Sheet;

/// More files that count as part of one project than any has.
const FILES_MAX: usize = 60;

const BUILD: &str = "directory.build.props";
const BUILD_AFTER: &str = "directory.build.targets";
const PACKAGES: &str = "directory.packages.props";

/// One file, as written.
#[derive(Debug)]
pub struct File {
    pub sheet: usize,
    pub path: String,
    properties: HashMap<String, String>,
    imports: Vec<String>,
    /// The versions it gives to packages, by name in lower case; as written.
    versions: HashMap<String, Vec<String>>,
}

#[derive(Debug, Default)]
pub struct Solution {
    pub files: Vec<File>,
    /// By path in lower case: Windows does not tell them apart, and those who write paths do not either.
    by_path: HashMap<String, usize>,
}

impl Solution {
    pub fn new(sheets: &[Sheet]) -> Solution {
        let mut solution = Solution::default();
        for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.detector == msbuild_project::DETECTOR.id)
        {
            let path = join::path(sheet);
            solution.by_path.insert(path.to_lowercase(), solution.files.len());
            solution.files.push(File::new(at, path, sheet));
        }
        solution
    }

    /// The nearest file of that name in a folder or above it.
    fn nearest(&self, folder: &str, name: &str) -> Option<usize> {
        join::upwards(folder).find_map(|folder| self.by_path.get(&join::within(folder, name)).copied())
    }

    /// What counts as part of a file, the nearest first: itself, what it imports, and what MSBuild imports by itself.
    pub fn parts(&self, row: usize) -> Vec<usize> {
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        let path = self.files.get(row).map_or("", |file| &*file.path).to_lowercase();
        let folder = join::folder(&path);
        let of_its_own = [PACKAGES, BUILD, BUILD_AFTER].into_iter().rev();
        // A stack: what is pushed last is looked at first.
        let mut waiting: Vec<usize> = of_its_own.filter_map(|name| self.nearest(folder, name)).collect();
        waiting.push(row);
        while let Some(row) = waiting.pop() {
            if parts.len() >= FILES_MAX || !seen.insert(row) {
                continue;
            }
            let Some(file) = self.files.get(row) else { continue };
            parts.push(row);
            waiting
                .extend(file.imports.iter().rev().take(FILES_MAX).filter_map(|import| self.import(&file.path, import)));
        }
        parts
    }

    /// The file that an import means.
    fn import(&self, from: &str, written: &str) -> Option<usize> {
        let (from, written) = (from.to_lowercase(), written.to_lowercase());
        let folder = join::folder(&from);
        if let Some((_, arguments)) = written.split_once("getpathoffileabove(") {
            let name = arguments.split([',', ')']).next()?.trim().trim_matches(['\'', '"']);
            let above = if arguments.contains("..") { join::folder(folder) } else { folder };
            // At the root nothing is above, and a file is not above itself.
            return self
                .nearest(above, name)
                .filter(|row| self.files.get(*row).is_some_and(|file| file.path.to_lowercase() != from));
        }
        let mut relative = &*written;
        for here in ["$(msbuildthisfiledirectory)", "$(msbuildprojectdirectory)"] {
            relative = relative.strip_prefix(here).unwrap_or(relative);
        }
        let path = join::resolve(folder, relative.trim_start_matches(['/', '\\']))?;
        self.by_path.get(&path).copied()
    }

    /// A value with its properties put in.
    pub fn value(&self, parts: &[usize], written: &str) -> Option<String> {
        join::put_in(written, ("$(", ')'), &|name| {
            let name = name.to_ascii_lowercase();
            parts.iter().find_map(|row| self.files.get(*row)?.properties.get(&name)).map(|value| &**value)
        })
    }

    /// The one version that the files give to a package. None if there is none, or several.
    pub fn central(&self, parts: &[usize], name: &str) -> Option<String> {
        let name = name.to_lowercase();
        let versions = parts.iter().find_map(|row| self.files.get(*row)?.versions.get(&name))?;
        match &versions[..] {
            [version] => self.value(parts, version),
            _ => None,
        }
    }
}

impl File {
    fn new(at: usize, path: String, sheet: &Sheet) -> File {
        let mut file =
            File { sheet: at, path, properties: HashMap::new(), imports: Vec::new(), versions: HashMap::new() };
        for (setting, value) in &sheet.settings {
            match &**setting {
                PROPERTY => {
                    if let Some((name, value)) = value.split_once(' ') {
                        file.properties.insert(name.to_owned(), value.to_owned());
                    }
                }
                IMPORT => file.imports.push(value.clone()),
                LISTED => {
                    let Some((component, version)) = value.split_once(' ') else { continue };
                    let component = component.parse().ok().and_then(|at: usize| sheet.components.get(at));
                    if let Some(component) = component {
                        let versions = file.versions.entry(component.package.name.to_lowercase()).or_default();
                        versions.push(nuget_version::exact(version).unwrap_or(version).to_owned());
                    }
                }
                _ => {}
            }
        }
        file
    }
}
