//! Puts what the files say together: one component for each package, one asset for each thing that is used.

use std::collections::{BTreeMap, BTreeSet};

use inventory::{
    Asset, AssetKind, Component, Evidence, Hash, HashAlgorithm, Inventory, NotRead, Package, Place, Property, Relation,
    Signal,
};
use sha2::{Digest, Sha256};

use crate::clean;
use crate::detectors::JOINS;
use crate::join::{folder, path, upwards};
use crate::patterns;
use crate::report::{Finding, Report};
use crate::sheet::{At, Origin, Sheet, Wish};
use crate::systems::{Declared, Units, systems};
use crate::{HashMap, HashSet};

/// Makes the inventory of a tree out of what its files say.
pub fn inventory(mut report: Report, declared: &[Declared]) -> Inventory {
    let units = Units::of(&report);
    let mut sheets = std::mem::take(&mut report.sheets);
    for join in JOINS {
        join(&mut sheets);
    }
    fulfil(&mut sheets);
    let (components, subject) = components(sheets);
    let mut assets = assets(&report.findings);
    tie_to_components(&mut assets, &components);
    let signals = report.findings.iter().filter(|finding| finding.kind.is_signal()).map(signal).collect();
    let not_read = report
        .not_read
        .iter()
        .map(|not_read| NotRead { path: clean::shown(&not_read.path), why: not_read.why.to_string() })
        .collect();
    let systems = systems(&assets, &units, declared);
    Inventory { subject, components, assets, systems, signals, not_read, time: None }
}

/// What two packages have in common if they are versions of the same thing.
type Identity = (String, Option<String>, String);

fn identity(package: &Package) -> Identity {
    (package.ecosystem.to_string(), package.namespace.clone(), package.name.clone())
}

/// Looks every wish up in the nearest lockfile of its ecosystem; one that none knows is a component of its own.
fn fulfil(sheets: &mut [Sheet]) {
    // By ecosystem, then by folder.
    let mut locks: HashMap<String, HashMap<String, Vec<usize>>> = HashMap::default();
    let mut own: BTreeSet<Identity> = BTreeSet::new();
    for (at, sheet) in sheets.iter().enumerate() {
        own.extend(sheet.components.iter().filter(|component| component.own).map(|one| identity(&one.package)));
        if matches!(sheet.origin, Origin::Lock | Origin::Installed) {
            let ecosystems: BTreeSet<&str> =
                sheet.components.iter().map(|component| &*component.package.ecosystem).collect();
            for ecosystem in ecosystems {
                let here = locks.entry(ecosystem.to_owned()).or_default();
                here.entry(folder(&path(sheet)).to_owned()).or_default().push(at);
            }
        }
    }
    let mut by_name: HashMap<usize, HashMap<Identity, Vec<usize>>> = HashMap::default();
    for at in 0..sheets.len() {
        let wishes = std::mem::take(&mut sheets[at].wishes);
        let start = path(&sheets[at]);
        // A tree may be deep and a manifest long: the way up is walked once for all wishes of an ecosystem.
        let mut above: HashMap<String, Vec<&[usize]>> = HashMap::default();
        for wish in wishes {
            let wanted = identity(&wish.package);
            if own.contains(&wanted) {
                continue;
            }
            let folders = above.entry(wish.package.ecosystem.to_string()).or_insert_with_key(|ecosystem| {
                let of_ecosystem = locks.get(ecosystem);
                let folders =
                    of_ecosystem.into_iter().flat_map(|of| upwards(folder(&start)).filter_map(move |one| of.get(one)));
                folders.map(Vec::as_slice).collect()
            });
            let mut kept = false;
            for folder in folders {
                for lock in *folder {
                    let names = by_name.entry(*lock).or_insert_with(|| index(&sheets[*lock]));
                    if let Some(found) = names.get_mut(&wanted) {
                        // To grant twice is to grant once.
                        for at in found.drain(..) {
                            grant(&mut sheets[*lock].components[at], &wish);
                        }
                        kept = true;
                    }
                }
                if kept {
                    break;
                }
            }
            if !kept {
                let line = wish.line;
                sheets[at].add(alone(wish), line);
            }
        }
    }
}

