//! Reads `go.mod`: the name of the module and the modules it requires, after what it replaces.
//!
//! Since Go 1.17 it lists the modules of the whole build, so that it is manifest and lockfile in one.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::go_mod_line::{Replacement, entries, replacement};
use crate::Place;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::report::Kind;
use crate::sheet::At;

pub const DETECTOR: Detector = Detector { id: "go-mod", files: Files::Named(&["go.mod"]), want: Want::Whole, read };

/// The setting of a component that replaces another one: its number, the module and version it replaces.
pub const REPLACES: &str = "replaces";

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let (entries, unclosed) = entries(&text);
    if let Some(line) = unclosed {
        found.malformed(format!("line {line}: a block without end"));
    }
    let mut replacements: HashMap<(&str, Option<&str>), Replacement> = HashMap::new();
    let mut excluded: HashSet<(&str, &str)> = HashSet::new();
    let mut tools: HashSet<&str> = HashSet::new();
    for entry in &entries {
        match (entry.directive, &entry.words[..]) {
            ("replace", words) => {
                if let Some(replacement) = replacement(words) {
                    replacements.insert((replacement.old, replacement.old_version), replacement);
                }
            }
            ("exclude", [module, version]) => {
                excluded.insert((module, version));
            }
            ("tool", [package, ..]) => {
                // The tool is a package; any folder above it may be its module.
                let ends = package.match_indices('/').map(|(at, _)| at).chain([package.len()]);
                tools.extend(ends.filter_map(|end| package.get(..end)));
            }
            _ => {}
        }
    }

    let mut own: Option<At> = None;
    for entry in &entries {
        let line = entry.line;
        match (entry.directive, &entry.words[..]) {
            ("module", [module, ..]) => {
                found.add(Kind::ManifestName, module, Some(line));
                let is_own = found.place() != Place::Vendored;
                let component = Component { own: is_own, ..Component::new(Package::new("golang", module, None)) };
                own = Some(found.component(component, line.number));
            }
            ("toolchain", [name]) => {
                // Only this line says which release builds the module; `go` is the least that can.
                if let Some(version) = name.strip_prefix("go").filter(|version| version.contains('.')) {
                    let standard_library = Package::new("golang", "stdlib", Some(version));
                    found.component(Component::new(standard_library), line.number);
                }
            }
            ("tool", [package, ..]) => found.dependency("go", package, Scope::Development, || Some(line)),
            ("require", [module, version, ..]) => {
                found.dependency("go", module, Scope::Runtime, || Some(line));
                if excluded.contains(&(module, version)) {
                    continue;
                }
                let replacement =
                    replacements.get(&(module, Some(*version))).or_else(|| replacements.get(&(module, None)));
                let is_indirect = entry.comment.split(';').next().unwrap_or_default().trim() == "indirect";
                let is_tool = is_indirect && tools.contains(module);
                let component = Component {
                    // A tool is asked for, though no package of the module imports it.
                    relation: Some(if is_indirect && !is_tool { Relation::Transitive } else { Relation::Direct }),
                    scope: is_tool.then_some(Scope::Development),
                    ..required(module, version, replacement)
                };
                let at = found.component(component, line.number);
                if replacement.is_some() {
                    found.setting(REPLACES, &format!("{} {module} {version}", at.0));
                }
                if let Some(own) = own
                    && (!is_indirect || is_tool)
                {
                    found.depends(own, at);
                }
            }
            _ => {}
        }
    }
}

/// What is built where a module is required.
pub fn required(module: &str, version: &str, replacement: Option<&Replacement>) -> Component {
    let Some(replacement) = replacement else {
        return Component::new(Package::new("golang", module, Some(version)));
    };
    match replacement.new_version {
        Some(version) => Component::new(Package::new("golang", replacement.new, Some(version))),
        // A folder. The join looks whether it is one of this tree.
        None => Component {
            requirement: Some(replacement.new.to_owned()),
            ..Component::new(Package::new("golang", module, None))
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check, check_malformed, check_sheet};

    #[test]
    fn modules_are_read_inside_and_outside_a_block() {
        let manifest = "\
module example.eu/door

require github.com/sashabaranov/go-openai v1.0.0
require (
\tgithub.com/tmc/langchaingo/v2 v2.1.0 // indirect
\t// github.com/ollama/ollama v0.1.0
)
replace (
\tgithub.com/ollama/ollama => ../ollama
)
";
        check(
            "go.mod",
            manifest,
            &[
                "1 manifest-name example.eu/door product",
                "3 hosted-model-client OpenAI product",
                "5 ai-library LangChain product",
            ],
        );
    }

    #[test]
    fn what_is_replaced_or_excluded_is_not_built() {
        let manifest = "\
module \"example.eu/door\"\r
\r
go 1.24\r
toolchain go1.24.2\r
\r
require (\r
\texample.eu/a v1.0.0\r
\texample.eu/b v1.0.0 // indirect\r
\texample.eu/c/v2 v2.0.0+incompatible // indirect; for d\r
\texample.eu/d v1.0.0\r
\texample.eu/e v1.0.0\r
\texample.eu/f v0.0.0-20240102030405-abcdefabcdef // indirect\r
)\r
require example.eu/g v1.0.0 // a note\r
tool example.eu/f/cmd/f\r
exclude example.eu/g v1.0.0\r
replace example.eu/a => example.eu/fork/a v1.5.0\r
replace (\r
\texample.eu/b v0.9.0 => example.eu/other v1.0.0\r
\texample.eu/d v1.0.0 => ./d\r
)\r
retract v0.1.0\r
";
        check_sheet(
            "go.mod",
            manifest,
            &[
                "1 pkg:golang/example.eu/door own -> example.eu/fork/a example.eu/d example.eu/e example.eu/f",
                "4 pkg:golang/stdlib@1.24.2",
                "7 pkg:golang/example.eu/fork/a@v1.5.0 direct",
                "8 pkg:golang/example.eu/b@v1.0.0 transitive",
                "9 pkg:golang/example.eu/c/v2@v2.0.0%2Bincompatible transitive",
                "10 pkg:golang/example.eu/d direct requires=./d",
                "11 pkg:golang/example.eu/e@v1.0.0 direct",
                "12 pkg:golang/example.eu/f@v0.0.0-20240102030405-abcdefabcdef development direct",
            ],
        );
        check_malformed("go.mod", "module a\nrequire (\n\texample.eu/a v1.0");
    }
}
