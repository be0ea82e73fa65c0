//! Rules about the source that no compiler holds: which crate may use which, and that no figure of the law
//! stands in Rust.

use std::path::{Path, PathBuf};

/// Which crate of ours may use which. A new edge is a line that a reviewer sees.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("embed", &[]),
    ("rulebook", &["domain"]),
    ("compiled-law", &["rulebook"]),
    ("reasoning", &["domain", "rulebook"]),
    ("classify", &[]),
    ("inventory", &[]),
    ("scan", &["inventory"]),
    ("evidence", &["domain"]),
    ("store", &["evidence"]),
    ("risk", &["domain", "inventory", "reasoning", "rulebook"]),
    ("gaps", &["domain", "evidence", "inventory", "reasoning", "rulebook"]),
    ("conformity", &["domain", "reasoning", "rulebook"]),
    ("release", &["domain", "inventory", "reasoning", "risk", "rulebook"]),
    ("paper", &["domain"]),
    ("dossier", &["domain", "evidence", "inventory", "paper", "reasoning", "risk", "rulebook"]),
    ("pdf", &["paper"]),
    (
        "documents",
        &["conformity", "domain", "evidence", "gaps", "inventory", "reasoning", "release", "risk", "rulebook"],
    ),
    (
        "app",
        &[
            "compiled-law",
            "conformity",
            "documents",
            "domain",
            "dossier",
            "evidence",
            "gaps",
            "inventory",
            "paper",
            "reasoning",
            "release",
            "risk",
            "rulebook",
            "scan",
            "store",
        ],
    ),
    (
        "marque",
        &["app", "classify", "documents", "domain", "evidence", "inventory", "pdf", "reasoning", "rulebook", "scan"],
    ),
    ("xtask", &[]),
];

/// Checks every rule; the error lists every breach.
pub fn check(root: &Path) -> Result<(), String> {
    let mut breaches = Vec::new();
    let crates = list(&root.join("crates"))?;
    let law = Law::read(&root.join("law"))?;
    for path in crates.iter().filter(|path| path.is_dir()) {
        edges(path, &mut breaches)?;
        sources(&path.join("src"), &law, &mut breaches)?;
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

/// Articles, dates and thresholds of the law stand in law/, never in Rust. Tests and their fixtures may name them.
fn sources(folder: &Path, law: &Law, breaches: &mut Vec<String>) -> Result<(), String> {
    for path in list(folder)? {
        if path.is_dir() {
            sources(&path, law, breaches)?;
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs")
            || path.ends_with("tests.rs")
            || path.ends_with("fixture.rs")
        {
            continue;
        }
        let source = read(&path)?;
        // Tests stand at the end of a file.
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let code = code.split("\n#[test]\n").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(what) = law.knows(code) {
                breaches.push(format!("{}:{}: {what} of the law in Rust: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    Ok(())
}

/// What of the law might stand in Rust: the prefixes of its acts, and the figures of its conditions and penalties.
struct Law {
    prefixes: Vec<String>,
    figures: Vec<f64>,
}

impl Law {
    fn read(folder: &Path) -> Result<Law, String> {
        let mut law = Law { prefixes: Vec::new(), figures: Vec::new() };
        for act in list(folder)?.into_iter().filter(|path| path.is_dir()) {
            law.prefixes.extend(act.file_name().and_then(|name| name.to_str()).map(str::to_owned));
            for path in list(&act)?.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
                law.figures.extend(read(path)?.lines().flat_map(figures));
            }
        }
        Ok(law)
    }

    /// What a line of code knows of the law, if anything.
    fn knows(&self, code: &str) -> Option<&'static str> {
        if has_date_of_the_law(code) && !is_help(code) {
            return Some("a date");
        }
        if (self.cites(code) || names_an_article(code)) && !is_help(code) {
            return Some("an article");
        }
        numbers(code).any(|number| self.figures.contains(&number)).then_some("a threshold")
    }

    /// `cra:14`, `aia:annex-3`.
    fn cites(&self, code: &str) -> bool {
        self.prefixes.iter().any(|prefix| {
            code.match_indices(&format!("{prefix}:")).any(|(at, found)| {
                let rest = &code[at + found.len()..];
                rest.starts_with(|next: char| next.is_ascii_digit()) || rest.starts_with("annex-")
            })
        })
    }
}

/// The figures of a condition or penalty. Small ones stand for too many other things to be told apart.
fn figures(line: &str) -> Vec<f64> {
    const KEYS: [&str; 5] = ["amount", "over =", "under =", "at-least =", "at-most ="];
    if !KEYS.iter().any(|key| line.contains(key)) {
        return Vec::new();
    }
    numbers(line).collect()
}

/// The numbers in a line, from a thousand on.
fn numbers(line: &str) -> impl Iterator<Item = f64> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let words = line.split(move |c: char| !is_part(c));
    words.filter_map(|word| word.replace('_', "").parse::<f64>().ok()).filter(|number| *number >= 1000.0)
}

/// `Article 14`, `Art. 14`.
fn names_an_article(code: &str) -> bool {
    ["Article ", "Articles ", "Art. ", "Annex "].iter().any(|word| {
        code.match_indices(word).any(|(at, _)| {
            let rest = &code[at + word.len()..];
            rest.starts_with(|next: char| next.is_ascii_digit() || matches!(next, 'I' | 'V' | 'X'))
        })
    })
}

/// `2027-12-11` and the like.
fn has_date_of_the_law(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.windows(10).enumerate().any(|(at, window)| {
        // Behind a hyphen it is part of a name, such as that of a model.
        let is_in_a_name = at > 0 && bytes[at - 1] == b'-';
        !is_in_a_name
            && window.starts_with(b"20")
            && window
                .iter()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
    })
}

/// What only shows how a date or a citation is written.
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
    fn what_is_planted_is_found() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("law/cra/article-64.md", "amount = 15000000\n{ fact = \"training-compute\", over = 1e25 }\n");
        write("crates/domain/Cargo.toml", "[package]\nname = \"domain\"\n");
        for (planted, found) in [
            ("let id = \"cra:14(2)\";", Some("an article")),
            ("let id = \"cra:annex-1\";", Some("an article")),
            ("let text = \"see Article 14\";", Some("an article")),
            ("let from = day(\"2027-12-11\");", Some("a date")),
            ("let most = 15_000_000;", Some("a threshold")),
            ("let most = 1e25;", Some("a threshold")),
            ("let most = 4096; // cra:14, 2027-12-11", None),
            ("let id = \"cra-in-scope\";", None),
        ] {
            write("crates/domain/src/lib.rs", planted);
            match (check(root.path()), found) {
                (Ok(()), None) => {}
                (Err(breach), Some(found)) => assert!(breach.contains(found), "{planted}: {breach}"),
                (result, _) => panic!("{planted}: {result:?}"),
            }
        }
    }

    #[test]
    fn the_source_keeps_its_own_rules() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        check(&root).unwrap();
    }
}
