//! Takes the four faces that papers are set in out of all the fonts of typst, so that the binary stays small.

use std::error::Error;
use std::path::PathBuf;

const FACES: [&str; 4] =
    ["LibertinusSerif-Regular", "LibertinusSerif-Bold", "LibertinusSerif-Italic", "LibertinusSerif-BoldItalic"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("there is no OUT_DIR")?);
    let mut left: Vec<&str> = FACES.to_vec();
    for bytes in typst_assets::fonts() {
        let Some(name) = postscript_name(bytes) else { continue };
        if let Some(at) = left.iter().position(|face| *face == name) {
            std::fs::write(out.join(format!("{name}.otf")), bytes)?;
            left.swap_remove(at);
        }
    }
    if left.is_empty() { Ok(()) } else { Err(format!("not among the fonts of typst: {left:?}").into()) }
}

fn postscript_name(bytes: &[u8]) -> Option<String> {
    let face = ttf_parser::Face::parse(bytes, 0).ok()?;
    let names = face.names();
    names.into_iter().find(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)?.to_string()
}
