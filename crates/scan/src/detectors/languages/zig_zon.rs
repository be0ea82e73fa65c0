//! Reads Zig's `build.zig.zon`: the package, and what it fetches.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::repository::{archive_package, git_package, vcs_url, without_login};

pub const DETECTOR: Detector =
    Detector { id: "zig-zon", files: Files::Named(&["build.zig.zon"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let own = !found.is_vendored();
    let (mut name, mut version) = (None, None);
    // The names of the tables that are open: `.{ .dependencies = .{ .door = .{ … } } }`.
    let mut open: Vec<(&str, u32)> = Vec::new();
    for line in lines(&text) {
        let mut rest = line.text;
        let mut key = "";
        while let Some(c) = rest.chars().next() {
            if rest.starts_with("//") {
                break;
            }
            if let Some(after) = rest.strip_prefix(".{") {
                open.push((key, line.number));
                key = "";
                rest = after;
            } else if c == '}' {
                open.pop();
                rest = &rest[1..];
            } else if let Some(after) = rest.strip_prefix('.') {
                let after = after.strip_prefix('@').unwrap_or(after);
                let quoted = after.strip_prefix('"').and_then(|word| word.split_once('"'));
                let len = after.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(after.len());
                let (word, after) = quoted.unwrap_or_else(|| after.split_at(len));
                // `.name = .door`: an enum literal is a value, since 0.14.
                if key == "name" && open.len() == 1 {
                    name = name.or(Some((word, line.number)));
                    key = "";
                } else {
                    key = word;
                }
                rest = after;
            } else if c == '"' {
                let (value, after) = rest[1..].split_once('"').unwrap_or((&rest[1..], ""));
                match (key, &open[..]) {
                    ("name", [_]) => name = name.or(Some((value, line.number))),
                    ("version", [_]) => version = version.or(Some(value)),
                    ("url", [_, ("dependencies", _), (package, line)]) => {
                        found.component(dependency(package, value), *line);
                    }
                    _ => {}
                }
                rest = after;
            } else {
                rest = &rest[c.len_utf8()..];
            }
        }
        if open.len() > 64 {
            return found.malformed("nested too deep");
        }
    }
    if !open.is_empty() {
        found.malformed("a table without end");
    }
    if let Some((name, line)) = name {
        let package = Package::new("generic", name, version);
        found.component(Component { own, ..Component::new(package) }, line);
    }
}

/// `git+https://host/name?ref=v1#commit`, or an archive.
fn dependency(name: &str, url: &str) -> Component {
    let relation = Some(Relation::Direct);
    if let Some(address) = url.strip_prefix("git+") {
        let (address, commit) = address.split_once('#').map_or((address, None), |(url, commit)| (url, Some(commit)));
        let address = address.split('?').next().unwrap_or(address);
        let source = Some(vcs_url(address, commit));
        return Component { relation, source, ..Component::new(git_package(address, name, commit)) };
    }
    Component { relation, source: Some(without_login(url)), ..Component::new(archive_package(url, name)) }
}

#[test]
fn what_is_fetched_is_read() {
    let zon = "\
.{
    .name = .door,
    .version = \"0.1.0\",
    .dependencies = .{
        .@\"left-pad\" = .{
            .url = \"https://github.com/example/left-pad/archive/refs/tags/v1.2.tar.gz\",
            .hash = \"1220aa\",
        },
        .other = .{ .url = \"git+https://github.com/example/other?ref=main#abc123\", .hash = \"x\" },
        .own = .{ .path = \"own\" },
        // .old = .{ .url = \"https://x.example/old-1.0.zip\" },
    },
    .paths = .{ \"src\" },
}
";
    crate::detectors::tests::check_sheet(
        "build.zig.zon",
        zon,
        &[
            "5 pkg:github/example/left-pad@v1.2 direct \
             source=https://github.com/example/left-pad/archive/refs/tags/v1.2.tar.gz",
            "9 pkg:github/example/other@abc123 direct source=git+https://github.com/example/other@abc123",
            "2 pkg:generic/door@0.1.0 own",
        ],
    );
    crate::detectors::tests::check_malformed("build.zig.zon", ".{ .name = .x,");
}
