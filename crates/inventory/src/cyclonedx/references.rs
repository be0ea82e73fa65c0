//! The names by which the parts of one document refer to each other: each stands for one part.

use std::borrow::Cow;

use crate::{HashMap, HashSet, Inventory};

/// The references of a whole document, in the order of the inventory.
pub(super) struct References<'a> {
    pub subject: Option<Cow<'a, str>>,
    pub components: Vec<Cow<'a, str>>,
    pub assets: Vec<Cow<'a, str>>,
    pub systems: Vec<Cow<'a, str>>,
    /// What a component is called in `depends_on`, and what it is called in the document.
    by_component: HashMap<&'a str, usize>,
    by_asset: HashMap<&'a str, usize>,
    used: HashSet<Cow<'a, str>>,
}

impl<'a> References<'a> {
    /// Takes the inventory and its components' own references; gives every part one that no other part has.
    pub(super) fn new(inventory: &'a Inventory, keys: &'a [String]) -> References<'a> {
        let mut references = References {
            subject: None,
            components: Vec::with_capacity(keys.len()),
            assets: Vec::with_capacity(inventory.assets.len()),
            systems: Vec::with_capacity(inventory.systems.len()),
            by_component: HashMap::default(),
            by_asset: HashMap::default(),
            used: HashSet::default(),
        };
        references.by_component.reserve(keys.len());
        references.used.reserve(keys.len() + inventory.assets.len() + inventory.systems.len() + 1);
        for (at, key) in keys.iter().enumerate() {
            references.by_component.entry(key).or_insert(at);
            let claimed = references.claim(Cow::Borrowed(key));
            references.components.push(claimed);
        }
        // Behind the components: where the product is one of them, theirs is the name others depend on.
        if let Some(subject) = &inventory.subject {
            references.subject = Some(references.claim(Cow::Owned(subject.reference())));
        }
        for (at, asset) in inventory.assets.iter().enumerate() {
            references.by_asset.entry(&asset.reference).or_insert(at);
            let claimed = references.claim(Cow::Borrowed(&*asset.reference));
            references.assets.push(claimed);
        }
        for system in &inventory.systems {
            let claimed = references.claim(Cow::Owned(format!("system:{}", system.name)));
            references.systems.push(claimed);
        }
        references
    }

    /// The document's reference for a component, by the inventory's.
    pub(super) fn component(&self, key: &str) -> Option<&Cow<'a, str>> {
        self.components.get(*self.by_component.get(key)?)
    }

    /// The document's reference for an asset, by the inventory's.
    pub(super) fn asset(&self, key: &str) -> Option<&Cow<'a, str>> {
        self.assets.get(*self.by_asset.get(key)?)
    }

    /// Gives the wished reference, with a number behind it if another part has it.
    pub(super) fn claim(&mut self, wished: Cow<'a, str>) -> Cow<'a, str> {
        let wished = if wished.is_empty() { Cow::Borrowed("unnamed") } else { wished };
        if self.used.insert(wished.clone()) {
            return wished;
        }
        let mut number = 2;
        loop {
            let next: Cow<str> = Cow::Owned(format!("{wished}#{number}"));
            if self.used.insert(next.clone()) {
                return next;
            }
            number += 1;
        }
    }
}
