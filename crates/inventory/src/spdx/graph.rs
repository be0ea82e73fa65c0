//! What the relationships of a document say of its packages, in whichever version of SPDX it is written.

use std::collections::{HashMap, HashSet};

use crate::{Component, Inventory, Relation, Scope};

/// Who depends on whom, who holds whom and what for, by the identifiers of the document.
#[derive(Default)]
pub(super) struct Graph<'a> {
    pub on: HashMap<&'a str, Vec<&'a str>>,
    pub contained: HashSet<(&'a str, &'a str)>,
    pub scopes: HashMap<&'a str, Scope>,
}

impl Graph<'_> {
    /// Takes the packages by their identifiers, the one the document is of if it is one, and its time; gives the
    /// inventory in which they stand as the relationships say.
    pub(super) fn inventory(
        mut self,
        parts: Vec<(&str, Component)>,
        subject: Option<&str>,
        time: Option<&str>,
    ) -> Inventory {
        let references: HashMap<&str, String> = parts.iter().map(|(id, part)| (*id, part.reference())).collect();
        let direct: HashSet<&str> = subject.and_then(|id| self.on.get(id)).into_iter().flatten().copied().collect();
        let time = time.filter(|time| *time != super::NO_TIME).map(str::to_owned);
        let mut inventory = Inventory { time, ..Inventory::default() };
        for (id, mut part) in parts {
            // Packages that share an identifier: the edges are the first one's.
            part.depends_on = self.on.remove(id).map(|on| {
                let mut seen = HashSet::new();
                let known = on.into_iter().filter(|id| seen.insert(*id)).filter_map(|id| references.get(id));
                known.cloned().collect()
            });
            part.scope = self.scopes.get(id).copied();
            part.own = subject.is_some_and(|subject| self.contained.contains(&(subject, id)));
            if Some(id) == subject && inventory.subject.is_none() {
                inventory.subject = Some(part);
                continue;
            }
            if !direct.is_empty() && !part.own {
                part.relation = Some(if direct.contains(id) { Relation::Direct } else { Relation::Transitive });
            }
            inventory.components.push(part);
        }
        inventory
    }
}
