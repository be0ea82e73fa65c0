//! Lists the files of `papers/`, so that `lib.rs` embeds them. They are checked when they are read.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder =
        Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../papers").canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = String::from("&[\n");
    for paper in sorted(&folder)?.iter().filter(|path| path.is_dir()) {
        for file in sorted(paper)? {
            let name = file.strip_prefix(&folder).map_err(io::Error::other)?;
            let _ = writeln!(files, "    ({:?}, include_str!({:?})),", name.display(), file.display());
        }
    }
    files.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo gave no OUT_DIR"))?;
    fs::write(Path::new(&out).join("papers.rs"), files)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
