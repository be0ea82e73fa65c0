//! Anything may be given as a bill of materials; what can be read can be written again.
#![no_main]
use inventory::{CycloneDxVersion, Tool};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(read) = inventory::read_bom(input) {
        let tool = Tool { name: "fuzz", version: "1" };
        let _ = inventory::write_cyclonedx(&read, CycloneDxVersion::V1_7, &tool, std::io::sink());
        let _ = inventory::write_spdx3(&read, &tool, std::io::sink());
        assert!(inventory::diff(&read, &read).is_empty());
    }
});
