//! Groups AI assets into AI systems: what stands in one unit and is reached from its entry points is one system.
//!
//! A unit is the folder of a manifest with everything below it that belongs to no nearer manifest. A notebook or a
//! workflow is a unit of its own. A system that marque.toml names comes first; what reaches no entry point belongs
//! to none.

use std::collections::{BTreeMap, BTreeSet};

use inventory::{Asset, AssetKind, Place, System};

use crate::clean;
use crate::join::folder;
use crate::report::{Kind, Report};

/// An AI system as marque.toml names it.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    pub name: String,
    /// Names of assets, paths of files or folders.
    pub assets: Vec<String>,
}

/// The systems of a tree, sorted by name.
pub fn systems(assets: &[Asset], units: &Units, declared: &[Declared]) -> Vec<System> {
    let mut systems: Vec<System> = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for system in declared {
        let members: BTreeSet<&str> = assets
            .iter()
            .filter(|asset| system.assets.iter().any(|named| is_named(asset, named)))
            .map(|asset| &*asset.reference)
            .collect();
        taken.extend(&members);
        systems.push(System {
            name: system.name.clone(),
            entry: None,
            why: "marque.toml names this system and lists its assets".to_owned(),
            assets: members.into_iter().map(str::to_owned).collect(),
            development_tool: false,
        });
    }

    let tools: Vec<&Asset> = assets.iter().filter(|asset| is_development_tool(asset)).collect();
    if !tools.is_empty() {
        systems.push(System {
            name: "coding assistants".to_owned(),
            entry: None,
            why: "instructions and tools for assistants that write code: used to develop, not part of what is built"
                .to_owned(),
            assets: tools.iter().map(|asset| asset.reference.clone()).collect(),
            development_tool: true,
        });
    }

    let mut by_unit: BTreeMap<&Unit, BTreeSet<&str>> = BTreeMap::new();
    for asset in assets.iter().filter(|asset| !taken.contains(&*asset.reference) && !is_development_tool(asset)) {
        for evidence in &asset.evidence {
            if let Some(unit) = units.holding(&evidence.path).filter(|unit| !unit.entries.is_empty()) {
                by_unit.entry(unit).or_default().insert(&asset.reference);
            }
        }
    }
    // A unit that only lists libraries uses none.
    by_unit.retain(|_, members| members.iter().any(|member| !member.starts_with("ai-library:")));
    systems.extend(by_unit.into_iter().map(|(unit, members)| System {
        name: unit.name(),
        entry: unit.entries.first().cloned(),
        why: unit.why(members.len()),
        assets: members.into_iter().map(str::to_owned).collect(),
        development_tool: false,
    }));
    systems.sort_by(|a, b| a.name.cmp(&b.name));
    systems
}

/// Whether a name in marque.toml means this asset.
fn is_named(asset: &Asset, named: &str) -> bool {
    let folder = named.trim_start_matches("./").trim_end_matches('/');
    let lies_in = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    asset.name == named || asset.evidence.iter().any(|evidence| lies_in(&evidence.path))
}

fn is_development_tool(asset: &Asset) -> bool {
    asset.kind == AssetKind::AgentConfig
        || (asset.kind == AssetKind::McpServer && asset.place == Place::Development)
        || asset.property("development-tool") == Some("true")
}

/// Where manifests and entry points stand.
pub struct Units {
    /// By folder; the empty name is the root.
    units: BTreeMap<String, Unit>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Unit {
    folder: String,
    /// The manifest that makes it a unit; none for a notebook or workflow, or where no manifest is.
    manifest: Option<String>,
    package: Option<String>,
    /// Shortest path first.
    entries: Vec<String>,
}

impl Units {
    pub fn of(report: &Report) -> Units {
        let mut units: BTreeMap<String, Unit> = BTreeMap::new();
        let counts = |place: Place| !matches!(place, Place::Vendored | Place::Tests);
        for sheet in report.sheets.iter().filter(|sheet| sheet.components.iter().any(|component| component.own)) {
            let path = clean::shown(&sheet.path);
            let unit = units.entry(folder(&path).to_owned()).or_insert_with(|| Unit::new(folder(&path)));
            let own = sheet.components.iter().find(|component| component.own);
            unit.package = unit.package.take().or(own.map(|component| component.package.full_name()));
            unit.manifest.get_or_insert(path);
        }
        for finding in report.findings.iter().filter(|finding| finding.kind == Kind::ManifestName) {
            let path = clean::shown(&finding.path);
            let unit = units.entry(folder(&path).to_owned()).or_insert_with(|| Unit::new(folder(&path)));
            unit.package.get_or_insert_with(|| finding.name.clone());
            unit.manifest.get_or_insert(path);
        }
        for finding in report.findings.iter().filter(|finding| finding.kind == Kind::EntryPoint) {
            let path = clean::shown(&finding.path);
            if finding.detector == "notebook" || finding.detector == "workflow" {
                let unit = Unit { entries: vec![path.clone()], ..Unit::new(&path) };
                units.insert(path, unit);
            } else if counts(finding.place) {
                let at = nearest(&units, &path).unwrap_or(folder(&path)).to_owned();
                let unit = units.entry(at.clone()).or_insert_with(|| Unit::new(&at));
                if !unit.entries.contains(&path) {
                    unit.entries.push(path);
                }
            }
        }
        for unit in units.values_mut() {
            unit.entries.sort_by_key(|path| (path.matches('/').count(), path.clone()));
        }
        Units { units }
    }

