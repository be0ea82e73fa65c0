//! Reads Lua's `*.rockspec` and `luarocks.lock`. A rockspec in a tree of rocks is of an installed rock.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::licence_text;
use crate::repository::exact;
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "rockspec", files: Files::Named(&["*.rockspec", "luarocks.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if file.name.lower_name() == "luarocks.lock" {
        return locked(&text, found);
    }
    let is_installed = file.name.lower_folders().any(|folder| folder == "rocks" || folder.starts_with("rocks-"));
    let own = !is_installed && !found.is_vendored();
    let (mut name, mut version, mut licence) = (None, None, None);
    let mut scope = None;
    for line in lines(&text) {
        let code = line.text.split("--").next().unwrap_or_default().trim();
        let (key, value) = code.split_once('=').map_or(("", code), |(key, value)| (key.trim(), value.trim()));
        match key {
            "package" => name = name.or(literal(value).map(|name| (name, line.number))),
            "version" => version = version.or(literal(value)),
            "license" => licence = licence.or(literal(value)),
            "dependencies" => scope = Some(Scope::Runtime),
            "build_dependencies" | "test_dependencies" => scope = Some(Scope::Development),
            _ => {}
        }
        let Some(of_list) = scope else { continue };
        for need in code.split(['"', '\'']).skip(1).step_by(2).filter(|_| own) {
            let (need, requirement) = need.split_once(' ').unwrap_or((need, ""));
            if need != "lua" && !need.is_empty() {
                let pinned = requirement.trim().strip_prefix("==").and_then(exact);
                found.wish(Package::new("luarocks", &need.to_lowercase(), pinned), requirement, of_list, line.number);
            }
        }
        if code.contains('}') {
            scope = None;
        }
    }
    if let Some((name, line)) = name {
        if !own {
            found.origin(Origin::Installed);
        }
        let licence = licence.and_then(licence_text::declared);
        let package = Package::new("luarocks", &name.to_lowercase(), version);
        found.component(Component { own, licence, ..Component::new(package) }, line);
    }
}

fn literal(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// `["left-pad"] = "1.2-1"` in the table `dependencies`.
fn locked(text: &str, found: &mut Found) {
    found.origin(Origin::Lock);
    let mut scope = None;
    for line in lines(text) {
        let code = line.text.trim();
        if code.ends_with('{') {
            let is_development = code.starts_with("build_") || code.starts_with("test_");
            scope = is_development.then_some(Scope::Development);
            continue;
        }
        let Some((key, value)) = code.split_once('=') else { continue };
        let name = key.trim().trim_matches(['[', ']', '"', '\'']);
        if let Some(version) = literal(value.trim()).filter(|_| name != "lua") {
            let package = Package::new("luarocks", &name.to_lowercase(), Some(version));
            found.component(Component { scope, ..Component::new(package) }, line.number);
        }
    }
}

#[test]
fn rocks_are_read() {
    let rockspec = "\
package = \"Door\"
version = \"1.2.3-1\"
source = { url = \"git+https://github.com/example/door\", tag = \"v1.2.3\" }
description = {
   license = \"MIT\"
}
dependencies = {
   \"lua >= 5.1\", -- all
   \"left-pad ~> 1.0\",
   \"example == 2.0-1\"
}
";
    crate::detectors::tests::check_sheet(
        "door-1.2.3-1.rockspec",
        rockspec,
        &[
            "1 pkg:luarocks/door@1.2.3-1 own licence=MIT",
            "9 wish pkg:luarocks/left-pad ~> 1.0 runtime",
            "10 wish pkg:luarocks/example@2.0-1 == 2.0-1 runtime",
        ],
    );
    crate::detectors::tests::check_sheet(
        "lib/luarocks/rocks-5.1/door/1.2.3-1/door-1.2.3-1.rockspec",
        rockspec,
        &["1 pkg:luarocks/door@1.2.3-1 licence=MIT"],
    );
    crate::detectors::tests::check_sheet(
        "luarocks.lock",
        "return {\n   dependencies = {\n      [\"left-pad\"] = \"1.0-1\",\n      lua = \"5.1-1\",\n   }\n}\n",
        &["3 pkg:luarocks/left-pad@1.0-1"],
    );
}
