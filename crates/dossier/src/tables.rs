//! Tables made from what is known of a product.

use domain::Kind;
use inventory::{Asset, Component, Inventory, Place};
use paper::{Block, Field, Gap, Inline, Source};
use reasoning::facts::ThingId;

use crate::Matter;
use crate::definition::Table;

type Cells = Vec<Vec<Inline>>;

/// The table; in its place a gap if what it needs is not there.
pub(crate) fn table(matter: &Matter<'_>, table: Table, at: ThingId, cites: &[String]) -> Vec<Block> {
    match table {
        Table::Components => of_inventory(matter, cites, ["Component", "Version", "Licence", "Needed for"], components),
        Table::AiAssets => of_inventory(matter, cites, ["AI asset", "Kind", "Provider", "Where"], assets),
        Table::AiSystems => things(matter, Kind::AiSystem, at, "AI system"),
        Table::Releases => things(matter, Kind::Release, at, "Release"),
    }
}

fn of_inventory(
    matter: &Matter<'_>,
    cites: &[String],
    head: [&str; 4],
    rows: impl Fn(&Inventory, &str) -> Vec<Cells>,
) -> Vec<Block> {
    match matter.inventory {
        Some((inventory, digest)) => {
            vec![whole(head.into_iter().map(str::to_owned).collect(), rows(inventory, digest))]
        }
        None => {
            let (what, remedy) =
                ("what the product is made of".to_owned(), "give its folder, to be scanned".to_owned());
            vec![Block::Paragraph(vec![Inline::Gap(Gap { what, cites: cites.to_vec(), remedy })])]
        }
    }
}

fn whole(head: Vec<String>, rows: Vec<Cells>) -> Block {
    let head = head.into_iter().map(|title| vec![Inline::Text(title)]).collect();
    Block::Table { caption: None, head, rows }
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

fn things(matter: &Matter<'_>, kind: Kind, at: ThingId, title: &str) -> Vec<Block> {
    let inner = matter.facts.of_kind(kind).filter(|thing| matter.is_in(*thing, at));
    let rows: Vec<Cells> = inner
        .map(|thing| {
            let thing = matter.facts.thing(thing);
            let (name, origin) = ("name".to_owned(), "declared".to_owned());
            let source = Source::Fact { thing: thing.name.clone(), name, origin };
            vec![vec![Inline::Field(Field { text: thing.name.clone(), source })]]
        })
        .collect();
    vec![whole(vec![title.to_owned()], rows)]
}
