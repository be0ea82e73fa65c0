//! Reads `requirements*.txt` and the files they include: the packages they pin, and those they ask for.

use std::collections::HashMap;

use inventory::{Component, Hash, Relation};

use super::super::{Detector, Files, Want};
use super::constraints;
use super::requirement::{self, Requirement};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Scope, lines};
use crate::git_source::{GitSource, without_login};
use crate::needs::Needs;
use crate::sheet::{At, Origin};

pub const DETECTOR: Detector = Detector {
    id: "requirements",
    files: Files::NamedIf(&["*.txt", "*.in", "*.pip"], is_requirements),
    want: Want::Whole,
    read,
};

fn is_requirements(name: &FileName) -> bool {
    let file = name.lower_name();
    matches!(name.extension(), "txt" | "in" | "pip")
        && (file.contains("requirements") || file == "requirement.txt" || name.lower_folder() == "requirements")
        && !file.contains("constraints")
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_development = requirement::is_development(file.name.lower_name());
    let scope = if is_development { Scope::Development } else { Scope::Runtime };
    // An `.in` is compiled to a `.txt`, which knows more.
    let pins = file.name.extension() != "in";
    let mut reader = Reader::new(scope, pins);
    let mut whole = String::new();
    let mut first: Option<Line> = None;
    for line in lines(&text) {
        let trimmed = line.text.trim();
        if let Some(comment) = trimmed.strip_prefix('#') {
            // It ends what went before, as pip has it.
            if let Some(first) = first.take() {
                reader.logical(&std::mem::take(&mut whole), first, found);
            }
            reader.comment(comment);
            continue;
        }
        let (code, comment) = match line.text.find(" #").or_else(|| line.text.find("\t#")) {
            Some(at) => line.text.split_at(at),
            None => (line.text, ""),
        };
        let start = *first.get_or_insert(line);
        match code.trim_end().strip_suffix('\\') {
            Some(code) if comment.is_empty() => {
                whole.push_str(code);
                whole.push(' ');
            }
            _ => {
                whole.push_str(code);
                first = None;
                reader.logical(&std::mem::take(&mut whole), start, found);
                reader.comment(comment.trim_start().trim_start_matches('#'));
            }
        }
    }
    if let Some(first) = first {
        reader.logical(&whole, first, found);
    }
    reader.finish(found);
}

/// What is known so far.
struct Reader {
    scope: Scope,
    pins: bool,
    known: HashMap<String, At>,
    /// The component of the last line: comments behind it are about it.
    last: Option<At>,
    in_via: bool,
    /// Who needs it, by name; none if the project itself does.
    via: Vec<(At, Option<String>)>,
    has_hashes: bool,
}

impl Reader {
    fn new(scope: Scope, pins: bool) -> Reader {
        let known = HashMap::new();
        Reader { scope, pins, known, last: None, in_via: false, via: Vec::new(), has_hashes: false }
    }

    /// One line with those that continue it.
    fn logical(&mut self, code: &str, line: Line, found: &mut Found) {
        let code = code.trim();
        if code.is_empty() {
            return;
        }
        (self.last, self.in_via) = (None, false);
        for (short, long) in [("-r", "--requirement"), ("-c", "--constraint"), ("-e", "--editable")] {
            let Some(value) = requirement::option(code, short, long) else { continue };
            match short {
                "-r" if !value.contains("://") => {
                    constraints::includes(value, found);
                    found.include(value);
                }
                "-c" => constraints::constrained_by(value, found),
                "-e" => self.address(value, line, found),
                _ => {}
            }
            return;
        }
        if code.starts_with('-') {
            return;
        }
        if let Some(name) = requirement::package(code) {
            found.dependency("pypi", name, self.scope, || Some(line));
        }
        match Requirement::parse(code) {
            Some(requirement) if requirement.is_path() => {}
            Some(requirement) => self.requirement(requirement, code, line, found),
            None => self.address(code, line, found),
        }
    }

    fn requirement(&mut self, requirement: Requirement, code: &str, line: Line, found: &mut Found) {
        let package = requirement.package();
        if package.version.is_none() || !self.pins {
            return found.wish(package, requirement.requirement(), self.scope, line.number);
        }
        let hashes: Vec<Hash> = code.split(" --hash").skip(1).filter_map(hash).collect();
        self.has_hashes |= !hashes.is_empty();
        let source = requirement.address.map(|address| match GitSource::of_pip(address) {
            Some(git) => git.vcs_url(),
            None => without_login(address).into_owned(),
        });
        let name = package.name.clone();
        let component = Component { scope: Some(self.scope), hashes, source, ..Component::new(package) };
        let at = found.component(component, line.number);
        self.known.insert(name, at);
        self.last = Some(at);
    }

    /// An address without a name in front. A path is the project's own.
    fn address(&mut self, code: &str, line: Line, found: &mut Found) {
        let address = code.split([' ', '\t']).next().unwrap_or_default();
        if let Some(requirement) = Requirement::parse(code).filter(|requirement| requirement.address.is_some()) {
            return self.requirement(requirement, code, line, found);
        }
        let egg = address.split_once("#egg=").or_else(|| address.split_once("&egg="));
        let name = egg.map(|(_, egg)| egg.split(['&', '[']).next().unwrap_or(egg));
        let is_remote = address.contains("://") && !address.starts_with("file:");
        // The last part of a repository's address is nearly always the name of the package; only nearly.
        let name = name.or_else(|| Some(requirement::of_file(address)?.0)).filter(|name| is_remote && !name.is_empty());
        if let Some(name) = name {
            found.dependency("pypi", name, self.scope, || Some(line));
            self.requirement(Requirement { name, specifier: "", address: Some(address) }, code, line, found);
        }
    }

