//! Reads `law/`, checks it, and writes the compact form that `lib.rs` embeds.

use std::path::Path;
use std::process::exit;

fn main() {
    let law = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../law");
    println!("cargo::rerun-if-changed={}", law.display());
    let book = rulebook::LawFolder::read(&law)
        .map_err(|mistake| vec![*mistake])
        .and_then(|folder| rulebook::load(Path::new("law"), &folder));
    let book = match book {
        Ok(book) => book,
        Err(mistakes) => {
            for mistake in &mistakes {
                eprintln!("{mistake}\n");
            }
            eprintln!("law/ has {} mistakes; nothing was built", mistakes.len());
            exit(1);
        }
    };
    let out = std::env::var_os("OUT_DIR").map(|out| Path::new(&out).join("law.bin"));
    let written = book.to_bytes().map_err(|error| error.to_string()).and_then(|bytes| match out {
        Some(out) => std::fs::write(out, bytes).map_err(|error| error.to_string()),
        None => Err("cargo gave no OUT_DIR".to_owned()),
    });
    if let Err(error) = written {
        eprintln!("cannot write the compiled law: {error}");
        exit(1);
    }
}
