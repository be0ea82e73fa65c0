//! Reads `meson.build`: the project, and the dependencies it looks for.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::calls::{Call, calls};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::licence_text;
use crate::tree::Node;

pub const DETECTOR: Detector =
    Detector { id: "meson-build", files: Files::Named(&["meson.build"]), want: Want::Whole, read };

/// Names Meson resolves itself: parts of the tool chain.
const TOOLS: [&str; 9] = ["threads", "dl", "openmp", "mpi", "python3", "python", "appleframeworks", "intl", "iconv"];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let (calls, complete) = calls(&text);
    if !complete {
        found.malformed("a call without end");
    }
    let own = !found.is_vendored();
    for call in &calls {
        match &*call.name {
            "project" => project(call, own, found),
            "dependency" if own => wish(call, found),
            _ => {}
        }
    }
}

fn project(call: &Call, own: bool, found: &mut Found) {
    let (Some(name), Some(version)) = (call.place(0), call.text("version")) else { return };
    let licence = call.names.get("license").and_then(|licence| {
        let list = licence.items().iter().filter_map(Node::as_str).collect::<Vec<_>>().join(" AND ");
        licence_text::declared(licence.as_str().unwrap_or(&list))
    });
    let package = Package::new("generic", name, Some(version));
    found.component(Component { own, licence, ..Component::new(package) }, call.line);
}

/// `dependency('glib-2.0', version: ['>= 2.40', '< 3'], required: false, native: true)`
fn wish(call: &Call, found: &mut Found) {
    let Some(name) = call.place(0).filter(|name| !name.is_empty() && !TOOLS.contains(name)) else { return };
    let requirement = call.names.get("version").map_or(String::new(), |version| match version.as_str() {
        Some(one) => one.to_owned(),
        None => version.items().iter().filter_map(Node::as_str).collect::<Vec<_>>().join(", "),
    });
    let pinned = requirement.strip_prefix("==").or(requirement.strip_prefix('=')).map(str::trim);
    let scope = if call.names.is_true("native") {
        Scope::Development
    } else if call.text("required") == Some("false") {
        Scope::Optional
    } else {
        Scope::Runtime
    };
    found.wish(Package::new("generic", name, pinned), &requirement, scope, call.line);
}

#[test]
fn a_project_and_its_dependencies_are_read() {
    let build = "\
project('door', 'c',
  version : '1.2.3',
  license : ['MIT', 'Zlib'])

glib = dependency('glib-2.0', version: ['>= 2.40', '< 3'])
if get_option('tls')
  tls = dependency('left-pad', version : '>=1.0', required : false)
endif
gtest = dependency('example', native: true)
thread = dependency('threads')
";
    crate::detectors::tests::check_sheet(
        "meson.build",
        build,
        &[
            "1 pkg:generic/door@1.2.3 own licence=MIT AND Zlib",
            "5 wish pkg:generic/glib-2.0 >= 2.40, < 3 runtime",
            "7 wish pkg:generic/left-pad >=1.0 optional",
            "9 wish pkg:generic/example  development",
        ],
    );
}
