//! Reads the detector files, so that a new one is in the binary as soon as it is in the folder, and a start need not
//! take TOML apart.

#[path = "src/patterns/tables.rs"]
mod tables;
#[path = "src/patterns/written.rs"]
mod written;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../detectors");
    // What coded detectors read, by family.
    println!("cargo::rerun-if-changed={}", folder.join("code").display());
    let sources = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("src");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed={}", sources.display());
    // A snapshot of one build is of no use to another.
    let mut digest = DefaultHasher::new();
    hash(&folder, &mut digest)?;
    hash(&sources, &mut digest)?;
    println!("cargo::rustc-env=SCAN_DIGEST={:016x}", digest.finish());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        // `x.toml` is a detector file; `x.Cargo.toml` is a fixture.
        if name.ends_with(".toml") && name.matches('.').count() == 1 {
            names.push(name);
        }
    }
    names.sort();
    let texts = names.iter().map(|name| fs::read_to_string(folder.join(name))).collect::<io::Result<Vec<_>>>()?;
    let mut files: Vec<(&str, written::WrittenFile)> = Vec::new();
    for (name, text) in names.iter().zip(&texts) {
        let file = toml::from_str(text).map_err(|error| io::Error::other(format!("detectors/{name}: {error}")))?;
        files.push((name.trim_end_matches(".toml"), file));
    }
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no output folder"))?;
    let out = Path::new(&out);
    fs::write(out.join("patterns.postcard"), written::packed(files).map_err(io::Error::other)?)?;
    for name in ["models", "calls"] {
        fs::write(out.join(format!("{name}.json")), json(&folder, &format!("code/{name}.toml"))?)?;
    }
    Ok(())
}

/// A TOML file as JSON: it is read at each start, which takes a tenth of the time so.
fn json(folder: &Path, name: &str) -> io::Result<String> {
    // What stands in it is checked by the tests; here only whether it can be read at all.
    let table: toml::Table = toml::from_str(&fs::read_to_string(folder.join(name))?)
        .map_err(|error| io::Error::other(format!("detectors/{name}: {error}")))?;
    Ok(serde_json::to_string(&table)?)
}

/// Hashes every file of a folder, in the order of their names.
fn hash(folder: &Path, digest: &mut DefaultHasher) -> io::Result<()> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash(&path, digest)?;
        } else {
            path.file_name().hash(digest);
            fs::read(&path)?.hash(digest);
        }
    }
    Ok(())
}
