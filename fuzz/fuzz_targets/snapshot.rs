//! Anything may be given as a snapshot.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(snapshot) = scan::Snapshot::read(input) {
        let _ = snapshot.write(std::io::sink());
    }
});
