//! Whatever is read, nothing panics.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod sample;

use inventory::{CycloneDxVersion, Minimum, check, diff, merge, read_bom, write_cyclonedx, write_spdx2, write_spdx3};
use sample::{TOOL, rich};

#[test]
fn damaged_documents_are_read_or_refused() {
    let mut seeds = [Vec::new(), Vec::new(), Vec::new(), b"SPDXVersion: SPDX-2.3\nPackageName: a\n".to_vec()];
    write_cyclonedx(&rich(), CycloneDxVersion::V1_7, &TOOL, &mut seeds[0]).unwrap();
    write_spdx2(&rich(), &TOOL, &mut seeds[1]).unwrap();
    write_spdx3(&rich(), &TOOL, &mut seeds[2]).unwrap();
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize % below
    };
    let mut read = 0;
    for _ in 0..150 {
        let mut bytes = seeds[next(4)].clone();
        for _ in 0..=next(3) {
            let at = next(bytes.len().max(1));
            match next(4) {
                _ if bytes.len() < 2 => {}
                0 => bytes[at] = b"{}[]\",:0n\\"[next(10)],
                1 => _ = bytes.drain(at..bytes.len().min(at + next(30))),
                // A letter for another leaves the document whole and what it says strange.
                _ => {
                    if bytes[at].is_ascii_alphabetic() {
                        bytes[at] = b'a' + next(26) as u8;
                    }
                }
            }
        }
        if let Ok(inventory) = read_bom(&bytes) {
            read += 1;
            write_cyclonedx(&inventory, CycloneDxVersion::V1_6, &TOOL, std::io::sink()).unwrap();
            write_spdx2(&inventory, &TOOL, std::io::sink()).unwrap();
            write_spdx3(&inventory, &TOOL, std::io::sink()).unwrap();
            check(&inventory, Minimum::Bsi);
            check(&inventory, Minimum::G7);
            assert!(diff(&inventory, &inventory).is_empty());
            merge(inventory, rich());
        }
    }
    assert!(read > 20, "only {read} were read: the test says little");
}
