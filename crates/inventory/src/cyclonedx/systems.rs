//! An AI system as a component of the format: what it is made of stands among the dependencies.

use std::borrow::Cow;

use super::model::{Component, ComponentEvidence, Dependency, Occurrence, Property};
use super::references::References;
use crate::System;

/// The component that stands for a system.
pub(super) fn component<'a>(system: &'a System, bom_ref: &Cow<'a, str>, references: &References<'a>) -> Component<'a> {
    let mut properties = vec![Property::new("marque:ai:system:why", &system.why)];
    if let Some(entry) = &system.entry {
        properties.push(Property::new("marque:ai:system:entry", entry));
    }
    if system.development_tool {
        properties.push(Property::new("marque:ai:system:development-tool", "true"));
    }
    // An asset the inventory lacks has nothing to refer to.
    let unknown = system.assets.iter().filter(|asset| references.asset(asset).is_none());
    properties.extend(unknown.map(|asset| Property::new("marque:ai:system:asset", asset)));
    let location =
        system.entry.as_deref().map(|location| Occurrence { location, line: None, additional_context: None });
    Component {
        kind: "application",
        bom_ref: Some(bom_ref.clone()),
        name: Cow::Borrowed(&system.name),
        scope: system.development_tool.then_some("excluded"),
        evidence: location.map(|location| ComponentEvidence { identity: Vec::new(), occurrences: vec![location] }),
        properties,
        ..Component::default()
    }
}

/// What a system is made of.
pub(super) fn dependency<'a>(
    system: &'a System,
    bom_ref: &Cow<'a, str>,
    references: &References<'a>,
) -> Dependency<'a> {
    let mut depends_on: Vec<_> =
        system.assets.iter().filter_map(|asset| references.asset(asset)).map(Cow::clone).collect();
    super::write::unique(&mut depends_on);
    Dependency { reference: bom_ref.clone(), depends_on }
}