fn index(sheet: &Sheet) -> HashMap<Identity, Vec<usize>> {
    let mut names: HashMap<Identity, Vec<usize>> = HashMap::default();
    for (at, component) in sheet.components.iter().enumerate() {
        names.entry(identity(&component.package)).or_default().push(at);
    }
    names
}

/// The product asked for this component itself.
fn grant(component: &mut Component, wish: &Wish) {
    // A lockfile that tells direct from transitive knows better which of two versions was meant.
    if component.relation.is_none() {
        component.relation = Some(Relation::Direct);
    }
    if component.scope.is_none() && component.relation == Some(Relation::Direct) {
        component.scope = Some(wish.scope);
    }
}

/// A wish that no lockfile knows.
fn alone(wish: Wish) -> Component {
    let requirement = (wish.package.version.is_none() && !wish.requirement.is_empty()).then_some(wish.requirement);
    Component { scope: Some(wish.scope), relation: Some(Relation::Direct), requirement, ..Component::new(wish.package) }
}

/// One component for each package, sorted by reference, and the product itself if a manifest at the top names it.
fn components(sheets: Vec<Sheet>) -> (Vec<Component>, Option<Component>) {
    let most = sheets.iter().map(|sheet| sheet.components.len()).sum();
    let mut merged: Vec<Component> = Vec::with_capacity(most);
    let mut known: HashMap<String, usize> = HashMap::default();
    // What is seen more than once, and whether its hashes differ.
    let mut doubled: HashMap<usize, bool> = HashMap::default();
    let mut subject: Option<(usize, usize)> = None;
    for sheet in sheets {
        let path = clean::shown(&sheet.path);
        let references: Vec<String> = sheet.components.iter().map(Component::reference).collect();
        let edges = edges(&sheet);
        let mut edges = edges.chunk_by(|(from, _), (next, _)| from == next).peekable();
        let depth = sheet.path.components().count();
        for (at, mut component) in sheet.components.into_iter().enumerate() {
            for evidence in &mut component.evidence {
                evidence.path.clone_from(&path);
            }
            let needs = edges.next_if(|needs| needs.first().is_some_and(|(from, _)| *from == At(at)));
            if needs.is_some() || sheet.edges_complete {
                let needs = needs.unwrap_or_default().iter().filter_map(|(_, to)| references.get(to.0));
                let mut needs: Vec<&String> = needs.collect();
                needs.sort_unstable();
                needs.dedup();
                component.depends_on = Some(needs.into_iter().cloned().collect());
            }
            let is_named = component.own && sheet.origin == Origin::Manifest && sheet.place == Place::Product;
            let place = match known.get(&references[at]) {
                Some(place) => {
                    *doubled.entry(*place).or_default() |= absorb(&mut merged[*place], component);
                    *place
                }
                None => {
                    merged.push(component);
                    known.insert(references[at].clone(), merged.len() - 1);
                    merged.len() - 1
                }
            };
            if is_named && subject.is_none_or(|(known, _)| depth < known) && depth <= 1 {
                subject = Some((depth, place));
            }
        }
    }
    for (place, differ) in doubled {
        settle(&mut merged[place], differ);
    }
    let mut merged: Vec<Option<Component>> = merged.into_iter().map(Some).collect();
    let subject = subject.and_then(|(_, place)| merged[place].take());
    let mut order: Vec<(String, usize)> = known.into_iter().collect();
    order.sort_unstable();
    (order.into_iter().filter_map(|(_, place)| merged[place].take()).collect(), subject)
}

