//! Any texts.toml is read or refused.
#![no_main]
use rulebook::official::TextsToml;

libfuzzer_sys::fuzz_target!(|source: &str| {
    let _ = source.parse::<TextsToml>();
});
