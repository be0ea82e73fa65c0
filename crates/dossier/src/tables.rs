//! Tables made from what is known of a product.

use std::collections::BTreeSet;

use domain::Kind;
use evidence::register::Registered;
use inventory::{Asset, Inventory, Place};
use paper::{Block, Field, Gap, Inline, Source};
use reasoning::facts::ThingId;

use crate::Matter;
use crate::annex::Unshown;
use crate::carried::{Point, field, gap, title, titles};
use crate::components::components;
use crate::definition::Table;
use crate::duties::Owing;
use crate::held::Held;

type Cells = Vec<Vec<Inline>>;

/// The table; in its place a gap if what it needs is not there, and nothing if nothing belongs in it. `asking` is
/// what the section is asked for.
pub(crate) fn table(
    matter: &Matter<'_>,
    held: &Held<'_>,
    table: Table,
    at: ThingId,
    asking: &[&Owing<'_>],
    cites: &[String],
    unshown: &mut Unshown,
) -> Vec<Block> {
    match table {
        Table::Components => match matter.inventory {
            Some((inventory, digest)) => components(inventory, digest, matter.annexes.bills, unshown),
            None => not_looked_at(cites),
        },
        Table::AiAssets => match matter.inventory {
            Some((inventory, digest)) => filled(["AI asset", "Kind", "Provider", "Where"], assets(inventory, digest)),
            None => not_looked_at(cites),
        },
        Table::AiSystems => ai_systems(matter, at),
        Table::Requirements => {
            let rows = asking.iter().map(|row| requirement(held, row, unshown));
            filled(["Point", "What is asked for", "Carried by"], rows.collect())
        }
        Table::Reports => {
            let mut seen = BTreeSet::new();
            let duties = asking.iter().filter(|row| seen.insert((&row.duty.id, row.thing)));
            filled(["Point", "What is due", "When", "To"], duties.map(|row| report(row)).collect())
        }
        Table::Risks => crate::risks::risks(matter, at),
        Table::Evidence => all_evidence(held, unshown),
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

fn requirement(held: &Held<'_>, row: &Owing<'_>, unshown: &mut Unshown) -> Cells {
    let mut carried = titles(held, std::slice::from_ref(&row.citation), unshown);
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

/// All evidence, or the newest of it where a file lists all.
fn all_evidence(held: &Held<'_>, unshown: &mut Unshown) -> Vec<Block> {
    let (older, newest) = held.split(held.all());
    let mut blocks = Vec::new();
    if let Some((list, older)) = older {
        unshown.fields.extend(older.iter().map(|(registered, _)| field(registered)));
        let mut text = vec![Inline::Text(format!(
            "The {} newest of {} pieces; all are listed in ",
            newest.len(),
            held.all().len()
        ))];
        text.extend(unshown.refer(list));
        text.push(Inline::Text(".".to_owned()));
        blocks.push(Block::Paragraph(text));
    }
    let rows = newest.iter().map(|(registered, _)| held_evidence(registered));
    blocks.extend(filled(["Evidence", "File", "Digest", "Points"], rows.collect()));
    blocks
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

/// The gap where nobody knows what the product is made of.
fn not_looked_at(cites: &[String]) -> Vec<Block> {
    let (what, remedy) = ("what the product is made of".to_owned(), "give its folder, to be scanned".to_owned());
    vec![Block::Paragraph(vec![Inline::Gap(Gap { what, cites: cites.to_vec(), remedy })])]
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
