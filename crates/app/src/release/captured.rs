//! Everything about a release that a comparison looks at, taken from its folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use evidence::State;
use evidence::digest::Digester;
use inventory::{AssetKind, Evidence, Inventory, Property, Signal};
use reasoning::facts::Origin;
use reasoning::{Facts, LawChoice};
use release::{Detected, Piece, Saved};
use rulebook::Rulebook;

use crate::Failure;
use crate::evidence::{Settings, recorded};
use crate::gaps::speaking;
use crate::products::{FILE_NAME, load};
use crate::suggest::suggest;

/// A file that changed under its name is another one.
const DIGEST: &str = "sha256";

pub(super) fn folder(
    rulebook: &Rulebook,
    choice: &LawChoice,
    settings: &Settings,
    folder: &Path,
) -> Result<Saved, Failure> {
    let path = folder.join(FILE_NAME);
    let help = "`marque init` writes one";
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::reading(&path, &error, help))?;
    let mut product = load(rulebook, &path, &path)?;
    let report = crate::scan::report(folder)?;
    suggest(rulebook, choice, &mut product, &report);
    let report = speaking(report);
    let interfaces = interfaces(&report);
    let mut inventory = crate::scan::inventory_of(folder, report)?;
    digests(folder, &mut inventory);
    let register = recorded(settings.place(folder).ok().as_ref())?;
    let evidence = register.map(|register| {
        let pieces = register.evidence.into_iter().map(|piece| Piece {
            withdrawn: piece.withdrawn.is_some(),
            stale: matches!(piece.state(choice.on), State::Stale(_)),
            id: piece.evidence.id,
            entry: piece.entry,
            title: piece.evidence.title,
            points: piece.evidence.points,
            release: piece.evidence.release,
        });
        pieces.collect()
    });
    let detected = detected(rulebook, &product.facts);
    Ok(Saved { detected, interfaces, evidence, ..Saved::new(choice.on, &rulebook.digest, text, inventory) })
}

/// What a scan showed of facts, so that it need not be scanned again.
fn detected(rulebook: &Rulebook, facts: &Facts) -> Vec<Detected> {
    let mut detected = Vec::new();
    for thing in &facts.things {
        for given in &thing.given {
            let Origin::Detected { finding } = &given.origin else { continue };
            detected.push(Detected {
                kind: thing.kind,
                thing: thing.name.clone(),
                fact: rulebook.name(given.name).id.clone(),
                value: reasoning::written::value(rulebook, given.name, given.values),
                seen: finding.clone(),
            });
        }
    }
    detected
}

/// Where the product speaks to others: no inventory lists that.
fn interfaces(report: &scan::Report) -> Vec<Signal> {
    let findings = report.findings.iter().filter(|finding| finding.kind == scan::Kind::NetworkUse);
    let findings = findings.filter(|finding| finding.place == scan::Place::Product);
    let signals = findings.map(|finding| Signal {
        kind: finding.kind.as_str().to_owned(),
        name: finding.name.clone(),
        properties: Vec::new(),
        evidence: Evidence {
            path: scan::shown(&finding.path),
            line: finding.line,
            detector: finding.detector.clone(),
            snippet: String::new(),
        },
    });
    signals.collect()
}

/// A scan reads the head of a model and the form of a prompt; only the digest of the file tells whether it changed.
fn digests(folder: &Path, inventory: &mut Inventory) {
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    for asset in &mut inventory.assets {
        let is_file = matches!(
            asset.kind,
            AssetKind::ModelFile
                | AssetKind::Adapter
                | AssetKind::Tokenizer
                | AssetKind::Prompt
                | AssetKind::Dataset
                | AssetKind::Workflow
        );
        let whole = asset.evidence.first().filter(|evidence| is_file && evidence.line.is_none());
        let Some(path) = whole.map(|evidence| evidence.path.clone()) else { continue };
        if asset.property(DIGEST).is_some() {
            continue;
        }
        let digest = known.entry(path).or_insert_with_key(|path| digest(&folder.join(path)).ok());
        asset.properties.extend(digest.as_ref().map(|digest| Property::new(DIGEST, digest.as_str())));
    }
}

/// An entry of an archive is no file of its own, and has none.
fn digest(path: &Path) -> io::Result<String> {
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut file = File::open(path)?;
    let mut digester = Digester::default();
    let mut bytes = vec![0; 1 << 16];
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(digester.done().0.hex()),
            length => digester.add(bytes.get(..length).unwrap_or_default()),
        }
    }
}