    /// The unit a file stands in.
    fn holding(&self, path: &str) -> Option<&Unit> {
        let folder = nearest(&self.units, path)?;
        self.units.get(folder)
    }
}

/// The nearest unit above a file, or the file itself if it is one.
fn nearest<'a>(units: &BTreeMap<String, Unit>, path: &'a str) -> Option<&'a str> {
    // What lies in an archive belongs to the unit of the archive.
    let mut at = path.split("!/").next().unwrap_or(path);
    loop {
        if units.contains_key(at) {
            return Some(at);
        }
        if at.is_empty() {
            return None;
        }
        at = folder(at);
    }
}

impl Unit {
    fn new(folder: &str) -> Unit {
        Unit { folder: folder.to_owned(), manifest: None, package: None, entries: Vec::new() }
    }

    fn name(&self) -> String {
        let last = self.folder.rsplit('/').next().filter(|name| !name.is_empty());
        self.package.clone().or(last.map(str::to_owned)).unwrap_or_else(|| "the whole tree".to_owned())
    }

    fn why(&self, count: usize) -> String {
        let these = if count == 1 { "one asset stands".to_owned() } else { format!("{count} assets stand") };
        match (&self.manifest, &*self.entries) {
            (_, []) => format!("{these} in {}", self.folder),
            (None, [only]) if *only == self.folder => format!("{these} in {only}, which runs by itself"),
            (manifest, [first, more @ ..]) => {
                let unit = manifest.as_ref().map_or_else(
                    || format!("the folder {}", if self.folder.is_empty() { "." } else { &self.folder }),
                    |manifest| format!("the unit of {manifest}"),
                );
                let others = match more.len() {
                    0 => String::new(),
                    others => format!(" and {others} more entry points"),
                };
                format!("{these} in {unit}, which starts at {first}{others}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect;
    use std::path::Path;

    fn tree(files: &[(&str, &str)], declared: &[Declared]) -> Vec<String> {
        let mut report = Report::default();
        for (path, text) in files {
            report.absorb(inspect(Path::new(path), text.as_bytes()).expect("the detectors are sound"));
        }
        let inventory = crate::inventory(report, &crate::Named { systems: declared.to_vec(), outside: Vec::new() })
            .expect("the detectors are sound");
        inventory
            .systems
            .iter()
            .map(|system| format!("{}: {} ({})", system.name, system.assets.join(" "), system.why))
            .collect()
    }

    #[test]
    fn what_stands_in_one_unit_with_an_entry_point_is_one_system() {
        let files = [
            ("bot/pyproject.toml", "[project]\nname = \"bot\"\n"),
            ("bot/src/ask.py", "import anthropic\n"),
            ("bot/main.py", "import ask\n"),
            ("library/pyproject.toml", "[project]\nname = \"library\"\n"),
            ("library/src/library.py", "import cohere\n"),
            ("CLAUDE.md", "Use tabs.\n"),
        ];
        assert_eq!(
            tree(&files, &[]),
            [
                "bot: hosted-model-client:Anthropic/Anthropic (one asset stands in the unit of bot/pyproject.toml, which starts at bot/main.py)",
                "coding assistants: agent-config:CLAUDE.md#CLAUDE.md (instructions and tools for assistants that write code: used to develop, not part of what is built)",
            ]
        );
        let declared = Declared { name: "helper".to_owned(), assets: vec!["library".to_owned()] };
        assert!(
            tree(&files, &[declared])
                .iter()
                .any(|system| system.starts_with("helper: hosted-model-client:Cohere/Cohere"))
        );
    }
}
