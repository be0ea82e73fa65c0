//! Patterns for paths: `*` within one part, matched from the end.

use std::borrow::Cow;

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
    /// In small letters.
    path: Cow<'static, str>,
    /// Where the name of the file begins in it; before that stand the folders, each with its slash.
    name_at: usize,
    /// How long what the name begins and ends with is in any case.
    head_len: usize,
    tail_len: usize,
    row: usize,
}

impl Paths {
    pub fn add(&mut self, pattern: Cow<'static, str>, row: usize) -> Result<(), String> {
        let lower = if pattern.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(pattern.to_ascii_lowercase())
        } else {
            pattern
        };
        let anchored = lower.starts_with('/');
        let path = match lower {
            Cow::Borrowed(path) => Cow::Borrowed(path.trim_start_matches('/')),
            Cow::Owned(path) => Cow::Owned(path.trim_start_matches('/').to_owned()),
        };
        let name_at = path.rfind('/').map_or(0, |slash| slash + 1);
        let (folders, name) = path.split_at(name_at);
        if name.is_empty() || name == "*" || folders.contains("//") || path.contains("**") {
            return Err(format!("{path:?} is no path pattern"));
        }
        let stars = name.find('*').zip(name.rfind('*'));
        let head_len = stars.map_or(name.len(), |(first, _)| first);
        let tail = stars.map(|(_, last)| last + 1);
        let tail_len = tail.map_or(0, |at| name.len() - at);
        let extension = tail.and_then(|at| Some(name_at + at + name[at..].rfind('.')? + 1));
        let start = name.as_bytes()[..head_len].first_chunk::<2>().copied();
        let list = match (tail, extension, start) {
            (None, ..) => self.by_name.entry(name.to_owned()).or_default(),
            (_, Some(at), _) => self.by_extension.entry(path[at..].to_owned()).or_default(),
            (_, _, Some(start)) => self.by_start.entry(start).or_default(),
            _ => &mut self.others,
        };
        list.push(PathPattern { anchored, path, name_at, head_len, tail_len, row });
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
        let (folders, pattern) = self.path.split_at(self.name_at);
        let name = file.lower_name();
        // Most of those that share an extension differ in the first or the last bytes.
        if !name.starts_with(&pattern[..self.head_len]) || !name.ends_with(&pattern[pattern.len() - self.tail_len..]) {
            return false;
        }
        if !part_matches(pattern, name) {
            return false;
        }
        let mut parts = file.lower_path().rsplit('/').skip(1);
        let mut folders = folders.rsplit_terminator('/');
        let folders_match = folders.all(|pattern| parts.next().is_some_and(|part| part_matches(pattern, part)));
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
        paths.add(pattern.to_owned().into(), 0).expect("it is one");
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
