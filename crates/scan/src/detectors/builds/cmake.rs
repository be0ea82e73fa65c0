//! Reads `CMakeLists.txt` and `*.cmake`: the project, what is fetched, and what the system is asked for.

use inventory::{Component, Confidence, Package};

use super::super::{Detector, Files, Want};
use super::cmake_commands::{Command, Variables, commands};
use super::cmake_sources::fetched;
use super::cmake_variables::remember;
use crate::file::SourceFile;
use crate::found::{Found, Scope, Seen, line_of_number};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "cmake", files: Files::Named(&["cmakelists.txt", "*.cmake"]), want: Want::Whole, read };

/// Tools and parts of the system that `find_package` finds; none of them becomes part of the product.
const TOOLS: [&str; 16] = [
    "Threads",
    "PkgConfig",
    "Git",
    "Doxygen",
    "Python",
    "Python2",
    "Python3",
    "PythonInterp",
    "PythonLibs",
    "Perl",
    "BISON",
    "FLEX",
    "UnixCommands",
    "Subversion",
    "ECM",
    "CUDAToolkit",
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let name = file.name.lower_name();
    if name != "cmakelists.txt" && !name.ends_with(".cmake") {
        // A file that another one reads a version from.
        let content = text.trim();
        if !content.is_empty() && content.len() < 100 && !content.contains('\n') {
            found.setting("content", content);
        }
        return;
    }
    let (commands, complete) = commands(&text);
    if !complete {
        found.malformed("a command without end");
    }
    let own = !found.is_vendored();
    // A file that finds or describes a package asks for nothing itself.
    let is_finder = name.ends_with(".cmake") && (name.starts_with("find") || name.ends_with("config.cmake"));
    let mut variables = Variables::default();
    let mut project = None;
    for command in &commands {
        remember(command, &variables, found);
        match &*command.name {
            "set" => variables.read(command),
            "project" => {
                let said = described(command, &variables);
                if name == "cmakelists.txt" && project.is_none() {
                    said.tell(&text, command.line, own, found);
                }
                said.remember(&mut variables);
                project = Some(said);
            }
            "find_package" if own && !is_finder => wish(command, &variables, found),
            "pkg_check_modules" | "pkg_search_module" if own && !is_finder => modules(command, found),
            _ => {
                let Some(component) = fetched(command, &variables) else { continue };
                match component.source.as_deref().and_then(model) {
                    Some(name) => found.asset(Seen {
                        kind: Kind::ModelReference,
                        name: &name,
                        line: line_of_number(&text, command.line),
                        confidence: Confidence::Certain,
                        properties: &[("provider", "Hugging Face")],
                    }),
                    None => {
                        found.component(component, command.line);
                    }
                }
            }
        }
    }
}

/// The model that is fetched from Hugging Face: `https://huggingface.co/owner/name/resolve/main/file`.
fn model(source: &str) -> Option<String> {
    let parts: Vec<&str> = source.split_once("://huggingface.co/")?.1.split('/').collect();
    match parts[..] {
        ["datasets" | "spaces", ..] => None,
        [owner, name, "resolve" | "blob" | "raw", ..] => Some(format!("{owner}/{name}")),
        _ => None,
    }
}

/// What `project(…)` says. A value that is computed is none we know.
struct Project {
    name: Option<String>,
    version: Option<String>,
    description: Option<String>,
}

fn described(command: &Command, variables: &Variables) -> Project {
    let value = |written: Option<&str>| written.and_then(|written| variables.expand(written));
    Project {
        name: value(command.argument(0)),
        version: value(command.after("VERSION")),
        description: value(command.after("DESCRIPTION")),
    }
}

impl Project {
    fn tell(&self, text: &str, line: u32, own: bool, found: &mut Found) {
        let fields = [
            (Kind::ManifestName, &self.name),
            (Kind::ManifestVersion, &self.version),
            (Kind::ManifestDescription, &self.description),
        ];
        for (kind, value) in fields {
            if let Some(value) = value {
                found.add(kind, value, line_of_number(text, line));
            }
        }
        // Every example has a project; one with a version is a product, or a library somebody copied.
        if let (Some(name), Some(version)) = (&self.name, &self.version) {
            let package = Package::new("generic", name, Some(version));
            let description = self.description.clone();
            found.component(Component { own, description, ..Component::new(package) }, line);
        }
    }

    fn remember(&self, variables: &mut Variables) {
        let Some(name) = &self.name else { return };
        variables.set("PROJECT_NAME", name.clone());
        if let Some(version) = &self.version {
            for variable in ["PROJECT_VERSION".to_owned(), format!("{name}_VERSION")] {
                variables.set(&variable, version.clone());
            }
        }
    }
}

/// `find_package(Door 1.2 EXACT REQUIRED)`
fn wish(command: &Command, variables: &Variables, found: &mut Found) {
    let Some(name) = command.argument(0).and_then(|name| variables.expand(name)) else { return };
    if TOOLS.contains(&&*name) || name.is_empty() {
        return;
    }
    let version = command.argument(1).and_then(|word| variables.expand(word)).unwrap_or_default();
    let version = if version.starts_with(|c: char| c.is_ascii_digit()) { &*version } else { "" };
    let pinned = Some(version).filter(|version| command.has("EXACT") && !version.is_empty());
    let scope = if command.has("REQUIRED") { Scope::Runtime } else { Scope::Optional };
    found.wish(Package::new("generic", &name, pinned), version, scope, command.line);
}

