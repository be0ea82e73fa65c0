//! What the product is made of: how many components, where all of them are listed, and the first of them.

use std::collections::BTreeMap;

use inventory::{Component, Inventory, Place, Relation, Scope};
use paper::{Block, Field, Inline, Source};

use crate::annex::{Annex, LONGEST, Unshown};

/// Counts, the bills of materials that list every component, and a table of them: of all, or where a bill of materials
/// does that, of the first. What the product asks for itself comes first, as the least that a bill of materials has
/// to cover (cra:annex-1.2(1)).
pub(crate) fn components(inventory: &Inventory, digest: &str, bills: &[Annex], unshown: &mut Unshown) -> Vec<Block> {
    let mut shipped: Vec<&Component> = inventory.components.iter().filter(|component| ships(component)).collect();
    if shipped.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Paragraph(counts(inventory, &shipped, digest))];
    if !bills.is_empty() {
        let mut text = vec![Inline::Text("Every component is listed in the bill of materials: ".to_owned())];
        for (at, bill) in bills.iter().enumerate() {
            text.extend((at > 0).then(|| Inline::Text("; the same in ".to_owned())));
            text.extend(unshown.refer(bill));
        }
        text.push(Inline::Text(".".to_owned()));
        if shipped.len() > LONGEST {
            shipped.sort_by_key(|component| component.relation != Some(Relation::Direct));
            let left = shipped.split_off(LONGEST);
            unshown.fields.extend(left.into_iter().flat_map(|component| cells(component, digest)));
            let shown =
                format!(" The table has the first {LONGEST}, those that the product asks for itself before others.");
            text.push(Inline::Text(shown));
        }
        blocks.push(Block::Paragraph(text));
    }
    let head = ["Component", "Version", "Licence", "Needed for"].map(|title| vec![Inline::Text(title.to_owned())]);
    let rows =
        shipped.into_iter().map(|component| cells(component, digest).map(|cell| vec![Inline::Field(cell)]).to_vec());
    blocks.push(Block::Table { caption: None, head: head.to_vec(), rows: rows.collect() });
    blocks
}

/// What only helps to build or test is not part of the product.
fn ships(component: &Component) -> bool {
    !component.own
        && matches!(component.place, Place::Product | Place::Vendored)
        && component.scope != Some(Scope::Development)
}

/// How many there are, of what kind, and how many the product asks for itself.
fn counts(inventory: &Inventory, shipped: &[&Component], digest: &str) -> Vec<Inline> {
    let own = inventory.components.iter().filter(|component| component.own).count();
    let related = |relation| shipped.iter().filter(|component| component.relation == relation).count();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for component in shipped {
        *kinds.entry(component.kind.as_str()).or_default() += 1;
    }
    let kinds = kinds.into_iter().map(|(kind, count)| (format!("of the kind {kind}"), count));
    let relations = [
        ("asked for by the product itself", Some(Relation::Direct)),
        ("needed by other components", Some(Relation::Transitive)),
        ("of which it is not known who needs them", None),
    ];
    let relations = relations.into_iter().map(|(words, relation)| (words.to_owned(), related(relation)));
    let all = [("components by others".to_owned(), shipped.len())];
    let own = [("components of its own".to_owned(), own)];
    let counts = all.into_iter().chain(relations).chain(kinds).chain(own).filter(|(_, count)| *count > 0);
    let mut text = Vec::new();
    for (words, count) in counts {
        let between = if text.is_empty() { "" } else { ", " };
        let source = Source::Inventory { what: "counts".to_owned(), digest: digest.to_owned() };
        text.push(Inline::Text(between.to_owned()));
        text.push(Inline::Field(Field { text: count.to_string(), source }));
        text.push(Inline::Text(format!(" {words}")));
    }
    text.push(Inline::Text(".".to_owned()));
    text
}

fn cells(component: &Component, digest: &str) -> [Field; 4] {
    let what = component.reference();
    let scope = match component.scope {
        Some(Scope::Optional) => "optional",
        _ => "running",
    };
    let name = component.package.full_name();
    let or_unknown = |text: Option<&String>| text.map_or("unknown", String::as_str).to_owned();
    let version = or_unknown(component.package.version.as_ref());
    let licence = or_unknown(component.licence.as_ref());
    [name, version, licence, scope.to_owned()].map(|text| {
        let source = Source::Inventory { what: what.clone(), digest: digest.to_owned() };
        Field { text, source }
    })
}
