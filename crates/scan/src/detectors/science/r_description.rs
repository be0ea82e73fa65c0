//! Reads the `DESCRIPTION` of an R package: our own, or one that is installed (it says when it was built).

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::fields::{field, stanzas};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::licence_text;
use crate::repository::exact;
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "r-description", files: Files::Named(&["description"]), want: Want::Whole, read };

/// Packages that come with R itself.
const BASE: [&str; 15] = [
    "R",
    "base",
    "compiler",
    "datasets",
    "graphics",
    "grDevices",
    "grid",
    "methods",
    "parallel",
    "splines",
    "stats",
    "stats4",
    "tcltk",
    "tools",
    "utils",
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let stanzas = stanzas(&text);
    let Some(stanza) = stanzas.first() else { return };
    let value = |name| field(stanza, name).map(|field| &*field.value);
    // Many files have this name; only R's have all of these.
    let (Some(name), Some(version), Some(licence)) = (field(stanza, "Package"), value("Version"), value("License"))
    else {
        return;
    };
    let own = value("Built").is_none() && !found.is_vendored();
    if !own {
        found.origin(Origin::Installed);
    }
    let component = Component {
        own,
        licence: of_r(licence),
        description: value("Title").map(str::to_owned),
        ..Component::new(Package::new("cran", &name.value, Some(version)))
    };
    found.component(component, name.line);
    if !own {
        return;
    }
    for (key, scope) in [
        ("Depends", Scope::Runtime),
        ("Imports", Scope::Runtime),
        ("LinkingTo", Scope::Runtime),
        ("Suggests", Scope::Development),
    ] {
        let Some(list) = field(stanza, key) else { continue };
        for need in list.value.split(',') {
            let (name, requirement) = need.split_once('(').unwrap_or((need, ""));
            let (name, requirement) = (name.trim(), requirement.trim().trim_end_matches(')'));
            if !name.is_empty() && !BASE.contains(&name) {
                let pinned = requirement.strip_prefix("==").and_then(exact);
                found.wish(Package::new("cran", name, pinned), requirement, scope, list.line);
            }
        }
    }
}

/// R has its own way to write licences: `GPL (>= 2)`, `MIT + file LICENSE`, `GPL-2 | GPL-3`.
fn of_r(written: &str) -> Option<String> {
    let one = |licence: &str| {
        let licence = licence.split('+').next().unwrap_or(licence).trim();
        let known = match licence {
            "GPL-2" => "GPL-2.0-only",
            "GPL-3" => "GPL-3.0-only",
            "LGPL-2" => "LGPL-2.0-only",
            "LGPL-2.1" => "LGPL-2.1-only",
            "LGPL-3" => "LGPL-3.0-only",
            "AGPL-3" => "AGPL-3.0-only",
            "GPL (>= 2)" | "GPL (>= 2.0)" => "GPL-2.0-or-later",
            "GPL (>= 3)" | "GPL (>= 3.0)" => "GPL-3.0-or-later",
            "LGPL (>= 2)" | "LGPL (>= 2.0)" => "LGPL-2.0-or-later",
            "LGPL (>= 2.1)" => "LGPL-2.1-or-later",
            "LGPL (>= 3)" => "LGPL-3.0-or-later",
            "Apache License (>= 2)" | "Apache License (>= 2.0)" | "Apache License (== 2.0)" | "Apache License 2.0" => {
                "Apache-2.0"
            }
            "BSD_2_clause" => "BSD-2-Clause",
            "BSD_3_clause" => "BSD-3-Clause",
            _ => return licence_text::spdx(licence),
        };
        Some(known.to_owned())
    };
    let choices: Option<Vec<String>> =
        written.split('|').filter(|choice| !choice.trim().starts_with("file ")).map(one).collect();
    match choices {
        Some(choices) if !choices.is_empty() => Some(choices.join(" OR ")),
        _ => licence_text::declared(written),
    }
}

#[test]
fn our_own_package_is_told_from_an_installed_one() {
    let description = "\
Package: door
Title: Opens Doors
Version: 1.2.3
License: GPL (>= 2) | file LICENSE
Depends: R (>= 4.0)
Imports:
    leftpad (>= 1.0),
    example (== 2.1),
    stats
Suggests: testing
";
    crate::detectors::tests::check_sheet(
        "DESCRIPTION",
        description,
        &[
            "1 pkg:cran/door@1.2.3 own licence=GPL-2.0-or-later",
            "6 wish pkg:cran/leftpad >= 1.0 runtime",
            "6 wish pkg:cran/example@2.1 == 2.1 runtime",
            "10 wish pkg:cran/testing  development",
        ],
    );
    let installed =
        "Package: leftpad\nVersion: 1.4-2\nLicense: MIT + file LICENSE\nImports: x\nBuilt: R 4.3.1; ; unix\n";
    crate::detectors::tests::check_sheet(
        "usr/lib/R/site-library/leftpad/DESCRIPTION",
        installed,
        &["1 pkg:cran/leftpad@1.4-2 licence=MIT"],
    );
    crate::detectors::tests::check_sheet("DESCRIPTION", "A text.\nPackage: none\n", &[]);
}
