//! The paragraphs of Debian control files, as dpkg and opkg keep them, and the dependencies in them.

use std::collections::HashMap;

use inventory::{Component, Package, Property};

use crate::found::Found;
use crate::sheet::At;

/// One paragraph: what is known of one package.
#[derive(Debug, Default)]
pub struct Paragraph<'a> {
    fields: Vec<Field<'a>>,
}

#[derive(Debug)]
struct Field<'a> {
    name: &'a str,
    /// With the lines that continue it.
    value: &'a str,
    line: u32,
}

/// The paragraphs of a file, and the first line that is no field.
pub fn paragraphs(text: &str) -> (Vec<Paragraph<'_>>, Option<u32>) {
    let mut all = Vec::new();
    let mut current = Paragraph::default();
    let mut broken = None;
    let mut start = 0;
    let mut value_start = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let end = start + line.trim_end().len();
        if line.trim().is_empty() {
            if !current.fields.is_empty() {
                all.push(std::mem::take(&mut current));
            }
        } else if line.starts_with([' ', '\t']) {
            if let Some(field) = current.fields.last_mut() {
                field.value = text.get(value_start..end).unwrap_or_default();
            }
        } else if let Some((name, value)) = line.split_once(':') {
            value_start = start + name.len() + 1;
            current.fields.push(Field { name, value: value.trim(), line: number });
        } else {
            broken.get_or_insert(number);
        }
        start += line.len();
    }
    if !current.fields.is_empty() {
        all.push(current);
    }
    (all, broken)
}

impl<'a> Paragraph<'a> {
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let field = self.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        field.map(|field| field.value.trim()).filter(|value| !value.is_empty())
    }

    /// The line of a field; of the first one if it is not there.
    pub fn line(&self, name: &str) -> u32 {
        let field = self.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        field.or(self.fields.first()).map_or(1, |field| field.line)
    }

    /// Whether the files of the package are there. A package removed but for its settings is not.
    pub fn is_installed(&self) -> bool {
        let Some(status) = self.get("Status") else { return true };
        matches!(
            status.split_whitespace().next_back(),
            Some("installed" | "unpacked" | "half-configured" | "triggers-awaited" | "triggers-pending")
        )
    }
}

/// Lists the installed packages of a database, and, if the file holds all of them, who depends on whom.
pub fn list(ecosystem: &'static str, text: &str, whole_database: bool, found: &mut Found) {
    let (paragraphs, broken) = paragraphs(text);
    let mut listed: Vec<(At, &Paragraph)> = Vec::new();
    let mut fault = broken.map(|line| format!("line {line} is no field"));
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.is_installed()) {
        let line = paragraph.line("Package");
        let Some(name) = paragraph.get("Package") else {
            fault.get_or_insert_with(|| format!("line {line}: a paragraph without Package"));
            continue;
        };
        let version = paragraph.get("Version");
        if version.is_none() {
            fault.get_or_insert_with(|| format!("line {line}: a package without Version"));
        }
        listed.push((found.component(component(ecosystem, name, version, paragraph), line), paragraph));
    }
    if whole_database {
        edges(&listed, found);
        // A broken line may have been the one that names a dependency.
        found.sheet().edges_complete = fault.is_none();
    }
    if let Some(fault) = fault {
        found.malformed(fault);
    }
}

fn component(ecosystem: &'static str, name: &str, version: Option<&str>, paragraph: &Paragraph) -> Component {
    let package = Package::new(ecosystem, name, version);
    let package = package.with("arch", paragraph.get("Architecture").unwrap_or_default());
    let mut properties = Vec::new();
    if let Some(source) = paragraph.get("Source").filter(|source| !source.contains('/')) {
        // `glibc (2.36-9)`: the version stands there only if it is another.
        let (source, source_version) = source
            .split_once('(')
            .map_or((source, version), |(source, version)| (source, Some(version.trim_end_matches([')', ' ']))));
        properties.push(Property::new("source-package", source.trim()));
        properties.extend(source_version.map(|version| Property::new("source-version", version.trim())));
    }
    properties.extend(paragraph.get("Multi-Arch").map(|value| Property::new("multi-arch", value)));
    properties.extend(paragraph.get("Homepage").map(|value| Property::new("homepage", value)));
    Component {
        supplier: paragraph.get("Maintainer").map(str::to_owned),
        description: paragraph.get("Description").and_then(|text| text.lines().next()).map(str::to_owned),
        licence: paragraph.get("License").and_then(super::licence),
        properties,
        ..Component::new(package)
    }
}

fn edges(listed: &[(At, &Paragraph)], found: &mut Found) {
    // The same name may be installed for several architectures.
    let mut by_name: HashMap<&str, Vec<(At, &str)>> = HashMap::new();
    let arch = |paragraph: &Paragraph| paragraph.get("Architecture").unwrap_or_default().to_owned();
    let arches: Vec<String> = listed.iter().map(|(_, paragraph)| arch(paragraph)).collect();
    for ((at, paragraph), arch) in listed.iter().zip(&arches) {
        by_name.entry(paragraph.get("Package").unwrap_or_default()).or_default().push((*at, arch));
    }
    // A real package goes before one that only stands in for it.
    for ((at, paragraph), arch) in listed.iter().zip(&arches) {
        for provided in paragraph.get("Provides").unwrap_or_default().split(',').filter(|name| !name.trim().is_empty())
        {
            by_name.entry(bare(provided)).or_default().push((*at, arch));
        }
    }
    for ((from, paragraph), arch) in listed.iter().zip(&arches) {
        let mut targets: Vec<At> = Vec::new();
        for field in ["Pre-Depends", "Depends"] {
            for wanted in paragraph.get(field).unwrap_or_default().split(',') {
                // Of several that would do, the first one that is there.
                let target = wanted.split('|').find_map(|name| {
                    let candidates = by_name.get(bare(name))?;
                    let same_arch = candidates.iter().take(8).find(|(_, known)| known == arch);
                    same_arch.or(candidates.first()).map(|(at, _)| *at)
                });
                targets.extend(target.filter(|target| target != from));
            }
        }
        targets.sort_unstable();
        targets.dedup();
        for target in targets {
            found.depends(*from, target);
        }
    }
}

/// `libc6:any (>= 2.34) [amd64]` is `libc6`.
fn bare(wanted: &str) -> &str {
    let wanted = wanted.trim();
    wanted.split([' ', '(', '[', ':', '=', '<', '>', '\n', '\t']).next().unwrap_or(wanted)
}

#[test]
fn a_paragraph_keeps_the_lines_that_continue_a_field() {
    let (all, broken) = paragraphs("Package: a\r\nDepends: b,\r\n c\r\n\r\n\r\nPackage: d\nnonsense\n");
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].get("depends"), Some("b,\r\n c"));
    assert_eq!((all[1].get("Package"), all[1].line("Package"), broken), (Some("d"), 6, Some(7)));
}
