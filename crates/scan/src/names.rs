//! A table of names, asked for the most precise one that a longer name begins with.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;

use crate::HashMap;

/// Names of packages or modules, and the detector each belongs to.
#[derive(Debug, Default)]
pub struct Names {
    exact: HashMap<Cow<'static, str>, usize>,
    /// How the closed names begin: most names that are asked for begin otherwise.
    roots: Roots,
    /// Names that go on in any way, longest first, by their first bytes.
    open: HashMap<[u8; 2], Vec<(String, usize)>>,
}

impl Names {
    pub fn with_room_for(names: usize) -> Names {
        Names { exact: HashMap::with_capacity_and_hasher(names, Default::default()), ..Names::default() }
    }

    /// Adds a name; with a `*` at its end it is open. Gives it back if another detector has it already.
    pub fn add(&mut self, name: Cow<'static, str>, row: usize) -> Result<(), Cow<'static, str>> {
        if let Some(prefix) = name.strip_suffix('*') {
            // A shorter one would be open to everything.
            let Some(first) = first(prefix) else { return Err(name) };
            let list = self.open.entry(first).or_default();
            list.push((prefix.to_owned(), row));
            list.sort_by_key(|(prefix, _)| Reverse(prefix.len()));
            return Ok(());
        }
        self.roots.add(&name);
        match self.exact.entry(name) {
            Entry::Occupied(known) if *known.get() != row => Err(known.key().clone()),
            entry => {
                entry.or_insert(row);
                Ok(())
            }
        }
    }

    /// The longest name that `name` is, or that it begins with before a separator.
    pub fn find(&self, name: &str, separator: Option<&str>) -> Option<usize> {
        let exact = self.roots.may_hold(name).then(|| {
            self.exact.get(name).map(|row| (name.len(), *row)).or_else(|| {
                let mut cuts = cuts(name, separator?).rev();
                cuts.find_map(|at| self.exact.get(&name[..at]).map(|row| (at, *row)))
            })
        });
        let exact = exact.flatten();
        let open = self.open_names(name).iter().find(|(prefix, _)| name.starts_with(&**prefix));
        let open = open.map(|(prefix, row)| (prefix.len(), *row));
        // Of two equally long ones the closed name is the more precise.
        match (exact, open) {
            (Some((closed_len, _)), Some((open_len, row))) if open_len > closed_len => Some(row),
            (Some((_, row)), _) | (None, Some((_, row))) => Some(row),
            (None, None) => None,
        }
    }

    fn open_names(&self, name: &str) -> &[(String, usize)] {
        first(name).and_then(|first| self.open.get(&first)).map_or(&[], Vec::as_slice)
    }

    /// The wider names that a name belongs to besides: the shortest one, and the open ones.
    pub fn wider<'n>(&'n self, name: &'n str, separator: Option<&str>) -> impl Iterator<Item = usize> + 'n {
        let mut cuts = separator.filter(|_| self.roots.may_hold(name)).into_iter().flat_map(|one| cuts(name, one));
        let shortest = cuts.find_map(|at| self.exact.get(&name[..at]).copied());
        let open =
            self.open_names(name).iter().filter(move |(prefix, _)| name.starts_with(&**prefix)).map(|(_, row)| *row);
        shortest.into_iter().chain(open)
    }

    /// The same for the path of a header, which may stand in any folder. A name that ends in `/` stands
    /// for all headers below that folder.
    pub fn find_header(&self, path: &str) -> Option<usize> {
        let starts = path.match_indices('/').map(|(slash, _)| slash + 1);
        std::iter::once(0).chain(starts).find_map(|start| {
            let path = &path[start..];
            self.exact.get(path).copied().or_else(|| {
                let mut folders = path.rmatch_indices('/');
                folders.find_map(|(slash, _)| self.exact.get(&path[..=slash]).copied())
            })
        })
    }
}

/// Where a separator stands in a name.
fn cuts<'n>(name: &'n str, separator: &'n str) -> impl DoubleEndedIterator<Item = usize> + 'n {
    let windows = name.as_bytes().windows(separator.len().max(1)).enumerate();
    windows.filter(move |(_, window)| *window == separator.as_bytes()).map(|(at, _)| at)
}

/// The first parts of names, each known by a few bits of its digest.
#[derive(Debug)]
struct Roots(Box<[u64; 256]>);

impl Default for Roots {
    fn default() -> Roots {
        Roots(Box::new([0; 256]))
    }
}

impl Roots {
    fn add(&mut self, name: &str) {
        let (row, bit) = Roots::place(name);
        self.0[row] |= bit;
    }

    /// Whether a name that was added may be a part of this one, up to a separator or its end.
    fn may_hold(&self, name: &str) -> bool {
        let (row, bit) = Roots::place(name);
        self.0[row] & bit != 0
    }

    /// The first part ends at what is a separator in some language: so it is the same in both.
    fn place(name: &str) -> (usize, u64) {
        let root = name.bytes().take_while(|byte| !matches!(byte, b'.' | b'/' | b':' | b'\\'));
        let digest = root.fold(0xcbf2_9ce4_u32, |digest, byte| (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        (usize::from((digest >> 24) as u8), 1 << (digest >> 18 & 63))
    }
}

fn first(name: &str) -> Option<[u8; 2]> {
    match *name.as_bytes() {
        [a, b, ..] => Some([a, b]),
        _ => None,
    }
}

#[test]
fn the_longest_name_wins() {
    let mut names = Names::default();
    for (row, name) in ["a", "a.b", "ax*", "ax.y", "c/d.h", "c/e/"].into_iter().enumerate() {
        assert_eq!(names.add(name.into(), row), Ok(()));
    }
    assert_eq!(names.add("a".into(), 9), Err("a".into()));
    let find = |name| names.find(name, Some("."));
    assert_eq!(find("a"), Some(0));
    assert_eq!(find("a.c"), Some(0));
    assert_eq!(find("a.b.c"), Some(1));
    assert_eq!(find("axe.b"), Some(2));
    assert_eq!(find("ax.y.z"), Some(3));
    assert_eq!(find("b"), None);
    assert_eq!(find("a/b"), None);
    assert_eq!(names.find("a.c", None), None);
    assert_eq!(names.find_header("x/c/d.h"), Some(4));
    assert_eq!(names.find_header("c/e/f/g.h"), Some(5));
    assert_eq!(names.find_header("xc/d.h"), None);
}