    /// `# via flask`, and the names in the lines below it.
    fn comment(&mut self, comment: &str) {
        let Some(last) = self.last else { return };
        let comment = comment.trim();
        let names = match comment.strip_prefix("via") {
            Some(rest) if rest.is_empty() || rest.starts_with([' ', ':']) => {
                self.in_via = true;
                rest.trim_start_matches(':')
            }
            _ if self.in_via => comment,
            _ => return,
        };
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty() && !name.starts_with("-c ")) {
            let is_project = name.starts_with("-r ") || name.contains('(');
            let is_name = requirement::package(name) == Some(name);
            if is_project || is_name {
                self.via.push((last, is_name.then(|| requirement::normal(name))));
            }
        }
    }

    fn finish(self, found: &mut Found) {
        if self.known.is_empty() {
            return;
        }
        // What is pinned answers the requests of other manifests.
        found.origin(Origin::Lock);
        if !self.via.is_empty() {
            let mut needs = Needs::default();
            for (at, by) in &self.via {
                match by {
                    None => needs.root(*at, None),
                    Some(name) => self.known.get(name).into_iter().for_each(|by| needs.edge(*by, *at)),
                }
            }
            return needs.settle(found.sheet());
        }
        if self.has_hashes {
            return;
        }
        // Written by hand: all that stands in it was asked for.
        for component in &mut found.sheet().components {
            component.relation = Some(Relation::Direct);
        }
    }
}

/// What follows `--hash`: `=sha256:…` or ` sha256:…`.
fn hash(written: &str) -> Option<Hash> {
    requirement::hash(written.trim_start_matches(['=', ' ']).split_whitespace().next()?)
}

#[test]
fn requirements_for_development_are_marked_as_such() {
    let check = crate::detectors::tests::check;
    check("requirements.txt", "# torch\nopenai\n", &["2 hosted-model-client OpenAI product"]);
    check("requirements-dev.txt", "openai\n", &["1 hosted-model-client OpenAI development"]);
    check("requirements/test.txt", "openai\n", &["1 hosted-model-client OpenAI development"]);
    check("notes.txt", "openai\n", &[]);
}

#[test]
fn what_is_pinned_is_a_component_and_the_rest_a_request() {
    let text = "\
--index-url https://index.example.eu/simple
-r more/base.txt
-c constraints.txt
Left_Pad[a,b]==1.3.0 ; python_version >= \"3.8\" \\
    --hash=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 \\
    --hash=sha256:broken
nail===2.0+cpu  # why
hinge>=1,<2
bolt
-e .
-e git+https://github.com/example/door.git@0123456789abcdef#egg=door&subdirectory=x
gate @ git+https://github.com/example/gate@main
https://example.eu/frame-3.1-py3-none-any.whl
./parts/lock
";
    crate::detectors::tests::check_sheet(
        "requirements.txt",
        &text.replace('\n', "\r\n"),
        &[
            "4 pkg:pypi/left-pad@1.3.0 runtime hashes=1",
            "7 pkg:pypi/nail@2.0%2Bcpu runtime",
            "11 pkg:pypi/door@0123456789abcdef?vcs_url=\
             git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fdoor.git%400123456789abcdef runtime \
             source=git+https://github.com/example/door.git@0123456789abcdef",
            "13 pkg:pypi/frame@3.1 runtime source=https://example.eu/frame-3.1-py3-none-any.whl",
            "8 wish pkg:pypi/hinge >=1,<2 runtime",
            "9 wish pkg:pypi/bolt  runtime",
            "12 wish pkg:pypi/gate?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate%40main \
             git+https://github.com/example/gate@main runtime",
        ],
    );
    let check = crate::detectors::tests::check_sheet;
    check("requirements-dev.txt", "nail==1.0\n", &["1 pkg:pypi/nail@1.0 development direct"]);
    check("requirements.in", "nail==1.0\n", &["1 wish pkg:pypi/nail@1.0 ==1.0 runtime"]);
    check("constraints.txt", "nail==1.0\n", &[]);
}

#[test]
fn comments_of_a_compiled_file_tell_who_needs_what() {
    let text = "\
# autogenerated
left-pad==1.3.0 \\
    --hash=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    # via -r requirements.in
nail==2.0.0
    # via
    #   -c limits.txt
    #   door (pyproject.toml)
    #   left-pad
hinge==1.0  # via left-pad, nail
";
    crate::detectors::tests::check_sheet(
        "requirements.txt",
        text,
        &[
            "2 pkg:pypi/left-pad@1.3.0 runtime direct hashes=1 -> nail hinge",
            "5 pkg:pypi/nail@2.0.0 runtime direct -> hinge",
            "10 pkg:pypi/hinge@1.0 runtime transitive",
        ],
    );
}
