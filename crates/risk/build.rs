//! Lists the files of `threats/`, so that a new one is in the binary as soon as it is in the folder.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../threats");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    // What stands in them is checked when they are read, against the law in use; a test reads them all.
    let rows = paths.iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?;
        Some(format!("    ({name:?}, include_str!({:?})),\n", path.display().to_string()))
    });
    let list = format!("&[\n{}]\n", rows.collect::<String>());
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no output folder"))?;
    fs::write(Path::new(&out).join("threat_files.rs"), list)
}
