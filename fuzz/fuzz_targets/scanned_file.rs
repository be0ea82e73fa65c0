//! Any file of any name is looked at without a panic; the first line of the input is its name.
#![no_main]
use std::path::Path;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let name = String::from_utf8_lossy(&input[..end]);
    let _ = scan::inspect(Path::new(name.as_ref()), &input[end..]);
});
