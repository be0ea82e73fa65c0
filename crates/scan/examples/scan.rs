//! `cargo run --release -p scan --example scan -- DIR`: a scan of DIR without anything around it, for looking at
//! with a profiler; the product's own command is `marque scan`.

use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), scan::ScanError> {
    let root = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".into()));
    let start = Instant::now();
    let report = scan::scan(&root, &scan::Options::default())?;
    let scanned = start.elapsed();
    let (files, bytes_read) = (report.files, report.bytes_read);
    let (findings, not_read) = (report.findings.len(), report.not_read.len());
    let inventory = scan::inventory(report, &scan::Named::default())?;
    let assembled = start.elapsed();
    let tool = inventory::Tool { name: "scan", version: "0" };
    let written = inventory::write_cyclonedx(&inventory, inventory::CycloneDxVersion::V1_7, &tool, std::io::sink());
    println!(
        "{} files, {} bytes read, {} findings, {} components, {} not read; {:.3} s scanned, {:.3} s assembled, {:.3} s written ({})",
        files,
        bytes_read,
        findings,
        inventory.components.len(),
        not_read,
        scanned.as_secs_f64(),
        assembled.as_secs_f64(),
        start.elapsed().as_secs_f64(),
        written.is_ok(),
    );
    Ok(())
}
