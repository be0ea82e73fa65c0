//! Reads `manifest.csv` of Buildroot's `legal-info`: every package that was built, with its licence and source.

use inventory::{Component, Package, Scope};

use super::super::{Detector, Files, Want};
use super::buildroot_licence::expression;
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::repository::without_login;
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "buildroot-licences",
    files: Files::Named(&["manifest.csv", "host-manifest.csv"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut rows = lines(&text).filter(|line| !line.text.trim().is_empty());
    let header = rows.next().map(|line| fields(line.text)).unwrap_or_default();
    let column = |name: &str| header.iter().position(|field| field.eq_ignore_ascii_case(name));
    // Any other table may have this name.
    let (Some(name), Some(version), Some(licence)) = (column("PACKAGE"), column("VERSION"), column("LICENSE")) else {
        return;
    };
    let (archive, site) = (column("SOURCE ARCHIVE"), column("SOURCE SITE"));
    // Packages for the machine that builds.
    let scope = file.name.lower_name().starts_with("host-").then_some(Scope::Development);
    found.origin(Origin::Installed);
    for line in rows {
        let row = fields(line.text);
        let value = |at: usize| row.get(at).map(|field| field.trim()).filter(|field| !matches!(*field, "" | "unknown"));
        let Some(name) = value(name) else { continue };
        let source = site.and_then(value).map(|site| {
            // `http4+https://…` names the way to fetch first.
            let site = site.split_once('+').filter(|(way, _)| !way.contains(':')).map_or(site, |(_, site)| site);
            let archive = archive.and_then(value).map(|archive| format!("/{archive}")).unwrap_or_default();
            format!("{}{archive}", without_login(site).trim_end_matches('/'))
        });
        let component = Component {
            scope,
            licence: value(licence).and_then(expression),
            source,
            ..Component::new(Package::new("generic", name, value(version)))
        };
        found.component(component, line.number);
    }
}

/// The fields of a line of CSV.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Two quotes are one.
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                fields.last_mut().into_iter().for_each(|field| field.push('"'));
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().into_iter().for_each(|field| field.push(c)),
        }
    }
    fields
}

#[test]
fn every_built_package_is_a_component() {
    let manifest = "\
\"PACKAGE\",\"VERSION\",\"LICENSE\",\"LICENSE FILES\",\"SOURCE ARCHIVE\",\"SOURCE SITE\",\"DEPENDENCIES WITH LICENSES\"
\"left-pad\",\"8.10.0\",\"GPL-2.0\",\"COPYING\",\"left-pad-8.10.0.tar.gz\",\"https://x.example\",\"a [MIT] b [MIT]\"
\"door\",\"1.2.3\",\"LGPL-2.1+, BSD-3-Clause\",\"COPYING, LICENSE\",\"\",\"\"
\"skeleton\",\"unknown\",\"unknown\",\"not saved\",\"\",\"\"
";
    crate::detectors::tests::check_sheet(
        "legal-info/manifest.csv",
        manifest,
        &[
            "2 pkg:generic/left-pad@8.10.0 licence=GPL-2.0 source=https://x.example/left-pad-8.10.0.tar.gz",
            "3 pkg:generic/door@1.2.3 licence=LGPL-2.1+ AND BSD-3-Clause",
            "4 pkg:generic/skeleton",
        ],
    );
    crate::detectors::tests::check_sheet("manifest.csv", "a,b\n1,2\n", &[]);
}
