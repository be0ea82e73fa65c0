//! An inventory and what changed in it, for a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use inventory::{Asset, Changes, Difference, Inventory, Missing, NotRead, Place, Relation, Scope};

use crate::terminal::{BOLD, DIM, styled, wrapped};

/// How many things of one kind are named before they are only counted.
const NAMED_MAX: usize = 8;

/// What a tree is made of: components by ecosystem, AI systems with their assets, signals, what was not read.
pub fn inventory(inventory: &Inventory, width: usize) -> String {
    let mut out = String::new();
    let subject = inventory.subject.as_ref().map(|subject| subject.package.to_string()).unwrap_or_default();
    let _ = writeln!(out, "{}", styled(BOLD, &subject));
    components(&mut out, inventory);
    systems(&mut out, inventory, width);
    signals(&mut out, inventory, width);
    if !inventory.not_read.is_empty() {
        heading(&mut out, &format!("Not read ({})", inventory.not_read.len()));
        for not_read in inventory.not_read.iter().take(NAMED_MAX) {
            let _ = writeln!(out, "  {}: {}", not_read.path, not_read.why);
        }
        more(&mut out, inventory.not_read.len());
    }
    out
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n{}", styled(BOLD, text));
}

fn more(out: &mut String, count: usize) {
    if count > NAMED_MAX {
        let _ =
            writeln!(out, "  {}", styled(DIM, &format!("… and {} more; --format json lists all", count - NAMED_MAX)));
    }
}

#[derive(Default)]
struct Counts {
    all: usize,
    direct: usize,
    development: usize,
    without_version: usize,
}

fn components(out: &mut String, inventory: &Inventory) {
    let others: Vec<_> = inventory.components.iter().filter(|component| !component.own).collect();
    let own = inventory.components.len() - others.len();
    let mut by_ecosystem: BTreeMap<&str, Counts> = BTreeMap::new();
    for component in &others {
        let counts = by_ecosystem.entry(&component.package.ecosystem).or_default();
        counts.all += 1;
        counts.direct += usize::from(component.relation == Some(Relation::Direct));
        counts.development += usize::from(component.scope == Some(Scope::Development));
        counts.without_version += usize::from(component.package.version.is_none());
    }
    let members = if own > 0 { format!(", and {own} of the product's own") } else { String::new() };
    heading(out, &format!("Components ({}{members})", others.len()));
    if by_ecosystem.is_empty() {
        let _ = writeln!(out, "  none found");
        return;
    }
    let _ = writeln!(out, "  {:<14}{:>8}{:>8}{:>13}{:>17}", "", "all", "direct", "development", "version unknown");
    for (ecosystem, counts) in by_ecosystem {
        let _ = writeln!(
            out,
            "  {ecosystem:<14}{:>8}{:>8}{:>13}{:>17}",
            counts.all, counts.direct, counts.development, counts.without_version
        );
    }
}

fn systems(out: &mut String, inventory: &Inventory, width: usize) {
    let by_reference: BTreeMap<&str, &Asset> =
        inventory.assets.iter().map(|asset| (&*asset.reference, asset)).collect();
    heading(out, &format!("AI systems ({})", inventory.systems.len()));
    if inventory.systems.is_empty() {
        let _ = writeln!(out, "  none found");
    }
    for system in &inventory.systems {
        let _ = writeln!(out, "  {}", styled(BOLD, &system.name));
        wrapped(out, 4, DIM, &system.why, width);
        let assets: Vec<&Asset> =
            system.assets.iter().filter_map(|reference| by_reference.get(&**reference).copied()).collect();
        kinds(out, &assets, system.entry.as_deref().unwrap_or_default(), width);
    }
    let assigned: std::collections::BTreeSet<&str> =
        inventory.systems.iter().flat_map(|system| &system.assets).map(String::as_str).collect();
    let unassigned: Vec<&Asset> =
        inventory.assets.iter().filter(|asset| !assigned.contains(&*asset.reference)).collect();
    if !unassigned.is_empty() {
        heading(out, &format!("AI assets of no system ({})", unassigned.len()));
        wrapped(out, 2, DIM, "They reach no entry point that was seen; name their system in marque.toml.", width);
        kinds(out, &unassigned, "", width);
    }
}

/// Assets by kind, a line each, with the place of evidence nearest to `entry`.
fn kinds(out: &mut String, assets: &[&Asset], entry: &str, width: usize) {
    let mut by_kind: BTreeMap<_, Vec<&Asset>> = BTreeMap::new();
    for asset in assets {
        by_kind.entry(asset.kind).or_default().push(asset);
    }
    for (kind, assets) in by_kind {
        let _ = writeln!(out, "    {} ({})", kind.as_str(), assets.len());
        for asset in assets.iter().take(NAMED_MAX) {
            let _ = writeln!(out, "      {}", line(asset, entry, width.saturating_sub(6)));
        }
        if assets.len() > NAMED_MAX {
            let _ = writeln!(out, "      {}", styled(DIM, &format!("… and {} more", assets.len() - NAMED_MAX)));
        }
    }
}