/// `pkg_check_modules(GTK REQUIRED IMPORTED_TARGET gtk4>=4.6 glib-2.0)`
fn modules(command: &Command, found: &mut Found) {
    let scope = if command.has("REQUIRED") { Scope::Runtime } else { Scope::Optional };
    for argument in command.arguments.iter().skip(1) {
        let is_keyword = argument.text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        if is_keyword || argument.text.contains('$') || argument.text.starts_with(['>', '<', '=']) {
            continue;
        }
        let end = argument.text.find(['>', '<', '=']).unwrap_or(argument.text.len());
        let (name, requirement) = argument.text.split_at(end);
        let pinned = requirement.strip_prefix('=');
        found.wish(Package::new("generic", name, pinned), requirement, scope, argument.line);
    }
}

#[test]
fn a_project_says_its_name_and_version() {
    let manifest = "cmake_minimum_required(VERSION 3.20)\r\nset(V 1.2.3)\r\nproject(door\n  VERSION ${V}\n  \
                    DESCRIPTION \"opens it\")\nproject_options(x)\nproject(part VERSION 9)\n";
    crate::detectors::tests::check(
        "CMakeLists.txt",
        manifest,
        &[
            "3 manifest-name door product",
            "3 manifest-version 1.2.3 product",
            "3 manifest-description opens it product",
        ],
    );
    crate::detectors::tests::check("CMakeLists.txt", "project(${NAME})", &[]);
    crate::detectors::tests::check_sheet("CMakeLists.txt", manifest, &["3 pkg:generic/door@1.2.3 own"]);
    crate::detectors::tests::check_sheet("third_party/door/CMakeLists.txt", manifest, &["3 pkg:generic/door@1.2.3"]);
    crate::detectors::tests::check_malformed("CMakeLists.txt", "add_library(x\n  a.c");
}

#[test]
fn a_model_that_is_fetched_is_an_asset() {
    crate::detectors::tests::check(
        "CMakeLists.txt",
        "FetchContent_Declare(m\n  URL https://huggingface.co/example/door/resolve/main/door.gguf)\n",
        &["1 model-reference example/door product"],
    );
}

#[test]
fn what_is_fetched_and_found_is_read() {
    let manifest = "\
include(FetchContent)
set(PAD_TAG v1.14.0)
FetchContent_Declare(
  left-pad
  GIT_REPOSITORY https://github.com/Example/left-pad.git
  GIT_TAG        ${PAD_TAG} # a release
)
FetchContent_Declare(door URL https://x.example/door-2.1.0.tar.gz
  URL_HASH SHA256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855)
FetchContent_Declare(moving GIT_REPOSITORY \"https://gitlab.com/example/moving.git\" GIT_TAG main)
FetchContent_Declare(here SOURCE_DIR ${CMAKE_CURRENT_SOURCE_DIR}/here)
ExternalProject_Add(json
  URL https://github.com/example/json/releases/download/v3.11.2/json.tar.xz
  CONFIGURE_COMMAND \"\")
CPMAddPackage(\"gh:example/fmt#9.1.0\")
CPMAddPackage(\"gh:example/spd#spd-1.2.3@1.2.3\")
CPMAddPackage(NAME big VERSION 4.5.6 GITHUB_REPOSITORY example/big OPTIONS \"A ON\")
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(Threads REQUIRED)
find_package(Boost 1.82.0 EXACT)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0>=2.60)
file(DOWNLOAD https://x.example/v/left-1.0.zip left.zip EXPECTED_MD5 d41d8cd98f00b204e9800998ecf8427e)
file(DOWNLOAD https://x.example/picture.png x.png)
";
    crate::detectors::tests::check_sheet(
        "cmake/Dependencies.cmake",
        manifest,
        &[
            "3 pkg:github/example/left-pad@v1.14.0 direct source=git+https://github.com/Example/left-pad.git@v1.14.0",
            "8 pkg:generic/door@2.1.0?download_url=https:%2F%2Fx.example%2Fdoor-2.1.0.tar.gz direct \
             source=https://x.example/door-2.1.0.tar.gz hashes=1",
            "10 pkg:generic/moving?vcs_url=git%2Bhttps:%2F%2Fgitlab.com%2Fexample%2Fmoving.git direct requires=main \
             source=git+https://gitlab.com/example/moving.git",
            "12 pkg:github/example/json@v3.11.2 direct \
             source=https://github.com/example/json/releases/download/v3.11.2/json.tar.xz",
            "15 pkg:github/example/fmt@9.1.0 direct source=git+https://github.com/example/fmt@9.1.0",
            "16 pkg:github/example/spd@spd-1.2.3 direct source=git+https://github.com/example/spd@spd-1.2.3",
            "17 pkg:github/example/big@4.5.6 direct source=git+https://github.com/example/big@4.5.6",
            "22 pkg:generic/left@1.0?download_url=https:%2F%2Fx.example%2Fv%2Fleft-1.0.zip direct \
             source=https://x.example/v/left-1.0.zip hashes=1",
            "18 wish pkg:generic/OpenSSL 3.0 runtime",
            "20 wish pkg:generic/Boost@1.82.0 1.82.0 optional",
            "21 wish pkg:generic/glib-2.0 >=2.60 runtime",
        ],
    );
}
