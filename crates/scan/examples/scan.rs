//! `cargo run --release -p scan --example scan -- DIR [all]`: what a scan of DIR finds, and how long it
//! takes. For looking and measuring; the product's own command is `marque assess`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), scan::ScanError> {
    let mut arguments = std::env::args().skip(1);
    let root = PathBuf::from(arguments.next().unwrap_or_else(|| ".".into()));
    let all = arguments.next().is_some();

    let start = Instant::now();
    let report = scan::scan(&root, &scan::Options::default())?;
    let elapsed = start.elapsed();

    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry((finding.kind.as_str(), finding.place.as_str())).or_default() += 1;
        if all {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            println!(
                "{}{line}\t{}\t{}\t{}\t{}\t{}",
                scan::shown(&finding.path),
                finding.kind.as_str(),
                finding.detector,
                finding.name,
                finding.place.as_str(),
                finding.excerpt,
            );
        }
    }
    for ((kind, place), count) in counts {
        println!("{count:6} {kind} ({place})");
    }
    for not_read in &report.not_read {
        println!("not read: {}: {}", scan::shown(&not_read.path), not_read.why);
    }
    println!(
        "{} files, {} ignored, {} bytes read, {} findings, {} not read, {:.3} s",
        report.files,
        report.ignored,
        report.bytes_read,
        report.findings.len(),
        report.not_read.len(),
        elapsed.as_secs_f64(),
    );
    Ok(())
}
