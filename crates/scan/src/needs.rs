//! The graph of a lockfile: who depends on whom, what the product asked for itself, and what each is needed for.

use inventory::{Relation, Scope};

use crate::HashSet;
use crate::sheet::{At, Sheet};

/// Collects the edges and roots of one sheet; [`Needs::settle`] writes what follows from them into it.
#[derive(Debug, Default)]
pub struct Needs {
    roots: Vec<(At, Option<Scope>)>,
    /// Whether the second may be left out.
    edges: Vec<(At, At, bool)>,
}

impl Needs {
    /// The product asks for it itself; for what, where the file says so.
    pub fn root(&mut self, at: At, scope: Option<Scope>) {
        self.roots.push((at, scope));
    }

    /// One needs another.
    pub fn edge(&mut self, from: At, to: At) {
        self.edges.push((from, to, false));
    }

    /// One can use another and does without it.
    pub fn optional_edge(&mut self, from: At, to: At) {
        self.edges.push((from, to, true));
    }

    /// Writes the edges, each once. If there are roots, what is no root is transitive, and where they say what they
    /// are for, all that is reached from them gets the most serious use it has. What the file itself said stays.
    pub fn settle(self, sheet: &mut Sheet) {
        let count = sheet.components.len();
        let mut targets: Vec<Vec<(usize, bool)>> = vec![Vec::new(); count];
        let mut known = HashSet::default();
        for (from, to, optional) in &self.edges {
            if from == to || to.0 >= count {
                continue;
            }
            if let Some(targets) = targets.get_mut(from.0) {
                targets.push((to.0, *optional));
                if known.insert((*from, *to)) {
                    sheet.edges.push((*from, *to));
                }
            }
        }
        sheet.edges_complete = true;
        if self.roots.is_empty() {
            return;
        }
        let direct: HashSet<usize> = self.roots.iter().map(|(at, _)| at.0).collect();
        let scopes = self.scopes(sheet, &targets);
        for (at, component) in sheet.components.iter_mut().enumerate().filter(|(_, component)| !component.own) {
            let relation = if direct.contains(&at) { Relation::Direct } else { Relation::Transitive };
            component.relation.get_or_insert(relation);
            component.scope = component.scope.or(scopes.get(at).copied().flatten());
        }
    }

    /// Runtime first, then what may be left out, then what is only for development.
    fn scopes(&self, sheet: &Sheet, targets: &[Vec<(usize, bool)>]) -> Vec<Option<Scope>> {
        let mut scopes: Vec<Option<Scope>> = vec![None; targets.len()];
        let mut left_out: Vec<usize> = Vec::new();
        for scope in [Scope::Runtime, Scope::Optional, Scope::Development] {
            let roots = self.roots.iter().filter(|(_, asked)| *asked == Some(scope)).map(|(at, _)| at.0);
            let mut next: Vec<usize> = roots.collect();
            if scope == Scope::Optional {
                next.append(&mut left_out);
            }
            while let Some(at) = next.pop() {
                let is_own = sheet.components.get(at).is_none_or(|component| component.own);
                let Some(slot) = scopes.get_mut(at).filter(|slot| slot.is_none() && !is_own) else { continue };
                *slot = Some(scope);
                for (to, optional) in targets.get(at).into_iter().flatten() {
                    if *optional && scope == Scope::Runtime {
                        left_out.push(*to);
                    } else {
                        next.push(*to);
                    }
                }
            }
        }
        scopes
    }
}

#[test]
fn the_most_serious_use_wins() {
    use inventory::{Component, Package};
    let mut sheet = Sheet::new("x".into(), "x", Default::default());
    for name in ["a", "b", "c", "d", "e", "f"] {
        sheet.components.push(Component::new(Package::new("npm", name, Some("1"))));
    }
    let mut needs = Needs::default();
    needs.root(At(0), Some(Scope::Runtime));
    needs.root(At(1), Some(Scope::Development));
    needs.edge(At(0), At(2));
    needs.edge(At(0), At(2));
    needs.optional_edge(At(2), At(3));
    needs.edge(At(3), At(0));
    needs.edge(At(1), At(3));
    needs.edge(At(1), At(4));
    needs.settle(&mut sheet);
    let scopes: Vec<_> = sheet.components.iter().map(|component| component.scope).collect();
    let (runtime, optional, development) = (Some(Scope::Runtime), Some(Scope::Optional), Some(Scope::Development));
    assert_eq!(scopes, [runtime, development, runtime, optional, development, None]);
    assert_eq!(sheet.edges.len(), 5);
    assert_eq!(sheet.components[1].relation, Some(Relation::Direct));
    assert_eq!(sheet.components[3].relation, Some(Relation::Transitive));
}
