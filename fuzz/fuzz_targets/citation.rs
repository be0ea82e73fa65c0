//! A citation that is read is written and read back the same; nothing panics.
#![no_main]
use domain::citation::{BlockId, Citation, Range};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(citation) = text.parse::<Citation>() {
        assert_eq!(citation.to_string().parse::<Citation>().as_ref(), Ok(&citation));
        let _ = citation.akn();
    }
    let _ = text.parse::<BlockId>();
    let _ = text.parse::<Range>();
});
