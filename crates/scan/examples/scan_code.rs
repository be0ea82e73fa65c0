//! temporary
use std::path::PathBuf;
fn main() -> Result<(), scan::ScanError> {
    let mut arguments = std::env::args().skip(1);
    let root = PathBuf::from(arguments.next().unwrap_or_else(|| ".".into()));
    let start = std::time::Instant::now();
    let report = scan::scan(&root, &scan::Options::default())?;
    eprintln!("{:.3} s", start.elapsed().as_secs_f64());
    for f in &report.findings {
        let k = f.kind.as_str();
        if f.kind.asset().is_none() { continue; }
        let line = f.line.map(|l| format!(":{l}")).unwrap_or_default();
        let props: Vec<String> = f.properties.iter().map(|p| format!("{}={}", p.name, p.value)).collect();
        println!("{}{line}\t{k}\t{}\t{}\t{:?}\t{}\t{}", scan::shown(&f.path), f.detector, f.name, f.confidence, props.join(" "), f.excerpt);
    }
    for n in &report.not_read { println!("NOTREAD {} {}", scan::shown(&n.path), n.why); }
    Ok(())
}