fn line(asset: &Asset, entry: &str, width: usize) -> String {
    let mut text = asset.name.clone();
    if let Some(provider) = asset.provider.as_ref().filter(|provider| **provider != asset.name) {
        let _ = write!(text, " · {provider}");
    }
    if asset.place != Place::Product {
        let _ = write!(text, " · in {}", asset.place.as_str());
    }
    let shared = |path: &str| path.bytes().zip(entry.bytes()).take_while(|(a, b)| a == b).count();
    // Of several equally near ones the first.
    let nearest = asset.evidence.iter().rev().max_by_key(|evidence| shared(&evidence.path));
    let place = nearest.map(|evidence| match evidence.line {
        Some(line) => format!("{}:{line}", evidence.path),
        None => evidence.path.clone(),
    });
    let others = match asset.evidence.len() {
        0 | 1 => String::new(),
        count => format!(" +{}", count - 1),
    };
    let place = format!("{}{others}", place.unwrap_or_default());
    let gap = width.saturating_sub(text.chars().count() + place.chars().count()).max(2);
    format!("{text}{}{}", " ".repeat(gap.min(40)), styled(DIM, &place))
}

fn signals(out: &mut String, inventory: &Inventory, width: usize) {
    let mut by_kind: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for signal in &inventory.signals {
        let shown = format!("{} ({})", signal.name, signal.evidence.path);
        by_kind.entry(&signal.kind).or_default().push(shown);
    }
    heading(out, &format!("Signals ({})", inventory.signals.len()));
    for (kind, mut shown) in by_kind {
        shown.dedup();
        let rest = shown.len().saturating_sub(3);
        shown.truncate(3);
        let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        wrapped(out, 2, anstyle::Style::new(), &format!("{kind}: {}{rest}", shown.join(", ")), width);
    }
}

/// What came, went or changed, for a terminal.
pub fn difference(difference: &Difference) -> String {
    let mut out = String::new();
    for (title, lines) in parts(difference) {
        heading(&mut out, title);
        for (sign, line) in lines {
            let _ = writeln!(out, "  {sign} {line}");
        }
    }
    if out.is_empty() { "Nothing changed.\n".to_owned() } else { out }
}

/// The same for a comment on a change: one table a part.
pub fn difference_markdown(difference: &Difference) -> String {
    let mut out = String::new();
    for (title, lines) in parts(difference) {
        let _ = writeln!(out, "**{title}**\n\n| | |\n|---|---|");
        for (sign, line) in lines {
            let word = match sign {
                '+' => "new",
                '-' => "gone",
                _ => "changed",
            };
            let _ = writeln!(out, "| {word} | `{}` |", line.replace('|', "\\|").replace('`', "'"));
        }
        out.push('\n');
    }
    if out.is_empty() { "Nothing changed.\n".to_owned() } else { out }
}

/// Each part that changed, with its lines.
fn parts(difference: &Difference) -> Vec<(&'static str, Vec<(char, String)>)> {
    let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "unknown".to_owned());
    let changes = |changes: &Changes| {
        let mut lines: Vec<(char, String)> = changes.added.iter().map(|added| ('+', added.clone())).collect();
        lines.extend(changes.removed.iter().map(|removed| ('-', removed.clone())));
        lines.extend(changes.changed.iter().map(|change| {
            let (before, after) = (word(&change.before), word(&change.after));
            ('~', format!("{}  {}: {before} → {after}", change.reference, change.field))
        }));
        lines
    };
    let unread = |list: &[NotRead], sign| -> Vec<(char, String)> {
        list.iter().map(|not_read| (sign, format!("{}: {}", not_read.path, not_read.why))).collect()
    };
    let mut parts = vec![
        ("AI systems", changes(&difference.systems)),
        ("AI assets", changes(&difference.assets)),
        ("Components", changes(&difference.components)),
        ("Not read any more", unread(&difference.not_read, '-')),
        ("Read now", unread(&difference.read_now, '+')),
    ];
    parts.retain(|(_, lines)| !lines.is_empty());
    parts
}

/// What a published list asks for and the inventory does not say, by field.
pub fn missing(missing: &[Missing]) -> String {
    let mut out = String::new();
    if missing.is_empty() {
        out.push_str("Everything the list asks for is said.\n");
        return out;
    }
    let mut by_field: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for one in missing {
        by_field.entry((one.field, one.citation)).or_default().push(&one.component);
    }
    for ((field, citation), parts) in by_field {
        let _ = writeln!(out, "{}  {}", styled(BOLD, field), styled(DIM, citation));
        for part in parts.iter().take(NAMED_MAX) {
            let _ = writeln!(out, "  {}", if part.is_empty() { "the document" } else { part });
        }
        more(&mut out, parts.len());
    }
    out
}
