//! Reads the packages of Buildroot, `package/<name>/<name>.mk`: version, source and licence of what they build.

use std::collections::HashMap;

use inventory::{Component, Package, Scope};

use super::super::{Detector, Files, Want};
use super::buildroot_licence::expression;
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::repository::{vcs_url, without_login};

pub const DETECTOR: Detector =
    Detector { id: "buildroot-package", files: Files::Named(&["package/*/*.mk"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // Every package ends with `$(eval $(generic-package))` or one of its kind.
    if !text.contains("-package))") || !text.contains("$(eval") {
        return;
    }
    let name = file.name.name();
    let name = name.get(..name.len().saturating_sub(".mk".len())).unwrap_or(name);
    let prefix = name.to_ascii_uppercase().replace(['-', '.'], "_");
    let mut values: HashMap<&str, (&str, u32)> = HashMap::new();
    for line in lines(&text) {
        let Some((left, value)) = line.text.split_once('=') else { continue };
        let left = left.trim_end_matches([':', '?', ' ', '\t']);
        if !left.starts_with(['#', '\t', ' ']) {
            values.entry(left).or_insert((value.split(" #").next().unwrap_or(value).trim(), line.number));
        }
    }
    let value = |key: &str| resolve(values.get(&*format!("{prefix}_{key}"))?.0, &values, name);
    let Some((_, line)) = values.get(&*format!("{prefix}_VERSION")) else { return };
    let version = value("VERSION");
    let site = value("SITE");
    // A package whose source lies in the tree.
    let own = value("SITE_METHOD").as_deref() == Some("local") && !found.is_vendored();
    let source = site.filter(|_| !own).map(|site| {
        let is_git = value("SITE_METHOD").as_deref() == Some("git") || site.starts_with("git:");
        match (is_git, value("SOURCE")) {
            (true, _) => vcs_url(&site, version.as_deref()),
            (false, Some(archive)) => format!("{}/{archive}", without_login(&site).trim_end_matches('/')),
            (false, None) => without_login(&site),
        }
    });
    let component = Component {
        own,
        // Buildroot has packages for more than one device takes.
        scope: Some(Scope::Optional),
        licence: value("LICENSE").and_then(|licence| expression(&licence)),
        source,
        ..Component::new(Package::new("generic", name, version.as_deref()))
    };
    found.component(component, *line);
}

/// A value with `$(X_VERSION)` and `$(call github,owner,name,tag)` put in. None if something is not known.
fn resolve(written: &str, values: &HashMap<&str, (&str, u32)>, name: &str) -> Option<String> {
    let mut text = written.to_owned();
    for _ in 0..4 {
        // The innermost first.
        let Some(begin) = text.rfind("$(") else { return Some(text).filter(|text| !text.is_empty()) };
        let inside = text.get(begin + 2..)?;
        let (inside, after) = inside.split_once(')')?;
        let with = if let Some(call) = inside.strip_prefix("call github,") {
            let parts: Vec<&str> = call.split(',').collect();
            let [owner, repository, tag] = parts[..] else { return None };
            format!("https://github.com/{owner}/{repository}/archive/{tag}")
        } else if inside.ends_with("_RAWNAME") || inside.ends_with("_NAME") {
            name.to_owned()
        } else {
            values.get(inside)?.0.to_owned()
        };
        text = format!("{}{with}{after}", text.get(..begin)?);
        if text.len() > 2000 {
            return None;
        }
    }
    (!text.contains("$(")).then_some(text)
}

#[test]
fn a_package_says_what_it_builds() {
    let package = "\
################################################################################
LEFT_PAD_VERSION = 1.2.3
LEFT_PAD_SITE = https://x.example/$(LEFT_PAD_VERSION)
LEFT_PAD_SOURCE = left-pad-$(LEFT_PAD_VERSION).tar.xz
LEFT_PAD_LICENSE = GPL-2.0+ (programs), MIT
LEFT_PAD_DEPENDENCIES = host-pkgconf
$(eval $(autotools-package))
";
    crate::detectors::tests::check_sheet(
        "package/left-pad/left-pad.mk",
        package,
        &[
            "2 pkg:generic/left-pad@1.2.3 optional licence=GPL-2.0+ AND MIT source=https://x.example/1.2.3/left-pad-1.2.3.tar.xz",
        ],
    );
    let hub = "\
DOOR_VERSION = v2.0
DOOR_SITE = $(call github,example,door,$(DOOR_VERSION))
$(eval $(cmake-package))
";
    crate::detectors::tests::check_sheet(
        "package/door/door.mk",
        hub,
        &["1 pkg:generic/door@v2.0 optional source=https://github.com/example/door/archive/v2.0"],
    );
    let own = "APP_VERSION = 1.0\nAPP_SITE = $(TOPDIR)/../app\nAPP_SITE_METHOD = local\n$(eval $(generic-package))\n";
    crate::detectors::tests::check_sheet("package/app/app.mk", own, &["1 pkg:generic/app@1.0 own optional"]);
    crate::detectors::tests::check_sheet("package/x/x.mk", "X_VERSION = 1\n", &[]);
}