/// Who needs whom, in the order of those who need; an edge that leads nowhere is none.
fn edges(sheet: &Sheet) -> Vec<(At, At)> {
    let mut edges: Vec<(At, At)> =
        sheet.edges.iter().filter(|(_, to)| to.0 < sheet.components.len()).copied().collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// The same package seen again: true if its hashes differ. [`settle`] is owed once for all sightings, as one file may
/// list a package a hundred thousand times.
fn absorb(known: &mut Component, seen: Component) -> bool {
    known.own |= seen.own;
    // Needed to run somewhere is needed to run.
    known.scope = match (known.scope, seen.scope) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    known.relation = match (known.relation, seen.relation) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    known.place = known.place.min(seen.place);
    known.licence = known.licence.take().or(seen.licence);
    known.source = known.source.take().or(seen.source);
    known.supplier = known.supplier.take().or(seen.supplier);
    known.description = known.description.take().or(seen.description);
    known.requirement = known.requirement.take().or(seen.requirement);
    let differ = known.hashes != seen.hashes;
    if differ {
        known.hashes.extend(seen.hashes);
    }
    known.properties.extend(seen.properties);
    known.evidence.extend(seen.evidence);
    if let Some(more) = seen.depends_on {
        known.depends_on.get_or_insert_default().extend(more);
    }
    differ
}

/// Each thing once.
fn settle(component: &mut Component, hashes_differ: bool) {
    if hashes_differ {
        component.hashes.sort();
        component.hashes.dedup();
    }
    once(&mut component.properties);
    if let Some(all) = &mut component.depends_on {
        all.sort();
        all.dedup();
    }
}

fn once(properties: &mut Vec<Property>) {
    let mut seen = HashSet::default();
    properties.retain(|property| seen.insert(property.clone()));
}

/// One asset for each thing: files each for themselves, all else by what it is called.
fn assets(findings: &[Finding]) -> Vec<Asset> {
    let mut merged: BTreeMap<String, Asset> = BTreeMap::new();
    for finding in findings {
        let Some(kind) = finding.kind.asset() else { continue };
        let path = clean::shown(&finding.path);
        let provider = finding.properties.iter().find(|one| one.name == "provider").map(|one| one.value.clone());
        let reference = if is_a_file(kind) {
            format!("{}:{path}#{}", kind.as_str(), finding.name)
        } else {
            format!("{}:{}/{}", kind.as_str(), provider.as_deref().unwrap_or_default(), finding.name)
        };
        let asset = merged.entry(reference.clone()).or_insert_with(|| Asset {
            reference,
            kind,
            name: finding.name.clone(),
            provider,
            properties: Vec::new(),
            confidence: finding.confidence,
            place: finding.place,
            evidence: Vec::new(),
            component: None,
        });
        asset.confidence = asset.confidence.max(finding.confidence);
        asset.place = asset.place.min(finding.place);
        asset.properties.extend(finding.properties.iter().filter(|property| property.name != "provider").cloned());
        asset.evidence.push(evidence(finding));
    }
    merged.values_mut().for_each(|asset| once(&mut asset.properties));
    merged.into_values().collect()
}

/// Whether each file is an asset of its own, whatever it is called.
fn is_a_file(kind: AssetKind) -> bool {
    matches!(
        kind,
        AssetKind::ModelFile
            | AssetKind::Adapter
            | AssetKind::Tokenizer
            | AssetKind::Prompt
            | AssetKind::Dataset
            | AssetKind::ModelCard
            | AssetKind::Workflow
            | AssetKind::Agent
            | AssetKind::AgentConfig
            | AssetKind::McpServer
            | AssetKind::Infrastructure
    )
}

fn evidence(finding: &Finding) -> Evidence {
    let snippet = match finding.excerpt.as_str() {
        "" => String::new(),
        excerpt => {
            let digest = Hash::new(HashAlgorithm::Sha256, &Sha256::digest(excerpt));
            digest.map(|digest| digest.value().to_owned()).unwrap_or_default()
        }
    };
    Evidence { path: clean::shown(&finding.path), line: finding.line, detector: finding.detector.clone(), snippet }
}

fn signal(finding: &Finding) -> Signal {
    Signal {
        kind: finding.kind.as_str().to_owned(),
        name: finding.name.clone(),
        properties: finding.properties.clone(),
        evidence: evidence(finding),
    }
}

/// A library or client that is a package of the tree points at it.
fn tie_to_components(assets: &mut [Asset], components: &[Component]) {
    if assets.iter().all(|asset| is_a_file(asset.kind)) {
        return;
    }
    let patterns = patterns::at_hand();
    let mut packages: HashMap<&str, String> = HashMap::default();
    for component in components {
        if let Some(row) = patterns.package(pattern_ecosystem(&component.package), &component.package.full_name()) {
            packages.entry(&row.name).or_insert_with(|| component.reference());
        }
    }
    for asset in assets.iter_mut().filter(|asset| !is_a_file(asset.kind)) {
        asset.component = packages.get(&*asset.name).cloned();
    }
}

/// The name the pattern files have for an ecosystem.
fn pattern_ecosystem(package: &Package) -> &str {
    match &*package.ecosystem {
        "golang" => "go",
        ecosystem => ecosystem,
    }
}
