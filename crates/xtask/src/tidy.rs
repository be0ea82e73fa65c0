//! Rules about the source that no compiler holds: which crate may use which, and that no figure of the law
//! stands in Rust.

use std::path::{Path, PathBuf};

/// Which crate of ours may use which. A new edge is a line that a reviewer sees.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("rulebook", &["domain"]),
    ("compiled-law", &["rulebook"]),
    ("reasoning", &["domain", "rulebook"]),
    ("classify", &[]),
    ("scan", &[]),
    ("documents", &["domain", "reasoning", "rulebook"]),
    ("app", &["compiled-law", "documents", "domain", "reasoning", "rulebook", "scan"]),
    ("marque", &["app", "classify", "documents", "domain", "reasoning", "rulebook", "scan"]),
    ("xtask", &[]),
];

/// Checks every rule; the error lists every breach.
pub fn check(root: &Path) -> Result<(), String> {
    let mut breaches = Vec::new();
    let crates = list(&root.join("crates"))?;
    for path in crates.iter().filter(|path| path.is_dir()) {
        edges(path, &mut breaches)?;
        sources(&path.join("src"), &mut breaches)?;
    }
    if breaches.is_empty() { Ok(()) } else { Err(breaches.join("\n")) }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("listing {}: {error}", folder.display()))?;
    let mut entries: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.sort();
    Ok(entries)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("reading {}: {error}", path.display()))
}

fn edges(path: &Path, breaches: &mut Vec<String>) -> Result<(), String> {
    let manifest = path.join("Cargo.toml");
    let document: toml::Table = read(&manifest)?.parse().map_err(|error| format!("{}: {error}", manifest.display()))?;
    let name = document["package"]["name"].as_str().unwrap_or_default().to_owned();
    let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
        breaches.push(format!("crates: `{name}` is not in the table of edges in xtask/src/tidy.rs"));
        return Ok(());
    };
    let ours: Vec<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    if let Some(dependencies) = document.get("dependencies").and_then(toml::Value::as_table) {
        for dependency in dependencies.keys().filter(|dependency| ours.contains(&dependency.as_str())) {
            if !allowed.contains(&dependency.as_str()) {
                breaches.push(format!("crates: `{name}` may not use `{dependency}`"));
            }
        }
    }
    Ok(())
}

/// Dates and thresholds of the law stand in law/, never in Rust. Tests and their fixtures may name them.
fn sources(folder: &Path, breaches: &mut Vec<String>) -> Result<(), String> {
    for path in list(folder)? {
        if path.is_dir() {
            sources(&path, breaches)?;
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs")
            || path.ends_with("tests.rs")
            || path.ends_with("fixture.rs")
        {
            continue;
        }
        let source = read(&path)?;
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if has_date_of_the_law(code) && !is_help(code) {
                breaches.push(format!("{}:{}: a date of the law in Rust: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    Ok(())
}

/// `2027-12-11` and the like.
fn has_date_of_the_law(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.windows(10).any(|window| {
        window.starts_with(b"20")
            && window
                .iter()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
    })
}

/// A date that only shows how dates are written.
fn is_help(code: &str) -> bool {
    code.contains("such as")
        || code.contains("write ")
        || code.contains("DEFAULT_DAY")
        || code.contains("date:")
        || code.contains("\"date\" =>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_code_is_seen_and_a_date_in_help_is_not() {
        assert!(has_date_of_the_law("let from = day(\"2027-12-11\");"));
        assert!(!has_date_of_the_law("let from = \"12-11\";"));
        assert!(is_help("\"write 2027-12-11\""));
    }

    #[test]
    fn the_source_keeps_its_own_rules() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        check(&root).unwrap();
    }
}
