//! Patterns for paths: `*` within one part, matched from the end.

use crate::HashMap;
use crate::file::FileName;

/// Path patterns, and the detector each belongs to.
#[derive(Debug, Default)]
pub struct Paths {
    /// By the name of the file, for patterns whose last part is plain.
    by_name: HashMap<String, Vec<PathPattern>>,
    /// By the extension, for patterns whose last part ends in one: `*.extension`, `a*.extension`.
    by_extension: HashMap<String, Vec<PathPattern>>,
    /// By the first two bytes, for others whose last part begins with them: `docker*`.
    by_start: HashMap<[u8; 2], Vec<PathPattern>>,
    others: Vec<PathPattern>,
}

#[derive(Debug)]
struct PathPattern {
    /// Begins at the root of the tree; others match the end of a path.
    anchored: bool,
    /// From the inside out.
    folders: Vec<String>,
    /// What the name of the file must be like, and what it begins and ends with in any case.
    name: String,
    head_len: usize,
    tail_len: usize,
    row: usize,
}

impl Paths {
    pub fn add(&mut self, pattern: &str, row: usize) -> Result<(), String> {
        let lower = pattern.to_ascii_lowercase();
        let anchored = lower.starts_with('/');
        let mut parts = lower.trim_start_matches('/').rsplit('/').map(str::to_owned);
        let last = parts.next().unwrap_or_default();
        let folders: Vec<String> = parts.collect();
        if last.is_empty() || folders.iter().any(String::is_empty) || lower.contains("**") || last == "*" {
            return Err(format!("{pattern:?} is no path pattern"));
        }
        let tail = last.rsplit_once('*').map(|(_, tail)| tail);
        let extension = tail.and_then(|tail| Some(tail.rsplit_once('.')?.1.to_owned()));
        let start = last.split('*').next().and_then(|start| start.as_bytes().first_chunk::<2>().copied());
        let head_len = last.find('*').unwrap_or(last.len());
        let tail_len = tail.map_or(0, str::len);
        let name = last.clone();
        let list = match (tail, extension, start) {
            (None, ..) => self.by_name.entry(last).or_default(),
            (_, Some(extension), _) => self.by_extension.entry(extension).or_default(),
            (_, _, Some(start)) => self.by_start.entry(start).or_default(),
            _ => &mut self.others,
        };
        list.push(PathPattern { anchored, folders, name, head_len, tail_len, row });
        Ok(())
    }

    /// The detectors that match, each once.
    pub fn matching(&self, file: &FileName) -> Vec<usize> {
        let by_name = self.by_name.get(file.lower_name());
        let extension = file.lower_name().rsplit_once('.').map_or("", |(_, extension)| extension);
        let by_extension = self.by_extension.get(extension);
        let start = file.lower_name().as_bytes().first_chunk::<2>();
        let by_start = start.and_then(|start| self.by_start.get(start));
        let candidates = [by_name, by_extension, by_start].into_iter().flatten().flatten();
        let mut rows: Vec<usize> =
            candidates.chain(&self.others).filter(|pattern| pattern.matches(file)).map(|pattern| pattern.row).collect();
        rows.dedup();
        rows
    }
}

impl PathPattern {
    fn matches(&self, file: &FileName) -> bool {
        let (name, pattern) = (file.lower_name().as_bytes(), self.name.as_bytes());
        // Most of those that share an extension differ in the first or the last bytes.
        if !name.starts_with(&pattern[..self.head_len]) || !name.ends_with(&pattern[pattern.len() - self.tail_len..]) {
            return false;
        }
        if !part_matches(&self.name, file.lower_name()) {
            return false;
        }
        let mut parts = file.lower_path().rsplit('/').skip(1);
        let folders_match =
            self.folders.iter().all(|pattern| parts.next().is_some_and(|part| part_matches(pattern, part)));
        folders_match && (!self.anchored || parts.next().is_none())
    }
}

/// `*` stands for any number of characters within one part of a path.
pub fn part_matches(pattern: &str, part: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == part };
    let Some(mut part) = part.strip_prefix(first) else { return false };
    let Some((middle, last)) = rest.rsplit_once('*') else { return part.ends_with(rest) };
    for piece in middle.split('*') {
        match part.find(piece) {
            Some(at) => part = &part[at + piece.len()..],
            None => return false,
        }
    }
    part.ends_with(last)
}

#[test]
fn a_path_pattern_matches_the_end_of_a_path_unless_it_begins_with_a_slash() {
    let matches = |pattern: &str, path: &str| {
        let mut paths = Paths::default();
        paths.add(pattern, 0).expect(pattern);
        !paths.matching(&FileName::new(path)).is_empty()
    };
    assert!(matches("a/*.md", "x/A/b.MD"));
    assert!(!matches("a/*.md", "x/a/c/b.md"));
    assert!(!matches("a/*.md", "xa/b.md"));
    assert!(matches("/a.md", "a.md"));
    assert!(!matches("/a.md", "x/a.md"));
    assert!(matches("a*b*c", "aXbbYc"));
    assert!(!matches("a*b*c", "aXc"));
    assert!(!matches("ab*bc", "abc"));
}
