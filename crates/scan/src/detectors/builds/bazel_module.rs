//! Reads `MODULE.bazel`: the module, the modules it depends on, and what it puts in their place.

use std::collections::HashMap;

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::bazel_rules;
use super::calls::{Call, calls};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::repository::{fixed, vcs_url};

pub const DETECTOR: Detector =
    Detector { id: "bazel-module", files: Files::Named(&["module.bazel", "*.module.bazel"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let (calls, complete) = calls(&text);
    if !complete {
        found.malformed("a call without end");
    }
    let own = !found.is_vendored();
    let overrides: HashMap<&str, &Call> = calls
        .iter()
        .filter(|call| call.name.ends_with("_override"))
        .filter_map(|call| Some((call.text("module_name").or(call.place(0))?, call)))
        .collect();
    for call in &calls {
        match &*call.name {
            "module" => {
                if let Some(name) = call.text("name") {
                    let package = Package::new("bazel", name, call.text("version"));
                    found.component(Component { own, ..Component::new(package) }, call.line_of("name"));
                }
            }
            "bazel_dep" if own => depends(call, &overrides, found),
            name if name.ends_with("_override") => {}
            _ => bazel_rules::read(call, found),
        }
    }
}

fn depends(call: &Call, overrides: &HashMap<&str, &Call>, found: &mut Found) {
    let Some(name) = call.text("name").or(call.place(0)) else { return };
    let asked = call.text("version").or(call.place(1)).filter(|version| !version.is_empty());
    let scope = if call.names.is_true("dev_dependency") { Scope::Development } else { Scope::Runtime };
    let line = call.line_of("name");
    let Some(other) = overrides.get(name) else {
        return found.wish(Package::new("bazel", name, asked), asked.unwrap_or_default(), scope, line);
    };
    match &*other.name {
        // It lies in the tree.
        "local_path_override" => {}
        "git_override" => {
            let Some(remote) = other.text("remote") else { return };
            let revision = other.text("commit").or(other.text("tag"));
            let vcs = vcs_url(remote, revision.and_then(fixed));
            let package = Package::new("bazel", name, asked).with("vcs_url", vcs.clone());
            found.component(
                Component {
                    scope: Some(scope),
                    relation: Some(Relation::Direct),
                    source: Some(vcs),
                    ..Component::new(package)
                },
                line,
            );
        }
        "archive_override" => {
            // The version inside is not told; that of the archive is.
            let Some(component) = bazel_rules::archive(other, Some(scope)) else { return };
            let version = asked.map(str::to_owned).or(component.package.version);
            let url = component.source.clone().unwrap_or_default();
            let package = Package::new("bazel", name, version.as_deref()).with("download_url", url);
            found.component(Component { package, ..component }, line);
        }
        _ => {
            let version = other.text("version").filter(|version| !version.is_empty()).or(asked);
            let registry = other.text("registry").unwrap_or_default();
            let package = Package::new("bazel", name, version).with("repository_url", registry);
            found.wish(package, version.unwrap_or_default(), scope, line);
        }
    }
}

#[test]
fn modules_and_what_stands_in_their_place_are_read() {
    let module = "\
module(
    name = \"door\",
    version = \"1.2.3\",
)

bazel_dep(name = \"left-pad\", version = \"8.5.0\")
bazel_dep(
    name = \"rules_test\",
    version = \"0.4\",
    dev_dependency = True,
)
bazel_dep(name = \"forked\", version = \"1.0\")
git_override(module_name = \"forked\", remote = \"https://github.com/example/forked.git\", commit = \"abc123\")
bazel_dep(name = \"fixed\", version = \"1.0\")
single_version_override(module_name = \"fixed\", version = \"1.1\")
bazel_dep(name = \"here\")
local_path_override(module_name = \"here\", path = \"here\")

maven = use_extension(\"@rules_jvm_external//:extensions.bzl\", \"maven\")
maven.install(
    artifacts = [
        \"com.example:door:1.2.3\",
        \"com.example:native:jar:linux:4.5\",
    ],
)
http_archive = use_repo_rule(\"@bazel_tools//tools/build_defs/repo:http.bzl\", \"http_archive\")
http_archive(
    name = \"zlib\",
    sha256 = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",
    strip_prefix = \"zlib-1.3.1\",
    urls = [\"https://x.example/zlib.tar.gz\"],
)
";
    crate::detectors::tests::check_sheet(
        "MODULE.bazel",
        module,
        &[
            "2 pkg:bazel/door@1.2.3 own",
            "12 pkg:bazel/forked@1.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fforked.git%40abc123 \
             runtime direct source=git+https://github.com/example/forked.git@abc123",
            "28 pkg:generic/zlib@1.3.1?download_url=https:%2F%2Fx.example%2Fzlib.tar.gz direct \
             source=https://x.example/zlib.tar.gz hashes=1",
            "6 wish pkg:bazel/left-pad@8.5.0 8.5.0 runtime",
            "8 wish pkg:bazel/rules_test@0.4 0.4 development",
            "14 wish pkg:bazel/fixed@1.1 1.1 runtime",
            "22 wish pkg:maven/com.example/door@1.2.3 1.2.3 runtime",
            "23 wish pkg:maven/com.example/native@4.5 4.5 runtime",
        ],
    );
    crate::detectors::tests::check_malformed("MODULE.bazel", "bazel_dep(name = \"a\",");
}
