//! Reads `conanfile.py`: the recipe's name and version, and the references it writes out in `requires` and
//! `self.requires(…)`. What it computes is not known.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::conan_reference::reference;
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::licence_text;

pub const DETECTOR: Detector =
    Detector { id: "conanfile-py", files: Files::Named(&["conanfile.py"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let (mut name, mut version, mut licence) = (None, None, None);
    // Inside a call or a list of requirements that goes on, and how many brackets are open.
    let mut open: Option<(Scope, i32)> = None;
    for line in lines(&text) {
        let code = line.text.trim();
        if code.starts_with('#') {
            continue;
        }
        let (scope, depth, rest) = match open {
            Some((scope, depth)) => (scope, depth, code),
            None => {
                if let Some((key, value)) = code.split_once('=') {
                    let literal = strings(value).next();
                    match key.trim() {
                        "name" => name = name.or(literal.map(|name| (name, line.number))),
                        "version" => version = version.or(literal),
                        "license" => licence = licence.or(literal),
                        _ => {}
                    }
                }
                match begins(code) {
                    Some((scope, rest)) => (scope, 0, rest),
                    None => continue,
                }
            }
        };
        for written in strings(rest) {
            if let Some(reference) = reference(written) {
                found.wish(reference.package, reference.version, scope, line.number);
            }
        }
        let depth = depth + brackets(rest);
        let goes_on = depth > 0 || rest.trim_end().ends_with([',', '\\']);
        open = goes_on.then_some((scope, depth));
    }
    if let Some((name, line)) = name {
        let own = !found.is_vendored();
        let licence = licence.and_then(licence_text::declared);
        found.component(Component { own, licence, ..Component::new(Package::new("conan", name, version)) }, line);
    }
}

/// Whether a line begins a requirement, and what follows.
fn begins(code: &str) -> Option<(Scope, &str)> {
    let (word, rest) = code.split_at(code.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))?);
    let is_call = rest.starts_with('(');
    let is_list = rest.trim_start().starts_with('=') && !rest.trim_start().starts_with("==");
    let scope = match word.strip_prefix("self.") {
        Some("requires") if is_call => Scope::Runtime,
        Some("build_requires" | "tool_requires" | "test_requires") if is_call => Scope::Development,
        None if is_list => match word {
            "requires" => Scope::Runtime,
            "build_requires" | "tool_requires" | "test_requires" | "python_requires" => Scope::Development,
            _ => return None,
        },
        _ => return None,
    };
    Some((scope, rest))
}

/// The literal strings of a line, up to a comment. An f-string that holds a variable is none.
fn strings(code: &str) -> impl Iterator<Item = &str> {
    let mut rest = code;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find(['"', '\'', '#'])?;
            let quote = rest.get(at..)?.chars().next().filter(|c| *c != '#')?;
            let is_computed = rest.get(..at)?.ends_with(['f', 'F']);
            let (value, after) = rest.get(at + 1..)?.split_once(quote)?;
            rest = after;
            if !(is_computed && value.contains('{')) {
                return Some(value);
            }
        }
    })
}

fn brackets(code: &str) -> i32 {
    code.chars().fold(0, |depth, c| match c {
        '(' | '[' => depth + 1,
        ')' | ']' => depth - 1,
        _ => depth,
    })
}

#[test]
fn what_a_recipe_writes_out_is_read() {
    let recipe = "\
from conan import ConanFile

class Door(ConanFile):
    name = \"door\"
    version = \"1.2.3\"
    license = \"MIT\"
    requires = (
        \"zlib/1.2.13\",
        # \"old/1.0\",
        \"left-pad/[>=1 <2]\",
    )
    tool_requires = \"cmake/3.27.1\"
    settings = \"os\", \"arch\"

    def requirements(self):
        self.requires(\"example/2.0\", transitive_headers=True)
        self.requires(f\"own/{self.version}\")
        if self.options.tls:
            self.requires('tls/3.1.0')

    def build_requirements(self):
        self.test_requires(\"gtest/1.14.0\")
";
    crate::detectors::tests::check_sheet(
        "conanfile.py",
        recipe,
        &[
            "4 pkg:conan/door@1.2.3 own licence=MIT",
            "8 wish pkg:conan/zlib@1.2.13 1.2.13 runtime",
            "10 wish pkg:conan/left-pad [>=1 <2] runtime",
            "12 wish pkg:conan/cmake@3.27.1 3.27.1 development",
            "16 wish pkg:conan/example@2.0 2.0 runtime",
            "19 wish pkg:conan/tls@3.1.0 3.1.0 runtime",
            "22 wish pkg:conan/gtest@1.14.0 1.14.0 development",
        ],
    );
}
