//! Tables made from what is known of a product.

use std::collections::BTreeSet;

use domain::Kind;
use evidence::register::Registered;
use inventory::{Asset, Component, Inventory, Place};
use paper::{Block, Field, Gap, Inline, Source};
use reasoning::facts::ThingId;

use crate::Matter;
use crate::carried::{Point, gap, over, title};
use crate::definition::Table;
use crate::duties::Owing;

type Cells = Vec<Vec<Inline>>;

/// The table; in its place a gap if what it needs is not there, and nothing if nothing belongs in it. `asking` is
/// what the section is asked for.
pub(crate) fn table(
    matter: &Matter<'_>,
    table: Table,
    at: ThingId,
    asking: &[&Owing<'_>],
    cites: &[String],
) -> Vec<Block> {
    match table {
        Table::Components => of_inventory(matter, cites, ["Component", "Version", "Licence", "Needed for"], components),
        Table::AiAssets => of_inventory(matter, cites, ["AI asset", "Kind", "Provider", "Where"], assets),
        Table::AiSystems => ai_systems(matter, at),
        Table::Requirements => {
            let rows = asking.iter().map(|row| requirement(matter, row));
            filled(["Point", "What is asked for", "Carried by"], rows.collect())
        }
        Table::Reports => {
            let mut seen = BTreeSet::new();
            let duties = asking.iter().filter(|row| seen.insert((&row.duty.id, row.thing)));
            filled(["Point", "What is due", "When", "To"], duties.map(|row| report(row)).collect())
        }
        Table::Risks => crate::risks::risks(matter, at),
        Table::Evidence => {
            let held = matter.evidence.iter().filter(|registered| registered.withdrawn.is_none());
            filled(["Evidence", "File", "Digest", "Points"], held.map(held_evidence).collect())
        }
    }
}

/// The table, unless nothing is in it.
fn filled<const COLUMNS: usize>(head: [&str; COLUMNS], rows: Vec<Cells>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let head = head.into_iter().map(|title| vec![Inline::Text(title.to_owned())]).collect();
    vec![Block::Table { caption: None, head, rows }]
}

fn asked<'m>(row: &Owing<'m>) -> &'m str {
    if row.duty.points.is_empty() { &row.duty.title } else { row.what }
}

fn law(text: &str, row: &Owing<'_>) -> Vec<Inline> {
    let source = Source::Law { citation: row.citation.to_string() };
    vec![Inline::Field(Field { text: text.to_owned(), source })]
}

fn requirement(matter: &Matter<'_>, row: &Owing<'_>) -> Cells {
    let points = std::slice::from_ref(&row.citation);
    let mut carried = Vec::new();
    for (registered, stale) in matter.carrying(points) {
        if !carried.is_empty() {
            carried.push(Inline::Text(", ".to_owned()));
        }
        carried.push(title(registered));
        if stale {
            carried.extend([Inline::Text(" ".to_owned()), Inline::Gap(over(registered, points))]);
        }
    }
    if carried.is_empty() {
        let point = Point { citation: row.citation.clone(), what: format!("evidence: {}", asked(row)) };
        carried.push(Inline::Gap(gap(&point)));
    }
    vec![vec![Inline::Code(row.citation.to_string())], law(asked(row), row), carried]
}

/// A duty once, whatever number of points it has.
fn report(row: &Owing<'_>) -> Cells {
    let duty = row.duty;
    let when = duty.clock.as_deref().unwrap_or(&duty.when);
    let to = duty.to.join(", ").replace('-', " ");
    vec![vec![Inline::Code(duty.provision().to_owned())], law(&duty.title, row), law(when, row), law(&to, row)]
}

fn held_evidence(registered: &Registered) -> Cells {
    let evidence = &registered.evidence;
    let points: Vec<String> = evidence.points.iter().map(ToString::to_string).collect();
    vec![
        vec![title(registered)],
        vec![Inline::Code(evidence.source.clone().unwrap_or_default())],
        vec![Inline::Code(evidence.blob.digest.to_string())],
        vec![Inline::Text(points.join(", "))],
    ]
}

fn of_inventory(
    matter: &Matter<'_>,
    cites: &[String],
    head: [&str; 4],
    rows: impl Fn(&Inventory, &str) -> Vec<Cells>,
) -> Vec<Block> {
    match matter.inventory {
        Some((inventory, digest)) => filled(head, rows(inventory, digest)),
        None => {
            let (what, remedy) =
                ("what the product is made of".to_owned(), "give its folder, to be scanned".to_owned());
            vec![Block::Paragraph(vec![Inline::Gap(Gap { what, cites: cites.to_vec(), remedy })])]
        }
    }
}

/// What ships: what only helps to build or test is not part of the product.
fn components(inventory: &Inventory, digest: &str) -> Vec<Cells> {
    let shipped = |component: &&Component| {
        !component.own
            && matches!(component.place, Place::Product | Place::Vendored)
            && component.scope != Some(inventory::Scope::Development)
    };
    let rows = inventory.components.iter().filter(shipped).map(|component| {
        let cell =
            |text: Option<&str>| vec![of_inventory_field(text.unwrap_or("unknown"), &component.reference(), digest)];
        let scope = match component.scope {
            Some(inventory::Scope::Optional) => "optional",
            _ => "running",
        };
        let licence = component.licence.as_deref();
        vec![
            cell(Some(&component.package.full_name())),
            cell(component.package.version.as_deref()),
            cell(licence),
            cell(Some(scope)),
        ]
    });
    rows.collect()
}

fn assets(inventory: &Inventory, digest: &str) -> Vec<Cells> {
    let shipped = |asset: &&Asset| matches!(asset.place, Place::Product | Place::Vendored);
    let rows = inventory.assets.iter().filter(shipped).map(|asset| {
        let cell = |text: &str| vec![of_inventory_field(text, &asset.reference, digest)];
        let at = asset.evidence.first().map(|evidence| evidence.path.as_str());
        vec![
            cell(&asset.name),
            cell(asset.kind.as_str()),
            cell(asset.provider.as_deref().unwrap_or("unknown")),
            cell(at.unwrap_or_default()),
        ]
    });
    rows.collect()
}

fn of_inventory_field(text: &str, what: &str, digest: &str) -> Inline {
    let source = Source::Inventory { what: what.to_owned(), digest: digest.to_owned() };
    Inline::Field(Field { text: text.to_owned(), source })
}

fn ai_systems(matter: &Matter<'_>, at: ThingId) -> Vec<Block> {
    let inner = matter.facts.of_kind(Kind::AiSystem).filter(|thing| matter.is_in(*thing, at));
    let rows: Vec<Cells> = inner
        .map(|thing| {
            let thing = matter.facts.thing(thing);
            let (name, origin) = ("name".to_owned(), "declared".to_owned());
            let source = Source::Fact { thing: thing.name.clone(), name, origin };
            vec![vec![Inline::Field(Field { text: thing.name.clone(), source })]]
        })
        .collect();
    filled(["AI system"], rows)
}
