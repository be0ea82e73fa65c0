//! For build scripts: a folder of data becomes a list in the source, so that a new file is in the binary as soon as it
//! is in the folder.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Writes `NAME.rs` into the output folder of a build script: `&[("path/in/folder.toml", include_str!("…")), …]` of
/// every file with one of these extensions in the folder `name` at the top of the repository and in its folders. What
/// stands in the files is checked when they are read, against the law in use.
pub fn folder(name: &str, extensions: &[&str]) -> io::Result<()> {
    let asked = |variable: &str| {
        let missing = || io::Error::other(format!("cargo gave no {variable}: this belongs into a build script"));
        env::var_os(variable).map(PathBuf::from).ok_or_else(missing)
    };
    let folder = asked("CARGO_MANIFEST_DIR")?.join("../..").join(name).canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    fs::write(asked("OUT_DIR")?.join(format!("{name}.rs")), list(&folder, extensions)?)
}

fn list(folder: &Path, extensions: &[&str]) -> io::Result<String> {
    let mut files = Vec::new();
    collect(folder, extensions, &mut files)?;
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(folder).map_err(io::Error::other)?;
        let _ =
            writeln!(list, "    ({:?}, include_str!({:?})),", name.display().to_string(), file.display().to_string());
    }
    list.push_str("]\n");
    Ok(list)
}

/// In the order of the paths.
fn collect(folder: &Path, extensions: &[&str], files: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, extensions, files)?;
        } else if path.extension().is_some_and(|own| extensions.iter().any(|extension| own == *extension)) {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_kind_is_in_the_list_in_order() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("b"))?;
        for name in ["c.toml", "b/en.ftl", "a.toml", "README.md"] {
            fs::write(folder.path().join(name), "")?;
        }
        let list = list(folder.path(), &["toml", "ftl"])?;
        let names: Vec<&str> = list.lines().filter_map(|line| line.split('"').nth(1)).collect();
        assert_eq!(names, ["a.toml", "b/en.ftl", "c.toml"]);
        assert!(list.contains(&format!("include_str!({:?})", folder.path().join("c.toml").display().to_string())));
        Ok(())
    }
}
