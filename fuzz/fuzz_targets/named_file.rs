//! Every detector that is chosen by a name reads anything under that name; the first two bytes choose it.
#![no_main]
use std::path::Path;
use std::sync::LazyLock;

static NAMES: LazyLock<Vec<String>> = LazyLock::new(scan::sample_names);

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, content)) = input.split_first_chunk::<2>() else { return };
    let name = &NAMES[usize::from(u16::from_le_bytes(*choice)) % NAMES.len()];
    if let Ok(report) = scan::inspect(Path::new(name), content) {
        let failed = |why: &scan::Why| matches!(why, scan::Why::DetectorFailed(_));
        assert!(!report.not_read.iter().any(|not_read| failed(&not_read.why)), "{name}: {:?}", report.not_read);
        let _ = scan::inventory(report, &scan::Named::default());
    }
});
