//! Reads Bazel's `WORKSPACE` and `*.bzl`: what their repository rules fetch.

use super::super::{Detector, Files, Want};
use super::bazel_rules;
use super::calls::calls;
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector = Detector {
    id: "bazel-workspace",
    files: Files::Named(&["workspace", "workspace.bazel", "workspace.bzlmod", "*.bzl"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let (calls, complete) = calls(&text);
    // A library of rules may be written in ways this reading does not follow to the end.
    if !complete && file.name.extension() != "bzl" {
        found.malformed("a call without end");
    }
    for call in &calls {
        bazel_rules::read(call, found);
    }
}

#[test]
fn repository_rules_are_read() {
    let workspace = "\
workspace(name = \"door\")
load(\"@bazel_tools//tools/build_defs/repo:http.bzl\", \"http_archive\")
PAD_VERSION = \"1.14.0\"
http_archive(
    name = \"left_pad\",
    urls = [
        \"https://mirror.example/github.com/example/left-pad/archive/v{}.tar.gz\".format(PAD_VERSION),
        \"https://github.com/example/left-pad/archive/v{}.tar.gz\".format(PAD_VERSION),
    ],
    strip_prefix = \"left-pad-\" + PAD_VERSION,
    integrity = \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",
)
git_repository(
    name = \"com_example\",
    remote = \"https://gitlab.com/example/door.git\",
    tag = \"v2.0\",
)
maybe(
    http_archive,
    name = \"other\",
    url = \"https://x.example/other-3.1.zip\",
    sha256 = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",
)
go_repository(
    name = \"com_example_go\",
    importpath = \"example.com/go\",
    version = \"v1.2.3\",
)
maven_install(artifacts = [\"com.example:door:1.0\"])
cc_library(name = \"x\", srcs = [\"a.c\"])
";
    crate::detectors::tests::check_sheet(
        "WORKSPACE",
        workspace,
        &[
            "5 pkg:github/example/left-pad@v1.14.0 direct \
             source=https://github.com/example/left-pad/archive/v1.14.0.tar.gz hashes=1",
            "14 pkg:generic/com_example@v2.0?vcs_url=git%2Bhttps:%2F%2Fgitlab.com%2Fexample%2Fdoor.git%40v2.0 direct \
             source=git+https://gitlab.com/example/door.git@v2.0",
            "20 pkg:generic/other@3.1?download_url=https:%2F%2Fx.example%2Fother-3.1.zip direct \
             source=https://x.example/other-3.1.zip hashes=1",
            "25 pkg:golang/example.com/go@v1.2.3 direct",
            "29 wish pkg:maven/com.example/door@1.0 1.0 runtime",
        ],
    );
}
