//! Anything may be given as a log, as a bundle or as a file to keep: it is told what is wrong, or what it is.
#![no_main]
use evidence::Expectation;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let log = evidence::verify(input, |_| None, &Expectation::default());
    assert!(!log.faults.is_empty() || log.head.is_some());
    let bundle = evidence::bundle::verify(input, &Expectation::default()).expect("memory can be read");
    assert!(!bundle.faults.is_empty() || bundle.head.is_some());
    let _ = evidence::recognise::recognise(input);
});
