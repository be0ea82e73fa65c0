//! What the joins of all families share: the paths of sheets as text, and how one leads to another.

use crate::sheet::Sheet;

/// Properties put in for one value. Properties that name each other twice would grow without end.
const PROPERTIES_MAX: u32 = 100;
/// Properties within properties.
const DEPTH_MAX: u32 = 20;
/// No name and no version is longer.
const VALUE_BYTES_MAX: usize = 300;

/// The path of a sheet, with `/` between its parts.
pub fn path(sheet: &Sheet) -> String {
    let path = sheet.path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// The folder a path stands in; empty for the root.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A folder and those above it, from the inside out. The last is the root, which is empty.
pub fn upwards(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |inner| (!inner.is_empty()).then(|| self::folder(inner)))
}

/// A file in a folder.
pub fn within(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A path as a file in `folder` writes it, from the root. None if it leads out of the tree.
pub fn resolve(folder: &str, relative: &str) -> Option<String> {
    if relative.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A value with its properties put in, each between `open` and `close`. None if one of them is not known.
pub fn put_in<'a>(
    written: &str,
    (open, close): (&str, char),
    property: &dyn Fn(&str) -> Option<&'a str>,
) -> Option<String> {
    let mut left = PROPERTIES_MAX;
    put_in_at(written, (open, close), property, &mut left, 0)
}

fn put_in_at<'a>(
    written: &str,
    (open, close): (&str, char),
    property: &dyn Fn(&str) -> Option<&'a str>,
    left: &mut u32,
    depth: u32,
) -> Option<String> {
    let mut value = String::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once(open) {
        let (name, after) = after.split_once(close)?;
        *left = left.checked_sub(1)?;
        if depth > DEPTH_MAX || value.len() > VALUE_BYTES_MAX {
            return None;
        }
        value.push_str(before);
        value.push_str(&put_in_at(property(name.trim())?, (open, close), property, left, depth + 1)?);
        rest = after;
    }
    value.push_str(rest);
    (depth == 0 || value.len() <= VALUE_BYTES_MAX).then_some(value)
}

#[test]
fn properties_are_put_in_and_end() {
    let property = |name: &str| match name {
        "a" => Some("1"),
        "b" => Some("${a}.2"),
        "c" => Some("${c}${c}"),
        _ => None,
    };
    let put_in = |written| put_in(written, ("${", '}'), &property);
    assert_eq!(put_in("x${b}-${a}").as_deref(), Some("x1.2-1"));
    assert_eq!([put_in("${c}"), put_in("${d}"), put_in("${a")], [None, None, None]);
}

#[test]
fn one_path_leads_to_another() {
    assert_eq!(resolve("a/b", "../c/./pom.xml").as_deref(), Some("a/c/pom.xml"));
    assert_eq!(resolve("", "x"), Some("x".to_owned()));
    assert_eq!(resolve("a", ".."), Some(String::new()));
    assert_eq!(resolve("a", "../.."), None);
    assert_eq!(resolve("a", "/etc"), None);
    assert_eq!(upwards("a/b").collect::<Vec<_>>(), ["a/b", "a", ""]);
    assert_eq!(within("", "x"), "x");
}
